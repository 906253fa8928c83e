"""The only home of Jinja: a page × a format of `templates/` → text.

Documents hold order and prose, formats hold markup. Whatever a template prints goes through `_finalize`, and what is
not markup made by a template or a filter is escaped there for the format at hand; nothing is escaped anywhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from grader import formula, spanish
from grader.diagram import alternative, is_narrow, lay_out
from grader.formula import Equation
from grader.markup import aligned, breakable, escape_html, escape_markdown, printable, tidy
from grader.notation import Notation
from grader.page import Figure, Page
from grader.resources import folder

if TYPE_CHECKING:
    from grader.check.class_page import ClassPage
    from grader.check.feedback_records import FeedbackPage  # generating and checking never import each other
    from grader.generate.audit_page import AuditPage

CELL = Markup("\x1e")
"""Begins a notebook's cell in a rendered text; no text from outside can hold it."""


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
        return _render("hoja.j2", "html", escape_html, Notation.MATHML, page=page)
    return tidy(_render("hoja.j2", "markdown", escape_markdown, Notation.LATEX, page=page))


def render_typst(page: Page) -> tuple[str, list[str]]:
    """Typst's source, and the texts that it takes as data: `#t.at(3);` prints the fourth and cannot do more."""
    texts: list[str] = []

    def escape(text: str) -> Markup:
        texts.append(text)
        return Markup("#t.at({});").format(len(texts) - 1)

    return _render("hoja.j2", "typst", escape, Notation.TYPST, page=page), texts


def notebook_cells(page: Page) -> list[NotebookCell]:
    """The same document, cut where the student's own cells begin and end."""
    text = _render("hoja.j2", "notebook", escape_markdown, Notation.LATEX, page=page)
    cells = [part.partition("\n") for part in text.split(CELL)[1:]]
    figures = {f"seccion-{i}": figure_svg(section.figure) for i, section in enumerate(page.sections, 1)}
    return [NotebookCell(ref, tidy(body), figures.get(ref, "")) for ref, _, body in cells]


def render_feedback(page: FeedbackPage) -> str:
    """What a student gets back: a page of HTML that needs nothing else."""
    return _render("retroalimentacion.j2", "html", escape_html, Notation.MATHML, page=page)


def render_audit(page: AuditPage) -> str:
    """What a docente reads of an audit: a page of HTML that needs nothing else."""
    return _render("auditoria.j2", "html", escape_html, Notation.MATHML, page=page)


def render_class_report(page: ClassPage) -> str:
    """What a docente gets of the whole class, as HTML."""
    return _render("informe.j2", "html", escape_html, Notation.PLAIN, page=page)


@lru_cache(maxsize=256)
def figure_svg(figure: tuple[Figure, ...]) -> str:
    """The network's diagram; it holds what the worksheet prints and no more."""
    return _render("figura.svg.j2", "html", escape_html, Notation.PLAIN, diagram=lay_out(figure))


def _render(document: str, markup: str, escape: Callable[[str], Markup], notation: Notation, **data: Any) -> str:
    template = _environment().get_template(f"documents/{document}")
    return template.render(format=markup, escape=escape, notation=notation, **data)


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
    environment.filters |= {"math": _math, "code": _code, "breakable": breakable, "aligned": aligned}
    environment.globals |= {"figure_svg": figure_svg, "alternative": alternative, "is_narrow": is_narrow}
    environment.globals |= {"TOTAL": spanish.TOTAL, "CELL": CELL}
    return environment


@pass_context
def _finalize(context: Context, value: Any) -> Any:
    if isinstance(value, (Markup, Undefined)):
        return value
    return context["escape"](printable(str(value)))


@pass_context
def _math(context: Context, equation: Equation) -> Markup:
    """The equation in the format's notation, which escapes the names of layers itself."""
    return Markup(formula.write(equation, context["notation"]))  # noqa: S704


@pass_context
def _code(context: Context, value: Any) -> Markup:
    """Typst: the text as an argument of a function instead of as content."""
    return Markup(str(_finalize(context, value)).removeprefix("#").removesuffix(";"))  # noqa: S704
