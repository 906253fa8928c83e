"""A class of four with the seed's own ejemplo 4, and its runs."""

import csv
import json
from types import SimpleNamespace

import pytest
from batch.papers import STUDENTS

from grader.generate.assignment import load_assignment
from grader.generate.issue import issue
from grader.generate.manifest import save_manifest


@pytest.fixture(scope="session")
def issued():
    return issue(load_assignment(["ejemplo-4"]), STUDENTS, "s", original=True)


@pytest.fixture(scope="session")
def codes(issued):
    """First name → code of the sheet."""
    return {line.worksheet.students[0].name.split()[0].lower(): line.worksheet.code for line in issued}


class Runs:
    """Hands files in, has them marked and reads what was left."""

    def __init__(self, command, folder, issued):
        self.command, self.folder = command, folder
        self.manifest = folder / "manifiesto.jsonl"
        save_manifest(self.manifest, issued)
        self.notes = folder / "notas"

    def grade(self, files, *how, notes=None):
        """Marks these files (name → bytes), in place of all that were handed in before."""
        place = self.folder / "entregas"
        for path in sorted(place.rglob("*"), reverse=True) if place.exists() else ():
            path.unlink() if path.is_file() else path.rmdir()
        for name, data in files.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(data)
        return self.command("calificar", place, "--manifiesto", self.manifest, *how, "-o", notes or self.notes)

    def review(self, monkeypatch, *answers, how=()):
        """Answers what is asked; when there is nothing more to say, the terminal is closed."""
        left = iter(answers)

        def type_in(_):
            try:
                return next(left)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("builtins.input", type_in)
        return self.command("revisar", self.notes, *how)

    def lines(self):
        found = map(json.loads, (self.notes / "resultados.jsonl").read_text("utf-8").splitlines())
        return {line["submission"]: line for line in found}

    def cells(self, name):
        return {cell["cell"].removeprefix("ejemplo-4/"): cell for cell in self.lines()[name]["cells"]}

    def grades(self):
        text = (self.notes / "notas.csv").read_bytes().decode("utf-8-sig")
        return {row["nombre"] or row["entrega"]: SimpleNamespace(**row) for row in csv.DictReader(text.splitlines())}

    def decisions(self):
        path = self.notes / "decisiones.jsonl"
        return [json.loads(line)["decision"] for line in path.read_text("utf-8").splitlines()] if path.exists() else []

    def files(self):
        """Name → bytes of everything in the folder of the results."""
        return {
            path.relative_to(self.notes).as_posix(): path.read_bytes()
            for path in sorted(self.notes.rglob("*"))
            if path.is_file() and path.name != "progreso.sqlite"  # the ledger is the run's own
        }


@pytest.fixture
def runs(command, tmp_path, issued):
    return Runs(command, tmp_path, issued)
