"""HTML pages: what is printed on them and what was typed into their fields."""

from __future__ import annotations

from grader.model import Document
from grader.readers._page import element_blocks, parse_page
from grader.readers._text import decode


def read_html(data: bytes) -> Document:
    root = parse_page(decode(data))
    if root is None:
        return Document("html", ())
    codes = [str(meta.get("content", "")) for meta in root.iter("meta") if meta.get("name") == "codigo"]
    return Document("html", tuple(element_blocks(root)), {"codigo": codes[0]} if codes else {})
