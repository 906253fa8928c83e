"""What a run leaves: a record of everything by hash, copies of what it was made from, and nothing of an earlier run."""

import json
from hashlib import sha256

import pytest
from batch.papers import PHOTO, table


def record(runs):
    return json.loads((runs.notes / "corrida.json").read_text("utf-8"))


def test_the_record_names_all_that_came_in_and_all_that_was_written(runs, codes):
    ana = table(codes["ana"])
    assert runs.grade({"ana.csv": ana, "x/vacía.csv": b""})[0] == 1
    found, files = record(runs), runs.files()
    digest = sha256(ana).hexdigest()
    first, second = found["submissions"]
    assert (first["name"], first["size"], first["sha256"]) == ("ana.csv", len(ana), digest)
    assert files[first["copy"]] == ana
    assert first["copy"] == f"archivo/entregas/{digest}.csv"
    assert (second["name"], second["size"], second["page"]) == ("x/vacía.csv", 0, None)
    named = [found["sources"]["manifest"], first["page"], *found["written"]]
    assert {it["name"]: (it["size"], it["sha256"]) for it in named} == {
        name: (len(data), sha256(data).hexdigest())
        for name, data in files.items()
        if name != "corrida.json" and "entregas" not in name
    }
    assert {it["copy"] for it in found["submissions"]} == {name for name in files if "entregas" in name}


def test_the_manifest_and_the_policy_are_kept_as_they_were(runs, codes):
    policy = runs.folder / "p.toml"
    policy.write_text("# mía\n[earns]\nslip = 1\n", "utf-8")
    runs.grade({"ana.csv": table(codes["ana"])}, "--politica", policy)
    assert runs.files()["archivo/politica.toml"] == policy.read_bytes()
    assert runs.files()["archivo/manifiesto.jsonl"] == runs.manifest.read_bytes()
    runs.grade({"ana.csv": table(codes["ana"])})
    assert "archivo/politica.toml" not in runs.files()
    assert record(runs)["sources"]["policy"] is None


def test_neither_times_nor_paths_of_the_machine(runs, codes):
    """Promise 2: the same files elsewhere and later leave the same bytes."""
    files = {"ana.csv": table(codes["ana"]), "b/david ñúñez.png": PHOTO}
    runs.grade(files)
    first = runs.files()
    runs.grade(files, notes=runs.folder / "otra" / "parte")
    runs.notes = runs.folder / "otra" / "parte"
    assert runs.files() == first
    assert all(str(runs.folder).encode() not in data for data in first.values())


def test_a_page_that_is_no_longer_made_does_not_stay_behind(runs, codes):
    runs.grade({"ana.csv": table(codes["ana"]), "bruno.csv": table(codes["bruno"])})
    assert sum("retroalimentacion" in name for name in runs.files()) == 2
    runs.grade({"ana.csv": table(codes["ana"])})
    assert [name for name in runs.files() if "gil" in name] == []
    assert sum("entregas" in name for name in runs.files()) == 1
    runs.grade({"ana.csv": table(codes["ana"])}, notes=runs.folder / "nuevas")
    again = runs.files()
    runs.notes = runs.folder / "nuevas"
    assert again == runs.files(), "a run into an old folder leaves what one into a new folder does"


def test_what_is_not_ours_stays(runs, codes):
    """A file of somebody else's, and a page of ours that somebody wrote on."""
    runs.grade({"ana.csv": table(codes["ana"]), "bruno.csv": table(codes["bruno"])})
    (page,) = (runs.notes / "retroalimentacion").glob("bruno*")
    page.write_text("apuntes", "utf-8")
    (runs.notes / "retroalimentacion" / "mía.html").write_text("mía", "utf-8")
    _, out, _ = runs.grade({"ana.csv": table(codes["ana"])})
    assert page.read_text("utf-8") == "apuntes"
    assert (runs.notes / "retroalimentacion" / "mía.html").exists()
    assert f"  retroalimentacion/{page.name}: ya no es de esta corrida, pero alguien lo cambió; no se borró." in out


