"""A download of Moodle that is made to order: a class that hands in, with the mistakes and the broken files of one."""

# ruff: noqa: SIM905  (names are read more easily without their quotes)

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from grader.code import make_code
from grader.evaluate import answers, misled
from grader.generate.assignment import load_assignment
from grader.generate.issue import issue
from grader.generate.manifest import manifest_lines, read_issued
from grader.model import Role, Sheet, Student, Worksheet
from grader.page import filled_page
from grader.sheets import build_sheets
from grader.spanish import value
from grader.writers import write_page

FORMATS = {"ipynb": 55, "xlsx": 20, "csv": 12, "md": 8, "docx": 5}
"""Format → how many of a hundred students hand it in."""
ZIP, MANIFEST = "descarga.zip", "manifiesto.jsonl"
_BROKEN = 0.02
_WRONG_RULES, _BLANKS, _SLIPS = 0.3, 0.02, 0.03
"""How often: a wrong rule used all through an exercise, and a cell left empty or with one digit for another."""
_TASK = 100
"""Students whose files one task makes."""
_GIVEN = (
    "Ana Luis María José Laura Carlos Sofía Andrés Camila Jorge Valentina Miguel Daniela Felipe Paula Óscar Natalia "
    "Iván Lucía Diego Sara Álvaro Elena Hugo Marta Pablo Julia Raúl Inés Tomás Noelia Emilio Rocío Bruno Nadia Simón "
    "Begoña Gael Irene Íñigo"
).split()
_FAMILY = (
    "García Rodríguez López Martínez Gómez Pérez Sánchez Díaz Torres Ramírez Muñoz Rojas Vargas Castro Ortiz Núñez "
    "Silva Mora Peña Ríos Cano Vega Solís Ibáñez Quintero Zapata Yáñez Ospina Uribe Leal Arango Bravo Cárdenas Duarte "
    "Escobar Franco Giraldo Henao Jaramillo Lozano Mejía Nieto Osorio Pineda Restrepo Salazar Tovar Useche Valencia "
    "Zuluaga Acosta Beltrán Cifuentes Delgado Espinosa Forero Galindo Herrera Izquierdo"
).split()
_MOST = len(_GIVEN) * len(_FAMILY) ** 2
_STRIDE = 7919
"""Prime, and no divisor of `_MOST`: neighbours in the list have other names altogether."""


def student(number: int) -> Student:
    """The same each time, nobody with another's name."""
    rest, second = divmod(number * _STRIDE % _MOST, len(_FAMILY))
    given, first = divmod(rest, len(_FAMILY))
    return Student(f"{2_026_000_000 + number}", f"{_GIVEN[given]} {_FAMILY[first]} {_FAMILY[second]}")


def save_download(count: int, folder: Path, only: str = "", distinct: int = 0) -> None:
    """`descarga.zip` and `manifiesto.jsonl` of a class of `count`; `only` names the format that all hand in.

    With `distinct`, the first so many are made and the rest are those again under other names and codes: a hundred
    thousand in minutes.
    """
    if count > _MOST:
        raise SystemExit(f"Hay nombres para {_MOST} estudiantes.")
    folder.mkdir(parents=True, exist_ok=True)
    made = min(distinct or count, count)
    with (
        ProcessPoolExecutor() as pool,
        (folder / MANIFEST).open("wb") as manifest,
        ZipFile(folder / ZIP, "w", ZIP_DEFLATED) as download,
    ):
        for lines, files in pool.map(partial(_made, count=made, only=only), range(0, made, _TASK)):
            manifest.write(lines)
            for name, data in files:
                download.writestr(ZipInfo(name), data, ZIP_DEFLATED, 1)
    if made < count:
        _repeat(folder, made, count)


def _repeat(folder: Path, made: int, count: int) -> None:
    lines = (folder / MANIFEST).read_bytes().splitlines(keepends=True)
    with ZipFile(folder / ZIP, "a", ZIP_DEFLATED) as download, (folder / MANIFEST).open("ab") as manifest:
        files = [(entry.filename, download.read(entry)) for entry in download.infolist()]
        for number in range(made, count):
            line, (name, data) = lines[number % made], files[number % made]
            renamed = _renamed(number % made, number, read_issued(line, folder).worksheet.code)
            manifest.write(renamed(line))
            ending = name.partition("_assignsubmission_")[2]
            path = f"{student(number).name}_{number + 1}_assignsubmission_{ending}"
            download.writestr(ZipInfo(path), renamed(data), ZIP_DEFLATED, 1)


def _renamed(before: int, after: int, code: str) -> Callable[[bytes], bytes]:
    """Puts another student and another code where one stands."""
    old, new = student(before), student(after)
    other = make_code(sha256(f"{code}/{after}".encode()).hexdigest())
    pairs = [(old.id, new.id), (old.name, new.name), (code, other)]

    def renamed(data: bytes) -> bytes:
        if data.startswith(b"PK"):
            with suppress(BadZipFile):  # a broken one has no names to change
                return _with_each_part(data, renamed)
        for it, instead in pairs:
            data = data.replace(it.encode(), instead.encode())
        return data

    return renamed


def _with_each_part(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A spreadsheet or a document, its parts changed."""
    changed = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(changed, "w", ZIP_DEFLATED) as after:
        for entry in before.infolist():
            after.writestr(ZipInfo(entry.filename), change(before.read(entry)), ZIP_DEFLATED, 1)
    return changed.getvalue()


def _made(start: int, count: int, only: str) -> tuple[bytes, list[tuple[str, bytes]]]:
    """Lines of the manifest, and the files by their paths in the download."""
    issued = issue(
        load_assignment(["taller-parametros"]), tuple(map(student, range(start, min(start + _TASK, count)))), "banco"
    )
    return manifest_lines(issued), [_handed_in(it.worksheet, i, only) for i, it in enumerate(issued, start)]


def _handed_in(worksheet: Worksheet, number: int, only: str) -> tuple[str, bytes]:
    chance = Random(number)  # noqa: S311 (no secret)
    form = only or chance.choices(list(FORMATS), list(FORMATS.values()))[0]
    texts = {f"{it.name}/{ref}": text for it in build_sheets(worksheet) for ref, text in _answered(it, chance)}
    data = write_page(filled_page(worksheet, texts), form)
    if chance.random() < _BROKEN:
        data = _broken(data, chance)
    return f"{worksheet.students[0].name}_{number + 1}_assignsubmission_file/taller.{form}", data


def _answered(sheet: Sheet, chance: Random) -> Iterator[tuple[str, str]]:
    slugs = sorted({it.slug for it in sheet.rewirings})
    wrong = chance.choice(slugs) if chance.random() < _WRONG_RULES else ""
    values = misled(sheet, [it for it in sheet.rewirings if it.slug == wrong]) if wrong else answers(sheet)
    for ref, cell in sheet.cells.items():
        found = values[ref]
        if cell.role is Role.ASKED and found is not None and chance.random() > _BLANKS:
            text = value(found)
            slips = chance.random() < _SLIPS and len(text) > 2 and text[1].isdigit()
            yield ref, f"{text[0]}{(int(text[1]) + 1) % 10}{text[2:]}" if slips else text


def _broken(data: bytes, chance: Random) -> bytes:
    """Cut off, empty, overwritten, or the page of an error in its place."""
    cut = chance.randrange(len(data) // 3)
    return chance.choice(
        [data[:cut], b"", data[:cut] + bytes(len(data) - cut), b"<html><h1>502 Bad Gateway</h1></html>"]
    )
