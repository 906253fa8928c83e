"""A class of N hands in to Moodle and is marked by the command: how fast, in how much memory, and whether all is told.

    python benchmarks/grade_class.py [-n 1000] [--only ipynb] [--distinct 2000] [--procesos 1 2] [--keep FOLDER]

Each student fills a worksheet of their own of five ejemplos, 80 cells: notebooks, spreadsheets, documents, CSV and
Markdown with wrong rules, slips and blanks, 2 % of them broken, in a zip as Moodle names things. Making them is not
counted; with `--distinct` so many are made, and each again for others. Everything else is counted: the class's
index, the ledger, results, grades, pages of feedback, what goes back. Beside it stands what any marking would cost that
keeps, records and packs the same bytes and understands none of them.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from shutil import rmtree
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from _download import FORMATS, MANIFEST, ZIP, save_download

ROOT = Path(__file__).parents[1]
_MEASURED = """
import json, resource, sys, time
from grader.cli import main
started, status = time.perf_counter(), 0
try:
    main()
except SystemExit as end:
    status = end.code
own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
peak = own.ru_maxrss  # on Linux a started process begins with the peak of the one that started it
try:
    with open("/proc/self/status") as told:
        peak = next(int(line.split()[1]) for line in told if line.startswith("VmHWM"))
except OSError:
    pass
print(json.dumps({
    "status": status,
    "wall": time.perf_counter() - started,
    "cpu": own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime,
    "own": peak / 1024,
    "worker": others.ru_maxrss / 1024,
}), file=sys.stderr)
"""


@dataclass(frozen=True, slots=True)
class Run:
    wall: float
    cpu: float
    """Seconds of all processes, from start to end."""
    own: float
    worker: float
    """Peak megabytes of the process that was started, and of the largest one that it started."""


def mark(folder: Path, processes: int) -> Run:
    notes = folder / f"notas-{processes}"
    rmtree(notes, ignore_errors=True)
    command = [
        str(folder / ZIP),
        "--manifiesto",
        str(folder / MANIFEST),
        "-o",
        str(notes),
        "--procesos",
        str(processes),
    ]
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, "calificar", *command],
        cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    told = json.loads(done.stderr.splitlines()[-1])
    if told.pop("status") not in (0, 1):
        raise SystemExit(done.stderr)
    return Run(**told)


def read_alone(folder: Path) -> tuple[float, Counter[str]]:
    """CPU seconds of reading the same files with the library of each format and nothing else; how many of each."""
    kinds, readers = Counter[str](), _readers()
    with ZipFile(folder / ZIP) as download:
        started = time.process_time()
        for entry in download.infolist():
            kind = PurePosixPath(entry.filename).suffix[1:]
            kinds[kind] += 1
            with suppress(Exception):  # the broken ones
                readers[kind](download.read(entry))
    return time.process_time() - started, kinds


def _readers() -> dict[str, Callable[[bytes], object]]:
    import csv

    import nbformat
    from docx import Document
    from python_calamine import CalamineWorkbook

    def sheets(data: bytes) -> list[object]:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]

    return {
        "ipynb": lambda data: nbformat.reads(data.decode(), as_version=4),
        "xlsx": sheets,
        "csv": lambda data: list(csv.reader(io.StringIO(data.decode("utf-8-sig")))),
        "docx": lambda data: Document(io.BytesIO(data)),
        "md": bytes.decode,
    }


def carry_alone(folder: Path, notes: Path) -> float:
    """CPU seconds of what no way of marking can spare: each file unpacked, hashed and kept, its line of results in a
    database, its page written and packed to go back. Lines and pages are those that the run made.
    """
    with TemporaryDirectory() as temporary, ZipFile(folder / ZIP) as download, suppress(StopIteration):
        place = Path(temporary)
        pages, lines = (notes / "retroalimentacion").iterdir(), (notes / "resultados.jsonl").open("rb")
        ledger = sqlite3.connect(place / "ledger.sqlite")
        ledger.execute("CREATE TABLE line (place INTEGER PRIMARY KEY, line BLOB)")
        spent = 0.0
        with lines, ledger, ZipFile(place / "back.zip", "w", ZIP_DEFLATED) as back:
            for number, entry in enumerate(download.infolist()):
                line, page = next(lines), next(pages)
                text = page.read_bytes()  # making it is not counted here
                started = time.process_time()
                data = download.read(entry)
                (place / sha256(data).hexdigest()).write_bytes(data)
                ledger.execute("INSERT INTO line VALUES (?, ?)", (number, line))
                (place / page.name).write_bytes(text)
                back.write(place / page.name, page.name)
                spent += time.process_time() - started
    return spent


def balance(notes: Path, count: int) -> str:
    """Each submission has one line, each marked one a page, each student a grade line."""
    with (notes / "resultados.jsonl").open("rb") as lines:
        statuses = Counter(json.loads(line)["status"] for line in lines)
    with (notes / "notas.csv").open(encoding="utf-8-sig") as lines:
        students = sum(1 for _ in lines) - 1
    pages = sum(1 for _ in (notes / "retroalimentacion").iterdir())
    holds = statuses.total() == count and students == count
    told = ", ".join(f"{number} {status}" for status, number in sorted(statuses.items()))
    whole = "cuadra" if holds else "NO CUADRA"
    return f"entraron {count}, {told}; {pages} páginas, {students} renglones de notas: {whole}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=1_000)
    parser.add_argument("--only", default="", choices=["", *FORMATS])
    parser.add_argument("--distinct", type=int, default=0, help="make so many, and each again for others")
    parser.add_argument("--procesos", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--keep", type=Path, help="make the download here, or take the one that is here")
    options = parser.parse_args()
    with TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        if not (folder / ZIP).exists():
            save_download(options.n, folder, options.only, options.distinct)
        floor, kinds = read_alone(folder)
        count = kinds.total()
        print(f"{count} entregas: {', '.join(f'{number} {kind}' for kind, number in kinds.most_common())}")
        print(f"leerlas, sin más: {floor:.2f} s de CPU, {floor / count * 1000:.2f} ms cada una")
        walls = {}
        for processes in options.procesos:
            run = mark(folder, processes)
            walls[processes] = run.wall
            print(
                f"{processes} procesos: {count / run.cpu:.0f} por segundo de CPU ({run.cpu / floor:.1f} × leerlas), "
                f"{run.wall:.1f} s de reloj; a lo más {run.own:.0f} MB el principal y {run.worker:.0f} MB otro"
            )
            carried = carry_alone(folder, folder / f"notas-{processes}")
            dull = floor + carried
            print(f"  leerlas y llevarlas, sin calificar: {count / dull:.0f} por segundo; van {run.cpu / dull:.1f} ×")
            print(f"  {balance(folder / f'notas-{processes}', count)}")
        if {1, 2} <= walls.keys():
            cores = len(os.sched_getaffinity(0))
            print(f"con dos procesos, {walls[1] / walls[2]:.2f} veces más rápido que con uno ({cores} núcleos)")


if __name__ == "__main__":
    main()