@pytest.mark.parametrize("name", ["../fuera.txt", "/etc/x", "archivo/../../fuera.txt", "otra/cosa.txt", "C:\\x"])
def test_a_forged_record_removes_and_reads_nothing_elsewhere(runs, codes, name):
    runs.grade({"ana.csv": table(codes["ana"])})
    outside = runs.folder / "fuera.txt"
    outside.write_bytes(b"importante")
    path, page = runs.notes / "corrida.json", record(runs)["submissions"][0]["page"]
    text = path.read_text("utf-8").replace(json.dumps(page["name"]), json.dumps(name))
    path.write_text(text.replace(page["sha256"], sha256(b"importante").hexdigest()), "utf-8")
    told = (2, "", f"«corrida.json» nombra «{name}», que no está en su carpeta.\n")
    assert runs.grade({"ana.csv": table(codes["ana"])}) == told
    assert runs.command("verificar", runs.notes) == told
    assert outside.exists()


def test_a_damaged_record_is_told(runs, codes):
    runs.grade({"ana.csv": table(codes["ana"])})
    (runs.notes / "corrida.json").write_text("{", "utf-8")
    told = "«corrida.json» está dañado; no es el que dejó «calificar».\n"
    assert runs.grade({"ana.csv": table(codes["ana"])}) == (2, "", told)


# What comes in


def test_the_same_bytes_handed_in_again_are_counted(runs, codes):
    ana = table(codes["ana"])
    _, out, _ = runs.grade({"ana.csv": ana, "ana otra vez.csv": ana, "bruno.csv": table(codes["bruno"])})
    assert out.splitlines()[0].endswith("Repetidas: 1, iguales a otra de la misma hoja.")
    assert "Repetidas" not in runs.grade({"ana.csv": ana})[1]


def test_reasons_are_summed_up_where_there_are_too_many_to_list(runs):
    _, out, _ = runs.grade({f"{i}.csv": b"" for i in range(24)} | {f"{i}.ipynb": b'{"cells": [' for i in range(3)})
    sums = [
        "  … y 7 más, en notas.csv",
        "  24 rechazadas: El archivo está vacío. Comprueba que guardaste tus respuestas y vuelve a entregarlo.",
        "  3 rechazadas: El archivo está dañado o incompleto. Ábrelo, guárdalo de nuevo y vuelve a entregarlo.",
    ]
    assert out.splitlines()[21:24] == sums
    assert " rechazadas: " not in runs.grade({"1.csv": b""})[1]


def test_the_same_file_given_twice_counts_once(runs, codes):
    runs.grade({"ana.csv": table(codes["ana"])})
    place = runs.folder / "entregas"
    how = ("--manifiesto", runs.manifest, "-o", runs.notes)
    status, out, _ = runs.command("calificar", place, place / "ana.csv", place, *how)
    assert (status, out.splitlines()[0]) == (
        0, "1 entrega: 1 calificada, 0 con algo por revisar, 0 rechazadas. Sin entrega: 3 estudiantes.",
    )  # fmt: skip
    assert runs.grades()["Ana Pérez"].nota == "5.00"


def test_two_files_of_the_same_name_are_two(runs, codes, tmp_path):
    for folder, total in (("a", "21098"), ("b", "1")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "ana.csv").write_bytes(table(codes["ana"], total=total))
    how = ("--manifiesto", runs.manifest, "-o", runs.notes)
    _, out, _ = runs.command("calificar", tmp_path / "a", tmp_path / "b", *how)
    assert out.startswith("2 entregas: 2 calificadas")
    assert len(record(runs)["submissions"]) == 2


def test_the_same_bytes_twice_leave_nothing_to_decide(runs, codes):
    """A student who sends one file under two names handed in one attempt."""
    status, out, _ = runs.grade({"a.csv": table(codes["ana"]), "b.csv": table(codes["ana"])})
    assert (status, out.splitlines()[0][:25]) == (0, "2 entregas: 2 calificadas")
    assert (runs.grades()["Ana Pérez"].entrega, runs.grades()["Ana Pérez"].nota) == ("a.csv", "5.00")


