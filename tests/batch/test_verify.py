"""`verificar`: an archived run is whole and unchanged, each fault by its name, and marks the same once more."""

import json
from hashlib import sha256
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from batch.papers import PHOTO, table

from grader import __version__


@pytest.fixture
def archived(runs, codes, monkeypatch):
    """Two submissions, a photo, a policy and a decision."""
    policy = runs.folder / "p.toml"
    policy.write_text("[earns]\nslip = 1\n", "utf-8")
    files = {"ana.csv": table(codes["ana"], total="¿1 o 2?"), "bruno.csv": table(codes["bruno"]), "x.png": PHOTO}
    runs.grade(files, "--politica", policy)
    runs.review(monkeypatch, "nadie", "", "21098", "se ve")
    return runs


def verify(runs, path=None):
    status, out, err = runs.command("verificar", path or runs.notes)
    return status, [line.strip() for line in out.splitlines()], err


def test_a_run_that_nobody_touched(archived):
    fingerprint = sha256((archived.notes / "corrida.json").read_bytes()).hexdigest()
    assert verify(archived) == (0, [
        "La corrida está entera.",
        f"3 entregas y 2 decisiones, con grader {__version__}.",
        "Al volver a calificar sale exactamente lo mismo.",
        f"Huella de la corrida: {fingerprint}",
    ], "")  # fmt: skip


def zipped(runs, prefix="", **more):
    path = runs.folder / "notas.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in {**runs.files(), **more}.items():
            archive.writestr(prefix + name, data)
    return path


@pytest.mark.parametrize("prefix", ["", "notas/", "un/nivel/más/"])
def test_a_zip_is_looked_into_without_unpacking_it(archived, prefix):
    status, told, _ = verify(archived, zipped(archived, prefix))
    assert (status, told[0], told[2]) == (
        0,
        *["La corrida está entera.", "Al volver a calificar sale exactamente lo mismo."],
    )


@pytest.mark.parametrize(
    "name",
    [
        "resultados.jsonl",
        "notas.csv",
        "archivo/manifiesto.jsonl",
        "archivo/politica.toml",
        "retroalimentacion/",
        "entregas/",
    ],
)
def test_each_file_that_changed_or_is_gone_is_named(archived, name):
    path = next(archived.notes / it for it in archived.files() if name in it)
    name = path.relative_to(archived.notes).as_posix()
    data = path.read_bytes()
    for changed, told in (
        (data[:-1] + bytes([data[-1] ^ 1]), f"{name}: cambió; mide lo mismo, pero su contenido es otro."),
        (data + b" ", f"{name}: mide {len(data) + 1} bytes y medía {len(data)}."),
        (None, f"{name}: falta."),
    ):
        path.unlink() if changed is None else path.write_bytes(changed)
        for place in (None, zipped(archived)):
            status, lines, _ = verify(archived, place)
            assert (status, lines[:2]) == (1, ["1 falla:", told])
            assert "No se volvió a calificar, porque no está como se dejó." in lines


def test_a_file_too_many_is_named(archived):
    (archived.notes / "retroalimentacion" / "otra.html").write_text("x", "utf-8")
    (archived.notes / "archivo" / "entregas" / "otra.csv").write_text("x", "utf-8")
    (archived.notes / "pendientes.csv").write_text("x", "utf-8")
    assert verify(archived)[:2][1][:3] == [
        "2 fallas:",
        "retroalimentacion/otra.html: no es de esta corrida.",
        "archivo/entregas/otra.csv: no es de esta corrida.",
    ]


def test_decisions_that_changed_are_named(archived):
    path = archived.notes / "decisiones.jsonl"
    first, second = path.read_bytes().splitlines(keepends=True)
    foreign = "no sigue a la anterior: alguien cambió, quitó o añadió algo."
    other = "decisiones.jsonl: no son las decisiones con las que se calificó."
    for data, told in (
        (first.replace(b"x.png", b"y.png") + second, [f"decisiones.jsonl, línea 2: {foreign}"]),
        (first, [other]),
        (b"", [other]),
        (second, [f"decisiones.jsonl, línea 1: {foreign}", other]),
        (first + second.replace(b"21098", b"21099"), [other]),
        (first + second[:50], ["decisiones.jsonl, línea 2: no es una decisión; quizá se cortó al escribirla.", other]),
    ):  # fmt: skip
        path.write_bytes(data)
        status, lines, _ = verify(archived)
        assert status == 1
        assert lines[1 : 1 + len(told)] == told


