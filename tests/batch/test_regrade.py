"""`recalificar`: what changes, for whom, by how much and why; nothing is written unless it is confirmed."""

import json
import re
from dataclasses import replace
from fractions import Fraction

import pytest
from batch.papers import NO_PADDING, PHOTO, table

from grader.batch.decision_log import append
from grader.batch.regrade import share
from grader.check.answers import read_answer
from grader.layers import LAYERS
from grader.model import Act, Decision
from grader.sheets import _wrong

OLVIDA = {"CONV1": ("(32, 32, 8)", "200", "8", "608")}
"""5·5·8, the input channels forgotten: a misconception that costs its cell."""
SLIP = {"FC": ("", "2048*10 = 20840", "10", "20490")}


@pytest.fixture
def marked(runs, codes):
    files = {
        "ana.csv": table(codes["ana"], OLVIDA),
        "bruno.csv": table(codes["bruno"], SLIP),
        "carla.csv": table(codes["carla"]),
        "david.csv": table(codes["david"], NO_PADDING, "16298"),
    }
    assert runs.grade(files)[0] == 0
    assert {name: row.nota for name, row in runs.grades().items()} == {
        "Ana Pérez": "4.74", "Bruno Gil": "4.87", "Carla Díaz": "5.00", "David Ñúñez": "4.74",
    }  # fmt: skip
    return runs


def policy(runs, text):
    path = runs.folder / "nueva.toml"
    path.write_text(text, "utf-8")
    return "--politica", path


def changed(out):
    """Student → its cells that the output names."""
    found, student = {}, ""
    for line in out.splitlines():
        if " · " in line and not line.startswith(" "):
            student = line.partition(" · ")[0]
            found[student] = []
        elif re.match(r"  ejemplo", line):
            found[student].append(line.strip().partition(": ")[0].removeprefix("ejemplo-4/"))
    return found


def test_nothing_changes_when_nothing_changed(marked):
    assert marked.command("recalificar", marked.notes) == (
        0, "Cambian 0 de 4 entregas; se muestran 0.\nNo hay nada que escribir.\n", "",
    )  # fmt: skip


def test_a_policy_shows_old_and_new_and_why(marked):
    before = marked.files()
    status, out, err = marked.command("recalificar", marked.notes, *policy(marked, "[earns]\nmisconception = 0.5\n"))
    assert (status, err) == (1, "")
    assert out == (
        "201 · ana.csv  4.74 → 4.87: la política\n"
        "  ejemplo-4/CONV1/weights: 200, idea por revisar: olvida-canales (0) → "
        "200, idea por revisar: olvida-canales (1/2)  [la política]\n"
        "204 · david.csv  4.74 → 4.87: la política\n"
        "  ejemplo-4/CONV1/out_shape: [28, 28, 8], idea por revisar: ignora-padding (0) → "
        "[28, 28, 8], idea por revisar: ignora-padding (1/2)  [la política]\n"
        "Cambian 2 de 4 entregas; se muestran 2.\n"
        "Nada se escribió; con --confirmar se escribe.\n"
    )
    assert marked.files() == before


def test_only_what_rises_or_only_what_falls(marked):
    how = policy(marked, "[earns]\nslip = 1\ncarried = 0\n")
    _, out, _ = marked.command("recalificar", marked.notes, *how)
    assert set(changed(out)) == {"202", "204"}
    _, out, _ = marked.command("recalificar", marked.notes, *how, "--solo", "suben")
    assert changed(out) == {"202": ["FC/weights"]}
    assert "Cambian 2 de 4 entregas; se muestran 1." in out
    _, out, _ = marked.command("recalificar", marked.notes, *how, "--solo", "bajan")
    assert set(changed(out)) == {"204"}
    assert len(changed(out)["204"]) == 5, "all that followed from the size without padding"


def test_it_is_written_when_confirmed(marked):
    how = policy(marked, "[earns]\nmisconception = 0.5\n")
    assert marked.command("recalificar", marked.notes, *how, "--confirmar")[0] == 0
    assert marked.grades()["Ana Pérez"].nota == "4.87"
    assert marked.files()["archivo/politica.toml"] == b"[earns]\nmisconception = 0.5\n"
    assert marked.command("verificar", marked.notes)[0] == 0
    assert marked.command("recalificar", marked.notes)[0] == 0, "by the policy that is now its own"


