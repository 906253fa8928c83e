"""Moodle's side: reads Moodle XML as its importer does and marks what a student types as its question types do.

Written from what was tried against a real Moodle, and from nothing that this project writes with.
"""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass, field
from html import unescape

from lxml import etree
from lxml import html as lxml_html

_ANSWER = r".+?(?<!\\)(?<!&)(?<!&amp;)(?=[~#}]|$)"
_FEEDBACK = r".*?(?<!\\)(?=[~}]|$)"
_FRACTION = r"=|%(?:-?[0-9]+(?:[.,][0-9]*)?)%"
_ALTERNATIVE = rf"(?:{_FRACTION})?(?:{_ANSWER})(?:#(?:{_FEEDBACK}))?"
_ALTERNATIVE_PARTS = re.compile(
    rf"~?(?P<fraction>{_FRACTION})?(?P<answer>{_ANSWER})(?:#(?P<feedback>{_FEEDBACK}))?", re.DOTALL
)
_TYPES = r"NUMERICAL|NM|SHORTANSWER_C|SAC|MWC|SHORTANSWER|SA|MW|MULTICHOICE_?|MC[VH]?S?|MULTIRESPONSE|MRH?S?"
SUBQUESTION = re.compile(rf"\{{([0-9]*):({_TYPES}):({_ALTERNATIVE}(?:~{_ALTERNATIVE})*)\}}", re.DOTALL)
_NUMBER = re.compile(r"-?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][-+]?[0-9]+)?")
_NUMERICAL = re.compile(rf"^({_NUMBER.pattern})(?::({_NUMBER.pattern}))?$")
LEGAL = (
    1, 0.9, 0.8333333, 0.8, 0.75, 0.7, 0.6666667, 0.6, 0.5, 0.4, 0.3333333, 0.3, 0.25, 0.2, 0.1666667, 0.1428571,
    0.125, 0.1111111, 0.1, 0.05, 0,
)  # fmt: skip
"""The fractions that a question outside Cloze may have, within 1e-5."""


@dataclass
class Alternative:
    fraction: float
    answer: str
    feedback: str
    """HTML."""
    tolerance: float = 0


@dataclass
class SubQuestion:
    weight: int
    numerical: bool
    alternatives: list[Alternative]

    def marked(self, typed: str) -> tuple[float, str]:
        """Fraction and feedback for what a student types, where the decimal mark is a comma or a point."""
        for alternative in self.alternatives:
            if self._fits(alternative, typed):
                return alternative.fraction, alternative.feedback
        return 0, ""

    def _fits(self, alternative: Alternative, typed: str) -> bool:
        if not self.numerical:
            pattern = ".*".join(
                re.escape(part.replace("\\*", "*")) for part in re.split(r"(?<!\\)\*+", alternative.answer)
            )
            return re.fullmatch(pattern, typed.strip(), re.IGNORECASE | re.DOTALL) is not None
        value = number(typed)
        if value is None:
            return False
        if alternative.answer == "*":
            return True
        return abs(value - float(alternative.answer.replace(",", "."))) <= alternative.tolerance


@dataclass
class Imported:
    kind: str
    name: str
    idnumber: str
    category: str
    text: str
    """HTML; in Cloze with `{#1}` where a sub-question stands."""
    general: str
    subquestions: list[SubQuestion]
    files: dict[str, bytes]
    tags: list[str]
    default_grade: float | None
    placed: dict[tuple[str, str], SubQuestion] = field(default_factory=dict)
    """Row and heading of the table → the sub-question that stands there."""


def number(typed: str) -> float | None:
    """Spaces are dropped; a point and a comma are the decimal mark; with two of them it is no number."""
    text = re.sub(r"[\s\u00a0\u202f]", "", typed)
    found = _NUMBER.fullmatch(text)
    return float(text.replace(",", ".")) if found else None


