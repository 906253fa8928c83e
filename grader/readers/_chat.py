"""An exported chat: each message begins with when and who, which is no part of what was written."""

from __future__ import annotations

import re

_STAMP = re.compile(
    r"^\u200e?\[?\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d\d(?::\d\d)?"
    r"(?:[ \u00a0\u202f]?[ap]\.?[ \u00a0\u202f]?m\.?)?\]?(?: -)? ",
    re.IGNORECASE | re.MULTILINE,
)
"""`[12/11/26, 9:41:03 p. m.] ` and `12/11/2026, 21:42 - `, as WhatsApp writes it on phones of two kinds."""
_WHO = re.compile(r"[^:\n]{1,60}: ?")


def messages(text: str) -> str:
    """What the messages say, each in its line; any other text as it is."""
    if not (_STAMP.match(text) and _STAMP.search(text, 1)):  # one alone may be a date
        return text
    return "\n".join(_said(line) for line in text.split("\n"))


def _said(line: str) -> str:
    stamp = _STAMP.match(line)
    if not stamp:
        return line
    who = _WHO.match(line, stamp.end())
    return line[who.end() if who else stamp.end() :]
