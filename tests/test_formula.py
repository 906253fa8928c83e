"""The working of a cell as a student reads it: in order, unsimplified, in four notations."""

from fractions import Fraction

import pytest
from classroom import dense, original, sheet_of

from grader import formula, spanish
from grader.evaluate import answers, arguments
from grader.formula import ceil_div, largest, product, quotient, rank, recorded, smaller, working, write
from grader.model import Ref
from grader.notation import MARKUPS, Notation
from grader.real import logistic, relu, step, tanh
from grader.term import Term

THIN = spanish.NARROW_SPACE
MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow>'


def lines(sheet, ref, notation, **how):
    cell = sheet.cells[ref]
    equations = working(cell.formula, cell.args, arguments(cell.args, answers(sheet)))
    return [write(equation, notation, **how) for equation in equations]


SIZE = {
    Notation.PLAIN: "⌊(H + 2·p − f)/s⌋ + 1 = ⌊(32 + 2·2 − 5)/1⌋ + 1 = 32",
    Notation.LATEX: (
        r"\left\lfloor \frac{H + 2 \cdot p - f}{s} \right\rfloor + 1"
        r" = \left\lfloor \frac{32 + 2 \cdot 2 - 5}{1} \right\rfloor + 1 = 32"
    ),
    Notation.TYPST: (
        'floor(frac(H + "2" dot p - f, s)) + "1" = floor(frac("32" + "2" dot "2" - "5", "1")) + "1" = "32"'
    ).join("$$"),
    Notation.MATHML: (
        f"{MATH}<mrow><mo>⌊</mo><mfrac><mrow><mi>H</mi><mo>+</mo><mn>2</mn><mo>·</mo><mi>p</mi><mo>−</mo><mi>f</mi>"
        "</mrow><mrow><mi>s</mi></mrow></mfrac><mo>⌋</mo></mrow><mo>+</mo><mn>1</mn><mo>=</mo>"
        "<mrow><mo>⌊</mo><mfrac><mrow><mn>32</mn><mo>+</mo><mn>2</mn><mo>·</mo><mn>2</mn><mo>−</mo><mn>5</mn>"
        "</mrow><mrow><mn>1</mn></mrow></mfrac><mo>⌋</mo></mrow><mo>+</mo><mn>1</mn><mo>=</mo><mn>32</mn></mrow></math>"
    ),
}


@pytest.mark.parametrize("notation", SIZE)
def test_the_size_of_a_convolution_keeps_its_order_and_loses_nothing(notation):
    """«(32 + 2·2 − 5)/1 + 1», not 32: neither the s = 1 nor the 2·2 is computed away."""
    assert lines(original("ejemplo-4"), "CONV1/out_shape", notation)[0] == SIZE[notation]


WEIGHTS = {
    Notation.PLAIN: "f·f·C·F = 5·5·3·8 = 600",
    Notation.LATEX: r"f \cdot f \cdot C \cdot F = 5 \cdot 5 \cdot 3 \cdot 8 = 600",
    Notation.TYPST: '$f dot f dot C dot F = "5" dot "5" dot "3" dot "8" = "600"$',
    Notation.MATHML: (
        f"{MATH}<mi>f</mi><mo>·</mo><mi>f</mi><mo>·</mo><mi>C</mi><mo>·</mo><mi>F</mi><mo>=</mo>"
        "<mn>5</mn><mo>·</mo><mn>5</mn><mo>·</mo><mn>3</mn><mo>·</mo><mn>8</mn><mo>=</mo><mn>600</mn></mrow></math>"
    ),
}


@pytest.mark.parametrize("notation", WEIGHTS)
def test_a_product_of_equal_factors_is_no_power(notation):
    assert lines(original("ejemplo-4"), "CONV1/weights", notation) == [WEIGHTS[notation]]


FLATTEN = {
    Notation.PLAIN: "H·W·C = 16·16·8 = 2048",
    Notation.LATEX: r"H \cdot W \cdot C = 16 \cdot 16 \cdot 8 = 2048",
    Notation.TYPST: '$H dot W dot C = "16" dot "16" dot "8" = "2048"$',
    Notation.MATHML: (
        f"{MATH}<mi>H</mi><mo>·</mo><mi>W</mi><mo>·</mo><mi>C</mi><mo>=</mo>"
        "<mn>16</mn><mo>·</mo><mn>16</mn><mo>·</mo><mn>8</mn><mo>=</mo><mn>2048</mn></mrow></math>"
    ),
}


