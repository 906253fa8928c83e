"""What calamine believes of an old office file without measure: asked for too much memory, it ends the whole process.

Known to its authors: github.com/tafia/calamine/issues/684, 693 and 714.
"""

from __future__ import annotations

from collections.abc import Sequence
from struct import unpack_from

from grader.errors import UnreadableError

_DAMAGED = "El libro de Excel está dañado. Ábrelo, guárdalo como .xlsx y vuelve a entregarlo."
_BOOKS = tuple(f"{name}\0".encode("utf-16-le") for name in ("workbook", "book"))
_ENTRY = 128
"""Bytes of an entry of the directory."""
_SPECIAL = 0xFFFFFFFA
"""From here on a number is a mark, not a sector."""
_SMALL = 8
"""Small sectors in a sector."""
_LARGE_SECTORS = 12
_MOST_SMALL = 100
"""Sectors of the table of small streams; calamine makes room for 65 536 times as many."""


def check_container(data: bytes, directory: bytes, fat: Sequence[int], minifat: Sequence[int]) -> None:
    """Refuse sizes beyond the file, chains that come back to themselves, and two workbooks in one directory.

    `directory`: all its entries, whether its tree leads to them or not; `fat`, `minifat`: which sector follows each.
    """
    sectors, size = len(data) // 512 + 1, "<Q" if data[30] == _LARGE_SECTORS else "<I"
    directories, tables, small, more = (unpack_from("<I", data, place)[0] for place in (40, 44, 64, 72))
    (first,) = unpack_from("<I", data, 60)
    entries = [directory[place : place + _ENTRY] for place in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    sizes = [directories, tables, more, *(unpack_from(size, entry, 120)[0] // 512 for entry in entries)]
    heads = [first, *unpack_from("<109I", data, 76), *fat]
    small_heads = [*minifat, *(unpack_from("<I", entry, 116)[0] for entry in entries)]
    too_far = max(sizes) > sectors or any(sectors <= head < _SPECIAL for head in heads)
    too_far |= any(sectors * _SMALL <= head < _SPECIAL for head in small_heads)
    books = sum(entry[: len(_BOOKS[0])].lower().startswith(_BOOKS) for entry in entries)
    if too_far or books > 1 or small > _MOST_SMALL or _comes_back(fat) or _comes_back(minifat):
        raise UnreadableError(_DAMAGED)


def _comes_back(chain: Sequence[int]) -> bool:
    """Whether following any chain of sectors never ends."""
    seen = [0] * len(chain)
    for start in range(len(chain)):
        at = start
        while at < len(chain) and not seen[at]:
            seen[at] = start + 1
            at = chain[at]
        if at < len(chain) and seen[at] == start + 1:
            return True
    return False
