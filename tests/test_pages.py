"""The pages in a real browser: nothing sticks out, formulas are drawn, and what is typed into them is read back."""

import html
import json
import re
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from classroom import original_taller

from grader.check.class_page import class_page
from grader.check.class_report import ClassReport
from grader.check.feedback import feedback_page
from grader.check.grade import Class, grade
from grader.check.policy import Policy
from grader.generate.assignment import load_assignment
from grader.page import filled_page, key_page, worksheet_page
from grader.render import render_class_report, render_feedback
from grader.writers import write_page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

PAGE_CSS = Path(__file__).parents[1] / "templates" / "formats" / "html.css"
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
    "--no-first-run", "--disable-extensions", "--virtual-time-budget=4000",
)  # fmt: skip


def math_fonts():
    """Those of the pages' own list that this machine has; without one a browser on Linux stretches no bracket."""
    (listed,) = re.findall(r"^math \{ font-family: (.*?), math, serif;", PAGE_CSS.read_text("utf-8"), re.MULTILINE)
    lister = shutil.which("fc-list")
    found = subprocess.run([lister, ":", "family"], capture_output=True, check=True).stdout.decode() if lister else ""
    return [name for name in re.findall(r'"(.*?)"', listed) if name in found]


def dom(path, tmp_path):
    """The page as it stands in the browser when all its scripts have run."""
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={tmp_path / 'perfil'}", "--dump-dom", path.as_uri()]
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()


def report_of(worksheet):
    """A report with every verdict that a student can get, long answers and a wide working among them."""
    texts = {
        "ejemplo-1/FC1/weights": "128*64 = 8193",
        "ejemplo-1/FC2/weights": "no sé " * 20,
        "ejemplo-4/CONV1/weights": "200",
        "ejemplo-4/CONV1/out_shape": "(28, 28, 8)",
        "ejemplo-4/POOL1/out_shape": "(14, 14, 8)",
        "ejemplo-4/POOL1/weights": "-",
        "ejemplo-4/FC/weights": "7",
        "ejemplo-5/total": "1" * 60,
    }
    data = write_page(filled_page(worksheet, texts), "csv")
    policy = Policy()
    report = grade(
        data, "entrega con un nombre de archivo bastante largo.csv", Class({worksheet.code: worksheet}, policy)
    )
    found = {str(mark.verdict) for mark in report.marks}
    assert {"slip", "misconception", "carried", "correct", "incorrect", "review", "blank"} <= found
    return report


def feedback_of(worksheet):
    return render_feedback(feedback_page(report_of(worksheet), Policy()))


def scaling():
    return replace(original_taller(), instances=(load_assignment(["inciso-5"]).blueprints[0].original(),))


def scaling_feedback():
    """Workings of two fractions a line, too wide for their column."""
    worksheet = scaling()
    data = write_page(filled_page(worksheet, {"inciso-5/Tallo/channels": "39", "inciso-5/Imagen/side": "301"}), "csv")
    report = grade(data, "escalado.csv", Class({worksheet.code: worksheet}, Policy()))
    return render_feedback(feedback_page(report, Policy()))


def class_report_of(worksheet):
    counted = ClassReport()
    for _ in range(12):
        counted.add(report_of(worksheet))
    return render_class_report(class_page(counted, Policy()))


PAGES = {
    "hoja de escalado": lambda _: write_page(worksheet_page(scaling()), "html").decode(),
    "hoja": lambda it: write_page(worksheet_page(it), "html").decode(),
    "clave": lambda it: write_page(key_page(it), "html").decode(),
    "retroalimentacion": feedback_of,
    "escalado": lambda _: scaling_feedback(),
    "informe": class_report_of,
}
FORMULAS = {"hoja de escalado": 0, "hoja": 0, "clave": 60, "retroalimentacion": 60, "escalado": 15, "informe": 0}
"""At least so many, or exactly none."""


