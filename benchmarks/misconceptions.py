"""How surely each misconception is named, and how seldom a slip of the pen is taken for one.

    python benchmarks/misconceptions.py [--variants 200] [--right 10000] [--by-exercise]

Each wrong rule is injected into drawn variants of every exercise where it applies: alone, with everything after it
computed on, and (for information) at one layer only. Ends with 1 when a bar is missed over all.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from injected import ALONE, CARRIED_ON, EXERCISES, ONCE, Injection, drawn, injections, marked, slipped  # noqa: E402

from grader import evaluate  # noqa: E402

_BLOCK = 25
NAMED, FIRST, CANDIDATES, SLIPS = 0.99, 0.90, 1.5, 0.02


def injected(block: tuple[str, int, int]) -> list[Injection]:
    name, first, last = block
    return list(injections(name, range(first, last), (ALONE, CARRIED_ON, ONCE)))


def slips(block: tuple[str, int, int]) -> list[tuple[str, bool, str]]:
    """For two slips in each variant: exercise, whether it was carried on, the misconception that it was taken for."""
    name, first, last = block
    found = []
    for number in range(first, last):
        sheet, rng = drawn(name, number), random.Random(f"{name}/{number}")  # noqa: S311
        for carried in (False, True):
            offered = [it.slug for mark in marked(sheet, slipped(sheet, rng, carried=carried)).values()
                       for it in mark.diagnoses]  # fmt: skip
            found.append((name, carried, offered[0] if offered else ""))
    return found


def right_sheets(block: tuple[str, int, int]) -> int:
    """How many right sheets get a diagnosis."""
    name, first, last = block
    found = 0
    for number in range(first, last):
        sheet = drawn(name, number)
        answers = evaluate.answers(sheet)
        values = {ref: answers[ref] for ref, cell in sheet.cells.items() if cell.role == "asked"}
        found += any(mark.diagnoses or mark.verdict != "correct" for mark in marked(sheet, values).values())
    return found


def row(label: str, them: list[Injection]) -> str:
    seen = [it for it in them if not it.blind]
    if not seen:
        return f"{label:<34}{len(them):>8}{1:>8.1%}"
    counts = [n for it in seen for n in it.candidates]
    named, first = (sum(values) / len(seen) for values in ([it.named for it in seen], [it.first for it in seen]))
    mean = sum(counts) / max(len(counts), 1)
    missed = "".join(
        mark for mark, bad in zip("npc", (named < NAMED, first < FIRST, mean > CANDIDATES), strict=True) if bad
    )
    rivals = Counter(slug or "(ninguna)" for it in seen for slug in it.rivals)
    told = ", ".join(f"{slug} {n}" for slug, n in rivals.most_common(3)) if missed else ""
    blind = 1 - len(seen) / len(them)
    return f"{label:<34}{len(them):>8}{blind:>8.1%}{named:>8.1%}{first:>8.1%}{mean:>7.2f}  {missed:<4}{told}"


def table(title: str, them: Iterable[Injection], key: Callable[[Injection], str]) -> None:
    groups: dict[str, list[Injection]] = defaultdict(list)
    for it in them:
        groups[key(it)].append(it)
    print(f"\n{title:<34}{'sheets':>8}{'blind':>8}{'named':>8}{'first':>8}{'cand.':>7}  missed bars; taken for")
    for label, group in sorted(groups.items()):
        print(row(label, group))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--variants", type=int, default=200)
    parser.add_argument("--right", type=int, default=10_000)
    parser.add_argument("--by-exercise", action="store_true", help="a table for each exercise too")
    options = parser.parse_args()

    def blocks(variants: int) -> list[tuple[str, int, int]]:
        return [(name, i, min(i + _BLOCK, variants)) for name in EXERCISES for i in range(0, variants, _BLOCK)]

    with ProcessPoolExecutor(os.cpu_count()) as pool:
        found = [it for them in pool.map(injected, blocks(options.variants)) for it in them]
        slipped_ones = [it for them in pool.map(slips, blocks(5 * options.variants)) for it in them]
        right = sum(pool.map(right_sheets, blocks(-(-options.right // len(EXERCISES)))))
    barred = [it for it in found if it.way != ONCE]
    table("slug", barred, lambda it: it.slug)
    for name in EXERCISES if options.by_exercise else ():
        table(name, (it for it in barred if it.exercise == name), lambda it: it.slug)
    table("exercise", barred, lambda it: it.exercise)
    table("way", found, lambda it: it.way)
    count = len({it.slug for it in found})
    table("all", barred, lambda _: f"{count} slugs")
    named = Counter((name, slug) for name, _, slug in slipped_ones if slug)
    share = named.total() / len(slipped_ones)
    print(f"\nslips taken for a misconception: {named.total()} of {len(slipped_ones)} ({share:.2%})")
    for (name, slug), n in named.most_common(12):
        print(f"    {name:<24}{slug:<32}{n}")
    checked = -(-options.right // len(EXERCISES)) * len(EXERCISES)
    print(f"right sheets with a diagnosis or anything but «correct»: {right} of {checked}")
    seen = [it for it in barred if not it.blind]
    counts = [n for it in seen for n in it.candidates]
    good = (
        sum(it.named for it in seen) >= NAMED * len(seen)
        and sum(it.first for it in seen) >= FIRST * len(seen)
        and sum(counts) <= CANDIDATES * len(counts)
        and share <= SLIPS
        and not right
    )
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
