"""DESIGN.md, promises 2 and 6: same instance, same bytes; what was issued once stays as it is."""

import os
import subprocess
import sys
import time
from shutil import rmtree

import pytest
from classroom import EJEMPLOS

from grader.code import ALPHABET, find_codes
from grader.generate.assignment import load_assignment
from grader.generate.issue import issue
from grader.generate.manifest import load_manifest, worksheets
from grader.model import Student

FORMATS = ("html", "pdf", "docx", "xlsx", "ipynb", "md", "csv")
TWO_SECONDS = 2.1
"""A zip counts time in steps of two seconds."""


def students(count, first=1):
    return tuple(Student(f"2026{i:03}", f"Estudiante Número {i}") for i in range(first, first + count))


def issued(who, key="secreto", earlier=(), exercises=("taller-parametros",), **how):
    return issue(load_assignment(list(exercises)), who, key, earlier, **how)


def numbers(worksheet):
    """Every drawn number of a worksheet, without names and texts."""
    return tuple(tuple(layer.parameters.items()) for instance in worksheet.instances for layer in instance.layers)


def sheets(lines):
    return [line.worksheet for line in lines]


def test_200_students_get_200_different_worksheets():
    class_ = sheets(issued(students(200)))
    assert len(class_) == 200
    assert len({numbers(it) for it in class_}) == 200
    codes = {it.code for it in class_}
    assert len(codes) == 200
    assert all(find_codes(code) == [code] for code in codes), "each carries its check character"
    assert {character for code in codes for character in code} <= {*ALPHABET, "-"}
    assert {it.students for it in class_} == {(student,) for student in students(200)}


@pytest.mark.parametrize("name", EJEMPLOS)
def test_200_students_get_200_variants_of_a_single_exercise(name):
    class_ = sheets(issued(students(200), exercises=[name]))
    assert len({numbers(it) for it in class_}) == 200
    (original,) = issued(students(1), exercises=[name], original=True)
    assert numbers(original.worksheet) not in {numbers(it) for it in class_}, "the seed's numbers are known to all"


def test_the_same_key_gives_the_same_class_and_another_key_another():
    one, two, other = (issued(students(30), key) for key in ("secreto", "secreto", "otro secreto"))
    assert one == two
    assert not {it.code for it in sheets(one)} & {it.code for it in sheets(other)}
    assert not {numbers(it) for it in sheets(one)} & {numbers(it) for it in sheets(other)}
    assert one[0].key != other[0].key


def test_the_manifest_gives_no_key_away():
    (line,) = issued(students(1), "palabra-secreta")
    assert "palabra" not in repr(line)
    assert len(line.key) == 12


def test_what_a_student_gets_does_not_depend_on_who_else_is_in_the_list():
    """Codes and numbers come from the key and the id: the last of a long list could as well be alone."""
    long = {it.students[0].id: it for it in sheets(issued(students(50)))}
    (alone,) = sheets(issued(students(1, first=50)))
    assert (alone.code, numbers(alone)) == (long["2026050"].code, numbers(long["2026050"]))


# The whole command: files in a folder.


def generar(folder, *arguments, **environment):
    """`grader generar` in a process of its own."""
    program = [sys.executable, "-c", "import sys; from grader.cli import main; sys.argv[0] = 'grader'; main()"]
    command = [*program, "generar", *map(str, arguments), "-o", str(folder)]
    return subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False)


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def times(folder):
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*")}


def roster(folder, *lines):
    path = folder / "lista.csv"
    path.write_text("\n".join(["código;nombre;grupo", *lines]), "utf-8")
    return path


def test_the_same_command_gives_the_same_bytes(tmp_path):
    """Another folder, two seconds later, in another time zone, locale, console and hash order."""
    here = {"TZ": "America/Bogota", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
    there = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "2", "PYTHONIOENCODING": "latin-1"}
    start = time.monotonic()
    how = ("taller-parametros", "-n", "2", "--semilla", "secreto")
    first = generar(tmp_path / "uno", *how, **here)
    time.sleep(max(0, TWO_SECONDS - (time.monotonic() - start)))
    second = generar(tmp_path / "otra" / "dos", *how, **there)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    one, two = contents(tmp_path / "uno"), contents(tmp_path / "otra" / "dos")
    assert sorted({name.rpartition(".")[2] for name in one}) == sorted({*FORMATS, "jsonl"})
    assert len(one) == 1 + 2 * 2 * len(FORMATS)
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []


