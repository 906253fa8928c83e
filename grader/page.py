"""A worksheet or its key as it will be printed, in no format yet: what templates and writers render."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache

from grader import spanish
from grader.branches import can_be_drawn
from grader.evaluate import answers, arguments, printed
from grader.formula import Equation, letter, parameters, working
from grader.layers import LayerKind
from grader.model import Formula, Instance, Kind, Layer, Role, Sheet, Value, Worksheet
from grader.same import once_a_sheet
from grader.sheets import COLUMNS, Matrix, build_sheets, family_of
from grader.wiring import inputs_of


class PageKind(StrEnum):
    WORKSHEET = "hoja"
    KEY = "clave"


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of a printed table."""

    text: str
    """What is printed in it; empty where the student writes, or where there is nothing to print."""
    label: str = ""
    """Accessible name of an answer («CONV1, número de pesos»); empty: it is no answer."""
    cell: str = ""
    """`exercise/LAYER/quantity` of an answer: the name of its field in a form."""

    @property
    def is_answer(self) -> bool:
        return bool(self.label)


@dataclass(frozen=True, slots=True)
class Grid:
    headings: tuple[str, ...]
    rows: tuple[tuple[Box, ...], ...]
    total: Box | None
    """Printed under the table after `total_label`; `None`: there is none."""
    total_label: str = ""
    columns: tuple[str, ...] = ()
    """What each column holds: `layer`, `detail` or a quantity; printed nowhere, it decides how wide a column is."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One block of the network's diagram; its size depends on its kind alone."""

    kind: str
    name: str
    caption: str
    """From the printed givens only («5x5, 8 filtros»)."""
    neurons: tuple[str, ...] = ()
    """What stands in each neuron, in a diagram of single neurons; empty: it is a block."""
    named: tuple[tuple[int, int, str], ...] = ()
    """Neuron, neuron of the layer before (0: its bias) and the name of their connection."""
    inputs: tuple[str, ...] = ()
    """Names of the blocks that it gets, in a network with branches; elsewhere it gets the one before."""
    follows: bool = True
    """Whether it gets the block before and no other."""

    @property
    def joins(self) -> str:
        """«de BN1 y SEP1»; empty where it follows, and for another input."""
        return "" if self.follows or not self.inputs else f"de {spanish.listing(self.inputs)}"

    @property
    def title(self) -> str:
        return f"{self.name} ({self.joins})" if self.joins else self.name


@dataclass(frozen=True, slots=True)
class Explained:
    """The working of one answer, printed under the table of a key."""

    label: str
    """«CONV1, número de pesos»."""
    value: str
    equations: tuple[Equation, ...]
    layer: str = ""
    """«CONV1»; empty for the total."""
    quantity: str = ""
    """«número de pesos»."""


@dataclass(frozen=True, slots=True)
class Section:
    """One exercise on the page."""

    title: str
    objective: str
    """Empty when the page's own objective says it all."""
    structure_label: str
    """«Estructura de la Red:»"""
    structure: tuple[tuple[str, str], ...]
    """Label and text of each layer as the seed words it: («CONV1», «Kernel de 5x5, …»)."""
    bullets: bool
    matrices: tuple[Matrix, ...]
    """Printed under the structure."""
    activation: str
    conventions: tuple[str, ...]
    letters: tuple[tuple[str, str], ...]
    """Letter and meaning of each letter that the conventions and the working use."""
    figure: tuple[Figure, ...]
    """Empty where there is no network to draw."""
    grid: Grid
    workings: tuple[Explained, ...]
    """Empty on a worksheet."""


@dataclass(frozen=True, slots=True)
class Page:
    kind: PageKind
    title: str
    objective: str
    student: str
    """Names of the student or of the group's members; empty: a line to write it on."""
    code: str
    sections: tuple[Section, ...]

    @property
    def is_key(self) -> bool:
        return self.kind is PageKind.KEY


def worksheet_page(worksheet: Worksheet) -> Page:
    """The page that the student gets: every answer empty."""
    return _page(worksheet, PageKind.WORKSHEET)


def key_page(worksheet: Worksheet) -> Page:
    """The same page with every answer in its place and its working below."""
    return _page(worksheet, PageKind.KEY)


