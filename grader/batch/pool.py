"""Chunks of submissions on several processes; one that dies or hangs takes one submission with it, not the batch."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class InProcess(Executor):
    """Runs each task at once, here: for a debugger, and to compare with."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@dataclass(frozen=True, slots=True)
class Crew:
    """Where tasks run."""

    make: Callable[[], Executor]
    """A fresh executor; another one is made when its workers died."""
    size: int
    """How many tasks run at once."""
    died: tuple[type[BaseException], ...] = (BrokenExecutor,)
    """What a task's result raises when the worker died with it."""
    ends: bool = True
    """Whether a worker that hangs may be ended; this process may not."""


def here() -> Crew:
    return Crew(InProcess, 1, ends=False)


def processes(count: int, prepare: Callable[[], None]) -> Crew:
    """`prepare` runs first in every process."""
    return Crew(lambda: ProcessPoolExecutor(count, initializer=prepare), count)


def cluster(address: str) -> Crew:
    """A Dask cluster: its workers must see the same files and have the same version installed."""
    from distributed import Client, KilledWorker  # the extra `cluster`

    with Client(address) as client:
        threads = client.nthreads().values()
    alone = all(count == 1 for count in threads)  # a process that marks several at once is not ended for one of them
    return Crew(lambda: _OnCluster(Client(address)), max(1, sum(threads)), (KilledWorker, BrokenExecutor), ends=alone)


class _OnCluster(Executor):
    """Dask's own executor, which leaves its connection open when it is shut down."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._executor = client.get_executor()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = self._executor.submit(fn, *args, **kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        self._executor.shutdown(wait=wait)
        self._client.close()


@dataclass(slots=True)
class Mapped(Generic[T, R]):
    """`task` mapped over chunks, in order, a few chunks ahead of whoever takes the results."""

    crew: Crew
    task: Callable[[Sequence[T]], list[R]]
    give_up: Callable[[T], R]
    """The result for an item with which a worker died."""

    def over(self, chunks: Iterable[Sequence[T]]) -> Iterator[list[R]]:
        executor = self.crew.make()
        waiting: deque[tuple[Sequence[T], Future[list[R]]]] = deque()
        try:
            for chunk in chunks:
                waiting.append((chunk, self._submit(executor, chunk)))
                if len(waiting) > 2 * self.crew.size:
                    executor, results = self._first(executor, waiting)
                    yield from results
            while waiting:
                executor, results = self._first(executor, waiting)
                yield from results
        finally:
            executor.shutdown(wait=False, cancel_futures=True)

    def _submit(self, executor: Executor, chunk: Sequence[T]) -> Future[list[R]]:
        try:
            return executor.submit(self.task, chunk)
        except self.crew.died as error:  # a worker died since the last result was taken
            future: Future[list[R]] = Future()
            future.set_exception(error)
            return future

    def _first(
        self, executor: Executor, waiting: deque[tuple[Sequence[T], Future[list[R]]]]
    ) -> tuple[Executor, list[list[R]]]:
        """The first result; when a worker died, all that were under way, each tried apart."""
        chunk, future = waiting.popleft()
        try:
            return executor, [future.result()]
        except self.crew.died:
            suspects = [(chunk, future), *waiting]
            waiting.clear()
            executor.shutdown(wait=False, cancel_futures=True)
            return self.crew.make(), [self._settled(*suspect) for suspect in suspects]

    def _settled(self, chunk: Sequence[T], future: Future[list[R]]) -> list[R]:
        if future.done() and not future.cancelled() and future.exception() is None:
            return future.result()
        return self._apart(chunk)

    def _apart(self, chunk: Sequence[T]) -> list[R]:
        """The chunk on workers of its own; when they die too, its halves, down to the one that kills them."""
        executor = self.crew.make()
        try:
            return executor.submit(self.task, chunk).result()
        except self.crew.died:
            if len(chunk) == 1:
                return [self.give_up(chunk[0])]
        finally:
            executor.shutdown(wait=False, cancel_futures=True)
        middle = len(chunk) // 2
        return [*self._apart(chunk[:middle]), *self._apart(chunk[middle:])]
