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

NUMBERS = [it for it in Kind if it is not Kind.EXPRESSION]  # see test_gradient_answers.py


def table():
    """The rows of each section, by its title."""
    sections = Path(__file__).with_name("answers.tsv").read_text(encoding="utf-8").split("\n# -- ")
    lines = {title: rows for title, *rows in (section.split("\n") for section in sections[1:])}
    return {title: [row.split("\t") for row in rows if row] for title, rows in lines.items()}


TABLE = table()


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


def test_the_table_is_a_long_one():
    assert sum(map(len, TABLE.values())) >= 1000


@pytest.mark.parametrize("title", TABLE)
def test_the_table_is_read_as_a_careful_person_reads_it(title):
    wrong = list(filter(None, map(differs, TABLE[title])))
    assert not wrong, f"{len(wrong)} of {len(TABLE[title])}:\n" + "\n".join(wrong)


@pytest.mark.parametrize("title", TABLE)
def test_every_doubt_says_why_and_every_silent_zero_is_told(title):
    for kind, structural, rank, raw, *_ in TABLE[title]:
        components = None if rank == "-" else int(rank)
        reading = read_answer(plain(raw), Kind(kind), structural=structural == "s", rank=components)
        assert reading.raw == plain(raw)
        if reading.status is Status.DOUBT:
            assert reading.value is None
        if reading.status is Status.DOUBT or (reading.value == 0 and "0" not in raw):
            assert reading.note.endswith("."), raw


