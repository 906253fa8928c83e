"""One plain spelling for what keyboards, Unicode, LaTeX and Word write in many ways.

What comes out has `_{…}` and `^{…}` for what stands low and high, `*` for every times sign, `Σ` for every sum, Greek
letters for their names, and no markup.
"""

from __future__ import annotations

import re
import unicodedata

_LOW = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789+-=()aehijklmnoprstuvx", strict=True))
_HIGH = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵗᵏʲ", "0123456789+-=()nitkj", strict=True))
_RUNS = [
    (re.compile(f"[{''.join(_HIGH)}]+"), _HIGH, "^{%s}"),
    (re.compile(f"[{''.join(_LOW)}]+"), _LOW, "_{%s}"),
]
_SIGNS = {
    "*": "·⋅∙•‧×✕✖∗✱⋆∘⊙",
    "-": "−‐‑‒–—―﹣",
    "/": "÷∕⁄",
    "=": "≡≔",
    "'": "’‘ʼ´′‛`",
    "''": "″",
    "→": "⟶↦➔",
    "←": "⟵⇐",
    "…": "⋯",
    "Σ": "∑",
    "α": "∝ɑ𝛼",
    "δ": "ẟ𝛿",
    "φ": "ϕ",
    "(": "〖【",
    ")": "〗】",
    " ": "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\v\f\t",
    "": "▒\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\u202a\u202b\u202c\u202d\u202e\ufeff"
    "\u0302\u0304",
}
_PLAIN = {ord(c): plain for plain, chars in _SIGNS.items() for c in chars}
_ITALIC = re.compile("[\U0001d400-\U0001d7ff\uff01-\uff5e]")
_COMMANDS = {
    "*": "cdot times ast bullet cdotp odot circ",
    "/": "div",
    "Σ": "sum",
    "'": "prime",
    "…": "dots ldots cdots dotsc dotsb",
    "→": "to rightarrow",
    "←": "leftarrow gets",
    "∂": "partial",
    "Δ": "Delta",
    "α": "propto",
    " ": "left right big Big bigl bigr Bigl Bigr limits displaystyle quad qquad nonumber mathstrut",
}
_PLAIN_COMMAND = {name: plain for plain, names in _COMMANDS.items() for name in names.split()}
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_STYLED = re.compile(
    r"\\(?:math(?:bf|rm|it|sf|tt|bb|cal)|text(?:bf|it|rm|tt|sf)?|boldsymbol|bm|operatorname|boxed|hat|widehat|bar|vec"
    r"|tilde)\s*\{([^{}]*)\}"
)
_DOTTED = re.compile(r"\\dot\s*\{?\s*([A-Za-z])\s*\}?|([A-Za-z])\u0307")
_GAP = re.compile(r"\\[,;:! ]|\\\(|\\\)|\\\[|\\\]|\\(?:begin|end)\{\w{1,12}\*?\}|[$&]")
_ESCAPED = re.compile(r"\\([_{}*#%])")
_HTML = re.compile(r"</?(?:sub|sup|b|i|em|strong|span|br|p|div)\s*/?>", re.IGNORECASE)
_LOWERED = re.compile(r"<su([bp])>([^<>]{0,20})</su\1>", re.IGNORECASE)
_PRIMES = re.compile(r"\^\s*\{?\s*('+)\s*\}?")
_GREEK = {
    "α": "alpha alfa",
    "δ": "delta",
    "η": "eta",
    "μ": "mu",
    "σ": "sigma",
    "φ": "varphi phi fi",
    "θ": "theta",
}
_LETTER = {name: letter for letter, names in _GREEK.items() for name in names.split()}
_GREEK_NAMES = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(sorted(_LETTER, key=len, reverse=True))})(?![^\W\d_ijkmn])")


def plain(raw: str) -> str:
    """Lower case, one line for each line of the student's."""
    text = _unicode(raw.lstrip("' \n"))  # a spreadsheet keeps a formula from running with an apostrophe
    if "<" in text:
        text = _HTML.sub(" ", _LOWERED.sub(lambda it: f"{'_' if it[1] in 'bB' else '^'}{{{it[2]}}}", text))
    text = _without_latex(text)
    text = _PRIMES.sub(r"\1", text).replace("**", "^").replace("<-", "←").replace("->", "→").replace("...", "…")
    text = _GREEK_NAMES.sub(lambda it: _LETTER[it[0]], _lowered(text))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _unicode(text: str) -> str:
    if text.isascii():
        return text.replace("`", "").replace("\t", " ")
    text = unicodedata.normalize("NFC", text)
    for run, characters, form in _RUNS:
        text = run.sub(lambda it, c=characters, f=form: f % "".join(map(c.__getitem__, it[0])), text)  # type: ignore[misc]
    text = text.translate(_PLAIN)
    return _ITALIC.sub(lambda it: unicodedata.normalize("NFKC", it[0]), text)


def _without_latex(text: str) -> str:
    if "$" in text or "&" in text:
        text = text.replace("$", " ").replace("&", " ")
    text = _DOTTED.sub(lambda it: f"{it[1] or it[2]}'", text)
    if "\\" not in text:
        return text
    text = _ESCAPED.sub(r"\1", _GAP.sub(" ", text.replace("\\\\", "\n")))
    for _ in range(3):  # styles nest; three deep is more than anybody writes
        text = _STYLED.sub(lambda it: it[1].replace(" ", ""), text)
    return _COMMAND.sub(lambda it: _PLAIN_COMMAND.get(it[1], f" {it[1]}"), text)


def _lowered(text: str) -> str:
    """`Σ` and `Δ` are signs, not capitals of their letters."""
    return "".join([c if c in "ΣΔ" else c.lower() for c in text])
