"""Promises 1 and 3 against files made to do harm: each ends soon in marks or in a reason, and touches nothing.

Time and memory are those of a process of its own that has its libraries loaded (`worker.py`). The canaries are a port
that nobody may call, a folder that nobody may write to, a secret that nobody may read, and the working, home and
temporary folders, which have to stay empty.
"""

import csv
import json
import os
import re
import resource
import socket
import subprocess
import sys
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest
from classroom import original_taller
from hostile.catalogue import MARKED, STOPPED, Canary
from hostile.files import TRAPS, write
from lxml import html
from lxml.etree import XPath

from grader.evaluate import answers
from grader.page import filled_page
from grader.sheets import build_sheets
from grader.spanish import value
from grader.writers import write_page

SECRET = "SECRETO-31416"  # noqa: S105
SECONDS, MEGABYTES = 2, 300
ROOT = Path(__file__).parents[2]
CALIFICAR = "import sys; from grader.cli import main; sys.argv[1:] = ['calificar', *sys.argv[1:]]; main()"
HONEST_FORMATS = ("md", "csv", "html", "ipynb", "xlsx", "docx")
ACTIVE = XPath(
    "//*[self::script or self::iframe or self::object or self::embed or self::base or self::form or self::input"
    " or self::img or self::video or self::audio or self::frame or @http-equiv] | //@*[starts-with(name(), 'on')]"
    " | //@*[name() != 'xmlns' and (contains(., 'http:') or contains(., 'javascript:') or contains(., 'file:'))]"
)
"""What a browser would run or fetch."""


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    """The files beside honest ones, the canaries around them, and empty folders to work in; both programs have run."""
    top = tmp_path_factory.mktemp("hostil")
    folders = {name: top / name for name in ("entregas", "canario", "trabajo", "temporal", "casa", "informes")}
    for folder in folders.values():
        folder.mkdir()
    (folders["canario"] / "secreto.txt").write_text(SECRET)
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=listen, args=(server, calls), daemon=True).start()
        paths = write(folders["entregas"], Canary(folders["canario"], server.getsockname()[1]))
        honest = {path.name for path in write_honest(folders["entregas"])}
        scene = SimpleNamespace(**folders, paths=paths, honest=honest, calls=calls, out=top / "resultados")
        how = ("--ejercicio", "taller-parametros", "-o", scene.out)
        scene.calificar = start(scene, "-c", CALIFICAR, scene.entregas, *how)
        worker = start(scene, Path(__file__).with_name("worker.py"), scene.entregas, scene.informes)
        scene.complaints = [process.communicate(timeout=300)[1] for process in (worker, scene.calificar)]
        yield scene


def listen(server, calls):
    while True:
        try:
            calls.append(server.accept()[1])
        except OSError:
            return


def write_honest(folder):
    """The sheet of the five ejemplos with every answer right, in each format that is written."""
    worksheet = original_taller()
    sheets = build_sheets(worksheet)
    texts = {f"{sheet.name}/{ref}": value(it) for sheet in sheets for ref, it in answers(sheet).items()}
    for form in HONEST_FORMATS:
        path = folder / f"honesta-{form}.{form}"
        path.write_bytes(write_page(filled_page(worksheet, texts), form))
        yield path


def start(scene, *arguments):
    """A Python program in the empty folders, with 2 GB of memory."""
    environment = {"TMPDIR": scene.temporal, "HOME": scene.casa, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": ROOT}
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        cwd=scene.trabajo,
        env=os.environ | {name: str(text) for name, text in environment.items()},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30)),  # noqa: PLW1509
    )


@pytest.fixture(scope="module")
def told(scene):
    """Name → what the worker says of the file."""
    return {name: json.loads((scene.informes / f"{path.name}.json").read_text()) for name, path in scene.paths.items()}


def test_there_are_enough_of_them():
    assert len(TRAPS) >= 45


def test_each_ends_within_two_seconds_and_300_megabytes(told):
    died = {name: it["ended"] for name, it in told.items() if "ended" in it}
    assert died == {}
    costly = {
        name: (it["seconds"], it["megabytes"])
        for name, it in told.items()
        if it["seconds"] > SECONDS or it["megabytes"] > MEGABYTES
    }
    assert costly == {}


