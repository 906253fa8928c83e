"""What a verdict earns, how points become a grade, and a docente's policy file with all its faults at once."""

import re
import tomllib
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from classroom import computing_on, marks, original, original_taller

from grader import spanish
from grader.check.attempts import choose
from grader.check.grade import Class, grade
from grader.check.policy import SCALES, Abbreviations, Counting, Policy, Repeated, Rounding, Scale, Show
from grader.check.policy_file import load_policy
from grader.check.repeated import forgive_repeated
from grader.errors import FileFaultsError, UsageError, explain
from grader.model import Act, Decision, Report, Verdict
from grader.page import filled_page
from grader.sheets import COLUMNS
from grader.writers import write_page

DOCS = Path(__file__).parents[2] / "docs"

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


@pytest.mark.parametrize(
    ("rounding", "exact", "grade"),
    [
        ("mitad", "4.005", "4.01"), ("mitad", "4.0049", "4.00"), ("abajo", "4.009", "4.00"), ("abajo", "4", "4.00"),
        ("arriba", "4.001", "4.01"), ("arriba", "4", "4.00"),
    ],
)  # fmt: skip
def test_a_grade_is_rounded_as_the_policy_says(rounding, exact, grade):
    scale = Scale(rounding=Rounding(rounding))
    assert Policy(scale=scale).grade(Fraction(exact), Fraction(5)) == Fraction(grade)


def policy(tmp_path, text, exercises=None):
    path = tmp_path / "politica.toml"
    path.write_text(text, "utf-8")
    return load_policy(path, exercises)


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


def faults(tmp_path, text, exercises=None):
    with pytest.raises(FileFaultsError) as raised:
        policy(tmp_path, text, exercises)
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
    assert found["scale.decimals"] == "debe ser a lo sumo 4; aquí es 9"
    assert "«" in found["points.ejemplo-4"] or "0" in found["points.ejemplo-4"]


@pytest.mark.parametrize("value", ["inf", "nan", "true", "[1]", '"inf"', '"nan"', "-0.1", '"1/0"'])
def test_what_is_no_share_is_a_fault(tmp_path, value):
    found, _ = faults(tmp_path, f"[earns]\nslip = {value}")
    assert list(found) == ["earns.slip"]


def test_every_fault_of_a_number_says_what_would_be_one(tmp_path):
    for value in ("true", "[1]"):
        found, _ = faults(tmp_path, f"[earns]\nslip = {value}")
        assert found == {"earns.slip": "debe ser un número, como 0.5 o '1/2'"}
    assert faults(tmp_path, "[points]\na = 0")[0] == {"points.a": "0 no es mayor que 0"}
    assert faults(tmp_path, "[earns]\nslip = 1.1")[0] == {"earns.slip": "1.1 no está entre 0 y 1"}


def test_the_ends_of_a_range_belong_to_it(tmp_path):
    found = policy(
        tmp_path, "[earns]\nslip = 0\ncarried = 1\n[cells]\ntotal = 0\n[attempts]\nallowed = 1\n[scale]\ndecimals = 4"
    )
    assert (found.slip, found.carried, found.cells, found.attempts) == (0, 1, {"total": 0}, 1)
    assert found.scale.decimals == 4
    assert policy(tmp_path, "[scale]\ndecimals = 0").scale.decimals == 0
    assert policy(tmp_path, "[scale]\npassing = 5").scale.passing == 5
    assert policy(tmp_path, "[scale]\npassing = 0").scale.passing == 0


SCALE_FAULTS = {
    "name = 'propia'": {
        "scale.highest": "falta; la escala «propia» lo necesita",
        "scale.passing": "falta; la escala «propia» lo necesita",
    },
    "highest = 6": {"scale.highest": "solo va con name = 'propia'"},
    "lowest = 1": {"scale.lowest": "solo va con name = 'propia'"},
    "name = 'propia'\nlowest = 6\nhighest = 6\npassing = 6": {"scale.lowest": "6 no es menor que 6"},
    "passing = 6": {"scale.passing": "6 no está en la escala, que va de 0 a 5"},
    "name = '1-7'\npassing = 0.5": {"scale.passing": "0,5 no está en la escala, que va de 1 a 7"},
}


