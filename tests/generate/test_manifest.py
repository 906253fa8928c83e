"""`manifiesto.jsonl`: every issued worksheet whole, and nothing in it ever changes."""

import json

import msgspec
import pytest

from grader.errors import UsageError
from grader.generate.assignment import load_assignment
from grader.generate.issue import issue
from grader.generate.manifest import load_manifest, save_manifest, worksheets
from grader.layers import LAYERS
from grader.model import Layer, Student
from grader.sheets import build_sheets

TALLER = load_assignment(["taller-parametros"])
CLASS = tuple(Student(f"2026{i:03}", f"Ñandú Núñez {i}", f"e{i}@uni.example") for i in range(5))


def issued(students, earlier=(), key="secreto", assignment=TALLER, **how):
    return issue(assignment, students, key, earlier, **how)


def saved(path, students, **how):
    """Issue to who has nothing yet, append, and give the bytes."""
    earlier = load_manifest(path) if path.exists() else ()
    save_manifest(path, issued(students, earlier, **how))
    return path.read_bytes()


def test_what_is_read_back_equals_what_was_issued(tmp_path):
    lines = issued(CLASS)
    save_manifest(tmp_path / "m.jsonl", lines)
    assert load_manifest(tmp_path / "m.jsonl") == lines


def test_a_line_holds_the_whole_instance(tmp_path):
    """A key never depends on re-drawing: the numbers themselves are there."""
    line = json.loads(saved(tmp_path / "m.jsonl", CLASS[:1]))
    sheet = line["worksheet"]
    assert (line["schema"], sheet["assignment"], sheet["students"][0]["id"]) == (1, "taller-parametros", "2026000")
    assert sheet["instances"][3]["layers"][1]["parameters"].keys() == {"filters", "kernel", "strides", "padding"}
    assert {"seed", "code", "title", "objective"} <= sheet.keys()
    assert all({"exercise", "version", "draw", "columns", "given"} <= it.keys() for it in sheet["instances"])


def test_a_longer_roster_keeps_every_earlier_line_byte_for_byte(tmp_path):
    before = saved(tmp_path / "m.jsonl", CLASS[:3])
    after = saved(tmp_path / "m.jsonl", CLASS)
    assert after.startswith(before)
    assert (before.count(b"\n"), after.count(b"\n")) == (3, 5)


def test_the_same_roster_again_adds_nothing(tmp_path):
    assert saved(tmp_path / "m.jsonl", CLASS) == saved(tmp_path / "m.jsonl", CLASS)


def test_a_shorter_or_shuffled_roster_changes_nothing(tmp_path):
    before = saved(tmp_path / "m.jsonl", CLASS)
    assert saved(tmp_path / "m.jsonl", tuple(reversed(CLASS[1:]))) == before


def test_a_corrected_name_changes_no_issued_line(tmp_path):
    before = saved(tmp_path / "m.jsonl", CLASS)
    renamed = tuple(Student(it.id, "Otro Nombre", it.email) for it in CLASS)
    assert saved(tmp_path / "m.jsonl", renamed) == before


GROUPS = (Student("1", "Ana", group="A"), Student("2", "Bruno"), Student("3", "Carla", group="A"))


def test_a_group_gets_one_worksheet(tmp_path):
    first, second = issued(GROUPS)
    assert [student.id for student in first.worksheet.students] == ["1", "3"]
    assert [student.id for student in second.worksheet.students] == ["2"]
    assert first.worksheet.code != second.worksheet.code


def test_a_late_member_gets_the_groups_worksheet_and_no_earlier_line_changes(tmp_path):
    before = saved(tmp_path / "m.jsonl", GROUPS)
    after = saved(tmp_path / "m.jsonl", (*GROUPS, Student("4", "Diego", group="A")))
    assert after.startswith(before)
    lines = load_manifest(tmp_path / "m.jsonl")
    assert lines[-1].worksheet.code == lines[0].worksheet.code
    assert lines[-1].worksheet.instances == lines[0].worksheet.instances
    shared = worksheets(lines)[lines[0].worksheet.code]
    assert [student.id for student in shared.students] == ["1", "3", "4"]


