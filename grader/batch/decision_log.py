"""`decisiones.jsonl`: what people decided, a line each, chained by hash; lines are only ever added."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import msgspec

from grader.errors import Fault, FileFaultsError
from grader.model import Act, Decision

SCHEMA = 1
FILE_NAME = "decisiones.jsonl"
_ALONE = frozenset({Act.OWNER, Act.COUNTS, Act.AT_LEAST})
"""Each of these holds beside every other decision on its submission."""


@dataclass(frozen=True, slots=True)
class _Line:
    schema: int
    previous: str
    """SHA-256 of the line before, without its end; empty in the first."""
    decision: Decision


@dataclass(frozen=True, slots=True)
class DecisionLog:
    decisions: tuple[Decision, ...] = ()
    """All that was ever decided, in order."""
    heads: tuple[str, ...] = ()
    """SHA-256 of each line: the last one vouches for all before it."""

    @property
    def head(self) -> str:
        return self.heads[-1] if self.heads else ""

    def until(self, count: int) -> DecisionLog:
        return DecisionLog(self.decisions[:count], self.heads[:count])


def load_log(path: Path) -> DecisionLog:
    """The log, empty where there is no file; raises `FileFaultsError` when it is not as it was written."""
    log, faults = read_log(path.read_bytes() if path.is_file() else b"")
    if faults:
        raise FileFaultsError(path.name, faults)
    return log


def read_log(data: bytes) -> tuple[DecisionLog, tuple[Fault, ...]]:
    """The decisions, and each line that does not follow from the one before."""
    decisions, heads, faults = [], [""], []
    for number, text in enumerate(data.splitlines(), 1):
        try:
            line = msgspec.json.decode(text, type=_Line)
        except msgspec.MsgspecError:
            faults.append(Fault(f"línea {number}", "no es una decisión; quizá se cortó al escribirla"))
            continue
        if line.schema != SCHEMA or line.previous != heads[-1]:
            faults.append(Fault(f"línea {number}", "no sigue a la anterior: alguien cambió, quitó o añadió algo"))
        decisions.append(line.decision)
        heads.append(sha256(text).hexdigest())
    return DecisionLog(tuple(decisions), tuple(heads[1:])), tuple(faults)


def append(path: Path, added: Sequence[Decision]) -> DecisionLog:
    """The log with these decisions, which are on the disk when this returns."""
    log = load_log(path)
    with path.open("ab") as file:
        for decision in added:
            text = msgspec.json.encode(_Line(SCHEMA, log.head, decision))
            file.write(text + b"\n")
            log = DecisionLog((*log.decisions, decision), (*log.heads, sha256(text).hexdigest()))
        file.flush()
        os.fsync(file.fileno())
    return log


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Those that no later one replaces or withdraws, in order."""
    found: dict[Hashable, Decision] = {}
    for decision in decisions:
        found.pop(_matter(decision), None)
        if decision.act is not Act.WITHDRAWN:
            found[_matter(decision)] = decision
    return tuple(found.values())


def _matter(decision: Decision) -> Hashable:
    """What it is about: a later decision on the same replaces it."""
    act = Act(decision.value) if decision.act is Act.WITHDRAWN else decision.act
    if act is Act.OWNER:
        return act, decision.submission, decision.name
    if act is Act.COUNTS:
        return act, decision.sheet
    return act if act in _ALONE else None, decision.submission, decision.sheet, decision.cell


def by_submission(decisions: Iterable[Decision]) -> Mapping[str, tuple[Decision, ...]]:
    """SHA-256 of a submitted file → the decisions on it."""
    found: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        found[decision.submission].append(decision)
    return {digest: tuple(its) for digest, its in found.items()}


def withdrawn(decision: Decision, reason: str, who: str) -> Decision:
    """That a decision no longer holds."""
    replaced = f"{decision.act.value} {decision.value}".rstrip()
    return replace(decision, act=Act.WITHDRAWN, value=decision.act.value, reason=reason, who=who, replaced=replaced)
