"""One plain spelling for what Unicode, Markdown, LaTeX and HTML write in many ways."""

from __future__ import annotations

import re
import unicodedata

_SPELLINGS = {
    "*": "∗✱⋆",
    "·": "⋅∙•‧",
    "×": "✕✖⨯",
    "/": "÷∕⁄",
    "-": "−‐‑‒–—―﹣",
    "~": "≈∼≃≅≐",
    "=": "⇔≡",
    "→": "⇒➔➜⟶⟹↦",
    "'": "’‘ʼ´′‛",
    "…": "⋯",
    '"': "«»“”„″",
    " ": "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\v\f",
    "": "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
    "\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff",
}
_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾", "0123456789+-()", strict=True))
_SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))


class _Plain(dict[int, str]):
    """Characters → their plain spelling, worked out once each."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char.isdecimal():
            plain = str(unicodedata.decimal(char))
        elif 0xFF01 <= code <= 0xFF5E:
            plain = chr(code - 0xFEE0)
        elif unicodedata.category(char) in ("No", "Nl"):
            plain = "\ufffd"  # ½, ①, Ⅷ: no digits to be guessed
        else:
            plain = " " if unicodedata.category(char) in ("So", "Cc", "Cs", "Co") else char
        self[code] = plain
        return plain


_PLAIN = _Plain({ord(c): plain for plain, chars in _SPELLINGS.items() for c in chars})
_PLAIN.update({ord(c): c for c in "\n\t\r"})
_SUPERSCRIPT = re.compile(f"[{''.join(_SUPERSCRIPTS)}]+")
_SUBSCRIPT = re.compile(f"[{''.join(_SUBSCRIPTS)}]+")

_COMMANDS = {
    "×": "times",
    "·": "cdot bullet",
    "*": "ast",
    "/": "div",
    "⌊": "lfloor",
    "⌋": "rfloor",
    "⌈": "lceil",
    "⌉": "rceil",
    "(": "lparen",
    ")": "rparen",
    "~": "approx sim simeq",
    "=": "implies iff",
    "→": "to rightarrow Rightarrow longrightarrow",
    "∅": "emptyset varnothing",
    "…": "ldots dots cdots",
    "": "left right big Big bigl bigr displaystyle limits",
    " ": "quad qquad hline",
}
_PLAIN_COMMAND = {name: plain for plain, names in _COMMANDS.items() for name in names.split()}
_STYLED = re.compile(
    r"\\(?:math(?:bf|rm|it|sf|tt|bb|cal|ord)|text(?:bf|it|rm|tt|sf|color)?|boxed|bm|boldsymbol|emph|operatorname|num)"
    r"\s*\{([^{}]*)\}"
)
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_FOOTNOTE = re.compile(r"\[\^\w+\]|\^\{?\[\w\]\}?|\^\{?[()]\w[()]\}?")
_BRACED = re.compile(r"\{([.,])\}")
_GAP = re.compile(r"\\[,;:! ]|\\\\|\\\(|\\\)|\\\[|\\\]|[$&]")
_HTML = re.compile(r"</?[A-Za-z][^<>]{0,40}>")
_ENTITIES = {"&nbsp;": " ", "&times;": "×", "&middot;": "·", "&minus;": "-", "&amp;": "&"}

_STRUCK = re.compile(r"~~[^~]*~~")
_STRONG = re.compile(r"(?<![\w)\]*])\*\*([^*\s](?:[^*]*[^*\s])?)\*\*(?![\w(*])")
_EMPHASIS = re.compile(r"(^|[=:]\s*)(\*|_{1,2})([^*_\s](?:[^*_]*[^*_\s])?)\2(?=[\s.,;]*$)")
_BULLET = re.compile(r"\s*[·*] ")
_LINES = re.compile(r"(?<=\d)\s*[\n\t\r]\s*(?=\d)")
_MARKUP = re.compile(r"[^\w .,+()\[\]=×·/-]|[\n\t\r_]|\s\s")


def clean(raw: str) -> str:
    text = (raw if raw.isascii() and raw.isprintable() else _plain(raw)).replace("`", "")
    text = text[found.end() :] if (found := _BULLET.match(text)) else text
    if not _MARKUP.search(text):
        return text.strip()
    if "<" in text or "&" in text:
        text = _without_html(text)
    if "\\" in text or "$" in text or "{" in text or "[^" in text:
        text = _without_latex(text)
    text = _LINES.sub(" ; ", text).replace("->", "→").replace("=>", "→")
    return " ".join(_without_emphasis(text).split())


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    text = _SUPERSCRIPT.sub(lambda found: f"^({''.join(map(_SUPERSCRIPTS.__getitem__, found[0]))})", text)
    text = _SUBSCRIPT.sub(lambda found: f"_{''.join(map(_SUBSCRIPTS.__getitem__, found[0]))}", text)
    return text.translate(_PLAIN)


def _without_html(text: str) -> str:
    for entity, plain in _ENTITIES.items():
        text = text.replace(entity, plain)
    return _HTML.sub(" ", text)


def _without_latex(text: str) -> str:
    text = _FOOTNOTE.sub("", text)
    text = re.sub(r"\\([*_#%{}])", r"\1", text)
    text = _BRACED.sub(r"\1", _GAP.sub(" ", text))
    for _ in range(3):  # styles and fractions nest; three deep is more than any student writes
        text = _FRACTION.sub(r"((\1)/(\2))", _STYLED.sub(r" \1 ", text))
    return _COMMAND.sub(lambda found: _PLAIN_COMMAND.get(found[1], found[0]), text)


def _without_emphasis(text: str) -> str:
    text = _STRONG.sub(r" \1 ", _STRUCK.sub(" ", text))
    return _EMPHASIS.sub(r"\1\3", text.strip())
