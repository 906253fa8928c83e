"""What the marks of a class are a function of, besides the submitted files: manifest, policy and decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader import __version__
from grader.arguments import TRIAL_KEY
from grader.batch.decision_log import FILE_NAME as DECISIONS
from grader.batch.decision_log import DecisionLog, by_submission, in_force, load_log
from grader.batch.record import MANIFEST, POLICY, SCHEMA, Decided, Record, Sources, piece
from grader.check.grade import Class
from grader.check.policy import Policy
from grader.generate.assignment import load_assignment
from grader.generate.issue import issue
from grader.generate.manifest import load_manifest, manifest_lines, worksheets
from grader.model import Decision, Student, Worksheet


@dataclass(frozen=True, slots=True)
class Basis:
    course: Class
    manifest: bytes
    policy: bytes | None
    """The text of the policy file; none: the default policy."""
    log: DecisionLog = field(default_factory=DecisionLog)

    @property
    def standing(self) -> tuple[Decision, ...]:
        """The decisions in force."""
        return in_force(self.log.decisions)

    @property
    def decisions(self) -> Mapping[str, tuple[Decision, ...]]:
        """SHA-256 of a submitted file → the decisions in force on it."""
        return by_submission(self.standing)

    @property
    def sources(self) -> Sources:
        return Sources(
            schema=SCHEMA,
            grader=__version__,
            only=self.course.only is not None,
            manifest=piece(MANIFEST, self.manifest),
            policy=None if self.policy is None else piece(POLICY, self.policy),
            decisions=Decided(len(self.log.heads), self.log.head),
        )


def of_manifest(manifest: Path, policy: Path | None, log: DecisionLog, *, only: bool = False) -> Basis:
    """A class as its manifest has it; with `only`, all answer its one worksheet."""
    known = worksheets(load_manifest(manifest))
    course = Class(known, _policy(policy, known))
    if only:
        course = Class(course.worksheets, course.policy, only=next(iter(course.worksheets.values())))
    return Basis(course, manifest.read_bytes(), policy.read_bytes() if policy else None, log)


def of_exercise(name: str, policy: Path | None, log: DecisionLog) -> Basis:
    """Everybody answers an exercise's original numbers; they are kept as a manifest of one line."""
    issued = issue(load_assignment([name]), (Student("", ""),), TRIAL_KEY, original=True)
    known = worksheets(issued)
    course = Class(known, _policy(policy, known), only=issued[0].worksheet)
    return Basis(course, manifest_lines(issued), policy.read_bytes() if policy else None, log)


def of_run(folder: Path, record: Record, manifest: Path | None = None, policy: Path | None = None) -> Basis:
    """What an archived run was marked by, with all decisions since; another manifest or policy may replace its own."""
    kept = folder / POLICY if record.sources.policy else None
    log = load_log(folder / DECISIONS)
    return of_manifest(manifest or folder / MANIFEST, policy or kept, log, only=record.sources.only and not manifest)


def _policy(path: Path | None, known: Mapping[str, Worksheet]) -> Policy:
    if path is None:
        return Policy()
    from grader.check.policy_file import load_policy  # pydantic, 40 ms

    return load_policy(path, {instance.exercise for it in known.values() for instance in it.instances})
