"""A grade file comes back byte by byte but for the cells that were filled."""

import csv

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.lms._sheet import parse_sheet

BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        (b"a,b\n1,\n", "4.5", b"a,b\n1,4.5\n"),
        (b"a,b\r\n1,\r\n", "4,5", b'a,b\r\n1,"4,5"\r\n'),
        (b"a;b\n1;\n", "4,5", b"a;b\n1;4,5\n"),
        (b'"a"\t"b"\r\n"1"\t""\r\n', "4,5", b'"a"\t"b"\r\n"1"\t"4,5"\r\n'),
        (BOM + "a,ñ\n1,2".encode(), "3", BOM + "a,ñ\n1,3".encode()),
        ("a;ñ\n1;\n".encode("cp1252"), "→", "a;ñ\n1;&#8594;\n".encode("cp1252")),
        (b'a,b\n"1\n1,""2""",x\n', 'dice "sí"', 'a,b\n"1\n1,""2""","dice ""sí"""\n'.encode()),
        (b'a,b\n 1 ,"2" \n\n', "3", b'a,b\n 1 ,"3"\n\n'),
    ],
)
def test_one_cell_is_filled_as_the_file_writes(before, text, after):
    sheet = parse_sheet(before, "x.csv")
    assert sheet.filled({(1, 1): text}) == after


def test_utf16_with_its_mark_or_without_it():
    text = '"a"\t"b"\r\n"1"\t""\r\n'
    wanted = text.replace('""', '"4"').encode("utf-16-le")
    assert parse_sheet(b"\xff\xfe" + text.encode("utf-16-le"), "x.xls").filled({(1, 1): "4"}) == b"\xff\xfe" + wanted
    assert parse_sheet(text.encode("utf-16-le"), "x.xls").filled({(1, 1): "4"}) == wanted


def test_a_quote_after_a_backslash_as_php_leaves_it():
    sheet = parse_sheet(b'a,b,c\n"x \\", y",2,\n', "x.csv")
    assert [spot.text for spot in sheet.rows[1]] == ['x \\", y', "2", ""]
    assert sheet.filled({(1, 2): "9"}) == b'a,b,c\n"x \\", y",2,9\n'


def test_a_separator_inside_a_heading_does_not_count():
    assert parse_sheet(b'"Tarea 1, parte a, b, c";b\n1;2\n', "x.csv").separator == ";"


@pytest.mark.parametrize("data", [b"", b"hola", b"\xff\xfea", b"una\ncolumna\n"])
def test_what_has_no_columns_is_no_grade_file(data):
    with pytest.raises(UsageError, match="no es un libro de calificaciones"):
        parse_sheet(data, "x.csv")


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=12)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(2, 4).flatmap(
        lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=2, max_size=5)
    ),
    st.sampled_from([",", ";"]),
    st.sampled_from(["\n", "\r\n"]),
    TEXTS,
)
@example([["a", "b"], ['"', "\\"]], ",", "\n", '"\n"')
def test_against_the_csv_module(tmp_path_factory, rows, separator, end, text):
    """What one writes the other reads; without edits the bytes are the same."""
    rows[0] = [f"columna {i}" for i in range(len(rows[0]))]
    path = tmp_path_factory.mktemp("csv") / "x.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=separator, lineterminator=end).writerows(rows)
    sheet = parse_sheet(path.read_bytes(), "x.csv")
    assert sheet.filled({}) == path.read_bytes()
    assert [[spot.text for spot in row] for row in sheet.rows] == rows
    path.write_bytes(sheet.filled({(1, 0): text}))
    rows[1][0] = text
    with path.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file, delimiter=separator)) == rows
