"""A student's text for a shape: its components in the channels-last order, a vector as `(N,)`."""

from __future__ import annotations

import re
from math import prod

from grader.check.answers import _notes
from grader.check.answers._components import Component, groupings, read_components
from grader.check.answers._damage import read_damaged
from grader.check.answers._forms import Form, Traits, as_vector, channels_last, decide
from grader.check.answers._maps import in_one_piece
from grader.check.answers._sides import with_aside
from grader.check.answers._tokens import OTHER, WORD, Token, code_behind, has_number, matching, split, tokenize
from grader.check.answers._words import with_roundings, without_asides
from grader.model import Kind, Reading, Shape, Status

_MAX_WRITTEN = 8
_CUT_OFF = re.compile(r"[(\[] ?(?:None|-1) ?,[^)\]]*")
"""A program closes its brackets: Keras cuts off what its column has no room for."""


def read_shape(raw: str, text: str, rank: int | None) -> Reading:
    text = in_one_piece(text)
    if damaged := read_damaged(raw, text):
        return damaged
    tokens = tokenize(text, Kind.SHAPE)
    if tokens is None:
        return Reading(raw, Status.DOUBT, note=_notes.TOO_LONG)
    if (
        any(token.kind == OTHER for token in tokens)
        or not has_number(tokens)
        or _wavers(tokens)
        or code_behind(tokens)
        or _CUT_OFF.fullmatch(text)
    ):
        return Reading(raw, Status.DOUBT, note=_notes.unreadable(text))
    segments = _segments(without_asides(with_roundings(_output(tokens))))
    forms = [form for part in segments if (form := _read_form(text, part, rank))]
    if not forms:
        return Reading(raw, Status.DOUBT, note=_notes.unreadable(text))
    if len(forms) == 1:
        return _alone(raw, text, forms[0])
    return _chained(raw, text, forms, rank)


def _wavers(tokens: list[Token]) -> bool:
    """«40 o 41»: a choice between two numbers is no answer yet."""
    inner = range(1, len(tokens) - 1)
    choices = (i for i in inner if tokens[i].kind == WORD and tokens[i].text.lower() in {"o", "ó", "or", "u"})
    return any(has_number([tokens[i - 1]]) and has_number([tokens[i + 1]]) for i in choices)


def _output(tokens: list[Token]) -> list[Token]:
    """`128 → 64`: what comes out stands on the right."""
    sides = [side for side in split(tokens, "→") if has_number(side)]
    return sides[-1]


def _segments(tokens: list[Token]) -> list[list[Token]]:
    """The sides of the equals signs; in `H=32, W=32, C=3` they only name the components."""
    if _names_each(tokens):
        return [tokens]
    parts = split(tokens, ",;")
    if any(token.kind == "=" for part in parts[:-1] for token in part):
        return []  # «(11-3)/2+1 = 5, 5x5x8»: more than one statement
    if len(split(tokens, "=")) > 1 and len(split(tokens, ";")) > 1:
        return []
    sides = [side for side in split(tokens, "=~") if has_number(side)]
    if len(sides) == 1 and (pair := with_aside(sides[0])):
        return list(pair)
    return sides


def _names_each(tokens: list[Token]) -> bool:
    """`H=32, W=32, C=3`, «canales 3, alto 32, ancho 32»."""
    parts = split(tokens, ",;")
    return len(parts) > 1 and all(part and part[0].kind == WORD for part in parts)


def _read_form(text: str, tokens: list[Token], rank: int | None) -> Form | None:
    inner, bracketed = _unwrapped(tokens)
    parts, batch = _without_batch(split(inner, ",;"), bracketed=bracketed)
    components = _at_channels(split(inner, "@")) or (read_components(parts, product=rank == 1) if parts else None)
    if not components or len(components) > _MAX_WRITTEN:
        return None
    if not all(c.sure and isinstance(c.value, int) for c in components):
        return Form((), note=_notes.not_whole(text))
    options = [channels_last(group) for group in groupings(components)]
    traits = Traits(bracketed, batch, not all(c.text for c in components), sum(c.close for c in components))
    return decide(list(dict.fromkeys(as_vector(option, rank) for option in options)), rank, traits)


