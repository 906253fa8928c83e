"""The README's catalogue is the catalogue: every exercise, every family with a picture, every command, no dead link."""

import re
from pathlib import Path

from grader.arguments import parser
from grader.generate.assignment import catalogue

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text("utf-8")
ROWS = [line for line in TEXT.partition("## Los ejercicios")[2].partition("\n## ")[0].splitlines() if "**" in line]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_every_exercise_is_in_its_catalogue_once():
    named = [name for row in ROWS for name in re.findall(r"`([\w-]+)`", row.split("|")[2])]
    assert sorted(named) == sorted(path.stem for path in catalogue())


def test_every_family_has_a_picture_of_one_of_its_worksheets_and_a_page():
    for row in ROWS:
        _, about, exercises, picture, _ = row.split("|")
        (path,) = re.findall(r'<img src="([^"]+)"', picture)
        (shown,) = re.findall(r'alt="Hoja de ([\w-]+)"', picture)
        assert f"`{shown}`" in exercises
        assert (ROOT / path).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
        assert (ROOT / path).stat().st_size <= 150_000
        assert "](docs/" in about


def test_every_command_is_in_the_table_of_commands():
    part = TEXT.partition("## Todas las órdenes")[2].partition("\n## ")[0]
    (commands,) = (it.choices for it in parser()._actions if it.dest == "command")
    assert re.findall(r"(?m)^\| `grader (\w+)", part) == list(commands)


def anchors(path):
    headings = re.findall(r"(?m)^#+ (.+)$", path.read_text("utf-8"))
    return {re.sub(r"[^\w\s-]", "", it.lower()).strip().replace(" ", "-") for it in headings}


def test_no_link_is_dead():
    for document in DOCUMENTS:
        for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text("utf-8")):
            if re.match(r"https?:|mailto:", target):
                continue
            name, _, anchor = target.partition("#")
            path = (document.parent / name).resolve() if name else document
            assert path.exists(), (document.name, target)
            assert not anchor or anchor in anchors(path), (document.name, target)
