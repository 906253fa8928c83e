"""Small writers of each format, independent of the project's own: blocks → bytes and the file's extension."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from mutations.paper import Block
from mutations.writing.as_csv import as_csv
from mutations.writing.as_docx import as_docx
from mutations.writing.as_html import as_html
from mutations.writing.as_ipynb import as_ipynb
from mutations.writing.as_markdown import as_markdown
from mutations.writing.as_ods import as_ods
from mutations.writing.as_pdf import as_pdf
from mutations.writing.as_tex import as_tex
from mutations.writing.as_text import as_text
from mutations.writing.as_xlsx import as_xlsx

Writer = Callable[[list[Block], Random], tuple[bytes, str]]

WRITERS: dict[str, tuple[Writer, int]] = {
    "csv": (as_csv, 18),
    "md": (as_markdown, 16),
    "ipynb": (as_ipynb, 10),
    "html": (as_html, 12),
    "xlsx": (as_xlsx, 10),
    "docx": (as_docx, 7),
    "ods": (as_ods, 7),
    "txt": (as_text, 12),
    "tex": (as_tex, 6),
    "pdf": (as_pdf, 2),
}
"""Format → how it is written, and how often."""
