"""Where a student wrote the total: in a row, after a label, or in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.names import normalise

_LABEL = re.compile(
    r"[^\d:=]{0,30}?\b(?:total|suma|sum)\b(?P<label>[^\d:=]{0,70}?)"
    r"(?:[:=]|\b(?:es|son|is|da|queda)\b:?|(?=\s\d))\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_LETTERED = re.compile(r"\s*[^\W\d_]+_?\{?total\}?\s*[:=]\s*(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_TRAILING = re.compile(r"(?P<rest>.*[=:].*\d.*)\ben total\b", re.IGNORECASE | re.DOTALL)
_TEXT = re.compile(r"\\(?:text|mathrm|textbf|mathbf)\{([^{}]*)\}")
_NUMBERS = re.compile(r"[\d\s.,'+=()]+")
_LONGEST_SUM = 120
_MEMORY = re.compile(r"\s*\(?\s*[\d.,]+\s*(?:bytes?|[KMG]i?B|B)\s*\)?\s*$", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:no|non|optimi|mult|memor|size|mb|tama|peso|sesgo|weight|bias)", re.IGNORECASE)


def total_of_line(text: str) -> str | None:
    """What a line gives as the total; `None` when it is about something else.

    >>> total_of_line("Total de parámetros: 8.321"), total_of_line("**Total params:** 564,938 (2.16 MB)")
    ('8.321', '564,938')
    >>> total_of_line("Non-trainable params: 0"), total_of_line("El total es 608 + 20490 = 21098.")
    (None, '608 + 20490 = 21098')
    """
    if not any(word in text.lower() for word in ("total", "sum")):
        return None
    plain = _TEXT.sub(r"\1", text.replace("**", "")).strip().strip("$").strip()
    found = _LABEL.match(plain) or _LETTERED.match(plain) or _TRAILING.match(plain)
    if not found or _OTHER.search(found.groupdict().get("label") or ""):
        return None
    return _MEMORY.sub("", found["rest"]).strip().rstrip(".;").strip()


def lone_sum(text: str, *, announced: bool) -> str | None:
    """A line that is nothing but the total: under its label any number, elsewhere only «608 + 20490 = 21098».

    >>> lone_sum("608 + 20490 = **21098**", announced=False), lone_sum("21098", announced=False)
    ('608 + 20490 = 21098', None)
    """
    if not announced and "+" not in text:
        return None
    plain = text.replace("**", "").strip().strip("$").strip()
    if len(plain) > _LONGEST_SUM or not _NUMBERS.fullmatch(plain) or not any(c.isdigit() for c in plain):
        return None
    return plain if announced or ("+" in plain and "=" in plain) else None


def is_total(row: Sequence[str]) -> bool:
    """Whether a row of a table is the total's."""
    first = next((text for text in row if text.strip()), "")
    return normalise(first).startswith(("total", "suma", "sum ", "gran total"))


def total_of_row(row: Sequence[str], params: int | None) -> str:
    """Under the parameters, else the row's last text, else what stands behind its own label."""
    if params is not None and params < len(row) and row[params].strip() and not is_total([row[params]]):
        return row[params]
    filled = [text for text in row if text.strip()]
    if len(filled) > 1:
        return filled[-1]
    return total_of_line(filled[0]) or ""
