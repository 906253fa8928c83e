"""`auditar`: what it proves, what it tells of the originals, and that it notices when something is wrong."""

import os
import re
from dataclasses import replace
from fractions import Fraction
from tomllib import loads

import pytest
from classroom import EJEMPLOS, blueprint, original

import grader.generate.audit
from grader.generate.audit import audit
from grader.generate.audit_text import share
from grader.generate.blindness import blindness
from grader.generate.blueprint import parse_blueprint
from grader.generate.guarantees import Guarantee
from grader.generate.overlap import Overlap, overlap
from grader.resources import folder
from grader.sheets import parameters

SEEDS = int(os.environ.get("GRADER_SEEDS", "30"))
"""Variants of each exercise; the proof over 1 000 is `python benchmarks/audit.py`."""
BLIND = {"supone-same/conv2d", "techo-por-piso/conv2d", "ignora-stride/conv2d", "techo-por-piso/max_pooling2d"}


@pytest.mark.parametrize("name", EJEMPLOS)
def test_every_guarantee_holds(name):
    found = audit(blueprint(name), SEEDS)
    assert found.holds, found
    assert found.count == SEEDS
    assert all(found.tally.shown[case] == SEEDS for case in found.cases if case not in found.accepted)
    assert found.tally.cells > SEEDS * 10
    assert found.overlap.worst < 1
    assert found.needless == ()


@pytest.mark.parametrize(
    ("name", "layers", "why"),
    [("ejemplo-4", "CONV1", "s = 1 y f = 2p + 1"), ("ejemplo-5", "CONV1 y CONV2", "s = 1, f = 2p + 1 y p = 1")],
)
def test_the_originals_are_told_to_be_blind_and_why(name, layers, why):
    blind = {case.key: found for case, found in audit(blueprint(name), 2).original.blind}
    assert set(blind) >= BLIND
    for rule in ("supone-same/conv2d", "techo-por-piso/conv2d", "ignora-stride/conv2d"):
        assert blind[rule].reason == f"{layers}: {why}"
        assert blind[rule].example[0].value == 32, "the wrong rule, worked out to the right side"
    assert "p = 0" in blind["techo-por-piso/max_pooling2d"].reason


def test_an_original_with_an_idle_softmax_is_told():
    assert [audit(blueprint(name), 2).original.has_idle_softmax for name in EJEMPLOS] == [True, *[False] * 4]


def test_a_coincidence_without_a_pattern_is_called_that():
    sheet = original("ejemplo-4")
    odd = replace(sheet.rewirings[0], letters={})
    assert blindness(sheet, (odd,)).reason == "coincide con estos números"


def test_a_wrong_formula_is_noticed_by_the_second_opinion(monkeypatch):
    """The formulas are not asked whether they are right."""

    def build(instance, name=""):
        sheet = parameters.build(instance, name)
        cell = sheet.cells["FC2/biases"]
        return replace(sheet, cells={**sheet.cells, cell.ref: replace(cell, formula=lambda m: m + 1)})

    monkeypatch.setattr(grader.generate.audit, "build", build)
    found = audit(blueprint("ejemplo-1"), 2)
    assert not found.holds
    assert any("FC2/biases" in text and "contando" in text for text in found.tally.disagreements)


def test_a_rule_that_some_variant_hides_is_noticed(monkeypatch):
    """Drawn without asking for it: the audit looks at the sheets and does not trust the draw."""
    loose = blueprint("ejemplo-5").draw.model_copy(update={"accept": tuple({c.slug for c in _cases("ejemplo-5")})})
    careless = blueprint("ejemplo-5").model_copy(update={"draw": loose})
    found = audit(careless, 40)
    assert found.holds
    assert found.accepted == set(found.cases)
    assert any(found.tally.shown[case] < 40 for case in found.cases), "what is accepted is told all the same"
    monkeypatch.setattr(grader.generate.plan.Plan, "accepts", lambda *_: False)
    assert audit(careless, 40).tally.broken[Guarantee.RULES] == 0, "the draw itself sees to it"


def _cases(name):
    return audit(blueprint(name), 2).cases


def test_ranges_without_variants_are_told_and_the_original_all_the_same():
    rules = blueprint("ejemplo-4").draw.model_copy(update={"min_total": None, "max_total": 1})
    found = audit(blueprint("ejemplo-4").model_copy(update={"draw": rules}), 3)
    assert (found.holds, found.count) == (False, 0)
    assert found.refusal.startswith("Los rangos de «ejemplo-4» no dan ninguna variante")
    assert {case.key for case, _ in found.original.blind} >= BLIND


