"""What a worker does with a chunk of submissions, within its limits of time and memory."""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from grader.batch.collect import Incoming
from grader.batch.done import Done, done
from grader.batch.engine import grade_file, set_apart
from grader.check.grade import Class
from grader.model import Decision

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 60
"""For one submission; the worst that is known takes two."""
_MEMORY = 3 << 30
"""Bytes of address space of a worker; marking needs a tenth."""
_GARBAGE = (50_000, 20, 50)
"""When to look for garbage: a submission makes thousands of records, hardly any of them in circles."""
_TOLD = (
    "El programa se cayó o no terminó al leer este archivo: se apartó para que las demás entregas siguieran. "
    "Ábrelo con cuidado y, si es legible, pide otra copia."
)


@dataclass(frozen=True, slots=True)
class Job:
    """By what submissions are marked; the same for all of a run."""

    course: Class
    decisions: Mapping[str, tuple[Decision, ...]]
    """In force, by the file's SHA-256."""
    keep: Path | None
    """The run's folder, where the bytes of each file are kept."""
    seconds: int | None = SECONDS
    """After which the process ends itself; `None`: it is not to be ended."""


@dataclass(frozen=True, slots=True)
class Chunks:
    """The task for a chunk, here or in another process."""

    job: Job
    token: str
    """Of the run: what a worker has built for its first chunk serves the ones after it."""

    @staticmethod
    def of(job: Job) -> Chunks:
        return Chunks(job, uuid4().hex)

    def __call__(self, files: Sequence[Incoming]) -> list[Done]:
        if self.token not in _JOBS:
            _JOBS.clear()
            _JOBS[self.token] = self.job
        return [_mark(file, _JOBS[self.token]) for file in files]

    def give_up(self, file: Incoming) -> Done:
        """For the one with which a worker died."""
        return done(set_apart(file, _TOLD, self.job.keep), self.job.course.policy)


_JOBS: dict[str, Job] = {}


def _mark(file: Incoming, job: Job) -> Done:
    with _ended_after(job.seconds):
        graded = grade_file(file, job.course, job.decisions, job.keep)
        try:
            return done(graded, job.course.policy)
        except Exception as error:  # noqa: BLE001  a fault of ours on one page must not cost the batch
            reason = (
                f"Un fallo del programa impidió hacer su página ({type(error).__name__}): avisa a quien lo mantiene."
            )
            return done(set_apart(file, reason), job.course.policy)


@contextmanager
def _ended_after(seconds: int | None) -> Iterator[None]:
    """Ends the process when time is up, also inside a library that never returns to Python."""
    if seconds is None:
        yield
        return
    faulthandler.dump_traceback_later(seconds, exit=True, file=_nowhere())
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


@lru_cache(maxsize=1)
def _nowhere() -> int:
    return os.open(os.devnull, os.O_WRONLY)


def prepare() -> None:
    """First thing in a worker: Ctrl-C is the parent's, memory has an end, garbage is looked for now and then."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(*_GARBAGE)
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
