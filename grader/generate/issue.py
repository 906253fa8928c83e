"""Worksheets for the students of a class, each different from all that were issued before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from grader import __version__, spanish
from grader.code import make_code
from grader.errors import UsageError
from grader.generate.assignment import Assignment
from grader.generate.draw import draw, seed
from grader.generate.likeness import Asked, asked, asked_variant
from grader.generate.manifest import SCHEMA, Issued
from grader.generate.plan import Plan, plan
from grader.model import Instance, Student, Worksheet

_LARGEST_TEAM = 6


def issue(
    assignment: Assignment,
    students: Sequence[Student],
    course_key: str,
    earlier: tuple[Issued, ...] = (),
    *,
    original: bool = False,
) -> tuple[Issued, ...]:
    """New lines for the students who have no worksheet yet; `earlier` lines stay as they are.

    Raises `UsageError` when `earlier` is of another assignment or key, or when the ranges are exhausted.
    """
    fingerprint = seed(course_key, "huella")[:12]
    _same_run(assignment, fingerprint, earlier)
    desk = _Desk(assignment, course_key, earlier)
    served = {student.id for line in earlier for student in line.worksheet.students}
    added = []
    for members in _groups([student for student in students if student.id not in served]):
        worksheet = desk.joined(members) or desk.new(members, original=original)
        added.append(Issued(SCHEMA, __version__, fingerprint, worksheet))
    return tuple(added)


def issued_summary(earlier: tuple[Issued, ...], added: tuple[Issued, ...], students: Sequence[Student]) -> str:
    """Who of these students got what, in Spanish; a group as large as a section is told apart from a team."""
    known = {line.worksheet.code for line in earlier}
    new = [line.worksheet for line in added if line.worksheet.code not in known]
    lines = [f"Hojas nuevas: {len(new)}; ya estaban: {len(known)}."]
    if thrown := sum(instance.draw for worksheet in new for instance in worksheet.instances if instance.draw > 0):
        lines.append(
            f"Variantes descartadas al sortear: {thrown} (no pasan todas las pruebas o ya estaban repartidas)."
        )
    for line in added:
        names = spanish.listing([student.name for student in line.worksheet.students])
        group = line.worksheet.students[0].group
        if line.worksheet.code in known:
            lines.append(f"Al grupo {group}, que ya tenía su hoja, se suma {names}.")
        elif len(line.worksheet.students) > _LARGEST_TEAM:
            lines.append(
                f"Aviso: el grupo «{group}» tiene {len(line.worksheet.students)} estudiantes y recibe una sola hoja. "
                "Si es una sección y no un equipo, borra esta carpeta y repite la orden con --sin-grupos."
            )
        elif group:
            lines.append(f"Una hoja para el grupo {group}: {names}.")
    return "\n".join([*lines, *_still_in_groups(earlier, students)])


def _still_in_groups(earlier: tuple[Issued, ...], students: Sequence[Student]) -> list[str]:
    """Who comes without a group (`--sin-grupos`) and has the worksheet of one keeps it: it may be given out."""
    alone = {student.id for student in students if not student.group}
    grouped = [it for line in earlier for it in line.worksheet.students if it.group and it.id in alone]
    if not grouped:
        return []
    have = f"{len(grouped)} estudiantes ya tienen" if len(grouped) > 1 else f"{grouped[0].name} ya tiene"
    groups = spanish.listing([f"«{group}»" for group in dict.fromkeys(it.group for it in grouped)])
    kept = f"Aviso: {have} en esta carpeta una hoja de grupo ({groups})."
    return [f"{kept} Si no se ha repartido, borra la carpeta y repite la orden; si ya se repartió, usa otra carpeta."]


def _same_run(assignment: Assignment, fingerprint: str, earlier: tuple[Issued, ...]) -> None:
    for line in earlier[:1]:
        if line.worksheet.assignment != assignment.id:
            raise UsageError(
                f"En esa carpeta ya hay hojas de «{line.worksheet.assignment}»; elige otra para «{assignment.id}»."
            )
        if line.key != fingerprint:
            raise UsageError("El manifiesto de esa carpeta se hizo con otra semilla; usa la misma u otra carpeta.")


def _groups(students: Iterable[Student]) -> Iterable[tuple[Student, ...]]:
    """Students in order, those of a group together at the place of its first member."""
    first: dict[str, int] = {}
    keyed = []
    for i, student in enumerate(students):
        place = first.setdefault(student.group, i) if student.group else i
        keyed.append((place, i, student))
    for _, members in groupby(sorted(keyed, key=lambda it: it[:2]), key=lambda it: it[0]):
        yield tuple(student for _, _, student in members)


def _exhausted(assignment: Assignment, count: int) -> str:
    """What to do where there is no other worksheet to give out."""
    same = "si todos pueden recibir la misma hoja, con los números originales, usa «grader generar» con --original."
    if all(plan(blueprint).is_fixed for blueprint in assignment.blueprints):
        example = "{ original = 64, min = 32, max = 96 }"
        return (
            f"«{assignment.id}» no tiene rangos: sus números son fijos y de él sale una sola hoja. "
            f"Para hojas distintas, pon un rango donde hay un número, como {example}; {same}"
        )
    return (
        f"Los rangos de «{assignment.id}» no alcanzan para que cada estudiante reciba una hoja distinta "
        f"(van {count}). Amplíalos; {same}"
    )


class _Desk:
    """Hands out worksheets and remembers which codes and numbers are taken."""

    def __init__(self, assignment: Assignment, course_key: str, earlier: tuple[Issued, ...]) -> None:
        self.assignment = assignment
        self.course_key = course_key
        self.groups = {s.group: it.worksheet for it in earlier for s in it.worksheet.students if s.group}
        self.codes = {line.worksheet.code for line in earlier}
        originals = tuple(blueprint.original() for blueprint in assignment.blueprints)
        self.sheets = {tuple(map(asked, line.worksheet.instances)) for line in earlier}
        self.taken = {variant for sheet in [*self.sheets, tuple(map(asked, originals))] for variant in sheet}

    def joined(self, members: tuple[Student, ...]) -> Worksheet | None:
        """The worksheet of a group that got one before these members joined it."""
        known = self.groups.get(members[0].group) if members[0].group else None
        return replace(known, students=members) if known else None

    def new(self, members: tuple[Student, ...], *, original: bool) -> Worksheet:
        who = f"grupo:{members[0].group}" if members[0].group else members[0].id
        digest = seed(self.course_key, self.assignment.id, who)
        worksheet = Worksheet(
            code=self._code(digest),
            students=members,
            title=self.assignment.title,
            objective=self.assignment.objective,
            instances=self._originals() if original else self._drawn(digest),
            seed="" if original else digest,
            assignment=self.assignment.id,
        )
        self.groups |= {student.group: worksheet for student in members if student.group}
        return worksheet

    def _originals(self) -> tuple[Instance, ...]:
        return tuple(blueprint.original() for blueprint in self.assignment.blueprints)

    def _drawn(self, digest: str) -> tuple[Instance, ...]:
        instances, sheet = [], list[Asked]()
        for position, blueprint in enumerate(self.assignment.blueprints):
            it = plan(blueprint)
            instance = draw(blueprint, digest, position, partial(self._is_new, it))
            sheet.append(asked_variant(it, instance))
            self.taken.add(sheet[-1])
            instances.append(instance)
        if tuple(sheet) in self.sheets:
            raise UsageError(_exhausted(self.assignment, len(self.sheets)))
        self.sheets.add(tuple(sheet))
        return tuple(instances)

    def _is_new(self, plan: Plan, instance: Instance) -> bool:
        return asked_variant(plan, instance) not in self.taken

    def _code(self, digest: str) -> str:
        for attempt in range(1000):
            code = make_code(seed(self.course_key, "código", digest, str(attempt)))
            if code not in self.codes:
                self.codes.add(code)
                return code
        raise UsageError("No quedan códigos de hoja libres.")
