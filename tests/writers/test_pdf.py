"""PDF worksheets: the code on every page, outside text as text, room to write, the same bytes twice."""

from dataclasses import replace
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader

from grader.generate.assignment import load_assignment
from grader.generate.issue import issue
from grader.model import Instance, Layer, Student, Worksheet
from grader.page import key_page, worksheet_page
from grader.writers import _picture, pdf

MLP = Instance(
    "ejemplo-1",
    1,
    "Ejemplo 1",
    "",
    "ReLU para las capas ocultas.",
    False,
    ("inputs", "outputs", "weights", "biases", "params"),
    ("FC1/inputs", "FC1/outputs", "FC2/inputs", "FC2/outputs"),
    (
        Layer("input", "Entrada", "Capa de Entrada", {"units": 128}, row=False),
        Layer("dense", "FC1", "Capa Oculta 1", {"units": 64}),
        Layer("dense", "FC2", "Capa de Salida", {"units": 1}),
    ),
)


def worksheet(name: str = "Ana Pérez Muñoz", copies: int = 1) -> Worksheet:
    return Worksheet("K7M42Q-X", (Student("a01", name),), "NN - Cálculo", "Calcular pesos.", (MLP,) * copies)


def texts(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(data)).pages]


def test_every_page_has_code_student_and_number() -> None:
    pages = texts(pdf.write(worksheet_page(worksheet(copies=5))))
    assert len(pages) == 3
    for number, text in enumerate(pages, 1):
        assert "K7M42Q-X" in text
        assert "Ana Pérez Muñoz" in text
        assert f"Página {number} de 3" in text


def test_the_worksheet_holds_no_answer_and_the_key_all() -> None:
    blank, key = ("".join(texts(pdf.write(make(worksheet())))) for make in (worksheet_page, key_page))
    for answer in ("8192", "8256", "8321"):  # 128·64, + 64, + 65
        assert answer not in blank
        assert answer in key
    assert "Clave de respuestas" in key


def test_the_document_says_what_it_is() -> None:
    reader = PdfReader(BytesIO(pdf.write(worksheet_page(worksheet()))))
    assert reader.metadata is not None
    assert reader.metadata.title == "NN - Cálculo"
    assert reader.metadata["/Keywords"] == "K7M42Q-X"
    assert "/CreationDate" not in reader.metadata
    assert reader.trailer["/Root"]["/Lang"] == "es"
    assert tuple(map(round, reader.pages[0].mediabox[2:])) == (595, 842)


@pytest.mark.parametrize(
    "name", ['#read("/etc/passwd")', "$x$ *y* _z_ @a <b>", "] #panic() [", "\\#{1+1} // /* `", "“a” -- ... 'b'"]
)
def test_a_name_is_printed_literally(name: str) -> None:
    text = texts(pdf.write(worksheet_page(worksheet(name))))[0]
    assert text.count(name) == 2


def test_the_same_page_gives_the_same_bytes() -> None:
    assert pdf.write(key_page(worksheet())) == pdf.write(key_page(worksheet()))


def test_a_layer_name_stays_text_inside_a_formula() -> None:
    layers = tuple(replace(layer, name=f'{layer.name}"$#panic()') for layer in MLP.layers)
    given = tuple(ref.replace("/", '"$#panic()/') for ref in MLP.given)
    hostile = replace(worksheet(), instances=(replace(MLP, layers=layers, given=given),))
    assert "#panic()" in texts(pdf.write(key_page(hostile)))[0]


def test_a_picture_has_two_pixels_for_each_of_the_diagram() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>'
    data = _picture.png(svg)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (80, 60)
    assert data == _picture.png(svg)


def original(name: str) -> Worksheet:
    (line,) = issue(load_assignment([name]), (Student("a01", "Ana"),), "k", original=True)
    return line.worksheet


@pytest.mark.parametrize("name", ["inciso-2d", "convnetjs-cifar10"])
def test_an_exercise_that_is_taller_than_a_page_begins_below_the_title(name: str) -> None:
    first, second = texts(pdf.write(worksheet_page(original(name))))
    assert "POOL2:" in first
    assert "Total de parámetros:" in second


def deep(name: str) -> bytes:
    """A network of 80 layers."""
    layers = [
        Layer("conv2d", name.format(i), "", {"filters": 8, "kernel": 1, "strides": 1, "padding": 0}) for i in range(80)
    ]
    image = Layer("input", "Input", "", {"height": 8, "width": 8, "channels": 3})
    columns = ("detail", "out_shape", "weights", "biases", "params")
    return pdf.write(worksheet_page(replace(worksheet(), instances=(
        replace(MLP, columns=columns, given=("Input/out_shape",), layers=(image, *layers)),))))  # fmt: skip


def places(data: bytes, text: str) -> list[tuple[float, ...]]:
    """Left, bottom, right, top of a text wherever it is printed."""
    found = []
    for page in pdfium.PdfDocument(data):
        layer = page.get_textpage()
        searcher = layer.search(text)
        while hit := searcher.get_next():
            boxes = [layer.get_charbox(hit[0] + i) for i in range(hit[1])]
            found.append((boxes[0][0], min(it[1] for it in boxes), boxes[-1][2], max(it[3] for it in boxes)))
    return found


def test_a_structure_that_is_longer_than_a_page_goes_on_on_the_next() -> None:
    data = deep("CONV{}")
    for i in range(80):
        assert all(bottom > 45 for _, bottom, _, _ in places(data, f"CONV{i}")), "above the foot of its page"


def test_a_long_name_has_its_column_to_itself() -> None:
    data = deep("conv2_block{}_1_conv")
    name, detail = places(data, "conv2_block7_1_conv")[-1], places(data, "f=1x1")[-1]
    assert name[2] < detail[0]
