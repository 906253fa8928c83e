"""The command line is a contract: what it prints, what it leaves, and how it ends."""

import csv
import json
import os
import re
import resource
import subprocess
import sys

import pytest

from grader import cli

COMMANDS = ("", "demo", "catalogo", "calcular", "importar", "generar", "exportar", "auditar", "calificar",
            "revisar", "recalificar", "verificar")  # fmt: skip
TOTALS = {"ejemplo-1": 8321, "ejemplo-2": 41802, "ejemplo-3": 173130, "ejemplo-4": 21098, "ejemplo-5": 268650}


def results(folder):
    """Submission → its line of `resultados.jsonl`."""
    lines = (folder / "resultados.jsonl").read_text("utf-8").splitlines()
    return {line["submission"]: line for line in map(json.loads, lines)}


def grades(folder):
    text = (folder / "notas.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


# Help


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("calificr", "x"), " ¿Quisiste decir «calificar»?\n"),
        (("generar", "ejemplo-1", "--estudiante", "x", "-o", "y"), " ¿Quisiste decir «--estudiantes»?\n"),
        (("borrar",), ".\n"),
    ],
)
def test_a_slip_of_the_keyboard_is_told_what_was_probably_meant(command, arguments, meant):
    status, _, err = command(*arguments)
    assert status == 2
    assert meant in err


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_spanish_and_has_an_example(command, name):
    status, out, err = command(*name.split(), "--help")
    assert (status, err) == (0, "")
    assert out.startswith(f"Uso: grader {name}".rstrip())
    assert f"\nEjemplo:\n  grader {name}".rstrip() in out
    english = r"usage|positional|optional|options|show this|default|exit|arguments|required|commands"
    assert re.findall(rf"(?i)\b(?:{english})\b", out) == []
    assert out.count("muestra esta ayuda y termina") == 1


def test_help_names_every_command_and_the_version_is_told(command):
    _, out, _ = command("--help")
    assert re.findall(r"(?m)^    (\w+)", out) == [name for name in COMMANDS if name]
    status, out, _ = command("--version")
    assert (status, out) == (0, "grader 0.1.0\n")


def test_help_costs_less_than_0_3_seconds_of_cpu():
    """It imports nothing heavy; the best of three, since the machine may be busy."""
    program = "import sys; sys.argv = ['grader', '--help']; from grader.cli import main; main()"
    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    assert min(spent) < 0.3


HEAVY = {"sympy", "typst", "nbformat", "xlsxwriter", "docx", "jinja2", "pydantic", "lxml", "python_calamine", "rich"}


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [(["--help"], set()), (["calcular", "ejemplo-4"], {"pydantic"}), (["catalogo"], {"pydantic"})],
)
def test_a_command_imports_only_what_it_needs(arguments, needed):
    program = (
        "import sys; from grader.cli import main\n"
        f"try: sys.argv = ['grader', *{arguments!r}]; main()\n"
        f"except SystemExit: print(*sorted({HEAVY!r} & set(sys.modules)))"
    )
    out = subprocess.check_output([sys.executable, "-c", program], text=True)
    assert set(out.splitlines()[-1].split()) == needed


# Wrong usage: status 2, the reason and the remedy in Spanish on stderr, nothing on stdout, nothing made


