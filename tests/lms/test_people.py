"""Who is who: e-mail, number and login are sure, a name may be, an LMS's number alone is nobody's."""

import pytest
from downloads import blackboard, canvas, gradebook, moodle, save_zip, worksheet
from room import ANA, BRUNO, NAMESAKES, OHIGGINS, TEAM, by_code, sheets

from grader.lms import open_book, open_delivery
from grader.lms._people import who


def claimed(tmp_path, members, book=None):
    """Submission's id → the students whose worksheets it may answer."""
    if book is not None:
        (tmp_path / "libro.csv").write_bytes(book)
    delivery = open_delivery(save_zip(tmp_path / "x.zip", members))
    known = who(by_code(), open_book(tmp_path / "libro.csv") if book is not None else None)
    owners = {sheet.code: student for student, sheet in sheets().items()}
    return {entry.id: sorted(owners[code] for code in known.of_entry(entry)) for entry in delivery.entries}


FILE = {"h.csv": b""}


def test_by_the_name_in_any_order_and_without_what_an_lms_drops(tmp_path):
    handed_in = [(ANA.name, 1, FILE), (BRUNO.name, 2, FILE), ("O'Higgins José", 3, FILE), ("Otra Persona", 4, FILE)]
    assert claimed(tmp_path, moodle(handed_in)) == {"1": ["A01"], "2": ["A02"], "3": ["A03"], "4": []}


def test_canvas_glues_the_name_together(tmp_path):
    handed_in = [
        ("Pérez Muñoz, Ana", 11, False, {"h.csv": (101, b"")}),
        ("O'Higgins, José", 12, True, {"h.csv": (102, b"")}),
    ]
    assert claimed(tmp_path, canvas(handed_in)) == {"11": ["A01"], "12": ["A03"]}


def test_namesakes_stay_in_doubt_until_a_grade_file_tells_them_apart(tmp_path):
    one, other = NAMESAKES
    handed_in = [(one.name, 1, FILE), (other.name, 2, FILE)]
    assert claimed(tmp_path, moodle(handed_in)) == {"1": ["A04", "A05"], "2": ["A04", "A05"]}
    people = [(1, one.name, one.email, ""), (2, other.name, "", other.id)]
    assert claimed(tmp_path, moodle(handed_in), worksheet(people)) == {"1": ["A04"], "2": ["A05"]}


def test_an_unknown_name_is_found_by_its_line_in_the_grade_file(tmp_path):
    book = gradebook([("Perez, Anita", "11", ANA.email, ""), ("Nadie, Nada", "12", "nadie", "")])
    handed_in = [("Perez, Anita", 11, False, {"h.csv": (101, b"")}), ("Nadie, Nada", 12, False, {"h.csv": (102, b"")})]
    assert claimed(tmp_path, canvas(handed_in), book) == {"11": ["A01"], "12": []}


def test_a_login_is_an_id_or_the_beginning_of_an_address(tmp_path):
    when = "2026-11-22-10-00-0"
    handed_in = [
        ("Anita", "ana", f"{when}1", FILE, ""),
        ("B", "A02", f"{when}2", FILE, ""),
        ("C", "zz", f"{when}3", FILE, ""),
    ]
    assert claimed(tmp_path, blackboard(handed_in)) == {"ana": ["A01"], "A02": ["A02"], "zz": []}


def test_an_address_of_one_and_the_name_of_another_leave_it_to_a_person(tmp_path):
    book = worksheet([(1, ANA.name, BRUNO.email, "")])
    assert claimed(tmp_path, moodle([(ANA.name, 1, FILE)]), book) == {"1": ["A01", "A02"]}


@pytest.mark.parametrize("name", [TEAM[0].group, "GRUPO A"])
def test_a_team_is_found_by_its_name_and_its_number_is_no_students(tmp_path, name):
    people = [(55, OHIGGINS.name, OHIGGINS.email, "")]
    assert claimed(tmp_path, moodle([(name, 55, FILE)]), worksheet(people)) == {"55": [TEAM[-1].id]}
    assert claimed(tmp_path, moodle([(name, 55, FILE)]), worksheet(people, blind=True)) == {"55": [TEAM[-1].id]}