def test_a_students_files_do_not_depend_on_who_else_is_served(tmp_path):
    """A process that has written others before writes the same bytes as one that begins with this student."""
    how = ("ejemplo-4", "--semilla", "s", "--estudiantes")
    assert generar(tmp_path / "a", *how, roster(tmp_path, "1;Ana Pérez;", "2;Bruno Gil;")).returncode == 0
    assert generar(tmp_path / "b", *how, roster(tmp_path, "2;Bruno Gil;")).returncode == 0
    together, alone = contents(tmp_path / "a"), contents(tmp_path / "b")
    files = [name for name in alone if name != "manifiesto.jsonl"]
    assert len(files) == 2 * len(FORMATS)
    assert [name for name in files if together[name] != alone[name]] == []


def test_another_course_key_gives_other_files(tmp_path):
    for key in ("uno", "dos"):
        assert generar(tmp_path / key, "ejemplo-1", "-n", 2, "--semilla", key, "--formatos", "md,csv").returncode == 0
    one, two = contents(tmp_path / "uno"), contents(tmp_path / "dos")
    assert not {*one.values()} & {*two.values()}
    assert {*one} & {*two} == {"manifiesto.jsonl"}, "codes stand in the names of the files"


def test_a_longer_roster_only_adds(tmp_path):
    """Who comes late, wherever in the list, gets a sheet; nobody else's file is written again."""
    how = ("ejemplo-1", "ejemplo-4", "--semilla", "s", "--formatos", "html,md,xlsx")
    first = roster(tmp_path, "1;Ana Pérez;", "2;Bruno Gil;")
    assert "Hojas nuevas: 2; ya estaban: 0." in generar(tmp_path / "c", *how, "--estudiantes", first).stdout
    before, stamps = contents(tmp_path / "c"), times(tmp_path / "c")
    longer = roster(tmp_path, "3;Carla Díaz;", "1;Ana Pérez;", "2;Bruno Gil;", "4;David Ñúñez;")
    assert "Hojas nuevas: 2; ya estaban: 2." in generar(tmp_path / "c", *how, "--estudiantes", longer).stdout
    after = contents(tmp_path / "c")
    manifest = "manifiesto.jsonl"
    assert after[manifest].startswith(before.pop(manifest))
    assert after[manifest].count(b"\n") == 4
    files = {name: stamp for name, stamp in stamps.items() if name in before}
    assert {name: after[name] for name in before} == before
    assert {name: stamp for name, stamp in times(tmp_path / "c").items() if name in files} == files
    assert len(after) == 1 + 4 * 2 * 3


def test_running_again_changes_nothing_and_another_format_only_adds_files(tmp_path):
    how = ("ejemplo-1", "-n", 2, "--semilla", "s", "--formatos")
    generar(tmp_path / "c", *how, "md")
    before = contents(tmp_path / "c")
    assert "Hojas nuevas: 0; ya estaban: 2." in generar(tmp_path / "c", *how, "md").stdout
    assert contents(tmp_path / "c") == before
    generar(tmp_path / "c", *how, "md,csv")
    after = contents(tmp_path / "c")
    assert {name: after[name] for name in before} == before
    assert len(after) == len(before) + 4


def test_an_edited_exercise_does_not_change_an_issued_sheet(tmp_path):
    """The manifest holds the whole instance: wider ranges or other texts reach new students only."""
    exercise = tmp_path / "mio.toml"
    text = """id = "mio"\nversion = 1\ntitle = "Mío"\nactivation = "ReLU."
table = { columns = ["weights", "biases", "params"] }\nnetwork.layers = [
{ kind = "input", name = "Entrada", row = false, units = { original = 8, min = 8, max = 90 } },
{ kind = "dense", name = "FC1", units = { original = 4, min = 4, max = 9 } }]\n"""
    exercise.write_text(text, "utf-8")
    how = (exercise, "--semilla", "s", "--formatos", "md", "-n")
    done = generar(tmp_path / "c", *how, 2)
    assert done.returncode == 0, done.stderr
    before = load_manifest(tmp_path / "c" / "manifiesto.jsonl")
    exercise.write_text(text.replace("max = 90", "max = 900").replace("version = 1", "version = 2"), "utf-8")
    generar(tmp_path / "c", *how, 3)
    after = load_manifest(tmp_path / "c" / "manifiesto.jsonl")
    assert after[:2] == before
    assert [line.worksheet.instances[0].version for line in after] == [1, 1, 2]


