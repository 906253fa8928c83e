"""Where a student wrote the total: in a row, after a label, or in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from grader.names import normalise

_LABEL = re.compile(
    r"(?:[^\W\d_]{3,20}:)?[^\d:=]{0,30}?\b(?:totales|total|suma|sum|altogether|overall)\b(?P<label>(?:[^\d:=()]|\([^()]{0,60}\)){0,70}?)"
    r"(?:[:=]|\b(?:es|son|is|da|queda)\b:?|(?=\s\d))\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_LETTERED = re.compile(r"\s*[^\W\d_]+_?\{?total\}?\s*[:=]\s*(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_TRAILING = re.compile(r"(?P<rest>[^\n]*\d[^\n]*)\b(?:en|in|no) total\b", re.IGNORECASE)
_NETWORK = re.compile(
    r"(?=.*param|.*parám|.*parâm)[^\d:=]{0,60}\b(?:red|modelo|rede|network|model)\b[^\d:=]{0,60}?"
    r"(?:[:=]|\b(?:tiene|posee|es|son|has|tem|de|suma|da|is|are)\b)\s*(?P<rest>[\d(].*)",
    re.IGNORECASE | re.DOTALL,
)
_SUMMARY = re.compile(r"\s*(?P<part>trainable|non-?trainable|optimizer) params\s*:\s*(?P<count>[\d.,]+)", re.IGNORECASE)
_UNDERSCORE = re.compile(r"(?<!\d)_|_(?!\d)")
_TEXT = re.compile(r"\\(?:text|mathrm|textbf|mathbf)\{([^{}]*)\}")
_NUMBERS = re.compile(r"[\d\s.,'+=()]+")
_UNIT = re.compile(r"\s*(?:par[aáâ]met(?:ro|er)s?|params?)\.?$", re.IGNORECASE)
_LONGEST_SUM = 120
_TELLS = (
    "total",
    "sum",
    "altogether",
    "overall",
    "red ",
    "red:",
    "rede ",
    "modelo",
    "network",
    "model ",
    "trainable",
    "optimizer",
)
_MEMORY = re.compile(r"\s*\(?\s*[\d.,]+\s*(?:bytes?|[KMG]i?B|B)\s*\)?\s*$", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:no|non|optimi|mult|memor|size|mb|tama|peso|sesgo|weight|bias)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def may_tell_total(text: str) -> bool:
    """Whether it is worth looking for a total in a line."""
    lower = text.lower()
    return any(map(lower.__contains__, _TELLS)) or ("+" in text and "=" in text)


@dataclass(slots=True)
class Summary:
    """The lines under a printed summary: Keras 3 counts the optimizer in «Total params»."""

    parts: dict[str, str] = field(default_factory=dict)

    def read(self, line: str) -> None:
        if found := _SUMMARY.match(line):
            self.parts[found["part"].lower().replace("-", "")] = found["count"]

    def network(self, total: str) -> str:
        """What the network has, trainable or not, where that is not the `total` told; else empty."""
        one, other = self.parts.get("trainable", ""), self.parts.get("nontrainable", "0")
        if not one or not total or "optimizer" not in self.parts or _digits(one) + _digits(other) == _digits(total):
            return ""
        return one if not _digits(other) else f"{one} + {other}"


def _digits(text: str) -> int:
    return int("".join(c for c in text if c.isdecimal())[:18] or 0)


@lru_cache(maxsize=4096)
def total_of_line(text: str) -> str | None:
    """What a line gives as the total; `None` when it is about something else.

    >>> total_of_line("Total de parámetros: 8.321"), total_of_line("**Total params:** 564,938 (2.16 MB)")
    ('8.321', '564,938')
    >>> total_of_line("Non-trainable params: 0"), total_of_line("El total es 608 + 20490 = 21098.")
    (None, '608 + 20490 = 21098')
    """
    if not may_tell_total(text):
        return None
    plain = _TEXT.sub(r"\1", text.replace("**", ""))
    plain = (_UNDERSCORE.sub(" ", plain) if "_" in plain else plain).strip().strip("$").strip()
    found = _LABEL.match(plain) or _LETTERED.match(plain) or _TRAILING.match(plain)
    if not found or _OTHER.search(found.groupdict().get("label") or ""):
        return None
    rest = found["rest"] if found["rest"][-1:].isdigit() else _MEMORY.sub("", found["rest"])
    return rest.strip().rstrip(".;").strip()


def total_of_network(text: str) -> str | None:
    """«La red tiene 8321 parámetros»: as good as a total, where no other is told; not a sum that a line cuts off.

    >>> total_of_network("La red tiene 8321 parámetros"), total_of_network("Parámetros de la red: 608 +")
    ('8321 parámetros', None)
    """
    found = _NETWORK.match(text) if may_tell_total(text) else None
    rest = found["rest"].strip().rstrip(".;").strip() if found else ""
    return rest if rest and rest[-1] not in "+-*·×=−" else None


def lone_sum(text: str, *, announced: bool) -> str | None:
    """A line that is nothing but the total: under its label any number, elsewhere only «608 + 20490 = 21098».

    >>> lone_sum("608 + 20490 = **21098**", announced=False), lone_sum("21098", announced=False)
    ('608 + 20490 = 21098', None)
    """
    if not announced and "+" not in text:
        return None
    plain = text.replace("**", "").strip().strip("$").strip()
    plain = _UNIT.sub("", plain) if announced else plain
    if len(plain) > _LONGEST_SUM or not _NUMBERS.fullmatch(plain) or not any(c.isdigit() for c in plain):
        return None
    return plain if announced or ("+" in plain and "=" in plain) else None


def is_total(row: Sequence[str]) -> bool:
    """Whether a row of a table is the total's."""
    for text in row:
        bare = text.strip()
        if bare and not bare.isdigit():  # after a frame's index
            return _begins_total(text)
    return False


@lru_cache(maxsize=4096)
def _begins_total(text: str) -> bool:
    plain = normalise(text)
    return plain.startswith(("total", "suma", "sum ", "gran total")) and not plain.startswith("totalmente")


def total_of_row(row: Sequence[str], params: int | None) -> str:
    """Under the parameters, else the row's last text and what stands behind its own label, be they one or two."""
    if params is not None and params < len(row) and row[params].strip() and not is_total([row[params]]):
        return row[params]
    filled = [text for text in row if text.strip()]
    if len(filled) > 1 and not is_total(filled[-1:]):
        beside = (total_of_line(text) for text in filled[:-1] if is_total([text]))
        return " | ".join(filter(None, [*beside, filled[-1]]))
    return total_of_line(filled[-1]) or ""
