"""The verdict on every cell: strict or carried, whichever is better; doubts wait for a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, NamedTuple

from grader import evaluate
from grader.check.diagnose import Answers, diagnose, settled
from grader.check.policy import Abbreviations, Policy
from grader.check.rounding import why_not_rounded
from grader.check.understood import agreed, lost_zeros, resolved, rounded, understood
from grader.interval import Interval
from grader.model import Cell, Kind, Mark, Reading, Role, Sheet, Status, Value, Verdict, Written
from grader.reach import Reach, real_cells
from grader.same import once_a_sheet

_NOTHING = (Written("", ""),)
_LEFT_OUT, _ONE = Fraction(0), Fraction(1)
_VOLUME = 3
_LOST_ZEROS = "Quizá una hoja de cálculo convirtió el punto de miles en decimal y borró los tres ceros del final."


def mark_sheet(
    sheet: Sheet,
    written: Mapping[str, tuple[Written, ...]],
    policy: Policy,
    *,
    channels_first: bool = False,
    loose: Mapping[str, str] | None = None,
) -> tuple[Mark, ...]:
    """The marks of one exercise; `written` holds `exercise/LAYER/quantity` → what stands there.

    With `channels_first` a shape of three numbers is taken as `(C, H, W)`. `loose` holds
    the cells that were found nowhere and may still be in the file, with the reason: they wait for a person.
    """
    return _walked(_Path(sheet, policy, channels_first, loose or {}), written)


def remark_sheet(sheet: Sheet, marks: Iterable[Mark], texts: Mapping[str, str], policy: Policy) -> tuple[Mark, ...]:
    """The marks of an exercise once more, where a person says what stands in some cells (cell → text)."""
    given = {it.cell: it for it in marks}
    return _walked(_Path(sheet, policy, channels_first=False, loose={}, given=given, texts=texts), {})


def _walked(path: _Path, written: Mapping[str, tuple[Written, ...]]) -> tuple[Mark, ...]:
    """Cell after cell; then, in the light of the whole sheet, what the wrong ones come from."""
    for step in _steps(path.sheet):
        path.walk(step, written.get(step.path, _NOTHING))
    path.name_misconceptions()
    return _weighed(path.marks, path.policy, path.sheet.name)


def _weighed(marks: list[Mark], policy: Policy, exercise: str) -> tuple[Mark, ...]:
    """The exercise's points spread over the cells that count: what is left out makes no exercise lighter."""
    counted = [mark for mark in marks if mark.possible is not _LEFT_OUT]
    points = policy.points(exercise, [mark.cell for mark in counted])
    for mark in counted:  # in place, before anybody sees them: copies would cost as much as the marking itself
        share = points[mark.cell]
        object.__setattr__(mark, "earned", share if mark.earned is _ONE else share * mark.earned)
        object.__setattr__(mark, "possible", share)
    return tuple(marks)


class _Step(NamedTuple):
    """A cell with all that does not depend on a student's answers."""

    cell: Cell
    path: str
    """`exercise/LAYER/quantity`."""
    right: Value
    args: tuple[Any, ...]
    """The arguments of the cell's formula on the right path."""
    rank: int | None
    """How many numbers the right shape has; `None` for a count."""
    expected: Value
    """The right value as it is printed."""
    is_real: bool
    """Whether what is accepted depends on how the student rounded."""


@once_a_sheet
def _steps(sheet: Sheet) -> tuple[_Step, ...]:
    right, args = evaluate.right_path(sheet)
    reals, before = real_cells(sheet), f"{sheet.name}/"
    return tuple(
        [
            _Step(cell, before + ref, value, handed, None, value, is_real=False)
            if type(value := right[ref]) is int and not reals  # as nearly all are
            else _step(cell, before + ref, value, handed, is_real=ref in reals)
            for (ref, cell), handed in zip(sheet.cells.items(), args.values(), strict=True)
        ]
    )


