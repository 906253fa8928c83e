"""docs/ideas.md shows the whole catalogue; `PYTHONPATH=.:tests python tests/test_ideas.py` makes it from the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from types import ModuleType

from injected import EXERCISES, blueprint

from grader import evaluate, spanish
from grader.formula import working, write
from grader.generate.draw import draw, seed
from grader.layers import LAYERS, WrongRule
from grader.model import Rewiring, Sheet
from grader.notation import Notation
from grader.sheets import FAMILIES, _gradient_rules, _neuron_delta, _neuron_output, _neuron_update, build
from grader.sheets._wrong import WRONG_PARAMS, WRONG_SUMMANDS, WRONG_TOTALS

PAGE = Path(__file__).parents[1] / "docs" / "ideas.md"
BEGIN, END = "<!-- catálogo: principio -->\n", "<!-- catálogo: fin -->\n"
VARIANTS = 20
"""Drawn ones of an exercise, for what its own numbers do not show."""


def of_networks() -> Iterator[WrongRule]:
    yield from (rule for kind in LAYERS.values() for rule in kind.wrong)
    yield from (*WRONG_PARAMS, *WRONG_SUMMANDS, *WRONG_TOTALS)


def of_kinds(family: str) -> Iterator[WrongRule]:
    return (rule for kind in FAMILIES[family].kinds.values() for rule in kind.wrong)


def of_module(module: ModuleType) -> Iterator[WrongRule]:
    for it in vars(module).values():
        yield from (rule for rule in (it if isinstance(it, tuple) else (it,)) if isinstance(rule, WrongRule))


def of_gradients() -> Iterator[WrongRule]:
    yield from of_module(_gradient_rules)
    yield from chain.from_iterable(map(_gradient_rules.wrong_derivatives, _gradient_rules.DELTAS))


@dataclass(frozen=True)
class Part:
    """The rules of a family."""

    title: str
    """Empty: the first, whose title the page has already."""
    rules: Callable[[], Iterator[WrongRule]]
    columns: dict[str, str]
    """A rule's quantity → the title over its rules."""
    sheets: Callable[[], Iterator[Sheet]]
    """Where an example is looked for, the most telling one first."""


def networks() -> Iterator[Sheet]:
    for name in ("ejemplo-4", "ejemplo-5", "ejemplo-2", *EXERCISES):
        yield build(blueprint(name).original())


def with_variants(name: str) -> Iterator[Sheet]:
    yield build(blueprint(name).original())
    for number in range(VARIANTS):
        sheet = build(draw(blueprint(name), seed("ideas", str(number)), 0, lambda _: True))
        yield replace(sheet, title=f"{sheet.title} (variante)")


def with_other_activations() -> Iterator[Sheet]:
    instance = blueprint("inciso-4").original()
    yield build(instance)
    *before, last = instance.layers[:-1]
    for name, words in (("cubic", "cúbica"), ("relu", "ReLU")):
        other = replace(last, parameters={**last.parameters, "activation": name})
        title = f"{instance.title} con salida {words}"
        yield build(replace(instance, title=title, layers=(*before, other, instance.layers[-1])))


PARTS = (
    Part(
        "", of_networks,
        {
            "inputs": "Neuronas de entrada", "outputs": "Neuronas de salida", "out_shape": "Forma de salida",
            "weights": "Pesos", "biases": "Sesgos", "params": "Parámetros", "total": "Total",
        },
        networks,
    ),
    Part(
        "Tamaño de la salida", lambda: of_kinds("output_size"), {"answer": "Respuesta"},
        lambda: with_variants("tamano-de-salida"),
    ),
    Part(
        "Retropropagación a mano",
        lambda: chain.from_iterable(map(of_module, (_neuron_output, _neuron_delta, _neuron_update))),
        {"net": "Neta", "output": "Salida", "error": "Error", "delta": "Delta", "updated": "Nuevo valor"},
        with_other_activations,
    ),
    Part(
        "Gradientes como expresiones", of_gradients, {"error": "Error", "delta": "Delta", "update": "Peso actualizado"},
        lambda: with_variants("inciso-3"),
    ),
    Part(
        "Escalado compuesto", lambda: of_kinds("scaling"),
        {"factor": "Coeficiente", "side": "Lado", "channels": "Canales", "repeats": "Repeticiones"},
        lambda: with_variants("inciso-5"),
    ),
)  # fmt: skip


