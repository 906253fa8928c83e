"""Worksheets and keys as Jupyter notebooks of text cells: the student edits the cell of each table."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from grader.page import Page
from grader.render import NotebookCell, notebook_cells

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def write(page: Page) -> bytes:
    """The same bytes each time: cells are named after their place on the page."""
    from nbformat import v4

    cells = [v4.new_markdown_cell(cell.markdown, id=cell.ref, **_attachments(cell)) for cell in notebook_cells(page)]
    metadata = {**KERNEL, "grader": {"codigo": page.code}}
    text: str = v4.writes(v4.new_notebook(cells=cells, metadata=metadata))
    return f"{text}\n".encode()


def _attachments(cell: NotebookCell) -> dict[str, Any]:
    if not cell.figure:
        return {}
    return {"attachments": {"red.svg": {"image/svg+xml": b64encode(cell.figure.encode()).decode()}}}