@pytest.mark.parametrize("notation", FLATTEN)
def test_flatten_multiplies_its_three_sizes(notation):
    assert lines(original("ejemplo-4"), "Flatten/out_shape", notation) == [FLATTEN[notation]]


TOTAL = {
    Notation.PLAIN: "P(FC1) + P(FC2) = 8256 + 65 = 8321",
    Notation.LATEX: r"P_{\mathrm{FC1}} + P_{\mathrm{FC2}} = 8256 + 65 = 8321",
    Notation.TYPST: '$P_"FC1"  + P_"FC2"  = "8256" + "65" = "8321"$',
    Notation.MATHML: (
        f"{MATH}<msub><mi>P</mi><mtext>FC1</mtext></msub><mo>+</mo><msub><mi>P</mi><mtext>FC2</mtext></msub><mo>=</mo>"
        "<mn>8256</mn><mo>+</mo><mn>65</mn><mo>=</mo><mn>8321</mn></mrow></math>"
    ),
}


@pytest.mark.parametrize("notation", TOTAL)
def test_a_total_names_each_layer_it_adds(notation):
    assert lines(original("ejemplo-1"), "total", notation) == [TOTAL[notation]]


NAMES = {
    Notation.PLAIN: ("P(In_1 #2)", 'P(<b> & "x$")'),
    Notation.LATEX: (r"P_{\mathrm{In\_1 \#2}}", r'P_{\mathrm{<b> \& "x\$"}}'),
    Notation.TYPST: ('P_"In_1 #2"', r'P_"<b> & \"x$\""'),
    Notation.MATHML: ("<mtext>In_1 #2</mtext>", "<mtext>&lt;b&gt; &amp; &quot;x$&quot;</mtext>"),
}


def test_a_backslash_in_a_name_is_escaped_where_it_would_be_a_command():
    sheet = sheet_of(("input", "In", {"units": 3}), dense("a\\b ~^{}%", 4))
    (typst,) = lines(sheet, "total", Notation.TYPST)
    (latex,) = lines(sheet, "total", Notation.LATEX)
    assert r'P_"a\\b ~^{}%" ' in typst
    assert r"P_{\mathrm{ab \sim \hat{}\{\}\%}}" in latex


@pytest.mark.parametrize("notation", NAMES)
def test_a_layers_name_is_escaped_where_it_is_a_subscript(notation):
    sheet = sheet_of(("input", "In_1 #2", {"units": 3}), dense('<b> & "x$"', 4))
    (line,) = lines(sheet, "total", notation)
    assert all(name in line for name in NAMES[notation])


@pytest.mark.parametrize(
    ("notation", "grouped"),
    [
        (Notation.PLAIN, f"0 + 608 + 0 + 0 + 20{THIN}490 = 21{THIN}098"),
        (Notation.LATEX, r"0 + 608 + 0 + 0 + 20\,490 = 21\,098"),
        (Notation.TYPST, f'"0" + "608" + "0" + "0" + "20{THIN}490" = "21{THIN}098"'),
        (Notation.MATHML, f"<mn>20{THIN}490</mn><mo>=</mo><mn>21{THIN}098</mn>"),
    ],
)
def test_thousands_are_grouped_from_five_digits_on(notation, grouped):
    (line,) = lines(original("ejemplo-4"), "total", notation)
    assert grouped in line


def difference(a, b):
    return a - b


@pytest.mark.parametrize(
    ("notation", "bracketed"),
    [
        (Notation.PLAIN, f"2 − (−12{THIN}345) = 12{THIN}347"),
        (Notation.LATEX, r"2 - \left(-12\,345\right) = 12\,347"),
        (Notation.TYPST, f'"2" - ("−12{THIN}345") = "12{THIN}347"'),
        (
            Notation.MATHML,
            f"<mn>2</mn><mo>−</mo><mrow><mo>(</mo><mn>−12{THIN}345</mn><mo>)</mo></mrow><mo>=</mo><mn>12{THIN}347</mn>",
        ),
    ],
)
def test_a_negative_number_stands_in_brackets(notation, bracketed):
    (equation,) = working(difference, (0, 0), (2, -12345))
    assert bracketed in write(equation, notation)


def test_a_square_tells_its_two_sides_once_and_an_oblong_both():
    square = original("ejemplo-4").cells["CONV1/out_shape"]
    equations = working(square.formula, square.args, (32, 32, 2, 5, 1, 8))
    assert [equation.part for equation in equations] == ["alto = ancho", "canales"]
    equations = working(square.formula, square.args, (32, 20, 2, 5, 1, 8))
    assert [equation.part for equation in equations] == ["alto", "ancho", "canales"]
    assert write(equations[1], Notation.PLAIN) == "⌊(W + 2·p − f)/s⌋ + 1 = ⌊(20 + 2·2 − 5)/1⌋ + 1 = 20"


