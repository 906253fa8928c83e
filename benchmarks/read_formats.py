"""Each reader's CPU time against the least that a file of its kind can cost: the bare library that unpacks it.

The file is the filled worksheet of the five ejemplos, 80 answers, as the project writes it.

python benchmarks/read_formats.py
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from zipfile import ZipFile

import msgspec
import nbformat
import pypdfium2
from _timing import cpu_ms
from lxml import etree
from python_calamine import CalamineWorkbook

from grader.demo import STUDENTS
from grader.evaluate import answers
from grader.generate.assignment import load_assignment
from grader.generate.issue import issue
from grader.generate.manifest import worksheets
from grader.model import Document, Table
from grader.page import filled_page
from grader.readers import read
from grader.sheets import build_sheets
from grader.spanish import value
from grader.writers import write_page

Floor = tuple[str, str, Callable[[bytes], object]]


def filled(form: str) -> bytes:
    classroom = worksheets(issue(load_assignment(["taller-parametros"]), STUDENTS[:1], "banco"))
    (worksheet,) = classroom.values()
    texts = {
        f"{sheet.name}/{ref}": value(it) for sheet in build_sheets(worksheet) for ref, it in answers(sheet).items()
    }
    return write_page(filled_page(worksheet, texts), form)


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
    print(f"{'formato':<8}{'bytes':>9}{'celdas':>8}{'lector':>12}   suelo")
    for form, name, floor in FLOORS:
        data = filled(form)
        reading = cpu_ms(lambda data=data, form=form: read(data, f"hoja.{form}"))
        least = cpu_ms(lambda data=data, floor=floor: floor(data))
        counted = cells(read(data, f"hoja.{form}"))
        print(
            f"{form:<8}{len(data):>9}{counted:>8}{reading:>9.3f} ms   {reading / least:6.2f} × {name} ({least:.3f} ms)"
        )


def cells(document: Document) -> int:
    return sum(len(row) for block in document.blocks if isinstance(block, Table) for row in block.rows)


if __name__ == "__main__":
    main()
