"""How long it takes to read ResNet50's table from its Keras JSON, against the 0.8 s of Keras's own two calls.

    python benchmarks/import_network.py [MODELO.json]

Without a file it takes the network that the tests hold. Keras 3.15.1 needs about 0.8 s for `model_from_json` and
`summary` on a machine like this; where Keras is installed (`--keras PYTHON`, an interpreter that has it) it is measured
too. The start of Python itself is told apart.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
import zipfile
from pathlib import Path

NETWORKS = Path(__file__).parents[1] / "tests" / "importers" / "networks.zip"
KERAS_SECONDS = 0.8
_KERAS = """
import sys, time, keras
text = open(sys.argv[1]).read()
start = time.perf_counter()
model = keras.models.model_from_json(text)
model.summary(print_fn=lambda *_, **__: None)
print(time.perf_counter() - start)
"""


def data_of(path: Path | None) -> bytes:
    if path:
        return path.read_bytes()
    with zipfile.ZipFile(NETWORKS) as archive:
        return archive.read("ResNet50.json")


def table(data: bytes) -> str:
    from grader.importers import read_network
    from grader.network_table import as_json

    return as_json(read_network(data, "ResNet50.json"))


def seconds(work, *arguments) -> float:
    start = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - start


def start_up(code: str) -> float:
    """The best of five."""
    return min(seconds(subprocess.run, [sys.executable, "-c", code]) for _ in range(5))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("model", nargs="?", type=Path)
    parser.add_argument("--keras", metavar="PYTHON")
    options = parser.parse_args()
    data = data_of(options.model)
    python, imported = start_up("pass"), start_up("import grader.importers, grader.network_table")
    import grader.importers
    import grader.network_table  # noqa: F401

    first = seconds(table, data)
    again = min(seconds(table, data) for _ in range(10))
    keras = KERAS_SECONDS
    if options.keras and options.model:
        told = subprocess.run([options.keras, "-c", _KERAS, str(options.model)], capture_output=True, check=True)
        keras = float(told.stdout)
    print(f"Python: {python:.3f} s; with our modules: {imported:.3f} s")
    print(f"table: {first:.3f} s the first time, {again:.3f} s at best; Keras: {keras:.3f} s")
    print(f"bar: {keras / 10:.3f} s, {'held' if first <= keras / 10 else 'NOT held'}")
    return int(first > keras / 10)


if __name__ == "__main__":
    sys.exit(main())
