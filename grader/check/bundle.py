"""What one student handed in as one document, whether it came as a file or as an archive of several."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from grader.errors import UnreadableError
from grader.model import FILE_NAME, Block, Document, Heading
from grader.readers import read
from grader.readers.archive import is_archive, unpack

_DOCUMENTS = {".xlsx", ".docx", ".ods", ".odt"}
"""Zips by trade: a broken one is told in their own words."""
_LETTER_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")


def read_submission(data: bytes, name: str) -> Document:
    """The document in a file, or all documents of an archive one after the other.

    Raises `UnreadableError` when nothing in it can be read; what else could not be is told in `unread`.
    """
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
    unread: list[str] = []
    reasons: list[UnreadableError] = []
    for path, data in members:
        try:
            document = read(data, path)
        except UnreadableError as error:
            reasons.append(error)
            unread.append(f"{PurePosixPath(path).name}: {error.reason}")
            continue
        blocks += (_title(path), *document.blocks)
        metadata |= document.metadata
        notices += document.notices
    if not blocks:
        raise _all_unread(reasons)
    return Document("zip", tuple(blocks), metadata, tuple(notices), tuple(unread))


def _all_unread(reasons: list[UnreadableError]) -> UnreadableError:
    if not reasons:
        return UnreadableError("El archivo comprimido está vacío. Vuelve a comprimir tu hoja y a entregarla.")
    text = "; ".join(dict.fromkeys(error.reason for error in reasons))
    return UnreadableError(text, needs_person=any(error.needs_person for error in reasons))


def _title(path: str) -> Heading:
    """The file's name as a title: it may be all that says which ejemplo it answers."""
    stem = PurePosixPath(path).stem.replace("_", " ")
    return Heading(_LETTER_DIGIT.sub(" ", stem), where=FILE_NAME)
