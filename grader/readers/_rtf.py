"""RTF as a sequence of words, marks and ends of cells and rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(r"\\([a-z]+)(-?\d{1,7})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)|[\r\n]+")
_HIDDEN = (
    "fonttbl colortbl stylesheet info pict object themedata colorschememapping datastore listtable listoverridetable "
    "generator xmlnstbl rsidtbl latentstyles fldinst bkmkstart bkmkend filetbl revtbl pgdsctbl listtext pntext "
    "mmathPr annotation atnid atnauthor nonshppict shppict footnote"
)
_UNSEEN = frozenset(_HIDDEN.split())
"""Groups that hold no text of the page."""
_TEXT = {
    "par": "\n", "line": "\n", "tab": "\t", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "sect": "\n", "page": "\n",
}  # fmt: skip
_SIGNS = {"~": "\u00a0", "_": "-", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n"}
_ENDS = frozenset({"cell", "row", "nestcell", "nestrow", "trowd"})

Piece = tuple[str, str]
"""`text` and what it says, or the name of an end (`cell`, `row`) and nothing."""


class _State:
    """What holds until the end of a group."""

    __slots__ = ("hidden", "raised", "skip")

    def __init__(self, *, hidden: bool = False, raised: bool = False, skip: int = 1) -> None:
        self.hidden, self.raised, self.skip = hidden, raised, skip

    def inner(self) -> _State:
        return _State(hidden=self.hidden, raised=self.raised, skip=self.skip)


def rtf_pieces(text: str) -> Iterator[Piece]:
    stack: list[_State] = []
    state = _State()
    to_skip = 0
    for match in _TOKEN.finditer(text):
        word, number, byte, sign, brace, plain = match.groups()
        if brace == "{":
            stack.append(state)
            state = state.inner()
        elif brace:
            state = stack.pop() if stack else _State()
        elif sign == "*" or word in _UNSEEN:
            state.hidden = True
        elif state.hidden:
            continue
        elif word in _ENDS:
            yield word, ""
        elif word:
            yield from _word(state, word, number)
            to_skip = state.skip if word == "u" else 0
        else:
            said = _said(byte, sign, plain)
            yield "text", ("^" if state.raised and said[to_skip:] else "") + said[to_skip:]
            state.raised = state.raised and not said[to_skip:]
            to_skip = max(0, to_skip - len(said))


def _word(state: _State, word: str, number: str | None) -> Iterator[Piece]:
    if word == "u" and number:
        yield "text", chr(int(number) % 65_536)
    elif word in _TEXT:
        yield "text", _TEXT[word]
    elif word == "uc":
        state.skip = min(int(number or 1), 4)
    elif word in ("super", "nosupersub"):
        state.raised = word == "super" and number != "0"
    elif word in ("v", "deleted"):
        state.hidden = number != "0"


def _said(byte: str | None, sign: str | None, plain: str | None) -> str:
    if byte:
        return bytes([int(byte, 16)]).decode("cp1252", errors="replace")
    return _SIGNS.get(sign, "") if sign else plain or ""
