"""An equation object of Word in one line of text, as a keyboard writes it: `(74+4-7)/2`, `∑_{i=1}^{4} wi1^(5)`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lxml import etree

from grader.readers import _word_xml as xml

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VALUE = f"{_M}val"
_ATOM = re.compile(r"[\w.,]*")
_CLOSED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def equations_in_lines(root: etree._Element) -> None:
    """Each equation becomes the one run that its line of text is."""
    for equation in list(root.iter(f"{_M}oMath")):
        line = _line(equation)
        equation.clear()
        etree.SubElement(equation, xml.MATH).text = line


def _line(element: etree._Element) -> str:
    tag = str(element.tag)
    if tag in (xml.MATH, xml.TEXT):
        return element.text or ""
    if tag in xml.SIGNS:
        return xml.SIGNS[tag]
    if tag.endswith("Pr"):
        return ""
    form = _FORMS.get(tag.removeprefix(_M))
    return form(element) if form else "".join(map(_line, element))


def _part(element: etree._Element, name: str) -> str:
    return "".join(_line(it) for it in element.iterchildren(f"{_M}{name}"))


def _grouped(text: str) -> str:
    """In brackets, unless it is one number, one word, or in brackets already."""
    return text if _ATOM.fullmatch(text) or _CLOSED.fullmatch(text) else f"({text})"


def _sign(element: etree._Element, name: str, default: str) -> str:
    """A sign among the properties of an element; one that is there without a value is none."""
    found = next(element.iterfind(f"{_M}{element.tag.removeprefix(_M)}Pr/{_M}{name}"), None)
    return default if found is None else found.get(_VALUE, "")


def _fraction(element: etree._Element) -> str:
    return f"{_grouped(_part(element, 'num'))}/{_grouped(_part(element, 'den'))}"


def _scripts(element: etree._Element) -> str:
    above = _part(element, "sup")
    return _part(element, "e") + _part(element, "sub") + (f"^{_grouped(above)}" if above else "")


def _fence(element: etree._Element) -> str:
    inner = _sign(element, "sepChr", "|").join(_line(it) for it in element.iterchildren(f"{_M}e"))
    return _sign(element, "begChr", "(") + inner + _sign(element, "endChr", ")")


def _sum(element: etree._Element) -> str:
    low, high = _part(element, "sub"), _part(element, "sup")
    bounds = f"_{{{low}}}" * bool(low) + f"^{{{high}}}" * bool(high)
    return f"{_sign(element, 'chr', '∫')}{bounds} {_part(element, 'e')}"


def _root(element: etree._Element) -> str:
    return f"√({_part(element, 'e')})"


def _lines(element: etree._Element) -> str:
    return "\n".join(_line(it) for it in element.iterchildren(f"{_M}e"))


_FORMS: Mapping[str, Callable[[etree._Element], str]] = {
    "f": _fraction, "sSub": _scripts, "sSup": _scripts, "sSubSup": _scripts, "d": _fence, "nary": _sum, "rad": _root,
    "eqArr": _lines,
}  # fmt: skip
