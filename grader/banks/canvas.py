"""Questions → a QTI 1.2 package as Canvas writes its own: a quiz in which each topic is a group to draw from.

A table is «Fill in multiple blanks»; a cell is «Numerical» or «Fill in the blank». Sources: Canvas's exporter and
text2qti, whose packages Canvas imports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction

from lxml import etree
from markupsafe import Markup

from grader import spanish
from grader.banks._answers import numeric_answers, written_answers
from grader.banks._package import fingerprint, pack, picture_of, pictures
from grader.banks._question import Gap, Question
from grader.banks._statement import mark_of
from grader.banks._xml import as_bytes, child, html_child, root_of
from grader.render import render_question, render_solution

_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_META = "http://canvas.instructure.com/xsd/cccv1p0"
_FILES = "%24IMS-CC-FILEBASE%24"
"""Where Canvas finds what lies in the package."""
_SOLUTION = "general_fb"


def write(questions: Sequence[Question]) -> bytes:
    """A package for «Import Course Content», kind «QTI .zip file»."""
    title = questions[0].topic[0] if questions else ""
    ident = f"g{fingerprint(title, *(question.ident for question in questions))}"
    images = pictures(questions)
    return pack(
        {
            "imsmanifest.xml": _manifest(ident, images),
            f"{ident}/{ident}.xml": _assessment(ident, title, questions),
            f"{ident}/assessment_meta.xml": _meta(ident, title, questions),
            **images,
        }
    )


def _manifest(ident: str, images: Iterable[str]) -> bytes:
    root = root_of("manifest", _PACKAGE, identifier=f"{ident}_manifest")
    metadata = child(root, "metadata")
    child(metadata, "schema", "IMS Content")
    child(metadata, "schemaversion", "1.1.3")
    child(root, "organizations")
    resources = child(root, "resources")
    quiz = child(resources, "resource", identifier=ident, type="imsqti_xmlv1p2")
    child(quiz, "file", href=f"{ident}/{ident}.xml")
    child(quiz, "dependency", identifierref=f"{ident}_meta")
    kind, path = "associatedcontent/imscc_xmlv1p1/learning-application-resource", f"{ident}/assessment_meta.xml"
    child(child(resources, "resource", identifier=f"{ident}_meta", type=kind, href=path), "file", href=path)
    for image in images:
        name = f"g{fingerprint(image)}"
        child(child(resources, "resource", identifier=name, type="webcontent", href=image), "file", href=image)
    etree.indent(root)
    return as_bytes(root)


def _meta(ident: str, title: str, questions: Iterable[Question]) -> bytes:
    root = root_of("quiz", _META, identifier=ident)
    child(root, "title", title)
    child(root, "quiz_type", "assignment")
    child(root, "shuffle_answers", "false")
    child(root, "points_possible", str(sum(_points(those[0]) for those in _by_topic(questions).values())))
    etree.indent(root)
    return as_bytes(root)


def _assessment(ident: str, title: str, questions: Iterable[Question]) -> bytes:
    root = root_of("questestinterop", _QTI)
    section = child(child(root, "assessment", ident=ident, title=title), "section", ident="root_section")
    for topic, those in _by_topic(questions).items():
        group = child(section, "section", ident=f"g{fingerprint(ident, *topic)}", title=" · ".join(topic[1:] or topic))
        selection = child(child(group, "selection_ordering"), "selection")
        child(selection, "selection_number", "1")
        child(child(selection, "selection_extension"), "points_per_item", str(_points(those[0])))
        for question in those:
            _item(group, question)
    etree.indent(root)
    return as_bytes(root)


def _by_topic(questions: Iterable[Question]) -> dict[tuple[str, ...], list[Question]]:
    topics: dict[tuple[str, ...], list[Question]] = defaultdict(list)
    for question in questions:
        topics[question.topic].append(question)
    return topics


def _points(question: Question) -> int:
    return sum(gap.weight for gap in question.gaps)


def _item(group: etree._Element, question: Question) -> None:
    item = child(group, "item", ident=question.ident, title=question.name)
    if not question.asked:
        _table(item, question)
    elif question.gaps[0].is_numeric:
        _number(item, question)
    else:
        _text(item, question)
    if question.solved:
        material = child(child(child(item, "itemfeedback", ident=_SOLUTION), "flow_mat"), "material")
        html_child(material, "mattext", render_solution(question), texttype="text/html")


def _table(item: etree._Element, question: Question) -> None:
    labels = [(f"hueco{i}", gap, written_right(gap)) for i, gap in enumerate(question.gaps, 1)]
    idents = [[str(1000 * i + k) for k in range(len(texts))] for i, (_, _, texts) in enumerate(labels, 1)]
    _metadata(item, question, "fill_in_multiple_blanks_question", [it for those in idents for it in those])
    gaps = {gap.cell: Markup(f"[{name}]") for name, gap, _ in labels}  # noqa: S704
    presentation = _presentation(item, question, gaps)
    processing = _processing(item, question)
    share = spanish.decimal(Fraction(100, len(labels)), 2, ".")
    for (name, _, texts), those in zip(labels, idents, strict=True):
        lid = child(presentation, "response_lid", ident=f"response_{name}")
        child(child(lid, "material"), "mattext", name)
        choice = child(lid, "render_choice")
        for ident, text in zip(those, texts, strict=True):
            material = child(child(choice, "response_label", ident=ident), "material")
            child(material, "mattext", text, texttype="text/plain")
        condition = child(processing, "respcondition")
        child(child(condition, "conditionvar"), "varequal", those[0], respident=f"response_{name}")
        child(condition, "setvar", share, varname="SCORE", action="Add")


def _number(item: etree._Element, question: Question) -> None:
    _metadata(item, question, "numerical_question", ["answer1"])
    response = child(_presentation(item, question, mark_of(question)), "response_str", ident="response1")
    response.set("rcardinality", "Single")
    child(child(response, "render_fib", fibtype="Decimal"), "response_label", ident="answer1")
    processing = _processing(item, question)
    for answer in numeric_answers(question.gaps[0]):
        if answer.right:
            condition = child(processing, "respcondition", continue_="No")
            either = child(child(condition, "conditionvar"), "or")
            child(either, "varequal", answer.text, respident="response1")
            both = child(either, "and")
            child(both, "vargte", answer.text, respident="response1")
            child(both, "varlte", answer.text, respident="response1")
            child(condition, "setvar", "100", action="Set", varname="SCORE")


def _text(item: etree._Element, question: Question) -> None:
    _metadata(item, question, "short_answer_question", ["answer1"])
    response = child(_presentation(item, question, mark_of(question)), "response_str", ident="response1")
    response.set("rcardinality", "Single")
    child(child(response, "render_fib"), "response_label", ident="answer1", rshuffle="No")
    condition = child(_processing(item, question), "respcondition", continue_="No")
    accepted = child(condition, "conditionvar")
    for text in written_right(question.gaps[0]):
        child(accepted, "varequal", text, respident="response1")
    child(condition, "setvar", "100", action="Set", varname="SCORE")


def written_right(gap: Gap) -> list[str]:
    """The spellings of the right answer: Canvas takes no others."""
    return [answer.text for answer in written_answers(gap) if answer.right]


def _metadata(item: etree._Element, question: Question, kind: str, answers: Sequence[str]) -> None:
    fields = child(child(item, "itemmetadata"), "qtimetadata")
    for label, entry in (
        ("question_type", kind),
        ("points_possible", str(_points(question))),
        ("original_answer_ids", ",".join(answers)),
        ("assessment_question_identifierref", f"g{fingerprint(question.ident)}"),
    ):
        pair = child(fields, "qtimetadatafield")
        child(pair, "fieldlabel", label)
        child(pair, "fieldentry", entry)


def _presentation(item: etree._Element, question: Question, gaps: dict[str, Markup]) -> etree._Element:
    presentation = child(item, "presentation")
    html = render_question(question, f"{_FILES}/{picture_of(question)}", gaps)
    html_child(child(presentation, "material"), "mattext", html, texttype="text/html")
    return presentation


def _processing(item: etree._Element, question: Question) -> etree._Element:
    processing = child(item, "resprocessing")
    outcomes = child(processing, "outcomes")
    child(outcomes, "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
    if question.solved:
        condition = child(processing, "respcondition", continue_="Yes")
        child(child(condition, "conditionvar"), "other")
        child(condition, "displayfeedback", feedbacktype="Response", linkrefid=_SOLUTION)
    return processing
