"""A docente's policy file: TOML → `Policy`, all its faults at once."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from grader.authored import read_toml, schema_faults
from grader.check.policy import SCALES, Policy, Scale, Show
from grader.errors import Fault, FileFaultsError


def _number(value: Any) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("debe ser un número, como 0.5 o '1/2'")
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError) as error:
        raise ValueError(f"«{value}» no es un número; escribe 0.5 o '1/2'") from error


def _share(value: Any) -> Fraction:
    number = _number(value)
    if not 0 <= number <= 1:
        raise ValueError(f"{value} no está entre 0 y 1")
    return number


def _positive(value: Any) -> Fraction:
    number = _number(value)
    if number <= 0:
        raise ValueError(f"{value} no es mayor que 0")
    return number


Number = Annotated[Fraction, BeforeValidator(_number)]
Share = Annotated[Fraction, BeforeValidator(_share)]
Weight = Annotated[Fraction, BeforeValidator(_positive)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ScaleTable(_Strict):
    name: Literal["0-5", "0-10", "0-20", "0-100", "1-7"] = "0-5"
    decimals: int | None = Field(default=None, ge=0, le=4)
    passing: Number | None = None

    def scale(self) -> Scale:
        known = SCALES[self.name]
        return Scale(
            lowest=known.lowest,
            highest=known.highest,
            decimals=known.decimals if self.decimals is None else self.decimals,
            passing=known.passing if self.passing is None else self.passing,
        )


class EarnsTable(_Strict):
    carried: Share = Policy().carried
    slip: Share = Policy().slip
    misconception: Share = Policy().misconception
    bare_expression: Share = Policy().bare_expression
    wrong_expression: Share = Policy().wrong_expression


class PolicyFile(_Strict):
    show: Literal["nada", "veredictos", "pistas", "solucion"] = "solucion"
    scale: ScaleTable = ScaleTable()
    earns: EarnsTable = EarnsTable()
    points: dict[str, Weight] = Field(default_factory=dict)


def load_policy(path: Path) -> Policy:
    """Read a policy; raises `FileFaultsError` with all its faults."""
    try:
        found = PolicyFile.model_validate(read_toml(path))
    except ValidationError as error:
        raise FileFaultsError(path.name, schema_faults(error)) from error
    scale = found.scale.scale()
    if not scale.lowest <= scale.passing <= scale.highest:
        fault = Fault("scale.passing", f"{scale.passing} no está en la escala {found.scale.name}")
        raise FileFaultsError(path.name, (fault,))
    return Policy(scale=scale, show=Show(found.show), weights=found.points, **dict(found.earns))
