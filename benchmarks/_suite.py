"""The tests of the project in a process of their own: collected once, run in forks of it, nearest first."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from cProfile import Profile
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import Pipe
from pathlib import Path

import pytest

LIMIT = 240
"""Seconds for a mutant's tests, from the start; a mutant that makes them hang is noticed."""
HANGS = 60
"""The same where they are collected already, and only those that call its function are run."""
BUDGET = 20.0
"""Seconds of CPU for the tests that call the function of a mutant, the quickest first; of the others only the tests
nearest to its file are tried."""
OPTIONS = ["-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist", "--capture=sys"]

Place = tuple[str, str, int]
"""A function: its file, its qualified name and its first line."""


def run(paths: Iterable[str], work: Callable[[Suite], None], root: Path) -> None:
    """Collect the tests under these paths and let `work` have them."""
    _settle_hypothesis()
    with ExitStack() as collecting:
        called = collecting.enter_context(_calls(root))
        pytest.main([*OPTIONS, *paths], plugins=[_Loop(work, called, collecting.close)])


def _settle_hypothesis() -> None:
    """The same examples for every mutant, and no time spent on making a failure small."""
    from hypothesis import HealthCheck, Phase, settings

    phases, unhurried = (Phase.explicit, Phase.generate), list(HealthCheck)
    quick = settings(derandomize=True, database=None, phases=phases, deadline=None, suppress_health_check=unhurried)
    settings.register_profile("mutants", quick)
    settings.load_profile("mutants")


@dataclass(slots=True, eq=False)
class _Loop:
    """Takes the place of pytest's own loop over the tests."""

    work: Callable[[Suite], None]
    at_import: set[Place]
    """Known when the collecting has ended."""
    end_collecting: Callable[[], None]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.end_collecting()
        suite = Suite(session.items, frozenset(self.at_import))
        session.config.pluginmanager.register(suite.watcher)
        self.work(suite)
        return True


@dataclass(slots=True, eq=False)
class _Watcher:
    """What became of the tests; in a mutant's fork the first failure ends it."""

    failed: set[str] = field(default_factory=set)
    ends: Callable[[str], None] | None = None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.add(report.nodeid)
            if self.ends:
                self.ends(report.nodeid)


@dataclass(slots=True)
class Suite:
    items: list[pytest.Item]
    at_import: frozenset[Place]
    """What collecting the tests calls: a fault there has to be planted before."""
    watcher: _Watcher = field(default_factory=_Watcher)
    callers: dict[Place, list[pytest.Item]] = field(default_factory=dict)
    """For each function tests that call it, the quickest first, until they cost `BUDGET`, and the nearest ones."""
    killers: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """For each file how many of its mutants a test has noticed."""

    def measure(self, root: Path, forget: Iterable[Callable[[], object]], nearest: Callable[[str], list[str]]) -> None:
        """Find out what each test calls and how long it takes; leave out those that fail."""
        calls, seconds, failed = self._in_fork(lambda: self._measured(root, list(forget)))
        self.items = [it for it in self.items if it.nodeid not in failed]
        near = cache(lambda file: tuple(nearest(os.path.relpath(file, root))))
        callers = defaultdict(list)
        spent: dict[Place, float] = defaultdict(float)
        for item in sorted(self.items, key=lambda it: seconds[it.nodeid]):
            for place in calls[item.nodeid]:
                spent[place] += seconds[item.nodeid]
                if spent[place] < BUDGET or item.nodeid.startswith(near(place[0])) or not callers[place]:
                    callers[place].append(item)
        self.callers = dict(callers)

    def _measured(
        self, root: Path, forget: list[Callable[[], object]]
    ) -> tuple[dict[str, frozenset[Place]], dict[str, float], set[str]]:
        calls, seconds = {}, {}
        for item, following in zip(self.items, [*self.items[1:], None], strict=True):
            for clear in forget:
                clear()
            started = time.process_time()
            with _calls(root) as called:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            calls[item.nodeid], seconds[item.nodeid] = frozenset(called), time.process_time() - started
        return calls, seconds, self.watcher.failed

    def _in_fork(self, work: Callable[[], object]) -> object:
        ours, theirs = Pipe(duplex=False)
        if pid := os.fork():
            theirs.close()
            result = ours.recv()
            os.waitpid(pid, 0)
            return result
        try:
            _silence()
            theirs.send(work())
        finally:
            os._exit(0)

    def notices(self, path: str, place: Place, plant: Callable[[], None]) -> bool | None:
        """Whether a test fails with the fault in place; `None` when no test calls the function."""
        kills = self.killers[path]
        items = sorted(self.callers.get(place, ()), key=lambda it: -kills[it.nodeid])
        if not items:
            return None
        killer = self._first_failure(items, plant)
        if killer:
            kills[killer] += 1
        return killer is not None

    def _first_failure(self, items: list[pytest.Item], plant: Callable[[], None]) -> str | None:
        """Its name; `hangs` when the tests take too long."""
        ours, theirs = Pipe(duplex=False)
        pid = os.fork()
        if not pid:
            _silence()
            try:
                self._run_planted(items, plant, theirs.send)
            finally:
                os._exit(1)
        theirs.close()
        try:
            return ours.recv() if ours.poll(HANGS) else "hangs"
        except EOFError:
            return "crashes"
        finally:
            os.killpg(pid, signal.SIGKILL)
            os.waitpid(pid, 0)

    def _run_planted(
        self, items: list[pytest.Item], plant: Callable[[], None], tell: Callable[[str | None], None]
    ) -> None:
        def end(name: str) -> None:
            tell(name)
            os._exit(1)

        self.watcher.ends = end
        plant()
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        tell(None)


def first_failure(paths: list[str]) -> bool:
    """Whether a test under these paths fails, collected anew in this process."""
    _settle_hypothesis()
    return pytest.main(["-x", *OPTIONS, *paths]) != 0


def notices_from_the_start(plant: Callable[[], None], paths: list[str]) -> bool:
    """Whether a test fails in a fork of a process that has imported nothing of ours yet."""
    pid = os.fork()
    if not pid:
        _silence()
        plant()
        code = 1
        try:
            code = int(first_failure(paths))
        finally:
            os._exit(code)
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) != 0
        time.sleep(0.01)
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return True


def _silence() -> None:
    os.setpgid(0, 0)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)


@contextmanager
def _calls(root: Path) -> Iterator[set[Place]]:
    """Which functions of ours are called: file, name and first line."""
    called: set[Place] = set()
    ours = f"{root}/grader/"
    profile = Profile(subcalls=False, builtins=False)
    profile.enable()
    try:
        yield called
    finally:
        profile.disable()
        codes = (entry.code for entry in profile.getstats() if not isinstance(entry.code, str))
        called |= {
            (it.co_filename, it.co_qualname, it.co_firstlineno) for it in codes if it.co_filename.startswith(ours)
        }
