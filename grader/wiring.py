"""From a layer and the shapes that it gets to its formulas: which letters there are, which rule is the right one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from grader.formula import bind, exact
from grader.layers import LAYERS, Chosen, LayerKind, Structure
from grader.layers._ranks import letters
from grader.model import Arg, Formula, Layer, Ref, Shape

LARGEST = 10**12
"""Above this, a size or a count is a slip of the keyboard or an attack."""


def axes(kind: LayerKind, rank: int) -> tuple[str, ...]:
    """The letters by which a kind of layer knows the numbers of a shape that it gets."""
    return kind.axes.get(rank) or letters(rank)


Told = tuple[tuple[str, str | int | bool | None], ...]


def told(layer: Layer) -> Told:
    """The names of the layer's parameters, each with its word where it is one and not a number."""
    known = LAYERS[layer.kind].parameters
    return tuple([(name, it if _is_word(known[name].words, it) else None) for name, it in layer.parameters.items()])  # type: ignore[misc]


def structure_of(layer: Layer, ranks: tuple[int, ...]) -> Structure:
    """All that the layer's formulas depend on besides its numbers."""
    return _structure(ranks, told(layer))


@lru_cache(maxsize=4096)
def _structure(ranks: tuple[int, ...], told: Told) -> Structure:
    words = frozenset((name, word) for name, word in told if word is not None)
    return Structure(ranks, frozenset(name for name, _ in told), words)


def _is_word(words: tuple[str | int | bool, ...], value: object) -> bool:
    return bool(words) and value in words


def own_numbers(layer: Layer) -> dict[str, Arg]:
    """The layer's own parameters by their letters."""
    return {letter: exact(layer.parameters[name]) for letter, name in own_names(layer).items()}


def own_names(layer: Layer) -> dict[str, str]:
    """Letter → the parameter that it stands for, of those that are numbers."""
    return {
        parameter.letter: name
        for name, parameter in LAYERS[layer.kind].parameters.items()
        if parameter.letter and name in layer.parameters and not _is_word(parameter.words, layer.parameters[name])
    }


def letters_of(kind: LayerKind, sources: Sequence[tuple[str, int]]) -> dict[str, Arg]:
    """The letters of the shapes that a layer gets: each source is a cell that holds one, with its rank."""
    if len(sources) == 1:
        ((cell, rank),) = sources
        return {letter: Ref(cell, i) for i, letter in enumerate(axes(kind, rank))}
    found: dict[str, Arg] = {}
    each: dict[str, list[Ref]] = {}
    for number, (cell, rank) in enumerate(sources, 1):
        for i, letter in enumerate(axes(kind, rank)):
            found.setdefault(letter, Ref(cell, i))
            found[f"{letter}_{number}"] = Ref(cell, i)
            each.setdefault(letter, []).append(Ref(cell, i))
    return found | {f"{letter}_cada": tuple(refs) for letter, refs in each.items()}


def right_rule(
    rules: tuple[Formula, ...] | Chosen, structure: Structure, letters: dict[str, Arg]
) -> tuple[Formula, tuple[Arg, ...]] | None:
    """The formula that the structure asks for, or the first whose letters are all there, with its arguments."""
    if isinstance(rules, Chosen):
        chosen = rules.choose(structure)
        rules = () if chosen is None else (chosen,)
    for rule in rules:
        args = bind(rule, letters)
        if args is not None:
            return rule, args
    return None


def inside(model: str, names: Iterable[str]) -> list[str]:
    """Of these layers, those that stand in a model that is itself a layer: `model/layer`."""
    return [name for name in names if name.rpartition("/")[0] == model]


def inputs_of(layer: Layer, before: str) -> tuple[str, ...]:
    """The names of the layers that it gets its shapes from; `before` is the one that stands before it, if any."""
    if layer.kind == "input":
        return ()
    return layer.inputs or ((before,) if before else ())


def shape_after(layer: Layer, shapes: Sequence[Shape]) -> Shape | str:
    """The shape that the layer gives for those it gets; a text says in Spanish why there is none."""
    kind = LAYERS[layer.kind]
    if refusal := _refusal(layer, kind, shapes):
        return refusal
    if kind.rank is not None and any(len(shape) != kind.rank for shape in shapes):
        return _misfit(kind, shapes)
    structure = structure_of(layer, tuple(map(len, shapes)))
    letters: dict[str, Arg] = {**_numbered(kind, shapes), **own_numbers(layer), "w_cada": ()}
    for quantity in ("out_shape", "inputs", "weights"):
        if quantity in kind.formulas and right_rule(kind.formulas[quantity], structure, letters) is None:
            return _misfit(kind, shapes)
    found = right_rule(kind.formulas["out_shape"], structure, letters)
    assert found is not None
    rule, args = found
    after: Shape = rule(*args)
    if min(after, default=1) < 1:
        return f"la salida sería {after}: un tamaño menor que 1 no existe"
    if not all(isinstance(side, int) and side <= LARGEST for side in after):
        return f"la salida sería {tuple(map(str, after))}: no son tamaños posibles".replace("'", "")
    return after


def held_by(layer: Layer, shapes: Sequence[Shape]) -> int:
    """How many parameters a layer has that gets these shapes, those that it only stores among them."""
    kind = LAYERS[layer.kind]
    structure = structure_of(layer, tuple(map(len, shapes)))
    letters: dict[str, Arg] = {**_numbered(kind, shapes), **own_numbers(layer)}
    found = (right_rule(kind.formulas.get(it, ()), structure, letters) for it in ("weights", "biases", "stored"))
    return sum(rule(*args) for rule, args in filter(None, found))


def _refusal(layer: Layer, kind: LayerKind, shapes: Sequence[Shape]) -> str:
    least, most = kind.inputs
    if kind.name != "input" and not least <= len(shapes) <= most:
        count = str(least) if least == most else f"{least} o más"
        return f"{kind.words} toma {count} entradas y aquí tiene {len(shapes)}"
    return kind.refuses(layer, shapes) if kind.refuses else ""


def _numbered(kind: LayerKind, shapes: Sequence[Shape]) -> dict[str, Arg]:
    """The letters of the shapes with their numbers."""
    sources = [(str(i), len(shape)) for i, shape in enumerate(shapes)]

    def number(arg: Arg) -> Arg:
        if isinstance(arg, tuple):
            return tuple(map(number, arg))
        assert isinstance(arg, Ref)
        assert arg.component is not None
        return shapes[int(arg.cell)][arg.component]

    return {letter: number(arg) for letter, arg in letters_of(kind, sources).items()}


def _misfit(kind: LayerKind, shapes: Sequence[Shape]) -> str:
    """Why no formula of the layer fits these shapes."""
    if kind.needs:
        return f"{kind.words} necesita a la entrada {kind.needs}; aquí le llega {_written(shapes)}"
    return f"{kind.words} no se puede calcular con estos números a partir de {_written(shapes)}"


def _written(shapes: Sequence[Shape]) -> str:
    return " y ".join(f"({', '.join(map(str, shape))})" for shape in shapes) or "nada"
