"""Jupyter notebooks: text cells, programs and their printed results, none of which is ever run."""

from __future__ import annotations

import re
from typing import Any

from msgspec import DecodeError, Struct, field, json

from grader.model import Block, Document
from grader.readers._limits import check_outputs, check_text
from grader.readers._marked import marked_blocks
from grader.readers._text import decode

Text = str | list[str]


class _Data(Struct):
    html: Text = field(name="text/html", default="")
    markdown: Text = field(name="text/markdown", default="")
    plain: Text = field(name="text/plain", default="")


class _Output(Struct):
    data: _Data = field(default_factory=_Data)
    text: Text = ""


class _Cell(Struct):
    cell_type: str = ""
    source: Text = ""
    outputs: list[_Output] = []


class _Notebook(Struct):
    cells: list[_Cell] = []
    metadata: dict[str, Any] = {}
    nbformat: int = 4


_DECODER = json.Decoder(_Notebook)
_ESCAPES = re.compile(
    rb"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
)
"""A backslash that stands for itself, a letter in two halves, half a letter."""


def read_ipynb(data: bytes) -> Document:
    notebook = _decoded(data if data[:1] == b"{" else decode(data).strip().encode())
    if notebook.nbformat < 4:
        notebook = _upgraded(data)
    check_outputs(sum(len(cell.outputs) for cell in notebook.cells))
    check_text(sum(map(_length, notebook.cells)))
    blocks: list[Block] = []
    for number, cell in enumerate(notebook.cells, 1):
        blocks += _cell_blocks(cell, f"celda {number}")
    return Document("ipynb", tuple(blocks), _code(notebook.metadata))


def _decoded(data: bytes) -> _Notebook:
    """Half a letter, which no decoder takes, is shown as it is written: `\\ud800`."""
    try:
        return _DECODER.decode(data)
    except DecodeError:
        whole = _ESCAPES.sub(lambda it: b"\\" + it[0] if it["half"] else it[0], data)
        if whole == data:
            raise
        return _DECODER.decode(whole)


def _upgraded(data: bytes) -> _Notebook:
    """A notebook of before 2014, in today's format."""
    import nbformat

    old = nbformat.reads(decode(data), as_version=nbformat.NO_CONVERT)
    return _DECODER.decode(nbformat.writes(nbformat.convert(old, 4)))


def _cell_blocks(cell: _Cell, where: str) -> list[Block]:
    if cell.cell_type != "code":
        return marked_blocks(_joined(cell.source), lambda _: where)
    blocks = marked_blocks(_joined(cell.source), lambda _: where, marks=False, columns=False)
    for output in cell.outputs:
        blocks += _output_blocks(output, where)
    return blocks


def _output_blocks(output: _Output, where: str) -> list[Block]:
    """The richest form of a result alone: the others repeat it."""
    place = f"{where}, salida"
    if html := _joined(output.data.html):
        from grader.readers._page import page_blocks

        return page_blocks(html, place)
    if markdown := _joined(output.data.markdown):
        return marked_blocks(markdown, lambda _: place)
    printed = _joined(output.text) or _joined(output.data.plain)
    return marked_blocks(printed, lambda _: place, marks=False) if printed else []


def _length(cell: _Cell) -> int:
    """Of what is read as text: pages are measured by their marks."""
    printed = (len(_joined(it.text)) + len(_joined(it.data.markdown)) for it in cell.outputs)
    return len(_joined(cell.source)) + sum(printed)


def _joined(text: Text) -> str:
    return text if isinstance(text, str) else "".join(text)


def _code(metadata: dict[str, Any]) -> dict[str, str]:
    ours = metadata.get("grader")
    code = ours.get("codigo") if isinstance(ours, dict) else metadata.get("grader.codigo")
    return {"codigo": code} if isinstance(code, str) else {}
