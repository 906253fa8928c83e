"""What a spreadsheet stores, as its user reads it."""

from __future__ import annotations

from datetime import date, time, timedelta

_EXACT = 10**16
"""Below it a float that is whole is exactly that integer."""


def text_of(value: object) -> str:
    """
    >>> text_of(8192.0), text_of(4.64), text_of(True)
    ('8192', '4.64', 'VERDADERO')
    """
    match value:
        case bool():
            return "VERDADERO" if value else "FALSO"
        case float() if value.is_integer() and abs(value) < _EXACT:
            return str(int(value))
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return str(value)
