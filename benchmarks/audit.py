"""What `auditar` proves, over as many seeds as wanted; then a class of 200: effort, equal sheets, shared answers.

python benchmarks/audit.py [SEEDS]    (1 000; status 1 when a guarantee fails)
"""

from __future__ import annotations

import sys
import time
from statistics import median

from grader.generate.assignment import load_assignment
from grader.generate.audit import Audit, audit, whole_overlap
from grader.generate.blueprint import Blueprint

CLASS = 200


def main() -> None:
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    blueprints = load_assignment(["taller-parametros"]).blueprints
    heads = ("variantes", "tiradas", "casos", "celdas contadas", "esfuerzo", "iguales", "común: media", "peor", "CPU s")
    widths = (9, 8, 5, 15, 12, 7, 12, 6, 6)
    print(" " * 10, *(f"{head:>{width}}" for head, width in zip(heads, widths, strict=True)), " garantías")
    audits = [_row(blueprint, seeds) for blueprint in blueprints]
    print(f"\nUna clase de {CLASS}:")
    class_ = [_row(blueprint, CLASS) for blueprint in blueprints]
    whole = whole_overlap(class_)
    assert whole
    print(f"la hoja entera: en común de media {float(whole.mean):.1%}, el peor par {float(whole.worst):.1%}")
    print("\nLo que los originales no ven:")
    for it in audits:
        told = [f"{case.key} ({why.reason})" for case, why in it.original.blind]
        print(f"{it.blueprint.id:<10} {'; '.join(told) or '—'}")
    sys.exit(0 if all(it.holds for it in (*audits, *class_)) else 1)


def _row(blueprint: Blueprint, count: int) -> Audit:
    started = time.process_time()
    it = audit(blueprint, count)
    spent = time.process_time() - started
    costs, shares = it.tally.efforts, it.overlap
    if not shares:
        sys.exit(it.refusal)
    print(f"{blueprint.id:<10} {it.count:>9} {it.thrown:>8} {len(it.cases):>5} {it.tally.cells:>15}"
          f" {min(costs):>4}≤{median(costs):g}≤{max(costs):<4} {shares.alike:>7} {float(shares.mean):>12.2%}"
          f" {float(shares.worst):>6.0%} {spent:>6.1f}  {'todas' if it.holds else dict(it.tally.broken)}")  # fmt: skip
    return it


if __name__ == "__main__":
    main()
