"""What waits for a person in a run, a question each: whose, which attempt, what a file holds, what a cell says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from hashlib import sha256

from grader import spanish
from grader.batch.engine import Graded
from grader.batch.review import Review
from grader.check.grades import Received, by_worksheet, that_counts
from grader.check.results import cell_path
from grader.errors import UsageError
from grader.model import Act, Decision, Mark, Student, Verdict, Worksheet
from grader.names import normalise
from grader.page import cell_label

_NAMESAKES = 5
"""Most students told by name when a name may be several ones'."""


class Ask(StrEnum):
    """In the order in which they are asked: each answer may settle those after it."""

    OWNER = "¿de quién es?"
    ATTEMPT = "¿es la entrega que cuenta?"
    WHOLE = "¿qué nota lleva, o está completa?"
    CELL = "¿qué escribió, o cuánto vale?"


@dataclass(frozen=True, slots=True)
class Question:
    ask: Ask
    place: int
    """Of the submission in the run."""
    graded: Graded
    mark: Mark | None = None
    """The cell, where one is asked about."""
    attempts: frozenset[str] = frozenset()
    """SHA-256 of all submissions of the worksheet, where one of them has to be chosen."""

    @property
    def key(self) -> str:
        """The same question has the same key in every list; a letter first, so no spreadsheet makes a number of it."""
        worksheet = self.graded.report.worksheet
        cell = cell_path(self.mark.cell) if self.mark else ""
        code = worksheet.code if worksheet and self.ask is not Ask.OWNER else ""
        parts = (self.ask.name, self.graded.entry.sha256, self.graded.entry.name, code)
        return f"x{sha256(chr(10).join((*parts, cell)).encode()).hexdigest()[:12]}"

    @property
    def student(self) -> str:
        worksheet = self.graded.report.worksheet
        students = worksheet.students if worksheet else ()
        return spanish.listing([f"{it.name} ({it.id})" for it in students if it.id])


def questions(review: Review) -> Iterator[Question]:
    """Everything that waits; of the attempts among which one was chosen, only that one."""
    groups = by_worksheet(review.known)
    everybody = review.basis.course.only is not None
    undecided = {code for code, its in groups.items() if code and not everybody and that_counts(its) is None}
    counting = {id(that_counts(its)) for code, its in groups.items() if code not in undecided}
    yield from (_question(review, Ask.OWNER, place) for place, it in enumerate(review.known) if _is_nobodys(it))
    for place, it in enumerate(review.known):
        if it.code in undecided:
            yield _question(review, Ask.ATTEMPT, place, frozenset(other.digest for other in groups[it.code]))
    for place, it in enumerate(review.known):
        if it.code and (everybody or it.code in undecided or id(it) in counting):
            yield from _within(review, place, it)


def _is_nobodys(it: Received) -> bool:
    return not it.code and not it.is_dismissed


def _within(review: Review, place: int, it: Received) -> Iterator[Question]:
    """What waits inside a submission."""
    if it.status == "graded":
        return
    if not it.waiting:
        yield _question(review, Ask.WHOLE, place)
    graded = review.report(place)
    waiting = (mark for mark in graded.report.marks if mark.verdict is Verdict.REVIEW)
    yield from (Question(Ask.CELL, place, graded, mark) for mark in waiting)


def _question(review: Review, ask: Ask, place: int, attempts: frozenset[str] = frozenset()) -> Question:
    return Question(ask, place, review.report(place), attempts=attempts)


def find(review: Review, keys: set[str]) -> dict[str, Question]:
    """The questions with these keys: those that wait, else those that were settled or raised by somebody."""
    found = {it.key: it for it in questions(review) if it.key in keys}
    places = range(len(review.known)) if keys - found.keys() else range(0)
    for place in places:
        found.update((it.key, it) for it in _every(review, place) if it.key in keys)
    return found


def _every(review: Review, place: int) -> Iterator[Question]:
    """Whatever can be asked about a submission."""
    known = review.known[place]
    rivals = frozenset(it.digest for it in review.known if it.code == known.code)
    graded = _with_cells(review, place)
    yield Question(Ask.OWNER, place, graded)
    if known.code:
        yield Question(Ask.ATTEMPT, place, graded, attempts=rivals)
        yield Question(Ask.WHOLE, place, graded)
    yield from (Question(Ask.CELL, place, graded, mark) for mark in graded.report.marks)


