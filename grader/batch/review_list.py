"""Deciding in a spreadsheet: what waits as a CSV with columns to fill, and the same file read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from grader import spanish
from grader.batch.answers import Answer, NoAnswerError, decide
from grader.batch.questions import Question, find
from grader.batch.review import Review
from grader.check.grades import safe
from grader.check.results import cell_path
from grader.errors import Fault, FileFaultsError, UsageError, system_reason
from grader.model import Decision
from grader.names import normalise
from grader.readers._columns import sniff
from grader.readers._text import decode, is_binary

COLUMNS = ("caso", "estudiante", "hoja", "entrega", "pregunta", "celda", "escrito", "donde", "duda", "lecturas",
           "archivo", "decision", "puntos", "motivo")  # fmt: skip
_NEEDED = ("caso", "decision", "puntos", "motivo")
_MOST = 2_000_000
"""Bytes; a hundred thousand questions are as many."""


def question_list(questions: Iterable[Question]) -> bytes:
    """A CSV that a Spanish spreadsheet opens as a table: `;`, UTF-8 with its mark, and no formulas."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for question in {it.key: it for it in questions}.values():
        writer.writerow(map(safe, _row(question)))
    return out.getvalue().encode("utf-8-sig", errors="backslashreplace")


def _row(question: Question) -> tuple[str, ...]:
    graded, mark = question.graded, question.mark
    worksheet = graded.report.worksheet
    about = (
        question.key,
        question.student,
        worksheet.code if worksheet else "",
        graded.report.submission,
        question.ask.value,
        cell_path(mark.cell) if mark else "",
    )
    if mark is None:
        return (*about, "", "", " ".join(graded.report.notices), "", graded.entry.copy, "", "", "")
    doubt = " ".join(dict.fromkeys(filter(None, (mark.reason, mark.reading.note))))
    readings = " | ".join(map(spanish.written, mark.reading.candidates))
    return (*about, f"«{mark.reading.raw}»", mark.where, doubt, readings, graded.entry.copy, "", "", "")


def load_answers(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The filled rows with their numbers, as Excel and LibreOffice save them: `;`, `,` or tab, cp1252 or UTF-8."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"No se puede leer «{path}»: {system_reason(error)}.") from error
    if len(data) > _MOST or is_binary(data):
        raise UsageError(f"«{path.name}» no es una lista en CSV; guárdala como CSV, no como libro de cálculo.")
    rows = _rows(decode(data), path.name)
    heading = [normalise(cell) for cell in rows[0]] if rows else []
    if missing := [name for name in _NEEDED if name not in heading]:
        lacking = "falta la columna" if len(missing) == 1 else "faltan las columnas"
        raise FileFaultsError(path.name, (Fault("fila 1", f"{lacking} {spanish.listing(missing)}"),))
    numbered = ((number, dict(zip(heading, map(_bare, row), strict=False))) for number, row in enumerate(rows[1:], 2))
    return [(number, row) for number, row in numbered if any(row.get(name) for name in _NEEDED[1:])]


def _rows(text: str, file: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=sniff(text.splitlines()[:1])[0]))
    except csv.Error as error:
        raise UsageError(
            f"«{file}» no está bien escrito como CSV; guárdalo de nuevo desde la hoja de cálculo."
        ) from error


def _bare(text: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from computing."""
    text = text.strip()
    return text[1:] if text[:2] in ("'=", "'+", "'-", "'@") else text


def read_answers(review: Review, path: Path, who: str) -> list[Decision]:
    """The decisions in a filled list; those that already hold are left out. Raises with all faults at once."""
    faults: list[Fault] = []
    found: dict[str, Decision] = {}
    rows = load_answers(path)
    asked = find(review, {row["caso"] for _, row in rows})
    for number, row in rows:
        try:
            decision = _decision(review, asked, found, row, who)
        except NoAnswerError as error:
            faults.append(Fault(f"fila {number}", str(error)))
        else:
            found[row["caso"]] = decision
    if faults:
        raise FileFaultsError(path.name, tuple(faults))
    return list(_new(found.values(), review))


def _decision(
    review: Review, asked: dict[str, Question], found: dict[str, Decision], row: dict[str, str], who: str
) -> Decision:
    case = row["caso"]
    if case not in asked:
        raise NoAnswerError(f"el caso «{case}» no es de esta corrida; vuelve a sacar la lista con --csv")
    if case in found:
        raise NoAnswerError(f"el caso «{case}» ya está en otra fila")
    answer = Answer(row.get("decision", ""), row.get("puntos", ""), row.get("motivo", ""), who)
    decision, _ = decide(review, asked[case], answer)
    rivals = [
        it for it in found.values() if it.act is decision.act and it.value == decision.value and it.act == "counts"
    ]
    if any(it.sheet == decision.sheet for it in rivals):
        raise NoAnswerError("ya se dijo en otra fila que cuenta otra entrega de la misma hoja")
    return decision


def _new(decisions: Iterable[Decision], review: Review) -> Iterator[Decision]:
    """A list that is read twice decides once."""
    holding = {replace(it, replaced="", who="") for it in review.basis.standing}
    return (it for it in decisions if replace(it, replaced="", who="") not in holding)