NOTES = (  # kind, rank, text, what the student is told
    ("count", None, "18.4960", "Leí «18.4960»: quizá era 184 960 y la hoja de cálculo le quitó ceros."),
    ("count", None, "262.3K", "«262.3K» parece una cifra redondeada o mal separada; hace falta el número exacto."),
    ("count", None, "5.762.757 millones",
     "«5.762.757 millones» parece una cifra redondeada o mal separada; hace falta el número exacto."),
    ("count", None, "1.00.000", "«1.00.000» parece una cifra redondeada o mal separada; hace falta el número exacto."),
    ("count", None, "1e6", "«1e6» parece una cifra redondeada o mal separada; hace falta el número exacto."),
    ("count", None, "1e13", "No pude leer «1e13» como una respuesta."),
    ("count", None, "-10", "Leí «-10» como −10, pero una cantidad no puede ser negativa."),
    ("count", None, "0.5", "Leí «0.5» como 0,5, pero aquí va un número entero."),
    ("count", None, "0,5 = 1/2", "Leí «0,5 = 1/2» como 0,5, pero aquí va un número entero."),
    ("count", None, "= 5*5*3*8", "Se evaluó la expresión: 5*5*3*8 = 600."),
    ("count", None, "5*5*3*8 = 600", ""),
    ("count", None, "5*5*3*8 = 605", "El cálculo que escribiste da 600, pero diste 605: cuenta el valor."),
    ("count", None, "600 o 608", "En «600 o 608» hay más de una respuesta posible."),
    ("count", None, "608 (600)", "En «608 (600)» hay más de una respuesta posible."),
    ("count", None, "- 10", "En «- 10» hay más de una respuesta posible."),
    ("count", None, "600 &amp; 8", "No pude leer «600 & 8» como una respuesta."),
    ("count", None, "igual", "No pude leer «igual» como una respuesta."),
    ("count", None, "no 608", "No pude leer «no 608» como una respuesta."),
    ("count", None, "8 por filtro", "No pude leer «8 por filtro» como una respuesta."),
    ("count", None, "5*5*3*", "No pude leer «5*5*3*» como una respuesta."),
    ("count", None, "262xxx", "No pude leer «262xxx» como una respuesta."),
    ("count", None, "2?48", "No pude leer «2?48» como una respuesta."),
    ("count", None, "｟608｠", "No pude leer «｟608｠» como una respuesta."),
    ("count", None, "26x", "No pude leer «26x» como una respuesta."),
    ("count", None, "2026-03-03", "Parece una fecha: quizá la hoja de cálculo cambió lo que escribiste."),
    ("count", None, "1999-12-31 10:00", "Parece una fecha: quizá la hoja de cálculo cambió lo que escribiste."),
    ("count", None, "#¡REF!", "La hoja de cálculo muestra un error en lugar de tu respuesta."),
    ("count", None, "Err:502", "La hoja de cálculo muestra un error en lugar de tu respuesta."),
    ("count", None, "?", "Leí «?» como una celda sin responder."),
    ("count", None, "____", ""),
    ("count", None, "cero", "Leí «cero» como 0."),
    ("shape", 1, "-10", "Leí un número negativo: quizá escribiste (10, 1) y la hoja de cálculo lo cambió."),
    ("shape", 1, "2048.1", "Leí «2048.1»: quizá era (2048, 1) y la hoja de cálculo lo cambió."),
    ("shape", 1, "20.48", "Leí «20.48»: quizá era (20 480, 1) y la hoja de cálculo lo cambió."),
    ("shape", 1, "0.5", "En «0.5» hay un tamaño que no es entero: falta redondear hacia abajo."),
    ("shape", 3, "54.5x54.5x96", "En «54.5x54.5x96» hay un tamaño que no es entero: falta redondear hacia abajo."),
    ("shape", 1, "(16,384)", "«(16,384)» puede ser (16 384, 1) o (16, 384)."),
    ("shape", 1, "1x2048", "«1x2048» puede ser (2048, 1) o (1, 2048)."),
    ("shape", 3, "(7,7,512,1)", "«(7,7,512,1)» puede ser (7, 7512, 1) o (7, 7, 512, 1)."),
    ("shape", 3, "32-32-3", "«32-32-3» puede ser (32, 32, 3)."),
    ("shape", 3, "28²×8", "«28^(2)×8» puede ser (28, 28, 8)."),
    ("shape", 3, "(1, 6, 28, 28)", "Leí (6, 28, 28), sin el tamaño del lote."),
    ("shape", 3, "(8+4, 8+4, 3)", "Se evaluó la expresión: (8+4, 8+4, 3) = (12, 12, 3)."),
    ("shape", 1, "8*8*32 = 2040",
     "El cálculo que escribiste da (2048, 1), pero diste (2040, 1): cuenta el valor."),
    ("shape", 1, "8*8*32 = 2048", ""),
    ("shape", 3, "28x28x8 = (27, 27, 8)", "En «28x28x8 = (27, 27, 8)» hay más de una respuesta posible."),
    ("shape", 3, "40 o 41", "No pude leer «40 o 41» como una respuesta."),
    ("shape", 3, "50%", "No pude leer «50%» como una respuesta."),
    ("shape", 3, "(28, -28, 8)", "No pude leer «(28, -28, 8)» como una respuesta."),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "rank", "text", "note"), NOTES)
def test_notes_tell_what_was_read(kind, rank, text, note):
    assert read_answer(text, Kind(kind), rank=rank).note.replace("\u202f", " ") == note


def test_a_dash_where_there_is_nothing_to_count_is_told_to_be_a_zero():
    assert read_answer("-", Kind.COUNT, structural=True).note == "Leí «-» como 0."
    assert read_answer("-", Kind.COUNT).note == "Leí «-» como una celda sin responder."


TOO_LONG = "El texto es demasiado largo para leerlo como una respuesta: lo decide una persona."


@pytest.mark.parametrize("kind", NUMBERS)
def test_a_text_is_too_long_from_401_characters_or_161_pieces_on(kind):
    assert read_answer("9" * 401, kind).note == read_answer("1+" * 81, kind).note == TOO_LONG
    assert read_answer("a" * 400, kind).note != TOO_LONG
    assert read_answer("1+" * 80, kind).note != TOO_LONG
    assert read_answer(" " * 401, kind) == Reading(" " * 401, Status.BLANK)


def test_a_number_has_at_most_36_characters():
    assert read_answer("1" * 34 + ".5", Kind.COUNT).status is Status.READ
    assert read_answer("1" * 35 + ".5", Kind.COUNT).status is Status.DOUBT