def filled_page(worksheet: Worksheet, texts: Mapping[str, str]) -> Page:
    """The worksheet with a student's answers in it: `exercise/LAYER/quantity` → text."""
    return _page(worksheet, PageKind.WORKSHEET, texts)


@lru_cache(maxsize=4096)
def cell_label(ref: str) -> str:
    """
    >>> cell_label("CONV1/weights"), cell_label("total")
    ('CONV1, número de pesos', 'Total de parámetros')
    """
    layer, _, quantity = ref.rpartition("/")
    return f"{layer}, {COLUMNS[quantity].spoken}" if layer else spanish.TOTAL


@once_a_sheet
def printed_lines(sheet: Sheet) -> Mapping[str, str]:
    """What a worksheet says of its layers, a line each → the layer that it is about; empty: all of them, or none.

    These lines come back with a submission and are no answers.
    """
    instance = sheet.instance
    rows = {layer.label: layer.name for layer in instance.layers if layer.row}
    figure = _figures(instance)
    drawn = joined(figure, [" ".join(filter(None, (block.title, block.caption))) for block in figure])
    conventions = _conventions(instance)
    said = (family_of(instance).structure, f"Objetivo: {instance.objective}", f"Activación: {instance.activation}")
    told = dict.fromkeys([*said, "Convenciones:", *conventions, f"Convenciones: {' '.join(conventions)}"], "")
    told |= {f"{label}: {text}": rows.get(label, "") for label, text in _structure(instance)}
    return {**told, f"Red: {drawn}": ""} if drawn else told


def _page(worksheet: Worksheet, kind: PageKind, texts: Mapping[str, str] | None = None) -> Page:
    pairs = zip(worksheet.instances, build_sheets(worksheet), strict=True)
    return Page(
        kind=kind,
        title=worksheet.title,
        objective=worksheet.objective,
        student=spanish.listing([student.name for student in worksheet.students]),
        code=worksheet.code,
        sections=tuple(_section(instance, sheet, kind, texts or {}) for instance, sheet in pairs),
    )


def _section(instance: Instance, sheet: Sheet, kind: PageKind, texts: Mapping[str, str]) -> Section:
    values = answers(sheet)
    return Section(
        title=instance.title,
        objective=instance.objective,
        structure_label=family_of(instance).structure,
        structure=tuple(_structure(instance)),
        bullets=instance.bullets,
        matrices=family_of(instance).matrices(instance),
        activation=instance.activation,
        conventions=_conventions(instance),
        letters=letters(instance, sheet),
        figure=_figures(instance),
        grid=_grid(sheet, _printed(sheet, values, kind, texts)),
        workings=tuple(explain(sheet, values)) if kind is PageKind.KEY else (),
    )


def _structure(instance: Instance) -> list[tuple[str, str]]:
    lines = []
    for layer in instance.layers:
        kind = family_of(instance).kinds[layer.kind]
        text = kind.sentence(layer)
        if text:
            text += f", a partir de {layer.inputs[0]}" if len(layer.inputs) == 1 and kind.inputs == (1, 1) else ""
            text += f" ({layer.note})" if layer.note else ""
            lines.append((layer.label, spanish.sentence(text) if instance.bullets else text))
    return lines


def _conventions(instance: Instance) -> tuple[str, ...]:
    family = family_of(instance)
    of_layers = [line for layer in instance.layers for line in family.kinds[layer.kind].told(layer)]
    common = {column: line for column, line in family.conventions.items() if column in instance.columns}
    if all(family.kinds[layer.kind].has_weights for layer in instance.layers if layer.row):
        common.pop("weights", None)
    shapes = "out_shape" in instance.columns or not family.is_network
    return tuple(dict.fromkeys(line for line in (*of_layers, *common.values()) if shapes or "⌊" not in line))