def contested(review: Review, who: str, what: str) -> Iterator[Question]:
    """Questions that somebody raises: a cell of a student's, `todas` of them, or the whole `entrega`.

    `who` is a student, the code of a sheet or a submitted file.
    """
    places = _places(review, who)
    if what == "entrega":
        yield from _about_whole(review, places)
        return
    theirs = [review.known[place] for place in places]
    if len(places) > 1 and (chosen := that_counts(theirs)):
        places = [places[theirs.index(chosen)]]
    if len(places) > 1:
        raise UsageError(f"«{who}» tiene varias entregas; decide primero cuál cuenta, o nombra el archivo.")
    graded = _with_cells(review, places[0])
    cells = {cell_path(mark.cell): mark for mark in graded.report.marks}
    if what != "todas" and what not in cells:
        near = _called(what, cells) or get_close_matches(what, cells, 1) or list(cells)[:1]
        hint = f" ¿Querías decir «{near[0]}»?" if near else " Decide primero de quién es la entrega."
        raise UsageError(f"«{graded.entry.name}» no tiene la celda «{what}».{hint}")
    chosen_cells = cells.values() if what == "todas" else [cells[what]]
    yield from (Question(Ask.CELL, places[0], graded, mark) for mark in chosen_cells)


def _called(what: str, cells: Iterable[str]) -> list[str]:
    """The cells that bear this name in Spanish (`CONV1/pesos`), as a sheet's headings do."""
    row, _, quantity = what.rpartition("/")
    return [
        cell
        for cell in cells
        if quantity and row == cell.rpartition("/")[0] and normalise(quantity) in normalise(cell_label(cell)).split()
    ]


def _with_cells(review: Review, place: int) -> Graded:
    """A photo has no cells that anybody read; those of its worksheet can be decided one by one."""
    graded = review.report(place)
    report = graded.report
    if report.marks or report.worksheet is None:
        return graded
    return review.trial(place, Decision(Act.FINAL, graded.entry.sha256, report.submission, report.worksheet.code))


def _about_whole(review: Review, places: Sequence[int]) -> Iterator[Question]:
    digests = frozenset(review.known[place].digest for place in places)
    for place in places:
        if review.basis.course.only is None:
            yield _question(review, Ask.OWNER, place)
        if len(digests) > 1:
            yield _question(review, Ask.ATTEMPT, place, digests)
        if review.known[place].code:
            yield _question(review, Ask.WHOLE, place)


def _places(review: Review, who: str) -> list[int]:
    named = [place for place, it in enumerate(review.known) if it.submission == who]
    if named:
        return named
    worksheets = review.basis.course.worksheets
    codes = {code for code, it in worksheets.items() if _is_theirs(who, code, it.students)} or by_part(who, worksheets)
    found = [place for place, it in enumerate(review.known) if it.code in codes]
    if not found:
        raise UsageError(
            f"No hay ninguna entrega de «{who}»; se nombra por su código, su nombre, su hoja o el archivo."
        )
    return found


def by_part(who: str, worksheets: Mapping[str, Worksheet]) -> set[str]:
    """The worksheet of the only student whose name has all these words; raises `UsageError` for several students."""
    words = set(normalise(who).split())
    found = {
        it: code
        for code, worksheet in worksheets.items()
        for it in worksheet.students
        if words and words <= set(normalise(it.name).split())
    }
    if len(found) > 1:
        shown = spanish.listing([f"{it.name} ({it.id})" for it in list(found)[:_NAMESAKES]], "o")
        more = f", o {len(found) - _NAMESAKES} más" if len(found) > _NAMESAKES else ""
        raise UsageError(f"«{who}» puede ser {shown}{more}: nombra al estudiante por su código.")
    return set(found.values())


def _is_theirs(who: str, code: str, students: Sequence[Student]) -> bool:
    names = {normalise(text) for it in students for text in (it.id, it.name, it.email) if text}
    return who.upper() == code or normalise(who) in names
