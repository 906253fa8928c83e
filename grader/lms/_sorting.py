"""From the names of files to entries: files of one submission together, the rest with the reason why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from grader.lms._delivery import SYSTEM, Entry, File
from grader.lms._members import Member
from grader.readers._member_names import LONGEST


@dataclass
class Sorting:
    """Fills as the members go by; `entries` and `left_out` are what a delivery is made of."""

    _heads: dict[str, Entry] = field(default_factory=dict)
    _files: dict[str, list[File]] = field(default_factory=dict)
    _left_out: list[tuple[str, str]] = field(default_factory=list)

    def put(self, head: Entry, file: File) -> None:
        """Into the entry of that key, which the first file to come opens."""
        self._heads.setdefault(head.key, head)
        self._files.setdefault(head.key, []).append(replace(file, name=file.name[-LONGEST:]))

    def stray(self, member: Member) -> None:
        """Named otherwise than the LMS does: a submission of its own, whose code says whose it is."""
        path = "/".join(member.parts)
        self.put(Entry(f"otros/{len(self._heads)}", ()), replace(member.file, name=path))

    def leave_out(self, member: Member, reason: str = SYSTEM) -> None:
        self._left_out.append(("/".join(member.parts), reason))

    def entries(self) -> tuple[Entry, ...]:
        """A very long key keeps its end, which holds the id."""
        return tuple(replace(it, key=key[-LONGEST:], files=tuple(self._files[key])) for key, it in self._heads.items())

    def left_out(self) -> tuple[tuple[str, str], ...]:
        return tuple(self._left_out)


def without_litter(members: Iterable[Member], sorting: Sorting) -> list[Member]:
    kept = []
    for member in members:
        if member.is_litter:
            sorting.leave_out(member)
        else:
            kept.append(member)
    return kept