@cache
def page(name):
    return PAGES[name](original_taller())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_needs_nothing_from_outside_and_runs_nothing(name):
    text = page(name)
    assert re.findall(r"(?i)<(?:script|iframe|object|embed|link|base|form)\b|\son\w+=|javascript:|@import", text) == []
    assert [url for url in re.findall(r"(?i)(?:src|href|url)\s*[=(]\s*[\"']?([^\"')\s]+)", text)
            if not url.startswith(("#", "data:"))] == []  # fmt: skip


MEASURE = """<script>addEventListener("load", () => {
  const box = it => it.getBoundingClientRect();
  const seen = it => box(it).width > 0 && box(it).height > 0 && getComputedStyle(it).visibility === "visible";
  const formulas = [...document.querySelectorAll("math")];
  const code = [...document.querySelectorAll("code, .codigo")].filter(it => it.textContent.includes("CODE"));
  const fractions = [...document.querySelectorAll("mfrac")].filter(seen).map(box);
  const gaps = fractions.flatMap(one => fractions
    .filter(it => it.top > one.top + 5 && it.left < one.right && it.right > one.left).map(it => it.top - one.bottom));
  const around = [...document.querySelectorAll("mrow:has(> mo:first-child + mfrac)")].filter(seen);
  parent.postMessage({
    name: "NAME", width: innerWidth,
    sticks: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    formulas: formulas.length, unseen: formulas.filter(it => !seen(it)).length,
    fraction: Math.max(0, ...[...document.querySelectorAll("mfrac")].map(it => box(it).height)),
    letter: Math.max(0, ...[...document.querySelectorAll("mi")].map(it => box(it).height)),
    broken: [...document.querySelectorAll("th")].filter(it => !it.textContent.trim().includes(" "))
      .map(it => { const text = document.createRange(); text.selectNodeContents(it); return [it.textContent, text]; })
      .filter(([_, text]) => new Set([...text.getClientRects()].map(it => it.top)).size > 1).map(([text]) => text),
    gap: Math.min(999, ...gaps),
    bracket: Math.min(999, ...around.map(it => box(it.firstChild).height / box(it.children[1]).height)),
    code: code.some(it => seen(it) && box(it).right <= innerWidth && box(it).left >= 0),
    cells: document.querySelectorAll("td[contenteditable]").length,
    narrow: Math.min(999, ...[...document.querySelectorAll("td[contenteditable]")].map(it => box(it).width)),
    low: Math.min(999, ...[...document.querySelectorAll("td[contenteditable]")].map(it => box(it).height)),
  }, "*");
});</script>"""
WRAPPER = """<!doctype html><meta charset="utf-8"><script>
const found = [];
addEventListener("message", it => { found.push(it.data); document.title = JSON.stringify(found); });
</script>FRAMES"""
WIDTHS = (1280, 390)


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """(page, width) → what the browser measured; one start for all of them."""
    folder = tmp_path_factory.mktemp("medidas")
    frames = ""
    for name in PAGES:
        script = MEASURE.replace("NAME", name).replace("CODE", original_taller().code)
        (folder / f"{name}.html").write_text(page(name).replace("</body>", f"{script}</body>"), "utf-8")
        frames += "".join(
            f'<iframe src="{name}.html" width="{width}" height="800" style="border: 0"></iframe>' for width in WIDTHS
        )
    (folder / "todas.html").write_text(WRAPPER.replace("FRAMES", frames), "utf-8")
    title = re.search(r"<title>(.*?)</title>", dom(folder / "todas.html", folder), re.DOTALL)
    assert title, "the pages were measured"
    return {(it["name"], it["width"]): it for it in json.loads(html.unescape(title[1]))}


