"""A docente's policy file: TOML → `Policy`, all its faults at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from grader import spanish
from grader.authored import read_toml, schema_faults, told_as
from grader.check.policy import SCALES, Abbreviations, Counting, Policy, Repeated, Rounding, Scale, Show
from grader.errors import Fault, FileFaultsError
from grader.sheets import COLUMNS

OWN_SCALE = "propia"
_QUANTITIES = (*COLUMNS, "total")


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


def _weight(value: Any) -> Fraction:
    number = _number(value)
    if number < 0:
        raise ValueError(f"{value} es menor que 0")
    return number


def _word(kind: type[StrEnum]) -> BeforeValidator:
    """One of the words of a closed set."""

    def check(value: Any) -> Any:
        words = [str(it) for it in kind]
        if value not in words:
            known = spanish.listing([f"«{it}»" for it in words], "o")
            raise ValueError(f"{told_as(value)} no es posible; puede ser {known}")
        return kind(value)

    return BeforeValidator(check)


Number = Annotated[Fraction, BeforeValidator(_number)]
Share = Annotated[Fraction, BeforeValidator(_share)]
Points = Annotated[Fraction, BeforeValidator(_positive)]
Weight = Annotated[Fraction, BeforeValidator(_weight)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ScaleTable(_Strict):
    name: Literal["0-5", "0-10", "0-20", "0-100", "1-7", "propia"] = "0-5"
    lowest: Number | None = None
    highest: Number | None = None
    decimals: int | None = Field(default=None, ge=0, le=4)
    passing: Number | None = None
    rounding: Annotated[Rounding, _word(Rounding)] = Scale().rounding

    def scale(self) -> Scale:
        known = SCALES.get(self.name, Scale())
        return Scale(
            lowest=known.lowest if self.lowest is None else self.lowest,
            highest=known.highest if self.highest is None else self.highest,
            decimals=known.decimals if self.decimals is None else self.decimals,
            passing=known.passing if self.passing is None else self.passing,
            rounding=self.rounding,
        )

    def faults(self) -> Iterator[Fault]:
        """What the schema alone cannot tell."""
        if self.name == OWN_SCALE:
            missing = [key for key in ("highest", "passing") if getattr(self, key) is None]
            yield from (Fault(f"scale.{key}", f"falta; la escala «{OWN_SCALE}» lo necesita") for key in missing)
            if missing:
                return
        else:
            extra = [key for key in ("lowest", "highest") if getattr(self, key) is not None]
            yield from (Fault(f"scale.{key}", f"solo va con name = '{OWN_SCALE}'") for key in extra)
            if extra:
                return
        scale = self.scale()
        if scale.lowest >= scale.highest:
            yield Fault("scale.lowest", f"{_told(scale.lowest)} no es menor que {_told(scale.highest)}")
        elif not scale.lowest <= scale.passing <= scale.highest:
            ends = f"de {_told(scale.lowest)} a {_told(scale.highest)}"
            yield Fault("scale.passing", f"{_told(scale.passing)} no está en la escala, que va {ends}")


class EarnsTable(_Strict):
    carried: Share = Policy().carried
    slip: Share = Policy().slip
    misconception: Share = Policy().misconception
    repeated_misconception: Annotated[Repeated, _word(Repeated)] = Policy().repeated_misconception
    bare_expression: Share = Policy().bare_expression
    wrong_expression: Share = Policy().wrong_expression


class AttemptsTable(_Strict):
    counts: Annotated[Counting, _word(Counting)] = Policy().counting
    allowed: int = Field(default=0, ge=1)


class PolicyFile(_Strict):
    show: Annotated[Show, _word(Show)] = Policy().show
    abbreviations: Annotated[Abbreviations, _word(Abbreviations)] = Policy().abbreviations
    scale: ScaleTable = ScaleTable()
    earns: EarnsTable = EarnsTable()
    attempts: AttemptsTable = AttemptsTable()
    points: dict[str, Points] = Field(default_factory=dict)
    cells: dict[str, Weight] = Field(default_factory=dict)


def load_policy(path: Path, exercises: Collection[str] | None = None) -> Policy:
    """Read a policy; raises `FileFaultsError` with all its faults.

    `exercises` are the class's own, where they are known: points for any other are a fault.
    """
    tables = read_toml(path)
    faults = [*_off_scale(tables.get("scale", {})), *_unknown(tables, exercises)]
    try:
        found = PolicyFile.model_validate(tables)
    except ValidationError as error:
        raise FileFaultsError(path.name, (*schema_faults(error, PolicyFile), *faults)) from error
    if faults:
        raise FileFaultsError(path.name, tuple(faults))
    return Policy(
        scale=found.scale.scale(),
        show=found.show,
        abbreviations=found.abbreviations,
        counting=found.attempts.counts,
        attempts=found.attempts.allowed,
        weights=found.points,
        cells=found.cells,
        **dict(found.earns),
    )


def _off_scale(table: Any) -> tuple[Fault, ...]:
    """What is wrong with a scale whose keys are each as they should be."""
    try:
        return tuple(ScaleTable.model_validate(table).faults())
    except ValidationError:
        return ()


def _unknown(tables: dict[str, Any], exercises: Collection[str] | None) -> Iterator[Fault]:
    """Names in [points] and [cells] that stand for nothing."""
    points, cells = tables.get("points"), tables.get("cells")
    if isinstance(points, dict) and exercises is not None:
        for name in (it for it in points if it not in exercises):
            yield Fault(f"points.{name}", f"no es un ejercicio de esta clase{_meant(name, exercises)}")
    for name in cells if isinstance(cells, dict) else ():
        if name not in _QUANTITIES:
            yield Fault(f"cells.{name}", f"no es una cantidad{_meant(name, _QUANTITIES)}")


def _meant(name: str, known: Collection[str]) -> str:
    close = get_close_matches(name, list(known), 1)
    return f"; ¿querías decir «{close[0]}»?" if close else f"; hay {spanish.listing(sorted(known))}"


def _told(number: Fraction) -> str:
    return spanish.value(number)
