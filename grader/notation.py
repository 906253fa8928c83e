"""How mathematics is marked up in each notation: plain text, LaTeX, MathML and Typst."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from html import escape

from grader import spanish


class Notation(StrEnum):
    PLAIN = "plain"
    LATEX = "latex"
    MATHML = "mathml"
    HTML = "html"
    """MathML in pieces that a browser may set on several lines: it breaks no formula by itself."""
    TYPST = "typst"


@dataclass(frozen=True, slots=True)
class Markup:
    """Templates of one notation; `{}` takes what is already marked up."""

    digits: Callable[[str], str]
    """A printed number, grouped the Spanish way."""
    letter: Callable[[str, str], str]
    """A letter with its subscript (empty: none)."""
    operators: dict[str, str]
    """Printed between operands: `+`, `-`, `*`, `=`, `≈`."""
    fraction: str
    floor: str
    ceil: str
    group: str
    power: str
    functions: dict[str, str]
    """`tanh` and the like, as `grader.real` calls them."""
    matrix: tuple[str, str, str]
    """Around a matrix, around each of its rows and around each number."""
    joins: tuple[str, str]
    """Between two rows, and between two numbers of a row."""
    wrap_numerator: bool
    """Whether a sum in a fraction needs brackets of its own."""
    function: str = "{}({})"
    """A named function of several numbers."""
    between: str = "; "
    """Between the numbers that it takes; a comma would be a decimal one."""
    whole: str = "{}"
    """Around a complete equality."""
    side: Callable[[str], str] = str
    """What is made of each printed side of an equality before numbers come into it."""

    def number(self, value: int | Fraction | Decimal) -> str:
        text = self.digits(spanish.value(value))
        return self.group.format(text) if value < 0 else text

    def matrix_of(self, letter: str, sub: str, rows: Sequence[Sequence[str]]) -> str:
        """`W_sub = […]`, its numbers as they are printed."""
        whole, row, entry = self.matrix
        between_rows, between = self.joins
        printed = [row.format(between.join(entry.format(self.digits(it)) for it in its)) for its in rows]
        return self.equality([self.letter(letter, sub), whole.format(between_rows.join(printed))])

    def extreme(self, name: str, items: Sequence[str]) -> str:
        """`min` or `max` of some numbers."""
        return self.function.format(name, self.between.join(items))

    def equality(self, sides: Sequence[str], *, is_rounded: bool = False) -> str:
        """`a = b = c`; with `is_rounded` the last side only comes near the others: `a = b ≈ c`."""
        *others, last = sides
        sign = self.operators["≈" if is_rounded else "="]
        return self.whole.format(self.operators["="].join(others) + sign + last if others else last)


def _latex_text(text: str) -> str:
    specials: dict[str, str | int | None] = {c: f"\\{c}" for c in "#$%&_{}"}
    return text.translate(str.maketrans({**specials, "\\": "", "~": "\\sim ", "^": "\\hat{}"}))


_LATEX_LETTERS = {
    "α": r"\alpha ",
    "β": r"\beta ",
    "γ": r"\gamma ",
    "δ": r"\delta ",
    "φ": r"\varphi ",
}


def _latex_letter(base: str, sub: str) -> str:
    base = _LATEX_LETTERS.get(base, base if len(base) == 1 else rf"\mathrm{{{base}}}")
    return f"{base}_{{\\mathrm{{{_latex_text(sub)}}}}}" if sub else base


def _mathml_letter(base: str, sub: str) -> str:
    return f"<msub><mi>{base}</mi><mtext>{escape(sub)}</mtext></msub>" if sub else f"<mi>{base}</mi>"


def _typst_string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _typst_letter(base: str, sub: str) -> str:
    base = base if len(base) == 1 else _typst_string(base)
    return f"{base}_{_typst_string(sub)} " if sub else base


_MATHML = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow>{}</mrow></math>'
_BREAK = "<wbr>".join(reversed(_MATHML.split("{}")))
_TAG = re.compile(r"<(/?)[^>]*>")


def _breakable(mathml: str) -> str:
    """Cut after each `+` that stands in no bracket or fraction."""
    depth, start, pieces = 0, 0, []
    for tag in _TAG.finditer(mathml):
        depth += -1 if tag[1] else 1
        if depth == 0 and mathml.endswith("<mo>+</mo>", start, tag.end()):
            pieces.append(mathml[start : tag.end()])
            start = tag.end()
    return _BREAK.join([*pieces, mathml[start:]])


_FUNCTIONS = {"tanh": "tanh", "logistic": "σ", "relu": "ReLU", "step": "ReLU′"}
_LATEX_FUNCTIONS = {
    "tanh": r"\tanh",
    "logistic": r"\sigma",
    "relu": r"\operatorname{{ReLU}}",
    "step": r"\operatorname{{ReLU}}'",
}

MARKUPS: dict[Notation, Markup] = {
    Notation.PLAIN: Markup(
        digits=str,
        letter=lambda base, sub: f"{base}({sub})" if sub else base,
        operators={"+": " + ", "-": " − ", "*": "·", "=": " = ", "≈": " ≈ "},
        fraction="{}/{}",
        floor="⌊{}⌋",
        ceil="⌈{}⌉",
        group="({})",
        power="{}^{}",
        matrix=("[{}]", "({})", "{}"),
        joins=(", ", "; "),
        functions={name: f"{word}({{}})" for name, word in _FUNCTIONS.items()},
        wrap_numerator=True,
    ),
    Notation.LATEX: Markup(
        digits=lambda text: text.replace(",", "{,}").replace(spanish.NARROW_SPACE, r"\,").replace("−", "-"),
        letter=_latex_letter,
        operators={"+": " + ", "-": " - ", "*": r" \cdot ", "=": " = ", "≈": r" \approx "},
        fraction=r"\frac{{{}}}{{{}}}",
        floor=r"\left\lfloor {} \right\rfloor",
        ceil=r"\left\lceil {} \right\rceil",
        group=r"\left({}\right)",
        power="{}^{{{}}}",
        matrix=(r"\begin{{bmatrix}} {} \end{{bmatrix}}", "{}", "{}"),
        joins=(r" \cr ", " & "),
        functions={name: rf"{word}\left({{}}\right)" for name, word in _LATEX_FUNCTIONS.items()},
        wrap_numerator=False,
        function=r"\{}\left({}\right)",
        between=r";\, ",
    ),
    Notation.MATHML: Markup(
        digits=lambda text: f"<mn>{text}</mn>",
        letter=_mathml_letter,
        operators={c: f"<mo>{sign}</mo>" for c, sign in zip("+-*=≈", "+−·=≈", strict=True)},
        fraction="<mfrac><mrow>{}</mrow><mrow>{}</mrow></mfrac>",
        floor="<mrow><mo>⌊</mo>{}<mo>⌋</mo></mrow>",
        ceil="<mrow><mo>⌈</mo>{}<mo>⌉</mo></mrow>",
        group="<mrow><mo>(</mo>{}<mo>)</mo></mrow>",
        power="<msup><mrow>{}</mrow>{}</msup>",
        matrix=('<mtable class="matriz">{}</mtable>', "<mtr>{}</mtr>", "<mtd>{}</mtd>"),
        joins=("", ""),
        functions={
            name: f"<mrow><mi>{word}</mi><mrow><mo>(</mo>{{}}<mo>)</mo></mrow></mrow>"
            for name, word in _FUNCTIONS.items()
        },
        wrap_numerator=False,
        function="<mrow><mi>{}</mi><mo>(</mo>{}<mo>)</mo></mrow>",
        between="<mo>;</mo>",
        whole=_MATHML,
    ),
    Notation.TYPST: Markup(
        digits=_typst_string,
        letter=_typst_letter,
        operators={"+": " + ", "-": " - ", "*": " dot ", "=": " = ", "≈": " approx "},
        fraction="frac({}, {})",
        floor="floor({})",
        ceil="ceil({})",
        group="({})",
        power="{}^({})",
        matrix=('mat(delim: "[", {})', "{}", "{}"),
        joins=("; ", ", "),
        functions={name: f'op("{word}")({{}})' for name, word in _FUNCTIONS.items()},
        wrap_numerator=False,
        between="; ",
        whole="${}$",
    ),
}
MARKUPS[Notation.HTML] = replace(
    MARKUPS[Notation.MATHML],
    operators=MARKUPS[Notation.MATHML].operators | {"=": f"<mo>=</mo>{_BREAK}"},
    side=_breakable,
)