def load(data: bytes) -> list[Imported]:
    root = etree.fromstring(data, etree.XMLParser(huge_tree=True))
    assert root.tag == "quiz"
    category, found = "", []
    for question in root:
        assert question.tag == "question"
        kind = question.get("type")
        if kind == "category":
            category = question.findtext("category/text")
        else:
            found.append(_question(question, kind, category))
    return found


def _question(question, kind, category) -> Imported:
    texts = question.find("questiontext")
    text = texts.findtext("text")
    subquestions: list[SubQuestion] = []
    if kind == "cloze":
        text = re.sub(r"&amp;(#[0-9a-fx]{2,6});", r"&\1;", text)

        def placed(match):
            subquestions.append(_subquestion(match))
            return f"{{#{len(subquestions)}}}"

        text = SUBQUESTION.sub(placed, text)
    else:
        subquestions.append(_whole(question, kind))
    grade = question.findtext("defaultgrade")
    imported = Imported(
        kind=kind,
        name=question.findtext("name/text"),
        idnumber=question.findtext("idnumber"),
        category=category,
        text=text,
        general=question.findtext("generalfeedback/text") or "",
        subquestions=subquestions,
        files={file.get("name"): b64decode(file.text) for file in texts.findall("file")},
        tags=[tag.text for tag in question.findall("tags/tag/text")],
        default_grade=None if grade is None else float(grade),
    )
    assert texts.get("format") == "html"
    if kind == "cloze":
        imported.placed = _placed(imported)
    return imported


def _subquestion(match: re.Match[str]) -> SubQuestion:
    weight, kind, alternatives = match.groups()
    numerical = kind in ("NUMERICAL", "NM")
    found, at = [], 0
    while at < len(alternatives):
        alternative = _ALTERNATIVE_PARTS.match(alternatives, at)
        assert alternative, alternatives[at : at + 40]
        found.append(_alternative(alternative, numerical=numerical))
        at = alternative.end()
    assert max(it.fraction for it in found) == 1, "a sub-question without a right answer stops the import"
    return SubQuestion(int(weight or 1), numerical, found)


def _alternative(match: re.Match[str], *, numerical: bool) -> Alternative:
    fraction = match["fraction"]
    value = 1.0 if fraction == "=" else float((fraction or "%0%")[1:-1].replace(",", ".")) / 100
    feedback = _decoded(match["feedback"] or "")
    if numerical and (numbers := _NUMERICAL.match(match["answer"])):
        return Alternative(value, numbers[1], feedback, float(numbers[2] or 0))
    assert not numerical or match["answer"] == "*", match["answer"]
    return Alternative(value, _decoded(match["answer"]), feedback)


def _decoded(text: str) -> str:
    return unescape(text).replace("\\}", "}").replace("\\#", "#")


def _whole(question, kind) -> SubQuestion:
    assert kind in ("numerical", "shortanswer")
    found = []
    for answer in question.findall("answer"):
        fraction = float(answer.get("fraction")) / 100
        assert any(abs(fraction - legal) < 1e-5 for legal in LEGAL), fraction
        feedback, tolerance = answer.findtext("feedback/text") or "", float(answer.findtext("tolerance") or 0)
        found.append(Alternative(fraction, answer.findtext("text"), feedback, tolerance))
    assert max(it.fraction for it in found) == 1
    return SubQuestion(1, kind == "numerical", found)


def _placed(question: Imported) -> dict[tuple[str, str], SubQuestion]:
    """By the table as a browser shows it, no order assumed."""
    (table,) = lxml_html.fromstring(f"<div>{question.text}</div>").iter("table")
    headings = [cell.text_content() for cell in table.find("thead").iter("th")]
    found = {}
    for row in table.find("tbody").iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        columns = headings if len(cells) == len(headings) else ["", "total"]
        for cell, heading in zip(cells[1:], columns[1:], strict=True):
            for mark in re.findall(r"\{#(\d+)\}", cell.text_content()):
                found[cells[0].text_content(), heading] = question.subquestions[int(mark) - 1]
    return found


def plain(html: str) -> str:
    """What a browser shows of a piece of HTML."""
    return lxml_html.fromstring(f"<div>{html}</div>").text_content()
