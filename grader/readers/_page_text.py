"""The text of an element of a page, as its reader sees it."""

from __future__ import annotations

import re

from lxml import etree

_UNSEEN = "script style svg template head noscript annotation annotation-xml option button"
_SKIPPED = frozenset(_UNSEEN.split())
_BEFORE = {"sup": "^", "br": "\n"}
"""Written before an element's own text, so that 3² is not read as 32."""
_BETWEEN = {"msup": "^", "mfrac": "/"}
"""Written between the two parts of a formula."""
_STRUCK = frozenset({"del", "s", "strike"})
_SPACES = re.compile(r"[ \t\r\n\f]+")
_REFERENCE = re.compile(r"\s*\[\w{1,3}\]\s*")
_FIELDS = frozenset({"", "text", "number", "tel"})


def is_hidden(element: etree._Element) -> bool:
    """KaTeX and MathJax write each formula twice, once only for the eye; a raised «[a]» leads to a comment."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _SKIPPED or element.get("aria-hidden") == "true":
        return True
    return tag == "sup" and bool(_REFERENCE.fullmatch("".join(map(str, element.itertext()))))


def own_text(element: etree._Element, *, verbatim: bool = False) -> str:
    """The text before the first child; for a form field, what is filled in."""
    if element.tag == "input":
        return element.get("value", "") if element.get("type", "").lower() in _FIELDS else ""
    if element.tag == "select":
        chosen = [option for option in element.iter("option") if option.get("selected") is not None]
        return "".join(str(text) for option in chosen for text in option.itertext())
    own = element.text or ""
    own = own if verbatim else squeeze(own)
    return f"~~{own}~~" if element.tag in _STRUCK and own else _sign(element) + own


def _sign(element: etree._Element) -> str:
    """The operator that a page shows by the place of a text."""
    parent = element.getparent()
    if parent is not None and parent.tag in _BETWEEN and parent.index(element):
        return _BETWEEN[str(parent.tag)]
    return _BEFORE.get(str(element.tag), "")


def squeeze(text: str) -> str:
    """White space as a browser shows it; a no-break space is a character."""
    return _SPACES.sub(" ", text)


def inner_text(element: etree._Element) -> str:
    """All the text inside, trimmed; a line break or a new paragraph is a line end."""
    parts: list[str] = []
    steps = etree.iterwalk(element, events=("start", "end"))
    for event, inner in steps:
        if event == "end":
            parts.append("" if inner is element else squeeze(inner.tail or ""))
        elif is_hidden(inner):
            steps.skip_subtree()
        else:
            parts.append("\n" if inner.tag in ("p", "div", "li") else "")
            parts.append(own_text(inner))
    return "".join(parts).strip()
