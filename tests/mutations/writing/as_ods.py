"""The least that an OpenDocument spreadsheet is made of: numbers as floats, empty cells repeated, a merged title."""

from __future__ import annotations

import io
import zipfile
from random import Random
from xml.sax.saxutils import escape, quoteattr

from mutations.paper import BREAK, Block, without_signs

_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "manifest")
)
_MANIFEST = (
    f'<manifest:manifest {_SPACES}><manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def as_ods(blocks: list[Block], chance: Random) -> tuple[bytes, str]:
    numbers, left = chance.random() < 0.7, chance.randint(0, 2)
    rows: list[str] = ["<table:table-row><table:table-cell/></table:table-row>"] * chance.randint(0, 2)
    for block in map(without_signs, blocks):
        for texts in block.grid if block.kind == "table" else [(block.text,)]:
            span = ' table:number-columns-spanned="4"' if block.kind == "title" else ""
            cells = "".join(_cell(text, span, numbers=numbers) for text in texts)
            before = f'<table:table-cell table:number-columns-repeated="{left}"/>' if left else ""
            rows.append(f"<table:table-row>{before}{cells}</table:table-row>")
        if chance.random() < 0.6:
            rows.append('<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>')
    table = f"<table:table table:name={quoteattr('Hoja1')}>{''.join(rows)}</table:table>"
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = f"<office:document-content {_SPACES}>{body}</office:document-content>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", _MIME)
        archive.writestr("content.xml", f'<?xml version="1.0" encoding="UTF-8"?>{content}', zipfile.ZIP_DEFLATED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST, zipfile.ZIP_DEFLATED)
    return out.getvalue(), "ods"


def _cell(text: str, span: str, *, numbers: bool) -> str:
    if not text:
        return "<table:table-cell/>"
    is_number = numbers and text.isdigit() and text.isascii()
    kind = f'office:value-type="float" office:value="{text}"' if is_number else 'office:value-type="string"'
    lines = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in text.split(BREAK))
    return f"<table:table-cell {kind}{span}>{lines}</table:table-cell>"


def _spaced(text: str) -> str:
    return escape(text).replace("  ", "<text:s text:c='2'/>")
