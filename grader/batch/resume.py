"""The submissions of a run in order, each marked now or known from before."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import islice
from pathlib import Path

import msgspec

from grader.batch.basis import Basis
from grader.batch.collect import Files, Incoming
from grader.batch.done import Done, Summary
from grader.batch.ledger import Known, Ledger, key_of
from grader.batch.pool import Crew, Mapped
from grader.batch.work import SECONDS, Chunks, Job
from grader.errors import UnreadableError

_LONGEST = 32
"""Files of a chunk: few enough for a small class to keep every worker busy, many enough to cost little."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a submission."""

    file: Incoming
    key: bytes
    """By which the ledger knows it."""
    summary: Summary
    line: bytes
    done: Done | None
    """None: it is known from before, and its page may still stand."""


@dataclass
class Marking:
    basis: Basis
    folder: Path
    ledger: Ledger
    crew: Crew

    def settled(self, files: Files) -> Iterator[Settled]:
        plans: deque[list[tuple[Incoming, Known | None]]] = deque()

        def chunks() -> Iterator[list[Incoming]]:
            size = max(1, min(_LONGEST, len(files) // (4 * self.crew.size)))
            waiting = iter(files)
            while plan := [(file, self._known(file)) for file in islice(waiting, size)]:
                plans.append(plan)
                yield [file for file, known in plan if known is None]

        for results in self._mapped.over(chunks()):
            fresh = iter(results)
            for file, known in plans.popleft():
                yield self._again(file, known) if known else self._fresh(file, next(fresh))

    def anew(self, it: Settled) -> Settled:
        """Marked now, although it is known."""
        ((done,),) = self._mapped.over([[it.file]])
        return self._fresh(it.file, done)

    @cached_property
    def _mapped(self) -> Mapped[Incoming, Done]:
        seconds = SECONDS if self.crew.ends else None
        task = Chunks.of(Job(self.basis.course, self.basis.decisions, self.folder, seconds))
        return Mapped(self.crew, task, task.give_up)

    @cached_property
    def _marked_by(self) -> str:
        """All that marks depend on besides the file itself and what was decided on it."""
        sources = self.basis.sources
        return repr((sources.schema, sources.grader, sources.only, sources.manifest, sources.policy))

    def _key(self, file: Incoming, digest: str) -> bytes:
        decisions = msgspec.json.encode(self.basis.decisions.get(digest, ())).decode()
        return key_of(self._marked_by, "\0".join((file.name, *file.claimed)), digest, decisions)

    def _known(self, file: Incoming) -> Known | None:
        if self.ledger.is_empty or file.unread:
            return None
        try:
            digest = sha256(file.read()).hexdigest()
        except (OSError, UnreadableError):
            return None
        return self.ledger.known(self._key(file, digest))

    def _fresh(self, file: Incoming, done: Done) -> Settled:
        key = self._key(file, done.summary.entry.sha256 or done.summary.entry.unread)
        return Settled(file, key, done.summary, done.line, done)

    def _again(self, file: Incoming, known: Known) -> Settled:
        return Settled(file, self._key(file, known.summary.entry.sha256), known.summary, known.line, None)
