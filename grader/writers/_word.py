"""The empty Word document that every worksheet starts from: A4, its styles, its language."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from grader.writers import _looks as looks

NORMAL, TITLE, HEADING, SUBHEADING, BULLET = "Normal", "Title", "Heading1", "Heading2", "ListBullet"
STATEMENT, NOTE, WORKING, CELL = "Enunciado", "Convenciones", "Desarrollo", "Celda"
JOINED_CELL = "CeldaUnida"
"""Of a row that stays on the page of the next one."""

UNBROKEN = 16
"""Lines of the longest list, rows of the longest table, that is kept on one page."""

LANGUAGE = "es-CO"
MARGIN = Cm(2)
PAGE = (Cm(21), Cm(29.7))
TEXT_WIDTH = Cm(21 - 2 * 2)

_DROPPED = ("/thumbnail", "/stylesWithEffects", "/customXml")
_TABLE_STYLES = {"TableNormal", "TableGrid"}


def paragraph(parent: Any, style: str) -> Any:
    """A new paragraph in a style, by its id: python-docx searches all styles for a name each time."""
    added = parent.add_paragraph()
    added._p.style = style  # noqa: SLF001
    return added


def blank() -> Any:
    """A new document with all styles and no text."""
    return docx.Document(BytesIO(_blank()))


@lru_cache(maxsize=1)
def _blank() -> bytes:
    document = docx.Document()
    _slim(document)
    _set_defaults(document)
    _set_styles(document.styles)
    _set_page(document.sections[0])
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def _slim(document: Any) -> None:
    """Without what python-docx's own template brings and nobody sees: most of the writing time."""
    for source in (document.part.package, document.part):
        for name, relation in list(source.rels.items()):
            if relation.reltype.endswith(_DROPPED):
                del source.rels[name]
    for style in list(document.styles.element.iter(qn("w:style"))):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in _TABLE_STYLES:
            style.getparent().remove(style)


def _set_defaults(document: Any) -> None:
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    fonts = defaults.find(qn("w:rFonts"))
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), looks.FONT)
    defaults.find(qn("w:lang")).set(qn("w:val"), LANGUAGE)
    document.settings.element.find(qn("w:themeFontLang")).set(qn("w:val"), LANGUAGE)


def _set_styles(styles: Any) -> None:
    _style(styles["Normal"], size=10, after=4)
    _style(styles["Title"], size=18, after=6, color=looks.INK, bold=True)
    _style(styles["Heading 1"], size=13, before=14, after=4, color=looks.INK, bold=True)
    _style(styles["Heading 2"], size=11, before=8, after=3, color=looks.INK, bold=True)
    _style(styles["List Bullet"], after=1, joined=True)
    _style(_new(styles, STATEMENT), after=2, joined=True)
    _style(_new(styles, NOTE), size=8.5, after=3, color=looks.MUTED, joined=True)
    _style(_new(styles, CELL), after=0)
    _style(_new(styles, JOINED_CELL), after=0, joined=True)
    _style(_new(styles, WORKING), size=9, after=1)
    _style(styles["Footer"], size=8.5, color=looks.MUTED)


def _new(styles: Any, name: str) -> Any:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    return style


def _style(
    style: Any,
    *,
    size: float | None = None,
    before: float = 0,
    after: float = 0,
    color: str | None = None,
    bold: bool | None = None,
    joined: bool | None = None,
) -> None:
    """`joined` keeps a paragraph on the page of the next one."""
    _forget_theme(style.element)
    style.font.size = size and Pt(size)
    style.font.bold = bold
    if color:
        style.font.color.rgb = RGBColor.from_string(color)
    spacing = style.paragraph_format
    spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(before), Pt(after), 1.1
    if joined is not None:
        spacing.keep_with_next = joined


def _forget_theme(style: Any) -> None:
    """The fonts, colours and rules of Word's theme win over a style's own unless they go."""
    for name in ("w:rFonts", "w:color", "w:pBdr", "w:tabs"):
        for element in list(style.iter(qn(name))):
            element.getparent().remove(element)


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = PAGE
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.footer_distance = Cm(1)


def field(instruction: str) -> Any:
    """What Word counts itself: `PAGE`, `NUMPAGES`."""
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), instruction)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    element.append(run)
    return element
