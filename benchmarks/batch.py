"""A class of N hands in, and is marked: submissions a CPU second, wall time, memory, against reading the files alone.

    python benchmarks/batch.py [-n 1000] [--only ipynb] [--procesos 1 2] [--keep FOLDER]

Each student's files are written from a worksheet of their own: notebooks, spreadsheets, documents, CSV and Markdown of
the five ejemplos, with misconceptions, slips and blanks as students leave them, 2 % of them broken, laid out as a
download from Moodle. Making them is not counted.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from grader.evaluate import answers, misled
from grader.generate.assignment import load_assignment
from grader.generate.issue import issue
from grader.generate.manifest import manifest_lines
from grader.model import Role, Sheet, Student, Worksheet
from grader.page import filled_page
from grader.sheets import build_sheets
from grader.spanish import value
from grader.writers import write_page

ROOT = Path(__file__).parents[1]
FORMATS = {"ipynb": 55, "xlsx": 20, "csv": 12, "md": 8, "docx": 5}
"""Format → how many of a hundred students hand it in."""
BROKEN = 0.02
_STEP = 250
"""Students whose files one task makes."""


def answered(sheet: Sheet, random: Random) -> dict[str, str]:
    """A student's answers: a third of them use some wrong rule throughout, all of them slip and leave blanks."""
    slugs = sorted({it.slug for it in sheet.rewirings})
    wrong = random.choice(slugs) if random.random() < 0.3 else ""
    values = misled(sheet, [it for it in sheet.rewirings if it.slug == wrong]) if wrong else answers(sheet)
    texts = {}
    for ref, cell in sheet.cells.items():
        found = values[ref]
        if cell.role is Role.ASKED and found is not None and random.random() > 0.02:
            text = value(found)
            slips = random.random() < 0.03 and len(text) > 2 and text[1].isdigit()
            texts[f"{sheet.name}/{ref}"] = f"{text[0]}{(int(text[1]) + 1) % 10}{text[2:]}" if slips else text
    return texts


def handed_in(worksheet: Worksheet, number: int, only: str) -> tuple[str, bytes]:
    """The path in the download, and the bytes."""
    random = Random(number)  # noqa: S311
    format = only or random.choices(list(FORMATS), list(FORMATS.values()))[0]
    texts = {path: text for sheet in build_sheets(worksheet) for path, text in answered(sheet, random).items()}
    data = write_page(filled_page(worksheet, texts), format)
    if random.random() < BROKEN:
        data = data[: len(data) // 3]
    name = worksheet.students[0].name
    return f"{name}_{number + 1}_assignsubmission_file/taller.{format}", data


def make(start: int, count: int, folder: Path, only: str) -> bytes:
    """The files of `count` students; their lines of the manifest."""
    students = tuple(Student(f"{2_026_000_000 + i}", f"Estudiante Número{i}") for i in range(start, start + count))
    issued = issue(load_assignment(["taller-parametros"]), students, "banco")
    for number, line in enumerate(issued, start):
        path, data = handed_in(line.worksheet, number, only)
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_bytes(data)
    return manifest_lines(issued)


def make_class(count: int, folder: Path, only: str) -> None:
    starts = range(0, count, _STEP)
    sizes = [min(_STEP, count - start) for start in starts]
    with ProcessPoolExecutor() as pool, (folder / "manifiesto.jsonl").open("wb") as manifest:
        for lines in pool.map(partial(make, folder=folder / "entregas", only=only), starts, sizes):
            manifest.write(lines)


def run(folder: Path, processes: int) -> tuple[float, float, float]:
    """Wall and CPU seconds, and the peak megabytes of the largest process."""
    command = [
        "import sys; from grader.cli import main; main()", "calificar", str(folder / "entregas"), "--manifiesto",
        str(folder / "manifiesto.jsonl"), "-o", str(folder / f"notas-{processes}"), "--procesos", str(processes),
    ]  # fmt: skip
    measured = (
        "import resource, subprocess, sys, time\n"
        "started = time.perf_counter()\n"
        "ended = subprocess.run([sys.executable, '-c', *sys.argv[1:]], stdout=sys.stderr)\n"
        "assert ended.returncode in (0, 1), ended.returncode\n"
        "it = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(time.perf_counter() - started, it.ru_utime + it.ru_stime, it.ru_maxrss / 1024)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", measured, *command], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    wall, cpu, memory = map(float, done.stdout.split())
    return wall, cpu, memory


def read_alone(folder: Path) -> float:
    """CPU seconds of reading the same files with the library of each format and nothing else."""
    import csv

    import nbformat
    from docx import Document
    from python_calamine import CalamineWorkbook

    def read(path: Path) -> None:
        data = path.read_bytes()
        match path.suffix:
            case ".ipynb":
                nbformat.reads(data.decode(), as_version=4)
            case ".xlsx":
                book = CalamineWorkbook.from_filelike(io.BytesIO(data))
                for name in book.sheet_names:
                    book.get_sheet_by_name(name).to_python()
            case ".csv":
                list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
            case ".docx":
                Document(io.BytesIO(data))
            case _:
                data.decode()

    started = time.process_time()
    for path in submitted(folder):
        with suppress(Exception):  # the broken ones
            read(path)
    return time.process_time() - started


def submitted(folder: Path) -> Iterator[Path]:
    return (path for path in (folder / "entregas").rglob("*") if path.is_file())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=1_000)
    parser.add_argument("--only", default="", choices=["", *FORMATS])
    parser.add_argument("--procesos", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--keep", type=Path, help="make the class here, or take the one that is here")
    options = parser.parse_args()
    with TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        if not (folder / "manifiesto.jsonl").exists():
            folder.mkdir(exist_ok=True)
            make_class(options.n, folder, options.only)
        count, kinds = 0, Counter[str]()
        for path in submitted(folder):
            count, kinds[path.suffix] = count + 1, kinds[path.suffix] + 1
        print(f"{count} entregas: {', '.join(f'{n} {kind}' for kind, n in kinds.most_common())}")
        floor = read_alone(folder)
        print(f"leerlas, sin más: {floor:.2f} s de CPU = {floor / count * 1000:.2f} ms cada una")
        walls = {}
        for processes in options.procesos:
            wall, cpu, memory = run(folder, processes)
            walls[processes] = wall
            print(
                f"{processes} procesos: {count / cpu:6.0f} por segundo de CPU, {wall:7.1f} s de reloj, "
                f"{cpu / floor:5.1f} × leerlas, a lo más {memory:.0f} MB un proceso"
            )
        if {1, 2} <= walls.keys():
            print(f"con dos procesos, {walls[1] / walls[2]:.2f} veces más rápido que con uno")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"(núcleos: {len(os.sched_getaffinity(0))}; este programa, {own:.0f} MB)")


if __name__ == "__main__":
    main()
