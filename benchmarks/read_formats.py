"""Each reader's CPU time against the least that a file of its kind can cost: the bare library that unpacks it.

The files are the filled worksheets of the five ejemplos, 80 answers each, of as many students, each with other numbers,
mistakes and spellings; both sides read all of them, in turn.

python benchmarks/read_formats.py
"""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable
from statistics import median
from zipfile import ZipFile

import msgspec
import nbformat
import pypdfium2
from _class import pupils
from lxml import etree
from python_calamine import CalamineWorkbook

from grader.model import Document, Table
from grader.readers import read

STUDENTS, ROUNDS = 12, 9
Floor = tuple[str, str, Callable[[bytes], object]]


def calamine(data: bytes) -> None:
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


def unpacked(part: str) -> Callable[[bytes], object]:
    def parse(data: bytes) -> object:
        with ZipFile(io.BytesIO(data)) as archive:
            return etree.fromstring(archive.read(part))

    return parse


def pdfium(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


FLOORS: tuple[Floor, ...] = (
    ("csv", "csv.reader", lambda data: list(csv.reader(data.decode("utf-8-sig").splitlines(), delimiter=";"))),
    ("md", "str.split de cada línea", lambda data: [line.split("|") for line in data.decode().split("\n")]),
    ("html", "lxml.etree.HTML", etree.HTML),
    ("ipynb", "nbformat.read", lambda data: nbformat.read(io.StringIO(data.decode()), as_version=4)),
    ("ipynb", "msgspec, sin tipos", msgspec.json.decode),
    ("xlsx", "calamine", calamine),
    ("docx", "zip + lxml", unpacked("word/document.xml")),
    ("pdf", "texto de pdfium", pdfium),
)


def main() -> None:
    print(f"{STUDENTS} archivos por formato: ms de CPU cada uno, la mejor de {ROUNDS} rondas; razones, su mediana")
    print(f"{'formato':<8}{'bytes':>9}{'celdas':>8}{'lector':>12}   suelo")
    for form, name, floor in FLOORS:
        files = [pupil.attempts[0] for pupil in pupils(form, 0, STUDENTS)]
        pairs = [
            (_spent(lambda it, form=form: read(it, f"x.{form}"), files), _spent(floor, files)) for _ in range(ROUNDS)
        ]
        reading, least = (min(side) for side in zip(*pairs, strict=True))
        ratio = median(mine / other for mine, other in pairs)
        sizes = f"{form:<8}{len(files[0]):>9}{cells(read(files[0], f'x.{form}')):>8}"
        print(f"{sizes}{reading:>9.3f} ms   {ratio:6.2f} × {name} ({least:.3f} ms)")


def _spent(call: Callable[[bytes], object], files: list[bytes]) -> float:
    """Milliseconds of CPU a file."""
    started = time.process_time()
    for data in files:
        call(data)
    return (time.process_time() - started) * 1000 / len(files)


def cells(document: Document) -> int:
    return sum(len(row) for block in document.blocks if isinstance(block, Table) for row in block.rows)


if __name__ == "__main__":
    main()