@pytest.mark.parametrize("text", SCALE_FAULTS)
def test_a_scale_that_is_none_is_told_why(tmp_path, text):
    assert faults(tmp_path, f"[scale]\n{text}")[0] == SCALE_FAULTS[text]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("0-5", Scale(Fraction(0), Fraction(5), 2, Fraction(3))),
        ("0-10", Scale(Fraction(0), Fraction(10), 2, Fraction(5))),
        ("0-20", Scale(Fraction(0), Fraction(20), 2, Fraction(10))),
        ("0-100", Scale(Fraction(0), Fraction(100), 1, Fraction(60))),
        ("1-7", Scale(Fraction(1), Fraction(7), 1, Fraction(4))),
    ],
)
def test_a_scale_is_named_in_a_file(tmp_path, name, expected):
    assert policy(tmp_path, f"[scale]\nname = '{name}'").scale == expected


def test_every_key_of_a_file_is_in_the_policy(tmp_path):
    text = """
        show = "nada"
        abbreviations = "tolerancia"
        [earns]
        carried = 0.9
        slip = 0.8
        misconception = 0.7
        repeated_misconception = "una-por-entrega"
        bare_expression = 0.6
        wrong_expression = 0.4
        [attempts]
        counts = "mejor"
        allowed = 3
        """
    found = policy(tmp_path, text)
    shares = (found.carried, found.slip, found.misconception, found.bare_expression, found.wrong_expression)
    assert shares == (Fraction(9, 10), Fraction(4, 5), Fraction(7, 10), Fraction(3, 5), Fraction(2, 5))
    assert (found.show, found.abbreviations) == (Show.NOTHING, Abbreviations.TOLERANCE)
    assert found.repeated_misconception is Repeated.SUBMISSION
    assert (found.counting, found.attempts) == (Counting.BEST, 3)


def test_a_table_that_is_none_is_a_fault_and_hides_no_other(tmp_path):
    assert set(faults(tmp_path, "points = 1\ncells = 2\nscale = 3\nshow = 4")[0]) == {
        "points", "cells", "scale", "show",
    }  # fmt: skip


def test_what_an_expression_earns_is_part_of_what_its_verdict_earns():
    half = Fraction(1, 2)
    policy = Policy(carried=half, bare_expression=half, wrong_expression=Fraction(1, 3))
    assert policy.share(Verdict.CORRECT, bare=True) == half
    assert policy.share(Verdict.CARRIED, bare=True) == Fraction(1, 4)
    assert policy.share(Verdict.CORRECT, disagrees=True) == Fraction(1, 3)
    assert policy.share(Verdict.CARRIED, disagrees=True) == Fraction(1, 6)
    assert policy.share(Verdict.SLIP, disagrees=True) == half


def test_the_second_occurrence_of_an_exercise_has_as_many_points():
    found = Policy(weights={"ejemplo-4": Fraction(2)})
    assert [found.exercise_points(it) for it in ("ejemplo-4", "ejemplo-4#2", "ejemplo-1")] == [2, 2, 1]


def test_a_pass_mark_outside_the_scale_is_a_fault(tmp_path):
    assert list(faults(tmp_path, "[scale]\npassing = 6")[0]) == ["scale.passing"]


def test_every_table_is_looked_at_whatever_is_wrong_with_the_others(tmp_path):
    """A fault that the schema finds hides none that only comparing can find."""
    found, _ = faults(
        tmp_path,
        """
        show = "todo"
        abbreviations = "si"
        [scale]
        name = "propia"
        lowest = 7
        highest = 6
        passing = 5
        rounding = "cerca"
        [earns]
        repeated_misconception = "nunca"
        [attempts]
        counts = "last"
        allowed = 0
        [points]
        tarea = 1
        [cells]
        pesos = 1
        biases = -1
        """,
        ["ejemplo-1", "ejemplo-4"],
    )
    assert found == {
        "show": "«todo» no es posible; puede ser «nada», «veredictos», «pistas» o «solucion»",
        "abbreviations": "«si» no es posible; puede ser «revision» o «tolerancia»",
        "scale.rounding": "«cerca» no es posible; puede ser «mitad», «abajo» o «arriba»",
        "earns.repeated_misconception": "«nunca» no es posible; "
        "puede ser «cada-vez», «una-por-ejercicio» o «una-por-entrega»",
        "attempts.counts": "«last» no es posible; puede ser «preguntar», «ultimo», «primero» o «mejor»",
        "attempts.allowed": "debe ser al menos 1; aquí es 0",
        "points.tarea": "no es un ejercicio de esta clase; hay ejemplo-1 y ejemplo-4",
        "cells.pesos": f"no es una cantidad; hay {spanish.listing(sorted([*COLUMNS, 'total']))}",
        "cells.biases": "-1 es menor que 0",
    }