HELP_OF_GRADING = "«grader calificar --help» muestra cómo se usa.\n"
UNKNOWN_COMMAND = """\
grader: ORDEN: «borrar» no es posible; puede ser «demo», «catalogo», «calcular», «importar», «generar», «exportar», \
«auditar», «calificar», «revisar», «recalificar», «verificar».
«grader --help» muestra cómo se usa.
"""


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((), "grader: falta: ORDEN.\n«grader --help» muestra cómo se usa.\n"),
        (("calificar",), "grader calificar: falta: ENTREGA, -o.\n«grader calificar --help» muestra cómo se usa.\n"),
        (
            ("calificar", "x.csv", "-o", "n"),
            f"grader calificar: falta uno de: --manifiesto --ejercicio.\n{HELP_OF_GRADING}",
        ),
        (
            ("calificar", "x.csv", "--ejercicio", "e", "--manifiesto", "m", "-o", "n"),
            f"grader calificar: --manifiesto y --ejercicio no van juntos.\n{HELP_OF_GRADING}",
        ),
        (("borrar",), UNKNOWN_COMMAND),
        (
            ("catalogo", "--xyz"),
            "grader: no se entiende: --xyz.\n«grader --help» muestra cómo se usa.\n",
        ),
        (
            ("generar", "ejemplo-1", "-n", "diez", "-o", "n"),
            "grader generar: -n: «diez» no sirve.\n«grader generar --help» muestra cómo se usa.\n",
        ),
        (("generar", "ejemplo-1", "-n", "0", "-o", "n"), "-n lleva un número de hojas de al menos 1.\n"),
        (("exportar", "ejemplo-1", "-n", "0", "--a", "moodle", "--semilla", "s", "-o", "n.xml"),
         "-n lleva un número de variantes de al menos 1.\n"),
        (("exportar", "--a", "moodle", "-o", "n.xml"),
         "Se exportan ejercicios (con -n) o las hojas de un manifiesto (con --manifiesto).\n"),
        (("exportar", "ejemplo-1", "--a", "moodle", "-n", "1", "--semilla", "s", "-o", "n.zip"),
         "El banco para «moodle» es un archivo .xml: llámalo «n.xml».\n"),
        (
            ("generar", "ejemplo-1", "--formatos", "pdf,odt", "-o", "n"),
            "«odt» no es un formato; hay html, pdf, docx, xlsx, ipynb, md, csv.\n",
        ),
        (("calcular", "ejemplo-44"), "No hay ningún ejercicio «ejemplo-44». ¿Querías decir «ejemplo-4»?\n"),
        (("calcular", "vgg"), "No hay ningún ejercicio «vgg». «grader catalogo» muestra los que hay.\n"),
        (("calcular", "inciso-4", "--columnas", "macs"),
         "«inciso-4» no es una red de capas; las columnas de más son de redes.\n"),
        (("calcular", "falta.toml"), "No se puede leer «falta.toml»: no existe.\n"),
        (("calcular", "taller-parametros", "--json"),
         "«taller-parametros» es una tarea; --json toma un solo ejercicio.\n"),
        (("calificar", "nada.csv", "--ejercicio", "ejemplo-1", "-o", "n"), "No existe «nada.csv».\n"),
        (("calificar", ".", "--ejercicio", "ejemplo-1", "-o", "n"), "No hay ninguna entrega en lo que se indicó.\n"),
        (("generar", "ejemplo-1", "--estudiantes", "lista.csv", "--semilla", "s", "-o", "n"),
         "No se puede leer la lista «lista.csv»: no existe.\n"),
    ],
)  # fmt: skip
def test_wrong_usage(command, tmp_path, monkeypatch, arguments, reason):
    monkeypatch.chdir(tmp_path)
    assert command(*arguments) == (2, "", reason)
    assert list(tmp_path.iterdir()) == []


def test_what_is_in_the_way_is_told(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "archivo").write_text("x")
    how = ("--ejercicio", "ejemplo-1", "-o", "n")
    assert command("calificar", "archivo", "--ejercicio", "ejemplo-1", "-o", "archivo") == (
        2, "", "No se puede usar la carpeta «archivo»: ya existe y no es una carpeta.\n",
    )  # fmt: skip
    assert command("calificar", "archivo", *how, "--politica", "p.toml") == (
        2,
        "",
        "No se puede leer «p.toml»: no existe.\n",
    )
    assert command("calificar", "archivo", "--manifiesto", "archivo", "-o", "n")[::2] == (
        2, "La línea 1 de «archivo» no es de un manifiesto; ¿es el que dejó «generar»?\n",
    )  # fmt: skip


def test_a_console_without_arrows_shows_something_else(tmp_path):
    """On Windows a redirected output is cp1252, which has no «→»."""
    program = "import sys; sys.argv = ['grader', 'catalogo']; from grader.cli import main; main()"
    for encoding in ("cp1252", "ascii"):
        done = subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONIOENCODING": encoding},
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"ejemplo-1" in done.stdout


THREE_FAULTS = """
id = "tres"
version = 1
title = "Tres faltas"
activation = "ReLU."
structure = "bullets"

[table]
columns = ["out_shape", "weights", "pesos"]

[[network.layers]]
kind = "input"
name = "Input"
height = 8
channels = 3

[[network.layers]]
kind = "conv2d"
name = "CONV1"
filters = 4
kernel = 0

[[network.layers]]
kind = "convolucion"
name = "CONV2"
"""
TOLD = """\
tres.toml tiene 3 errores:
  table.columns[2]: «pesos» no es posible; puede ser «detail», «inputs», «outputs», «out_shape», «weights», «biases», \
«params», «trainable», «non_trainable», «macs», «activations» o «receptive_field»
  network.layers[1].kernel: 0 es menor que el mínimo, 1
  network.layers[2]: «convolucion» no es una clase de capa; hay 66, y docs/ejercicios.md las explica
"""


