"""Questions → Moodle XML: Cloze for a whole table, numerical or short answer for a cell."""

from __future__ import annotations

from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable

from lxml import etree
from markupsafe import Markup

from grader.banks._answers import numeric_answers, written_answers
from grader.banks._cloze import cloze, pattern, percent
from grader.banks._question import Gap, Question
from grader.banks._statement import mark_of
from grader.banks._xml import as_bytes, child, html_child
from grader.errors import UsageError
from grader.render import figure_svg, render_question, render_solution

PICTURE = "red.svg"
_LONGEST_CATEGORY = 200
_FRACTIONS = (
    "100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333", "30", "25", "20", "16.66667",
    "14.28571", "12.5", "11.11111", "10", "5", "0",
)  # fmt: skip
"""The only ones that Moodle imports outside Cloze; another one stops the whole file."""


def write(questions: Iterable[Question]) -> bytes:
    """A file for «Importar preguntas», format «Moodle XML»; raises `UsageError` on a fraction that Moodle refuses."""
    topics: dict[tuple[str, ...], list[Question]] = defaultdict(list)
    for question in questions:
        topics[question.topic].append(question)
    root = etree.Element("quiz")
    for topic, those in topics.items():
        category = child(child(root, "question", type="category"), "category")
        child(category, "text", _category(topic))
        root.extend(_cell_question(it) if it.asked else _cloze_question(it) for it in those)
    etree.indent(root)
    return as_bytes(root)


def _category(topic: tuple[str, ...]) -> str:
    names = (name[:_LONGEST_CATEGORY].strip().replace("/", "//") for name in topic)
    return "/".join(("$course$", "top", *names))


def _cloze_question(question: Question) -> etree._Element:
    gaps = {gap.cell: Markup(cloze(gap)) for gap in question.gaps}  # noqa: S704
    root = _begun(question, "cloze", gaps)
    _end(root, question)
    return root


def _cell_question(question: Question) -> etree._Element:
    (gap,) = question.gaps
    marks = mark_of(question)
    numeric = gap.is_numeric
    root = _begun(question, "numerical" if numeric else "shortanswer", marks)
    child(root, "defaultgrade", str(gap.weight))
    if numeric:
        _numeric(root, gap)
    else:
        child(root, "usecase", "0")
        for answer in written_answers(gap):
            _answer(root, pattern(answer.text), percent(answer.share), answer.sentence)
    if gap.otherwise:
        _answer(root, "*", "0", gap.otherwise)
    _end(root, question)
    return root


def _numeric(root: etree._Element, gap: Gap) -> None:
    for answer in numeric_answers(gap):
        made = _answer(root, answer.text, percent(answer.share), answer.sentence)
        child(made, "tolerance", "0")
    child(root, "unitgradingtype", "0")
    child(root, "unitpenalty", "0.1")
    child(root, "showunits", "3")
    child(root, "unitsleft", "0")


def _answer(root: etree._Element, text: str, fraction: str, sentence: str) -> etree._Element:
    if fraction not in _FRACTIONS:
        raise UsageError(
            f"Moodle no admite que una respuesta valga el {fraction} % en preguntas por celda; las que admite son "
            f"{', '.join(_FRACTIONS)}. Cambia la política, o usa --tipo tabla, que admite cualquiera."
        )
    made = child(root, "answer", fraction=fraction, format="moodle_auto_format")
    child(made, "text", text)
    if sentence:
        html_child(child(made, "feedback", format="html"), "text", f"<p>{_escaped(sentence)}</p>")
    return made


def _begun(question: Question, kind: str, gaps: dict[str, Markup]) -> etree._Element:
    root = etree.Element("question", {"type": kind})
    child(child(root, "name"), "text", question.name)
    text = child(root, "questiontext", format="html")
    html_child(text, "text", render_question(question, f"@@PLUGINFILE@@/{PICTURE}", gaps))
    if question.section.figure:
        picture = figure_svg(question.section.figure).encode()
        child(text, "file", b64encode(picture).decode(), name=PICTURE, path="/", encoding="base64")
    feedback = child(root, "generalfeedback", format="html")
    html_child(feedback, "text", render_solution(question) if question.solved else "")
    child(root, "penalty", "0")
    child(root, "hidden", "0")
    child(root, "idnumber", question.ident)
    return root


def _end(root: etree._Element, question: Question) -> None:
    tags = child(root, "tags")
    for tag in question.tags:
        child(child(tags, "tag"), "text", tag)


def _escaped(text: str) -> str:
    return str(Markup.escape(text))
