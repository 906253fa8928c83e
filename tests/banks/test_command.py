"""`grader exportar` as a docente uses it."""

import re
import shlex
from pathlib import Path

import pytest
from canvas_import import load as open_canvas
from moodle_import import load as import_moodle
from qti_player import load as open_qti

from grader.arguments import TARGETS as OFFERED
from grader.arguments import parser
from grader.banks import TARGETS

ROOT = Path(__file__).parents[2]
LOADERS = {"moodle": import_moodle, "canvas": lambda data: open_canvas(data).items, "qti": open_qti}
FOUR = ("exportar", "ejemplo-4", "-n", "2", "--semilla", "s")


def test_what_the_page_for_docentes_shows_can_be_typed():
    page = (ROOT / "docs" / "bancos.md").read_text("utf-8")
    lines = re.findall(r"^    grader (exportar .+)$", page, re.MULTILINE)
    assert len(lines) >= 4
    for line in lines:
        assert parser().parse_args(shlex.split(line)).command == "exportar"


def exported(command, path, *arguments):
    status, out, err = command(*arguments, "-o", path)
    assert (status, err) == (0, "")
    return out


def test_every_target_has_its_file_its_reader_and_its_place_in_the_command():
    files = {path.stem for path in (ROOT / "grader" / "banks").glob("[!_]*.py")}
    assert files == set(TARGETS) == set(OFFERED) == set(LOADERS)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("form", ["tabla", "celda"])
def test_a_bank_is_written_counted_and_its_limits_told(command, tmp_path, target, form):
    path = tmp_path / f"banco.{TARGETS[target]}"
    out = exported(command, path, *FOUR, "--a", target, "--tipo", form)
    questions = LOADERS[target](path.read_bytes())
    assert len(questions) == (2 if form == "tabla" else 38)
    assert out.startswith(f"{len(questions)} preguntas con 38 huecos, ")
    assert "El archivo se leyó de vuelta y dice lo que la clave: " in out
    assert "  Arrastre " in out.partition("Lo que una pregunta de este banco no hace:")[2]
    assert out.endswith(f"\nBanco: {path}\n")


def test_an_assignment_with_the_same_exercise_twice(command, tmp_path):
    path = tmp_path / "banco.xml"
    exported(command, path, "exportar", "ejemplo-1", "ejemplo-1", "-n", "2", "--semilla", "s", "--a", "moodle")
    names = [question.name.partition(" · ")[0] for question in import_moodle(path.read_bytes())]
    assert names == ["Ejemplo 1", "Ejemplo 1", "Ejemplo 1 (2)", "Ejemplo 1 (2)"]


def test_the_variants_are_those_that_generar_gives_out(command, tmp_path):
    status, _, _ = command("generar", "ejemplo-4", "-n", "2", "--semilla", "s", "--formatos", "csv", "-o", tmp_path)
    assert status == 0
    manifest = tmp_path / "manifiesto.jsonl"
    drawn, given = tmp_path / "sorteado.xml", tmp_path / "repartido.xml"
    exported(command, drawn, *FOUR, "--a", "moodle")
    exported(command, given, "exportar", "--manifiesto", manifest, "--a", "moodle")
    assert drawn.read_bytes() == given.read_bytes()


def test_no_student_is_named(command, tmp_path):
    (tmp_path / "lista.csv").write_text("código,nombre,correo\n2013,Zoraida Quispe,zoraida@example.com\n", "utf-8")
    command("generar", "ejemplo-1", "--estudiantes", tmp_path / "lista.csv", "--semilla", "s", "--formatos", "csv",
            "-o", tmp_path)  # fmt: skip
    exported(command, tmp_path / "b.xml", "exportar", "--manifiesto", tmp_path / "manifiesto.jsonl", "--a", "moodle")
    text = (tmp_path / "b.xml").read_text("utf-8").lower()
    assert not [word for word in ("zoraida", "quispe", "2013", "example.com") if word in text]


def test_a_policy_decides_weights_and_what_is_told(command, tmp_path):
    (tmp_path / "p.toml").write_text('show = "veredictos"\n[cells]\nout_shape = 2\n', "utf-8")
    exported(command, tmp_path / "b.xml", *FOUR, "--a", "moodle", "--politica", tmp_path / "p.toml")
    for question in import_moodle((tmp_path / "b.xml").read_bytes()):
        assert question.placed["CONV1", "Out Shape"].weight == 2
        assert not question.general


def test_a_folder_gets_a_file_with_a_name_of_its_own(command, tmp_path):
    out = exported(command, tmp_path / "bancos", *FOUR, "--a", "canvas")
    assert out.endswith(f"Banco: {tmp_path / 'bancos' / 'banco-canvas.zip'}\n")
    assert (tmp_path / "bancos" / "banco-canvas.zip").is_file()


def test_an_empty_manifest_and_a_refused_fraction_are_told(command, tmp_path):
    (tmp_path / "m.jsonl").write_bytes(b"")
    status, _, err = command("exportar", "--manifiesto", tmp_path / "m.jsonl", "--a", "qti", "-o", tmp_path / "b.zip")
    assert (status, err) == (2, f"«{tmp_path / 'm.jsonl'}» no tiene ninguna hoja.\n")
    (tmp_path / "p.toml").write_text("[earns]\nmisconception = 0.37\n", "utf-8")
    status, _, err = command(*FOUR, "--a", "moodle", "--tipo", "celda", "--politica", tmp_path / "p.toml",
                             "-o", tmp_path / "b.xml")  # fmt: skip
    assert status == 2
    assert err.startswith("Moodle no admite que una respuesta valga el 37 % en preguntas por celda")
    assert not (tmp_path / "b.xml").exists()


NOT_IN_A_BANK = """\
  «Inciso 4» pide números con decimales («Oculta 1, neta») y un banco no sabe cuánto redondeo aceptar.
  «Inciso 3» pide expresiones («Error 6, expresión») y ningún LMS sabe si dos dicen lo mismo.
"""


def test_what_no_bank_can_hold_is_left_out_and_told(command, tmp_path):
    path = tmp_path / "b.xml"
    arguments = ("-n", "2", "--semilla", "s", "--a", "moodle", "-o", path)
    status, out, err = command("exportar", "inciso-4", "ejemplo-1", "inciso-3", *arguments)
    assert (status, err) == (1, "")
    assert out.startswith("2 preguntas con 14 huecos, ")
    told = f"Banco: {path}\n\nNo están en el banco; repártelos con «grader generar»:\n{NOT_IN_A_BANK}"
    assert out.endswith(told)
    assert {it.name.partition(" · ")[0] for it in import_moodle(path.read_bytes())} == {"Ejemplo 1"}


def test_where_nothing_is_left_no_bank_is_written(command, tmp_path):
    path = tmp_path / "b.zip"
    status, out, err = command(
        "exportar", "inciso-4", "inciso-3", "-n", "1", "--semilla", "s", "--a", "qti", "-o", path
    )
    assert (status, out) == (2, "")
    assert err == f"Nada de esto cabe en un banco; repártelo con «grader generar»:\n{NOT_IN_A_BANK}"
    assert not path.exists()
