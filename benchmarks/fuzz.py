"""Fuzzing of each reader, of the reading of answers and of the matching, guided by coverage; and a run of hypothesis.

A finding is an exception other than `UnreadableError`, a fault of our own code behind it (an `IndexError` that
`readers.read` would tell as a damaged file), more than 2 s of CPU or more than 300 MB of memory. Each is kept once, as
the input that showed it, in `--keep`; what is fixed becomes a case of tests/hostile.

pip install atheris
python benchmarks/fuzz.py markdown --minutes 3        # one target; `todo` takes one after the other
python benchmarks/fuzz.py hypothesis --minutes 3      # random documents of the formats' own characters, no guidance
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import tomllib
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

if TYPE_CHECKING:
    from grader.model import Block, Document

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases"
SUFFIXES = {
    "csv": ("csv", "tsv"),
    "docx": ("docx",),
    "html": ("html", "htm"),
    "ipynb": ("ipynb",),
    "markdown": ("md", "txt"),
    "ods": ("ods",),
    "odt": ("ods",),
    "pdf": ("pdf",),
    "rtf": ("txt",),
    "tex": ("tex",),
    "xls": (),
    "xlsx": ("xlsx",),
    "archive": ("zip",),
    "match": ("md", "txt", "csv"),
}
"""Target → the labelled cases that it starts from."""
TARGETS = (*SUFFIXES, "answer")
PACKAGES = frozenset({"docx", "ods", "odt", "xlsx", "archive"})
TEXTS = frozenset({"csv", "html", "markdown", "rtf", "tex", "match", "answer", "ipynb"})
"""Where any fault is ours: no library stands between the bytes and our code, or it takes whatever it is given."""
OURS = (AssertionError, AttributeError, LookupError, NameError, RecursionError, TypeError, UnboundLocalError)
MOST_SECONDS, MOST_BYTES = 2.0, 300_000_000
LARGEST = 60_000
WORDS = (
    "| # Ejemplo 4 Capa Pesos Sesgos CONV1 FC1 Total: total de parámetros es = 5*5*3 (32,32,3) \\frac{ "
    "\\begin{tabular} \\end{tabular} \\\\ & $$ \\[ \\] ``` ~~~ <table <tr <td colspan= rowspan= </table> --- "
    "=== ├── │ ; \\t [ ] ( ) ** __ _ ` > - × · ⌊ ⌋ ^ 1e9 1.234,5 262.3K None 9**9 \\u200b &nbsp; &amp; &#x "
    '-> → no tiene por filtro <row <c r= <v> <f> t="s" <w:p> <w:tbl> <w:tc> <w:t> w:val= '
    "<table:table-cell table:number-columns-repeated= <text:p> \\\\cell \\\\row \\\\par {\\\\rtf1 \\\\u \\\\'e1 /Kids "
    "/Contents stream endstream obj endobj "
)


def seeds(target: str) -> Iterator[bytes]:
    if target == "answer":
        yield from (raw.encode("utf-8", "replace") for raw in answer_texts())
        return
    for suffix in SUFFIXES[target]:
        for path in sorted(CASES.rglob(f"*.{suffix}")):
            data = path.read_bytes()
            yield as_rtf(data) if target == "rtf" else as_odt(data) if target == "odt" else data
    if target == "xls":
        yield (ROOT / "tests/readers/minimo.xls").read_bytes()


def answer_texts() -> Iterator[str]:
    for path in sorted(CASES.rglob("*.labels.toml")):
        for label in tomllib.loads(path.read_text("utf-8")).get("cells", {}).values():
            if isinstance(label, dict) and label.get("raw"):
                yield str(label["raw"])
    for line in (ROOT / "tests/check/answers.tsv").read_text("utf-8").splitlines():
        yield from line.split("\t")[:2]


def as_rtf(text: bytes) -> bytes:
    """Lines as paragraphs, Markdown's tables as rows of cells."""
    body = text.decode("utf-8", "replace").encode("cp1252", "replace").decode("cp1252")
    for sign in "\\{}":
        body = body.replace(sign, f"\\{sign}")
    lines = [
        "\\trowd " + line.strip().strip("|").replace("|", "\\cell ") + "\\cell\\row" if "|" in line else line + "\\par"
        for line in body.split("\n")
    ]
    return ("{\\rtf1\\ansi " + "\n".join(lines) + "}").encode("cp1252", "replace")


