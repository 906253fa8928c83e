"""Makes the stored run anew, after a change of marking that was meant: look at what `marcas.tsv` says of it.

    python tests/archive/make.py           the stored manifest, submissions and decisions, marked as of today
    python tests/archive/make.py --todo    also other worksheets, submissions and decisions

`corrida.zip` is the run's folder as `calificar` and `revisar` leave it; `marcas.tsv` has a line for each cell.
"""

from __future__ import annotations

import io
import json
import shutil
import sys
import tempfile
from argparse import Namespace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE)]

from submissions import ANSWERS, DECISIONS, POLICY, STUDENTS, hand_in  # noqa: E402

from grader import cli  # noqa: E402
from grader.batch.archive import open_run  # noqa: E402
from grader.batch.basis import of_run  # noqa: E402
from grader.batch.ledger import FILE_NAME as LEDGER  # noqa: E402
from grader.batch.regrade import rerun  # noqa: E402
from grader.batch.review import open_review  # noqa: E402
from grader.batch.review_terminal import Terminal  # noqa: E402
from grader.generate.assignment import load_assignment  # noqa: E402
from grader.generate.issue import issue  # noqa: E402
from grader.generate.manifest import save_manifest, worksheets  # noqa: E402

ARCHIVE, MARKS = HERE / "corrida.zip", HERE / "marcas.tsv"
_COLUMNS = ("entrega", "celda", "escrito", "leído", "clave", "veredicto", "idea", "puntos", "de", "decidida")


def unpacked(folder: Path) -> Path:
    """The stored run in a folder of its own."""
    with ZipFile(ARCHIVE) as archive:
        for name in archive.namelist():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.read(name))
    return folder


def marks(results: Path) -> str:
    """A line for each submission and for each cell of it: what must stay as it is."""
    rows = ["\t".join(_COLUMNS)]
    for line in map(json.loads, results.read_text("utf-8").splitlines()):
        whole = (line["submission"], "", line["student"], line["sheet"], line["grade"], line["status"])
        rows.append("\t".join((*whole, "", line["earned"], line["possible"], " ".join(line["decided"]))))
        rows += ["\t".join((line["submission"], *_cell(cell))) for cell in line["cells"]]
    return "\n".join(rows) + "\n"


def _cell(cell: dict[str, object]) -> tuple[str, ...]:
    values = (cell["cell"], json.dumps(cell["raw"], ensure_ascii=False), cell["read"], cell["expected"])
    judged = (cell["verdict"], cell["misconception"] or "", cell["earned"], cell["possible"])
    return tuple(map(str, (*values, *judged, "sí" if cell["decided"] else "")))


def made(folder: Path) -> Path:
    """A new run: issued, handed in, marked, and decided at the terminal."""
    manifest, notes = folder / "manifiesto.jsonl", folder / "notas"
    issued = issue(load_assignment(["taller-parametros"]), STUDENTS, "archivo")
    save_manifest(manifest, issued)
    hand_in(worksheets(issued), folder / "entregas")
    (folder / "politica.toml").write_text(POLICY, "utf-8")
    cli.grade(
        Namespace(
            submissions=[folder / "entregas"],
            manifest=manifest,
            policy=folder / "politica.toml",
            folder=notes,
            book=None,
            column="",
            anonymous=False,
            provisional=False,
        )
    )
    review = open_review(*open_run(notes))
    answers = iter(ANSWERS)
    terminal = Terminal(review, lambda _: next(answers), print, "Docente de prueba")
    assert terminal.run() == DECISIONS
    assert next(answers, None) is None
    return notes


def packed(notes: Path) -> bytes:
    """The same bytes for the same folder."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for path in sorted(path for path in notes.rglob("*") if path.is_file() and path.name != LEDGER):
            archive.writestr(ZipInfo(path.relative_to(notes).as_posix()), path.read_bytes(), ZIP_DEFLATED, 9)
    return out.getvalue()


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        notes = made(folder) if "--todo" in sys.argv else unpacked(folder / "notas")
        notes, record = open_run(notes)
        rerun(notes, record, of_run(notes, record))
        before = MARKS.read_text("utf-8").splitlines() if MARKS.exists() else []
        MARKS.write_text(marks(notes / "resultados.jsonl"), "utf-8")
        ARCHIVE.write_bytes(packed(notes))
        after = MARKS.read_text("utf-8").splitlines()
        print(f"{len(after)} líneas, {len(set(after) - set(before))} nuevas o cambiadas: git diff {MARKS.name}")
        shutil.rmtree(notes)


if __name__ == "__main__":
    main()
