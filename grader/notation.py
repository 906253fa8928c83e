"""How mathematics is marked up in each notation: plain text, LaTeX, MathML and Typst."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from html import escape

from grader import spanish


class Notation(StrEnum):
    PLAIN = "plain"
    LATEX = "latex"
    MATHML = "mathml"
    TYPST = "typst"


@dataclass(frozen=True, slots=True)
class Markup:
    """Templates of one notation; `{}` takes what is already marked up."""

    digits: Callable[[str], str]
    """A printed number, grouped the Spanish way."""
    letter: Callable[[str, str], str]
    """A letter with its subscript (empty: none)."""
    operators: dict[str, str]
    """Printed between operands: `+`, `-`, `*`, `=`."""
    fraction: str
    floor: str
    ceil: str
    group: str
    wrap_numerator: bool
    """Whether a sum in a fraction needs brackets of its own."""
    whole: str = "{}"
    """Around a complete equality."""

    def number(self, value: int | Fraction) -> str:
        text = self.digits(spanish.value(value))
        return self.group.format(text) if value < 0 else text

    def equality(self, sides: Sequence[str]) -> str:
        return self.whole.format(self.operators["="].join(sides))


def _latex_text(text: str) -> str:
    specials: dict[str, str | int | None] = {c: f"\\{c}" for c in "#$%&_{}"}
    return text.translate(str.maketrans({**specials, "\\": "", "~": "\\sim ", "^": "\\hat{}"}))


def _latex_letter(base: str, sub: str) -> str:
    return f"{base}_{{\\mathrm{{{_latex_text(sub)}}}}}" if sub else base


def _mathml_letter(base: str, sub: str) -> str:
    return f"<msub><mi>{base}</mi><mtext>{escape(sub)}</mtext></msub>" if sub else f"<mi>{base}</mi>"


def _typst_string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _typst_letter(base: str, sub: str) -> str:
    return f"{base}_{_typst_string(sub)} " if sub else base


MARKUPS: dict[Notation, Markup] = {
    Notation.PLAIN: Markup(
        digits=str,
        letter=lambda base, sub: f"{base}({sub})" if sub else base,
        operators={"+": " + ", "-": " − ", "*": "·", "=": " = "},
        fraction="{}/{}",
        floor="⌊{}⌋",
        ceil="⌈{}⌉",
        group="({})",
        wrap_numerator=True,
    ),
    Notation.LATEX: Markup(
        digits=lambda text: text.replace(",", "{,}").replace(spanish.NARROW_SPACE, r"\,").replace("−", "-"),
        letter=_latex_letter,
        operators={"+": " + ", "-": " - ", "*": r" \cdot ", "=": " = "},
        fraction=r"\frac{{{}}}{{{}}}",
        floor=r"\left\lfloor {} \right\rfloor",
        ceil=r"\left\lceil {} \right\rceil",
        group=r"\left({}\right)",
        wrap_numerator=False,
    ),
    Notation.MATHML: Markup(
        digits=lambda text: f"<mn>{text}</mn>",
        letter=_mathml_letter,
        operators={c: f"<mo>{sign}</mo>" for c, sign in zip("+-*=", "+−·=", strict=True)},
        fraction="<mfrac><mrow>{}</mrow><mrow>{}</mrow></mfrac>",
        floor="<mrow><mo>⌊</mo>{}<mo>⌋</mo></mrow>",
        ceil="<mrow><mo>⌈</mo>{}<mo>⌉</mo></mrow>",
        group="<mrow><mo>(</mo>{}<mo>)</mo></mrow>",
        wrap_numerator=False,
        whole='<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow>{}</mrow></math>',
    ),
    Notation.TYPST: Markup(
        digits=_typst_string,
        letter=_typst_letter,
        operators={"+": " + ", "-": " - ", "*": " dot ", "=": " = "},
        fraction="frac({}, {})",
        floor="floor({})",
        ceil="ceil({})",
        group="({})",
        wrap_numerator=False,
        whole="${}$",
    ),
}
