"""What a verdict earns, how points become a grade, and a docente's policy file with all its faults at once."""

from fractions import Fraction

import pytest
from classroom import computing_on, marks, original

from grader.check.policy import SCALES, Policy, Show
from grader.check.policy_file import load_policy
from grader.errors import FileFaultsError, UsageError, explain
from grader.model import Verdict

EARNS = {
    "correct": 1,
    "carried": 1,
    "slip": Fraction(1, 2),
    "misconception": 0,
    "incorrect": 0,
    "blank": 0,
    "review": 0,
}


@pytest.mark.parametrize("verdict", Verdict)
def test_each_verdict_has_its_default(verdict):
    assert Policy().share(verdict) == EARNS[verdict]


@pytest.mark.parametrize(
    ("scale", "part", "grade"),
    [
        ("0-5", Fraction(17, 19), "4.47"), ("0-5", Fraction(0), "0.00"), ("0-5", Fraction(1), "5.00"),
        ("0-10", Fraction(1, 3), "3.33"), ("0-20", Fraction(2, 3), "13.33"), ("0-100", Fraction(1, 3), "33.3"),
        ("1-7", Fraction(0), "1.0"), ("1-7", Fraction(1, 2), "4.0"), ("1-7", Fraction(1), "7.0"),
        ("0-5", Fraction(1, 1000), "0.01"), ("0-5", Fraction(1, 8), "0.63"),
    ],
)  # fmt: skip
def test_points_become_a_grade_rounded_half_up(scale, part, grade):
    """1/8 of 5 is 0,625 and becomes 0,63."""
    assert Policy(scale=SCALES[scale]).grade(part * 5, Fraction(5)) == Fraction(grade)


def test_nothing_possible_gives_the_lowest_grade():
    assert Policy().grade(Fraction(0), Fraction(0)) == 0
    assert Policy(scale=SCALES["1-7"]).grade(Fraction(0), Fraction(0)) == 1


def policy(tmp_path, text):
    path = tmp_path / "politica.toml"
    path.write_text(text, "utf-8")
    return load_policy(path)


def test_an_empty_file_is_the_default_policy(tmp_path):
    assert policy(tmp_path, "") == Policy()


def test_a_policy_file_states_what_it_changes(tmp_path):
    found = policy(
        tmp_path,
        """
        show = "pistas"
        [scale]
        name = "0-20"
        decimals = 1
        passing = 10.5
        [earns]
        carried = 0.5
        slip = "3/4"
        misconception = 0.25
        [points]
        ejemplo-4 = 2
        """,
    )
    assert found.show is Show.HINTS
    assert (found.scale.highest, found.scale.decimals, found.scale.passing) == (20, 1, Fraction(21, 2))
    assert (found.carried, found.slip, found.misconception) == (Fraction(1, 2), Fraction(3, 4), Fraction(1, 4))
    assert found.weights == {"ejemplo-4": 2}


def test_a_policy_file_marks_a_sheet(tmp_path):
    """What is read from the file is what is earned: half for the carried, a quarter for the slip."""
    found = policy(tmp_path, "[earns]\ncarried = 0.5\nslip = 0.25\n[points]\nejemplo-4 = 19\n")
    sheet = original("ejemplo-4")
    earned = marks(sheet, {**computing_on(sheet, {"CONV1/weights": 640}), "CONV1/weights": "5*5*3*8 = 640"}, found)
    assert earned["CONV1/weights"].earned == Fraction(1, 4)
    assert earned["CONV1/params"].earned == Fraction(1, 2)
    assert earned["CONV1/biases"].earned == 1


def test_a_decimal_is_exact(tmp_path):
    """0.1 is one tenth, not the nearest float."""
    assert policy(tmp_path, "[earns]\nslip = 0.1").slip == Fraction(1, 10)


def faults(tmp_path, text):
    with pytest.raises(FileFaultsError) as raised:
        policy(tmp_path, text)
    return {fault.path: fault.message for fault in raised.value.faults}, explain(raised.value)


def test_all_faults_are_told_at_once_each_with_its_path(tmp_path):
    found, told = faults(
        tmp_path,
        """
        show = "todo"
        colour = "red"
        [scale]
        name = "0-7"
        decimals = 9
        [earns]
        carried = 1.5
        slip = "media"
        review = 1
        [points]
        ejemplo-4 = 0
        """,
    )
    assert set(found) == {
        "show",
        "colour",
        "scale.name",
        "scale.decimals",
        "earns.carried",
        "earns.slip",
        "earns.review",
        "points.ejemplo-4",
    }
    assert told.startswith("politica.toml tiene 8 errores:")
    assert found["earns.carried"] == "1.5 no está entre 0 y 1"
    assert found["earns.slip"] == "«media» no es un número; escribe 0.5 o '1/2'"
    assert found["earns.review"] == "no existe esa clave"
    assert found["scale.decimals"] == "debe ser a lo sumo 4"
    assert "«" in found["points.ejemplo-4"] or "0" in found["points.ejemplo-4"]


@pytest.mark.parametrize("value", ["inf", "nan", "true", "[1]", '"inf"', '"nan"', "-0.1", '"1/0"'])
def test_what_is_no_share_is_a_fault(tmp_path, value):
    found, _ = faults(tmp_path, f"[earns]\nslip = {value}")
    assert list(found) == ["earns.slip"]


def test_a_pass_mark_outside_the_scale_is_a_fault(tmp_path):
    assert list(faults(tmp_path, "[scale]\npassing = 6")[0]) == ["scale.passing"]


def test_what_is_no_toml_is_told_with_its_line(tmp_path):
    _, told = faults(tmp_path, "show = \n")
    assert "line 1" in told or "línea 1" in told


def test_a_missing_policy_file_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError):
        load_policy(tmp_path / "no.toml")