def _unwrapped(tokens: list[Token]) -> tuple[list[Token], bool]:
    """Without the label before it and the brackets around it."""
    at = 0 if _names_each(tokens) else next((i for i, token in enumerate(tokens) if token.kind != WORD), 0)
    tokens = tokens[at + 1 :] if tokens[at].kind == ":" else tokens[at:]
    while len(tokens) > 1 and tokens[-1].kind == WORD and tokens[-2].kind in (")", WORD):
        tokens = tokens[:-1]
    bracketed = False
    while len(tokens) > 1 and tokens[0].kind == "(" and matching(tokens, 0) >= len(tokens) - 1:
        bracketed = True
        tokens = tokens[1 : matching(tokens, 0)]
    return tokens, bracketed


def _without_batch(parts: list[list[Token]], *, bracketed: bool) -> tuple[list[list[Token]], bool]:
    """Without a leading `None`, `-1` or `N`, and without what is empty or only words at the end."""
    dropped = False
    while parts and not has_number(parts[0]):
        parts, dropped = parts[1:], True
    if len(parts) > 1 and [token.text for token in parts[0]] == ["-", "1"]:
        parts, dropped = parts[1:], True
    while parts and not has_number(parts[-1]) and not (bracketed and parts[-1]):
        parts = parts[:-1]
    return parts, dropped


def _at_channels(sides: list[list[Token]]) -> list[Component] | None:
    """`6@28x28`: six maps of 28 × 28."""
    if len(sides) != 2 or len(sides[0]) != 1 or not sides[1]:
        return None
    first = read_components([sides[0]], product=False)
    rest = read_components(split(_unwrapped(sides[1])[0], ",;"), product=False)
    return [*rest, *first] if first and rest and len(rest) == 2 else None


def _alone(raw: str, text: str, form: Form) -> Reading:
    if len(form.shapes) != 1:
        note = _notes.two_shapes(text, list(form.shapes)) if form.shapes else form.note
        return Reading(raw, Status.DOUBT, candidates=form.shapes, note=note or _notes.unreadable(text))
    (shape,) = form.shapes
    if form.computed:
        return Reading(raw, Status.READ, shape, shape, bare=True, note=_notes.evaluated(text, shape))
    return Reading(raw, Status.READ, shape, note=form.note)


def _chained(raw: str, text: str, forms: list[Form], rank: int | None) -> Reading:
    """`(32-4, 32-4, 8) = (28, 28, 8)`, `8x8x32 = 2048`: the last written shape of the right length."""
    sure = [form for form in forms if len(form.shapes) == 1]
    fitting = [form for form in sure if len(form.shapes[0]) == rank]
    if not fitting and (rank is None or (sure == forms and len({len(form.shapes[0]) for form in sure}) == 1)):
        longest = max((len(form.shapes[0]) for form in sure), default=0)
        fitting = [form for form in sure if len(form.shapes[0]) == longest]
    written = [form.shapes[0] for form in fitting if not form.computed]
    computed = [form.shapes[0] for form in fitting if form.computed]
    if not fitting or (len(set(written)) > 1 and not computed):
        candidates = dict.fromkeys(shape for form in forms for shape in form.shapes)
        return Reading(raw, Status.DOUBT, candidates=tuple(candidates), note=_notes.several(text))
    if not written:
        return _alone(raw, text, fitting[-1])
    value = written[-1]
    expression = computed[0] if computed else _product(sure, value)
    return Reading(raw, Status.READ, value, expression, note=_notes.disagreement(expression, value))


def _product(forms: list[Form], value: Shape) -> Shape | None:
    """The calculation of a flattened size is the shape before it."""
    factors = next((form.shapes[0] for form in forms if len(form.shapes[0]) > 1), None)
    return (prod(factors),) if factors and len(value) == 1 else None
