"""The short code on every sheet: six characters and a check character, hard to mistype into another one."""

from __future__ import annotations

import re

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 characters, a prime; none is mistaken for another (no 0 O, 1 I L)."""

_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
"""Word makes of a hyphen what suits it."""

PATTERN = re.compile(rf"(?<![0-9A-Za-z])([{ALPHABET}]{{6}})[{_DASHES}]([{ALPHABET}])(?![0-9A-Za-z])", re.IGNORECASE)


def make_code(digest: str) -> str:
    """The code for a hex digest.

    >>> make_code("00" * 32)
    '222222-2'
    """
    number = int(digest, 16)
    body = ""
    for _ in range(6):
        number, rest = divmod(number, len(ALPHABET))
        body += ALPHABET[rest]
    return f"{body}-{check_character(body)}"


def check_character(body: str) -> str:
    """Weights 2 … 7 modulo 31 catch every single wrong character and every swap of two neighbours."""
    return ALPHABET[sum((i + 2) * ALPHABET.index(c) for i, c in enumerate(body)) % len(ALPHABET)]


def may_hold_code(text: str) -> bool:
    """Whether it is worth looking: most texts have no dash at all."""
    return "-" in text or (not text.isascii() and any(it in text for it in _DASHES))


def find_codes(text: str) -> list[str]:
    """The well-formed codes in a text, in order."""
    found = [(body.upper(), check.upper()) for body, check in PATTERN.findall(text)]
    return [f"{body}-{check}" for body, check in found if check_character(body) == check]
