"""The commands: each is the road of docs/architecture.md, or a stretch of it."""

from __future__ import annotations

import os
import sys
import tomllib
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from grader import __version__
from grader.arguments import FORMATS, TRIAL_KEY, parser
from grader.errors import FileFaultsError, UnreadableError, UsageError, explain, system_reason
from grader.spanish import plural

if TYPE_CHECKING:
    from grader.batch.pool import Crew
    from grader.batch.review import Review
    from grader.model import Instance


def main() -> None:
    """Entry point; exit status 0 done, 1 something needs a person, 2 wrong usage or unreadable input."""
    _print_anywhere()
    options = parser().parse_args()
    try:
        status = COMMANDS[options.command](options)
        sys.stdout.flush()
        sys.exit(status)
    except BrokenPipeError:  # who read it has seen enough: «grader calcular … | head»
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except (UsageError, FileFaultsError, UnreadableError) as error:
        print(explain(error), file=sys.stderr)
        sys.exit(2)
    except OSError as error:
        print(f"No se puede usar «{error.filename}»: {system_reason(error)}.", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("Interrumpido." + _GOES_ON * (options.command in _GO_ON), file=sys.stderr)
        sys.exit(130)


_GO_ON = ("generar", "calificar")
_GOES_ON = " Lo hecho queda; la misma orden sigue donde iba."


def _print_anywhere() -> None:
    """A console that has no «→», as that of Windows, shows «?» instead of stopping the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def demo(options: Namespace) -> int:
    from grader.demo import run

    return run(options.folder)


def catalogue(_: Namespace) -> int:
    from shutil import get_terminal_size

    from grader.generate.catalogue_text import catalogue_text

    print(catalogue_text(get_terminal_size((80, 24)).columns))
    return 0


def compute(options: Namespace) -> int:
    from grader.network_table import as_json, as_text

    networks = _networks(options.network)
    if options.as_json and len(networks) > 1:
        raise UsageError(f"«{options.network}» es una tarea; --json toma un solo ejercicio.")
    tables, more = as_json if options.as_json else as_text, _columns(options.columns)
    print("\n\n".join(tables(network, more) for network in networks))
    return 0


def _networks(name: str) -> tuple[Instance, ...]:
    """The exercises of the catalogue or of a TOML with their own numbers, or the network of a model's file."""
    if Path(name).suffix and not name.endswith(".toml"):
        from grader.importers import load_network

        return (load_network(Path(name)),)
    from grader.generate.assignment import load_assignment

    return tuple(blueprint.original() for blueprint in load_assignment([name]).blueprints)


def import_model(options: Namespace) -> int:
    from grader.generate.authoring import Stretch, exercise_toml
    from grader.generate.blueprint import load_blueprint, parse_blueprint
    from grader.importers import load_network

    path: Path = options.output
    if path.suffix != ".toml":
        raise UsageError(f"-o lleva el nombre de un ejercicio, que termina en .toml; aquí es «{path.name}».")
    if path.exists():
        raise UsageError(f"«{path}» ya existe; elige otro nombre.")
    columns = _columns(options.columns, ("detail",)) if options.columns else Stretch().columns
    rows = tuple(it.strip() for it in options.rows.split(",") if it.strip())
    part = Stretch(options.first, options.last, rows, columns)
    text = exercise_toml(load_network(options.model), path.stem, part)
    parse_blueprint(tomllib.loads(text), path.name)
    _folder(path.parent)
    path.write_text(text, "utf-8")
    count = sum(layer.row for layer in load_blueprint(path).original().layers)
    print(f"Ejercicio: {path}, con {plural(count, 'fila', 'filas')}. «grader generar {path}» hace sus hojas.")
    return 0


def _columns(text: str, also: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Names of columns, apart by commas."""
    from grader.sheets.parameters import FAMILY

    chosen, known = (it.strip() for it in text.split(",") if it.strip()), (*also, *FAMILY.columns)
    found = tuple(dict.fromkeys(chosen))
    if unknown := [it for it in found if it not in known]:
        raise UsageError(f"«{unknown[0]}» no es una columna; hay {', '.join(known)}.")
    return found


def generate(options: Namespace) -> int:
    from grader.generate.assignment import load_assignment
    from grader.generate.issue import issue, issued_summary
    from grader.generate.manifest import FILE_NAME, load_manifest, save_manifest, worksheets
    from grader.generate.roster import load_roster, numbered_students
    from grader.publish import publish

    formats = _formats(options.formats)
    if options.count is not None and options.count < 1:
        raise UsageError("-n lleva un número de hojas de al menos 1.")
    assignment = load_assignment(options.exercises)
    students = load_roster(options.roster) if options.roster else numbered_students(options.count or 1)
    manifest = _folder(options.folder) / FILE_NAME
    earlier = load_manifest(manifest) if manifest.exists() else ()
    if options.no_groups:
        students = tuple(replace(student, group="") for student in students)
    added = issue(assignment, students, _course_key(options), earlier, original=options.original)
    save_manifest(manifest, added)
    files = publish(worksheets((*earlier, *added)), formats, options.folder)
    print(issued_summary(earlier, added, students))
    print(f"Archivos nuevos: {files}, en {options.folder}/hojas y {options.folder}/claves.")
    return 0


def export(options: Namespace) -> int:
    from grader.banks import TARGETS, Form, make_bank
    from grader.check.policy import Policy
    from grader.check.policy_file import load_policy
    from grader.generate.assignment import load_assignment
    from grader.generate.issue import issue
    from grader.generate.manifest import load_manifest, worksheets
    from grader.generate.roster import numbered_students

    if bool(options.exercises) == bool(options.manifest):
        raise UsageError("Se exportan ejercicios (con -n) o las hojas de un manifiesto (con --manifiesto).")
    if options.manifest:
        lines = load_manifest(options.manifest)
    else:
        if options.count < 1:
            raise UsageError("-n lleva un número de variantes de al menos 1.")
        lines = issue(load_assignment(options.exercises), numbered_students(options.count), _course_key(options))
    sheets = worksheets(lines).values()
    exercises = {instance.exercise for sheet in sheets for instance in sheet.instances}
    if not exercises:
        raise UsageError(f"«{options.manifest}» no tiene ninguna hoja.")
    policy = load_policy(options.policy, exercises) if options.policy else Policy()
    path = _bank_path(options.output, options.target, TARGETS[options.target])
    bank = make_bank(sheets, policy, options.target, Form(options.form))
    path.write_bytes(bank.data)
    print(f"{bank.told}\n\nBanco: {path}")
    if bank.left_out:
        print("\nNo están en el banco; repártelos con «grader generar»:")
        print("\n".join(bank.left_out))
    return 1 if bank.left_out else 0


def _bank_path(output: Path, target: str, suffix: str) -> Path:
    """The file itself, or one in that folder."""
    if output.suffix == f".{suffix}":
        _folder(output.parent)
        return output
    if output.suffix in (".xml", ".zip"):
        raise UsageError(
            f"El banco para «{target}» es un archivo .{suffix}: llámalo «{output.with_suffix('')}.{suffix}»."
        )
    return _folder(output) / f"banco-{target}.{suffix}"


def audit(options: Namespace) -> int:
    from grader.generate.assignment import load_assignment
    from grader.generate.audit import audit, whole_overlap
    from grader.generate.audit_page import audit_page
    from grader.generate.audit_text import summary
    from grader.progress import progress
    from grader.render import render_audit

    if options.count < 2:
        raise UsageError("--semillas lleva un número de variantes de al menos 2.")
    assignment = load_assignment(options.exercises)
    blueprints = assignment.blueprints
    audits = [audit(it, options.count) for it in progress(blueprints, len(blueprints), "Auditando")]
    whole = whole_overlap(audits)
    path = _page_path(options.output)
    path.write_text(render_audit(audit_page(assignment.title, audits, whole, options.count)), "utf-8")
    print(summary(audits, whole, options.count))
    print(f"\nPágina: {path}")
    return 0 if all(it.holds for it in audits) else 1


def _page_path(output: Path) -> Path:
    """The file itself, or one in that folder."""
    if output.suffix == ".html":
        _folder(output.parent)
        return output
    return _folder(output) / "auditoria.html"


def grade(options: Namespace) -> int:
    from grader.batch.basis import exercises_in, exercises_of, load_policy_source, of_large_manifest, original_lines
    from grader.batch.class_index import FILE_NAME as INDEX
    from grader.batch.decision_log import FILE_NAME, load_log
    from grader.batch.record import MANIFEST
    from grader.batch.save import save_run
    from grader.batch.share import share_run
    from grader.deliveries import Returning, receive
    from grader.progress import progress

    inbox = receive(options.submissions, options.folder, options.book, options.column)
    lines = original_lines(options.exercise) if options.exercise else b""
    exercises = exercises_in(lines, options.folder) if lines else exercises_of(options.manifest)
    policy = load_policy_source(options.policy, exercises)
    folder = _folder(options.folder)
    manifest: Path = options.manifest or _written(folder / MANIFEST, lines)
    log = load_log(folder / FILE_NAME)
    basis = of_large_manifest(manifest, folder / INDEX, policy, log, only=bool(lines))
    print("".join(f"{line}\n" for line in inbox.told()), end="")
    known = inbox.known(basis.course)
    returning = Returning(inbox, known, basis.course, folder, options.provisional)
    uploads: list[str] = []
    outcome = save_run(
        inbox.files(known),
        basis,
        folder,
        _crew(options),
        watch=partial(progress, doing="Calificando"),
        finish=lambda marked: uploads.extend(returning.give_back(marked)),
    )
    (folder / INDEX).unlink(missing_ok=True)
    print((share_run(folder) if options.anonymous else outcome).summary())
    if outcome.pending.count:
        print(f"Para decidirlo: grader revisar {folder}")
    print("".join(f"{line}\n" for line in uploads), end="")
    return outcome.exit_status


def _written(path: Path, data: bytes) -> Path:
    _folder(path.parent)
    path.write_bytes(data)
    return path


def _crew(options: Namespace) -> Crew:
    """Where submissions are marked."""
    from grader.batch import pool
    from grader.batch.work import prepare

    if options.cluster:
        return pool.cluster(options.cluster)
    count = options.processes
    if count is None:
        count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if count < 0:
        raise UsageError("--procesos lleva un número de procesos; 0 es ninguno aparte de este.")
    return pool.processes(count, prepare) if count else pool.here()


def review(options: Namespace) -> int:
    from grader.batch.archive import open_folder
    from grader.batch.questions import contested, questions
    from grader.batch.review import open_review
    from grader.batch.review_list import question_list, read_answers
    from grader.batch.review_terminal import Terminal

    current = open_review(*open_folder(options.run))
    raised = [it for who, what in options.cells or () for it in contested(current, who, what)]
    if options.csv:
        asked = [*raised, *questions(current)]
        _new_file(options.csv).write_bytes(question_list(asked))
        print(f"{plural(len(asked), 'pregunta', 'preguntas')} en {options.csv}; llénala y usa --leer.")
        return 1 if asked else 0
    if options.filled:
        decisions = read_answers(current, options.filled, options.who)
        current.decide(decisions)
    else:
        Terminal(current, input, print, options.who).run(raised or None)
    return _apply(current)


def _apply(current: Review) -> int:
    """The decisions taken are written into the results, unless another version would change more than they do."""
    from grader.batch.questions import questions
    from grader.batch.regrade import rerun

    then = current.record.sources
    more = len(current.basis.log.decisions) - then.decisions.count
    if not more:
        print("No hay decisiones nuevas.")
        return 1 if any(True for _ in questions(current)) else 0
    print(f"{plural(more, 'decisión nueva', 'decisiones nuevas')} en {current.folder / 'decisiones.jsonl'}.")
    if then.grader != __version__:
        print(f"Se calificó con grader {then.grader} y esta es la {__version__}: «grader recalificar» las aplica.")
        return 1
    outcome = rerun(current.folder, current.record, current.basis)
    print(outcome.summary())
    return outcome.exit_status


def regrade(options: Namespace) -> int:
    from grader.batch.archive import open_folder
    from grader.batch.basis import of_run
    from grader.batch.decision_log import FILE_NAME, append
    from grader.batch.regrade import changes, rerun
    from grader.batch.regrade_text import concerns, told

    folder, record = open_folder(options.run)
    now = of_run(folder, record, options.manifest, options.policy)
    before = of_run(folder, record)
    before = replace(before, log=before.log.until(record.sources.decisions.count))
    floors, shown, count = [], 0, 0
    for change in changes(folder, record, before, now):
        count += 1
        floor = change.floor if options.no_lower else None
        floors += [floor] if floor else []
        if concerns(change, options.which):
            shown += 1
            print("\n".join(told(change, kept=floor is not None)))
    print(f"Cambian {count} de {plural(len(record.submissions), 'entrega', 'entregas')}; se muestran {shown}.")
    if not options.confirmed:
        print("Nada se escribió; con --confirmar se escribe." if count else "No hay nada que escribir.")
        return 1 if count else 0
    if floors:
        now = replace(now, log=append(folder / FILE_NAME, floors))
    outcome = rerun(folder, record, now)
    print(outcome.summary())
    return outcome.exit_status


def verify(options: Namespace) -> int:
    from grader.batch.archive import open_run
    from grader.batch.verify import verify

    found = verify(*open_run(options.run))
    print(found.summary())
    return found.exit_status


COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "demo": demo,
    "catalogo": catalogue,
    "calcular": compute,
    "importar": import_model,
    "generar": generate,
    "exportar": export,
    "auditar": audit,
    "calificar": grade,
    "revisar": review,
    "recalificar": regrade,
    "verificar": verify,
}


def _formats(text: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    unknown = [name for name in chosen if name not in FORMATS]
    if unknown or not chosen:
        raise UsageError(f"«{', '.join(unknown) or text}» no es un formato; hay {', '.join(FORMATS)}.")
    return chosen


def _new_file(path: Path) -> Path:
    if path.exists():
        raise UsageError(f"«{path}» ya existe y puede tener decisiones; elige otro nombre.")
    return path


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"No se puede usar la carpeta «{path}»: {system_reason(error)}.") from error
    return path


def _course_key(options: Namespace) -> str:
    key: str = options.course_key or os.environ.get("GRADER_SEMILLA", "")
    if not key and not options.original:
        print("Aviso: sin --semilla las hojas son de prueba: cualquiera puede predecirlas.", file=sys.stderr)
    return key or TRIAL_KEY
