"""A zip of XML files and pictures: the same bytes each time, each picture once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from grader.banks._question import Question
from grader.render import figure_svg

PICTURES = "images"


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The parts in their order, without the time of their making."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return out.getvalue()


def picture_of(question: Question) -> str:
    """Where the question's diagram lies in the package; empty: it has none."""
    figure = question.section.figure
    return f"{PICTURES}/red-{fingerprint(figure_svg(figure))}.svg" if figure else ""


def pictures(questions: Iterable[Question]) -> dict[str, bytes]:
    return {
        path: figure_svg(question.section.figure).encode() for question in questions if (path := picture_of(question))
    }


def fingerprint(*texts: str) -> str:
    """A name that only depends on these texts: letters and digits."""
    return sha256("\x1f".join(texts).encode()).hexdigest()[:16]