def test_the_results_of_an_earlier_run_are_no_submissions(runs, codes):
    """`calificar . -o notas`, twice."""
    (runs.folder / "clase").mkdir()
    (runs.folder / "clase" / "ana.csv").write_bytes(table(codes["ana"]))
    notes = runs.folder / "clase" / "notas"
    how = ("--manifiesto", runs.manifest, "-o", notes)
    for _ in range(2):
        _, out, _ = runs.command("calificar", runs.folder / "clase", *how)
        assert out.startswith("1 entrega: 1 calificada")
    assert runs.command("calificar", notes, *how) == (
        2, "", f"«{notes}» es la carpeta de las entregas; elige otra para los resultados con -o.\n",
    )  # fmt: skip


def test_everybody_may_answer_one_exercise_and_the_run_keeps_its_numbers(runs, tmp_path):
    (tmp_path / "ana.csv").write_bytes(table(""))
    how = ("--ejercicio", "ejemplo-4", "-o", runs.notes)
    assert runs.command("calificar", tmp_path / "ana.csv", *how)[0] == 0
    assert record(runs)["sources"]["only"] is True
    assert b'"exercise":"ejemplo-4"' in runs.files()["archivo/manifiesto.jsonl"]
    assert runs.command("verificar", runs.notes)[0] == 0


def test_pages_of_like_named_files_do_not_overwrite_one_another(runs, tmp_path):
    (tmp_path / "e").mkdir()
    for name in ("a.csv", "a_csv", "a.csv 2"):
        (tmp_path / "e" / name).write_bytes(table(""))
    runs.command("calificar", tmp_path / "e", "--ejercicio", "ejemplo-4", "-o", runs.notes)
    assert len([name for name in runs.files() if "retroalimentacion" in name]) == 3


# The grade list


def test_every_student_has_exactly_one_line(runs, codes):
    """Even where a manifest holds everything twice."""
    runs.manifest.write_bytes(runs.manifest.read_bytes() * 2)
    files = {"a.csv": table(codes["ana"]), "a2.csv": table(codes["ana"], total="1"), "david ñúñez.png": PHOTO}
    _, out, _ = runs.grade(files)
    lines = (runs.notes / "notas.csv").read_bytes().decode("utf-8-sig").splitlines()
    assert [line.partition(",")[0] for line in lines] == ["estudiante", "201", "202", "203", "204"]
    assert "Sin entrega: 2 estudiantes." in out


def test_a_grade_that_may_change_stands_apart(runs, codes):
    runs.grade(
        {"a.csv": table(codes["ana"], total="¿12 o 13?"), "b.csv": table(codes["bruno"]), "david ñúñez.png": PHOTO}
    )
    rows = runs.grades()
    assert {name: (it.nota, it.provisional, it.pendientes) for name, it in rows.items()} == {
        "Ana Pérez": ("", "4.74", "1"),
        "Bruno Gil": ("5.00", "", "0"),
        "Carla Díaz": ("", "", "0"),
        "David Ñúñez": ("", "", "1"),
    }


def test_the_summary_counts_everything_that_came_in(runs, codes):
    files = {
        "a.csv": table(codes["ana"]),
        "b.csv": table(codes["bruno"], total="¿12 o 13?"),
        "c.csv": b"",
        "x.csv": table(""),
    }
    _, out, _ = runs.grade(files)
    assert out.splitlines()[0] == (
        "4 entregas: 1 calificada, 2 con algo por revisar, 1 rechazada. "
        "Sin entrega: 2 estudiantes; hay 1 archivo sin dueño."
    )
    _, out, _ = runs.grade({"a.csv": table(codes["ana"])})
    assert out.splitlines()[0].startswith("1 entrega: 1 calificada, 0 con algo por revisar, 0 rechazadas.")


def test_a_sheet_that_came_back_empty_is_told_to_the_docente_alone(runs, codes):
    empty = dict.fromkeys(("Input", "CONV1", "POOL1", "Flatten", "FC"), ("",) * 4)
    _, out, _ = runs.grade({"ana.csv": table(codes["ana"], empty, total=""), "bruno.csv": table(codes["bruno"])})
    told = "  ana.csv: llegó sin ninguna respuesta; quizá no se guardó lo que se escribió en ella."
    assert told in out.splitlines()
    assert (runs.grades()["Ana Pérez"].nota, runs.lines()["bruno.csv"]["remarks"]) == ("0.00", [])
