"""Weights, biases, parameters and output shape of each layer of a network, and the total: Instance → Sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from grader import formula
from grader.layers import LAYERS, LayerKind, WrongRule
from grader.model import Arg, Cell, Formula, Instance, Kind, Layer, Ref, Rewiring, Role, Row, Sheet

QUANTITIES = ("inputs", "outputs", "out_shape", "weights", "biases", "params")
_OWN_LETTERS = {"inputs": "n", "outputs": "m", "weights": "w", "biases": "b"}
"""How a layer's formulas call the layer's own earlier cells."""


def none() -> int:
    """A layer that learns nothing has no weights and no biases."""
    return 0


def params(w: Any, b: Any) -> Any:
    return w + b


def total(P: Any) -> Any:
    """
    >>> total((608, 0, 0, 20490))
    21098
    """
    return formula.total(P)


def sin_sesgo(w: Any) -> Any:
    return w


def sesgo_dos_veces(w: Any, b: Any) -> Any:
    return w + 2 * b


def pesos_por_sesgos(w: Any, b: Any) -> Any:
    return w * b


def suma_solo_pesos(W: Any) -> Any:
    return formula.total(W)


def suma_columnas_dos_veces(W: Any, B: Any, P: Any) -> Any:
    return formula.total(W) + formula.total(B) + formula.total(P)


WRONG_PARAMS = (
    WrongRule("sin-sesgo", "params", sin_sesgo, "faltó sumar los {b} sesgos", "visto en material público"),
    WrongRule("sesgo-dos-veces", "params", sesgo_dos_veces, "sumaste los sesgos dos veces", "visto"),
    WrongRule(
        "pesos-por-sesgos",
        "params",
        pesos_por_sesgos,
        "multiplicaste pesos por sesgos; se suman",
        "plausible",
    ),
)


def build(instance: Instance, name: str = "") -> Sheet:
    """The sheet of an instance; `name` tells two occurrences of an exercise apart (`ejemplo-4#2`)."""
    draft = _Draft(instance)
    for layer in instance.layers:
        draft.add(layer)
    draft.add_total()
    return Sheet(
        name=name or instance.exercise,
        title=instance.title,
        columns=instance.columns,
        rows=tuple(draft.rows),
        cells=draft.cells,
        rewirings=tuple(draft.rewirings),
    )


@dataclass(slots=True)
class _Draft:
    """A sheet while its layers are being wired, one after the other."""

    instance: Instance
    cells: dict[str, Cell] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    rewirings: list[Rewiring] = field(default_factory=list)
    before: dict[str, Arg] = field(default_factory=dict)
    """The letters of the shape that the next layer gets."""

    def add(self, layer: Layer) -> None:
        kind = LAYERS[layer.kind]
        letters = {**self.before, **_numbers(layer, kind)}
        for quantity in QUANTITIES:
            right = self._right_rule(kind, quantity, letters)
            if right is not None:
                self._add_cell(layer, kind, quantity, *right)
                if quantity in _OWN_LETTERS:
                    letters[_OWN_LETTERS[quantity]] = Ref(f"{layer.name}/{quantity}")
        self.rewirings += _rewirings(layer, kind, letters)
        if layer.row:
            self.rows.append(Row(layer.name, layer.kind, layer.detail or kind.detail(layer), layer.label))
        self.before = self._letters_after(layer)

    def _right_rule(
        self, kind: LayerKind, quantity: str, letters: dict[str, Arg]
    ) -> tuple[Formula, tuple[Arg, ...]] | None:
        """The first formula whose letters are all there, with its arguments."""
        for rule in _rules(kind, quantity):
            args = formula.bind(rule, letters)
            if args is not None:
                return rule, args
        return None

    def _add_cell(self, layer: Layer, kind: LayerKind, quantity: str, rule: Formula, args: tuple[Arg, ...]) -> None:
        ref = f"{layer.name}/{quantity}"
        self.cells[ref] = Cell(
            ref=ref,
            kind=Kind.SHAPE if quantity == "out_shape" else Kind.COUNT,
            formula=rule,
            args=args,
            role=self._role(layer, quantity),
            structural=not kind.has_weights and quantity in ("weights", "biases", "params"),
        )

    def _role(self, layer: Layer, quantity: str) -> Role:
        if not layer.row or quantity not in self.instance.columns:
            return Role.HIDDEN
        return Role.GIVEN if f"{layer.name}/{quantity}" in self.instance.given else Role.ASKED

    def _letters_after(self, layer: Layer) -> dict[str, Arg]:
        shape = f"{layer.name}/out_shape"
        previous = {f"{letter}_previo": self.before[letter] for letter in "HWC" if letter in self.before}
        if formula.rank(self.cells[shape].formula) == 3:
            return {**previous, **{letter: Ref(shape, i) for i, letter in enumerate("HWC")}}
        channels = self.before.get("C", self.before.get("K"))
        return {"n": Ref(shape, 0)} | ({"K": channels} if channels is not None else {})

    def add_total(self) -> None:
        refs = {q: tuple(Ref(f"{row.layer}/{q}") for row in self.rows) for q in ("params", "weights", "biases")}
        self.cells["total"] = Cell("total", Kind.COUNT, total, (refs["params"],))
        self.rewirings += _wrong_totals(refs)


def _rules(kind: LayerKind, quantity: str) -> tuple[Formula, ...]:
    if quantity == "params":
        return (params,)
    if quantity in ("weights", "biases") and not kind.has_weights:
        return (none,)
    return kind.formulas.get(quantity, ())


def _numbers(layer: Layer, kind: LayerKind) -> dict[str, Arg]:
    """The layer's own parameters by their letters."""
    return {
        parameter.letter: _exact(layer.parameters[name])
        for name, parameter in kind.parameters.items()
        if parameter.letter and name in layer.parameters
    }


def _exact(number: float | str) -> int | Fraction:
    return number if isinstance(number, int) else Fraction(str(number))


def _rewirings(layer: Layer, kind: LayerKind, letters: dict[str, Arg]) -> Iterator[Rewiring]:
    """The wrong rules of a layer: those whose letters are all there."""
    for rule in (*kind.wrong, *WRONG_PARAMS):
        if rule.quantity == "params" and not kind.has_weights:
            continue
        args = formula.bind(rule.formula, letters)
        if args is not None:
            ref = f"{layer.name}/{rule.quantity}"
            yield Rewiring(rule.slug, ref, rule.formula, args, rule.sentence, letters, rule.advice)


def _wrong_totals(refs: dict[str, tuple[Ref, ...]]) -> Iterator[Rewiring]:
    params, weights, biases = refs["params"], refs["weights"], refs["biases"]
    for i, left_out in enumerate(params):
        layer = left_out.cell.rpartition("/")[0]
        rest = (*params[:i], *params[i + 1 :])
        yield Rewiring("omite-capa", "total", total, (rest,), f"te faltó sumar la capa {layer}", {})
    yield Rewiring("suma-solo-pesos", "total", suma_solo_pesos, (weights,), "faltó sumar los sesgos", {})
    twice = "sumaste pesos y sesgos, y otra vez los parámetros, que ya los incluyen"
    args = (weights, biases, params)
    yield Rewiring("suma-columnas-dos-veces", "total", suma_columnas_dos_veces, args, twice, {})
