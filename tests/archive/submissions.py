"""What a class of ten hands in: every format, every sort of mistake, and everything that only a person can decide."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from grader import spanish
from grader.evaluate import answers, misled
from grader.model import Role, Sheet, Student, Worksheet
from grader.page import filled_page
from grader.sheets import build_sheets
from grader.writers import write_page

Texts = dict[str, str]
Values = Mapping[str, object]

STUDENTS = (
    Student("301", "Ana Pérez Muñoz", "ana@example.edu"),
    Student("302", "Bruno Ñáñez Gil", "bruno@example.edu"),
    Student("303", "Carla Güiza Díaz", "carla@example.edu"),
    Student("304", "David O'Brien", "david@example.edu", "G1"),
    Student("305", "Elsa Roa", "elsa@example.edu", "G1"),
    Student("306", "Fabio Ruiz", "fabio@example.edu"),
    Student("307", "Gina Soto", "gina@example.edu"),
    Student("308", "Hugo Paz", "hugo@example.edu"),
    Student("309", "Inés León", "ines@example.edu"),
    Student("310", "Juan Cruz", "juan@example.edu"),
)
POLICY = """\
show = "pistas"

[scale]
name = "0-10"

[earns]
misconception = "1/4"
slip = 0.75

[points]
"ejemplo-5" = 2
"""
PHOTO = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf5000000003"
    "0001018d1db4000000000049454e44ae426082"
)
ANSWERS = (
    *("nadie", "es la foto del perro"),
    "s",  # what nobody can open stays rejected
    *("310", "lo mandó por correo"),
    "s",
    *("cuenta", "la otra iba en blanco"),
    *("p 1/2", "se entiende la idea"),
    *("600", "así se ve en el papel"),
    *("7,5", "calificada en el papel"),
)
"""To the questions in their order: three files without an owner, two attempts, two cells, a photo."""
DECISIONS = 6


def _asked(sheet: Sheet, values: Values) -> Texts:
    return {ref: spanish.value(values[ref]) for ref, cell in sheet.cells.items() if cell.role is Role.ASKED}  # type: ignore[arg-type]


def _right(sheet: Sheet) -> Texts:
    return _asked(sheet, answers(sheet))


def _expressions(sheet: Sheet) -> Texts:
    """The value with its method; one slip in the last layer's parameters."""
    right = answers(sheet)
    texts = _right(sheet)
    for ref in [ref for ref in texts if ref.endswith("/params")]:
        layer = ref.removesuffix("/params")
        if right.get(f"{layer}/biases") and f"{layer}/weights" in texts:
            texts[ref] = f"{right[f'{layer}/weights']} + {right[f'{layer}/biases']} = {right[ref]}"
    last = [ref for ref, text in texts.items() if "=" in text][-1:]
    return {ref: f"{text.partition('=')[0]}= {right[ref] + 10}" if ref in last else text for ref, text in texts.items()}  # type: ignore[operator]


def _wrong_rules(*slugs: str) -> Callable[[Sheet], Texts]:
    """Somebody who uses these rules wherever they apply, and computes on with what they give."""

    def texts(sheet: Sheet) -> Texts:
        wrong = [it for it in sheet.rewirings if it.slug in slugs]
        values = misled(sheet, wrong)
        return _asked(sheet, {ref: it if it is not None else answers(sheet)[ref] for ref, it in values.items()})

    return texts


def _untidy(sheet: Sheet) -> Texts:
    """Thousands points, dashes for zeros, some blanks, the channels first."""
    texts = {ref: text.replace(spanish.NARROW_SPACE, ".") for ref, text in _right(sheet).items()}
    for ref, text in texts.items():
        value = answers(sheet)[ref]
        if text == "0":
            texts[ref] = "-"
        elif isinstance(value, tuple) and len(value) == 3:
            texts[ref] = f"{value[2]}x{value[0]}x{value[1]}"
    return {ref: "" if ref in ("FC2/params", "total") else text for ref, text in texts.items()}


def _doubtful(sheet: Sheet) -> Texts:
    """Two cells that nobody can read for sure."""
    doubts = {"ejemplo-1": {"FC1/biases": "12 o 13"}, "ejemplo-4": {"CONV1/weights": "6?0"}}
    return {**_right(sheet), **doubts.get(sheet.name, {})}


def _page(worksheet: Worksheet, how: Callable[[Sheet], Texts], format: str) -> bytes:
    texts = {f"{sheet.name}/{ref}": text for sheet in build_sheets(worksheet) for ref, text in how(sheet).items()}
    return write_page(filled_page(worksheet, texts), format)


def _archive(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(ZipInfo(name), data)
    return out.getvalue()


def _prose(worksheet: Worksheet) -> bytes:
    """The first ejemplo in sentences, without a code."""
    sheet = build_sheets(worksheet)[0]
    right = answers(sheet)
    lines = [
        f"{row.layer}: {right[f'{row.layer}/weights']} pesos, {right[f'{row.layer}/biases']} sesgos"
        for row in sheet.rows
    ]
    return "\n".join([sheet.title, *lines, f"Total de parámetros: {right['total']}", ""]).encode("cp1252")


def hand_in(classroom: Mapping[str, Worksheet], folder: Path) -> None:
    """Writes all submissions; each of the sheets is the group's or its only student's."""
    of = {student.id: sheet for sheet in classroom.values() for student in sheet.students}
    files = {
        "301 cuaderno.ipynb": _page(of["301"], _right, "ipynb"),
        "302/hoja.xlsx": _page(of["302"], _wrong_rules("ignora-padding"), "xlsx"),
        "303.docx": _page(of["303"], _expressions, "docx"),
        "grupo.md": _page(of["304"], _wrong_rules("olvida-canales", "un-sesgo-por-capa"), "md"),
        "306.html": _page(of["306"], _untidy, "html"),
        "307.csv": _page(of["307"], _doubtful, "csv"),
        "308.zip": _archive({"a/hoja.pdf": _page(of["308"], _right, "pdf"), "__MACOSX/._hoja.pdf": b"x"}),
        "308 otra vez.csv": _page(of["308"], lambda sheet: dict.fromkeys(_right(sheet), ""), "csv"),
        "Inés León.png": PHOTO,
        "perro.png": PHOTO + b"perro",
        "roto.xlsx": _page(of["302"], _right, "xlsx")[:5000],
        "tarea.txt": _prose(of["310"]),
    }
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