def test_three_late_members_one_after_the_other_share_it_still(tmp_path):
    roster = GROUPS
    for i in (4, 5, 6):
        roster = (*roster, Student(str(i), f"E{i}", group="A"))
        saved(tmp_path / "m.jsonl", roster)
    found = worksheets(load_manifest(tmp_path / "m.jsonl"))
    assert sorted(len(sheet.students) for sheet in found.values()) == [1, 5]


def test_another_key_is_refused(tmp_path):
    saved(tmp_path / "m.jsonl", CLASS)
    with pytest.raises(UsageError, match="otra semilla"):
        saved(tmp_path / "m.jsonl", CLASS, key="otro")


def test_another_assignment_is_refused(tmp_path):
    saved(tmp_path / "m.jsonl", CLASS)
    with pytest.raises(UsageError, match=r"«taller-parametros».*«ejemplo-4»"):
        saved(tmp_path / "m.jsonl", CLASS, assignment=load_assignment(["ejemplo-4"]))


def test_the_key_itself_stands_nowhere(tmp_path):
    assert b"secreto" not in saved(tmp_path / "m.jsonl", CLASS)


def test_codes_are_different_within_a_manifest_even_across_runs(tmp_path):
    many = tuple(Student(str(i), f"E{i}") for i in range(60))
    saved(tmp_path / "m.jsonl", many[:30])
    saved(tmp_path / "m.jsonl", many)
    assert len(worksheets(load_manifest(tmp_path / "m.jsonl"))) == 60


def test_originals_are_alike_but_each_has_its_code():
    first, second = issued(CLASS[:2], original=True)
    assert first.worksheet.instances == second.worksheet.instances
    assert first.worksheet.code != second.worksheet.code
    assert (first.worksheet.seed, {it.draw for it in first.worksheet.instances}) == ("", {-1})


def test_ranges_that_are_too_narrow_for_a_class_are_told():
    one = load_assignment(["ejemplo-1"])
    blueprint = one.blueprints[0]
    layers = tuple(
        slot.model_copy(update={"units": slot.units.model_copy(update={"values": (slot.units.values[0],)})})
        for slot in blueprint.network.layers
    )
    narrow = blueprint.model_copy(update={"network": blueprint.network.model_copy(update={"layers": layers})})
    assignment = type(one)(one.id, one.title, one.objective, (narrow,))
    with pytest.raises(UsageError, match="pon un rango donde hay un número"):
        issued(CLASS, assignment=assignment)


def test_an_exercise_may_occur_twice():
    (line,) = issued(CLASS[:1], assignment=load_assignment(["ejemplo-4", "ejemplo-4"]))
    assert [sheet.name for sheet in build_sheets(line.worksheet)] == ["ejemplo-4", "ejemplo-4#2"]
    first, second = line.worksheet.instances
    assert first.layers != second.layers


def test_a_dropout_rate_comes_back_as_it_was():
    """0.1 is told as «0,1», before the manifest and after it."""
    layer = Layer("dropout", "D", "D", {"rate": 0.1})
    assert msgspec.json.decode(msgspec.json.encode(layer), type=Layer) == layer
    assert LAYERS["dropout"].sentence(layer) == "Dropout con tasa de 0,1"


@pytest.mark.parametrize("line", [b"{", b"[]", b'{"schema": 1}', b"\xff\xfe", b"null"])
def test_a_broken_line_is_told_with_its_number(tmp_path, line):
    saved(tmp_path / "m.jsonl", CLASS[:1])
    with (tmp_path / "m.jsonl").open("ab") as file:
        file.write(line + b"\n")
    with pytest.raises(UsageError, match="línea 2"):
        load_manifest(tmp_path / "m.jsonl")


def test_a_manifest_of_another_schema_is_refused(tmp_path):
    data = saved(tmp_path / "m.jsonl", CLASS[:1]).replace(b'"schema":1', b'"schema":99')
    (tmp_path / "m.jsonl").write_bytes(data)
    with pytest.raises(UsageError, match="99"):
        load_manifest(tmp_path / "m.jsonl")


def test_a_missing_manifest_is_told(tmp_path):
    with pytest.raises(UsageError, match=r"no\.jsonl"):
        load_manifest(tmp_path / "no.jsonl")
