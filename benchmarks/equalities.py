"""Parses every equality of thousands of feedback pages back from the page and computes it again.

    python benchmarks/equalities.py [--pages 10000] [--first 0]

Prints how many were true, by what the marks were; ends with 1 when one is false or cannot be read.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from equalities import Found, check_page  # noqa: E402
from students import report_of  # noqa: E402

from grader.check.feedback import feedback_page  # noqa: E402
from grader.render import render_feedback  # noqa: E402


def checked(number: int) -> tuple[Found, Counter[str]]:
    report, policy = report_of(number)
    found = check_page(render_feedback(feedback_page(report, policy)))
    return found, Counter(str(mark.verdict) for mark in report.marks)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first student: another one gives others")
    options = parser.parse_args()
    started, verdicts = time.monotonic(), Counter[str]()
    equalities = named = 0
    bad: list[tuple[str, int, str]] = []
    numbers = range(options.first, options.first + options.pages)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for number, (found, counts) in zip(numbers, pool.map(checked, numbers, chunksize=20), strict=True):
            equalities += found.checked
            named += found.named
            verdicts += counts
            bad += [("false", number, text) for text in found.false] + [("unread", number, it) for it in found.unread]
    for kind, number, text in bad[:50]:
        print(f"{kind}: student {number}: {text}")
    print(
        f"{options.pages} pages, {verdicts.total()} cells: " + ", ".join(f"{n} {v}" for v, n in verdicts.most_common())
    )
    print(f"{equalities} equalities computed again ({named} sides in letters aside): {len(bad)} false or unread")
    print(f"{time.monotonic() - started:.0f} s")
    sys.exit(1 if bad or not equalities else 0)


if __name__ == "__main__":
    main()
