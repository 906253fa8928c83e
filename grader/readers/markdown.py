"""Markdown and plain text files."""

from __future__ import annotations

from grader.model import Document
from grader.readers._chat import messages
from grader.readers._marked import marked_blocks
from grader.readers._text import decode


def read_markdown(data: bytes) -> Document:
    return Document("markdown", tuple(marked_blocks(messages(decode(data)), lambda index: f"línea {index + 1}")))
