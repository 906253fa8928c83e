"""Honest answers to backpropagation sheets, rounded in many ways: how many are refused, and which rules come too near.

python benchmarks/hand_rounding.py [COMPUTATIONS [EXERCISE…]]

Each computation is a whole sheet, the original or a drawn variant, worked out by a student of tests/families/by_hand.py
who rounds half up, half even or not at all, goes on with what is written or with what the calculator shows, and may
round within a step too. A refused answer is a fault. Then every declared wrong rule is used at every cell, alone, after
such honest answers: none may earn the point.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from random import Random

sys.path.append(str(Path(__file__).parents[1] / "tests" / "families"))

from by_hand import a_hand, worked

from grader import evaluate
from grader.check.mark import mark_sheet
from grader.check.policy import Policy
from grader.generate.assignment import catalogue, load_assignment
from grader.generate.draw import draw, seed
from grader.model import Role, Sheet, Verdict, Written
from grader.sheets import build

PER_VARIANT = 50
POLICY = Policy()
RIGHT = {Verdict.CORRECT, Verdict.CARRIED}


def exercises() -> list[str]:
    parts = {path.stem: load_assignment([path.stem]).blueprints for path in catalogue()}
    return [name for name, its in parts.items() if [it.family for it in its] == ["backprop"]]


def sheets(names: list[str], count: int) -> list[Sheet]:
    """The originals, and drawn variants of each."""
    found = []
    for name in names:
        (blueprint,) = load_assignment([name]).blueprints
        found.append(build(blueprint.original()))
        found += [build(draw(blueprint, seed("a mano", name, str(i)), 0, lambda _: True)) for i in range(count)]
    return found


def asked(sheet: Sheet) -> list[str]:
    return [ref for ref, cell in sheet.cells.items() if cell.role is Role.ASKED]


def verdicts(sheet: Sheet, texts: dict[str, str]) -> dict[str, Verdict]:
    written = {f"{sheet.name}/{ref}": (Written(texts[ref], ""),) for ref in asked(sheet)}
    return {mark.cell.partition("/")[2]: mark.verdict for mark in mark_sheet(sheet, written, POLICY)}


def refused(sheet: Sheet, texts: dict[str, str]) -> list[str]:
    """The cells of an honest sheet that do not count as right."""
    return [ref for ref, it in verdicts(sheet, texts).items() if it is not Verdict.CORRECT]


def misled(sheet: Sheet, texts: dict[str, str]) -> Counter[str]:
    """Rule → how often the value that it gives over honest answers is taken for a right one."""
    found: Counter[str] = Counter()
    read = {ref: evaluate.answers(sheet)[ref] for ref in sheet.cells}
    for rule in sheet.rewirings:
        value = evaluate.follow(rule.formula, rule.args, read)
        cell = sheet.cells[rule.cell]
        if value is None or cell.role is not Role.ASKED:
            continue
        told = {**texts, rule.cell: str(evaluate.printed(cell, value))}
        found[f"{rule.slug} en {rule.cell}"] += verdicts(sheet, told)[rule.cell] in RIGHT
    return +found


def main(count: int = 10_000, *names: str) -> None:
    chosen = list(names) or exercises()
    its = sheets(chosen, max(1, count // PER_VARIANT // len(chosen) - 1))
    source = Random(2026)  # noqa: S311 (nothing here is secret)
    lost, answers, near = Counter[str](), 0, Counter[str]()
    for number in range(count):
        sheet = its[number % len(its)]
        decimals = next(cell.decimals for cell in sheet.cells.values() if cell.decimals)
        texts = worked(sheet.instance, a_hand(source, decimals))
        answers += len(asked(sheet))
        lost.update(refused(sheet, texts))
        if number < len(its):
            near.update(misled(sheet, texts))
    print(f"{count} hojas a mano, {answers} respuestas honestas, {len(its)} juegos de números de {', '.join(chosen)}")
    print(f"rechazadas: {lost.total()} {dict(lost.most_common(5)) if lost else ''}")
    print(f"reglas equivocadas dentro de lo aceptado: {near.total()} {dict(near.most_common(5)) if near else ''}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, *sys.argv[2:])
