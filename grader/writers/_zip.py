"""Archives that hold no time of their making."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can hold."""


def without_times(data: bytes) -> bytes:
    """The same parts in the same order, whenever they were packed."""
    packed = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(packed, "w") as target:
        for entry in source.infolist():
            part = ZipInfo(entry.filename, _EPOCH)
            part.compress_type = ZIP_DEFLATED
            target.writestr(part, source.read(entry))
    return packed.getvalue()
