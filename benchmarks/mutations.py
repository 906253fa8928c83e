"""Marks thousands of generated and mutated submissions and counts where the marks differ from a careful person's.

    python benchmarks/mutations.py [--files 2000] [--first 0] [--needless] [--write NUMBER FOLDER]

Prints a table by format and one by mutation; ends with 1 when any mark differs silently.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from mutations.run import Result, judged, made, told  # noqa: E402
from mutations.verdicts import Outcome  # noqa: E402


def result(number: int) -> Result:
    return judged(made(number))


def table(title: str, groups: Iterable[tuple[str, Outcome]]) -> None:
    counts: dict[str, Counter[Outcome]] = defaultdict(Counter)
    for name, outcome in groups:
        counts[name][outcome] += 1
    print(f"\n{title:<24}{'files':>8}" + "".join(f"{it.value:>11}" for it in Outcome))
    for name, found in sorted(counts.items()):
        print(f"{name:<24}{found.total():>8}" + "".join(f"{found[it]:>11}" for it in Outcome))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=2_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first file: another one gives other files")
    parser.add_argument("--needless", action="store_true", help="tell also what is in review though nobody would doubt")
    parser.add_argument("--write", nargs=2, metavar=("NUMBER", "FOLDER"), help="write one file instead, to look at it")
    options = parser.parse_args()
    if options.write:
        case = made(int(options.write[0]))
        Path(options.write[1], case.name).write_bytes(case.data)
        print(told(judged(case), tuple(Outcome)))
        return
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(result, range(options.first, options.first + options.files), chunksize=20))
    wanted = (Outcome.SILENT, Outcome.TIMID) if options.needless else (Outcome.SILENT,)
    for it in results:
        if it.outcome in wanted:
            print(told(it, wanted))
    table("format", ((it.format, it.outcome) for it in results))
    table("mutation", ((name, it.outcome) for it in results for name in it.mutations))
    table("all", (("", it.outcome) for it in results))
    cells = Counter(difference.outcome for it in results for difference in it.differences)
    total = sum(it.cells for it in results)
    print(f"\n{total} cells: " + ", ".join(f"{cells[it]} {it.value}" for it in list(Outcome)[1:]))
    sys.exit(1 if cells[Outcome.SILENT] else 0)


if __name__ == "__main__":
    main()
