"""A sheet whose rows are its slots, each with cells of its own: for families that are no network."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from grader import formula
from grader.layers import LayerKind
from grader.model import Arg, Cell, Instance, Kind, Layer, Ref, Rewiring, Role, Row, Sheet
from grader.same import Same, once_a_sheet
from grader.sheets._listed import Listed


@dataclass(frozen=True, slots=True)
class Rows:
    """How the slots of a family become rows."""

    kinds: Mapping[str, LayerKind]
    columns: Collection[str]
    """What a table may ask for; any other quantity of a kind is printed in its sentence."""
    letters: Mapping[str, str] = field(default_factory=dict)
    """Quantity → how formulas call that cell of their own row, or of a row that hands on.

    `KIND/quantity` where the rows of a kind have a letter of their own.
    """
    handing_on: Collection[str] = ()
    """Kinds of slot whose letters all later rows may take."""
    reals: Collection[str] = ()
    """Quantities that are real numbers; the answers have as many decimals as the slots say with `decimals`."""

    squares: Collection[str] = ()
    """`KIND/quantity` of the counts that stand for both sides of something square."""

    def called(self, kind: LayerKind, quantity: str) -> str:
        return self.letters.get(f"{kind.name}/{quantity}", self.letters.get(quantity, quantity))

    def build(self, instance: Instance, name: str = "") -> Sheet:
        return _built(Same(self), Same(instance), name or instance.exercise)


@once_a_sheet
def _built(rows: Same[Rows], held: Same[Instance], name: str) -> Sheet:
    instance = held.it
    cells: dict[str, Cell] = {}
    wired = list(_wired(rows.it, instance, cells))
    return Sheet(
        name=name,
        title=instance.title,
        columns=instance.columns,
        rows=tuple(
            _row(layer, rows.it.kinds[layer.kind])
            for layer in instance.layers
            if layer.row and any(f"{layer.name}/{column}" in cells for column in instance.columns)
        ),
        cells=cells,
        instance=instance,
        wrong=Listed(lambda: (rule for it in wired for rule in _wrong_rules(*it))),
        total="",
    )


def _wired(rows: Rows, instance: Instance, cells: dict[str, Cell]) -> Iterator[tuple[Layer, LayerKind, dict[str, Arg]]]:
    """Adds the cells of each slot and gives the letters that its rules may take."""
    handed: dict[str, Arg] = {}
    decimals = 0
    for layer in instance.layers:
        kind = rows.kinds[layer.kind]
        letters = {**handed, **_own_numbers(layer, kind)}
        decimals = int(layer.parameters.get("decimals", decimals))
        for quantity, rules in kind.formulas.items():
            assert isinstance(rules, tuple)
            rule, args = next((it, args) for it in rules if (args := formula.bind(it, letters)) is not None)
            ref = f"{layer.name}/{quantity}"
            role = _role(rows, instance, layer, quantity)
            if quantity in rows.reals:
                cells[ref] = Cell(ref, Kind.REAL, rule, args, role, decimals=0 if role is Role.GIVEN else decimals)
            else:
                shaped = Kind.SHAPE if formula.rank(rule) else Kind.COUNT
                cells[ref] = Cell(ref, shaped, rule, args, role, square=f"{kind.name}/{quantity}" in rows.squares)
            letters[rows.called(kind, quantity)] = Ref(ref)
        if kind.name in rows.handing_on:
            handed = letters
        yield layer, kind, letters


def _own_numbers(layer: Layer, kind: LayerKind) -> dict[str, Arg]:
    """The slot's parameters by their letters."""
    return {
        it.letter: formula.exact(layer.parameters[name])
        for name, it in kind.parameters.items()
        if it.letter and name in layer.parameters
    }


def _role(rows: Rows, instance: Instance, layer: Layer, quantity: str) -> Role:
    if quantity not in rows.columns or f"{layer.name}/{quantity}" in instance.given:
        return Role.GIVEN
    return Role.ASKED if layer.row and quantity in instance.columns else Role.HIDDEN


def _row(layer: Layer, kind: LayerKind) -> Row:
    return Row(layer.name, layer.kind, layer.detail or kind.detail(layer), layer.label)


def _wrong_rules(layer: Layer, kind: LayerKind, letters: dict[str, Arg]) -> Iterator[Rewiring]:
    for rule in kind.wrong:
        args = formula.bind(rule.formula, letters)
        if args is not None:
            ref = f"{layer.name}/{rule.quantity}"
            yield Rewiring(rule.slug, ref, rule.formula, args, rule.sentence, letters, rule.advice)
