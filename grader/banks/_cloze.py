"""A gap in Moodle's Cloze: `{1:NUMERICAL:=600:0~%0%200:0#Te faltaron…}`.

As qtype_multianswer reads it: answers and feedback have their entities decoded once, `\\}` and `\\#` stand for
themselves, a feedback is HTML, and the first alternative that fits counts.
"""

from __future__ import annotations

from fractions import Fraction
from html import escape

from grader import spanish
from grader.banks._answers import numeric_answers, written_answers
from grader.banks._question import Gap

_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\\": "&#92;", "~": "&#126;", "}": r"\}", "#": r"\#"}
)
_ALL_OF_IT = Fraction(1)


def cloze(gap: Gap) -> str:
    """The gap with its right answers first and what is said of any other answer last."""
    if gap.is_numeric:
        kind, answers = "NUMERICAL", [(it, f"{it.text}:0") for it in numeric_answers(gap)]
    else:
        kind, answers = "SHORTANSWER", [(it, pattern(it.text)) for it in written_answers(gap)]
    parts = [f"{_fraction(it.share)}{text}{_told(it.sentence)}" for it, text in answers]
    if gap.otherwise:
        parts.append(f"%0%*{_told(gap.otherwise)}")
    return f"{{{gap.weight}:{kind}:{'~'.join(parts)}}}"


def pattern(text: str) -> str:
    """A text for a short answer, where `*` stands for anything unless it is told that it does not."""
    return text.replace("*", r"\*")


def percent(share: Fraction) -> str:
    """
    >>> percent(Fraction(1, 3)), percent(Fraction(1, 2)), percent(Fraction(0))
    ('33.33333', '50', '0')
    """
    text = spanish.decimal(share * 100, 5, ".")
    return text.rstrip("0").rstrip(".")


def _fraction(share: Fraction) -> str:
    return "=" if share == _ALL_OF_IT else f"%{percent(share)}%"


def _told(sentence: str) -> str:
    return f"#{escape(sentence, quote=False).translate(_ESCAPES)}" if sentence else ""
