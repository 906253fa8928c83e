"""The command line as a docente sees it: commands, options and their help, all in Spanish."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import NoReturn

from grader import __version__

TRIAL_KEY = "grader"
"""Course key for trying out; anybody can predict its sheets."""
TARGETS = ("moodle", "canvas", "qti")
FORMATS = ("html", "pdf", "docx", "xlsx", "ipynb", "md", "csv")

_MESSAGES = (
    (r"the following arguments are required: (.+)", r"falta: \1"),
    (r"unrecognized arguments: (-.*)", r"no se entiende: \1"),
    (r"unrecognized arguments: (.+)", r"sobra: \1"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1: \2 no es posible; puede ser \3"),
    (r"argument (.+?): expected one argument", r"\1: falta su valor"),
    (r"argument (.+?): expected at least one argument", r"\1: falta al menos un valor"),
    (r"argument (.+?): invalid (?:\w+) value: (.+)", r"\1: \2 no sirve"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 y \2 no van juntos"),
    (r"one of the arguments (.+) is required", r"falta uno de: \1"),
)
"""What argparse says, and how it is said in Spanish."""


class _Spanish(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=100)
        self._action_max_length = 14  # argparse forgets the indentation of subcommands

    def add_usage(self, usage, actions, groups, prefix=None) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        super().add_usage(usage, actions, groups, "Uso: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Spanish and gives an example with each command."""

    def __init__(self, *, description: str, example: str = "", prog: str | None = None) -> None:
        epilog = f"Ejemplo:\n  {example}" if example else None
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=_Spanish,
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = "Argumentos"
        self._optionals.title = "Opciones"
        self.add_argument("-h", "--help", action="help", help="muestra esta ayuda y termina")

    def error(self, message: str) -> NoReturn:
        nearest = self._nearest(message)
        for pattern, words in _MESSAGES:
            message = re.sub(pattern, words, message)
        message = re.sub(r"(?<!\w)'([^']*)'(?!\w)", r"«\1»", message)
        self.exit(2, f"{self.prog}: {message}.{nearest}\n«{self.prog} --help» muestra cómo se usa.\n")

    def _nearest(self, message: str) -> str:
        """What was probably meant by a mistyped command or option; empty: nothing is near."""
        from difflib import get_close_matches

        mistyped = re.search(r"invalid choice: '(.+?)'|unrecognized arguments: (-\S+)", message)
        if not mistyped:
            return ""
        near = get_close_matches(next(filter(None, mistyped.groups())), self._names(), n=1)
        return f" ¿Quisiste decir «{near[0]}»?" if near else ""

    def _names(self) -> list[str]:
        """Every command and option that may be written, those of the commands too."""
        commands = [action.choices for action in self._actions if isinstance(action.choices, dict)]
        parsers = [self, *(parser for choices in commands for parser in choices.values())]
        options = [name for parser in parsers for action in parser._actions for name in action.option_strings]  # noqa: SLF001
        return [*options, *(name for choices in commands for name in choices)]


def parser() -> Parser:
    """The whole command line."""
    top = Parser(
        prog="grader",
        description="Genera, imprime y califica ejercicios sobre la aritmética de las redes neuronales.",
        example="grader demo",
    )
    top.add_argument("--version", action="version", version=f"grader {__version__}", help="muestra la versión")
    commands = top.add_subparsers(dest="command", metavar="ORDEN", title="Órdenes", required=True)

    def command(name: str, summary: str, example: str) -> Parser:
        added: Parser = commands.add_parser(
            name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.", example=example
        )
        return added

    demo = command("demo", "recorre el camino entero con los cinco ejemplos", "grader demo -o prueba")
    demo.add_argument(
        "-o",
        dest="folder",
        type=Path,
        default=Path("demo-grader"),
        metavar="DIR",
        help="carpeta nueva donde dejarlo todo (por defecto, demo-grader)",
    )

    command("catalogo", "muestra los ejercicios que hay", "grader catalogo")

    table = command("calcular", "muestra la tabla de una red con sus números originales", "grader calcular ejemplo-4")
    table.add_argument(
        "network", metavar="RED", help="un ejercicio del catálogo, un .toml o un modelo (.json, .keras, .onnx, .txt)"
    )
    table.add_argument(
        "--columnas",
        dest="columns",
        default="",
        metavar="C,…",
        help="columnas de más: trainable, non_trainable, macs, activations, receptive_field",
    )
    table.add_argument("--json", action="store_true", dest="as_json", help="como JSON, para otros programas")

    _add_import(
        command(
            "importar",
            "hace un ejercicio de un modelo de Keras, de ONNX o de su resumen",
            "grader importar resnet50.json --desde conv2_block1_1_conv --hasta conv2_block1_out -o resnet.toml",
        )
    )
    _add_generate(
        command(
            "generar",
            "hace una hoja distinta para cada estudiante, con su clave",
            "grader generar taller-parametros --estudiantes lista.csv --semilla mi-secreto -o taller",
        )
    )
    _add_export(
        command(
            "exportar",
            "hace un banco de preguntas para Moodle, para Canvas o en QTI 2.1",
            "grader exportar taller-parametros -n 50 --a moodle --semilla mi-secreto -o banco.xml",
        )
    )
    _add_audit(
        command(
            "auditar",
            "demuestra lo que cumple toda variante de un ejercicio y dice lo que su original no ve",
            "grader auditar taller-parametros -o auditoria.html",
        )
    )
    _add_grade(
        command(
            "calificar",
            "lee, califica y comenta lo que entregaron",
            "grader calificar entregas/ --manifiesto taller/manifiesto.jsonl -o notas",
        )
    )
    _add_review(command("revisar", "muestra lo que espera a una persona y toma sus decisiones", "grader revisar notas"))
    _add_regrade(
        command(
            "recalificar",
            "califica otra vez lo archivado y dice qué cambia, para quién y por qué",
            "grader recalificar notas --politica nueva.toml --solo bajan",
        )
    )
    check = command("verificar", "comprueba que una corrida archivada está entera", "grader verificar notas.zip")
    check.add_argument("run", type=Path, metavar="ARCHIVO", help="la carpeta que dejó «calificar», o un ZIP de ella")
    return top  # fmt: skip


