"""docs/redes.md is true: its commands run and print what it shows, and its worked example is marked as it says."""

import re
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

from grader import evaluate, spanish
from grader.check.feedback_words import VERDICT_LABELS
from grader.check.mark import mark_sheet
from grader.check.policy import Policy
from grader.generate.blueprint import parse_blueprint
from grader.model import Role, Written
from grader.page import cell_label
from grader.sheets import build

TEXT = (Path(__file__).parents[2] / "docs" / "redes.md").read_text("utf-8")
NETWORKS = Path(__file__).parents[1] / "importers" / "networks.zip"
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", TEXT, re.DOTALL)
(TOML,) = (text for kind, text in BLOCKS if kind == "toml")
(SUMMARY,) = (text for kind, text in BLOCKS if kind == "text")
COMMANDS = re.findall(
    r"^\$ grader (.+)\n((?:(?!\$ ).+\n)*)", "".join(t for kind, t in BLOCKS if kind == "console"), re.MULTILINE
)
SHEET = build(parse_blueprint(tomllib.loads(TOML), "dos-ramas.toml").original())
RIGHT = evaluate.answers(SHEET)
ASKED = [ref for ref, cell in SHEET.cells.items() if cell.role is Role.ASKED]


def test_its_commands_print_what_it_shows(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dos-ramas.toml").write_text(TOML, "utf-8")
    (tmp_path / "mi-red.txt").write_text(SUMMARY, "utf-8")
    (tmp_path / "resnet50.json").write_bytes(ZipFile(NETWORKS).read("ResNet50.json"))
    assert len(COMMANDS) == 7
    for line, shown in COMMANDS:
        status, out, _ = command(*line.split())
        assert status == 0, line
        assert shown in ("", out), line
    assert {"mi-red.toml", "bloque.toml", "convoluciones.toml"} <= {it.name for it in tmp_path.iterdir()}


def test_an_imported_stretch_is_handed_out_as_the_page_says(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "resnet50.json").write_bytes(ZipFile(NETWORKS).read("ResNet50.json"))
    (tmp_path / "lista.csv").write_text("nombre\nAna\nBruno\n", "utf-8")
    (importing,) = (line for line, _ in COMMANDS if line.endswith("bloque.toml"))
    (generating,) = re.findall(r"`grader (generar bloque\.toml[^`]*)`", TEXT)
    assert command(*importing.split())[0] == 0
    assert command(*generating.split(), "--formatos", "csv")[0] == 0
    assert len(list((tmp_path / "hojas" / "hojas").iterdir())) == 2


def example():
    """Cell → what is written, the key, the verdict with its idea."""
    part = TEXT.partition("## Un ejemplo completo")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")][1:]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]
    return {row[0]: [row[1].strip("`"), *row[2:]] for row in rows}


EXAMPLE = example()
TEXTS = {ref: EXAMPLE[cell_label(ref)][0] if cell_label(ref) in EXAMPLE else spanish.value(RIGHT[ref]) for ref in ASKED}
MARKS = {
    cell_label(mark.cell.partition("/")[2]): mark
    for mark in mark_sheet(
        SHEET, {f"dos-ramas/{ref}": (Written(text, ""),) for ref, text in TEXTS.items()}, Policy()
    )
}  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLE)
def test_each_row_of_the_example_is_marked_as_told(name):
    mark, (_, key, told) = MARKS[name], EXAMPLE[name]
    verdict, _, slug = told.partition(": ")
    assert spanish.value(mark.expected).replace(spanish.NARROW_SPACE, "") == key
    assert VERDICT_LABELS[mark.verdict][0] == verdict
    assert [it.slug for it in mark.diagnoses][:1] == ([slug.strip("`")] if slug else [])


def test_what_the_example_does_not_show_is_right():
    assert {name for name, mark in MARKS.items() if mark.verdict != "correct"} == set(EXAMPLE)
    lost = [mark for mark in MARKS.values() if mark.earned < mark.possible]
    assert f"De {sum(mark.possible > 0 for mark in MARKS.values())} celdas pierde cuatro." in TEXT
    assert len(lost) == 4
