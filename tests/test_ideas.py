"""docs/ideas.md shows the whole catalogue; `PYTHONPATH=. python tests/test_ideas.py` makes its table from the rules."""

from pathlib import Path

from injected import EXERCISES, blueprint

from grader import evaluate, spanish
from grader.formula import working, write
from grader.layers import LAYERS
from grader.notation import Notation
from grader.sheets._wrong import WRONG_PARAMS, WRONG_SUMMANDS, WRONG_TOTALS
from grader.sheets.parameters import build

PAGE = Path(__file__).parents[1] / "docs" / "ideas.md"
BEGIN, END = "<!-- catálogo: principio -->\n", "<!-- catálogo: fin -->\n"
ORDER = ("ejemplo-4", "ejemplo-5", "ejemplo-2", *EXERCISES)
"""Where an example is looked for, the most telling exercise first."""
COLUMNS = {
    "inputs": "Neuronas de entrada",
    "outputs": "Neuronas de salida",
    "out_shape": "Forma de salida",
    "weights": "Pesos",
    "biases": "Sesgos",
    "params": "Parámetros",
    "total": "Total",
}


def sources():
    rules = [rule for kind in LAYERS.values() for rule in kind.wrong]
    return {(rule.slug, rule.quantity): rule.source for rule in (*rules, *WRONG_PARAMS, *WRONG_SUMMANDS, *WRONG_TOTALS)}


def examples():
    """(slug, quantity) → exercise, sheet and rule of the first exercise whose numbers show it."""
    found = {}
    for name in ORDER:
        sheet = build(blueprint(name).original())
        right = evaluate.answers(sheet)
        for rule in sheet.rewirings:
            if evaluate.follow(rule.formula, rule.args, right) != right[rule.cell]:
                found.setdefault((rule.slug, rule.cell.rpartition("/")[2]), (name, sheet, rule))
    return found


def row(name, sheet, rule, source):
    right = evaluate.answers(sheet)
    value = spanish.value(evaluate.follow(rule.formula, rule.args, right))
    numbers = evaluate.arguments(rule.args, right)
    worked = "; ".join(
        write(it, Notation.PLAIN, symbols=False) for it in working(rule.formula, rule.args, numbers) if not it.is_lone
    )
    letters = dict(zip(rule.letters, evaluate.arguments(tuple(rule.letters.values()), right), strict=True))
    spoken = {key: spanish.value(it) for key, it in letters.items()}
    example = f"{sheet.title}, {rule.cell.partition('/')[0]}: {value} por {spanish.value(right[rule.cell])}"
    made = f" ({worked})" if worked and worked != value else ""
    told = spanish.sentence(rule.sentence.format_map(spoken))
    return f"| `{rule.slug}` | {example}{made} | {told} | {rule.advice.format_map(spoken)} | {source} |"


def catalogue():
    found, source = examples(), sources()
    lines = [f"{len({slug for slug, _ in source})} ideas, por columna de la tabla.\n"]
    for quantity, title in COLUMNS.items():
        lines += [f"\n### {title}\n", "| idea | ejemplo | lo que se le dice | lo que se le propone | de dónde sale |"]
        lines.append("|---|---|---|---|---|")
        lines += [row(*found[key], source[key]) for key in source if key[1] == quantity]
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def page_with(table):
    before, rest = PAGE.read_text("utf-8").split(BEGIN)
    return before + BEGIN + table + END + rest.split(END)[1]


def test_the_page_of_misconceptions_shows_the_catalogue_as_it_is():
    assert PAGE.read_text("utf-8") == page_with(catalogue())


if __name__ == "__main__":
    PAGE.write_text(page_with(catalogue()), "utf-8")
