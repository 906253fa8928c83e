"""CPU of `grader --help` and of an empty Python, as whole processes.

python benchmarks/start.py
"""

from __future__ import annotations

import resource
import subprocess
import sys

from _timing import report


def child_cpu_ms(command: list[str], rounds: int = 9) -> float:
    """The least user + system CPU of a process, in milliseconds."""
    times = []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000)
    return min(times)


def main() -> None:
    python = [sys.executable]
    report(
        [
            ("python -c pass", child_cpu_ms([*python, "-c", "pass"])),
            ("grader --help", child_cpu_ms([*python, "-c", "from grader.cli import main; main()", "--help"])),
        ],
        floor="python -c pass",
    )


if __name__ == "__main__":
    main()
