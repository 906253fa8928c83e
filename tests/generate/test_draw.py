"""Numbers for a student: legal, the same on every machine, and not to be predicted without the key."""

import hashlib
import hmac

import pytest
from classroom import EJEMPLOS, blueprint, taller

from grader.errors import UsageError
from grader.evaluate import answers
from grader.generate.assignment import load_assignment
from grader.generate.draw import draw, seed
from grader.generate.faults import network_faults
from grader.generate.issue import issue
from grader.model import Student
from grader.sheets.parameters import build

VARIANTS = 200


def numbers(instance):
    return [tuple(layer.parameters.values()) for layer in instance.layers]


def variants(name, count=VARIANTS):
    return [draw(blueprint(name), seed("curso", str(i)), 0, lambda _: True) for i in range(count)]


def test_the_seed_is_an_hmac_of_the_key_and_the_student():
    parts = "taller-parametros\x1f2026001"
    assert (
        seed("secreto", "taller-parametros", "2026001")
        == hmac.new(b"secreto", parts.encode(), hashlib.sha256).hexdigest()
    )


def test_a_key_and_a_student_give_these_numbers_for_ever():
    """Regression: a seed drawn again on another machine, or by another Python, is the same worksheet.

    A rule that joins the catalogue may throw away a draw that was good before: who is served later gets the next one.
    """
    (line,) = issue(load_assignment(["taller-parametros"]), (Student("2026001", "Ana"),), "secreto")
    sheet = line.worksheet
    assert sheet.seed == "2942432c8e944173b7ee6befb4ddcfed275723ee8a4bc29e3804a0a290863bcd"
    assert (sheet.code, line.key) == ("8KXGSW-G", "9386c63c636a")
    assert [numbers(instance) for instance in sheet.instances] == [
        [(136,), (88,), (9,)],
        [(238,), (142,), (72,), (10,)],
        [(392,), (206,), (132,), (56,), (7,)],
        [(36, 36, 3), (12, 3, 2, 2), (2, 2, 0), (), (18,)],
        [(76, 76, 3), (18, 7, 2, 0), (2, 2, 0), (30, 5, 1, 2), (2, 2, 0), (), (158,), (26,)],
    ]


def test_the_first_number_can_be_worked_out_by_hand():
    """SHA-256 of seed/position/exercise/version/attempt/block, eight bytes a number, modulo the values of the range."""
    digest = "2942432c8e944173b7ee6befb4ddcfed275723ee8a4bc29e3804a0a290863bcd"
    attempt = 1  # the first that keeps all guarantees
    block = hashlib.sha256(f"{digest}/0/ejemplo-1/2/{attempt}/0".encode()).digest()
    inputs = list(range(104, 197, 2))
    assert inputs[int.from_bytes(block[:8], "big") % len(inputs)] == 136


def test_another_key_gives_other_numbers():
    students = tuple(Student(str(i), f"E{i}") for i in range(30))
    sheets = {
        key: [
            [numbers(it) for it in line.worksheet.instances]
            for line in issue(load_assignment(["taller-parametros"]), students, key)
        ]
        for key in ("secreto", "Secreto")
    }
    assert all(one != other for one, other in zip(*sheets.values(), strict=True))


@pytest.mark.parametrize("name", EJEMPLOS)
def test_every_variant_is_legal_and_within_its_ranges(name):
    slots = blueprint(name).slots()
    for instance in variants(name):
        assert network_faults(instance.layers) == []
        for layer in instance.layers:
            for parameter, value in layer.parameters.items():
                slot = slots.get(f"{layer.name}.{parameter}")
                assert slot is None or value in slot.values
        assert min(min(it) if isinstance(it, tuple) else it for it in answers(build(instance)).values()) >= 0


@pytest.mark.parametrize(("name", "least", "most"), [("ejemplo-4", 10_000, 40_000), ("ejemplo-5", 150_000, 400_000)])
def test_totals_stay_within_what_the_exercise_allows(name, least, most):
    """As large as the originals', 21 098 and 268 650: a student can compute them by hand."""
    totals = [answers(build(instance))["total"] for instance in variants(name)]
    assert least <= min(totals) <= max(totals) <= most
    assert len(set(totals)) > VARIANTS // 2


@pytest.mark.parametrize("name", EJEMPLOS)
def test_no_variant_has_a_softmax_on_one_neuron(name):
    assert min(instance.layers[-1].parameters["units"] for instance in variants(name)) > 1


@pytest.mark.parametrize("name", EJEMPLOS)
def test_nearly_every_value_of_every_range_is_drawn(name):
    """Only numbers of zeros and ones may be left out: by hand they cost less than a variant should."""
    drawn = variants(name, 600)
    for place, slot in blueprint(name).slots().items():
        layer, parameter = place.split(".")
        found = {next(it for it in instance.layers if it.name == layer).parameters[parameter] for instance in drawn}
        assert found <= set(slot.values), place
        assert len(found) >= 0.7 * len(slot.values), place


def test_who_asks_for_something_new_gets_it():
    first = draw(blueprint("ejemplo-1"), "ab", 0, lambda _: True)
    second = draw(blueprint("ejemplo-1"), "ab", 0, lambda it: numbers(it) != numbers(first))
    assert numbers(second) != numbers(first)
    assert second.draw > first.draw


def test_the_same_exercise_twice_in_a_worksheet_gets_other_numbers():
    first, second = (draw(blueprint("ejemplo-1"), "ab", position, lambda _: True) for position in (0, 1))
    assert numbers(first) != numbers(second)


def test_ranges_without_any_variant_are_told():
    """With the guarantee that nothing got past, before those that most draws break on the way."""
    rules = blueprint("ejemplo-4").draw.model_copy(update={"min_total": None, "max_total": 1})
    impossible = blueprint("ejemplo-4").model_copy(update={"draw": rules})
    with pytest.raises(UsageError, match=r"«ejemplo-4» no dan .*\n  el total está entre min_total y max_total: falla"):
        draw(impossible, "ab", 0, lambda _: True)


def test_no_student_gets_the_seeds_own_numbers():
    originals = {name: numbers(blueprint(name).original()) for name in EJEMPLOS}
    for sheet in taller(40).values():
        for instance in sheet.instances:
            assert numbers(instance) != originals[instance.exercise]