@pytest.mark.parametrize(
    ("again", "reason"),
    [
        (
            ("ejemplo-1", "--semilla", "otro"),
            "El manifiesto de esa carpeta se hizo con otra semilla; usa la misma u otra carpeta.\n",
        ),
        (
            ("ejemplo-2", "--semilla", "s"),
            "En esa carpeta ya hay hojas de «ejemplo-1»; elige otra para «ejemplo-2».\n",
        ),
    ],
)
def test_a_folder_belongs_to_one_key_and_one_assignment(tmp_path, again, reason):
    generar(tmp_path, "ejemplo-1", "--semilla", "s", "-n", 1, "--formatos", "md")
    before = contents(tmp_path)
    done = generar(tmp_path, *again, "-n", 3, "--formatos", "md")
    assert (done.returncode, done.stderr) == (2, reason)
    assert contents(tmp_path) == before


def test_a_group_shares_one_sheet_and_a_late_member_joins_it(tmp_path):
    how = ("ejemplo-1", "--semilla", "s", "--formatos", "csv", "--estudiantes")
    generar(tmp_path / "c", *how, roster(tmp_path, "1;Ana Pérez;G1", "2;Bruno Gil;", "3;Carla Díaz;G1"))
    before, (group, alone) = contents(tmp_path / "c"), load_manifest(tmp_path / "c" / "manifiesto.jsonl")
    assert [student.id for student in group.worksheet.students] == ["1", "3"]
    assert [student.id for student in alone.worksheet.students] == ["2"]
    files = {f"{kind}/{name}.csv" for kind in ("hojas", "claves") for name in
             (f"g1_{group.worksheet.code}", f"bruno-gil_{alone.worksheet.code}")}  # fmt: skip
    assert before.keys() == {"manifiesto.jsonl", *files}
    assert "Ana Pérez y Carla Díaz" in before[f"hojas/g1_{group.worksheet.code}.csv"].decode()

    generar(tmp_path / "c", *how, roster(tmp_path, "1;Ana Pérez;G1", "3;Carla Díaz;G1", "4;David Ñúñez;G1"))
    after = contents(tmp_path / "c")
    assert after.keys() == before.keys(), "the sheet that they have already"
    assert all(after[name] == before[name] for name in files)
    class_ = worksheets(load_manifest(tmp_path / "c" / "manifiesto.jsonl"))
    assert [student.id for student in class_[group.worksheet.code].students] == ["1", "3", "4"]
    assert list(class_) == [group.worksheet.code, alone.worksheet.code]


def test_who_takes_a_section_for_a_team_is_told_what_to_do_and_again_when_it_is_not_enough(command, tmp_path):
    lines = roster(tmp_path, *(f"{i};Estudiante {i};Sección A" for i in range(1, 9)))
    how = ("generar", "ejemplo-1", "--semilla", "s", "--formatos", "csv", "-o", tmp_path / "h", "--estudiantes", lines)
    _, out, _ = command(*how)
    assert "el grupo «Sección A» tiene 8 estudiantes y recibe una sola hoja" in out
    assert "borra esta carpeta y repite la orden con --sin-grupos" in out
    _, out, _ = command(*how, "--sin-grupos")
    assert "Hojas nuevas: 0; ya estaban: 1." in out
    assert "8 estudiantes ya tienen en esta carpeta una hoja de grupo («Sección A»)" in out
    assert "Si no se ha repartido, borra la carpeta y repite la orden" in out
    rmtree(tmp_path / "h")
    _, out, _ = command(*how, "--sin-grupos")
    assert "Hojas nuevas: 8; ya estaban: 0." in out
    assert "Aviso" not in out
