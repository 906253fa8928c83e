"""Kills a run of marking again and again, and compares what it leaves in the end with an undisturbed run, byte by byte.

    python benchmarks/killed.py [-n 2000] [--kills 30] [--procesos 2] [--seed 1] [--keep FOLDER]

Each run goes on in the folder of the one before and is killed, with its workers, at a random moment; the last one is
left alone. Ends with 1 when any file differs or is missing.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from random import Random
from shutil import rmtree
from tempfile import TemporaryDirectory

from _download import MANIFEST, ZIP, save_download

ROOT = Path(__file__).parents[1]
_GRADE = "import sys; from grader.cli import main; main()"
_LEDGER = "progreso.sqlite"
"""How far a run got; what it holds beside its rows depends on how often it was opened."""


def start(folder: Path, notes: Path, processes: int) -> subprocess.Popen[bytes]:
    command = ["calificar", folder / ZIP, "--manifiesto", folder / MANIFEST, "-o", notes, "--procesos", processes]
    return subprocess.Popen(
        [sys.executable, "-c", _GRADE, *map(str, command)],
        cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def undisturbed(folder: Path, notes: Path, processes: int) -> float:
    """Seconds that it took."""
    started = time.perf_counter()
    if start(folder, notes, processes).wait() not in (0, 1):
        raise SystemExit("La corrida sin tropiezos no terminó.")
    return time.perf_counter() - started


def is_killed(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Whether it was still at work by then."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
        return False
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return True


def files(notes: Path) -> Mapping[str, str]:
    """Name → SHA-256 of all that a run leaves but its ledger."""
    found = (path for path in notes.rglob("*") if path.is_file() and not path.name.startswith(_LEDGER))
    return {str(path.relative_to(notes)): sha256(path.read_bytes()).hexdigest() for path in found}


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--procesos", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="make the download here, or take the one that is here")
    options = parser.parse_args()
    with TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        if not (folder / ZIP).exists():
            save_download(options.n, folder)
        for name in ("sin-tropiezos", "a-golpes"):
            rmtree(folder / name, ignore_errors=True)
        whole = undisturbed(folder, folder / "sin-tropiezos", options.procesos)
        print(f"sin tropiezos: {whole:.1f} s")
        wanted, notes = files(folder / "sin-tropiezos"), folder / "a-golpes"
        chance, kills, ends, differ = Random(options.seed), 0, 0, set[str]()  # noqa: S311 (no secret)
        while kills < options.kills:
            if is_killed(start(folder, notes, options.procesos), chance.uniform(0, whole)):
                kills += 1
            else:  # all of it was done: it is compared, and the next one begins anew
                ends += 1
                differ |= differing(wanted, files(notes))
                rmtree(notes)
        undisturbed(folder, notes, options.procesos)
        differ |= differing(wanted, files(notes))
        print(f"{kills} muertes en {ends + 1} corridas, cada una retomada hasta el final")
        print(f"{len(wanted)} archivos cada vez, {len(differ)} distintos", *sorted(differ)[:5], sep="\n  ")
    return bool(differ)


if __name__ == "__main__":
    sys.exit(main())
