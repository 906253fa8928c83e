"""A zip of any number of members: the list of them, of which `zipfile` keeps a kilobyte each, stays on disk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile, ZipInfo

from grader.kept import KeptList

_FIELDS = tuple(name for name in ZipInfo.__slots__ if not name.startswith("_"))


class _Listed:
    """As much of a list as `zipfile` asks of its own."""

    def __init__(self) -> None:
        self._kept = KeptList(list[Any])

    def append(self, entry: ZipInfo) -> None:
        self._kept.append([getattr(entry, name) for name in _FIELDS])

    def __len__(self) -> int:
        return len(self._kept)

    def __iter__(self) -> Iterator[ZipInfo]:
        return map(_entry, self._kept)


def _entry(values: list[Any]) -> ZipInfo:
    entry = ZipInfo()
    for name, it in zip(_FIELDS, values, strict=True):
        setattr(entry, name, it)
    return entry


class _Unnamed(dict[str, ZipInfo]):
    """Knows of no member by its name: here they are met one after the other."""

    def __setitem__(self, _: str, __: ZipInfo) -> None:
        pass


class LongZip(ZipFile):
    """To be read through `filelist` or written; nothing is asked for by its name."""

    @property  # type: ignore[override]
    def filelist(self) -> _Listed:
        return self._listed

    @filelist.setter
    def filelist(self, _: object) -> None:
        self._listed = _Listed()

    @property
    def NameToInfo(self) -> dict[str, ZipInfo]:
        return _Unnamed()

    @NameToInfo.setter
    def NameToInfo(self, _: object) -> None:
        pass
