"""The comments on the cells of an XLSX book, which calamine leaves out: a student may have answered in one."""

from __future__ import annotations

import posixpath

from grader.model import Line
from grader.readers._package import Package, parse_xml

_COMMENTS = "/comments"
"""How the type of the relation to a part of comments ends."""
_MOST = 2_000
"""Characters of a comment."""


def has_notes(archive: Package) -> bool:
    return any("comments" in name.lower() for name in archive.NameToInfo)


def cell_notes(archive: Package, path: str) -> list[Line]:
    """Of the sheet that lies at `path`; each says on which cell it stands."""
    folder, name = posixpath.split(path)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive.NameToInfo:
        return []
    found: list[Line] = []
    for it in parse_xml(archive.part(relations)):
        part = posixpath.normpath(posixpath.join("/", folder, str(it.get("Target")))).lstrip("/")
        if str(it.get("Type")).endswith(_COMMENTS) and part in archive.NameToInfo:
            found += _lines(archive.part(part))
    return found


def _lines(part: bytes) -> list[Line]:
    comments = list(parse_xml(part).iter("{*}comment"))
    texts = ("".join(str(t.text or "") for t in it.iter("{*}t"))[:_MOST].strip() for it in comments)
    told = zip(comments, texts, strict=True)
    return [Line(" ".join(text.split()), f"comentario de la celda {it.get('ref')}") for it, text in told if text]
