"""What the marks of a class are a function of, besides the submitted files: manifest, policy and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader import __version__
from grader.arguments import TRIAL_KEY
from grader.batch.class_index import index_class
from grader.batch.decision_log import FILE_NAME as DECISIONS
from grader.batch.decision_log import DecisionLog, by_submission, in_force, load_log
from grader.batch.record import MANIFEST, POLICY, SCHEMA, Decided, Record, Sources, piece, piece_of
from grader.check.classroom import Classroom, SmallClassroom
from grader.check.grade import Class
from grader.check.policy import Policy
from grader.errors import UsageError, system_reason
from grader.generate.manifest import load_manifest, manifest_lines, read_issued, worksheets
from grader.model import Decision, Student


@dataclass(frozen=True, slots=True)
class Basis:
    course: Class
    manifest: Path
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
            manifest=piece_of(MANIFEST, self.manifest),
            policy=None if self.policy is None else piece(POLICY, self.policy),
            decisions=Decided(len(self.log.heads), self.log.head),
        )


@dataclass(frozen=True, slots=True)
class PolicySource:
    """A policy with the text that it was read from."""

    policy: Policy = field(default_factory=Policy)
    text: bytes | None = None
    """None: the default policy."""


def load_policy_source(path: Path | None, exercises: Iterable[str]) -> PolicySource:
    """`exercises` are the class's: a policy that names another one is told."""
    if path is None:
        return PolicySource()
    from grader.check.policy_file import load_policy  # pydantic, 40 ms

    return PolicySource(load_policy(path, set(exercises)), path.read_bytes())


def exercises_of(manifest: Path) -> set[str]:
    """The exercises of a class, which are those of its first worksheet; raises `UsageError`."""
    try:
        with manifest.open("rb") as file:
            first = next((line for line in file if line.strip()), b"")
    except OSError as error:
        raise UsageError(f"No se puede leer el manifiesto «{manifest}»: {system_reason(error)}.") from error
    return exercises_in(first, manifest) if first else set()


def exercises_in(line: bytes, manifest: Path) -> set[str]:
    """The exercises of one line of a manifest."""
    return {it.exercise for it in read_issued(line, manifest).worksheet.instances}


def original_lines(exercise: str) -> bytes:
    """The manifest of one line of an exercise's original numbers, which everybody answers."""
    from grader.generate.assignment import load_assignment  # pydantic and all that draws: a tenth of a second
    from grader.generate.issue import issue

    return manifest_lines(issue(load_assignment([exercise]), (Student("", ""),), TRIAL_KEY, original=True))


def of_manifest(manifest: Path, policy: PolicySource, log: DecisionLog, *, only: bool = False) -> Basis:
    """A class as its manifest has it; with `only`, all answer its one worksheet."""
    return _basis(manifest, SmallClassroom(worksheets(load_manifest(manifest))), policy, log, only=only)


def of_large_manifest(
    manifest: Path, index: Path, policy: PolicySource, log: DecisionLog, *, only: bool = False
) -> Basis:
    """The same for a class of any size: its worksheets stay on the disk; `index` is written."""
    return _basis(manifest, index_class(manifest, index), policy, log, only=only)


def _basis(manifest: Path, classroom: Classroom, policy: PolicySource, log: DecisionLog, *, only: bool) -> Basis:
    one = next(iter(classroom.values())) if only else None
    return Basis(Class(classroom, policy.policy, only=one), manifest, policy.text, log)


def of_run(folder: Path, record: Record, manifest: Path | None = None, policy: Path | None = None) -> Basis:
    """What an archived run was marked by, with all decisions since; another manifest or policy may replace its own."""
    kept = folder / POLICY if record.sources.policy else None
    log = load_log(folder / DECISIONS)
    from_manifest = manifest or folder / MANIFEST
    source = load_policy_source(policy or kept, exercises_of(from_manifest))
    return of_manifest(from_manifest, source, log, only=record.sources.only and not manifest)