def test_it_leaves_what_marking_anew_would_leave(marked, codes):
    how = policy(marked, '[scale]\nname = "0-20"\n')
    marked.command("recalificar", marked.notes, *how, "--confirmar")
    regraded = marked.files()
    files = {path.name: path.read_bytes() for path in (marked.folder / "entregas").iterdir()}
    marked.grade(files, *how, notes=marked.folder / "otra")
    marked.notes = marked.folder / "otra"
    assert marked.files() == regraded


def test_a_grade_that_would_fall_can_be_kept(marked):
    how = (*policy(marked, "[earns]\nslip = 1\ncarried = 0\n"), "--no-bajar")
    _, out, _ = marked.command("recalificar", marked.notes, *how)
    assert "  se conserva la nota 4.74, que era más alta" in out
    assert marked.decisions() == []
    marked.command("recalificar", marked.notes, *how, "--confirmar")
    assert {name: row.nota for name, row in marked.grades().items()} == {
        "Ana Pérez": "4.74", "Bruno Gil": "5.00", "Carla Díaz": "5.00", "David Ñúñez": "4.74",
    }  # fmt: skip
    assert [(it["act"], it["name"], it["value"]) for it in marked.decisions()] == [("at_least", "david.csv", "18/19")]
    assert marked.lines()["david.csv"]["notices"][-1].startswith("Al recalificar se conservó la nota anterior")
    assert marked.command("verificar", marked.notes)[0] == 0
    _, out, _ = marked.command(
        "recalificar", marked.notes, *policy(marked, "[earns]\nmisconception = 1\n"), "--confirmar"
    )
    assert marked.grades()["David Ñúñez"].nota == "5.00", "a floor keeps nobody from rising"


def with_rules(monkeypatch, kind, **changed):
    monkeypatch.setitem(LAYERS, kind, replace(LAYERS[kind], **changed))
    monkeypatch.setattr(_wrong, "_fitting", _wrong._fitting.__wrapped__)  # what it holds is of the rules before


def one_more(n, m):
    return n * m + 1


def test_a_formula_that_changes_shows_exactly_in_the_cells_it_concerns(marked, monkeypatch):
    """A weight more in each dense layer: its weights, its parameters and the total, and no other cell of anybody."""
    with_rules(monkeypatch, "dense", formulas={**LAYERS["dense"].formulas, "weights": (one_more,)})
    _, out, _ = marked.command("recalificar", marked.notes)
    assert set(changed(out)) == {"201", "202", "203", "204"}
    assert {tuple(cells) for cells in changed(out).values()} == {("FC/weights", "FC/params", "total")}
    assert "203 · carla.csv  5.00 → 4.74: la versión del programa\n" in out, "the rest follows from it"
    assert "  ejemplo-4/total: 21098, correcta (1) → 21098, arrastre (1)  [otra clave]\n" in out


def test_a_wrong_rule_that_goes_shows_where_it_was_named(marked, monkeypatch):
    rules = tuple(rule for rule in LAYERS["conv2d"].wrong if rule.slug != "olvida-canales")
    assert len(rules) < len(LAYERS["conv2d"].wrong)
    with_rules(monkeypatch, "conv2d", wrong=rules)
    _, out, _ = marked.command("recalificar", marked.notes)
    assert changed(out) == {"201": ["CONV1/weights"]}
    assert "[otra regla de calificación]" in out


def test_another_reading_is_told_apart_from_another_rule(marked, monkeypatch):
    def cautious(raw, *how, **more):
        return read_answer("2?0" if raw == "200" else raw, *how, **more)

    monkeypatch.setattr("grader.check.understood.read_answer", cautious)
    status, out, _ = marked.command("recalificar", marked.notes)
    assert (status, changed(out)) == (1, {"201": ["CONV1/weights"]})
    assert "201 · ana.csv  4.74 → 4.74 (provisional): la versión del programa\n" in out
    assert "[otra lectura del archivo]" in out


def test_a_decision_since_then_is_told_as_such(marked, codes):
    digest = json.loads((marked.notes / "corrida.json").read_text("utf-8"))["submissions"][0]["sha256"]
    points = Decision(Act.POINTS, digest, "ana.csv", codes["ana"], "ejemplo-4/CONV1/weights", "1", "reclamo")
    append(marked.notes / "decisiones.jsonl", [points])
    assert (
        "decisiones.jsonl: hay 1 decisión posterior a la calificación" in marked.command("verificar", marked.notes)[1]
    )
    _, out, _ = marked.command("recalificar", marked.notes, *policy(marked, "[earns]\nslip = 1\n"))
    assert changed(out) == {"201": ["CONV1/weights"], "202": ["FC/weights"]}
    assert "201 · ana.csv  4.74 → 5.00: una decisión\n" in out
    assert "202 · bruno.csv  4.87 → 5.00: la política\n" in out


