"""An exercise as authored in TOML: texts, layers with a range for each number, columns, given cells."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache, reduce
from math import isfinite
from operator import or_
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, InstanceOf, ValidationError, create_model

from grader.authored import here, read_toml, schema_faults
from grader.errors import Fault, FileFaultsError
from grader.generate.faults import author_faults, slot_faults
from grader.layers import LayerKind, Parameter
from grader.model import Instance, Layer
from grader.sheets import FAMILIES

Number: TypeAlias = int | Fraction
"""A number that an exercise prints: exact, also where it has decimals."""
DEFAULT_FAMILY = "parameters"
_MOST_VALUES = 10_000
"""Of one range: more is a slip of the keyboard."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Range(_Strict):
    """A number with its original value and the values that a variant may draw."""

    original: InstanceOf[int] | InstanceOf[Fraction]
    values: tuple[InstanceOf[int] | InstanceOf[Fraction], ...]


class Ranges(_Strict):
    """A vector or a matrix: the range of each of its numbers by its place («2,4»)."""

    entries: tuple[tuple[str, Range], ...]


class LayerSlot(_Strict):
    """What every layer has, whatever its kind; its numbers are the fields that its kind adds."""

    kind: str
    name: str = Field(min_length=1, max_length=40)
    label: str = ""
    note: str = ""
    detail: str = ""
    row: bool = Field(default=True, strict=True)
    inputs: tuple[str, ...] = ()
    frozen: bool = Field(default=False, strict=True)


class TableSpec(_Strict):
    columns: tuple[str, ...] = Field(min_length=1)
    given: tuple[str, ...] = ()


class DrawRules(_Strict):
    min_total: int | None = Field(default=None, ge=0)
    """No variant has fewer parameters than this; unset: no bound."""
    max_total: int | None = Field(default=None, ge=1)
    """No variant has more parameters than this; unset: no bound."""
    effort: int | None = Field(default=None, ge=1)
    """Steps by hand (see `effort.py`) that a variant costs, 1/21 more or less; unset: the median of a fixed sample."""
    floors: tuple[str, ...] | None = None
    """The only layers where a division may leave a remainder; unset: any."""
    accept: tuple[str, ...] = ()
    """Wrong rules that a variant need not tell from the right one: `slug`, `slug/kind` or `omite-capa/LAYER`."""


class Blueprint(_Strict):
    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    version: int = Field(ge=1)
    title: str = Field(min_length=1)
    objective: str = ""
    activation: str = ""
    structure: Literal["lines", "bullets"] = "bullets"
    family: str = DEFAULT_FAMILY
    table: TableSpec
    draw: DrawRules = DrawRules()

    @property
    def layers(self) -> tuple[LayerSlot, ...]:
        """The slots, wherever its family has them in the file."""
        held: Any = self
        for key in FAMILIES[self.family].slots:
            held = getattr(held, key)
        return tuple(held)

    def slots(self) -> dict[str, Range]:
        """`LAYER.parameter` → range, in the order of the file."""
        kinds = FAMILIES[self.family].kinds
        return {
            f"{slot.name}.{name}": it
            for slot in self.layers
            for parameter in kinds[slot.kind].parameters
            for name, it in _ranges(parameter, getattr(slot, parameter))
        }

    def original(self) -> Instance:
        """The exercise with its own numbers; `draw` is -1."""
        return self.instance({path: it.original for path, it in self.slots().items()}, draw=-1)

    def instance(self, numbers: Mapping[str, Number], draw: int) -> Instance:
        """The exercise with these numbers, one for each of `slots`."""
        return Instance(
            exercise=self.id,
            version=self.version,
            title=self.title,
            objective=self.objective,
            activation=self.activation,
            bullets=self.structure == "bullets",
            columns=self.table.columns,
            given=self.table.given,
            layers=tuple(_layer(slot, FAMILIES[self.family].kinds[slot.kind], numbers) for slot in self.layers),
            draw=draw,
            family=self.family,
        )


def load_blueprint(path: Path) -> Blueprint:
    """Read an exercise file; raises `FileFaultsError` with all its faults at once."""
    return parse_blueprint(read_toml(path), path.name)