def quantity_of(rewiring: Rewiring, quantities: dict[tuple[str, object], str]) -> str:
    """As its rule calls it: «expression» is what all cells of a sheet of gradients are."""
    return quantities.get((rewiring.slug, rewiring.formula), rewiring.cell.rpartition("/")[2])


def examples(part: Part) -> dict[tuple[str, str], tuple[Sheet, Rewiring]]:
    """(slug, quantity) → sheet and rule of the first exercise whose numbers show it."""
    quantities = {(rule.slug, rule.formula): rule.quantity for rule in part.rules()}
    missing = {(rule.slug, rule.quantity) for rule in part.rules()}
    found: dict[tuple[str, str], tuple[Sheet, Rewiring]] = {}
    for sheet in part.sheets():
        right = evaluate.answers(sheet)
        for rule in sheet.rewirings:
            if evaluate.follow(rule.formula, rule.args, right) != right[rule.cell]:
                found.setdefault((rule.slug, quantity_of(rule, quantities)), (sheet, rule))
        if missing <= found.keys():
            break
    return found


def row(sheet: Sheet, rule: Rewiring, source: str) -> str:
    right, cell = evaluate.answers(sheet), sheet.cells[rule.cell]
    wrong = evaluate.follow(rule.formula, rule.args, right)
    value, wanted = (spanish.value(evaluate.printed(cell, it)) for it in (wrong, right[rule.cell]))
    letters = dict(zip(rule.letters, evaluate.arguments(tuple(rule.letters.values()), right), strict=True))
    spoken = {key: spanish.value(it) for key, it in letters.items()}
    worked = made(rule, evaluate.arguments(rule.args, right), cell.decimals)
    example = f"{sheet.title}, {rule.cell.partition('/')[0]}: {value} por {wanted}"
    shown = f" ({worked})" if worked and worked != value else ""
    told = spanish.sentence(rule.sentence.format_map(spoken))
    return f"| `{rule.slug}` | {example}{shown} | {told} | {rule.advice.format_map(spoken)} | {source} |"


def made(rule: Rewiring, numbers: tuple[object, ...], decimals: int) -> str:
    """How the wrong value came about; empty for an expression, which says so itself."""
    found = working(rule.formula, rule.args, numbers, decimals)
    return "; ".join(write(it, Notation.PLAIN, symbols=False) for it in found if not it.is_lone)


def table(part: Part) -> str:
    found = examples(part)
    source = {(rule.slug, rule.quantity): rule.source for rule in part.rules()}
    count = f"{len({slug for slug, _ in source})} ideas, por columna de la tabla.\n"
    lines = [f"## {part.title}\n\n{count}" if part.title else count]
    for quantity, title in part.columns.items():
        lines += [f"\n### {title}\n", "| idea | ejemplo | lo que se le dice | lo que se le propone | de dónde sale |"]
        lines.append("|---|---|---|---|---|")
        lines += [row(*found[key], source[key]) for key in source if key[1] == quantity]
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def catalogue() -> str:
    return "\n".join(map(table, PARTS))


def page_with(tables: str) -> str:
    before, rest = PAGE.read_text("utf-8").split(BEGIN)
    return before + BEGIN + tables + END + rest.split(END)[1]


def test_the_page_of_misconceptions_shows_the_catalogue_as_it_is():
    assert PAGE.read_text("utf-8") == page_with(catalogue())


def test_every_family_and_every_rule_of_it_has_its_place():
    assert len(PARTS) == len(FAMILIES)
    for part in PARTS:
        assert {rule.quantity for rule in part.rules()} <= part.columns.keys(), part.title


if __name__ == "__main__":
    PAGE.write_text(page_with(catalogue()), "utf-8")
