"""DOCX: an ordinary Word document with real headings, where the student fills in tables."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Cm, Emu

from grader.page import Page, Section
from grader.writers import _prose, _word
from grader.writers._diagram import diagram
from grader.writers._prose import Said
from grader.writers._word_table import ANSWER, KEY, table
from grader.writers._zip import without_times

_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the same bytes at every hour and in every zone
_HOW = "Escribir cada respuesta en su casilla de la tabla; los cálculos, en otra hoja."
_PIXEL = 9525
"""English metric units."""
_HIGHEST = Cm(8)


def write(page: Page) -> bytes:
    document = _word.blank()
    _describe(document.core_properties, page)
    _foot(document.sections[0].footer.paragraphs[0], page)
    _opening(document, page)
    for section in page.sections:
        _section(document, section, key=page.is_key)
    data = BytesIO()
    document.save(data)
    return without_times(data.getvalue())


def _describe(properties: Any, page: Page) -> None:
    properties.title = _prose.clean(page.title)[:255]
    properties.identifier = properties.keywords = _prose.clean(page.code)
    properties.author = properties.comments = ""
    properties.language = _word.LANGUAGE
    properties.created = properties.modified = _CREATED


def _foot(paragraph: Any, page: Page) -> None:
    paragraph.paragraph_format.tab_stops.add_tab_stop(_word.TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{_prose.CODE} {_prose.clean(page.code)}\tPágina ")
    paragraph._p.append(_word.field("PAGE"))  # noqa: SLF001 - python-docx has no fields
    paragraph.add_run(" de ")
    paragraph._p.append(_word.field("NUMPAGES"))  # noqa: SLF001


def _opening(document: Any, page: Page) -> None:
    _word.paragraph(document, "Title").add_run(_prose.clean(page.title))
    if page.is_key:
        _word.paragraph(document, _word.SUBHEADING).add_run(_prose.KEY)
    student, code = _prose.identity(page)
    how = _prose.instructions(page, _HOW)
    for line in (student, code, *_prose.objective(page.objective), *how):
        paragraph = _say(document, line)
        if line == student and not page.student:
            paragraph.add_run("\t")
            stops = paragraph.paragraph_format.tab_stops
            stops.add_tab_stop(Cm(13), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)


def _section(document: Any, section: Section, *, key: bool) -> None:
    _word.paragraph(document, _word.HEADING).add_run(_prose.clean(section.title))
    for line in _prose.objective(section.objective):
        _say(document, line, _word.STATEMENT)
    _say(document, (section.structure_label, ""), _word.STATEMENT)
    for line in _prose.structure(section):
        paragraph = _say(document, line, _word.BULLET if section.bullets else _word.STATEMENT)
        if len(section.structure) > _word.UNBROKEN:
            paragraph.paragraph_format.keep_with_next = False
    for line in _prose.matrices(section):
        _say(document, line, _word.STATEMENT).paragraph_format.keep_with_next = False
    for line in _prose.activation(section):
        _say(document, line, _word.STATEMENT)
    if section.figure:
        _picture(document, section)
    for line in _prose.conventions(section):
        _say(document, line, _word.NOTE)
    document.element.body.sectPr.addprevious(table(section.grid, _prose.clean(section.title), KEY if key else ANSWER))
    _workings(document, section)


def _say(document: Any, said: Said, style: str = _word.NORMAL) -> Any:
    label, text = said
    paragraph = _word.paragraph(document, style)
    paragraph.add_run(label).bold = True
    paragraph.add_run(f" {text}" if text else "")
    return paragraph


def _picture(document: Any, section: Section) -> None:
    picture = diagram(section.figure)
    scale = picture.fit(_word.TEXT_WIDTH / _PIXEL, _HIGHEST / _PIXEL)
    run = _word.paragraph(document, _word.STATEMENT).add_run()
    inline = run.add_picture(BytesIO(picture.png), Emu(int(picture.width * scale * _PIXEL)))._inline  # noqa: SLF001
    inline.docPr.set("descr", _prose.alternative(section))
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")  # unsaid, LibreOffice takes three millimetres


def _workings(document: Any, section: Section) -> None:
    lines = _prose.workings(section)
    if lines:
        _word.paragraph(document, _word.SUBHEADING).add_run(_prose.WORKINGS)
    for line in lines:
        _say(document, line, _word.WORKING)
    for line in _prose.letters(section):
        _say(document, line, _word.WORKING)
