"""Pages in HTML, Markdown and Typst: the right words, nothing from outside as markup, no answers on a worksheet."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from jinja2 import Environment, FileSystemLoader
from markdown_it import MarkdownIt

from grader.check.feedback_records import FeedbackCell, FeedbackPage, FeedbackSection, FirstLook, RightCell
from grader.diagram import LEADING, lay_out
from grader.model import Instance, Layer, Student, Verdict, Worksheet
from grader.neuron_diagram import RADIUS, lay_out_neurons
from grader.page import Figure, Page, filled_page, key_page, worksheet_page
from grader.render import figure_svg, notebook_cells, render_feedback, render_page, render_typst
from grader.resources import folder

HOSTILE = (
    '#read("/etc/passwd")',
    "<script>alert(1)</script>",
    "a|b",
    "*x* _y_ `z` ~~w~~",
    "$a$ $$b$$",
    "{{7*7}}{% raw %}",
    "[x](javascript:1)",
    "</style></title>&lt;",
    "\\#eval \\| \\(a\\)",
    "# título\n- punto\n1. uno",
    "\x1etabla-9\x00",
)
CNN = Instance(
    "ejemplo-4",
    1,
    "Ejemplo 4",
    "Calcular el shape de salida.",
    "ReLU para la capa convolucional.",
    True,
    ("detail", "out_shape", "weights", "biases", "params"),
    ("Input/out_shape", "FC/out_shape"),
    (
        Layer("input", "Input", "Capa de Entrada", {"height": 32, "width": 32, "channels": 3}),
        Layer("conv2d", "CONV1", "CONV1", {"filters": 8, "kernel": 5, "strides": 1, "padding": 2}),
        Layer("max_pooling2d", "POOL1", "POOL1", {"kernel": 2, "strides": 2, "padding": 0}),
        Layer("flatten", "Flatten", "", {}),
        Layer("dense", "FC", "Capa de Salida", {"units": 10}, detail="Softmax, 10 clases"),
    ),
)
ANSWERS = ("600", "608", "2048", "20\u202f480", "20\u202f490", "21\u202f098", "(16, 16, 8)", "(32, 32, 8)")
"""Of `CNN`, worked by hand: 5·5·3·8 = 600, + 8; 16·16·8 = 2048; 2048·10, + 10."""


def worksheet(name: str = "Ana Pérez Muñoz", code: str = "K7M42Q-X", **changes: str) -> Worksheet:
    return Worksheet(code, (Student("a01", name),), "NN - Cálculo", "Calcular pesos.", (replace(CNN, **changes),))


def test_markdown_worksheet_is_word_for_word() -> None:
    text = render_page(worksheet_page(worksheet()), "md")
    assert text.startswith(
        "# NN - Cálculo\n\n**Estudiante:** Ana Pérez Muñoz\n\n**Código de hoja:** K7M42Q-X\n\n"
        "**Objetivo:** Calcular pesos.\n\n"
    )
    assert "\n## Ejemplo 4\n\n*Código de hoja: K7M42Q-X*\n" in text
    assert "\n- **CONV1:** Kernel de 5x5, 8 filtros, stride de 1, padding de 2 (zero-padding).\n" in text
    assert "**Red:** **Input** (32, 32, 3) → **CONV1** f=5x5, s=1, p=2, 8 filtros → **POOL1** 2x2, s=2, max → " in text
    assert (
        "| Capa    | Detalle                    | Out Shape   | # de Pesos | # de Sesgos | # de Parámetros |\n"
        "| ------- | -------------------------- | ----------- | ---------- | ----------- | --------------- |\n"
        "| Input   | (32, 32, 3)                | (32, 32, 3) |            |             |                 |\n"
    ) in text
    assert text.rstrip().endswith("**Total de parámetros:**")


def test_markdown_key_has_values_and_working() -> None:
    text = render_page(key_page(worksheet()), "md")
    assert "— Clave de respuestas" in text
    assert "| CONV1   | f=5x5, s=1, p=2, 8 filtros | **(32, 32, 8)** | **600**" in text
    assert "**Total de parámetros:** **21\u202f098**" in text
    assert r"- número de pesos: $f \cdot f \cdot C \cdot F = 5 \cdot 5 \cdot 3 \cdot 8 = 600$" in text


def test_html_worksheet_has_cells_to_write_in() -> None:
    text = render_page(worksheet_page(worksheet()), "html")
    assert '<html lang="es">' in text
    assert '<meta name="codigo" content="K7M42Q-X">' in text
    assert "<caption>Ejemplo 4</caption>" in text
    assert 'contenteditable="true" spellcheck="false" aria-label="CONV1, número de pesos"></td>' in text
    assert text.count('contenteditable="true"') == 19
    assert '<th scope="row" colspan="5">Total de parámetros:</th>' in text


def test_html_key_is_not_editable_and_shows_the_working_as_mathml() -> None:
    text = render_page(key_page(worksheet()), "html")
    assert 'contenteditable="true"' not in text
    assert '<td class="respuesta"><strong>20\u202f480</strong></td>' in text
    assert "<mn>5</mn><mo>·</mo><mn>5</mn><mo>·</mo><mn>3</mn><mo>·</mo><mn>8</mn><mo>=</mo>" in text


def test_typst_key_shows_the_working_as_maths() -> None:
    source, texts = render_typst(key_page(worksheet()))
    assert '$f dot f dot C dot F = "5" dot "5" dot "3" dot "8" = "600"$' in source
    assert "Desarrollo" in texts


def test_a_filled_page_holds_what_was_written() -> None:
    page = filled_page(worksheet(), {"ejemplo-4/CONV1/weights": "5*5*3*8 = 600", "ejemplo-4/total": "a|b"})
    assert 'aria-label="CONV1, número de pesos">5*5*3*8 = 600</td>' in render_page(page, "html")
    assert r"| 5\*5\*3\*8 = 600" in render_page(page, "md")
    assert r"**Total de parámetros:** a\|b" in render_page(page, "md")


@pytest.mark.parametrize("name", HOSTILE)
def test_html_prints_outside_text_literally(name: str) -> None:
    page = worksheet_page(worksheet(name, title=name, activation=name))
    expected = tags(render_page(worksheet_page(worksheet()), "html"))
    text = render_page(page, "html")
    assert tags(text) == expected
    assert texts_of(text).count(printed(name)) == 4  # name, heading, activation, caption


@pytest.mark.parametrize("name", HOSTILE)
def test_markdown_prints_outside_text_literally(name: str) -> None:
    text = render_page(worksheet_page(worksheet(name, title=name, activation=name)), "md")
    parser = MarkdownIt("commonmark").enable("table").enable("strikethrough")
    tokens = parser.parse(text)
    usual = parser.parse(render_page(worksheet_page(worksheet()), "md"))
    assert [token.type for token in tokens] == [token.type for token in usual]
    plain = ["".join(c.content for c in token.children or ()) for token in tokens if token.type == "inline"]
    wanted = " ".join(printed(name).split("\n"))
    assert f"Estudiante: {wanted}" in plain
    assert wanted in plain
    assert not re.search(r"(?<!\\)\$", text)


@pytest.mark.parametrize("name", HOSTILE)
def test_typst_source_does_not_depend_on_outside_text(name: str) -> None:
    source, texts = render_typst(worksheet_page(worksheet(name, title=name, activation=name)))
    usual, _ = render_typst(worksheet_page(worksheet()))
    assert source == usual
    assert printed(name) in texts


@pytest.mark.parametrize("name", HOSTILE)
def test_a_student_cannot_add_cells_to_a_notebook(name: str) -> None:
    cells = notebook_cells(worksheet_page(worksheet(name, title=name)))
    assert [cell.ref for cell in cells] == ["portada", "seccion-1", "tabla-1"]


def test_each_table_of_a_notebook_is_a_cell_with_its_instructions() -> None:
    table = notebook_cells(worksheet_page(worksheet()))[2].markdown
    assert table.startswith("*Hacer doble clic en la tabla, ")
    assert "\n| Capa    | Detalle " in table
    assert table.endswith("**Total de parámetros:**\n")


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_worksheet_holds_no_answer(answer: str) -> None:
    page = worksheet_page(worksheet())
    source, texts = render_typst(page)
    for text in (render_page(page, "html"), render_page(page, "md"), source, "\n".join(texts)):
        assert answer not in re.sub(r"<svg.*?</svg>|<style>.*?</style>", "", text, flags=re.DOTALL)
    assert answer not in "".join(re.findall(r">([^<]*)<", figure_svg(page.sections[0].figure)))


def test_every_format_defines_the_same_macros() -> None:
    names = ["html", "markdown", "notebook", "typst"]
    environment = Environment(loader=FileSystemLoader(folder("templates")), autoescape=True)
    environment.filters |= dict.fromkeys(("math", "code", "breakable", "aligned"), str)
    modules = [environment.get_template(f"formats/{name}.j2").module for name in names]
    macros = [{n for n in dir(it) if type(getattr(it, n)).__name__ == "Macro" and n[0] != "_"} for it in modules]
    assert sorted(path.stem for path in (folder("templates") / "formats").glob("*.j2")) == names
    document = (folder("templates") / "documents" / "hoja.j2").read_text()
    assert all(set(re.findall(r"\bf\.(\w+)\(", document)) <= it for it in macros)
    assert macros[1] == macros[2] == macros[3] == macros[0] - {"equations"}


def test_templates_bypass_the_escape_only_for_diagrams() -> None:
    texts = [path.read_text() for path in folder("templates").rglob("*.j2")]
    assert [found for text in texts for found in re.findall(r"\S+\|safe", text)] == ["figure_svg(blocks)|safe"]
    assert not any("|join" in text or "|format" in text for text in texts)


MLP = (Figure("input", "Entrada", "128 neuronas"), Figure("dense", "FC1", "64 neuronas"))


def test_a_diagram_depends_on_kinds_not_on_numbers() -> None:
    def geometry(figure: tuple[Figure, ...]) -> str:
        return re.sub(r"<title>.*?</title>|>[^<]+<", "><", figure_svg(figure))

    large = tuple(replace(block, caption="9999 neuronas") for block in MLP)
    assert geometry(MLP) == geometry(large)
    assert geometry(MLP) != geometry((*MLP, Figure("dense", "FC2", "1 neurona")))


def test_a_diagram_says_in_words_what_it_shows() -> None:
    svg = figure_svg(MLP)
    assert 'role="img"' in svg
    assert "<title>Esquema de la red, sin escala: Entrada: 128 neuronas → FC1: 64 neuronas</title>" in svg


def test_a_diagram_escapes_names() -> None:
    assert "<script>" not in figure_svg((Figure("dense", "<script>", "</svg>"),))


@pytest.mark.parametrize("count", [1, 5, 9, 10, 25])
def test_captions_of_a_diagram_do_not_overlap(count: int) -> None:
    kinds = ("input", "conv2d", "max_pooling2d", "flatten", "dense", "dropout", "activation")
    figure = tuple(
        Figure(kinds[i % 7], f"UNA_CAPA_MUY_LARGA_{i}", "f=11x11, s=4, p=10, 1024 filtros") for i in range(count)
    )
    diagram = lay_out(figure)
    for left, right in zip(diagram.blocks, diagram.blocks[1:], strict=False):
        if left.y == right.y:
            assert right.x - left.x >= (left.shape.slot + right.shape.slot) // 2 - 1
    for block in diagram.blocks:
        assert len(block.name) * 8 <= block.shape.slot
        assert all(len(line) * 6 <= block.shape.slot for line in block.caption)
        assert block.shape.slot // 2 <= block.x <= diagram.width - block.shape.slot // 2
    assert diagram.width <= 840 + 2 * 14 + 106


def test_no_line_runs_through_the_name_of_a_connection() -> None:
    """Behind it stands a field as wide as its letters: a halo let its own line through, as one more stroke."""
    before = Figure("neurons", "Oculta", "tanh", tuple("1234567"))
    after = Figure("neurons", "Salida", "tanh", tuple("123456"), ((4, 2, "w(4,2)"), (1, 0, "b(1)")))
    diagram = lay_out_neurons((before, after))
    named = [line for line in diagram.connections if line.name]
    assert {line.name for line in named} == {"w(4,2)", "b(1)"}
    for line in named:
        assert line.room >= 6 * len(line.name)
        assert not [
            it for it in diagram.neurons
            if line.left - RADIUS < it.x < line.left + line.room + RADIUS and abs(it.y - line.at[1]) < 8 + RADIUS
        ]  # fmt: skip
    svg = figure_svg((before, after))
    assert svg.rindex("<path") < svg.index("<rect") < svg.index(">w(4,2)</text>")
    assert svg.count("<rect") == 2
    assert "paint-order" not in svg


def test_every_shape_is_drawn() -> None:
    kinds = (
        "input",
        "conv2d",
        "max_pooling2d",
        "average_pooling2d",
        "flatten",
        "dense",
        "activation",
        "dropout",
        "lstm",
    )
    assert figure_svg(tuple(Figure(kind, kind, "") for kind in kinds)).count("<g transform") == len(kinds)


def feedback(**changes: str) -> FeedbackPage:
    working = key_page(worksheet()).sections[0].workings[1].equations
    cell = FeedbackCell(
        "CONV1, número de pesos", "c3", "5*5*8", "200", "600", Verdict.MISCONCEPTION, "idea por revisar",
        ("200 = 5·5·8: te faltó multiplicar por los 3 canales.",), ("Cuenta los canales.",), (), working, "0 de 1",
    )  # fmt: skip
    right = RightCell("CONV1, número de sesgos", "777", "", ())
    blank = replace(cell, verdict=Verdict.BLANK, wrote="", why=("Nada.",), label="POOL1", anchor="c5")
    lead = "Tu camino se separa del correcto en «CONV1»."
    section = FeedbackSection("Ejemplo 4", "1 de 2 puntos", lead, (replace(cell, **changes),), (blank,), (right,), True)
    counts = ((Verdict.CORRECT, "correcta", 1), (Verdict.MISCONCEPTION, "idea por revisar", 1))
    first = (FirstLook((("CONV1, número de pesos", "c3"),), "Te faltaron los canales.", "Vuelve a contarlos."),)
    return FeedbackPage(
        "NN", "Ana", "K7M42Q-X", "a.md", "2,5 de 5,0", "5·1/2 = 2,5", True, counts, first, ("Un aviso.",), (section,),
        (("f", "lado del kernel"),),
    )  # fmt: skip


def test_feedback_says_what_was_read_what_was_expected_and_why() -> None:
    text = render_feedback(feedback())
    seen = texts_of(text)
    for words in (
        "2,5 de 5,0", "5·1/2 = 2,5", "Nota provisional.", "Un aviso.", "5*5*8", "200", "600", "0 de 1", "1 de 2 puntos",
        "Tu camino se separa del correcto en «CONV1».", "Te faltaron los canales.", "Cuenta los canales.",
    ):  # fmt: skip
        assert words in seen
    assert '<span class="v misconception"><span aria-hidden="true">!</span> idea por revisar</span>' in text
    assert "<mn>5</mn><mo>·</mo><mn>5</mn><mo>·</mo><mn>3</mn><mo>·</mo><mn>8</mn><mo>=</mo>" in text


def test_feedback_folds_what_is_right_and_what_is_blank_and_nothing_else() -> None:
    folded = re.findall(r"<details>(.*?)</details>", render_feedback(feedback()), re.DOTALL)
    assert [re.sub(r"\s+", " ", re.search("<summary>(.*?)</summary>", it, re.DOTALL)[1]) for it in folded] == [
        "1 celda en blanco", "1 celda sin nada que corregir",
    ]  # fmt: skip
    assert "5*5*8" not in "".join(folded)
    assert "777" in folded[1]


def test_feedback_links_to_what_to_look_at_first() -> None:
    text = render_feedback(feedback())
    links = re.findall(r'href="#(\w+)"', text)
    assert links == ["c3"]
    assert all(text.count(f'id="{link}"') == 1 for link in links)


def test_feedback_tells_the_letters_once() -> None:
    assert render_feedback(feedback()).count('class="letras"') == 1
    assert 'class="letras"' not in render_feedback(replace(feedback(), letters=()))


def test_feedback_without_solution_has_no_column_for_it() -> None:
    page = feedback()
    section = page.sections[0]
    hidden = {
        name: tuple(replace(cell, expected="", working=()) for cell in getattr(section, name))
        for name in ("steps", "blanks")
    }
    section = replace(section, **hidden, solved=False)
    text = render_feedback(replace(page, provisional=False, sections=(section,)))
    assert "El camino correcto" in render_feedback(page)
    assert "El camino correcto" not in text
    assert "600" not in texts_of(text)
    assert "Nota provisional." not in text


@pytest.mark.parametrize("raw", HOSTILE)
def test_feedback_prints_answers_literally(raw: str) -> None:
    text = render_feedback(feedback(wrote=raw))
    assert tags(text) == tags(render_feedback(feedback()))
    assert printed(raw) in texts_of(text)


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_its_symbol(verdict: Verdict) -> None:
    page = feedback(verdict=verdict)
    assert f'class="v {verdict}"><span aria-hidden="true">' in render_feedback(page)


def test_a_page_without_names_leaves_a_line_to_write_on() -> None:
    page = replace(worksheet_page(worksheet()), student="")
    assert '<span class="renglon"></span>' in render_page(page, "html")
    assert "line(length: 100%" in render_typst(page)[0]


def test_rendering_twice_gives_the_same() -> None:
    def outputs(page: Page) -> tuple[object, ...]:
        return render_page(page, "html"), render_page(page, "md"), render_typst(page), notebook_cells(page)

    assert outputs(key_page(worksheet())) == outputs(key_page(worksheet()))


def printed(text: str) -> str:
    return text.replace("\x1e", "\ufffd").replace("\x00", "\ufffd")


def tags(page: str) -> list[str]:
    return _Reader(page).tags


def texts_of(page: str) -> list[str]:
    return _Reader(page).texts


class _Reader(HTMLParser):
    """The tags and the texts that a browser would see."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())


def test_no_caption_is_cut_off_nor_crossed_by_the_arrow_to_the_next_line() -> None:
    captions = ["f=5x5, s=1, p=valid, 32 filtros", "2x2, s=2, max"] * 6
    drawn = lay_out(tuple(Figure("conv2d", f"CONV{i}", text) for i, text in enumerate(captions)))
    assert drawn.blocks[0].caption == ("f=5x5, s=1", "p=valid", "32 filtros")
    assert len({block.y for block in drawn.blocks}) == 2
    (turn,) = (link for link in drawn.links if "v" in link.path)
    third_line = 54 + 3 * LEADING  # its foot, below the middle of the block, as figura.svg.j2 writes it
    assert int(turn.path.partition("v")[2].partition("H")[0]) > third_line
