"""Marks the files of a folder, each in a process of its own with little memory and time, and tells what it cost.

python worker.py FOLDER REPORTS: a JSON file in REPORTS for each file in FOLDER.
"""

import json
import os
import resource
import sys
import time
import traceback
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

from classroom import original_taller  # noqa: E402

from grader.check.feedback import feedback_page  # noqa: E402
from grader.check.grade import Class, grade  # noqa: E402
from grader.check.policy import Policy  # noqa: E402
from grader.check.results import result_line  # noqa: E402
from grader.render import render_feedback  # noqa: E402

MEMORY = 2 << 30
SLOW = 1.5
SECONDS = 12
"""Of CPU, of each process: what takes as long is stopped, and has failed long before."""
CHANGES = (
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.symlink",
    "os.link",
    "os.chmod",
    "os.truncate",
    "shutil.",
)
RUNS = (
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.fork",
    "subprocess.",
    "pty.",
    "exec",
    "compile",
    "ctypes.dlopen",
)
MEETS = ("socket.", "urllib.", "http.client.", "ftplib.", "smtplib.", "webbrowser.")


def main(folder, reports):
    worksheet = original_taller()
    course = Class({worksheet.code: worksheet}, Policy(), only=worksheet)
    for module in (HERE.parents[1] / "grader" / "readers").glob("[!_]*.py"):
        import_module(f"grader.readers.{module.stem}")
    import_module("nbformat")
    for path in sorted((HERE.parent / "cases").rglob("004-*")):
        mark(path.read_bytes(), path.name, course)  # libraries take their place in memory before anything is measured
    for path in sorted(Path(folder).iterdir()):
        told = Path(reports, f"{path.name}.json")
        child = os.fork()
        if not child:
            in_a_process(path, told, course)
        _, status, usage = os.wait4(child, 0)
        if status:
            told.write_text(json.dumps({"ended": status, "seconds": usage.ru_utime + usage.ru_stime}))


def in_a_process(path, told, course):
    status = 1
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        data = path.read_bytes()
        found = measured(data, path.name, course)
        if found["seconds"] > SLOW:  # on a busy machine, once more
            found["seconds"] = min(found["seconds"], measured(data, path.name, course)["seconds"])
        told.write_text(json.dumps(found))
        status = 0
    except BaseException:  # noqa: BLE001
        traceback.print_exc()
    finally:
        os._exit(status)


def measured(data, name, course):
    events, on = [], [True]
    sys.addaudithook(lambda event, details: on[0] and watch(events, event, details))
    memory, began = peak(), time.process_time()
    report, line, page = mark(data, name, course)
    seconds, grown = time.process_time() - began, peak() - memory
    on[0] = False
    return {
        "seconds": seconds,
        "megabytes": grown / 1e6,
        "status": report.status,
        "notices": report.notices,
        "marks": len(report.marks),
        "line": line.decode(),
        "page": page,
        "events": events,
    }


def mark(data, name, course):
    report = grade(data, name, course)
    line = result_line(report)
    page = render_feedback(feedback_page(report, course.policy)) if report.marks else ""
    page.encode("utf-8", "backslashreplace")
    return report, line, page


def watch(events, event, details):
    """What no file may bring about: written files, programs, connections."""
    if event == "open":
        _, mode, flags = details
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) or set(mode or "") & set("wax+"):
            events.append(f"open {details[0]}")
    elif event.startswith((*CHANGES, *RUNS, *MEETS)) and not is_import(event, details):
        events.append(f"{event} {details!r:.200}")


def is_import(event, details):
    """Python's own, of a module that no file before needed."""
    if event not in ("exec", "compile"):
        return False
    name = str(details[0].co_filename if event == "exec" else details[1])
    return name.startswith((sys.prefix, sys.base_prefix, str(HERE.parents[1] / "grader")))


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