@pytest.mark.parametrize(
    ("scale", "path"),
    [
        ("name = 'propia'\npassing = 3", ["scale.highest"]),
        ("name = 'propia'", ["scale.highest", "scale.passing"]),
        ("highest = 6", ["scale.highest"]),
        ("name = 'propia'\nlowest = 6\nhighest = 6\npassing = 6", ["scale.lowest"]),
        ("name = 'propia'\nhighest = 6\npassing = 7", ["scale.passing"]),
    ],
)
def test_a_scale_that_is_none_is_a_fault(tmp_path, scale, path):
    assert list(faults(tmp_path, f"[scale]\n{scale}")[0]) == path
    assert list(faults(tmp_path, f"show = 1\n[scale]\n{scale}")[0]) == ["show", *path]


def test_a_scale_of_ones_own(tmp_path):
    found = policy(tmp_path, "[scale]\nname='propia'\nlowest=10\nhighest=50\npassing=30\ndecimals=0\nrounding='abajo'")
    assert found.scale == Scale(Fraction(10), Fraction(50), 0, Fraction(30), Rounding.DOWN)
    assert found.grade(Fraction(79, 80), Fraction(1)) == 49


def test_points_for_an_exercise_nobody_has_are_told_when_the_class_is_known(tmp_path):
    text = "[points]\nejemplo-44 = 2\nejemplo-1 = 3"
    assert policy(tmp_path, text).weights == {"ejemplo-44": 2, "ejemplo-1": 3}
    found, _ = faults(tmp_path, text, {"ejemplo-1", "ejemplo-4"})
    assert found == {"points.ejemplo-44": "no es un ejercicio de esta clase; ¿querías decir «ejemplo-4»?"}


NO_VALUE = "línea 1, columna 8: aquí va un valor: un número, un texto entre comillas, true, false o una lista"
NO_TOML = {
    "show = \n": NO_VALUE,
    "show = pistas": NO_VALUE,
    "[scale\n": "línea 1, columna 7: falta el corchete ] que cierra el nombre de la tabla",
    "[scale]\n[scale]": "línea 2, columna 7: la tabla [scale] se declaró dos veces",
    "show = 'nada": "al final del archivo: falta la comilla que cierra el texto",
    'show = "nada\n': "línea 1, columna 13: falta la comilla que cierra el texto en esta línea",
    "a = 1\na = 2": "al final del archivo: la misma clave se escribió dos veces",
    "a b = 1": "línea 1, columna 3: falta el signo = después de la clave",
    "a = 1 2": "línea 1, columna 7: sobra algo después del valor",
    "a = [1, 2": "al final del archivo: falta el corchete ] que cierra la lista",
    "a = {b = 1": "al final del archivo: falta la llave } que cierra la tabla",
    "a = {b = 1, b = 2}": "línea 1, columna 18: la clave «b» se escribió dos veces",
    "= 1": "línea 1, columna 1: aquí va una clave, como «show», o una [tabla]",
    "a=[1]\n[[a]]": "línea 2, columna 4: «a» ya tiene un valor y no puede ser también una tabla",
}


@pytest.mark.parametrize("text", NO_TOML)
def test_what_is_no_toml_is_told_in_spanish_with_its_place(tmp_path, text):
    assert faults(tmp_path, text)[0] == {"TOML": NO_TOML[text]}