def test_a_whole_number_has_at_most_18_digits():
    assert read_answer(f"{'1' * 18} pesos", Kind.COUNT).value == 111_111_111_111_111_111
    assert read_answer(f"{'1' * 19} pesos", Kind.COUNT).status is Status.DOUBT


def test_a_long_text_is_shown_up_to_60_characters():
    assert read_answer("a" * 60, Kind.COUNT).note == f"No pude leer «{'a' * 60}» como una respuesta."
    assert read_answer("a" * 61, Kind.COUNT).note == f"No pude leer «{'a' * 59}…» como una respuesta."


ALIKE = (  # characters that stand for the plain one in a text, the text, its value
    ("∗✱⋆", "5{}3", 15), ("⋅∙•‧·", "5{}3", 15), ("✕✖⨯×", "5{}3", 15), ("÷∕⁄", "6{}3", 2),
    ("−‐‑‒–—―﹣", "5{}3", 2), ("≈∼≃≅≐", "{} 608", 608), ("⇔≡", "5*3 {} 15", 15), ("⇒➔➜⟶⟹↦→", "5*3 {} 15", 15),
    ("’‘ʼ´′‛", "16{}384", 16384), ("…⋯", "608{}", 608), ("“”„″«»", "{}608{}", 608),
    ("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", "16{}384", 16384),
    ("\v\f", "x = é{}8", 8),
    ("\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff",
     "16{}384", 16384),
)  # fmt: skip


@pytest.mark.parametrize(("char", "text", "value"), [(c, text, value) for cs, text, value in ALIKE for c in cs])
def test_a_character_reads_as_the_plain_one(char, text, value):
    assert read_answer(text.replace("{}", char), Kind.COUNT).value == value


@pytest.mark.parametrize("char", ["\a", "\ud800", "\ue000", "✅", "😀"])
def test_a_character_that_says_nothing_is_a_space(char):
    assert read_answer(f"608{char}", Kind.COUNT).value == 608
    assert read_answer(f"{char}608", Kind.COUNT).value == 608
    assert read_answer(f"60{char}8", Kind.COUNT).candidates == (60, 8)


COMMANDS = {
    r"5 \times 3": 15, r"5 \cdot 3": 15, r"5 \bullet 3": 15, r"5 \ast 3": 15, r"6 \div 3": 2,
    r"\lfloor 7/2 \rfloor": 3, r"\lceil 7/2 \rceil": 4, r"\lparen 5+1 \rparen 8": 48,
    r"\approx 608": 608, r"\sim 608": 608, r"\simeq 608": 608, r"5*3 \implies 15": 15, r"5*3 \iff 15": 15,
    r"5*3 \to 15": 15, r"5*3 \rightarrow 15": 15, r"5*3 \Rightarrow 15": 15, r"5*3 \longrightarrow 15": 15,
    r"\emptyset": 0, r"\varnothing": 0, r"608 \ldots": 608, r"608 \dots": 608, r"608 \cdots": 608,
    r"\left(5+1\right)8": 48, r"\big(5+1\big)8": 48, r"\Big(5+1\Big)8": 48, r"\bigl(5+1\bigr)8": 48,
    r"\displaystyle 608": 608, r"608 \limits": 608, r"608\quad": 608, r"608\qquad": 608, r"608 \hline": 608,
}  # fmt: skip


@pytest.mark.parametrize("text", COMMANDS)
def test_a_command_of_latex_reads_as_what_it_prints(text):
    assert read_answer(text, Kind.COUNT).value == COMMANDS[text]
    assert read_answer(f"${text}$", Kind.COUNT).value == COMMANDS[text]


