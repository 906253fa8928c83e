"""Words and habits around an expression: sums told in words, labels, definitions after it, chains of equals signs."""

from __future__ import annotations

import re
from typing import NamedTuple

_SUM = r"(?:Σ|sumatoria|sumatorio|suma|sum)"
_INDEX = r"(?P<index>[ijkmnlpqrs])"
_UP_TO = r"(?:hasta|to|a|→|\.\.|…|:|-|,|\^\s*\{?)"
"""The last for a sum that lost the line below it: `Σi=1^4`."""
_BOUNDS = rf"{_INDEX}\s*=\s*(?P<low>\d{{1,9}})\s*{_UP_TO}\s*(?P<high>\d{{1,9}})"
_SUM_HEAD = re.compile(
    rf"(?<!\w){_SUM}\s*(?:desde|de|para|con|_)?\s*[({{]?\s*{_BOUNDS}\s*(?P<close>[)}},]?)\s*(?:de(?!\w))?"
)
_SUM_WORD = re.compile(rf"(?<!\w){_SUM}(?![^\W_]{{2,}})\s*(?:de(?!\w)|sobre(?!\w))?")
_FOR = re.compile(rf"\bfor\s+{_INDEX}\s+in\s+range\(\s*(?P<low>\d{{1,9}})\s*,\s*(?P<high>\d{{1,9}})\s*\)")
_TAIL = re.compile(rf",\s*{_INDEX}\s*=\s*(?P<low>\d{{1,9}})\s*,?\s*{_UP_TO}\s*,?\s*(?P<high>\d{{1,9}})(?=\s*\)?\s*$)")
_OPEN_SUM = re.compile(rf"(?<!\w){_SUM}\s*(?:_\s*\{{?\s*[ijkmn]\s*\}}?(?![^\W_]))?(?=[\s(])")
_REMARK = re.compile(r"\s*\((?:[^\W\d_]{2,} ){1,8}[^\W\d_]{2,}\)\s*$")
_PHRASES = (
    (re.compile(r"(?<!\w)(?:tasa|razón|razon|factor|coeficiente) de aprendizaje(?!\w)"), " α "),
    (re.compile(r"(?<!\w)(?:la )?derivada (?:de(?:l| la)?)?(?!\w)"), " derivada "),
    (re.compile(r"f_\{?act\}?"), "fact"),
    (re.compile(r"(?<=[\w)}]) x (?=[\w({])"), " * "),
    (re.compile(r":=|⇐|←|=="), "="),
)
_LABEL = re.compile(r"\s*[^\W\d]+(?: [^\W\d]+){0,7}\s*:(?=.*\w)")
_ASIDE = re.compile(r"\s*;\s*|\n|,?(?<!\w)(?:donde|siendo|where|con)(?!\w)|,(?=\s*[^\W\d][^,=]{0,40}=)|\.(?=\s|$)")
_CONTINUED = re.compile(r"\n(?=[=+*/)])|(?<=[=+*/(\-])\n")
_STEP = re.compile(r"^([^=+\-]+)([+\-])=(?!=)(.+)$")


class Statement(NamedTuple):
    sides: tuple[str, ...]
    """What stands between its equals signs."""


def statements(text: str) -> tuple[Statement, ...]:
    """What is said, one equation after the other, asides last."""
    text = _in_signs(_CONTINUED.sub(" ", text))
    if label := _LABEL.match(text):
        text = text[label.end() :]
    pieces = [piece for piece in _asides(text) if piece.strip(" .,;")]
    said = [Statement(tuple(_sides(_without_step(piece)))) for piece in pieces]
    return tuple(it for it in said if it.sides)


def _in_signs(text: str) -> str:
    if "for" in text:
        text = _comprehension(text)
    text = _REMARK.sub("", text)
    if tail := _TAIL.search(text):
        text = _bounds_first(text, tail)
    text = _SUM_HEAD.sub(_bounded, text)
    text = _SUM_WORD.sub(" Σ ", text)
    for phrase, sign in _PHRASES:
        text = phrase.sub(sign, text)
    return text


def _bounded(it: re.Match[str]) -> str:
    """`sum(i=1..4, …)` keeps the bracket that its last one closes."""
    opened = " (" if it["close"] == "," else " "
    return f" Σ_{{{it['index']}={it['low']}}}^{{{it['high']}}}{opened}"


def _bounds_first(text: str, tail: re.Match[str]) -> str:
    """`sum(w_i4*delta_i, i=1..4)` and `Σ_i w_i4·δ_i, i = 1, …, 4`."""
    head = list(_OPEN_SUM.finditer(text, 0, tail.start()))
    if not head:
        return text
    bounds = f" Σ_{{{tail['index']}={tail['low']}}}^{{{tail['high']}}} "
    return f"{text[: head[-1].start()]}{bounds}{text[head[-1].end() : tail.start()]}{text[tail.end() :]}"


def _comprehension(text: str) -> str:
    """`sum(w_i4*delta_i for i in range(1,5))`."""
    if (found := _FOR.search(text)) and (head := re.search(r"\bsum\(", text[: found.start()])):
        bounds = f" Σ_{{{found['index']}={found['low']}}}^{{{int(found['high']) - 1}}} ("
        return text[: head.start()] + bounds + text[head.end() : found.start()] + text[found.end() :]
    return text


def _asides(text: str) -> list[str]:
    """Cut where a new equation begins, outside all brackets."""
    pieces, start = list[str](), 0
    for cut in _ASIDE.finditer(text):
        before = text[: cut.start()]
        if cut.start() >= start and _depth(before) <= 0:
            pieces.append(text[start : cut.start()])
            start = cut.end()
    return [*pieces, text[start:]]


def _depth(text: str) -> int:
    return sum(map(text.count, "([{")) - sum(map(text.count, ")]}"))


def _sides(text: str) -> list[str]:
    sides, depth = [""], 0
    for c in text:
        depth += (c in "([{") - (c in ")]}")
        if c == "=" and depth <= 0:
            sides.append("")
        else:
            sides[-1] += c
    return [side.strip(" ,;.") for side in sides if side.strip(" ,;.")]


def _without_step(text: str) -> str:
    """`w += a` says `w = w + a`."""
    found = _STEP.match(text)
    return f"{found[1]} = {found[1]} {found[2]} ({found[3]})" if found else text
