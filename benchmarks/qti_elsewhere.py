"""Our question banks under somebody else's reader: Pyslet plays each QTI 2.1 item, 1EdTech's own DTD checks QTI 1.2.

    pip download pyslet==0.7.20170805 --no-deps --no-binary :all: && tar xzf pyslet-*.tar.gz
    python benchmarks/qti_elsewhere.py pyslet-0.7.20170805 [-n 20]

Pyslet implements the standard without knowing of us; its tests hold the DTD of QTI 1.2.1. An item must be read, give
its whole score for the correct responses, nothing for none and nothing for numbers that are one too many. Canvas's
format must be valid but for `points_per_item`, which is Canvas's own.
"""

from __future__ import annotations

import argparse
import collections
import collections.abc
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

from lxml import etree

EXERCISES = [
    *(f"ejemplo-{i}" for i in range(1, 6)), "inciso-1-pasas", "inciso-2d", "inciso-6c", "convnetjs-cifar10",
    "tamano-de-salida",
]  # fmt: skip
DTD = "unittests/data_imsqtiv1p2p1/ims_qtiasiv1p2p1.dtd"
_NAMESPACE = b' xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"'
_OF_CANVAS = "points_per_item"


def _player(pyslet: Path) -> tuple[Any, Any]:
    """Its modules for documents and sessions, written for a Python whose `collections` still held the abstract ones."""
    for name in ("Mapping", "MutableMapping", "Sequence", "MutableSequence", "Iterable", "Callable"):
        setattr(collections, name, getattr(collections.abc, name))
    sys.path.insert(0, str(pyslet))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyslet.qtiv2 import items, variables  # type: ignore[import-not-found]
        from pyslet.qtiv2 import xml as documents
    items.AssessmentItem.render_html = lambda *_: None  # it cannot draw text entries; only their marks are asked for
    return documents, variables


def _played(item: Any, variables: Any, answers: dict[str, str]) -> tuple[float, float]:
    """Score and maximum; without an answer to a response, nothing is entered there."""
    session = variables.ItemSessionState(item)
    session.begin_session()
    session.begin_attempt()
    for name, text in answers.items():
        session[name].set_value(text)
    session.end_attempt()
    return session["SCORE"].value or 0.0, session["MAXSCORE"].value


def _faults(item: Any, variables: Any) -> Iterator[str]:
    right = {it.identifier: it.get_correct_value().value for it in item.ResponseDeclaration}
    score, most = _played(item, variables, right)
    if score != most or most <= 0:
        yield f"right answers earn {score} of {most}"
    if _played(item, variables, {})[0]:
        yield "no answer earns something"
    beside = {name: str(int(text) + 1) for name, text in right.items() if text.isdecimal()}
    if beside and _played(item, variables, beside)[0]:
        yield "numbers that are one too many earn something"


def _exported(name: str, target: str, form: str, count: int, folder: Path) -> ZipFile:
    path = folder / f"{name}-{target}-{form}.zip"
    options = ["-n", str(count), "--a", target, "--tipo", form, "--semilla", "prueba", "-o", str(path)]
    subprocess.run([sys.executable, "-m", "grader", "exportar", name, *options], check=True, stdout=subprocess.DEVNULL)
    return ZipFile(path)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pyslet", type=Path)
    parser.add_argument("-n", type=int, default=20)
    options = parser.parse_args()
    documents, variables = _player(options.pyslet)
    dtd = etree.DTD(str(options.pyslet / DTD))
    items = faulty = quizzes = invalid = 0
    with TemporaryDirectory() as folder:
        for name in EXERCISES:
            for form in ("tabla", "celda"):
                with _exported(name, "qti", form, options.n, Path(folder)) as package:
                    for inside in (it for it in package.namelist() if it.startswith("items/")):
                        file = Path(folder) / "item.xml"
                        file.write_bytes(package.read(inside))
                        document = documents.QTIDocument(base_uri=file.as_uri())
                        document.read()
                        found = list(_faults(document.root, variables))
                        items, faulty = items + 1, faulty + bool(found)
                        print("".join(f"{inside}: {fault}\n" for fault in found), end="")
                with _exported(name, "canvas", form, options.n, Path(folder)) as package:
                    quiz = next(it for it in package.namelist() if "/" in it and it.endswith(f"{it.split('/')[0]}.xml"))
                    dtd.validate(etree.fromstring(package.read(quiz).replace(_NAMESPACE, b"")))
                    told = [it.message for it in dtd.error_log if _OF_CANVAS not in it.message]
                    quizzes, invalid = quizzes + 1, invalid + bool(told)
                    print("".join(f"{name} {form}: {fault}\n" for fault in told[:5]), end="")
    print(f"QTI 2.1: {items} items played by Pyslet, {faulty} with a fault")
    print(f"QTI 1.2: {quizzes} quizzes against 1EdTech's DTD, {invalid} invalid but for Canvas's own {_OF_CANVAS}")
    return 1 if faulty or invalid or not items else 0


if __name__ == "__main__":
    sys.exit(main())
