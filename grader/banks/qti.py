"""Questions → a package of QTI 2.1 items: text entries in a table; a known wrong answer has its share and sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

from lxml import etree
from markupsafe import Markup

from grader import spanish
from grader.banks._answers import Answer, written_answers
from grader.banks._package import pack, picture_of, pictures
from grader.banks._question import Gap, Question
from grader.banks._statement import mark_of
from grader.banks._xml import as_bytes, child, root_of
from grader.render import render_question, render_solution

_QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_SOLUTION = "DESARROLLO"
_ROOM = {True: "10", False: "18"}
"""Width of an entry in letters, by whether a number goes there: never by what the answer is."""


def write(questions: Sequence[Question]) -> bytes:
    """A zip of items and the manifest that names them."""
    items = {f"items/{question.ident}.xml": question for question in questions}
    return pack(
        {
            "imsmanifest.xml": _manifest(items),
            **{path: _item(question) for path, question in items.items()},
            **pictures(questions),
        }
    )


def _manifest(items: dict[str, Question]) -> bytes:
    root = root_of("manifest", _PACKAGE, identifier="banco")
    metadata = child(root, "metadata")
    child(metadata, "schema", "QTIv2.1 Package")
    child(metadata, "schemaversion", "1.0.0")
    child(root, "organizations")
    resources = child(root, "resources")
    for path, question in items.items():
        resource = child(resources, "resource", identifier=_identifier(question), type="imsqti_item_xmlv2p1", href=path)
        child(resource, "file", href=path)
        if picture := picture_of(question):
            child(resource, "file", href=picture)
    etree.indent(root)
    return as_bytes(root)


def _identifier(question: Question) -> str:
    return f"item-{question.ident}"


def _item(question: Question) -> bytes:
    root = root_of("assessmentItem", _QTI, identifier=_identifier(question), title=question.name)
    root.set("adaptive", "false")
    root.set("timeDependent", "false")
    gaps = {f"R{i}": gap for i, gap in enumerate(question.gaps, 1)}
    answers = {name: written_answers(gap) for name, gap in gaps.items()}
    for name, gap in gaps.items():
        _response(root, name, gap, answers[name])
    _outcomes(root, sum(gap.weight for gap in question.gaps))
    html = {child(root, "itemBody"): _statement(question, gaps)}
    processing = child(root, "responseProcessing")
    total = child(child(processing, "setOutcomeValue", identifier="SCORE"), "sum")
    for name in gaps:
        child(total, "mapResponse", identifier=name)
    for name, gap in gaps.items():
        _explain(root, processing, name, gap, answers[name])
    if question.solved:
        _add_feedback(processing, _SOLUTION)
        html[_feedback(root, _SOLUTION)] = render_solution(question)
    etree.indent(root)
    for parent, text in html.items():  # in these a space more is a space too many
        _fill(parent, text)
    return as_bytes(root)


def _response(root: etree._Element, name: str, gap: Gap, answers: Sequence[Answer]) -> None:
    declaration = child(root, "responseDeclaration", identifier=name, cardinality="single", baseType="string")
    child(child(declaration, "correctResponse"), "value", answers[0].text)
    mapping = child(declaration, "mapping", defaultValue="0")
    for answer in answers:
        worth = answer.share * gap.weight
        if answer.right or worth:
            child(mapping, "mapEntry", mapKey=answer.text, mappedValue=_decimal(worth), caseSensitive="false")


def _outcomes(root: etree._Element, points: int) -> None:
    for name, value in (("SCORE", "0"), ("MAXSCORE", str(points))):
        outcome = child(root, "outcomeDeclaration", identifier=name, cardinality="single", baseType="float")
        child(child(outcome, "defaultValue"), "value", value)
    child(root, "outcomeDeclaration", identifier="FEEDBACK", cardinality="multiple", baseType="identifier")


def _statement(question: Question, gaps: dict[str, Gap]) -> str:
    entries = {
        gap.cell: f'<textEntryInteraction responseIdentifier="{name}" expectedLength="{_ROOM[gap.is_numeric]}"/>'
        for name, gap in gaps.items()
    }
    marks = {cell: Markup(entry) for cell, entry in entries.items()}  # noqa: S704
    places = mark_of(question) | marks if question.asked else marks
    return render_question(question, f"../{picture_of(question)}", places)


def _explain(root: etree._Element, processing: etree._Element, name: str, gap: Gap, answers: Sequence[Answer]) -> None:
    """What is shown for each known wrong answer, all its spellings at once."""
    by_sentence: dict[str, list[str]] = defaultdict(list)
    for answer in answers:
        if not answer.right and answer.sentence:
            by_sentence[answer.sentence].append(answer.text)
    for number, (sentence, texts) in enumerate(by_sentence.items(), 1):
        shown = f"{name}_{number}"
        condition = child(child(processing, "responseCondition"), "responseIf")
        either = child(condition, "or")
        for text in texts:
            match = child(either, "stringMatch", caseSensitive="false")
            child(match, "variable", identifier=name)
            child(match, "baseValue", text, baseType="string")
        _add_feedback(condition, shown)
        child(_feedback(root, shown), "p", f"{gap.label}: {sentence}")


def _add_feedback(parent: etree._Element, name: str) -> None:
    both = child(child(parent, "setOutcomeValue", identifier="FEEDBACK"), "multiple")
    child(both, "variable", identifier="FEEDBACK")
    child(both, "baseValue", name, baseType="identifier")


def _feedback(root: etree._Element, name: str) -> etree._Element:
    return child(root, "modalFeedback", outcomeIdentifier="FEEDBACK", identifier=name, showHide="show")


def _fill(parent: etree._Element, html: str) -> None:
    """The elements of a piece of HTML; QTI knows no styles."""
    for element in etree.fromstring(f"<div>{html}</div>"):
        for part in element.iter():
            part.attrib.pop("style", "")
        parent.append(element)


def _decimal(number: Fraction) -> str:
    text = spanish.decimal(number, 5, ".")
    return text.rstrip("0").rstrip(".")