def test_a_decision_is_part_of_the_run_as_soon_as_it_is_taken(archived, monkeypatch):
    before = verify(archived)[1][-1]
    assert archived.review(monkeypatch, "p 1", "", how=("--celda", "202", "ejemplo-4/total"))[0] == 0
    status, lines, _ = verify(archived)
    assert (status, lines[1]) == (0, f"3 entregas y 3 decisiones, con grader {__version__}.")
    assert lines[-1] != before


def test_a_forged_grade_with_forged_hashes_is_found_by_marking_again(archived):
    for name, old, new in (("notas.csv", b"5.00", b"4.00"), ("resultados.jsonl", b'"grade":"5.00"', b'"grade":"4.00"')):
        before = archived.files()
        data = before[name].replace(old, new, 1)
        assert data != before[name]
        forge(archived, name, data)
        status, lines, _ = verify(archived)
        assert status == 1
        assert lines[1].startswith(f"{name}: al volver a calificar")
        forge(archived, name, before[name])
        assert verify(archived)[0] == 0


def test_a_forged_page_or_submission_is_found_too(archived):
    page = next(name for name in archived.files() if "retroalimentacion/ana" in name)
    forge(archived, page, archived.files()[page].replace(b"5,00", b"4,00"))
    status, lines, _ = verify(archived)
    assert (status, lines[1]) == (
        1, "corrida.json: al volver a calificar «ana.csv» sale otra página u otra huella.",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["resultados.jsonl", "notas.csv", "informe.html"])
def test_an_output_that_the_record_does_not_name_is_missed(archived, name):
    path = archived.notes / "corrida.json"
    record = json.loads(path.read_text("utf-8"))
    record["written"] = [piece for piece in record["written"] if piece["name"] != name]
    path.write_text(json.dumps(record), "utf-8")
    (archived.notes / name).unlink()
    status, lines, err = verify(archived)
    assert (status, err) == (1, "")
    assert name in lines[1]


def forge(runs, name, data):
    """Another content, and its hash in the record."""
    (runs.notes / name).write_bytes(data)
    path = runs.notes / "corrida.json"
    record = json.loads(path.read_text("utf-8"))
    for piece in (*record["written"], *(it["page"] for it in record["submissions"] if it["page"])):
        if piece["name"] == name:
            piece |= {"size": len(data), "sha256": sha256(data).hexdigest()}
    path.write_text(json.dumps(record), "utf-8")


def test_a_run_of_another_version_is_whole_but_not_marked_again(archived):
    path = archived.notes / "corrida.json"
    path.write_text(path.read_text("utf-8").replace(f'"grader":"{__version__}"', '"grader":"0.0.9"'), "utf-8")
    status, lines, _ = verify(archived)
    assert (status, lines[0]) == (0, "La corrida está entera.")
    assert lines[2] == f"Esta es la versión {__version__}: «grader recalificar» muestra qué cambiaría con ella."


def test_what_is_no_run_is_told(archived, tmp_path):
    (tmp_path / "roto.zip").write_bytes(b"PK\x03\x04 roto")
    with ZipFile(tmp_path / "otro.zip", "w") as archive:
        archive.writestr("hola.txt", "hola")
    for name, told in (
        ("nada", f"No existe «{tmp_path / 'nada'}»."),
        ("entregas", f"En «{tmp_path / 'entregas'}» no hay ninguna corrida: falta corrida.json, que deja «calificar»."),
        ("otro.zip", f"En «{tmp_path / 'otro.zip'}» no hay ninguna corrida: falta corrida.json, que deja «calificar»."),
        ("roto.zip", "«roto.zip» está dañado o no es un ZIP."),
    ):
        assert verify(archived, tmp_path / name) == (2, [], f"{told}\n")


def test_only_an_unpacked_run_can_be_changed(archived):
    path = zipped(archived)
    for name in ("revisar", "recalificar"):
        told = f"«{path}» está comprimido; descomprímelo para cambiar algo en él.\n"
        assert archived.command(name, path) == (2, "", told)


def test_a_file_of_the_run_stands_for_its_folder(archived):
    assert verify(archived, archived.notes / "resultados.jsonl")[0] == 0
