"""A report as a line of `resultados.jsonl`; the schema is documented in docs/resultados.md."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import msgspec

from grader import __version__, spanish
from grader.model import Mark, Report, Value, Verdict
from grader.sampled import Sample

SCHEMA = 1


def result_line(report: Report) -> bytes:
    """One JSON object and a newline."""
    line = _line(report)
    try:
        return msgspec.json.encode(line) + b"\n"
    except UnicodeEncodeError:  # half a surrogate pair, from a notebook or a PDF: no UTF-8 can hold it
        return msgspec.json.encode(_whole(msgspec.to_builtins(line))) + b"\n"


def read_result(line: bytes) -> dict[str, Any]:
    """A line of `resultados.jsonl` as plain dictionaries and lists."""
    found: dict[str, Any] = msgspec.json.decode(line)
    return found


class _Line(msgspec.Struct, frozen=True):
    """What a line holds, in this order; shapes are still tuples, which JSON knows as arrays."""

    schema: int
    grader: str
    submission: str
    student: str
    sheet: str
    status: str
    earned: str
    possible: str
    grade: str
    decided: dict[str, str]
    cells: list[_Cell]
    notices: tuple[str, ...]
    remarks: tuple[str, ...]


class _Cell(msgspec.Struct, frozen=True):
    """Of a line."""

    cell: str
    raw: str
    read: Any
    expected: Any
    verdict: Verdict
    misconception: str | None
    candidates: list[str]
    explanation: str | None
    earned: str
    possible: str
    where: str
    decided: bool
    reason: str


def _whole(it: Any) -> Any:
    """The same with each lone surrogate spelled out."""
    if isinstance(it, str):
        return it.encode("utf-16", "surrogatepass").decode("utf-16", "backslashreplace")
    if isinstance(it, dict):
        return {key: _whole(value) for key, value in it.items()}
    return [_whole(value) for value in it] if isinstance(it, list) else it


def _line(report: Report) -> _Line:
    sheet = report.worksheet
    return _Line(
        schema=SCHEMA,
        grader=__version__,
        submission=report.submission,
        student="; ".join(student.id for student in sheet.students) if sheet else "",
        sheet=sheet.code if sheet else "",
        status=report.status,
        earned=_points(report.earned),
        possible=_points(report.possible),
        grade=report.grade,
        decided={it.act.value: it.reason for it in report.decisions if not it.cell},
        cells=[_cell(mark) for mark in report.marks],
        notices=report.notices,
        remarks=report.remarks,
    )


def _cell(mark: Mark) -> _Cell:
    return _Cell(
        cell=cell_path(mark.cell),
        raw=mark.reading.raw,
        read=_read(mark),
        expected=_value(mark.expected),
        verdict=mark.verdict,
        misconception=mark.diagnoses[0].slug if mark.diagnoses else None,
        candidates=[diagnosis.slug for diagnosis in mark.diagnoses],
        explanation=mark.explanation or None,
        earned=_points(mark.earned),
        possible=_points(mark.possible),
        where=mark.where,
        decided=mark.decision is not None,
        reason=mark.decision.reason if mark.decision else mark.reason,
    )


@lru_cache(maxsize=4096)
def cell_path(cell: str) -> str:
    """`exercise/LAYER/quantity` with `/`, `#` and `%` inside the layer's name percent-encoded.

    >>> cell_path("ejemplo-4#2/CONV1/weights"), cell_path("ejemplo-1/A/B#1/weights"), cell_path("ejemplo-1/total")
    ('ejemplo-4#2/CONV1/weights', 'ejemplo-1/A%2FB%231/weights', 'ejemplo-1/total')
    """
    exercise, _, rest = cell.partition("/")
    layer, slash, quantity = rest.rpartition("/")
    kept = "".join(quote(c, safe="") if c in "/#%" else c for c in layer)
    return f"{exercise}/{kept}{slash}{quantity}"


def _points(points: Fraction) -> str:
    """A decimal when it is finite, else `p/q`.

    >>> _points(Fraction(1, 2)), _points(Fraction(1, 7)), _points(Fraction(3)), _points(Fraction(-1, 4))
    ('0.5', '1/7', '3', '-0.25')
    """
    return _ratio(points.numerator, points.denominator)


@lru_cache(maxsize=1024)
def _ratio(numerator: int, denominator: int) -> str:
    """Kept by its two numbers: to hash a fraction takes longer than all the rest of a cell."""
    if numerator < 0:
        return f"-{_ratio(-numerator, denominator)}"
    rest = denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{numerator}/{denominator}"
    places = max(denominator.bit_length(), 1)
    text = f"{numerator * 10**places // denominator:0{places + 1}d}"
    return f"{text[:-places]}.{text[-places:]}".rstrip("0").rstrip(".")


def _read(mark: Mark) -> Any:
    """A real number with the decimals that are declared, and with all those that the student wrote."""
    value, expected = mark.reading.value, mark.expected
    if isinstance(expected, Decimal) and isinstance(value, Fraction):
        own = spanish.exact(value)
        places = max(_places(expected), _places(own) if isinstance(own, Decimal) else 0)
        return str(spanish.declared(value, places)) if isinstance(own, (int, Decimal)) else _points(value)
    return _value(value)


def _places(number: Decimal) -> int:
    return -int(number.as_tuple().exponent)


def _value(value: Value | None) -> Any:
    if value is None or isinstance(value, (int, tuple)):  # as most are; to ask for a fraction takes longer
        return value
    if isinstance(value, Fraction):
        return _points(value)
    return str(value) if isinstance(value, (Decimal, Sample)) else value