def parse_blueprint(data: dict[str, Any], file: str) -> Blueprint:
    """The exercise in a TOML document; `file` is its name, whose stem must be the exercise's id."""
    family = FAMILIES.get(str(data.get("family", DEFAULT_FAMILY)))
    if family is None:
        known = ", ".join(FAMILIES)
        raise FileFaultsError(file, (Fault("family", f"«{data['family']}» no es ninguna familia; hay {known}"),))
    faults = author_faults(data, file, family)
    try:
        blueprint = _schema(family.name).model_validate(data)
    except ValidationError as error:
        tags = {kind.name: tuple(kind.parameters) for kind in family.kinds.values()}
        raise FileFaultsError(file, (*schema_faults(error, _schema(family.name), tags), *faults)) from error
    if not faults:
        faults = slot_faults(family, blueprint.original())
    if faults:
        raise FileFaultsError(file, tuple(faults))
    return blueprint


def _ranges(name: str, value: Any) -> list[tuple[str, Range]]:
    """What is drawn of a parameter: nothing, a number, or each number of an array (`weights[2,4]`)."""
    if isinstance(value, Ranges):
        return [(f"{name}[{place}]", it) for place, it in value.entries]
    return [(name, value)] if isinstance(value, Range) else []


def _layer(slot: LayerSlot, kind: LayerKind, numbers: Mapping[str, Number]) -> Layer:
    parameters: dict[str, int | float | str] = {}
    for name, parameter in kind.parameters.items():
        if isinstance(array := getattr(slot, name), Ranges):
            places = [place for place, _ in _ranges(name, array)]
            parameters |= {place: _plain(numbers[f"{slot.name}.{place}"]) for place in places}
            continue
        chosen = numbers.get(f"{slot.name}.{name}", getattr(slot, name))
        if chosen is None and not (parameter.instead and getattr(slot, parameter.instead) is not None):
            default = parameter.default
            chosen = parameters.get(default) if isinstance(default, str) else default
        if chosen is not None:
            parameters[name] = _plain(chosen)
    return Layer(
        kind=slot.kind,
        name=slot.name,
        label=slot.label or slot.name,
        parameters=parameters,
        note=slot.note.format_map(parameters),
        detail=slot.detail.format_map(parameters),
        row=slot.row,
        inputs=slot.inputs,
        frozen=slot.frozen,
    )


def _plain(number: Any) -> Any:
    """As a manifest holds it; a number that remembers its place stays what it is."""
    return float(number) if type(number) is Fraction else number


@cache
def _schema(family: str) -> type[Blueprint]:
    """`Blueprint` whose slots stand where the family has them and take the parameters of its kinds."""
    it = FAMILIES[family]
    columns = (tuple[Literal["detail", *it.columns], ...], Field(min_length=1))  # type: ignore[valid-type]
    table: Any = create_model("Table", __base__=TableSpec, columns=columns)
    models = [_slot_model(kind) for kind in it.kinds.values()]
    kinds: Any = Annotated[reduce(or_, models), Field(discriminator="kind")] if len(models) > 1 else models[0]
    held: Any = tuple[kinds, ...]
    *outer, last = it.slots
    for key in reversed(outer):
        field: dict[str, Any] = {last: (held, ...)}
        held, last = create_model(key.title(), __base__=_Strict, **field), key
    fields: dict[str, Any] = {"table": (table, ...), last: (held, ...)}
    return create_model("Exercise", __base__=Blueprint, **fields)


def _slot_model(kind: LayerKind) -> Any:
    fields: dict[str, Any] = {name: _field(parameter) for name, parameter in kind.parameters.items()}
    fields["kind"] = (Literal[kind.name], ...)
    return create_model(kind.name, __base__=LayerSlot, **fields)


def _field(parameter: Parameter) -> tuple[Any, Any]:
    optional = parameter.optional or parameter.default is not None or bool(parameter.instead)
    empty = None if optional else ...
    if parameter.is_text:
        return (str | None if optional else str, empty)
    if parameter.axes:
        array = Annotated[Ranges, BeforeValidator(lambda value: _array(value, parameter))]
        return (array | None if optional else array, empty)
    if parameter.words and not parameter.letter:
        return (Literal[parameter.words], empty)
    if parameter.maximum is not None:
        return (float, Field(ge=parameter.minimum, le=parameter.maximum))
    number: Any = Annotated[Range, BeforeValidator(lambda value: _range(value, parameter))]
    if parameter.words:
        number = Annotated[Range | str, BeforeValidator(lambda value: _range_or_word(value, parameter))]
    return (number | None if optional else number, empty)