def documented():
    """Key → default of the table in docs/politica.md."""
    lines = (DOCS / "politica.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if line.startswith("| `")]
    assert all(len(row) == 4 and all(row) for row in rows), "each default has what it decides and its reason"
    return {row[0].strip("`"): row[1] for row in rows}


def test_the_page_on_policy_states_every_default_and_none_that_is_not():
    """Every key of a policy file is in docs/politica.md with the value that the code starts from."""
    default = Policy()
    assert documented() == {
        "show": f'`"{default.show}"`',
        "abbreviations": f'`"{default.abbreviations}"`',
        "scale.name": '`"0-5"`',
        "scale.lowest": '0 (1 en `"1-7"`)',
        "scale.highest": "5, 10, 20, 100 o 7 según la escala",
        "scale.passing": "3, 5, 10, 60 o 4 según la escala",
        "scale.decimals": '2 (1 en `"0-100"` y `"1-7"`)',
        "scale.rounding": f'`"{default.scale.rounding}"`',
        "earns.carried": str(default.carried),
        "earns.slip": str(default.slip),
        "earns.misconception": str(default.misconception),
        "earns.repeated_misconception": f'`"{default.repeated_misconception}"`',
        "earns.bare_expression": str(default.bare_expression),
        "earns.wrong_expression": str(default.wrong_expression),
        "attempts.counts": f'`"{default.counting}"`',
        "attempts.allowed": "sin límite declarado",
        'points."ejemplo-4"': str(default.exercise_points("ejemplo-4")),
        "cells.weights": str(default.cell_weight("ejemplo-4/CONV1/weights")),
    }
    assert default.attempts == 0
    assert default.scale == SCALES["0-5"]
    assert [int(it.lowest) for it in SCALES.values()] == [0, 0, 0, 0, 1]
    assert [int(it.highest) for it in SCALES.values()] == [5, 10, 20, 100, 7]
    assert [int(it.passing) for it in SCALES.values()] == [3, 5, 10, 60, 4]
    assert [it.decimals for it in SCALES.values()] == [2, 2, 2, 1, 1]


def keys_of(model, prefix=""):
    for name, field in model.model_fields.items():
        inner = getattr(field.annotation, "model_fields", None)
        if inner:
            yield from keys_of(field.annotation, f"{prefix}{name}.")
        else:
            yield prefix + name


def test_the_page_on_policy_knows_every_key():
    from grader.check.policy_file import PolicyFile

    named = {key.partition(".")[0] if key.startswith(("points", "cells")) else key for key in documented()}
    assert named == set(keys_of(PolicyFile))


@pytest.mark.parametrize("kind", [Show, Rounding, Repeated, Counting, Abbreviations])
def test_the_page_on_policy_names_every_word(kind):
    text = (DOCS / "politica.md").read_text("utf-8")
    assert [it for it in kind if f'"{it}"' not in text] == []


def test_the_example_of_the_page_is_a_policy(tmp_path):
    (example,) = re.findall(r"```toml\n(.*?)```", (DOCS / "politica.md").read_text("utf-8"), re.DOTALL)
    found = policy(tmp_path, example, ["ejemplo-5"])
    assert set(tomllib.loads(example)) == {
        "show", "abbreviations", "scale", "earns", "attempts", "points", "cells",
    }  # fmt: skip
    assert found.scale == Scale(Fraction(0), Fraction(50), 0, Fraction(30), Rounding.DOWN)
    assert (found.counting, found.attempts) == (Counting.BEST, 2)
    assert (found.cells, found.weights) == ({"out_shape": 2, "total": 0}, {"ejemplo-5": 2})
    assert (found.shown(1), found.shown(2)) == (Show.HINTS, Show.SOLUTION)


def test_cells_weigh_as_the_policy_says(tmp_path):
    """Ejemplo 1: 7 cells, of which the two weights count double and the total not at all: 8 shares in all."""
    found = policy(tmp_path, "[cells]\nweights = 2\ntotal = 0\n[points]\nejemplo-1 = 4\n")
    sheet = original("ejemplo-1")
    earned = marks(sheet, {**computing_on(sheet, {}), "FC1/weights": "1"}, found)
    assert {ref: mark.possible for ref, mark in earned.items()} == {
        "FC1/weights": 1, "FC1/biases": Fraction(1, 2), "FC1/params": Fraction(1, 2),
        "FC2/weights": 1, "FC2/biases": Fraction(1, 2), "FC2/params": Fraction(1, 2), "total": 0,
    }  # fmt: skip
    assert sum(mark.earned for mark in earned.values()) == 3, "the weights alone are lost"


def test_with_nothing_that_counts_nothing_is_possible():
    sheet = original("ejemplo-1")
    nothing = dict.fromkeys(("weights", "biases", "params", "total"), Fraction(0))
    found = marks(sheet, computing_on(sheet, {}), Policy(cells=nothing))
    assert {mark.possible for mark in found.values()} == {0}
    assert Policy().grade(Fraction(0), Fraction(0)) == 0


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("262.3K", "correct"), ("262,27 mil", "correct"), ("~262k", "correct"), ("0.26M", "correct"),
        ("262.4K", "review"), ("262.2K", "review"), ("300K", "review"), ("262 o 263", "review"),
    ],
)  # fmt: skip
def test_a_rounded_figure_is_within_tolerance_or_waits(text, verdict):
    """FC1 of ejemplo 5 has 262 272 parameters."""
    sheet, tolerant = original("ejemplo-5"), Policy(abbreviations=Abbreviations.TOLERANCE)
    texts = {**computing_on(sheet, {}), "FC1/params": text}
    assert marks(sheet, texts)["FC1/params"].verdict == "review"
    mark = marks(sheet, texts, tolerant)["FC1/params"]
    assert mark.verdict == verdict
    assert mark.reading.raw == text
    assert (mark.reading.value == 262_272) == (verdict == "correct")