def test_each_ends_in_marks_or_in_a_stated_reason(told):
    wrong = {name: it["notices"] for name, it in told.items() if not (it["marks"] or is_reason(it))}
    assert wrong == {}
    unlike = {name: (it["status"], it["notices"]) for name, it in told.items() if not is_as_expected(TRAPS[name], it)}
    assert unlike == {}


def is_reason(it):
    """A Spanish sentence, and nothing of the program's own troubles."""
    text = it["notices"][-1]
    spanish = re.search(r"\b(el|la|los|las|un|una|no|de|es|está)\b", text.lower()) and text.endswith(".")
    return it["status"] in ("rejected", "review") and spanish and not re.search(r"Error|Traceback|fallo del", text)


def is_as_expected(trap, it):
    if (trap.ends == MARKED and not it["marks"]) or (trap.ends == STOPPED and it["marks"]):
        return False
    if trap.earns is not None and full_marks(it) != trap.earns:
        return False
    return trap.says in " ".join(it["notices"])


def full_marks(it):
    cells = json.loads(it["line"])["cells"]
    return sum(cell["earned"] == cell["possible"] != "0" for cell in cells)


def test_nothing_is_run_fetched_or_written(told, scene):
    assert {name: it["events"] for name, it in told.items() if it["events"]} == {}
    assert scene.calls == []
    assert [path.name for path in scene.canario.iterdir()] == ["secreto.txt"]
    for folder in (scene.trabajo, scene.temporal, scene.casa):
        assert list(folder.rglob("*")) == []
    handed_in = {path.name for path in scene.paths.values()} | scene.honest
    assert {path.name for path in scene.entregas.iterdir()} == handed_in


def test_nothing_of_this_machine_is_told(told):
    leaks = [name for name, it in told.items() if SECRET in it["line"] + it["page"] or "root:x:0" in it["line"]]
    assert leaks == []


def test_results_are_one_line_of_json_and_pages_show_what_was_written_as_text(told):
    for it in told.values():
        assert it["line"].count("\n") == 1
        json.loads(it["line"], parse_constant=pytest.fail)
    active = {name: found for name, it in told.items() if it["page"] and (found := active_parts(it["page"]))}
    assert active == {}


def active_parts(page):
    found = ACTIVE(html.fromstring(page.encode("utf-8", "backslashreplace")))
    return [str(getattr(it, "tag", it)) for it in found]


def test_a_whole_folder_of_them_is_marked_beside_the_honest(scene):
    """The command itself: a line for each file, the honest ones with full marks, and only its own files written."""
    honest, out = scene.honest, scene.out
    assert scene.calificar.returncode == 1, scene.complaints
    lines = [json.loads(line) for line in (out / "resultados.jsonl").read_text("utf-8").splitlines()]
    assert {line["submission"] for line in lines} == honest | {trap.file for trap in TRAPS.values()}
    grades = {line["submission"]: line["grade"] for line in lines if line["submission"] in honest}
    assert grades == dict.fromkeys(honest, "5.00")
    assert not any("fallo del programa" in notice for line in lines for notice in line["notices"])
    ours = {
        "archivo",
        "corrida.json",
        "resultados.jsonl",
        "notas.csv",
        "retroalimentacion",
        "informe.html",
        "progreso.sqlite",
    }
    assert {path.name for path in out.iterdir()} == ours
    copies = [path.name for path in (out / "archivo" / "entregas").iterdir()]
    assert all(re.fullmatch(r"[0-9a-f]{64}(\.[a-z0-9]{1,8})?", name) for name in copies), "no name of theirs is ours"
    pages = list((out / "retroalimentacion").rglob("*"))
    assert sum(bool(line["cells"]) for line in lines) <= len(pages) <= len(lines)
    assert all(re.fullmatch(r"[a-z0-9-]+\.html", page.name) and not page.is_symlink() for page in pages)
    with (out / "notas.csv").open(encoding="utf-8-sig", newline="") as table:
        assert not [cell for row in csv.reader(table) for cell in row if cell[:1] in tuple("=+-@\t\r")]
