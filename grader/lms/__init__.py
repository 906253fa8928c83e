"""Learning management systems: their downloads, their grade files, what goes back to them. One LMS a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grader import spanish
from grader.errors import UsageError, system_reason
from grader.lms import blackboard, blackboard_grades, canvas, canvas_grades, moodle, moodle_grades
from grader.lms._back import Outgoing, Upload
from grader.lms._book import Book
from grader.lms._delivery import Delivery
from grader.lms._fill import fill
from grader.lms._members import open_members
from grader.lms._sheet import parse_sheet
from grader.lms._zip import save_zip

RECOGNISERS = (moodle.recognise, blackboard.recognise, canvas.recognise)
"""The surest names first: what Canvas writes could be somebody's own numbering."""
BOOKS = (
    moodle_grades.read_worksheet,
    canvas_grades.read_gradebook,
    blackboard_grades.read_gradebook,
    moodle_grades.read_export,
)
GRADES = {"moodle": moodle_grades.HOW, "canvas": canvas_grades.HOW, "blackboard": blackboard_grades.HOW}
PAGES = {"moodle": (moodle.pages, moodle.HOW), "canvas": (canvas.pages, canvas.HOW)}
"""Blackboard takes no pages for many students at once."""
_SEPARATORS = {",": "coma", ";": "punto y coma", "\t": "tabulador"}


def open_delivery(path: Path) -> Delivery | None:
    """What an LMS let the docente download, as a zip or unpacked; `None` when it is no LMS's."""
    members = open_members(path)
    if not members:
        return None
    return next((found for recognise in RECOGNISERS if (found := recognise(members, path))), None)


def open_book(path: Path, wanted: str = "", hints: Sequence[str] = ()) -> Book:
    """The LMS's grade file or participant list; `wanted` names the column of the assignment, `hints` may.

    Raises `UsageError` when it cannot be read or is no LMS's.
    """
    try:
        sheet = parse_sheet(path.read_bytes(), path.name)
    except OSError as error:
        raise UsageError(f"No se puede leer «{path}»: {system_reason(error)}.") from error
    found = next((book for read in BOOKS if (book := read(sheet, wanted, hints))), None)
    if found is None:
        known = "la hoja de calificaciones de Moodle, ni un libro de Moodle, Canvas o Blackboard"
        raise UsageError(f"«{path.name}» no es {known}; sus columnas: {', '.join(sheet.header[:12])}.")
    return found


def write_back(out: Outgoing, folder: Path) -> list[Upload]:
    """Fill what the LMS takes back: what each file is and where it goes, in the order in which to upload them."""
    lms = out.delivery.lms if out.delivery else out.book.lms if out.book else ""
    folder.mkdir(parents=True, exist_ok=True)
    uploads = [_save_book(out.book, out, folder)] if out.book and out.book.grade is not None else []
    if lms == "moodle" and not uploads:
        uploads += _save_list(out, folder)
    if lms in PAGES:
        uploads += _save_pages(out, lms, folder)
    return uploads


def _save_book(book: Book, out: Outgoing, folder: Path) -> Upload:
    filled = fill(book, out)
    path = folder / book.sheet.name
    path.write_bytes(filled.data)
    how = GRADES[book.lms].format(separator=_SEPARATORS[book.sheet.separator])
    return Upload(path, f"{how} {filled.told()}")


def _save_list(out: Outgoing, folder: Path) -> list[Upload]:
    path = folder / "notas-por-correo.csv"
    count = moodle_grades.save_list(out, path)
    highest, people = spanish.value(out.highest), spanish.plural(count, "estudiante", "estudiantes")
    return [Upload(path, moodle_grades.HOW_LIST.format(highest=highest, count=people))] if count else []


def _save_pages(out: Outgoing, lms: str, folder: Path) -> list[Upload]:
    pages_of, how = PAGES[lms]
    path = folder / f"retroalimentacion-{lms}.zip"
    count = save_zip(pages_of(out), path)
    return [Upload(path, how.format(count=spanish.plural(count, "entrega", "entregas")))] if count else []