def _array(value: Any, parameter: Parameter) -> Any:
    """`[0.5, 1]`, `[[…], […]]`, or `{original = [[…], […]], min = -2, max = 2, step = 0.1}`."""
    drawn = value if isinstance(value, dict) else {"original": value}
    sort = "una matriz [[…], […]]" if parameter.axes > 1 else "un vector […]"
    rows = drawn.get("original")
    rows = [rows] if parameter.axes == 1 else rows
    if not isinstance(rows, list) or not rows or not all(isinstance(row, list) and row for row in rows):
        raise ValueError(f"debe ser {sort} de números, o {{original = {sort}, min = …, max = …, step = …}}")
    if len({len(row) for row in rows}) > 1:
        raise ValueError("todas las filas de la matriz deben tener igual número de columnas")
    rest = {key: it for key, it in drawn.items() if key != "original"}
    entries = []
    for i, row in enumerate(rows, 1):
        for j, number in enumerate(row, 1):
            place = f"{j}" if parameter.axes == 1 else f"{i},{j}"
            entries.append((place, _range({"original": number, **rest} if rest else number, parameter)))
    return {"entries": tuple(entries)}


def _range_or_word(value: Any, parameter: Parameter) -> Any:
    """A number, or one of the words that may stand in its place."""
    if not isinstance(value, str):
        return Range(**_range(value, parameter))
    if value not in parameter.words:
        known = ", ".join(f"«{word}»" for word in parameter.words)
        raise ValueError(f"debe ser un número entero, un rango o una de estas palabras: {known}{here(value)}")
    return value


def _range(value: Any, parameter: Parameter) -> Any:
    """`8`, or `{original = 8, values = […]}`, or `{original = 8, min = 4, max = 16, step = 4}`."""
    sort = f"número de hasta {parameter.decimals} decimales" if parameter.decimals else "número entero"
    if _is_number(value, parameter.decimals):
        value = {"original": value, "values": [value]}
    if not isinstance(value, dict):
        raise ValueError(f"debe ser un {sort} o un rango {{original = …, values = […]}}{here(value)}")
    known = {"original", "values"} if "values" in value else {"original", "min", "max", "step"}
    if unknown := sorted(set(value) - known):
        raise ValueError(f"un rango no lleva «{unknown[0]}»; lleva original y values, o original, min, max y step")
    values = value["values"] if "values" in value else _steps(value, parameter.decimals)
    if not isinstance(values, list):
        raise ValueError("«values» es una lista de números enteros: values = [3, 5]")
    numbers = [value.get("original"), *values]
    if len(numbers) < 2 or not all(_is_number(n, parameter.decimals) for n in numbers):
        each = sort.removeprefix("número ")
        raise ValueError(f"un rango lleva un «original» {each} y al menos un valor {each}")
    numbers = [n if isinstance(n, int) and not parameter.decimals else Fraction(str(n)) for n in numbers]
    if too_small := [n for n in numbers if n < parameter.minimum]:
        raise ValueError(f"{too_small[0]} es menor que el mínimo, {parameter.minimum}")
    return {"original": numbers[0], "values": tuple(dict.fromkeys(numbers[1:]))}


def _is_number(value: Any, decimals: int) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float) if decimals else int):
        return False
    return isinstance(value, int) or (isfinite(value) and Fraction(str(value)) * 10**decimals % 1 == 0)


def _steps(value: dict[str, Any], decimals: int) -> list[Any]:
    steps = (value.get("min"), value.get("max"), value.get("step", 1))
    if all(_is_number(it, decimals) for it in steps):
        first, last, step = (Fraction(str(it)) for it in steps)
        if first <= last and step > 0:
            count = (last - first) // step
            if count >= _MOST_VALUES:
                told = " de ".join([f"de {steps[0]} a {steps[1]}", f"{steps[2]} en {steps[2]}"])
                raise ValueError(f"{told} hay demasiados valores: pon un step mayor")
            found = [first + i * step for i in range(count + 1)]
            return [float(it) for it in found] if decimals else [int(it) for it in found]
    smallest = "mayor que 0" if decimals else "de al menos 1"
    raise ValueError(f"el rango necesita min y max{'' if decimals else ' enteros'} (min ≤ max) y un step {smallest}")
