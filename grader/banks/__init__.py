"""Question banks: variants as questions that an LMS imports, one target a file.

A file is only given out after it was read back, by a reader of its own, to the same key.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module

from grader.banks._left_out import left_out
from grader.banks._proof import prove
from grader.banks._question import Form
from grader.banks._questions import questions
from grader.banks._told import told
from grader.check.policy import Policy
from grader.errors import UsageError
from grader.model import Worksheet

__all__ = ["TARGETS", "Bank", "Form", "make_bank"]

TARGETS = {"moodle": "xml", "canvas": "zip", "qti": "zip"}
"""Target → the suffix of its files; each has a writer and a reader that know nothing of each other."""


@dataclass(frozen=True, slots=True)
class Bank:
    data: bytes
    told: str
    """Spanish: what was proven of it, and what its target cannot do."""
    left_out: tuple[str, ...]
    """Spanish, one line of a list an exercise that no bank can hold, with the reason."""


def make_bank(worksheets: Iterable[Worksheet], policy: Policy, target: str, form: Form) -> Bank:
    """The bank as a file of that target, one of `TARGETS`.

    Raises `UsageError` where the target cannot hold what the policy asks for, or holds none of the exercises, and
    `DiffersError`, which nobody should ever see, where the finished file does not hold the key.
    """
    held = tuple(worksheets)
    lost = left_out(held)
    asked = list(questions(held, policy, form))
    if not asked:
        raise UsageError("\n".join(["Nada de esto cabe en un banco; repártelo con «grader generar»:", *lost]))
    data: bytes = import_module(f"grader.banks.{target}").write(asked)
    found = import_module(f"grader.banks._read_{target}").read(data)
    return Bank(data, told(target, form, prove(found, asked), len(data)), lost)
