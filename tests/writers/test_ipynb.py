"""Notebooks: valid, the same bytes twice, one cell per table, the diagram attached."""

import json
from base64 import b64decode

import nbformat

from grader.model import Instance, Layer, Student, Worksheet
from grader.page import key_page, worksheet_page
from grader.writers import ipynb

MLP = Instance(
    "ejemplo-1",
    1,
    "Ejemplo 1",
    "",
    "ReLU para las capas ocultas.",
    False,
    ("inputs", "outputs", "weights", "biases", "params"),
    ("FC1/inputs", "FC1/outputs"),
    (
        Layer("input", "Entrada", "Capa de Entrada", {"units": 128}, row=False),
        Layer("dense", "FC1", "Capa de Salida", {"units": 64}),
    ),
)
WORKSHEET = Worksheet("K7M42Q-X", (Student("a01", "Ana"),), "NN", "Calcular pesos.", (MLP, MLP))


def test_it_is_a_valid_notebook_that_knows_its_code() -> None:
    notebook = nbformat.reads(ipynb.write(worksheet_page(WORKSHEET)).decode(), as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata["grader"] == {"codigo": "K7M42Q-X"}
    assert notebook.metadata["kernelspec"]["name"] == "python3"
    assert "**Código de hoja:** K7M42Q-X" in notebook.cells[0].source


def test_cells_are_named_after_their_place() -> None:
    blank, key = (json.loads(ipynb.write(make(WORKSHEET))) for make in (worksheet_page, key_page))
    names = ["portada", "seccion-1", "tabla-1", "seccion-2", "tabla-2"]
    assert [cell["id"] for cell in blank["cells"]] == names
    assert [cell["id"] for cell in key["cells"] if "desarrollo" not in cell["id"]] == names
    assert {cell["cell_type"] for cell in key["cells"]} == {"markdown"}


def test_the_table_stands_alone_and_the_key_adds_values_and_working() -> None:
    blank, key = (json.loads(ipynb.write(make(WORKSHEET)))["cells"] for make in (worksheet_page, key_page))
    assert "".join(blank[2]["source"]).endswith(
        "| FC1  | 128                      | 64                      |            |             |                 |\n\n"
        "**Total de parámetros:**\n"
    )
    assert "**8192**" in "".join(key[2]["source"])
    assert "**Total de parámetros:** **8256**" in "".join(key[2]["source"])
    assert r"$n \cdot m = 128 \cdot 64 = 8192$" in "".join(key[3]["source"])
    assert "8192" not in json.dumps(blank)


def test_the_diagram_is_attached() -> None:
    cell = json.loads(ipynb.write(worksheet_page(WORKSHEET)))["cells"][1]
    assert "(attachment:red.svg)" in "".join(cell["source"])
    picture = "".join(cell["attachments"]["red.svg"]["image/svg+xml"])
    assert b64decode(picture).startswith(b"<svg ")


def test_the_same_page_gives_the_same_bytes() -> None:
    assert ipynb.write(key_page(WORKSHEET)) == ipynb.write(key_page(WORKSHEET))
