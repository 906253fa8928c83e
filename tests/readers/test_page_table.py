"""The rows and columns of a page's table, however its tags were left open."""

import pytest
from lxml import etree

from grader.readers._page_table import table_block

PARSER = etree.HTMLParser(recover=True, encoding="utf-8")


def rows(inner):
    table = etree.fromstring(f"<table>{inner}</table>".encode(), PARSER).find(".//table")
    found, seen = table_block(table, "tabla 1", 0)
    assert found is None or seen == sum(map(len, found.rows))
    return None if found is None else found.rows


@pytest.mark.parametrize(
    ("inner", "table"),
    [
        ("<tr><td>a<td>b<tr><td>1<td>2", (("a", "b"), ("1", "2"))),
        ("<tr><td><font>8<td><font>9<td>10", (("8", "9", "10"),)),
        ("<tr><td><p>8<td><b>9</b></tr>", (("8", "9"),)),
        ("<tr>Total params: 8321</tr><tr><td>x<td>y", (("Total params: 8321",), ("x", "y"))),
        ("<tr><td colspan=2>a<td>b", (("a", "", "b"),)),
        ("<tr><td rowspan=2>a<td>b<tr><td>c", (("a", "b"), ("", "c"))),
        ("<tr><td>a<td rowspan=2>b<tr><td>c", (("a", "b"), ("c", ""))),
        ("<tr><td rowspan=9999999>a<tr><td>b", (("a",), ("b",))),
        ("<tr><td rowspan=-1 colspan=x>a<td>b", (("a", "b"),)),
        ("<tr><td>5<sup>2</sup><td>a<br>b", (("5^2", "a\nb"),)),
        ("<tr><td>1&nbsp;024<td><span hidden>x</span>y", (("1\xa0024", "xy"),)),
    ],
    ids=range(11),
)
def test_one_string_a_column(inner, table):
    assert rows(inner) == table


def test_a_table_of_blanks_is_none():
    assert rows("<tr><td> <td></tr><tr><th>") is None


def test_the_caption_is_its_name():
    table = etree.fromstring(b"<table><caption>Ejemplo <b>4</b></caption><tr><td>1", PARSER).find(".//table")
    assert table_block(table, "", 0)[0].caption == "Ejemplo 4"
