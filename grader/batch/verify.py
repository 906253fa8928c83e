"""Whether an archived run is whole and unchanged, and whether marking it once more gives the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path

from grader import __version__
from grader.batch.basis import Basis, of_run
from grader.batch.decision_log import FILE_NAME as DECISIONS
from grader.batch.decision_log import read_log
from grader.batch.done import done
from grader.batch.engine import archived, grade_all
from grader.batch.record import CLASS_REPORT, COPIES, FEEDBACK, FILE_NAME, GRADES, RESULTS, Entry, Record, piece
from grader.batch.save import PageNames, named, report_page
from grader.check.class_report import ClassReport
from grader.check.grades import ArrivedList, grade_list
from grader.progress import progress
from grader.spanish import plural


@dataclass(frozen=True, slots=True)
class Verification:
    faults: tuple[str, ...]
    """Spanish, one for each thing that is not as it was left."""
    told: tuple[str, ...]
    """What was found in order, and what could not be checked."""
    fingerprint: str
    """SHA-256 of `corrida.json`: whoever notes it down can tell any later change."""

    @property
    def exit_status(self) -> int:
        return 1 if self.faults else 0

    def summary(self) -> str:
        verdict = f"{plural(len(self.faults), 'falla', 'fallas')}:" if self.faults else "La corrida está entera."
        lines = (*(f"  {fault}" for fault in self.faults), *self.told)
        return "\n".join([verdict, *lines, f"Huella de la corrida: {self.fingerprint}"])


def verify(folder: Path, record: Record) -> Verification:
    """Looks at every file, then, in the same version, marks everything again."""
    faults = [*_pieces(folder, record), *_strangers(folder, record), *_decisions(folder, record)]
    entries = plural(len(record.submissions), "entrega", "entregas")
    decisions = plural(record.sources.decisions.count, "decisión", "decisiones")
    told = [f"{entries} y {decisions}, con grader {record.sources.grader}."]
    if faults:
        told.append("No se volvió a calificar, porque no está como se dejó.")
    elif record.sources.grader != __version__:
        told.append(f"Esta es la versión {__version__}: «grader recalificar» muestra qué cambiaría con ella.")
    else:
        faults += _marked_again(folder, record)
        told += [] if faults else ["Al volver a calificar sale exactamente lo mismo."]
    return Verification(tuple(faults), tuple(told), sha256((folder / FILE_NAME).read_bytes()).hexdigest())


def _pieces(folder: Path, record: Record) -> Iterator[str]:
    for name, kept in record.pieces.items():
        path = folder / name
        if not path.is_file():
            yield f"{name}: falta."
            continue
        data = path.read_bytes()
        if len(data) != kept.size:
            yield f"{name}: mide {len(data)} bytes y medía {kept.size}."
        elif sha256(data).hexdigest() != kept.sha256:
            yield f"{name}: cambió; mide lo mismo, pero su contenido es otro."


def _strangers(folder: Path, record: Record) -> Iterator[str]:
    """Files where only those of the run belong."""
    known = record.pieces
    for place in (FEEDBACK, COPIES):
        inside = folder / place
        names = sorted(it.name for it in inside.iterdir()) if inside.is_dir() else []
        yield from (f"{place}/{name}: no es de esta corrida." for name in names if f"{place}/{name}" not in known)


def _decisions(folder: Path, record: Record) -> Iterator[str]:
    path, then = folder / DECISIONS, record.sources.decisions
    log, faults = read_log(path.read_bytes() if path.is_file() else b"")
    yield from (f"{DECISIONS}, {fault.path}: {fault.message}." for fault in faults)
    if log.until(then.count).head != then.head or len(log.heads) < then.count:
        yield f"{DECISIONS}: no son las decisiones con las que se calificó."
    elif more := len(log.heads) - then.count:
        waiting = plural(more, "decisión posterior", "decisiones posteriores")
        yield f"{DECISIONS}: hay {waiting} a la calificación; «grader recalificar» las aplica."


def _marked_again(folder: Path, record: Record) -> Iterator[str]:
    basis = of_run(folder, record)
    then = replace(basis, log=basis.log.until(record.sources.decisions.count))
    files = progress(archived(folder, record.submissions), len(record.submissions), "Verificando")
    if RESULTS not in record.pieces:
        yield f"{FILE_NAME}: no nombra {RESULTS}."
        return
    names, arrived, of_class = PageNames(), [], ClassReport()
    with (folder / RESULTS).open("rb") as results:
        before = zip(record.submissions, results, strict=False)
        for graded, old in zip_longest(grade_all(files, then.course, then.decisions), before):
            if graded is None or old is None:
                yield f"{RESULTS}: no tiene una línea por cada entrega."
                break
            it = done(graded, then.course.policy)
            summary = named(it, names.give(it.summary.stem))
            arrived.append(summary.received)
            of_class.count(summary.trace)
            yield from _unlike((summary.entry, it.line), old)
    grades = "".join(grade_list(ArrivedList(arrived), then.course.worksheets.values()))
    lists = {GRADES: grades.encode("utf-8-sig", "backslashreplace"), CLASS_REPORT: report_page(of_class, then)}
    for name, data in lists.items():
        if record.pieces.get(name) != piece(name, data):
            yield f"{name}: al volver a calificar sale de otra manera."
    yield from _unlike_sources(then, record)


def _unlike(again: tuple[Entry, bytes], then: tuple[Entry, bytes]) -> Iterator[str]:
    if again[1] != then[1]:
        yield f"{RESULTS}: al volver a calificar «{again[0].name}» sale otra línea."
    if again[0] != then[0]:
        yield f"{FILE_NAME}: al volver a calificar «{again[0].name}» sale otra página u otra huella."


def _unlike_sources(then: Basis, record: Record) -> Iterator[str]:
    if then.sources != record.sources:
        yield f"{FILE_NAME}: no dice con qué se calificó."
