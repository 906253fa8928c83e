"""`decisiones.jsonl` only grows, and whoever changes a line of it breaks the chain."""

import pytest

from grader.batch.decision_log import append, load_log, read_log
from grader.errors import FileFaultsError
from grader.model import Act, Decision


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "decisiones.jsonl"
    for number in range(4):
        append(path, [Decision(Act.POINTS, "huella", "ana.csv", "222222-2", "e/A/weights", f"{number}/4", "ñ «sí»")])
    return path


def test_what_was_written_is_read(path):
    log = load_log(path)
    assert [it.value for it in log.decisions] == ["0/4", "1/4", "2/4", "3/4"]
    assert log.until(2).head == log.heads[1]
    assert log.head == log.heads[3] != log.heads[1]


def test_lines_are_only_added(path):
    before = path.read_bytes()
    append(path, [Decision(Act.FINAL, "otra", "b.csv", "222222-2")])
    assert path.read_bytes().startswith(before)
    assert len(load_log(path).decisions) == 5


def test_no_file_is_no_decision(tmp_path):
    assert load_log(tmp_path / "nada").decisions == ()
    assert load_log(tmp_path / "nada").head == ""


FOREIGN = ["no sigue a la anterior: alguien cambió, quitó o añadió algo"]


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (lambda it: [it[0].replace(b"0/4", b"4/4"), *it[1:]], [("línea 2", *FOREIGN)]),
        (lambda it: it[1:], [("línea 1", *FOREIGN)]),
        (lambda it: [it[0], *it[2:]], [("línea 2", *FOREIGN)]),
        (
            lambda it: [it[0], it[2], it[1], it[3]],
            [(f"línea {n}", *FOREIGN) for n in (2, 3, 4)],
        ),
        (lambda it: [*it, it[3]], [("línea 5", *FOREIGN)]),
        (lambda it: [*it[:3], it[3][:40]], [("línea 4", "no es una decisión; quizá se cortó al escribirla")]),
    ],
    ids=["changed", "first gone", "second gone", "swapped", "repeated", "cut"],
)
def test_a_change_is_found_and_named(path, change, faults):
    lines = change(path.read_bytes().splitlines())
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    assert [(it.path, it.message) for it in read_log(path.read_bytes())[1]] == faults
    with pytest.raises(FileFaultsError):
        load_log(path)


def test_what_is_cut_off_at_the_end_shows_only_in_the_head(path):
    """So the record of a run keeps the head."""
    whole = load_log(path)
    path.write_bytes(b"".join(line + b"\n" for line in path.read_bytes().splitlines()[:3]))
    assert read_log(path.read_bytes())[1] == ()
    assert load_log(path).head != whole.head


def test_nothing_is_added_to_a_broken_chain(path):
    path.write_bytes(path.read_bytes().replace(b"1/4", b"4/4"))
    with pytest.raises(FileFaultsError):
        append(path, [Decision(Act.FINAL, "otra", "b.csv", "222222-2")])