def _add_import(it: Parser) -> None:
    it.add_argument("model", type=Path, metavar="MODELO", help="un modelo: .json, .keras, .onnx o .txt")
    it.add_argument("-o", dest="output", type=Path, required=True, metavar="X.toml", help="el ejercicio que se escribe")
    it.add_argument("--desde", dest="first", default="", metavar="CAPA", help="primera capa (por defecto, la primera)")
    it.add_argument("--hasta", dest="last", default="", metavar="CAPA", help="última capa (por defecto, la última)")
    it.add_argument(
        "--filas", dest="rows", default="", metavar="F,…", help="capas o clases de capa con fila en la tabla"
    )
    it.add_argument("--columnas", dest="columns", default="", metavar="C,…", help="columnas de la tabla")


def _add_generate(it: Parser) -> None:
    it.add_argument(
        "exercises", nargs="+", metavar="EJERCICIO", help="ejercicios o tarea: nombres del catálogo o .toml"
    )
    who = it.add_mutually_exclusive_group()
    who.add_argument(
        "--estudiantes",
        dest="roster",
        type=Path,
        metavar="LISTA",
        help="lista de la clase: CSV con código, nombre, correo y, si hay, grupo",
    )
    who.add_argument("-n", dest="count", type=int, metavar="N", help="N hojas numeradas, sin lista (por defecto, 1)")
    it.add_argument(
        "--sin-grupos",
        dest="no_groups",
        action="store_true",
        help="una hoja por estudiante aunque haya grupos",
    )
    it.add_argument(
        "--semilla",
        dest="course_key",
        metavar="S",
        help="secreto del curso: sin él nadie puede predecir una hoja (o la variable GRADER_SEMILLA)",
    )
    it.add_argument("--original", action="store_true", help="con los números originales, sin sortear")
    it.add_argument(
        "--formatos",
        dest="formats",
        default=",".join(FORMATS),
        metavar="F,F",
        help=f"de {', '.join(FORMATS)} (por defecto, todos)",
    )
    it.add_argument("-o", dest="folder", type=Path, required=True, metavar="DIR", help="carpeta de salida")  # fmt: skip


def _add_export(it: Parser) -> None:
    it.add_argument(
        "exercises", nargs="*", metavar="EJERCICIO", help="ejercicios o tarea: nombres del catálogo o .toml"
    )
    it.add_argument(
        "--manifiesto",
        dest="manifest",
        type=Path,
        metavar="M.jsonl",
        help="en vez de sortear, las hojas que dejó «generar»",
    )
    it.add_argument("-n", dest="count", type=int, default=50, metavar="N", help="cuántas variantes (por defecto, 50)")
    it.add_argument(
        "--a",
        dest="target",
        choices=TARGETS,
        required=True,
        help="para Moodle, para Canvas (QTI 1.2) o para otro sistema que lea QTI 2.1",
    )
    it.add_argument(
        "--tipo",
        dest="form",
        choices=("tabla", "celda"),
        default="tabla",
        help="una pregunta por ejercicio, con un hueco por celda, o una por celda (por defecto, tabla)",
    )
    it.add_argument(
        "--semilla",
        dest="course_key",
        metavar="S",
        help="secreto del curso: sin él nadie puede predecir una variante (o la variable GRADER_SEMILLA)",
    )
    it.add_argument(
        "--politica",
        dest="policy",
        type=Path,
        metavar="P.toml",
        help="qué pesa cada celda, qué vale una idea equivocada y qué se explica",
    )
    it.add_argument(
        "-o", dest="output", type=Path, required=True, metavar="ARCHIVO", help="archivo .xml o .zip, o carpeta"
    )
    it.set_defaults(original=False)