WORDS = {
    ("count", "blank"): (
        "no sé", "no lo sé", "no la sé", "ni idea", "ns/nc", "nsnc", "idk", "nan", "null", "none", "na", "n/a",
        "n.a.", "n. a.", "no aplica", "pendiente", "tbd", "todo", "calcular aquí", "por calcular", "falta", "vacío",
        "en blanco", "…", "?", "( )", "[ ]", "_", "---", "¿?", "…?", "[__, 1]", "___ x 1", "(__ × 1)",
    ),
    ("count", "doubt"): ("x", "*", "no sé bien", "pesos", "!", "'", "nota"),
    ("count", "read"): (
        "no tiene", "no hay", "no posee", "no lleva", "no usa", "no existe", "no existen", "no necesita",
        "no requiere", "no contiene", "sin pesos", "ningún peso", "ninguna", "ningunos", "nada", "carece", "cero",
        "zero", "∅", "ø", "0: no tiene", "0 (no tiene)", "0 - nada", "(no tiene)", "'no tiene'",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "status", "text"), [(kind, status, text) for (kind, status), texts in WORDS.items() for text in texts]
)
def test_words_say_nothing_zero_or_what_nobody_can_know(kind, status, text):
    reading = read_answer(text, Kind(kind))
    assert (reading.status.value, reading.value) == (status, 0 if status == "read" else None)
    assert not isinstance(reading.value, Fraction)


ANSWERLIKE = st.text(
    st.sampled_from("0123456789.,'_ xX×*·/^+-−()[]{}⌊⌋=→:;@~$\\#?… \n\u00a0²½aMkNopesno") | st.characters(),
    max_size=60,
)
CELLS = {
    "kind": st.sampled_from(NUMBERS),
    "structural": st.booleans(),
    "rank": st.sampled_from([None, 1, 2, 3]),
}


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


@pytest.mark.parametrize("kind", NUMBERS)
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


OF_ONE_SIDE = (  # text, value, candidates
    ("300", 300, ()), ("300x300", 300, ()), ("m = 300 × 300", 300, ()), ("(300, 300)", 300, ()),
    ("300 por 300", 300, ()), ("300x300 píxeles", 300, ()), ("300x300 PX", 300, ()),
    ("224·1,34 = 300", 300, ()), ("1 024", 1024, ()),
    ("300x200", None, (300, 200)), ("150x2", None, (150, 2)), ("300x300x3", None, (300,)),
    ("300*300", None, (300, 90000)), ("300,300", None, (300, 300300)), ("28x28 = 784", None, (28, 784)),
)  # fmt: skip


@pytest.mark.parametrize(("text", "value", "candidates"), OF_ONE_SIDE)
def test_both_sides_of_a_square_name_the_one_that_is_asked_for(text, value, candidates):
    reading = read_answer(text, Kind.COUNT, square=True)
    assert (reading.value, reading.candidates) == (value, candidates)
    assert reading.expression is None or "=" in text
    assert bool(reading.note) == (text not in {"300", "1 024", "224·1,34 = 300"})


@pytest.mark.parametrize(
    ("text", "value"), [("36,8 → 40", 40), ("46 = 138/s → s = 3", 3), ("36 → 40", None), ("2·18,4 → 36,8 → 40", 40)]
)
def test_an_arrow_leads_to_a_count_unless_counts_stand_at_both_ends(text, value):
    assert read_answer(text, Kind.COUNT).value == value


@pytest.mark.parametrize(
    ("text", "rank", "value"),
    [
        ("(28-5)/1+1 = 24\n(24, 24, 8)", 3, (24, 24, 8)),
        ("alto = 24\n24 x 24 x 8", 3, (24, 24, 8)),
        ("lado 24\n(24, 24)", 3, None),
        ("24*24*8\n4608", 1, (4608,)),
        ("24·24·8 =\n(4608,)", 1, (4608,)),
        ("5*5 = 25\n(4608, 1)", 1, (4608,)),
        ("24*24*8\n4608 x 1", 1, (4608,)),
        ("24\n(24, 24, 8)", 3, (24, 24, 8)),
    ],
)
def test_a_shape_may_stand_under_its_working(text, rank, value):
    assert read_answer(text, Kind.SHAPE, rank=rank).value == value


def test_where_no_square_is_asked_for_a_cross_multiplies():
    assert read_answer("300x300", Kind.COUNT).value == 90000
