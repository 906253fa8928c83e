"""The only home of Jinja: a page × a format of `templates/` → text.

Documents hold order and prose, formats hold markup. Whatever a template prints goes through `_printer`, and what is
not markup made by a template or a filter is escaped there for the format at hand; nothing is escaped anywhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup

from grader import formula
from grader.diagram import alternative, are_neurons, is_branched, is_narrow, lay_out
from grader.formula import Equation
from grader.graph_diagram import lay_out_graph
from grader.markup import aligned, escape_html, escape_lms, escape_markdown, is_plain, printable, tidy
from grader.neuron_diagram import lay_out_neurons
from grader.notation import MARKUPS, Notation
from grader.page import Figure, Page
from grader.resources import folder
from grader.sheets import Matrix

if TYPE_CHECKING:
    from grader.banks._question import Question
    from grader.check.class_page import ClassPage
    from grader.check.feedback_records import FeedbackPage  # generating and checking never import each other
    from grader.generate.audit_page import AuditPage

CELL = Markup("\x1e")
"""Begins a notebook's cell in a rendered text; no text from outside can hold it."""
_SHORT = 64
"""Characters of labels and numbers, most of which many students share."""
_TEXT, _BARE = "\x1f", "\x1d"
"""Around what Typst takes as data, and before such a text where it is an argument instead of content."""


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
        return _render("hoja.j2", "html", page=page)
    return tidy(_render("hoja.j2", "markdown", page=page))


def render_typst(page: Page) -> tuple[str, list[str]]:
    """Typst's source, and the texts that it takes as data: `#t.at(3);` prints the fourth and cannot do more."""
    texts: list[str] = []
    pieces = _render("hoja.j2", "typst", page=page).split(_TEXT)
    for i in range(1, len(pieces), 2):
        bare = pieces[i].startswith(_BARE)
        texts.append(pieces[i].removeprefix(_BARE))
        pieces[i] = f"t.at({len(texts) - 1})" if bare else f"#t.at({len(texts) - 1});"
    return "".join(pieces), texts


def notebook_cells(page: Page) -> list[NotebookCell]:
    """The same document, cut where the student's own cells begin and end."""
    text = _render("hoja.j2", "notebook", page=page)
    cells = [part.partition("\n") for part in text.split(CELL)[1:]]
    drawn = [(i, section.figure) for i, section in enumerate(page.sections, 1) if section.figure]
    figures = {f"seccion-{i}": figure_svg(figure) for i, figure in drawn}
    return [NotebookCell(ref, tidy(body), figures.get(ref, "")) for ref, _, body in cells]


def render_feedback(page: FeedbackPage) -> str:
    """What a student gets back: a page of HTML that needs nothing else."""
    return _render("retroalimentacion.j2", "html", page=page)


def render_audit(page: AuditPage) -> str:
    """What a docente reads of an audit: a page of HTML that needs nothing else."""
    return _render("auditoria.j2", "html", page=page)


def render_class_report(page: ClassPage) -> str:
    """What a docente gets of the whole class, as HTML."""
    return _render("informe.j2", "html", page=page)


def render_question(question: Question, picture: str, gaps: Mapping[str, Markup]) -> str:
    """What a question bank asks, as a piece of HTML that is XML too: `gaps` stand in the cells, `picture` is a URL."""
    return _render("pregunta.j2", "lms", question=question, section=question.section, picture=picture, gaps=gaps)


def render_solution(question: Question) -> str:
    """The working of a question's answers, as a piece of HTML that is XML too."""
    return _render("solucion.j2", "lms", question=question)


@lru_cache(maxsize=256)
def figure_svg(figure: tuple[Figure, ...]) -> str:
    """The network's diagram; it holds what the worksheet prints and no more."""
    if are_neurons(figure):
        return _render("neuronas.svg.j2", "html", diagram=lay_out_neurons(figure))
    laid_out = lay_out_graph(figure) if is_branched(figure) else lay_out(figure)
    return _render("figura.svg.j2", "html", diagram=laid_out)


def _render(document: str, markup: str, **data: Any) -> str:
    return _environment(markup).get_template(f"documents/{document}").render(format=markup, **data)


def _as_data(text: str) -> Markup:
    return Markup(f"{_TEXT}{text}{_TEXT}")  # noqa: S704


_MARKUPS: dict[str, tuple[Callable[[str], Markup], Notation]] = {
    "html": (escape_html, Notation.HTML),
    "markdown": (escape_markdown, Notation.LATEX),
    "notebook": (escape_markdown, Notation.LATEX),
    "typst": (_as_data, Notation.TYPST),
    "lms": (escape_lms, Notation.PLAIN),
}
"""Format of `templates/formats` → its escape and its notation."""


class _Generator(CodeGenerator):
    """Compiled templates print what the printer gives: Jinja's own escape would only copy it, twice.

    They look into records and call as Python does: `it.name` is an attribute, `it["name"]` an item, and macros and
    functions get what is written in the brackets, no context. Jinja's own way asks each time which of these it is.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def _output_child_pre(self, *_: Any) -> None:
        self.write("environment.finalize(")

    def _output_child_post(self, *_: Any) -> None:
        self.write(")")

    def _output_child_to_const(self, node: nodes.Expr, *_: Any) -> str:
        if isinstance(node, nodes.TemplateData):
            return node.data
        raise nodes.Impossible


class _Environment(Environment):
    code_generator_class = _Generator


@cache
def _environment(markup: str) -> Environment:
    escape, notation = _MARKUPS[markup]
    environment = _Environment(
        loader=FileSystemLoader(folder("templates")),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_printer(escape, anything_plain=markup not in ("typst", "lms")),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {"math": _writer(notation), "code": _code, "aligned": aligned}
    environment.globals |= {"figure_svg": figure_svg, "alternative": alternative, "is_narrow": is_narrow}
    environment.globals |= {"lay_out": lay_out, "CELL": CELL}
    return environment


def _printer(escape: Callable[[str], Markup], *, anything_plain: bool) -> Callable[[Any], str]:
    def escaped(text: str) -> str:
        return text if anything_plain and is_plain(text) else escape(printable(text))

    known = lru_cache(maxsize=4096)(escaped)

    def printed(value: Any) -> str:
        if type(value) is str:  # no `Markup`, which is one of its subclasses
            return known(value) if len(value) < _SHORT else escaped(value)
        if isinstance(value, Markup):
            return value
        text = str(value)  # what is undefined raises here, but for an `if` without `else`
        return text if isinstance(value, Undefined) else escaped(text)

    return printed


def _writer(notation: Notation) -> Callable[[Equation | Matrix], str]:
    def write(equation: Equation | Matrix) -> str:
        """The equation in the format's notation, which escapes the names of layers itself; plain text is no markup."""
        if isinstance(equation, Matrix):
            text = MARKUPS[notation].matrix_of(equation.letter, equation.of, equation.rows)
        else:
            text = formula.write(equation, notation)
        return text if notation is Notation.PLAIN else Markup(text)  # noqa: S704

    return write


def _code(value: Any) -> Markup:
    """Typst: the text as an argument of a function instead of as content."""
    return _as_data(f"{_BARE}{printable(str(value))}")