def as_odt(data: bytes) -> bytes:
    """The tables of a spreadsheet in the body of a text."""
    parts = unpacked(data)
    parts["mimetype"] = b"application/vnd.oasis.opendocument.text"
    content = parts.get("content.xml", b"")
    parts["content.xml"] = content.replace(b"office:spreadsheet", b"office:text")
    return packed(parts)


def unpacked(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {it.filename: archive.read(it) for it in archive.infolist() if it.file_size < 10 * LARGEST}


def packed(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def call_of(target: str) -> Callable[[bytes], object]:
    """What is tried; it may raise `UnreadableError` and, where a library reads, that library's errors."""
    from importlib import import_module

    if target == "answer":
        return try_answer
    if target == "match":
        return try_match
    if target == "archive":
        from grader.check.bundle import read_submission

        return lambda data: read_submission(data, "a.zip")
    read = getattr(import_module(f"grader.readers.{target}"), f"read_{target}")
    if target == "xls":
        from grader.readers._ole import workbook_stream

        return lambda data: workbook_stream(data) and tidied(read(data))
    return lambda data: tidied(read(data))


def tidied(document: Document) -> tuple[Block, ...]:
    """What `readers.read` does with any document."""
    from grader.model import Table
    from grader.readers._limits import check_blocks
    from grader.readers._tidy import tidy

    return check_blocks([tidy(it) if type(it) is Table else it for it in document.blocks])


def try_answer(data: bytes) -> None:
    from grader.check.answers import read_answer
    from grader.model import Kind

    text = data.decode("utf-8", "surrogateescape")
    for kind in Kind:
        for rank in (None, 1, 3):
            read_answer(text, kind, structural=rank == 1, rank=rank)


def try_match(data: bytes) -> None:
    """A document of the fuzzer's making, through to its result line and its page."""
    from grader.check.decisions import taken
    from grader.check.feedback import feedback_page
    from grader.check.grade import _marked
    from grader.check.results import result_line
    from grader.model import Document
    from grader.render import render_feedback

    worksheet, policy = classroom()
    report = _marked(Document("markdown", tuple(blocks_of(data))), "a.md", worksheet, policy, taken((), worksheet.code))
    result_line(report)
    if len(data) % 16 == 0:
        render_feedback(feedback_page(report, policy))


def blocks_of(data: bytes) -> Iterator[object]:
    """`#` heads, `|` divides cells, `@` names a field: anything else is a line."""
    from grader.model import Field, Heading, Line, Table

    rows: list[tuple[str, ...]] = []
    for line in data.decode("utf-8", "replace").split("\n"):
        if "|" in line:
            rows.append(tuple(cell.strip() for cell in line.strip().strip("|").split("|")))
            continue
        if rows:
            yield Table(tuple(rows), "tabla")
            rows = []
        if line.startswith("#"):
            yield Heading(line.strip("# "))
        elif line.startswith("@"):
            name, _, text = line[1:].partition("=")
            yield Field(name, text, "campo")
        elif line.strip():
            yield Line(line.strip(), "línea")
    if rows:
        yield Table(tuple(rows), "tabla")


_CLASSROOM: list[tuple] = []


def classroom() -> tuple:
    """The five ejemplos and the policy by default."""
    if not _CLASSROOM:
        from grader.check.policy import Policy
        from grader.generate.assignment import load_assignment
        from grader.generate.issue import issue
        from grader.model import Student

        (issued,) = issue(load_assignment(["taller-parametros"]), (Student("7", "Ana Pérez"),), "k", original=True)
        _CLASSROOM.append((issued.worksheet, Policy()))
    return _CLASSROOM[0]


class Trial:
    """One input after the other, with what was found so far."""

    def __init__(self, target: str, keep: Path, stats: Path | None = None) -> None:
        self.target, self.keep, self.stats = target, keep, stats
        self.call = call_of(target)
        self.executions = self.read = 0
        self.slowest = 0.0
        self.found: dict[str, str] = {}
        self.memory = peak()
        self.started = self.saved = time.monotonic()

    def __call__(self, data: bytes) -> None:
        self.executions += 1
        began = time.process_time()
        problem = self._problem(data)
        seconds = time.process_time() - began
        self.slowest = max(self.slowest, seconds)
        if seconds > MOST_SECONDS:
            problem = problem or f"tiempo: {seconds:.1f} s"
        if peak() - self.memory > MOST_BYTES:
            problem = problem or f"memoria: {(peak() - self.memory) / 1e6:.0f} MB"
            self.memory = peak()
        if problem:
            self._keep(problem, data)
        if self.stats and time.monotonic() - self.saved > 1:
            self.save()

    def _problem(self, data: bytes) -> str:
        from grader.errors import UnreadableError

        try:
            self.call(data)
            self.read += 1
        except UnreadableError:
            pass
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001  a panic of a library's is no Exception
            frame = traceback.extract_tb(error.__traceback__)[-1]
            ours = "/grader/" in frame.filename
            if self.target in TEXTS - {"ipynb"} or (ours and isinstance(error, OURS)):
                place = f"{Path(frame.filename).name}:{frame.lineno}"
                return f"{type(error).__name__} en {place}: {str(error)[:80]}"
        return ""

    def _keep(self, problem: str, data: bytes) -> None:
        kind = problem.split(": ", maxsplit=1)[0]
        if kind not in self.found:
            name = f"{self.target}-{hashlib.sha1(data).hexdigest()[:10]}"  # noqa: S324
            self.keep.mkdir(parents=True, exist_ok=True)
            (self.keep / name).write_bytes(data)
            self.found[kind] = f"{problem} → {name}"
            print(f"HALLAZGO {self.found[kind]}", file=sys.stderr, flush=True)

    def save(self) -> None:
        self.saved = time.monotonic()
        minutes = (self.saved - self.started) / 60
        state = {
            "target": self.target,
            "executions": self.executions,
            "read": self.read,
            "minutes": round(minutes, 2),
            "slowest": round(self.slowest, 3),
            "found": list(self.found.values()),
        }
        if self.stats:
            self.stats.write_text(json.dumps(state, ensure_ascii=False))


def peak() -> int:
    """Bytes of memory that this process has had at once, at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def fuzz(target: str, minutes: float, keep: Path) -> None:
    """In a process of its own, since the fuzzer never returns: it is started again after a crash."""
    try:
        import atheris  # noqa: F401
    except ImportError:
        sys.exit("Falta atheris, el fuzzer guiado por cobertura: pip install atheris")
    ends = time.monotonic() + 60 * minutes
    total = {"target": target, "executions": 0, "read": 0, "minutes": 0.0, "slowest": 0.0, "found": []}
    with tempfile.TemporaryDirectory() as work:
        corpus, stats = Path(work, "corpus"), Path(work, "stats.json")
        corpus.mkdir()
        for seed in seeds(target):
            if len(seed) <= LARGEST:
                (corpus / hashlib.sha1(seed).hexdigest()).write_bytes(seed)  # noqa: S324
        words = [w.encode() for w in WORDS.split()]
        escaped = ["".join(f"\\x{byte:02x}" for byte in word) for word in words]
        Path(work, "dict").write_text("".join(f'"{it}"\n' for it in escaped))
        while (left := ends - time.monotonic()) > 1:
            command = [sys.executable, __file__, target, "--inside", work, "--keep", str(keep)]
            command += ["--minutes", str(left / 60)]
            stats.unlink(missing_ok=True)
            with Path(work, "log").open("wb") as log:
                status = subprocess.run(command, check=False, stderr=log, stdout=log).returncode
            add(total, stats)
            if time.monotonic() < ends - 1:
                crashed(total, Path(work), keep, status)
    print(json.dumps(total, ensure_ascii=False), flush=True)


def add(total: dict, stats: Path) -> None:
    if stats.exists():
        state = json.loads(stats.read_text())
        total["executions"] += state["executions"]
        total["read"] += state["read"]
        total["minutes"] = round(total["minutes"] + state["minutes"], 2)
        total["slowest"] = max(total["slowest"], state["slowest"])
        total["found"] += state["found"]


def crashed(total: dict, work: Path, keep: Path, status: int) -> None:
    """The fuzzer ended before its time: a hang, the memory, or a library that fell."""
    keep.mkdir(parents=True, exist_ok=True)
    last = (work / "log").read_text("utf-8", "replace")[-1_500:]
    artifacts = [path for path in work.iterdir() if path.name.startswith(("crash-", "timeout-", "oom-"))]
    for path in artifacts:
        path.rename(keep / f"{total['target']}-{path.name[:20]}")
    names = [path.name[:20] for path in artifacts]
    total["found"].append(f"final con {status}: {names or last}")
    if not artifacts:
        time.sleep(2)


def inside(target: str, minutes: float, work: Path, keep: Path) -> None:
    """The fuzzer itself."""
    import atheris

    with atheris.instrument_imports(include=["grader"]):
        import grader.check.bundle
        import grader.check.feedback
        import grader.check.grade
        import grader.check.results
        import grader.render  # noqa: F401

        trial = Trial(target, keep, work / "stats.json")
        for seed in list(seeds(target))[:20]:
            with suppress(Exception):
                trial.call(seed)  # what is imported late counts as memory of nobody
        trial.memory = peak()
    options = [
        f"-max_total_time={int(60 * minutes)}",
        f"-artifact_prefix={work}/",
        f"-dict={work}/dict",
        f"-max_len={LARGEST}",
        "-timeout=30",
        "-rss_limit_mb=2048",
        "-print_final_stats=1",
        str(work / "corpus"),
    ]
    how = {"custom_mutator": mutated_part} if target in PACKAGES else {}
    atheris.Setup([__file__, *options], trial, **how)
    atheris.Fuzz()


def mutated_part(data: bytes, largest: int, seed: int) -> bytes:
    """Of a package one part is changed and the whole zipped again: its check sums would stop anything else."""
    import atheris

    chance = random.Random(seed)  # noqa: S311
    if chance.random() < 0.1:
        return atheris.Mutate(data, min(largest, LARGEST))
    parts = {}
    with suppress(Exception):  # what the fuzzer has made is seldom a whole zip
        parts = unpacked(data)
    if not parts:
        return atheris.Mutate(data, min(largest, LARGEST))
    names = sorted(parts, key=lambda name: len(parts[name]))
    name = names[-1] if chance.random() < 0.5 else chance.choice(names)
    parts[name] = atheris.Mutate(parts[name], max(1_000, min(2 * len(parts[name]), 10 * LARGEST)))
    made = packed(parts)
    return made if len(made) <= largest else data


def without_guidance(minutes: float, keep: Path) -> None:
    """Hypothesis on every target in turn: texts of the words and signs that the patterns look for, and any bytes."""
    from hypothesis import strategies as st

    words = st.sampled_from([word.encode() for word in WORDS.split()])
    signs = st.text(alphabet="|-+> \t\n#*_`\\<>&;,\"'1ab(=│├┌.:[]{}$^×·0x/%é", max_size=60).map(str.encode)
    numbers = st.integers(0).map(lambda n: b"%d" % n)
    texts = st.lists(words | signs | st.just(b"\n") | numbers, max_size=60).map(b" ".join)
    for target in TARGETS:
        trial = Trial(target, keep, Path(tempfile.gettempdir(), f"hypothesis-{os.getpid()}.json"))
        examples = [seed for seed in seeds(target) if len(seed) < LARGEST] or [b"x"]
        cut = st.tuples(st.sampled_from(examples), st.integers(0, LARGEST), texts).map(
            lambda it: it[0][: it[1] % (len(it[0]) + 1)] + it[2]
        )
        parted = st.tuples(st.sampled_from(examples), st.integers(0), st.integers(0), texts).map(
            lambda it: respliced(*it)
        )
        data = st.one_of(st.binary(max_size=400), texts, cut, *([parted] if target in PACKAGES else []))
        ends = time.monotonic() + 60 * minutes / len(TARGETS)

        until(ends, trial, data)
        trial.save()
        assert trial.stats
        print(trial.stats.read_text(), flush=True)
        trial.stats.unlink()


def until(ends: float, trial: Trial, data: object) -> None:
    from hypothesis import HealthCheck, Phase, given, settings

    @settings(
        max_examples=2_000,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data)
    def run(example: bytes) -> None:
        if time.monotonic() < ends:
            trial(example)

    while time.monotonic() < ends:
        run()


def respliced(data: bytes, which: int, place: int, text: bytes) -> bytes:
    """A package with a text put somewhere into one of its parts."""
    parts = unpacked(data)
    name = sorted(parts)[which % len(parts)]
    at = place % (len(parts[name]) + 1)
    parts[name] = parts[name][:at] + text + parts[name][at:]
    return packed(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=[*TARGETS, "todo", "hypothesis"])
    parser.add_argument("--minutes", type=float, default=3.0, help="for each target")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir(), "grader-fuzz"))
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        inside(options.target, options.minutes, options.inside, options.keep)
    elif options.target == "hypothesis":
        without_guidance(options.minutes, options.keep)
    else:
        for target in TARGETS if options.target == "todo" else [options.target]:
            fuzz(target, options.minutes, options.keep)


if __name__ == "__main__":
    main()
