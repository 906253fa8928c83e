"""The whole road on the five ejemplos: three students, three ways of handing in, marked, with something to look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from grader import spanish
from grader.arguments import FORMATS
from grader.batch.basis import PolicySource, of_manifest
from grader.batch.collect import collect
from grader.batch.decision_log import DecisionLog
from grader.batch.record import FEEDBACK, GRADES
from grader.batch.save import save_run
from grader.errors import UsageError
from grader.evaluate import answers, recompute
from grader.generate.assignment import load_assignment
from grader.generate.issue import issue
from grader.generate.manifest import FILE_NAME, save_manifest, worksheets
from grader.model import Role, Sheet, Student, Value, Worksheet
from grader.page import filled_page
from grader.publish import file_stem, publish
from grader.sheets import build_sheets
from grader.writers import write_page

STUDENTS = (
    Student("2026001", "Ana Pérez Muñoz", "ana.perez@example.edu"),
    Student("2026002", "Bruno Ñáñez Gil", "bruno.nanez@example.edu"),
    Student("2026003", "Carla Güiza Díaz", "carla.guiza@example.edu"),
)
COURSE_KEY = "demostración"
Texts = dict[str, str]


def run(folder: Path) -> int:
    """Fill `folder` with worksheets, keys, submissions, grades and feedback, and say what to open."""
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"«{folder}» ya existe y no está vacía; elige otra con -o.")
    classroom = _generate(folder)
    _hand_in(classroom, folder / "entregas")
    basis = of_manifest(folder / FILE_NAME, PolicySource(), DecisionLog())
    outcome = save_run(collect([folder / "entregas"]), basis, folder / "notas")
    print(outcome.summary())
    _say_what_to_open(classroom, folder)
    return outcome.exit_status


def _generate(folder: Path) -> Mapping[str, Worksheet]:
    print("1. Una hoja distinta para cada estudiante, en cada formato, con su clave …")
    issued = issue(load_assignment(["taller-parametros"]), STUDENTS, COURSE_KEY)
    folder.mkdir(parents=True, exist_ok=True)
    save_manifest(folder / FILE_NAME, issued)
    publish(worksheets(issued), FORMATS, folder)
    return worksheets(issued)


def _hand_in(classroom: Mapping[str, Worksheet], folder: Path) -> None:
    print("2. Tres entregas: un cuaderno perfecto, un Excel con un error que se arrastra, un CSV con de todo …")
    folder.mkdir()
    for worksheet, (answer, format) in zip(classroom.values(), _STYLES, strict=True):
        texts = {
            f"{sheet.name}/{ref}": text for sheet in build_sheets(worksheet) for ref, text in answer(sheet).items()
        }
        page = write_page(filled_page(worksheet, texts), format)
        (folder / f"{file_stem(worksheet)}.{format}").write_bytes(page)
    print("3. Calificación …")


def _perfect(sheet: Sheet) -> Texts:
    return _plain(sheet, answers(sheet))


def _carries_on(sheet: Sheet) -> Texts:
    """Ignores the padding of the first convolution and computes on, consistently, from the wrong size."""
    wrong = {it.cell: it for it in sheet.rewirings if it.slug == "ignora-padding"}.get("CONV1/out_shape")
    if wrong is None:
        return _perfect(sheet)
    given = answers(sheet)
    height, width, *_ = given["Input/out_shape"]  # type: ignore[misc]
    fixed: dict[str, Value] = {wrong.cell: wrong.formula(height, width, *wrong.args[2:])}
    return _plain(sheet, recompute(sheet, fixed))


def _untidy(sheet: Sheet) -> Texts:
    """Thousands points, some blanks, and two wrong rules: no input channels, one bias for the whole layer."""
    fixed: dict[str, Value] = {}
    for rewiring in sheet.rewirings:
        if (rewiring.slug, rewiring.cell) in {
            ("olvida-canales", "CONV1/weights"),
            ("un-sesgo-por-capa", "FC1/biases"),
        }:
            fixed[rewiring.cell] = rewiring.formula(*rewiring.args)
    texts = _plain(sheet, recompute(sheet, fixed))
    texts = {ref: text.replace(spanish.NARROW_SPACE, ".") for ref, text in texts.items()}
    return {ref: "" if ref in {"FC2/params", "POOL1/out_shape"} else text for ref, text in texts.items()}


def _plain(sheet: Sheet, values: Mapping[str, Value]) -> Texts:
    return {ref: spanish.value(values[ref]) for ref, cell in sheet.cells.items() if cell.role is Role.ASKED}


_STYLES: tuple[tuple[Callable[[Sheet], Texts], str], ...] = (
    (_perfect, "ipynb"),
    (_carries_on, "xlsx"),
    (_untidy, "csv"),
)


def _say_what_to_open(classroom: Mapping[str, Worksheet], folder: Path) -> None:
    ana, bruno, carla = (file_stem(worksheet) for worksheet in classroom.values())
    print(f"""
Para mirar, en {folder}/
  hojas/{ana}.pdf        la hoja de Ana, para imprimir (también .html, .docx, .xlsx, .ipynb, .md, .csv)
  claves/{ana}.html      su clave, con el desarrollo de cada celda
  entregas/              lo que entregaron los tres
  notas/{FEEDBACK}/{bruno}.html   un error al principio que no se cobra dos veces
  notas/{FEEDBACK}/{carla}.html   ideas por revisar, explicadas
  notas/{GRADES}        las notas de la clase""")
