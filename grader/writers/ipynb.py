"""Worksheets and keys as Jupyter notebooks of text cells: the student edits the cell of each table."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from grader.page import Page
from grader.render import NotebookCell, notebook_cells

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def write(page: Page) -> bytes:
    """Deterministic: cells are named after their place on the page."""
    from nbformat import v4, writes

    cells = [v4.new_markdown_cell(cell.markdown, id=cell.ref, **_attachments(cell)) for cell in notebook_cells(page)]
    metadata = {**KERNEL, "grader": {"codigo": page.code}}
    return (writes(v4.new_notebook(cells=cells, metadata=metadata)) + "\n").encode()


def _attachments(cell: NotebookCell) -> dict[str, Any]:
    if not cell.figure:
        return {}
    return {"attachments": {"red.svg": {"image/svg+xml": b64encode(cell.figure.encode()).decode()}}}
