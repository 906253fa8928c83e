"""Whoever waits sees how far it is, how fast, and how long it still takes; a file that is written to sees nothing."""

import io
import sys
import time

import pytest

from grader.progress import progress


class Screen(io.StringIO):
    def __init__(self, *, is_watched):
        super().__init__()
        self.is_watched = is_watched

    def isatty(self):
        return self.is_watched


def shown(monkeypatch, count, *, is_watched):
    screen = Screen(is_watched=is_watched)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    items = (time.sleep(0.02) or i for i in range(count))
    assert list(progress(items, count, "Calificando")) == list(range(count))
    return screen.getvalue()


def test_it_tells_how_far_how_fast_and_how_long(monkeypatch):
    text = shown(monkeypatch, 20, is_watched=True)
    assert all(word in text for word in ("Calificando", "20/20", " por segundo, faltan", "0:00:00"))


@pytest.mark.parametrize(("count", "is_watched"), [(20, False), (4, True)])
def test_nothing_is_shown_where_nobody_looks_or_waits(monkeypatch, count, is_watched):
    assert shown(monkeypatch, count, is_watched=is_watched) == ""
