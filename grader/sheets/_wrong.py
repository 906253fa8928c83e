"""Wrong rules for the columns that all layers share and for the total, and where on a sheet each rule applies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from grader import formula
from grader.layers import LAYERS, PLAUSIBLE, SEEN, Structure, WrongRule
from grader.model import Arg, Cell, Ref, Rewiring, Role
from grader.sheets._letters import Wired, network_input, wrong_letters


def sin_sesgo(w: Any) -> Any:
    return w


def sesgo_dos_veces(w: Any, b: Any) -> Any:
    return w + 2 * b


def pesos_por_sesgos(w: Any, b: Any) -> Any:
    return w * b


def omite_capa(P_resto: Any) -> Any:
    return formula.total(P_resto)


def suma_solo_pesos(W: Any) -> Any:
    return formula.total(W)


def suma_columnas_dos_veces(W: Any, B: Any, P: Any) -> Any:
    return formula.total(W) + formula.total(B) + formula.total(P)


def suma_sesgos_otra_vez(P: Any, B: Any) -> Any:
    return formula.total(P) + formula.total(B)


def capa_dos_veces(P: Any, P_capa: Any) -> Any:
    return formula.total(P) + P_capa


def total_con_el_vector(P: Any, n_red: Any) -> Any:
    return formula.total(P) + n_red


def total_con_la_imagen(P: Any, H_imagen: Any, W_imagen: Any, C_imagen: Any) -> Any:
    return formula.total(P) + H_imagen * W_imagen * C_imagen


_INPUT = "sumaste también los datos de entrada, que no son parámetros"
_NO_INPUT = "Suma solo la columna de parámetros: la entrada no aprende nada."

WRONG_PARAMS = (
    WrongRule(
        "sin-sesgo", "params", sin_sesgo,
        "faltó sumar los {b} sesgos", SEEN,
        "Suma las dos columnas: {w} pesos y {b} sesgos.",
    ),
    WrongRule(
        "sesgo-dos-veces", "params", sesgo_dos_veces,
        "sumaste los sesgos dos veces", SEEN,
        "Súmalos una sola vez a los {w} pesos.",
    ),
    WrongRule(
        "pesos-por-sesgos", "params", pesos_por_sesgos,
        "multiplicaste pesos por sesgos; se suman", PLAUSIBLE,
        "Suma {w} y {b}: son números que la capa aprende por separado.",
    ),
)  # fmt: skip
"""For every layer that learns."""

WRONG_SUMMANDS = (
    WrongRule(
        "omite-capa", "total", omite_capa,
        "te faltó sumar la capa «capa»", SEEN,
        "Recorre la columna de parámetros fila por fila y marca las que ya sumaste.",
    ),
    WrongRule(
        "capa-dos-veces", "total", capa_dos_veces,
        "sumaste dos veces la capa «capa»", PLAUSIBLE,
        "Recorre la columna de parámetros fila por fila y marca las que ya sumaste.",
    ),
)  # fmt: skip
"""For every layer that learns: `P_capa` are its parameters, `P_resto` those of all others."""

WRONG_TOTALS = (
    WrongRule(
        "suma-solo-pesos", "total", suma_solo_pesos,
        "sumaste solo la columna de pesos; faltaron los sesgos", PLAUSIBLE,
        "Suma la columna de parámetros, que ya trae pesos y sesgos.",
    ),
    WrongRule(
        "suma-columnas-dos-veces", "total", suma_columnas_dos_veces,
        "sumaste pesos y sesgos, y otra vez los parámetros, que ya los incluyen", PLAUSIBLE,
        "Suma solo la columna de parámetros.",
    ),
    WrongRule(
        "suma-sesgos-otra-vez", "total", suma_sesgos_otra_vez,
        "agregaste los sesgos otra vez; los parámetros ya los incluyen", PLAUSIBLE,
        "Suma solo la columna de parámetros.",
    ),
    WrongRule("total-con-la-entrada", "total", total_con_el_vector, _INPUT, PLAUSIBLE, _NO_INPUT),
    WrongRule("total-con-la-entrada", "total", total_con_la_imagen, _INPUT, PLAUSIBLE, _NO_INPUT),
)  # fmt: skip
"""`P`, `W`, `B`: the columns of parameters, weights and biases."""


def wrong_rules(network: Sequence[Wired], cells: Mapping[str, Cell]) -> Iterator[Rewiring]:
    """Every wrong rule of a sheet, at the cells where it can show."""
    shows = _visible(cells)
    for position, it in enumerate(network):
        yield from _of_a_layer(it, wrong_letters(network, position), cells, shows)
    rows = [it for it in network if it.layer.row]
    yield from _of_the_summands(rows)
    yield from _of_the_total(rows, network_input(network))


def _of_a_layer(it: Wired, letters: dict[str, Arg], cells: Mapping[str, Cell], shows: set[str]) -> Iterator[Rewiring]:
    first = {**letters, **it.numbers}  # for the layer's first cell: its own others stand after it
    unsaid = _unsaid(it)
    for rule, names in _fitting(it.kind.name, it.structure, frozenset(letters)):
        cell = f"{it.layer.name}/{rule.quantity}"
        if cell not in shows or rule.about in unsaid or (rule.written and cells[cell].role is not Role.ASKED):
            continue
        own = first if rule.quantity == "inputs" else letters
        args = tuple([own[name] for name in names])
        yield Rewiring(rule.slug, cell, rule.formula, args, rule.sentence, own, rule.advice)


@lru_cache(maxsize=256)
def _fitting(kind: str, structure: Structure, letters: frozenset[str]) -> tuple[tuple[WrongRule, tuple[str, ...]], ...]:
    """The wrong rules of a layer that has this structure and these letters, each with those that it takes."""
    rules = (*(WRONG_PARAMS if LAYERS[kind].has_weights else ()), *LAYERS[kind].wrong)
    found = ((rule, formula.parameters(rule.formula)) for rule in rules if rule.when(structure))
    return tuple((rule, names) for rule, names in found if letters.issuperset(names))


def _unsaid(it: Wired) -> set[str]:
    """The letters of a layer that the sheet does not print."""
    parameters = it.kind.parameters.items()
    return {p.letter for name, p in parameters if p.unsaid is not None and p.unsaid == it.layer.parameters.get(name)}


def _of_the_total(rows: Sequence[Wired], source: dict[str, Arg]) -> Iterator[Rewiring]:
    columns = {"P": "params", "W": "weights", "B": "biases"}
    letters: dict[str, Arg] = {
        letter: tuple(Ref(f"{it.layer.name}/{quantity}") for it in rows) for letter, quantity in columns.items()
    }
    for rule in WRONG_TOTALS:
        yield from _rewired(rule, {**letters, **source})


def _of_the_summands(rows: Sequence[Wired]) -> Iterator[Rewiring]:
    """Of the layers that learn: to leave out a zero, or to count it twice, is no mistake."""
    params = {it.layer.name: Ref(f"{it.layer.name}/params") for it in rows}
    learning = [it.layer.name for it in rows if it.kind.has_weights]
    for rule in WRONG_SUMMANDS:
        for name in learning:
            letters: dict[str, Arg] = {"P": tuple(params.values()), "P_capa": params[name]}
            if len(learning) > 1:
                letters["P_resto"] = tuple(ref for other, ref in params.items() if other != name)
            yield from (_naming(name, it) for it in _rewired(rule, letters))


def _naming(layer: str, rewiring: Rewiring) -> Rewiring:
    name = layer.replace("{", "{{").replace("}", "}}")
    return replace(rewiring, sentence=rewiring.sentence.replace("«capa»", name))


def _rewired(rule: WrongRule, letters: dict[str, Arg]) -> Iterator[Rewiring]:
    args = formula.bind(rule.formula, letters)
    if args is not None:
        yield Rewiring(rule.slug, rule.quantity, rule.formula, args, rule.sentence, letters, rule.advice)


def _visible(cells: Mapping[str, Cell]) -> set[str]:
    """The cells where a wrong idea changes an answer: asked ones, and hidden ones that those are computed from."""
    shows = {ref for ref, cell in cells.items() if cell.role is Role.ASKED}
    hidden = {ref for ref, cell in cells.items() if cell.role is Role.HIDDEN}
    for ref in reversed(list(cells) if hidden else []):
        if ref in shows:
            for arg in cells[ref].args:
                shows |= hidden & {it.cell for it in (arg if isinstance(arg, tuple) else (arg,)) if isinstance(it, Ref)}
    return shows
