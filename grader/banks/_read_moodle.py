"""Moodle XML → what decides its marks."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape

from lxml import etree

from grader.banks._reading import ReadAnswer, ReadQuestion

_KINDS = {"NUMERICAL": True, "SHORTANSWER": False}


def read(data: bytes) -> Iterator[ReadQuestion]:
    for question in etree.fromstring(data, etree.XMLParser(huge_tree=True)).iterfind("question"):
        kind = question.get("type")
        if kind == "cloze":
            gaps = tuple(_gaps(question.findtext("questiontext/text") or ""))
        elif kind in ("numerical", "shortanswer"):
            gaps = (tuple(_answers(question, numeric=kind == "numerical")),)
        else:
            continue
        yield ReadQuestion(question.findtext("idnumber") or "", gaps)


def _answers(question: etree._Element, *, numeric: bool) -> Iterator[ReadAnswer]:
    for answer in question.iterfind("answer"):
        text = answer.findtext("text") or ""
        if text != "*":
            yield ReadAnswer(text.replace(r"\*", "*"), float(answer.get("fraction", "0")), numeric)


def _gaps(text: str) -> Iterator[tuple[ReadAnswer, ...]]:
    """Every `{` that is left in a text begins a gap: those of its words are entities."""
    rest = text
    while "{" in rest:
        rest = rest.partition("{")[2]
        _, _, rest = rest.partition(":")
        kind, _, rest = rest.partition(":")
        alternatives, rest = _alternatives(rest)
        yield tuple(answer for it in alternatives if (answer := _answer(it, numeric=_KINDS[kind])))


def _alternatives(text: str) -> tuple[list[str], str]:
    """What stands up to the closing bracket, parted at each `~`; and what follows."""
    parts, start, i = list[str](), 0, 0
    while text[i] != "}":
        if text[i] == "\\":
            i += 1
        elif text[i] == "~":
            parts.append(text[start:i])
            start = i + 1
        i += 1
    return [*parts, text[start:i]], text[i + 1 :]


def _answer(alternative: str, *, numeric: bool) -> ReadAnswer | None:
    if alternative.startswith("="):
        percent, answer = 100.0, alternative[1:]
    else:
        _, number, answer = alternative.split("%", 2)
        percent = float(number)
    text = unescape(_before_feedback(answer))
    if numeric:
        text = text.rpartition(":")[0] or text
    return None if text == "*" else ReadAnswer(text.replace(r"\*", "*"), percent, numeric)


def _before_feedback(answer: str) -> str:
    """Up to a `#` that is neither escaped nor part of an entity."""
    i = answer.find("#")
    while i > 0 and answer[i - 1] in "\\&":
        i = answer.find("#", i + 1)
    return answer if i < 0 else answer[:i]