def letters(instance: Instance, sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """Only the letters in which some asked cell's formula is written."""
    asked = [cell for cell in sheet.cells.values() if cell.role is Role.ASKED and not cell.structural]
    used = frozenset().union(*map(_bases, {cell.formula for cell in asked}))
    family, meanings = family_of(instance), dict[str, str]()
    for kind in dict.fromkeys(layer.kind for layer in instance.layers):
        for parameter in family.kinds[kind].parameters.values():
            if (base := parameter.letter.partition("_")[0]) in used:
                meanings.setdefault(base, parameter.meaning)
    return tuple((meanings | {x: words for x, words in family.letters.items() if x in used}).items())


@cache
def _bases(formula: Formula) -> frozenset[str]:
    """The letters that a formula is written in, without their subscripts."""
    return frozenset(letter(name).partition("_")[0] for name in parameters(formula))


def joined(figure: Sequence[Figure], texts: Sequence[str]) -> str:
    """What is said of each block, in a row; what does not follow from the block before begins anew."""
    return "".join(
        text if not i else f"{' → ' if block.follows else '; '}{text}"
        for i, (block, text) in enumerate(zip(figure, texts, strict=True))
    )


def _figures(instance: Instance) -> tuple[Figure, ...]:
    """None of a network that no page can take; then the list says what each layer gets."""
    family, layers = family_of(instance), instance.layers
    if not family.is_network:
        return tuple(Figure("neurons", it.name, it.caption, it.neurons, it.named) for it in family.drawn(instance))
    blocks = tuple(_figure(layer, family.kinds[layer.kind]) for layer in layers)
    befores = ["", *(layer.name for layer in layers[:-1])]
    inputs = [inputs_of(layer, before) for layer, before in zip(layers, befores, strict=True)]
    follows = [names == ((before,) if before else ()) for names, before in zip(inputs, befores, strict=True)]
    if all(follows):
        return blocks
    place = {layer.name: i for i, layer in enumerate(layers)}
    places = [tuple(place.get(name, len(layers)) for name in names) for names in inputs]
    if any(it >= i for i, found in enumerate(places) for it in found) or not can_be_drawn(places):
        return ()
    return tuple(
        replace(
            block,
            inputs=names,
            follows=straight,
            caption=block.caption if len(names) < 2 else family.kinds[block.kind].words,  # its detail names its inputs
        )
        for block, names, straight in zip(blocks, inputs, follows, strict=True)
    )


def _figure(layer: Layer, kind: LayerKind) -> Figure:
    return Figure(layer.kind, layer.name, kind.detail(layer) or kind.words)


def _printed(sheet: Sheet, values: Mapping[str, Value], kind: PageKind, texts: Mapping[str, str]) -> dict[str, str]:
    """Ref → what is printed in each cell."""
    return {
        ref: spanish.value(printed(cell, values[ref]))
        if cell.role is Role.GIVEN or kind is PageKind.KEY
        else texts.get(f"{sheet.name}/{ref}", "")
        for ref, cell in sheet.cells.items()
    }


def _grid(sheet: Sheet, printed: Mapping[str, str]) -> Grid:
    def box(ref: str) -> Box:
        if ref not in sheet.cells:
            return Box("—")
        asked = sheet.cells[ref].role is Role.ASKED
        return Box(printed[ref], cell_label(ref), f"{sheet.name}/{ref}") if asked else Box(printed[ref])

    rows = tuple(
        (
            Box(row.layer),
            *(Box(row.detail) if column == "detail" else box(f"{row.layer}/{column}") for column in sheet.columns),
        )
        for row in sheet.rows
    )
    family = family_of(sheet.instance)
    headings = (family.row_heading, *(heading(column) for column in sheet.columns))
    total = box(sheet.total) if sheet.total else None
    return Grid(headings, rows, total, family.total, ("layer", *sheet.columns))


def heading(column: str) -> str:
    """What is printed over a column.

    >>> heading("detail"), heading("weights")
    ('Detalle', '# de Pesos')
    """
    return COLUMNS[column].heading if column in COLUMNS else spanish.COLUMNS[column]


def explain(sheet: Sheet, values: Mapping[str, Value]) -> list[Explained]:
    """The working of every asked cell, its arguments taken from `values`."""
    return [
        Explained(cell_label(ref), spanish.value(printed(cell, values[ref])), equations, *_place(ref))
        for ref, cell in sheet.cells.items()
        if cell.role is Role.ASKED and not cell.structural and cell.kind is not Kind.EXPRESSION
        for equations in [working(cell.formula, cell.args, arguments(cell.args, values), cell.decimals)]
    ]


def _place(ref: str) -> tuple[str, str]:
    layer, _, quantity = ref.rpartition("/")
    return layer, COLUMNS[quantity].spoken if layer else ""
