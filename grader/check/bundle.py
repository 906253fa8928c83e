"""What one student handed in as one document, whether it came as a file or as an archive of several."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from grader.errors import UnreadableError
from grader.model import FILE_NAME, Block, Document, Heading, Table
from grader.readers import read
from grader.readers._limits import check_directory
from grader.readers.archive import is_archive, unpack

_DOCUMENTS = {".xlsx", ".docx", ".ods", ".odt"}
"""Zips by trade: a broken one is told in their own words."""
_MOST_TEXT = 600_000
"""Characters in all documents of an archive; a class does not write as much, and each takes time."""
_BYTES, _EACH, _REFUSED = 20, 10, 5_000
"""Bytes of a file that count as a character; what a block or a cell, and a file that is refused, count at least."""
_TOO_MUCH = "«{}» y lo que sigue no se leyó: el archivo comprimido trae demasiado texto. Entrega sólo la hoja resuelta."
_LETTER_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")


def read_submission(data: bytes, name: str) -> Document:
    """The document in a file, or all documents of an archive one after the other.

    Raises `UnreadableError` when nothing in it can be read; what else could not be is told in `unread`.
    """
    check_directory(data)
    if not is_archive(data) or PurePosixPath(name).suffix.lower() in _DOCUMENTS:
        document = read(data, name)
        return Document(
            document.format, (_title(name), *document.blocks), document.metadata, document.notices, document.unread
        )
    members, notices = unpack(data, name)
    return _joined(members, notices)


def _joined(members: list[tuple[str, bytes]], notices: list[str]) -> Document:
    blocks: list[Block] = []
    metadata: dict[str, str] = {}
    left = _MOST_TEXT
    unread: list[str] = []
    reasons: list[UnreadableError] = []
    for path, data in members:
        if left < 0:
            unread.append(_TOO_MUCH.format(PurePosixPath(path).name))
            break
        try:
            document = read(data, path)
            left -= _length(document) + len(data) // _BYTES
        except UnreadableError as error:
            left -= len(data) // _BYTES if error.needs_person else max(_REFUSED, len(data) // _BYTES)
            reasons.append(UnreadableError(error.reason, error.needs_person))  # its traceback would keep the file
            unread.append(f"{PurePosixPath(path).name}: {error.reason}")
            continue
        blocks += (_title(path), *document.blocks)
        metadata |= document.metadata
        notices += document.notices
    if not blocks:
        raise _all_unread(reasons, notices)
    return Document("zip", tuple(blocks), metadata, tuple(notices), tuple(unread))


def _length(document: Document) -> int:
    """Characters that were read, with something for each block and cell."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    others = [block.text for block in document.blocks if not isinstance(block, Table)]
    cells = (sum(map(len, row)) + _EACH * len(row) for table in tables for row in table.rows)
    return sum(map(len, others)) + _EACH * len(document.blocks) + sum(cells)


def _all_unread(reasons: list[UnreadableError], notices: list[str]) -> UnreadableError:
    if not reasons and notices:
        return UnreadableError(" ".join(notices))
    if not reasons:
        return UnreadableError("El archivo comprimido está vacío. Vuelve a comprimir tu hoja y a entregarla.")
    text = "; ".join(dict.fromkeys(error.reason for error in reasons))
    return UnreadableError(text, needs_person=any(error.needs_person for error in reasons))


def _title(path: str) -> Heading:
    """The file's name as a title: it may be all that says which ejemplo it answers."""
    stem = PurePosixPath(path).stem.replace("_", " ")
    return Heading(_LETTER_DIGIT.sub(" ", stem), where=FILE_NAME)