TYPED = {  # cell: table, accessible name, what is typed, verdict
    "ejemplo-1/FC1/weights": (0, "FC1, número de pesos", "128*64 = 8192", "correct"),
    "ejemplo-1/FC1/biases": (0, "FC1, número de sesgos", "64", "correct"),
    "ejemplo-1/total": (0, "Total de parámetros", "8.321", "correct"),
    "ejemplo-4/CONV1/out_shape": (3, "CONV1, forma de salida", "(32, 32, 8)", "correct"),
    "ejemplo-4/CONV1/weights": (3, "CONV1, número de pesos", "5·5·3·8", "correct"),
    "ejemplo-4/POOL1/weights": (3, "POOL1, número de pesos", "-", "correct"),
    "ejemplo-4/Flatten/out_shape": (3, "Flatten, forma de salida", "2048", "correct"),
    "ejemplo-5/FC1/params": (4, "FC1, número de parámetros", "262 272", "correct"),
    "ejemplo-5/total": (4, "Total de parámetros", '<b>7</b> & "8"', "review"),
}
TYPE = """<script>addEventListener("load", () => {
  for (const [table, name, text] of CELLS) {
    document.querySelectorAll("table.respuestas")[table].querySelector(`[aria-label="${name}"]`).focus();
    document.execCommand("insertText", false, text);
  }
});</script>"""


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no hay Chromium en esta máquina")
class TestInABrowser:
    """Each page on a desk and on a telephone."""

    @pytest.mark.parametrize("width", WIDTHS)
    @pytest.mark.parametrize("name", PAGES)
    def test_nothing_sticks_out(self, measured, name, width):
        assert measured[name, width]["sticks"] == 0

    @pytest.mark.parametrize("width", WIDTHS)
    @pytest.mark.parametrize("name", [it for it in PAGES if it != "informe"])
    def test_the_code_is_seen(self, measured, name, width):
        assert measured[name, width]["code"]

    @pytest.mark.parametrize("width", WIDTHS)
    @pytest.mark.parametrize("name", PAGES)
    def test_every_formula_is_drawn(self, measured, name, width):
        found = measured[name, width]
        assert found["unseen"] == 0
        assert found["formulas"] >= FORMULAS[name]
        if not FORMULAS[name]:
            assert found["formulas"] == 0, "nothing is worked out on it"
        else:
            assert found["fraction"] > found["letter"] > 0, "a fraction stands in two storeys"

    @pytest.mark.parametrize("width", WIDTHS)
    @pytest.mark.parametrize("name", ["hoja", "clave", "hoja de escalado"])
    def test_no_word_of_a_heading_is_broken(self, measured, name, width):
        assert measured[name, width]["broken"] == []

    @pytest.mark.parametrize("width", WIDTHS)
    def test_fractions_of_two_lines_do_not_touch(self, measured, width):
        assert 8 <= measured["escalado", width]["gap"] <= 20

    @pytest.mark.skipif(not math_fonts(), reason="no hay ningún tipo de letra matemático en esta máquina")
    @pytest.mark.parametrize("width", WIDTHS)
    @pytest.mark.parametrize("name", ["clave", "retroalimentacion", "escalado"])
    def test_the_signs_of_rounding_are_as_tall_as_what_they_round(self, measured, name, width):
        assert 0.95 <= measured[name, width]["bracket"] <= 2

    @pytest.mark.parametrize("width", WIDTHS)
    def test_there_is_a_cell_for_every_answer_and_room_in_it(self, measured, width):
        found = measured["hoja", width]
        assert found["cells"] == 80
        assert found["narrow"] >= 40
        assert found["low"] >= 20

    def test_what_is_typed_into_the_page_is_read_back_cell_by_cell(self, tmp_path):
        """Typed by the browser's own editing, saved as it saves pages, with its note above the page."""
        sheet = original_taller()
        script = TYPE.replace("CELLS", json.dumps([it[:3] for it in TYPED.values()]).replace("</", "<\\/"))
        (tmp_path / "hoja.html").write_text(page("hoja").replace("</body>", f"{script}</body>"), "utf-8")
        saved = re.sub(r"<script>.*?</script>", "", dom(tmp_path / "hoja.html", tmp_path), flags=re.DOTALL)
        saved = saved.replace("<html", "<!-- saved from url=(0014)about:internet -->\n<html", 1)
        report = grade(saved.encode(), "hoja.html", Class({sheet.code: sheet}, Policy()))
        written = {mark.cell: (mark.reading.raw, str(mark.verdict)) for mark in report.marks}
        assert {cell: it for cell, it in written.items() if it[1] != "blank"} == {
            cell: (text, verdict) for cell, (_, _, text, verdict) in TYPED.items()
        }
        assert (len(written), report.notices) == (80, ())