@pytest.mark.parametrize(
    ("sizes", "parts"),
    [
        ((5,), [""]), ((5, 5), ["alto = ancho"]), ((5, 6), ["alto", "ancho"]), ((5, 5, 5), ["alto = ancho", "canales"]),
        ((5, 6, 6), ["alto", "ancho", "canales"]), ((5, 5, 5, 5), ["1.º", "2.º", "3.º", "4.º"]),
    ],
)  # fmt: skip
def test_each_number_of_a_shape_has_its_name(sizes, parts):
    assert [it.part for it in working(lambda x: x, (0,), (sizes,))] == parts


def ceiling(n, s):
    return ceil_div(n, s)


@pytest.mark.parametrize(
    ("notation", "written"),
    [
        (Notation.PLAIN, "⌈n/s⌉ = ⌈7/2⌉ = 4"),
        (
            Notation.LATEX,
            r"\left\lceil \frac{n}{s} \right\rceil = \left\lceil \frac{7}{2} \right\rceil = 4",
        ),
        (Notation.TYPST, '$ceil(frac(n, s)) = ceil(frac("7", "2")) = "4"$'),
        (
            Notation.MATHML,
            (
                f"{MATH}<mrow><mo>⌈</mo><mfrac><mrow><mi>n</mi></mrow><mrow><mi>s</mi></mrow></mfrac><mo>⌉</mo></mrow>"
                "<mo>=</mo><mrow><mo>⌈</mo><mfrac><mrow><mn>7</mn></mrow><mrow><mn>2</mn></mrow></mfrac>"
                "<mo>⌉</mo></mrow><mo>=</mo><mn>4</mn></mrow></math>"
            ),
        ),
    ],
)
def test_a_ceiling_is_written_in_every_notation(notation, written):
    (equation,) = working(ceiling, (0, 0), (7, 2))
    assert write(equation, notation) == written


def test_letters_of_a_vector_are_numbered_and_those_of_a_group_named():
    (equation,) = working(lambda x_a: formula.total(x_a) + 1, ((0, 0),), ((7, 8),))
    assert equation.letters == (("x", "a"), ("x", "a"))
    (equation,) = working(lambda x: formula.total(x) + 1, (Ref("c"),), ((7, 8),))
    assert write(equation, Notation.PLAIN) == "x(1) + x(2) + 1 = 7 + 8 + 1 = 16"
    (equation,) = working(lambda x_alto: x_alto + 1, (Ref("c"),), (7,))
    assert write(equation, Notation.PLAIN) == "x(alto) + 1 = 7 + 1 = 8"


def test_a_lone_letter_or_number_needs_no_computing():
    lone = [working(it, (0,), (7,))[0].is_lone for it in (lambda n: n, lambda _: 5, lambda n: n + 1)]
    assert lone == [True, True, False]


def test_what_needs_no_computing_is_told_once():
    assert lines(original("ejemplo-4"), "CONV1/biases", Notation.PLAIN) == ["F = 8"]
    assert lines(original("ejemplo-4"), "CONV1/biases", Notation.PLAIN, symbols=False) == ["8"]


def test_a_number_of_another_cell_is_called_as_its_cell_is():
    (equation,) = working(difference, (Ref("e", None, "e_1"), Ref("y", None, "y_2")), (3, 2))
    assert write(equation, Notation.PLAIN) == "e(1) − y(2) = 3 − 2 = 1"


def strided(T, f, s, F):
    return (T - f) // s + 1, F


def test_the_sizes_of_a_sequence_have_their_names():
    """A letter tells that it is one: T of Keras's sequences; two sizes are else a height and a width."""
    found = working(strided, (0, 0, 0, 0), (28, 3, 1, 8))
    assert [it.part for it in found] == ["largo", "canales"]
    assert [it.part for it in working(lambda H, W: (H, W), (0, 0), (5, 6))] == ["alto", "ancho"]


@pytest.mark.parametrize(
    ("a", "b", "found"),
    [
        (6, 3, 2), (6, 6, 1), (7, 2, Fraction(7, 2)), (Fraction(1, 2), 2, Fraction(1, 4)),
        (2, Fraction(1, 2), Fraction(4)), (3, 1.5, 2.0), (1.5, 3, 0.5),
    ],
)  # fmt: skip
def test_a_quotient_of_whole_numbers_is_whole_where_nothing_is_left_over(a, b, found):
    assert (quotient(a, b), type(quotient(a, b))) == (found, type(found))


