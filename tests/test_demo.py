"""The demo walks the whole road: what it leaves, what it says, and the grades that follow from what it hands in."""

import csv
import io
import json
import re
from contextlib import redirect_stdout

import pytest

from grader import demo

FORMATS = ("csv", "docx", "html", "ipynb", "md", "pdf", "xlsx")


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """The demo's folder, its exit status and what it printed."""
    folder, printed = tmp_path_factory.mktemp("aquí") / "prueba", io.StringIO()
    with redirect_stdout(printed):
        status = demo.run(folder)
    return folder, status, printed.getvalue()


def names(folder, part):
    return sorted(path.name for path in (folder / part).iterdir())


def test_three_students_get_the_taller_in_every_format_with_its_key(walked):
    folder, status, _ = walked
    stems = sorted({name.partition(".")[0] for name in names(folder, "hojas")})
    assert status == 0
    assert [stem.partition("_")[0] for stem in stems] == ["ana-perez-munoz", "bruno-nanez-gil", "carla-guiza-diaz"]
    every = [f"{stem}.{format}" for stem in stems for format in FORMATS]
    assert names(folder, "hojas") == every
    assert names(folder, "claves") == every
    assert [re.sub(r"_.*\.", ".", name) for name in names(folder, "entregas")] == [
        "ana-perez-munoz.ipynb",
        "bruno-nanez-gil.xlsx",
        "carla-guiza-diaz.csv",
    ]


def grade_list(folder):
    return list(csv.DictReader((folder / "notas" / "notas.csv").read_text("utf-8-sig").splitlines()))


def test_the_grades(walked):
    """Bruno loses one cell of 19 and one of 31: 5 − 1/19 − 1/31. Carla 2 of 7, 10, 13 and 19, and 4 of 31."""
    folder, _, _ = walked
    assert [(row["nombre"], row["nota"], row["puntos"], row["de"], row["estado"]) for row in grade_list(folder)] == [
        ("Ana Pérez Muñoz", "5.00", "5.0000", "5.0000", "definitiva"),
        ("Bruno Ñáñez Gil", "4.92", "4.9151", "5.0000", "definitiva"),
        ("Carla Güiza Díaz", "4.13", "4.1261", "5.0000", "definitiva"),
    ]


@pytest.fixture(scope="module")
def cells(walked):
    """Student → cell → its result."""
    folder, _, _ = walked
    lines = map(json.loads, (folder / "notas" / "resultados.jsonl").read_text("utf-8").splitlines())
    return {line["student"]: {cell["cell"]: cell for cell in line["cells"]} for line in lines}


def verdicts(cells, *wanted):
    return {name for name, cell in cells.items() if cell["verdict"] in wanted}


def test_the_notebook_is_perfect(cells):
    assert len(cells["2026001"]) == 80
    assert verdicts(cells["2026001"], "correct") == set(cells["2026001"])


def test_an_early_mistake_carries_on_and_costs_once(cells):
    """The padding forgotten in the first convolution of ejemplo 4 and of ejemplo 5."""
    bruno = cells["2026002"]
    lost = {name for name, cell in bruno.items() if cell["earned"] != cell["possible"]}
    assert lost == {"ejemplo-4/CONV1/out_shape", "ejemplo-5/CONV1/out_shape"}
    assert {bruno[name]["misconception"] for name in lost} == {"ignora-padding"}
    assert {"ejemplo-4/POOL1/out_shape", "ejemplo-4/Flatten/out_shape", "ejemplo-4/FC/weights", "ejemplo-4/FC/params",
            "ejemplo-4/total"} <= verdicts(bruno, "carried")  # fmt: skip
    assert verdicts(bruno, "review", "incorrect", "blank", "slip") == set()


def test_two_wrong_rules_are_named_and_blanks_cost_only_themselves(cells):
    carla = cells["2026003"]
    wrong = {name: cell["misconception"] for name, cell in carla.items() if cell["verdict"] == "misconception"}
    assert wrong == {
        "ejemplo-1/FC1/biases": "un-sesgo-por-capa",
        "ejemplo-2/FC1/biases": "un-sesgo-por-capa",
        "ejemplo-3/FC1/biases": "un-sesgo-por-capa",
        "ejemplo-4/CONV1/weights": "olvida-canales",
        "ejemplo-5/CONV1/weights": "olvida-canales",
        "ejemplo-5/FC1/biases": "un-sesgo-por-capa",
    }
    assert verdicts(carla, "blank") == {
        "ejemplo-1/FC2/params", "ejemplo-2/FC2/params", "ejemplo-3/FC2/params", "ejemplo-4/POOL1/out_shape",
        "ejemplo-5/POOL1/out_shape", "ejemplo-5/FC2/params",
    }  # fmt: skip
    assert verdicts(carla, "review", "incorrect", "slip") == set()
    assert re.fullmatch(r"\d{2,3}\.\d{3}", carla["ejemplo-5/total"]["raw"]), "thousands points"


def test_the_feedback_explains_itself(walked):
    folder, _, _ = walked
    ana, bruno, carla = (path.read_text("utf-8") for path in sorted((folder / "notas" / "retroalimentacion").iterdir()))
    assert "5,00 de 5,00" in ana
    assert "4,92 de 5,00" in bruno
    assert "Tu camino se separa del correcto en «CONV1, forma de salida»." in bruno
    assert "con tus propios números es un arrastre: no vuelve a costar" in bruno
    assert "4,13 de 5,00" in carla
    assert "te faltó multiplicar" in carla


def test_it_ends_by_naming_what_to_open_and_all_of_it_is_there(walked):
    folder, _, printed = walked
    _, _, last = printed.partition(f"Para mirar, en {folder}/\n")
    named = [line.split()[0] for line in last.splitlines()]
    assert [re.sub(r"_[A-Z0-9]{6}-[A-Z0-9]", "", name) for name in named] == [
        "hojas/ana-perez-munoz.pdf",
        "claves/ana-perez-munoz.html",
        "entregas/",
        "notas/retroalimentacion/bruno-nanez-gil.html",
        "notas/retroalimentacion/carla-guiza-diaz.html",
        "notas/notas.csv",
    ]
    assert [name for name in named if not (folder / name).exists()] == []
    assert "3 entregas: 3 calificadas, 0 con algo por revisar, 0 rechazadas." in printed


def test_it_refuses_a_folder_that_holds_something(command, tmp_path):
    (tmp_path / "mío.txt").write_text("no lo toques")
    reason = f"«{tmp_path}» ya existe y no está vacía; elige otra con -o.\n"
    assert command("demo", "-o", tmp_path) == (2, "", reason)
    assert [path.name for path in tmp_path.iterdir()] == ["mío.txt"]


def test_a_file_in_the_way_is_told(command, tmp_path):
    (tmp_path / "archivo").write_text("x")
    status, out, err = command("demo", "-o", tmp_path / "archivo")
    assert (status, out) == (2, "")
    assert err == f"No se puede usar «{tmp_path / 'archivo'}»: su ruta pasa por algo que no es una carpeta.\n"
