"""Cells without a number: left blank, or saying in words or with a dash that there is nothing."""

from __future__ import annotations

import re

from grader.model import Reading, Status

_PLACEHOLDER = re.compile(r"[\s()\[\],;.…_?¿!xX×*·'\"-]*")
_UNANSWERED = re.compile(
    r"(?:no (?:l[oa] )?s[eé]|ni idea|ns/?nc|idk|nan|null|none|na|n/a|n\. ?a|no aplica|pendiente"
    r"|tbd|todo|calcular aqu[ií]|por calcular|falta|vac[ií]o|en blanco)",
    re.IGNORECASE,
)
_DASH = re.compile(r"-+")
_NOTHING = re.compile(
    r"(?:no (?:tiene|hay|aplica|posee|lleva|usa|existen?|necesita|requiere|contiene)|sin|ning[uú]n[oa]?s?"
    r"|none|null|nada|carece|cero|zero|n/a|n\. ?a\.?|na|∅|ø)(?:(?![^\W_])[^\d=+*×/^]*|)",
    re.IGNORECASE,
)
_UNFILLED = re.compile(r"[(\[]? ?_{2,} ?[,x×] ?1 ?[)\]]?")
"""The blank of a vector with its printed 1."""
_ZERO = re.compile(r"^0[ :,;(-]+(?=\D)")
_WRAPPING = " ()[]{}\"'.;,"
_SAYS_NOTHING = "Leí «{}» como 0."
_LEFT_BLANK = "Leí «{}» como una celda sin responder."


def read_empty(raw: str, text: str, *, structural: bool) -> Reading | None:
    """A reading of a cell without digits; `None` when it says something else."""
    if not text:
        return Reading(raw, Status.BLANK)
    core = _ZERO.sub("", text).strip(_WRAPPING)
    if structural and (_DASH.fullmatch(core) or _NOTHING.fullmatch(core)):
        return Reading(raw, Status.READ, 0, note=_SAYS_NOTHING.format(text))
    if _is_placeholder(text) or _UNANSWERED.fullmatch(core):
        return Reading(raw, Status.BLANK, note="" if "_" in text else _LEFT_BLANK.format(text))
    if _NOTHING.fullmatch(core):
        return Reading(raw, Status.READ, 0, note=_SAYS_NOTHING.format(text))
    return None


def _is_placeholder(text: str) -> bool:
    """A lone `x` or `*` is none: it is a mark whose meaning nobody can know."""
    only_marks = _PLACEHOLDER.fullmatch(text) and set(text) & set("_?….-,()[]")
    return bool(only_marks or _UNFILLED.fullmatch(text))