def test_the_smaller_and_the_largest_of_some_numbers():
    assert (smaller(3, 2), smaller(2, 3), smaller(Fraction(1, 2), 1)) == (2, 2, Fraction(1, 2))
    assert (largest([7]), largest([2, 9, 4])) == (7, 9)


EXTREMES = {
    Notation.PLAIN: "min(a; b) + max(a; 2; b) = min(7; 4) + max(7; 2; 4) = 11",
    Notation.LATEX: (
        r"\min\left(a;\, b\right) + \max\left(a;\, 2;\, b\right)"
        r" = \min\left(7;\, 4\right) + \max\left(7;\, 2;\, 4\right) = 11"
    ),
    Notation.TYPST: '$min(a; b) + max(a; "2"; b) = min("7"; "4") + max("7"; "2"; "4") = "11"$',
    Notation.MATHML: (
        f"{MATH}<mrow><mi>min</mi><mo>(</mo><mi>a</mi><mo>;</mo><mi>b</mi><mo>)</mo></mrow><mo>+</mo>"
        "<mrow><mi>max</mi><mo>(</mo><mi>a</mi><mo>;</mo><mn>2</mn><mo>;</mo><mi>b</mi><mo>)</mo></mrow><mo>=</mo>"
        "<mrow><mi>min</mi><mo>(</mo><mn>7</mn><mo>;</mo><mn>4</mn><mo>)</mo></mrow><mo>+</mo>"
        "<mrow><mi>max</mi><mo>(</mo><mn>7</mn><mo>;</mo><mn>2</mn><mo>;</mo><mn>4</mn><mo>)</mo></mrow><mo>=</mo>"
        "<mn>11</mn></mrow></math>"
    ),
}


@pytest.mark.parametrize("notation", EXTREMES)
def test_an_extreme_is_written_with_its_numbers_in_their_order(notation):
    (equation,) = working(lambda a, b: smaller(a, b) + largest((a, 2, b)), (0, 0), (7, 4))
    assert write(equation, notation) == EXTREMES[notation]


@pytest.mark.parametrize(
    ("notation", "written"),
    [
        (Notation.PLAIN, "W(1) = [(0,5; −2), (3; 4)]"),
        (Notation.LATEX, r"W_{\mathrm{1}} = \begin{bmatrix} 0{,}5 & -2 \cr 3 & 4 \end{bmatrix}"),
        (
            Notation.MATHML,
            (
                f'{MATH}<msub><mi>W</mi><mtext>1</mtext></msub><mo>=</mo><mtable class="matriz">'
                "<mtr><mtd><mn>0,5</mn></mtd><mtd><mn>−2</mn></mtd></mtr>"
                "<mtr><mtd><mn>3</mn></mtd><mtd><mn>4</mn></mtd></mtr></mtable></mrow></math>"
            ),
        ),
        (Notation.TYPST, '$W_"1"  = mat(delim: "[", "0,5", "−2"; "3", "4")$'),
    ],
)
def test_a_matrix_is_written_row_by_row(notation, written):
    assert MARKUPS[notation].matrix_of("W", "1", (("0,5", "−2"), ("3", "4"))) == written


@pytest.mark.parametrize(("a", "b", "up"), [(7, 2, 4), (8, 2, 4), (0, 3, 0), (-7, 2, -3)])
def test_ceil_div_rounds_up(a, b, up):
    assert ceil_div(a, b) == up


def test_sums_and_products_of_nothing():
    assert (formula.total(()), product(())) == (0, 1)
    assert (formula.total((608, 0, 20490)), product((16, 16, 8))) == (21098, 2048)


def test_a_formula_that_is_written_otherwise_than_it_computes_is_refused():
    """SymPy's reading vouches for the recorded one: a formula may not look at what it is called with."""

    def two_faced(n, f):
        return n - f if isinstance(n, Term) else n + f

    with pytest.raises(AssertionError, match="two_faced"):
        recorded(two_faced, (0, 0))


def test_a_formula_with_a_hidden_constant_is_refused():
    def forgetful(n):
        return (n if isinstance(n, Term) else n + 1, n)

    with pytest.raises(AssertionError, match="forgetful"):
        recorded(forgetful, (0,))