def test_three_faults_of_an_exercise_are_told_at_once(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tres.toml").write_text(THREE_FAULTS, "utf-8")
    assert command("calcular", "tres.toml") == (2, "", TOLD)
    assert command("generar", "tres.toml", "--semilla", "s", "-o", "n") == (2, "", TOLD)
    (tmp_path / "e.csv").write_text("Capa;Pesos\n", "utf-8")
    assert command("calificar", "e.csv", "--ejercicio", "tres.toml", "-o", "n")[:2] == (2, "")
    assert not (tmp_path / "n").exists()


def test_all_faults_of_a_policy_are_told_at_once(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.toml").write_text(
        'show = "todo"\n[scale]\nname = "0-11"\n[earns]\nslip = 2\n[puntos]\nx = 1\n', "utf-8"
    )
    (tmp_path / "e.csv").write_text("Capa;Pesos\n", "utf-8")
    told = (
        "p.toml tiene 4 errores:\n"
        "  show: «todo» no es posible; puede ser «nada», «veredictos», «pistas» o «solucion»\n"
        "  scale.name: «0-11» no es posible; puede ser «0-5», «0-10», «0-20», «0-100», «1-7» o «propia»\n"
        "  earns.slip: 2 no está entre 0 y 1\n"
        "  puntos: no existe esa clave; ¿querías decir «points»?\n"
    )
    how = ("--ejercicio", "ejemplo-1", "--politica", "p.toml", "-o", "n")
    assert command("calificar", "e.csv", *how) == (2, "", told)
    assert not (tmp_path / "n").exists()


# catalogo and calcular


def test_the_catalogue(command, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    status, out, err = command("catalogo")
    assert (status, err) == (0, "")
    named = [line for line in out.splitlines() if line[0] != " "]
    assert [re.split(r"  +", line) for line in named] == [
        ["convnetjs-cifar10", "ConvNetJS: CIFAR-10"],
        ["ejemplo-1", "Ejemplo 1"],
        ["ejemplo-2", "Ejemplo 2"],
        ["ejemplo-3", "Ejemplo 3"],
        ["ejemplo-4", "Ejemplo 4"],
        ["ejemplo-5", "Ejemplo 5"],
        ["inciso-1-pasas", "Inciso 1: pasas (Raisin)"],
        ["inciso-2d", "Inciso 2d: CIFAR-10"],
        ["inciso-3", "Inciso 3"],
        ["inciso-4", "Inciso 4"],
        ["inciso-5", "Inciso 5: escalado"],
        ["inciso-6c", "Inciso 6c: CNN Explainer"],
        ["taller-parametros", "NN - Cálculo de parámetros"],
        ["tamano-de-salida", "Tamaño de la salida"],
    ]
    assert max(map(len, out.splitlines())) <= 80
    about = out.partition("inciso-2d")[2].partition("inciso-3")[0]
    assert [line.strip() for line in about.splitlines()[1:3]] == [
        "entrada → 2 × convolución → max pooling → convolución",
        "→ max pooling → dropout → aplanado → 3 × capa densa",
    ]


@pytest.mark.parametrize(("columns", "longest"), [("10", 40), ("60", 60), ("300", 100)])
def test_the_catalogue_fits_the_terminal(command, monkeypatch, columns, longest):
    monkeypatch.setenv("COLUMNS", columns)
    _, out, _ = command("catalogo")
    assert longest - 15 < max(map(len, out.splitlines())) <= longest


def test_calcular_json_is_a_contract(command):
    """DESIGN.md: `{"layers": [{"name", "kind", "out_shape", "weights", "biases", "params"}, …], "total"}`."""
    status, out, err = command("calcular", "ejemplo-4", "--json")
    assert (status, err) == (0, "")
    keys = ("name", "kind", "out_shape", "weights", "biases", "params")
    rows = [
        ("Input", "input", [32, 32, 3], 0, 0, 0),
        ("CONV1", "conv2d", [32, 32, 8], 600, 8, 608),
        ("POOL1", "max_pooling2d", [16, 16, 8], 0, 0, 0),
        ("Flatten", "flatten", [2048], 0, 0, 0),
        ("FC", "dense", [10], 20480, 10, 20490),
    ]
    assert json.loads(out) == {"layers": [dict(zip(keys, row, strict=True)) for row in rows], "total": 21098}
    assert list(json.loads(out)["layers"][0]) == list(keys)


@pytest.mark.parametrize("name", TOTALS)
def test_calcular_gives_the_seeds_totals(command, name):
    assert json.loads(command("calcular", name, "--json")[1])["total"] == TOTALS[name]


def test_calcular_prints_a_table(command):
    _, out, _ = command("calcular", "ejemplo-4")
    assert out.replace("\u202f", "_").splitlines() == [
        "Ejemplo 4",
        "Capa     Detalle                     Out Shape    # de Pesos  # de Sesgos  # de Parámetros",
        "-" * 90,
        "Input    (32, 32, 3)                 (32, 32, 3)           0            0                0",
        "CONV1    f=5x5, s=1, p=2, 8 filtros  (32, 32, 8)         600            8              608",
        "POOL1    2x2, s=2, max               (16, 16, 8)           0            0                0",
        "Flatten                              (2048, 1)             0            0                0",
        "FC       Softmax, 10 clases          (10, 1)          20_480           10           20_490",
        "Total de parámetros: 21_098",
    ]


def test_calcular_shows_what_the_exercise_asks(command, tmp_path):
    """A convolution of 3x3 and 2 filters on 4x4x1: 3·3·1·2 weights at 2·2 places."""
    path = tmp_path / "mia.toml"
    path.write_text(
        'id = "mia"\nversion = 1\ntitle = "Mía"\n'
        'table = { columns = ["params", "macs", "receptive_field"], given = ["CONV1/params"] }\n'
        'network.layers = [\n{ kind = "input", name = "Input", height = 4, channels = 1, row = false },\n'
        '{ kind = "conv2d", name = "CONV1", filters = 2, kernel = 3 }]\n',
        "utf-8",
    )
    (layer,) = json.loads(command("calcular", path, "--json")[1])["layers"]
    assert list(layer)[-4:] == ["biases", "params", "macs", "receptive_field"]
    assert (layer["macs"], layer["receptive_field"]) == (72, 3)
    heading, _, row = command("calcular", path)[1].splitlines()[1:4]
    assert re.split(r"  +", heading)[-3:] == ["# de Parámetros", "# de MACs", "Campo Receptivo"]
    assert row.split()[-3:] == ["20", "72", "3"]


def test_calcular_takes_ones_own_network(command, tmp_path):
    path = tmp_path / "mia.toml"
    path.write_text(
        'id = "mia"\nversion = 1\ntitle = "Mía"\nactivation = ""\ntable = { columns = ["params"] }\n'
        "network.layers = [\n"
        '{ kind = "input", name = "x", units = 784 },\n{ kind = "dense", name = "FC1", units = 10 }]\n',
        "utf-8",
    )
    status, out, err = command("calcular", path, "--json")
    assert (status, err) == (0, "")
    assert json.loads(out)["total"] == 7850  # 784·10 + 10


# generar


def test_original_gives_the_seeds_numbers(command, tmp_path):
    status, out, err = command("generar", "taller-parametros", "--original", "--formatos", "csv", "-o", tmp_path)
    assert (status, err) == (0, ""), "nobody needs a secret for numbers that all know"
    assert out == (f"Hojas nuevas: 1; ya estaban: 0.\nArchivos nuevos: 2, en {tmp_path}/hojas y {tmp_path}/claves.\n")
    (key,) = (tmp_path / "claves").iterdir()
    lines = key.read_text("utf-8-sig").replace("\u202f", "_").splitlines()
    totals = [line for line in lines if line.startswith("Total de parámetros;")]
    assert totals == [
        f"Total de parámetros;{total};;;;" for total in ("8321", "41_802", "173_130", "21_098", "268_650")
    ]
    rows = [line for line in lines if line.startswith(("FC4;", "FC;", "CONV2;"))]
    assert rows == [
        "FC4;64;10;640;10;650",
        'FC;"Softmax, 10 clases";"(10, 1)";20_480;10;20_490',
        'CONV2;"f=3x3, s=1, p=1, 32 filtros";"(16, 16, 32)";4608;32;4640',
    ]


FIXED = """
id = "fija"
version = 1
title = "Fija"

[table]
columns = ["weights", "biases", "params"]

[[network.layers]]
kind = "input"
name = "Entrada"
row = false
units = 12

[[network.layers]]
kind = "dense"
name = "FC1"
units = 5
"""
ONE_SHEET = (
    "«fija» no tiene rangos: sus números son fijos y de él sale una sola hoja. Para hojas distintas, pon un rango "
    "donde hay un número, como { original = 64, min = 32, max = 96 }; "
)
SAME_FOR_ALL = (
    "si todos pueden recibir la misma hoja, con los números originales, usa «grader generar» con --original.\n"
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (FIXED, ONE_SHEET),
        (FIXED.replace("units = 5", "units = { original = 5, values = [7, 8] }"),
         "Los rangos de «fija» no alcanzan para que cada estudiante reciba una hoja distinta (van 2). Amplíalos; "),
    ],
)  # fmt: skip
def test_where_no_sheet_is_left_the_message_says_what_to_do(command, tmp_path, text, reason):
    path = tmp_path / "fija.toml"
    path.write_text(text, "utf-8")
    arguments = ("generar", path, "-n", "3", "--formatos", "csv")
    assert command(*arguments, "--semilla", "s", "-o", tmp_path / "una") == (2, "", reason + SAME_FOR_ALL)
    status, out, err = command(*arguments, "--original", "-o", tmp_path / "otra")
    assert (status, out.splitlines()[0], err) == (0, "Hojas nuevas: 3; ya estaban: 0.", "")


def test_trying_out_without_a_secret_is_warned_of(command, tmp_path):
    status, _, err = command("generar", "ejemplo-1", "--formatos", "md", "-o", tmp_path)
    assert (status, err) == (0, "Aviso: sin --semilla las hojas son de prueba: cualquiera puede predecirlas.\n")


def test_the_secret_may_come_from_the_environment(command, tmp_path, monkeypatch):
    """So that it does not stand in the shell's history."""
    how = ("generar", "ejemplo-1", "--formatos", "md")
    command(*how, "--semilla", "s3creto", "-o", tmp_path / "a")
    monkeypatch.setenv("GRADER_SEMILLA", "s3creto")
    assert command(*how, "-o", tmp_path / "b")[::2] == (0, "")
    manifests = [(tmp_path / name / "manifiesto.jsonl").read_bytes() for name in "ab"]
    assert manifests[0] == manifests[1]
    assert b"s3creto" not in manifests[0]


# calificar

EJEMPLO_4 = """\
Ejemplo 4
Capa;Out Shape;# de Pesos;# de Sesgos;# de Parámetros
Input;;0;0;0
CONV1;(32,32,8);5*5*3*8;8;608
POOL1;(16,16,8);0;0;-
Flatten;2.048;0;0;0
FC;;20480;10;20.490
Total;;;;21.098
"""


def test_an_exercise_is_marked_against_its_original_numbers(command, tmp_path):
    entrega = tmp_path / "ana.csv"
    entrega.write_text(EJEMPLO_4, "utf-8")
    status, out, err = command("calificar", entrega, "--ejercicio", "ejemplo-4", "-o", tmp_path / "n")
    assert (status, err) == (0, "")
    assert out.startswith("1 entrega: 1 calificada, 0 con algo por revisar, 0 rechazadas.")
    line = results(tmp_path / "n")["ana.csv"]
    assert list(line) == ["schema", "grader", "submission", "student", "sheet", "status", "earned", "possible", "grade",
                          "decided", "cells", "notices", "remarks"]  # fmt: skip
    assert (line["schema"], line["status"], line["earned"], line["possible"]) == (1, "graded", "1", "1")
    assert (line["grade"], line["notices"], len(line["cells"])) == ("5.00", [], 19)
    cells = {cell.pop("cell"): cell for cell in line["cells"]}
    where = cells["ejemplo-4/CONV1/weights"].pop("where")
    assert where.endswith("columna 3")
    assert cells["ejemplo-4/CONV1/weights"] == {
        "raw": "5*5*3*8", "read": 600, "expected": 600, "verdict": "correct", "misconception": None, "candidates": [],
        "earned": "1/19", "possible": "1/19", "decided": False, "reason": "", "explanation": None,
    }  # fmt: skip
    assert cells["ejemplo-4/Flatten/out_shape"]["raw"] == "2.048", "byte for byte"
    assert cells["ejemplo-4/Flatten/out_shape"]["read"] == [2048]
    assert (cells["ejemplo-4/POOL1/params"]["raw"], cells["ejemplo-4/POOL1/params"]["read"]) == ("-", 0)
    assert cells["ejemplo-4/total"]["read"] == 21098


def test_everybody_may_answer_the_same_exercise(command, tmp_path):
    """`--ejercicio` knows no students: each file has its own line and its own page."""
    (tmp_path / "e").mkdir()
    (tmp_path / "e" / "ana.csv").write_text(EJEMPLO_4, "utf-8")
    (tmp_path / "e" / "blas.csv").write_text(EJEMPLO_4.replace("5*5*3*8", "200"), "utf-8")
    assert command("calificar", tmp_path / "e", "--ejercicio", "ejemplo-4", "-o", tmp_path / "n")[0] == 0
    assert [(row["entrega"], row["nota"], row["estado"]) for row in grades(tmp_path / "n")] == [
        ("ana.csv", "5.00", "definitiva"),
        ("blas.csv", "4.74", "definitiva"),  # 18 of 19 cells
    ]
    assert sorted(path.name for path in (tmp_path / "n" / "retroalimentacion").iterdir()) == [
        "ana-csv.html",
        "blas-csv.html",
    ]


def test_a_policy_decides_what_is_earned_and_on_which_scale(command, tmp_path):
    (tmp_path / "p.toml").write_text('show = "nada"\n[scale]\nname = "0-20"\n[earns]\nmisconception = "1/2"\n', "utf-8")
    (tmp_path / "e.csv").write_text(EJEMPLO_4.replace("5*5*3*8", "200"), "utf-8")
    how = ("--ejercicio", "ejemplo-4", "--politica", tmp_path / "p.toml", "-o", tmp_path / "n")
    assert command("calificar", tmp_path / "e.csv", *how)[0] == 0
    line = results(tmp_path / "n")["e.csv"]
    assert (line["earned"], line["grade"]) == ("37/38", "19.47")  # 18.5 of 19
    page = (tmp_path / "n" / "retroalimentacion" / "e-csv.html").read_text("utf-8")
    assert "19,47 de 20,00" in page
    assert not re.search(r"\b(200|608|CONV1)\b", page.partition("</style>")[2]), "only the grade"


@pytest.fixture(scope="module")
def classroom_folder(tmp_path_factory):
    """A class of eight with `ejemplo-4`, each with its key as CSV and Markdown; and their codes."""
    folder = tmp_path_factory.mktemp("clase")
    names = ("Ana Pérez", "Bruno Gil", "Carla Díaz", "David Ñúñez", "Elsa Güiza", "Fabio Ruiz", "Gina Soto", "Hugo Paz")
    lines = [f"20{i};{name};{name.split()[0].lower()}@example.edu" for i, name in enumerate(names, 1)]
    (folder / "lista.csv").write_text("\n".join(["código;nombre;correo", *lines]), "utf-8")
    program = "import sys; from grader.cli import main; sys.argv[0] = 'grader'; main()"
    arguments = ["generar", "ejemplo-4", "--estudiantes", folder / "lista.csv", "--semilla", "s", "-o", folder,
                 "--formatos", "csv,md,xlsx,pdf"]  # fmt: skip
    subprocess.run([sys.executable, "-c", program, *arguments], check=True, capture_output=True)
    return folder


def key_of(folder, student, format="csv"):
    (path,) = (folder / "claves").glob(f"{student}_*.{format}")
    return path.read_bytes()


def hand_in(folder, files):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def grade(command, classroom_folder, tmp_path, files):
    folder = hand_in(tmp_path / "entregas", files)
    how = ("--manifiesto", classroom_folder / "manifiesto.jsonl", "-o", tmp_path / "n")
    status, out, err = command("calificar", folder, *how)
    assert err == ""
    return status, out, tmp_path / "n"


DAMAGED = "El archivo está dañado o incompleto. Ábrelo, guárdalo de nuevo y vuelve a entregarlo."
EMPTY = "El archivo está vacío. Comprueba que guardaste tus respuestas y vuelve a entregarlo."
MISNAMED = "El archivo se llama .xlsx pero es un archivo CSV; se leyó como tal."
STRANGER = "El código de hoja 222222-2 no está en el manifiesto."
PDF = "El archivo es un PDF, que por ahora no se puede leer. Entrega el original (.docx, .xlsx, .ipynb, .md, .csv)."
UNKNOWN = """\
El archivo es de un tipo desconocido o está dañado. \
Entrega la hoja como .xlsx, .docx, .ipynb, .md, .csv o .html."""


def test_one_bad_file_never_stops_the_rest(command, classroom_folder, tmp_path):
    """Corrupt, empty, misnamed, of another class: each ends in a reason, all others are marked."""
    files = {
        "ana.csv": key_of(classroom_folder, "ana-perez"),
        "bruno.xlsx": key_of(classroom_folder, "bruno-gil", "xlsx")[:3000],
        "carla.csv": b"",
        "david.xlsx": key_of(classroom_folder, "david-nunez"),
        "elsa.csv": b"C\xc3\xb3digo de hoja;222222-2\nCapa;# de Pesos;# de Sesgos\nCONV1;1;2\n",
        "fabio.pdf": key_of(classroom_folder, "fabio-ruiz", "pdf"),
        "gina.bin": bytes(range(256)),
        "hugo.md": key_of(classroom_folder, "hugo-paz", "md"),
    }
    status, out, folder = grade(command, classroom_folder, tmp_path, files)
    found = results(folder)
    assert status == 1
    assert list(found) == list(files), "every file that came in ends in a report or a stated reason"
    assert {name: (line["status"], line["grade"], line["notices"]) for name, line in found.items()} == {
        "ana.csv": ("graded", "5.00", []),
        "bruno.xlsx": ("rejected", "", [DAMAGED]),
        "carla.csv": ("rejected", "", [EMPTY]),
        "david.xlsx": ("graded", "5.00", [MISNAMED]),
        "elsa.csv": ("rejected", "", [STRANGER]),
        "fabio.pdf": ("graded", "5.00", []),
        "gina.bin": ("rejected", "", [UNKNOWN]),
        "hugo.md": ("graded", "5.00", []),
    }
    assert out.splitlines()[0] == (
        "8 entregas: 4 calificadas, 0 con algo por revisar, 4 rechazadas. Sin entrega: 4 estudiantes."
    )
    assert "  carla.csv: El archivo está vacío." in out
    assert len(list((folder / "retroalimentacion").iterdir())) == 4


def test_an_unreadable_cell_waits_for_a_person_and_the_rest_is_marked(command, classroom_folder, tmp_path):
    text = key_of(classroom_folder, "ana-perez").decode("utf-8-sig")
    text = text[: text.index("\nTotal de parámetros;")] + "\nTotal de parámetros;no sé, ¿12 o 13?\n"
    status, _, folder = grade(command, classroom_folder, tmp_path, {"ana.csv": text.encode()})
    line = results(folder)["ana.csv"]
    assert (status, line["status"], line["grade"]) == (1, "review", "4.74")
    assert [cell["cell"] for cell in line["cells"] if cell["verdict"] == "review"] == ["ejemplo-4/total"]
    assert sum(cell["verdict"] == "correct" for cell in line["cells"]) == 18
    row = grades(folder)[0]
    assert (row["nota"], row["provisional"], row["estado"], row["pendientes"]) == ("", "4.74", "provisional", "1")
    (page,) = (folder / "retroalimentacion").iterdir()
    assert "provisional" in page.read_text("utf-8").lower()


def test_who_it_is_may_stand_in_the_path(command, classroom_folder, tmp_path):
    """As an LMS names folders; a file of nobody goes to a person."""

    def without_code(student):
        return re.sub(rb"(?m)^C\xc3\xb3digo de hoja;.*$", b"", key_of(classroom_folder, student))

    files = {
        "BRUNO GIL_77123_assignsubmission_file/entrega.csv": without_code("bruno-gil"),
        "carla@example.edu.csv": without_code("carla-diaz"),
        "tarea final.csv": without_code("ana-perez"),
        "x_204_y.csv": without_code("david-nunez"),
    }
    status, _, folder = grade(command, classroom_folder, tmp_path, files)
    found = results(folder)
    assert status == 1
    assert {name: (line["student"], line["status"], line["grade"]) for name, line in found.items()} == {
        "BRUNO GIL_77123_assignsubmission_file/entrega.csv": ("202", "graded", "5.00"),
        "carla@example.edu.csv": ("203", "graded", "5.00"),
        "tarea final.csv": ("", "review", ""),
        "x_204_y.csv": ("204", "graded", "5.00"),
    }
    assert found["tarea final.csv"]["notices"] == ["No trae código de hoja y su nombre no dice de quién es."]


def test_the_grade_list(command, classroom_folder, tmp_path):
    """A line for every student of the class, in the order of the list, whether something came in or not."""
    ana = key_of(classroom_folder, "ana-perez")
    files = {"1.csv": ana, "2.md": key_of(classroom_folder, "bruno-gil", "md"), "3.csv": ana + b"\n"}
    _, _, folder = grade(command, classroom_folder, tmp_path, files)
    data = (folder / "notas.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "so that Excel shows the accents"
    rows = grades(folder)
    header = "estudiante,nombre,correo,grupo,hoja,entrega,nota,provisional,puntos,de,estado,pendientes"
    assert list(rows[0]) == header.split(",")
    assert [(row["estudiante"], row["nombre"], row["entrega"], row["nota"], row["estado"]) for row in rows[:3]] == [
        ("201", "Ana Pérez", "1.csv | 3.csv", "", "por revisar: varias entregas, hay que decidir cuál vale"),
        ("202", "Bruno Gil", "2.md", "5.00", "definitiva"),
        ("203", "Carla Díaz", "", "", "sin entrega"),
    ]
    assert (rows[1]["correo"], rows[1]["puntos"], rows[1]["de"]) == ("bruno@example.edu", "1.0000", "1.0000")
    assert len(rows) == 8


def test_no_name_becomes_a_formula(command, tmp_path):
    """A spreadsheet runs what begins with =, +, - or @; an apostrophe makes it text."""
    names = {'=HYPERLINK("http://x")': "'=HYPERLINK(\"http://x\")", "+1 Ana": "'+1 Ana", "@SUM(A1)": "'@SUM(A1)",
             "-2 Blas": "'-2 Blas", "Ana = Eva": "Ana = Eva"}  # fmt: skip
    with (tmp_path / "lista.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["código", "nombre"], *([f"a{i}", name] for i, name in enumerate(names))])
    how = ("--estudiantes", tmp_path / "lista.csv", "--semilla", "s", "--formatos", "csv", "-o", tmp_path / "c")
    assert command("generar", "ejemplo-1", *how)[0] == 0
    key = next((tmp_path / "c" / "claves").glob("*.csv"))
    hand_in(tmp_path / "e", {"=1+1.csv": key.read_bytes()})
    manifest = tmp_path / "c" / "manifiesto.jsonl"
    assert command("calificar", tmp_path / "e", "--manifiesto", manifest, "-o", tmp_path / "n")[0] == 0
    rows = grades(tmp_path / "n")
    assert [row["nombre"] for row in rows] == list(names.values())
    assert [row["entrega"] for row in rows if row["entrega"]] == ["'=1+1.csv"]


def test_a_group_shares_one_grade(command, tmp_path):
    (tmp_path / "l.csv").write_text("código;nombre;grupo\n1;Ana Pérez;G1\n2;Bruno Gil;G1\n3;Carla Díaz;\n", "utf-8")
    how = ("--estudiantes", tmp_path / "l.csv", "--semilla", "s", "--formatos", "csv", "-o", tmp_path / "c")
    command("generar", "ejemplo-1", *how)
    manifest = tmp_path / "c" / "manifiesto.jsonl"
    (key,) = (tmp_path / "c" / "claves").glob("g1_*.csv")
    status, out, _ = command("calificar", key, "--manifiesto", manifest, "-o", tmp_path / "n")
    assert status == 0
    assert [(row["estudiante"], row["grupo"], row["nota"]) for row in grades(tmp_path / "n")] == [
        ("1", "G1", "5.00"), ("2", "G1", "5.00"), ("3", "", ""),
    ]  # fmt: skip
    assert "Sin entrega: 1 estudiante." in out
    assert results(tmp_path / "n")[key.name]["student"] == "1; 2"


def test_marking_twice_gives_the_same_bytes(command, classroom_folder, tmp_path):
    """DESIGN.md, promise 2: marks depend on nothing but the file and the class."""
    files = {"ana.csv": key_of(classroom_folder, "ana-perez"), "vacía.csv": b""}
    folder = hand_in(tmp_path / "e", files)
    for name in ("uno", "dos"):
        manifest = classroom_folder / "manifiesto.jsonl"
        assert command("calificar", folder, "--manifiesto", manifest, "-o", tmp_path / name)[0] == 1
    one, two = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file() and path.name != "progreso.sqlite"  # the ledger is the run's own
        }
        for name in ("uno", "dos")
    )
    assert one == two
    assert len(one) == 8, "results, grades, the class report, a page, the record, the manifest and two copies"


def test_who_interrupts_hears_whether_the_work_goes_on(command, monkeypatch, tmp_path):
    def interrupted(options):
        raise KeyboardInterrupt

    for name, how, told in (
        ("generar", ("ejemplo-1", "-o", tmp_path), "Interrumpido. Lo hecho queda; la misma orden sigue donde iba.\n"),
        ("auditar", ("ejemplo-1",), "Interrumpido.\n"),
    ):
        monkeypatch.setitem(cli.COMMANDS, name, interrupted)
        assert command(name, *how) == (130, "", told)


def test_what_is_one_argument_too_many_is_told_as_it_was_written(command):
    status, _, told = command("calcular", "ejemplo-1", "Ana O'Higgins", "O'Brien")
    assert (status, told.splitlines()[0]) == (2, "grader: sobra: Ana O'Higgins O'Brien.")