def test_a_rounded_figure_of_ones_own_path_is_carried():
    """Without biases, 262 144 parameters: «262.1K»."""
    sheet, tolerant = original("ejemplo-5"), Policy(abbreviations=Abbreviations.TOLERANCE)
    texts = {**computing_on(sheet, {"FC1/biases": 0}), "FC1/params": "262.1K"}
    assert marks(sheet, texts, tolerant)["FC1/params"].verdict == "carried"


WITHOUT_CHANNELS = {
    "ejemplo-4/CONV1/weights": "200", "ejemplo-5/CONV1/weights": "144", "ejemplo-5/CONV2/weights": "288",
}  # fmt: skip


def lost_of(policy, texts=None):
    """The cells of a worksheet that lose something; all that is not in `texts` is right and follows the key."""
    from classroom import EJEMPLOS

    taller = original_taller()
    right = {f"{name}/{ref}": text for name in EJEMPLOS for ref, text in computing_on(original(name), {}).items()}
    data = write_page(filled_page(taller, right | (texts or WITHOUT_CHANNELS)), "csv")
    report = grade(data, "a.csv", Class({taller.code: taller}, policy, taller))
    return [mark.cell for mark in report.marks if mark.earned < mark.possible], report


def test_a_misconception_costs_each_time_unless_the_policy_forgives():
    """Two exercises, three layers, one idea: the input channels forgotten."""
    each, _ = lost_of(Policy())
    assert each == list(WITHOUT_CHANNELS)
    exercise, _ = lost_of(Policy(repeated_misconception=Repeated.EXERCISE))
    assert exercise == ["ejemplo-4/CONV1/weights", "ejemplo-5/CONV1/weights"]
    submission, report = lost_of(Policy(repeated_misconception=Repeated.SUBMISSION))
    assert submission == ["ejemplo-4/CONV1/weights"]
    forgiven = {mark.cell: mark for mark in report.marks if mark.verdict == "misconception"}
    assert list(forgiven) == list(WITHOUT_CHANNELS), "what it is stays told"
    assert "ya se cobró en «CONV1, número de pesos»" in forgiven["ejemplo-5/CONV2/weights"].reason


def test_another_misconception_costs_though_one_was_paid():
    texts = {"ejemplo-4/CONV1/weights": "200", "ejemplo-4/FC/biases": "1"}
    lost, _ = lost_of(Policy(repeated_misconception=Repeated.SUBMISSION), texts)
    assert lost == list(texts)


def test_what_a_person_decided_on_a_repeated_misconception_stays():
    """Somebody gave a quarter of the second one's point, and looked at the first: neither pays for the other."""
    policy = Policy(repeated_misconception=Repeated.SUBMISSION)
    _, report = lost_of(Policy())
    quarter = Decision(Act.POINTS, "", "a.csv", "", value="1/4")
    first, *others = [mark for mark in report.marks if mark.verdict == "misconception"]
    by_hand = replace(others[0], decision=quarter, earned=others[0].possible / 4)
    assert forgive_repeated([first, by_hand], policy) == (first, by_hand)
    after = forgive_repeated([replace(first, decision=quarter), others[0], others[1]], policy)
    assert [mark.earned == mark.possible for mark in after] == [False, False, True]
    read = Decision(Act.READING, "", "a.csv", "", value="200")
    after = forgive_repeated([replace(first, decision=read), others[0]], policy)
    assert [mark.earned == mark.possible for mark in after] == [False, True], "who reads it for them forgives nothing"


