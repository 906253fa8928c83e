"""A marked submission as everything that is written of it: small, ready, and the same whoever marked it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import msgspec

from grader.batch.engine import Graded
from grader.batch.record import Entry
from grader.check.class_report import Trace, trace
from grader.check.feedback import feedback_page
from grader.check.grades import Received, received
from grader.check.policy import Policy
from grader.check.results import result_line
from grader.model import Decision, Report
from grader.names import slug
from grader.publish import file_stem
from grader.render import render_feedback


@dataclass(frozen=True, slots=True)
class Summary:
    """What is known of a marked submission without opening its page or its line of the results."""

    entry: Entry
    """Without its feedback page until the page has a name."""
    received: Received
    applied: tuple[Decision, ...]
    """The decisions that it was marked by."""
    stem: str
    """Of its page's name; empty: nobody is known to get one."""
    trace: Trace


@dataclass(frozen=True, slots=True)
class Done:
    summary: Summary
    line: bytes
    """Of the results."""
    page: bytes
    """Empty where nobody is known to get one."""


def done(graded: Graded, policy: Policy) -> Done:
    report = graded.report
    owned = report.worksheet is not None
    page = render_feedback(feedback_page(report, policy)).encode("utf-8", "backslashreplace") if owned else b""
    summary = Summary(
        graded.entry, received(report, graded.entry.sha256), report.decisions, _stem(report), trace(report)
    )
    return Done(summary, result_line(report), page)


def _stem(report: Report) -> str:
    if report.worksheet is None:
        return ""
    return file_stem(report.worksheet) if report.worksheet.students[0].id else slug(report.submission)


def encode(summary: Summary) -> bytes:
    return _ENCODER.encode(summary)


def decode(data: bytes) -> Summary:
    return _DECODER.decode(data)


def _as_text(it: Any) -> str:
    if isinstance(it, Fraction):
        return str(it)
    raise NotImplementedError(type(it))


def _from_text(kind: type, it: Any) -> Any:
    return kind(it)


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_as_text)
_DECODER = msgspec.msgpack.Decoder(Summary, dec_hook=_from_text)
