"""Pages of feedback in a zip, under the names that an LMS understands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def save_zip(pages: Mapping[str, Path], path: Path) -> None:
    """The same bytes each time; one page in memory at a time."""
    with ZipFile(path, "w") as archive:
        for name, page in pages.items():
            archive.writestr(ZipInfo(name), page.read_bytes(), ZIP_DEFLATED)