def test_several_differences_are_all_named(marked, monkeypatch):
    """No wrong rule of a convolution is known any more, so the policy pays David's no longer; carried earns nothing."""
    with_rules(monkeypatch, "conv2d", wrong=())
    how = policy(marked, "[earns]\nmisconception = 1\ncarried = 0\n")
    _, out, _ = marked.command("recalificar", marked.notes, *how)
    (cell,) = [line for line in out.splitlines() if "CONV1/out_shape" in line]
    assert cell.endswith("incorrecta (0)  [otra regla de calificación]")
    assert "204 · david.csv  4.74 → 3.42: la política\n" in out, "13 of 19"


def test_another_manifest_is_told_as_such(marked):
    lines = marked.manifest.read_bytes().splitlines(keepends=True)
    other = marked.folder / "otro.jsonl"
    other.write_bytes(b"".join(lines[:3]))
    status, out, _ = marked.command("recalificar", marked.notes, "--manifiesto", other)
    assert (status, list(changed(out))) == (1, ["204"])
    assert "204 · david.csv  4.74 → sin nota: el manifiesto\n  era de 204, es de nadie\n" in out
    assert marked.command("recalificar", marked.notes, "--manifiesto", other, "--confirmar")[0] == 1
    assert marked.lines()["david.csv"]["status"] == "rejected"
    assert len(marked.grades()) == 4, "three students and a file that is nobody's"


def test_every_decision_survives_a_regrade(runs, codes, monkeypatch):
    """Of every kind, through another policy and another key."""
    files = {
        "ana.csv": table(
            codes["ana"], {"CONV1": ("(32, 32, 8)", "6?0", "8", "608"), "FC": ("", "2048O", "10", "¿5 o 6?")}
        ),
        "b1.csv": table(codes["bruno"]),
        "b2.csv": table(codes["bruno"], total="1"),
        "david ñúñez.png": PHOTO,
        "perro.png": PHOTO + b"1",
        "tarea.csv": table(""),
    }
    runs.grade(files)
    answers = ["nadie", "", "203", "", "cuenta", "", "600", "", "p 1/2", "", "4", ""]
    assert runs.review(monkeypatch, *answers)[0] == 0
    taken = sorted((it["act"], it["name"], it["value"]) for it in runs.decisions())
    assert [act for act, *_ in taken] == ["counts", "grade", "owner", "owner", "points", "reading"]
    with_rules(monkeypatch, "dense", formulas={**LAYERS["dense"].formulas, "weights": (one_more,)})
    how = policy(runs, '[scale]\nname = "0-100"\n')
    assert runs.command("recalificar", runs.notes, *how, "--confirmar")[0] == 0
    assert sorted((it["act"], it["name"], it["value"]) for it in runs.decisions()) == taken
    cells = runs.cells("ana.csv")
    assert [cell for cell, it in cells.items() if it["decided"]] == ["CONV1/weights", "FC/params"]
    assert cells["CONV1/weights"]["read"] == 600
    assert share(cells["FC/params"]) == Fraction(1, 2)
    assert {name: (row.entrega, row.nota) for name, row in runs.grades().items()} == {
        "Ana Pérez": ("ana.csv", runs.lines()["ana.csv"]["grade"]),
        "Bruno Gil": ("b1.csv", "94.7"),
        "Carla Díaz": ("tarea.csv", "94.7"),
        "David Ñúñez": ("david ñúñez.png", "80.0"),
        "perro.png": ("perro.png", ""),
    }


def test_what_was_archived_and_changed_is_not_marked(marked):
    copy = next((marked.notes / "archivo" / "entregas").iterdir())
    copy.write_bytes(copy.read_bytes() + b"\n")
    before = marked.files()
    for how in ((), ("--confirmar",)):
        status, _, err = marked.command("recalificar", marked.notes, *how)
        assert (status, err) == (
            2, f"«archivo/entregas/{copy.name}» ya no es el que se calificó; «grader verificar» dice qué más cambió.\n",
        )  # fmt: skip
    assert marked.files() == before