def _add_audit(it: Parser) -> None:
    it.add_argument(
        "exercises", nargs="+", metavar="EJERCICIO", help="ejercicios o tarea: nombres del catálogo o .toml"
    )
    it.add_argument(
        "--semillas",
        dest="count",
        type=int,
        default=200,
        metavar="N",
        help="cuántas variantes de cada ejercicio (por defecto, 200)",
    )
    it.add_argument(
        "-o",
        dest="output",
        type=Path,
        default=Path("auditoria.html"),
        metavar="PÁGINA",
        help="archivo .html o carpeta donde dejarla (por defecto, auditoria.html)",
    )  # fmt: skip


def _add_grade(it: Parser) -> None:
    it.add_argument(
        "submissions",
        nargs="+",
        type=Path,
        metavar="ENTREGA",
        help="archivos, carpetas o lo descargado de Moodle, Canvas o Blackboard",
    )
    key = it.add_mutually_exclusive_group(required=True)
    key.add_argument("--manifiesto", dest="manifest", type=Path, metavar="M.jsonl", help="el que dejó «generar»")
    key.add_argument(
        "--ejercicio", dest="exercise", metavar="E", help="un ejercicio o tarea con sus números originales"
    )
    it.add_argument(
        "--politica",
        dest="policy",
        type=Path,
        metavar="P.toml",
        help="qué vale cada resultado y qué se muestra",
    )
    it.add_argument(
        "--libro",
        dest="book",
        type=Path,
        metavar="CSV",
        help="la hoja o el libro de calificaciones de tu LMS: dice quién es quién y vuelve con las notas puestas",
    )
    it.add_argument(
        "--columna", dest="column", default="", metavar="TAREA", help="título o número de la tarea en el libro"
    )
    it.add_argument(
        "--con-provisionales",
        dest="provisional",
        action="store_true",
        help="pone también en el libro las notas que aún pueden cambiar",
    )
    it.add_argument(
        "--anonimo",
        dest="anonymous",
        action="store_true",
        help="deja además DIR/anonimo, con códigos de hoja en vez de nombres, para compartirlo, y no nombra a nadie",
    )
    it.add_argument(
        "--procesos",
        dest="processes",
        type=int,
        metavar="N",
        help="cuántos procesos califican a la vez (por defecto, uno por núcleo; 0: este mismo)",
    )
    it.add_argument(
        "--cluster", metavar="tcp://…", help="un clúster de Dask que ve los mismos archivos (extra «cluster»)"
    )
    it.add_argument("-o", dest="folder", type=Path, required=True, metavar="DIR", help="carpeta de salida")


def _add_review(it: Parser) -> None:
    it.add_argument("run", type=Path, metavar="RESULTADOS", help="la carpeta que dejó «calificar»")
    how = it.add_mutually_exclusive_group()
    how.add_argument("--csv", type=Path, metavar="LISTA", help="en vez de preguntar, deja una lista para llenar")
    how.add_argument("--leer", dest="filled", type=Path, metavar="LISTA", help="toma las decisiones de esa lista")
    it.add_argument(
        "--celda",
        dest="cells",
        nargs=2,
        action="append",
        metavar=("QUIÉN", "CELDA"),
        help="una celda de un estudiante aunque no espere, «todas» o «entrega»; se puede repetir",
    )
    it.add_argument("--quien", dest="who", default="", metavar="NOMBRE", help="quién decide, para que quede escrito")


def _add_regrade(it: Parser) -> None:
    it.add_argument("run", type=Path, metavar="RESULTADOS", help="la carpeta que dejó «calificar»")
    it.add_argument("--politica", dest="policy", type=Path, metavar="P.toml", help="otra política")
    it.add_argument("--manifiesto", dest="manifest", type=Path, metavar="M.jsonl", help="otro manifiesto")
    it.add_argument(
        "--solo",
        dest="which",
        choices=("cambios", "suben", "bajan"),
        default="cambios",
        help="qué se muestra: todo lo que cambia, lo que sube o lo que baja (por defecto, cambios)",
    )
    it.add_argument("--no-bajar", dest="no_lower", action="store_true", help="conserva la nota anterior si es más alta")
    it.add_argument("--confirmar", dest="confirmed", action="store_true", help="escribe los resultados nuevos")