def test_a_misconception_in_a_cell_that_weighs_nothing_pays_for_no_other():
    policy = Policy(repeated_misconception=Repeated.SUBMISSION)
    first, second, _ = [mark for mark in lost_of(Policy())[1].marks if mark.verdict == "misconception"]
    weightless = replace(first, possible=Fraction(0))
    assert forgive_repeated([weightless, second], policy) == (weightless, second)


def test_what_was_said_of_a_mark_stays_when_it_is_forgiven():
    policy = Policy(repeated_misconception=Repeated.SUBMISSION)
    first, second, _ = [mark for mark in lost_of(Policy())[1].marks if mark.verdict == "misconception"]
    _, after = forgive_repeated([first, replace(second, reason="Algo.")], policy)
    assert after.reason == "Algo. La misma idea ya se cobró en «CONV1, número de pesos»: aquí no cuesta otra vez."


def attempt(name, earned, status="graded"):
    mark = lost_of(Policy())[1].marks[:1]
    marks_ = () if earned is None else mark
    return Report(name, status, original_taller(), marks_, earned=Fraction(earned or 0), possible=Fraction(5))


@pytest.mark.parametrize(
    ("counting", "allowed", "chosen"),
    [
        ("ultimo", 0, "c"), ("primero", 0, "a"), ("mejor", 0, "b"), ("preguntar", 0, None),
        ("ultimo", 2, "b"), ("ultimo", 1, "a"), ("mejor", 1, "a"), ("mejor", 9, "b"),
    ],
)  # fmt: skip
def test_the_policy_says_which_attempt_counts(counting, allowed, chosen):
    three = [attempt("a", 3), attempt("b", 4), attempt("c", 2)]
    found = choose(three, Policy(counting=Counting(counting), attempts=allowed))
    assert (found.report and found.report.submission) == chosen
    assert found.notice
    assert ("límite" in found.notice) == (chosen is not None and 0 < allowed < 3)


def test_of_two_equally_good_attempts_the_later_counts():
    same = [attempt("a", 4), attempt("b", 4), attempt("c", 2)]
    assert choose(same, Policy(counting=Counting.BEST)).report.submission == "b"


def test_one_attempt_needs_no_choice_and_none_gives_none():
    (one,) = [attempt("a", 3)]
    assert choose([one], Policy()).report is one
    assert choose([one], Policy()).notice == ""
    assert choose([], Policy()).report is None
    unread = attempt("a", None, "rejected")
    assert choose([unread], Policy()).report is unread


def test_what_could_not_be_marked_is_no_attempt_but_is_told():
    """The last file is a photo: the one before counts, and the docente hears of it."""
    found = choose([attempt("a", 3), attempt("foto.jpg", None, "review")], Policy(counting=Counting.LAST))
    assert found.report.submission == "a"
    assert "1 no se pudo calificar" in found.notice
    neither = choose([attempt("x", None, "review"), attempt("y", None, "rejected")], Policy(counting=Counting.LAST))
    assert neither.report is None


def test_the_best_of_attempts_in_review_may_change():
    found = choose([attempt("a", 3, "review"), attempt("b", 4)], Policy(counting=Counting.BEST))
    assert found.report.submission == "b"
    assert "en revisión" in found.notice


def test_no_solution_while_attempts_remain():
    assert [Policy(attempts=3).shown(used) for used in (1, 2, 3, 4)] == ["pistas", "pistas", "solucion", "solucion"]
    assert Policy(attempts=3, show=Show.VERDICTS).shown(1) is Show.VERDICTS
    assert Policy().shown(1) is Show.SOLUTION


def test_a_missing_policy_file_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError):
        load_policy(tmp_path / "no.toml")


def test_an_exercise_may_weigh_less_than_a_point(tmp_path):
    assert policy(tmp_path, "[points]\na = 0.5\nb = 1").weights == {"a": Fraction(1, 2), "b": 1}
