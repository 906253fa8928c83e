"""The explanation search: which wrong numbers it rebuilds, how often it is fooled by chance, what a cell costs.

python benchmarks/explanations.py [VARIANTS]

Wrong numbers come from the rules of tests/check/foreign_rules.py, which were written without knowing the search, on
drawn variants of the five ejemplos: every asked cell whose right number is at least 1 000 and that no named rule
explains. Against them stand random numbers of the same size, in the same cells.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests" / "check"))

from foreign_rules import RULES, Rule

from grader import evaluate
from grader.check.explain import explained
from grader.check.mark import mark_sheet
from grader.check.policy import Policy
from grader.formula import parameters
from grader.generate.assignment import load_assignment
from grader.generate.draw import draw, seed
from grader.model import Role, Sheet, Verdict, Written
from grader.sheets.parameters import build

EJEMPLOS = ("ejemplo-1", "ejemplo-2", "ejemplo-3", "ejemplo-4", "ejemplo-5")
SMALLEST = 1000


@dataclass
class Found:
    """What came out: rule or kind of chance → how many wrong numbers, how many explained."""

    asked: Counter[str] = field(default_factory=Counter)
    offered: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    examples: dict[str, str] = field(default_factory=dict)

    def share(self) -> float:
        return self.offered.total() / self.asked.total()


def letters(sheet: Sheet, layer: str) -> dict[str, int]:
    """The numbers of a layer by the letters that foreign rules use."""
    right = evaluate.answers(sheet)
    args = next((it.letters for it in sheet.rewirings if it.cell.rpartition("/")[0] == layer), {})
    found = dict(zip(args, evaluate.arguments(tuple(args.values()), right), strict=True))
    out = right[f"{layer}/out_shape"]
    if isinstance(out, tuple) and len(out) == 3:
        found |= {"Ho": out[0], "Wo": out[1]}
    return found


def wrong_numbers(sheet: Sheet) -> Iterator[tuple[Rule, str, int]]:
    """Every foreign rule at every cell where its letters exist."""
    for rule in RULES:
        for row in sheet.rows:
            known = letters(sheet, row.layer)
            names = parameters(rule.formula)
            if row.kind == rule.layer and set(names) <= set(known):
                yield rule, f"{row.layer}/{rule.quantity}", rule.formula(*(known[name] for name in names))


def telling_cells(sheet: Sheet) -> dict[str, int]:
    """The asked cells of one number whose right answer is large enough, each with it."""
    found = {}
    for ref, value in evaluate.answers(sheet).items():
        number = value[0] if isinstance(value, tuple) and len(value) == 1 else value
        if sheet.cells[ref].role is Role.ASKED and isinstance(number, int) and number >= SMALLEST:
            found[ref] = number
    return found


def hand_in(sheet: Sheet, ref: str, number: int, found: Found, name: str) -> None:
    """Mark a right sheet with this one wrong number, and count what is said about it."""
    texts = {it: _text(value) for it, value in evaluate.answers(sheet).items() if sheet.cells[it].role is Role.ASKED}
    texts[ref] = f"({number}, 1)" if ref.endswith("out_shape") else str(number)
    written = {f"{sheet.name}/{it}": (Written(text, ""),) for it, text in texts.items()}
    marks = tuple(it for it in mark_sheet(sheet, written, Policy()) if it.cell == f"{sheet.name}/{ref}")
    if marks[0].verdict is not Verdict.INCORRECT:
        return
    started = time.process_time()
    (mark,) = explained((sheet,), marks)
    found.seconds.append(time.process_time() - started)
    found.asked[name] += 1
    if mark.explanation:
        found.offered[name] += 1
        found.examples.setdefault(name, f"{number} = {mark.explanation}")


def _text(value: object) -> str:
    return f"({', '.join(map(str, value))})" if isinstance(value, tuple) else str(value)


def random_numbers(right: int, count: int, rng: random.Random) -> Iterator[tuple[str, int]]:
    """Numbers of the same size in four senses."""
    digits = len(str(right))
    for _ in range(count):
        yield "entre la mitad y el doble", rng.randint(right // 2, 2 * right)
        yield "con las mismas cifras", rng.randint(10 ** (digits - 1), 10**digits - 1)
        yield "a menos de un 20 %", rng.randint(right * 8 // 10, right * 12 // 10)
        at = rng.randrange(digits)
        yield (
            "una cifra cambiada",
            int(f"1{right}"[: at + 1] + str(rng.randint(0, 9)) + str(right)[at + 1 :]) % 10**digits,
        )


def measure(variants: int, per_cell: int, key: str = "explicaciones") -> tuple[Found, dict[str, Found]]:
    """What is rebuilt of foreign rules' numbers, and what is offered for random ones, by kind."""
    rng = random.Random(key)  # noqa: S311
    rules, chance = Found(), defaultdict(Found)
    for exercise in EJEMPLOS:
        blueprint = load_assignment([exercise]).blueprints[0]
        for i in range(variants):
            sheet = build(draw(blueprint, seed(key, str(i)), 0, lambda _: True))
            cells = telling_cells(sheet)
            for rule, ref, number in wrong_numbers(sheet):
                if ref in cells and number > 0:
                    hand_in(sheet, ref, number, rules, rule.formula.__name__)
                    kind = "del tamaño del equivocado"
                    hand_in(sheet, ref, rng.randint(number // 2, 2 * number), chance[kind], kind)
            for ref, right in cells.items():
                for kind, number in random_numbers(right, per_cell, rng):
                    hand_in(sheet, ref, number, chance[kind], kind)
    return rules, dict(chance)


def main() -> None:
    variants = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    rules, chance = measure(variants, 20)
    print(f"{variants} variantes de cada ejemplo; valor correcto ≥ {SMALLEST}.\n")
    for name in sorted(rules.asked, key=lambda it: rules.offered[it] / rules.asked[it]):
        share = rules.offered[name] / rules.asked[name]
        print(f"{name:<42}{rules.asked[name]:6} {share:8.1%}   {rules.examples.get(name, '')}")
    print(f"\nReconstruidos: {rules.share():.1%} de {rules.asked.total()} números de {len(rules.asked)} reglas ajenas.")
    for kind, found in chance.items():
        print(f"Números al azar {kind}: {found.share():.2%} de {found.asked.total()} con explicación.")
    seconds = [it for found in (rules, *chance.values()) for it in found.seconds]
    print(f"Por celda: {sum(seconds) / len(seconds) * 1000:.2f} ms de CPU de media; ", end="")
    print(f"el 99 % por debajo de {sorted(seconds)[len(seconds) * 99 // 100] * 1000:.2f} ms.")


if __name__ == "__main__":
    main()
