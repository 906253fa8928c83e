"""A progress bar when somebody is watching and there is something to wait for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

_WORTH_A_BAR = 5
_SLOW = 10
"""Items a second; of fewer, tenths are told."""


def progress(items: Iterable[T], count: int, doing: str) -> Iterator[T]:
    """The items, with a bar on standard error while they go by."""
    if count < _WORTH_A_BAR or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console  # 60 ms to import
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(TextColumn):
        """How many go by in a second; nothing before that can be told."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            told = f"{speed:.{int(speed < _SLOW)}f}".replace(".", ",") if speed else ""
            return Text(f"{told} por segundo, faltan" if told else "")

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(""), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        yield from bar.track(items, total=count, description=doing)
