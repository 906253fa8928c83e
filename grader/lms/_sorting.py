"""From the names of files to entries: files of one submission together, the rest with the reason why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from grader.kept import KeptGroups, KeptList
from grader.lms._delivery import SYSTEM, Entry
from grader.lms._file import File
from grader.lms._members import Member
from grader.readers._member_names import LONGEST


class Sorting:
    """Litter first, then it fills as the members go by; `entries` and `left_out` are what a delivery is made of."""

    def __init__(self, members: Iterable[Member]) -> None:
        self._heads = KeptList(Entry)
        self._files = KeptGroups(File)
        self._left_out = KeptList(tuple[str, str])
        for member in members:
            if member.is_litter:
                self.leave_out(member)

    def put(self, head: Entry, file: File) -> None:
        """Into the entry of that key, which the first file to come opens."""
        if head.key not in self._files:
            self._heads.append(head)
        self._files.add(head.key, replace(file, name=file.name[-LONGEST:]))

    def stray(self, member: Member) -> None:
        """Named otherwise than the LMS does: a submission of its own, whose code says whose it is."""
        path = "/".join(member.parts)
        self.put(Entry(f"otros/{len(self._heads)}", ()), replace(member.file, name=path))

    def leave_out(self, member: Member, reason: str = SYSTEM) -> None:
        self._left_out.append(("/".join(member.parts), reason))

    def entries(self) -> KeptList[Entry]:
        """A very long key keeps its end, which holds the id."""
        whole = (replace(it, key=it.key[-LONGEST:], files=tuple(self._files.of(it.key))) for it in self._heads)
        return KeptList(Entry, whole)

    def left_out(self) -> KeptList[tuple[str, str]]:
        return self._left_out


def without_litter(members: Iterable[Member]) -> Iterator[Member]:
    return (member for member in members if not member.is_litter)
