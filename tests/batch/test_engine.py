"""A batch is dull: the same files with any number of processes, whatever dies, whenever it is killed."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grader.batch import resume, work
from grader.batch.copies import keep
from grader.batch.pool import Crew, InProcess, Mapped, processes
from grader.check import grade as grading
from grader.cli import main
from grader.demo import STUDENTS

ROOT = Path(__file__).parents[2]
_reads = grading.read_submission
GRADE = "from grader.cli import main; main()"


@pytest.fixture(scope="module")
def classroom(tmp_path_factory):
    """The demo's class with what it handed in, each of the three several times under other names."""
    folder = tmp_path_factory.mktemp("clase")
    assert run("demo", "-o", folder / "demo") == 0
    entregas = folder / "entregas"
    entregas.mkdir()
    for number in range(5):
        for file in sorted((folder / "demo/entregas").iterdir()):
            (entregas / f"{number}-{file.name}").write_bytes(file.read_bytes() + b"\n" * number)
    (entregas / "nada.csv").write_bytes(b"")
    return folder


def run(*arguments):
    sys.argv = ["grader", *map(str, arguments)]
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code


def grade(classroom, folder, *options):
    return run(
        "calificar", classroom / "entregas", "--manifiesto", classroom / "demo/manifiesto.jsonl", "-o", folder, *options
    )


def files(folder):
    """All that a run leaves for people; its ledger is its own."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("progreso.sqlite")
    }


@pytest.fixture(scope="module")
def undisturbed(classroom, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sin-molestar")
    grade(classroom, folder, "--procesos", "0")
    return files(folder)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_any_number_of_processes_leaves_the_same_bytes(classroom, undisturbed, tmp_path, count):
    grade(classroom, tmp_path, "--procesos", count)
    assert files(tmp_path) == undisturbed


def test_a_cluster_leaves_the_same_bytes(classroom, undisturbed, tmp_path):
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as local:
        grade(classroom, tmp_path, "--cluster", local.scheduler_address)
    assert files(tmp_path) == undisturbed


def test_what_has_not_changed_is_not_marked_twice(classroom, undisturbed, tmp_path, monkeypatch):
    grade(classroom, tmp_path, "--procesos", "0")
    marked = []
    monkeypatch.setattr(work, "_mark", lambda file, _: marked.append(file.name))
    grade(classroom, tmp_path, "--procesos", "0")
    assert marked == []
    assert files(tmp_path) == undisturbed


def test_a_lost_page_is_made_again(classroom, undisturbed, tmp_path):
    grade(classroom, tmp_path, "--procesos", "0")
    pages = sorted((tmp_path / "retroalimentacion").iterdir())
    pages[0].unlink()
    pages[1].write_text("otra cosa")
    grade(classroom, tmp_path, "--procesos", "0")
    assert files(tmp_path) == undisturbed


def test_killed_at_any_moment_it_goes_on_to_the_same_files(classroom, undisturbed, tmp_path):
    """A reduced `benchmarks/killed.py`."""
    for moment in (0.3, 0.5, 0.7, 0.9):
        _killed_after(moment, classroom, tmp_path)
    grade(classroom, tmp_path)
    assert files(tmp_path) == undisturbed


def _killed_after(seconds, classroom, folder):
    arguments = ["calificar", classroom / "entregas", "--manifiesto", classroom / "demo/manifiesto.jsonl", "-o", folder]
    process = subprocess.Popen(
        [sys.executable, "-c", GRADE, *map(str, arguments)], cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL
    )
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_what_two_workers_keep_at_once_is_kept(tmp_path):
    """The same bytes under two names: they are one copy."""
    data = b"x" * 10_000
    with ThreadPoolExecutor(8) as workers:
        for i in range(100):
            path = tmp_path / str(i) / "copia.csv"
            list(workers.map(keep, [data] * 8, [path] * 8))
            assert [it.name for it in path.parent.iterdir()] == ["copia.csv"]
            assert path.read_bytes() == data


def test_what_a_killed_worker_was_writing_does_not_stay(classroom, tmp_path, undisturbed):
    copies = tmp_path / "archivo" / "entregas"
    copies.mkdir(parents=True)
    (copies / "0a1b.csv.f3.tmp").write_bytes(b"half")
    grade(classroom, tmp_path)
    assert files(tmp_path) == undisturbed


def _dies(data, name):
    if "3-" in name:
        os._exit(1)
    return _reads(data, name)


def _hangs(data, name):
    while "3-" in name:
        time.sleep(1000)
    return _reads(data, name)


@pytest.mark.parametrize("fault", [_dies, _hangs])
def test_a_submission_that_takes_a_worker_with_it_is_rejected_alone(classroom, tmp_path, monkeypatch, fault, capsys):
    monkeypatch.setattr(grading, "read_submission", fault)
    monkeypatch.setattr(resume, "SECONDS", 1)
    assert grade(classroom, tmp_path, "--procesos", "2") == 1
    lines = (tmp_path / "resultados.jsonl").read_text("utf-8").splitlines()
    rejected = [line for line in lines if '"status":"rejected"' in line]
    assert len(lines) == 16
    assert len(rejected) == len(STUDENTS) + 1
    assert sum("se apartó para que las demás entregas siguieran" in line for line in rejected) == len(STUDENTS)


def _no_four(chunk):
    if 4 in chunk:
        os._exit(1)
    return [10 * it for it in chunk]


def test_results_come_in_order_and_only_the_culprit_is_given_up():
    mapped = Mapped(processes(2, _nothing), _no_four, lambda it: -it)
    chunks = [list(range(start, start + 3)) for start in range(0, 30, 3)]
    assert [it for chunk in mapped.over(chunks) for it in chunk] == [-4 if it == 4 else 10 * it for it in range(30)]


def _nothing():
    pass


def test_nothing_is_asked_for_far_ahead_of_whoever_takes_the_results():
    asked = []
    chunks = (asked.append(number) or [number] for number in range(100))
    next(iter(Mapped(Crew(InProcess, 1, ends=False), list, abs).over(chunks)))
    assert len(asked) <= 4


# A folder that cannot be written to


def test_a_full_disk_is_told_and_the_run_goes_on_once_there_is_room(classroom, undisturbed, tmp_path):
    """A limit on the size of files is as near to a full disk as a test comes without mounting one."""
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)); {GRADE}"
    arguments = ["calificar", classroom / "entregas", "--manifiesto", classroom / "demo/manifiesto.jsonl"]
    ended = subprocess.run(
        [sys.executable, "-c", limited, *map(str, arguments), "-o", tmp_path, "--procesos", "0"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 2
    assert "No se puede" in ended.stderr
    assert "Traceback" not in ended.stderr
    grade(classroom, tmp_path)
    assert files(tmp_path) == undisturbed


def test_a_damaged_ledger_costs_only_time(classroom, undisturbed, tmp_path):
    (tmp_path / "progreso.sqlite").write_bytes(b"esto no es una base de datos" * 50)
    grade(classroom, tmp_path)
    assert files(tmp_path) == undisturbed
