"""How a student's text for one cell is read: the table `answers.tsv`, and what must hold for any text."""

from fractions import Fraction
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.check.answers import read_answer
from grader.model import Kind, Reading, Status

MARKS = {
    "EMPTY": "", "SP": " ", "NBSP": "\u00a0", "NNBSP": "\u202f", "THIN": "\u2009", "FIG": "\u2007",
    "ZWSP": "\u200b", "LRM": "\u200e", "BOM": "\ufeff", "NL": "\n", "TAB": "\t", "ACUTE": "\u0301",
}  # fmt: skip


def table():
    lines = Path(__file__).with_name("answers.tsv").read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("# ")]


def plain(raw):
    for mark, char in MARKS.items():
        raw = raw.replace(f"⟦{mark}⟧", char)
    return raw


def told(value):
    if isinstance(value, tuple):
        return f"({','.join(map(str, value))}{',' if len(value) == 1 else ''})"
    return "" if value is None else str(value)


def told_expression(reading: Reading):
    return f"bare {told(reading.expression)}" if reading.bare else told(reading.expression)


def differs(row):
    kind, structural, rank, raw, status, value, expression, candidates = row
    rank = None if rank == "-" else int(rank)
    reading = read_answer(plain(raw), Kind(kind), structural=structural == "s", rank=rank)
    got = [reading.status.value, told(reading.value)]
    got.append("*" if candidates == "*" else told_expression(reading))
    got.append("*" if candidates == "*" else "; ".join(map(told, reading.candidates)))
    want = [status, value, "*" if candidates == "*" else expression, candidates]
    return "" if got == want else f"{raw!r} ({kind}, rank {rank}): got {got}, want {want} | {reading.note}"


def test_the_table_is_read_as_a_careful_person_reads_it():
    rows = table()
    assert len(rows) >= 250
    wrong = list(filter(None, map(differs, rows)))
    assert not wrong, f"{len(wrong)} of {len(rows)}:\n" + "\n".join(wrong)


def test_every_doubt_says_why_and_every_silent_zero_is_told():
    for kind, structural, rank, raw, *_ in table():
        components = None if rank == "-" else int(rank)
        reading = read_answer(plain(raw), Kind(kind), structural=structural == "s", rank=components)
        assert reading.raw == plain(raw)
        if reading.status is Status.DOUBT:
            assert reading.value is None
        if reading.status is Status.DOUBT or (reading.value == 0 and "0" not in raw):
            assert reading.note.endswith("."), raw


def test_notes_tell_what_was_read():
    assert read_answer("4.64", Kind.COUNT).note == ("Leí «4.64»: quizá era 4640 y la hoja de cálculo le quitó ceros.")
    assert read_answer("5*5*3*8+8", Kind.COUNT).note == "Se evaluó la expresión: 5*5*3*8+8 = 608."
    assert read_answer("5*5*3*8+8 = 605", Kind.COUNT).note == (
        "El cálculo que escribiste da 608, pero diste 605: cuenta el valor."
    )
    assert read_answer("608", Kind.COUNT).note == ""


ANSWERLIKE = st.text(
    st.sampled_from("0123456789.,'_ xX×*·/^+-−()[]{}⌊⌋=→:;@~$\\#?… \n\u00a0²½aMkNopesno") | st.characters(),
    max_size=60,
)
CELLS = {"kind": st.sampled_from(Kind), "structural": st.booleans(), "rank": st.sampled_from([None, 1, 2, 3])}


@given(raw=ANSWERLIKE | st.text(), **CELLS)
@example(raw="\ud800", kind=Kind.COUNT, structural=False, rank=None)
def test_any_text_is_read_without_an_error(raw, kind, structural, rank):
    reading = read_answer(raw, kind, structural=structural, rank=rank)
    assert reading.raw == raw
    if reading.status is Status.READ:
        assert isinstance(reading.value, tuple if kind is Kind.SHAPE else (int, Fraction)) or reading.value == 0
    else:
        assert reading.value is None


HOSTILE = [
    "9**9**9**9", "9" * 10_000, "(" * 10_000, "1+" * 5_000, "9" * 400, "(" * 400, "(1" * 200, "1-" * 200,
    "-" * 399 + "1", "2^" * 199 + "2", "16,384," * 57, "1 " * 200, "9 999 " * 66, "\\frac{" * 66, "~~a" * 133,
    "<a " * 133, "**" * 200, "no " * 133, "²" * 400, "½" * 400, '__import__("os").system("true")',
    "99^99^99*" * 40 + "1", "1/" * 199 + "1",
]  # fmt: skip


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("raw", HOSTILE, ids=lambda raw: raw[:12])
def test_hostile_text_is_left_to_a_person_at_once(raw, kind):
    fastest = min(timed(f"{raw}{' ' * i}", kind) for i in range(1, 6))  # each spelling misses the cache
    assert fastest < 0.001


def timed(raw, kind):
    start = perf_counter()
    reading = read_answer(raw, kind)
    assert reading.status is Status.DOUBT
    return perf_counter() - start


SEPARATORS = [".", ",", " ", "\u00a0", "\u202f", "\u2009", "'", "’", "\\,", "{,}", "{.}", "_"]


@given(
    number=st.integers(0, 10**12),
    separator=st.sampled_from(SEPARATORS),
    wrap=st.sampled_from(["{}", "**{}**", "= {}", "${}$", "{} pesos"]),
)
def test_thousands_are_read_back_with_every_separator(number, separator, wrap):
    raw = wrap.format(f"{number:,}".replace(",", separator))
    assert read_answer(raw, Kind.COUNT).value == number


SPELLINGS = [
    "({0}, {1}, {2})", "[{0}, {1}, {2}]", "({0},{1},{2})", "{0}x{1}x{2}", "{0}×{1}×{2}", "{0} x {1} x {2}",
    "$({0}, {1}, {2})$", "${0}\\times{1}\\times{2}$", "{0}, {1}, {2}", "{0} {1} {2}", "{0}*{1}*{2}",
    "(None, {0}, {1}, {2})", "[-1, {0}, {1}, {2}]", "[(None, {0}, {1}, {2})]", "{2}@{0}x{1}",
    "**({0},{1},{2})**",
]  # fmt: skip
VECTORS = ["{}", "({})", "({},)", "({}, )", "({}, 1)", "({},1)", "{}x1", "[{}]", "(None, {})", "{} neuronas"]


@given(st.integers(1, 512), st.integers(1, 512), st.integers(1, 4096), st.sampled_from(SPELLINGS))
def test_shapes_are_read_back_in_every_spelling(h, w, c, spelling):
    assert read_answer(spelling.format(h, w, c), Kind.SHAPE, rank=3).value == (h, w, c)


@given(st.integers(2, 10**6), st.sampled_from(VECTORS))
def test_vectors_are_read_back_in_every_spelling(n, spelling):
    assert read_answer(spelling.format(n), Kind.SHAPE, rank=1).value == (n,)


@given(st.integers(1, 9999), st.integers(1, 9999), st.integers(0, 9999))
def test_an_expression_and_its_value_are_both_read(a, b, c):
    reading = read_answer(f"{a}·{b} + {c} = {a * b + c + 1}", Kind.COUNT)
    assert (reading.value, reading.expression, reading.bare) == (a * b + c + 1, a * b + c, False)
