"""Tests may import `classroom`, the papers and pens of this folder, from wherever pytest is started."""

import sys
from pathlib import Path

import pytest

from grader.cli import main

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def command(monkeypatch, capsys):
    """Carry out a `grader …` line in this process: exit status, what it printed, what it complained of."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["grader", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, *capsys.readouterr()

    return run