def test_the_rank_of_a_formula_is_how_many_numbers_it_gives():
    cells = original("ejemplo-4").cells
    refs = ("CONV1/out_shape", "Flatten/out_shape", "CONV1/weights")
    assert [rank(cells[ref].formula) for ref in refs] == [3, 1, 0]


def halves(n):
    return n * (1 - Fraction(1, 2))


def test_a_fraction_is_written_with_the_spanish_comma():
    (equation,) = working(halves, (9,), (9,))
    assert write(equation, Notation.LATEX).endswith("4{,}5")
    assert write(equation, Notation.PLAIN).endswith("= 4,5")


def test_a_page_may_break_an_equality_after_its_signs_but_not_inside_brackets() -> None:
    sheet = original("ejemplo-4")
    (square, _) = lines(sheet, "CONV1/out_shape", Notation.HTML)
    (sum_,) = lines(sheet, "total", Notation.HTML)
    assert square.count("<wbr>") == 4  # two `=`, and `+ 1` after two fractions; the sum in the fraction stays whole
    assert sum_.count("<wbr>") == 10  # 5 layers, twice, and two `=`
    for ref in ("CONV1/out_shape", "total"):
        whole, broken = lines(sheet, ref, Notation.MATHML), lines(sheet, ref, Notation.HTML)
        end, start = "</mrow></math>", '<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow>'
        assert [it.replace(f"{end}<wbr>{start}", "") for it in broken] == whole


def by_letters(alpha, beta, gamma, delta, phi):
    return alpha + beta + gamma + delta + phi


def of_functions(x):
    return tanh(x) + logistic(x) + relu(x) + step(x)


@pytest.mark.parametrize(
    ("formula_", "notation", "written"),
    [
        (by_letters, Notation.PLAIN, "α + β + γ + δ + φ"),
        (by_letters, Notation.LATEX, r"\alpha  + \beta  + \gamma  + \delta  + \varphi "),
        (by_letters, Notation.TYPST, "α + β + γ + δ + φ"),
        (of_functions, Notation.PLAIN, "tanh(x) + σ(x) + ReLU(x) + ReLU′(x)"),
        (
            of_functions,
            Notation.LATEX,
            (
                r"\tanh\left(x\right) + \sigma\left(x\right) + \operatorname{ReLU}\left(x\right) + "
                r"\operatorname{ReLU}'\left(x\right)"
            ),
        ),
        (of_functions, Notation.TYPST, 'op("tanh")(x) + op("σ")(x) + op("ReLU")(x) + op("ReLU′")(x)'),
        (
            of_functions,
            Notation.MATHML,
            "<mo>+</mo>".join(
                f"<mrow><mi>{word}</mi><mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow></mrow>"
                for word in ("tanh", "σ", "ReLU", "ReLU′")
            ),
        ),
    ],
)
def test_greek_letters_and_functions_have_their_own_signs(formula_, notation, written):
    count = len(formula.parameters(formula_))
    (equation,) = working(formula_, (0,) * count, (1,) * count, 2)
    before = {Notation.TYPST: "$", Notation.MATHML: MATH}.get(notation, "")
    assert write(equation, notation).startswith(before + written)


def widest(n_cada):
    return (largest(n_cada),)


def test_a_letter_for_each_input_stands_for_several_numbers():
    assert rank(widest) == 1


def laid(L, F):
    return L, F


def volume(D, H, W, C):
    return D, H, W, C


def test_sizes_of_signals_and_volumes_have_their_names():
    assert [it.part for it in working(laid, (0, 0), (28, 8))] == ["largo", "canales"]
    found = working(volume, (0, 0, 0, 0), (5, 6, 7, 8))
    assert [it.part for it in found] == ["profundidad", "alto", "ancho", "canales"]


@pytest.mark.parametrize(
    ("notation", "written"),
    [
        (Notation.PLAIN, "a/b = 2/3 ≈ 0,67"),
        (Notation.LATEX, r"\frac{a}{b} = \frac{2}{3} \approx 0{,}67"),
        (Notation.TYPST, '$frac(a, b) = frac("2", "3") approx "0,67"$'),
        (
            Notation.MATHML,
            (
                f"{MATH}<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac><mo>=</mo>"
                "<mfrac><mrow><mn>2</mn></mrow><mrow><mn>3</mn></mrow></mfrac><mo>≈</mo><mn>0,67</mn></mrow></math>"
            ),
        ),
    ],
)
def test_what_is_only_the_nearest_printed_number_says_so(notation, written):
    (equation,) = working(quotient, (0, 0), (2, 3), 2)
    assert write(equation, notation) == written