def test_what_is_accepted_in_vain_is_told():
    rules = blueprint("ejemplo-1").draw.model_copy(update={"accept": ("techo-por-pizo",)})
    assert audit(blueprint("ejemplo-1").model_copy(update={"draw": rules}), 2).needless == ("techo-por-pizo",)
    impossible = rules.model_copy(update={"max_total": 1})
    refusal = audit(blueprint("ejemplo-1").model_copy(update={"draw": impossible}), 2).refusal
    assert "\n«accept» nombra lo que aquí no es ninguna regla: techo-por-pizo.\n" in refusal


def test_an_exercise_without_ranges_has_an_original_and_no_variants():
    data = loads((folder("exercises") / "ejemplo-4.toml").read_text("utf-8"))
    data["draw"] = {}
    for layer in data["network"]["layers"]:
        layer |= {key: value["original"] for key, value in layer.items() if isinstance(value, dict)}
    found = audit(parse_blueprint(data, "ejemplo-4.toml"), 5)
    assert (found.holds, found.count, found.refusal) == (True, 0, "")
    assert {case.key for case, _ in found.original.blind} >= BLIND


def test_what_two_students_have_in_common():
    sheets = [(1, 2, (3,), 4), (1, 2, (3,), 5), (9, 2, (8,), 7)]
    assert overlap(sheets) == Overlap(Fraction(3 + 1 + 1, 12), Fraction(3, 4), (1, 2), 0)
    assert overlap([*sheets, sheets[2]]).alike == 1
    assert overlap(sheets[:1]) is None


def test_a_share_of_100_is_all_of_them():
    assert (share(999, 1000), share(1000, 1000)) == ("99\u00a0%", "100\u00a0%")


# The command


def test_the_command_tells_what_it_proved_and_leaves_a_page(command, tmp_path):
    page = tmp_path / "deep" / "mi-auditoria.html"
    status, out, err = command("auditar", "ejemplo-1", "ejemplo-4", "--semillas", "8", "-o", page)
    assert (status, err) == (0, "")
    assert out.startswith("Auditoría de 8 variantes de cada ejercicio.\n\nejemplo-1: todas las garantías se cumplen.\n")
    assert "El original pone un Softmax sobre una sola neurona" in out
    told = re.search(r"El original no distingue (.*) en convolución \(CONV1: s = 1 y f = 2p \+ 1\)\.\n", out)
    assert set(re.split(", | y | e ", told[1])) == {"techo-por-piso", "ignora-stride", "supone-same"}
    assert "La hoja entera: dos estudiantes comparten" in out
    assert out.endswith(f"Página: {page}\n")
    text = page.read_text("utf-8")
    assert text.startswith('<!DOCTYPE html>\n<html lang="es">')
    assert "Todas las garantías se cumplen." in text
    assert "<script" not in text
    assert "http" not in text.replace("http://www.w3.org", "")
    assert text.count('role="img" aria-label="Ejemplo ') == 2
    assert text.count("<caption>") == 3


def test_the_same_audit_is_the_same_page(command, tmp_path):
    for name in ("a", "b"):
        assert command("auditar", "ejemplo-2", "--semillas", "5", "-o", tmp_path / name)[0] == 0
    one, two = ((tmp_path / name / "auditoria.html").read_bytes() for name in ("a", "b"))
    assert one == two


def test_a_guarantee_that_fails_ends_in_status_1(command, tmp_path):
    text = (folder("exercises") / "ejemplo-4.toml").read_text("utf-8").replace('"ejemplo-4"', '"mala"')
    path = tmp_path / "mala.toml"
    path.write_text(text.replace("max_total = 40_000", "max_total = 10_001"), "utf-8")
    status, out, err = command("auditar", path, "--semillas", "3", "-o", tmp_path)
    assert (status, err) == (1, "")
    assert "mala: no hay variantes. Los rangos de «mala» no dan ninguna variante con todas las garantías" in out
    assert "No se cumplen todas las garantías." in (tmp_path / "auditoria.html").read_text("utf-8")


def test_one_variant_proves_nothing(command):
    told = "--semillas lleva un número de variantes de al menos 2.\n"
    assert command("auditar", "ejemplo-1", "--semillas", "1") == (2, "", told)
