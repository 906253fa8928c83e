"""Word documents: headings or bold paragraphs, tables with or without a style."""

from __future__ import annotations

import io
from random import Random

from docx import Document

from mutations.paper import BOLD, BREAK, PLAIN, Block


def as_docx(blocks: list[Block], chance: Random) -> tuple[bytes, str]:
    document = Document()
    headed, styled = chance.random() < 0.6, chance.random() < 0.5
    for block in blocks:
        if block.kind == "title" and headed:
            document.add_heading(block.text, chance.randint(1, 3))
        elif block.kind != "table":
            paragraph = document.add_paragraph(style="List Bullet" if chance.random() < 0.1 else None)
            _runs(paragraph, f"{BOLD}{block.text}{PLAIN}" if block.kind == "title" else block.text)
        else:
            table = document.add_table(0, len(block.grid[0]), style="Table Grid" if styled else None)
            for row in block.grid:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    _runs(cell.paragraphs[0], text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), "docx"


def _runs(paragraph, text: str) -> None:
    for i, part in enumerate(text.replace(PLAIN, BOLD).replace(BREAK, "\n").split(BOLD)):
        if part:
            paragraph.add_run(part).bold = bool(i % 2)
