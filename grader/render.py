"""The only home of Jinja: a page × a format of `templates/` → text.

Documents hold order and prose, formats hold markup. Whatever a template prints goes through `_finalize`, and what is
not markup made by a template or a filter is escaped there for the format at hand; nothing is escaped anywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import markupsafe
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context, Undefined
from markupsafe import Markup

from grader import formula, spanish
from grader.check.feedback import FeedbackPage
from grader.diagram import alternative, is_narrow, lay_out
from grader.formula import Equation
from grader.notation import Notation
from grader.page import Figure, Page
from grader.resources import folder

CELL = "\x1e"
"""Begins a notebook's cell in a rendered text; no text from outside can hold it."""

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKDOWN = str.maketrans(
    {c: f"\\{c}" for c in "*_`|~$"}
    | {"\\": "&#92;", "<": "&lt;", ">": "&gt;", "&": "&amp;", "[": "&#91;", "]": "&#93;"}
    | dict.fromkeys("\r\n\t\u2028\u2029\x85", " ")
)
"""No macro begins a line with a text from outside, so that `#` and `-` need no escape."""

_MATH_END = "</mrow></math>"


@dataclass(frozen=True, slots=True)
class NotebookCell:
    ref: str
    """Unique in its notebook, the same each time («tabla-1»)."""
    markdown: str
    figure: str
    """SVG of the diagram that the text shows as the attachment `red.svg`; empty: none."""


def render_page(page: Page, format: str) -> str:
    """A worksheet or its key as `html` or `md`."""
    if format == "html":
        return _render("hoja.j2", "html", _escape_html, Notation.MATHML, page=page)
    return _tidy(_render("hoja.j2", "markdown", _escape_markdown, Notation.LATEX, page=page))


def render_typst(page: Page) -> tuple[str, list[str]]:
    """Typst's source, and the texts that it takes as data: `#t.at(3)` prints the fourth and cannot be more."""
    texts: list[str] = []

    def escape(text: str) -> Markup:
        texts.append(text)
        return Markup("#t.at({})").format(len(texts) - 1)

    return _render("hoja.j2", "typst", escape, Notation.TYPST, page=page), texts


def notebook_cells(page: Page) -> list[NotebookCell]:
    """The same document cut where the student's own cells begin and end."""
    text = _render("hoja.j2", "notebook", _escape_markdown, Notation.LATEX, page=page)
    cells = [part.partition("\n") for part in text.split(CELL)[1:]]
    figures = {f"seccion-{i}": section.figure for i, section in enumerate(page.sections, 1)}
    return [
        NotebookCell(ref, _tidy(body), figure_svg(figures[ref]) if ref in figures else "") for ref, _, body in cells
    ]


def render_feedback(page: FeedbackPage) -> str:
    """What a student gets back: a page of HTML that needs nothing else."""
    return _render("retroalimentacion.j2", "html", _escape_html, Notation.MATHML, page=page)


@lru_cache(maxsize=256)
def figure_svg(figure: tuple[Figure, ...]) -> str:
    return _render("figura.svg.j2", "html", _escape_html, Notation.PLAIN, diagram=lay_out(figure))


def _render(document: str, format_name: str, escape: Callable[[str], Markup], notation: Notation, **data: Any) -> str:
    template = _environment().get_template(f"documents/{document}")
    return template.render(format=format_name, escape=escape, notation=notation, **data)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder("templates")),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {"math": _math, "code": _code, "breakable": _breakable, "aligned": _aligned}
    environment.globals |= {"figure_svg": figure_svg, "alternative": alternative, "is_narrow": is_narrow}
    environment.globals |= {"TOTAL": spanish.TOTAL, "CELL": Markup(CELL)}
    return environment


@pass_context
def _finalize(context: Context, value: Any) -> Any:
    if isinstance(value, (Markup, Undefined)):
        return value
    return context["escape"](_UNPRINTABLE.sub("\ufffd", str(value)))


def _escape_html(text: str) -> Markup:
    return markupsafe.escape(text)


def _escape_markdown(text: str) -> Markup:
    return Markup(text.translate(_MARKDOWN))  # noqa: S704  (this is the escape)


@pass_context
def _math(context: Context, equation: Equation) -> Markup:
    return Markup(formula.write(equation, context["notation"]))  # noqa: S704  (names inside are escaped there)


@pass_context
def _code(context: Context, value: Any) -> Markup:
    """Typst: the text as an argument of a function instead of as content."""
    return Markup(str(_finalize(context, value)).removeprefix("#"))  # noqa: S704


def _breakable(mathml: Markup) -> Markup:
    """The equality in pieces that a browser may set on several lines: it breaks no formula by itself."""
    return Markup("<wbr>").join(Markup(piece) for piece in _pieces(str(mathml)))  # noqa: S704


def _pieces(mathml: str) -> Iterator[str]:
    """Cut after each `=` and `+` that stands in no bracket or fraction."""
    cut = mathml.index("<mrow>") + len("<mrow>")
    start, body, end = mathml[:cut], mathml[cut:].removesuffix(_MATH_END), _MATH_END
    depth, piece = 0, start
    for tag, closing, name, text in re.findall(r"(<(/?)(\w+)[^>]*>)([^<]*)", body):
        depth += -1 if closing else 1
        piece += tag + text
        if depth == 0 and name == "mo" and piece.endswith(("=</mo>", "+</mo>")):
            yield piece + end
            piece = start
    yield piece + end


def _aligned(table: Markup) -> Markup:
    """Pipe rows with their columns padded to the same width; the second row is the rule."""
    rows = [re.split(r"(?<!\\)\|", line.strip())[1:-1] for line in table.strip().splitlines()]
    cells = [[cell.strip() for cell in row] for row in rows]
    widths = [max(3, *map(len, column)) for column in zip(*(cells[:1] + cells[2:]), strict=True)]
    cells[1] = ["-" * width for width in widths]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in cells]
    return Markup("\n".join(lines) + "\n")  # noqa: S704


def _tidy(markdown: str) -> str:
    """One empty line between blocks."""
    return re.sub(r"\n{3,}", "\n\n", markdown).strip() + "\n"