def _step(cell: Cell, path: str, value: Value, args: tuple[Any, ...], *, is_real: bool) -> _Step:
    rank = len(value) if isinstance(value, tuple) else None
    return _Step(cell, path, value, args, rank, evaluate.printed(cell, value), is_real)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The values that answer a cell."""

    right: Value
    follow: Value | None
    """What follows from the student's own earlier cells."""
    reach: tuple[Interval | None, Interval | None] | None = None
    """All that honest rounding makes of both; `None` where nothing is rounded."""

    def is_right(self, value: Value | None) -> bool:
        return _is_within(value, self.right, self.reach[0]) if self.reach else value == self.right

    def is_carried(self, value: Value | None) -> bool:
        if self.follow is None or evaluate.why_degenerate(self.follow, self.right):
            return False
        return _is_within(value, self.right, self.reach[1]) if self.reach else value == self.follow


def _is_within(value: Value | None, right: Value, reach: Interval | None) -> bool:
    """A size that real numbers lead to is whole; what else is asked for is not."""
    return reach is not None and value in reach and (isinstance(value, int) or not isinstance(right, int))


@dataclass(slots=True)
class _Path:
    """A student's way through a sheet, cell after cell."""

    sheet: Sheet
    policy: Policy
    channels_first: bool
    loose: Mapping[str, str]
    given: Mapping[str, Mark] = field(default_factory=dict)
    """Marks whose readings stand, when a sheet is marked once more."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """What a person says that a cell holds."""
    handed: dict[str, Value | None] = field(default_factory=dict)
    """What each cell hands on: the student's reading, else the formula over what was handed to it."""
    astray: set[str] = field(default_factory=set)
    """The cells that hand on something else than the key's: where none is taken, nothing has to be computed."""
    unread: set[str] = field(default_factory=set)
    unexplained: dict[str, int] = field(default_factory=dict)
    """Wrong cells and where their marks stand: which wrong rule it was shows only when the whole sheet is read."""
    marks: list[Mark] = field(default_factory=list)
    """Each cell out of one point, until the exercise's own are spread over them."""
    own: Reach = field(init=False)
    """What rounding can reach on the student's own path."""
    key: Reach = field(init=False)
    """And on the right one: from the right answers that the student wrote, where there are any."""

    rounds: bool = field(init=False)
    """Whether the sheet has real numbers at all."""

    def __post_init__(self) -> None:
        self.own, self.key = Reach.begun(self.sheet), Reach.begun(self.sheet)
        self.rounds = bool(real_cells(self.sheet))

    def walk(self, step: _Step, written: tuple[Written, ...]) -> None:
        if step.cell.role is Role.GIVEN:
            self.handed[step.cell.ref] = step.right
            return
        if step.is_real:
            self._walk_real(step, written)
            return
        self._walk_exact(step, written)
        if self.rounds:
            self.own.values[step.cell.ref], self.key.values[step.cell.ref] = self.handed[step.cell.ref], step.right

    def _walk_exact(self, step: _Step, written: tuple[Written, ...]) -> None:
        cell, handed = step.cell, step.args
        on_the_way = not self.astray or self.astray.isdisjoint(evaluate.taken(cell.args))
        if on_the_way:  # as most are: nothing has to be computed
            if cell.role is Role.ASKED:
                if len(written) == 1 and self._is_key(step, written[0]):
                    return
            else:
                self.handed[cell.ref] = step.right
                if cell.role is Role.HIDDEN:
                    self.unread.add(cell.ref)
                return
        follow: Value | None = step.right
        if not on_the_way:
            handed = evaluate.arguments(cell.args, self.handed)
            follow = evaluate.apply(cell.formula, handed)
        if cell.role is Role.ASKED:
            reading, where = self._read(step, written, follow)
            self.marks.append(self._mark(step, reading, where, handed, _Wanted(step.right, follow)))
            self._hand_on(step, reading, follow)
        else:
            self._pass(step, follow, unread=True)

    def _walk_real(self, step: _Step, written: tuple[Written, ...]) -> None:
        """A cell whose accepted values are an interval: what is right within it hands on the key's own number."""
        cell = step.cell
        handed: tuple[Any, ...] = step.args
        follow: Value | None = step.right
        reach = own = self.key.accepted(cell)
        if self.astray:
            handed = evaluate.arguments(cell.args, self.handed)
            follow, own = evaluate.apply(cell.formula, handed), self.own.accepted(cell)
        reading = Reading("", Status.BLANK)
        verdict = Verdict.BLANK
        if cell.role is Role.ASKED:
            wanted = _Wanted(step.right, follow, (reach, own))
            reading, where = self._read(step, written, follow)
            mark = self._mark(step, reading, where, handed, wanted)
            self.marks.append(mark)
            reading, verdict = mark.reading, mark.verdict
        value = reading.value
        if verdict is Verdict.CORRECT and value is not None:
            self.handed[cell.ref] = step.right
            self.key.write(cell, value)
            self.own.write(cell, value)
            return
        self._hand_on(step, reading, follow)
        self.key.values[cell.ref], self.own.values[cell.ref] = reach, own
        if value is not None and self.handed[cell.ref] == value:
            self.own.write(cell, value)

    def name_misconceptions(self) -> None:
        """The wrong cells that a wrong rule explains, in the light of the whole sheet."""
        if not self.unexplained:
            return
        values = {mark.cell.partition("/")[2]: mark.reading.value for mark in self.marks}
        read = {ref: value for ref, value in values.items() if value is not None}
        answers = Answers(self.sheet, read, self.handed, frozenset(self.unread), (self.own.values, self.key.values))
        for ref, i in self.unexplained.items():
            meant = settled(answers, ref, self.marks[i].reading)
            if meant is not self.marks[i].reading and (value := meant.value) is not None:
                self.marks[i] = replace(self.marks[i], reading=meant)
                answers = replace(answers, read={**answers.read, ref: value})
        for ref, diagnoses in diagnose(answers, tuple(self.unexplained)).items():
            i = self.unexplained[ref]
            earned = self._earned(Verdict.MISCONCEPTION, self.marks[i].reading)
            self.marks[i] = replace(self.marks[i], verdict=Verdict.MISCONCEPTION, earned=earned, diagnoses=diagnoses)

    def _is_key(self, step: _Step, written: Written) -> bool:
        """Whether the key's value stands there and nothing else, as in most cells; then it is marked."""
        cell = step.cell
        right = step.right
        reading = understood(step.cell, written.raw, step.rank)
        if reading.value != right or reading.expression is not None or self.channels_first:
            return False
        self.marks.append(Mark(step.path, reading, written.where, right, Verdict.CORRECT, _ONE, _ONE, step.args))
        self.handed[cell.ref] = right
        return True

    def _hand_on(self, step: _Step, reading: Reading, follow: Value | None) -> None:
        value = reading.value
        if reading.status is Status.READ and value is not None and not evaluate.why_degenerate(value, step.right):
            self.handed[step.cell.ref] = value
            if value != step.right:
                self.astray.add(step.cell.ref)
        else:
            self._pass(step, follow, unread=reading.status is not Status.READ)

    def _pass(self, step: _Step, follow: Value | None, *, unread: bool) -> None:
        """Nothing usable of the student's stands here: what follows from before is handed on, if it exists."""
        if unread:
            self.unread.add(step.cell.ref)
        usable = follow is not None and not evaluate.why_degenerate(follow, step.right)
        self.handed[step.cell.ref] = follow if usable else None
        if follow != step.right:
            self.astray.add(step.cell.ref)

    def _read(self, step: _Step, written: tuple[Written, ...], follow: Value | None) -> tuple[Reading, str]:
        """One reading out of all that was written for the cell: the one that all clear answers agree on."""
        cell = step.cell
        if mark := self.given.get(step.path):
            return self._read_again(step, mark, follow)
        if written is _NOTHING and (why := self.loose.get(step.path)):
            return Reading("", Status.DOUBT, note=why), ""
        readings = [self._as_tolerated(understood(step.cell, it.raw, step.rank), step, follow) for it in written]
        if cell.kind in (Kind.SHAPE, Kind.EXPRESSION):
            readings = [resolved(it, (step.right, follow)) for it in readings]
        chosen, where = (readings[0], written[0].where) if len(written) == 1 else agreed(readings, written)
        if self.channels_first and isinstance(chosen.value, tuple) and len(chosen.value) == _VOLUME:
            channels, *sides = chosen.value
            chosen = replace(chosen, value=(*sides, channels))
        return chosen, where

    def _as_tolerated(self, reading: Reading, step: _Step, follow: Value | None) -> Reading:
        if reading.status is Status.DOUBT and self.policy.abbreviations is Abbreviations.TOLERANCE:
            return rounded(reading, (step.right, follow))
        return reading

    def _read_again(self, step: _Step, mark: Mark, follow: Value | None) -> tuple[Reading, str]:
        cell, text = step.cell, self.texts.get(step.path)
        if text is None:
            return mark.reading, mark.where
        reading = self._as_tolerated(understood(step.cell, text, step.rank), step, follow)
        if cell.kind in (Kind.SHAPE, Kind.EXPRESSION):
            reading = resolved(reading, (step.right, follow))
        return replace(reading, raw=mark.reading.raw), mark.where

    def _mark(self, step: _Step, reading: Reading, where: str, handed: tuple[Any, ...], wanted: _Wanted) -> Mark:
        follow = wanted.follow
        if step.path not in self.texts and lost_zeros(step.right, reading, follow):
            reading = replace(reading, status=Status.DOUBT, value=None, note=_LOST_ZEROS)
        verdict = _verdict(wanted, reading)
        if verdict is Verdict.INCORRECT and reading.value not in (None, follow):  # a degenerate follow is no wrong rule
            self.unexplained[step.cell.ref] = len(self.marks)
        left_out = verdict is Verdict.BLANK and step.cell.structural
        return Mark(
            cell=step.path,
            reading=reading,
            where=where,
            expected=step.expected,
            verdict=verdict,
            earned=self._earned(verdict, reading),
            possible=_LEFT_OUT if left_out else _ONE,
            handed=handed,
            reason=_reason(step, reading, verdict, follow),
        )

    def _earned(self, verdict: Verdict, reading: Reading) -> Fraction:
        plain = reading.expression is None
        if verdict is Verdict.CORRECT and plain:
            return _ONE
        disagrees = not plain and reading.expression != reading.value
        share = self.policy.share(verdict, bare=reading.bare, disagrees=disagrees)
        return _ONE if share == 1 else share


def _verdict(wanted: _Wanted, reading: Reading) -> Verdict:
    if reading.status is Status.BLANK:
        return Verdict.BLANK
    if reading.status is Status.DOUBT:
        return Verdict.REVIEW
    if wanted.is_right(reading.value):
        return Verdict.CORRECT
    if wanted.is_carried(reading.value):
        return Verdict.CARRIED
    said = reading.expression
    if said is not None and (wanted.is_right(said) or wanted.is_carried(said) or said == wanted.follow):
        return Verdict.SLIP
    return Verdict.INCORRECT


def _reason(step: _Step, reading: Reading, verdict: Verdict, follow: Value | None) -> str:
    if verdict is Verdict.CORRECT:
        return ""
    if reading.status is Status.DOUBT:
        return reading.note
    if step.cell.kind is Kind.REAL:
        wrong = verdict in (Verdict.SLIP, Verdict.INCORRECT)
        return why_not_rounded(reading.value, (step.right, follow), step.cell.decimals) if wrong else ""
    why = evaluate.why_degenerate(reading.value, step.right) if reading.value is not None else ""
    return f"Con este valor no se puede seguir calculando: {why}." if why else ""
