"""XML, the same bytes each time, without the characters that it cannot hold."""

from __future__ import annotations

from lxml import etree

from grader.markup import printable


def root_of(tag: str, namespace: str, **attributes: str) -> etree._Element:
    """A root whose parts are named without its namespace: what is printed puts them all in it."""
    return etree.Element(tag, {k: printable(v) for k, v in attributes.items()}, nsmap={None: namespace})  # type: ignore[dict-item]


def child(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    """A new last part of `parent`."""
    made = etree.SubElement(parent, tag, {name.rstrip("_"): printable(value) for name, value in attributes.items()})
    if text is not None:
        made.text = printable(text)
    return made


def html_child(parent: etree._Element, tag: str, html: str, **attributes: str) -> etree._Element:
    """A new last part that holds a piece of HTML as a text, unescaped where a person may read the file."""
    made = child(parent, tag, **attributes)
    made.text = printable(html) if "]]>" in html else etree.CDATA(printable(html))
    return made


def as_bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
