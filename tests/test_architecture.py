"""DESIGN.md's house rules, read from the imports themselves."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "grader").rglob("*.py"))

TIERS = (
    {"__main__"},
    {"cli", "demo"},
    {"deliveries"},
    {"batch", "lms", "banks"},
    {"publish", "writers"},
    {"render"},
    {"generate", "check"},
    {"readers", "importers"},
    {"page", "diagram", "neuron_diagram", "graph_diagram", "network_table"},
    {"sheets"},
    {"wiring"},
    {"layers"},
    {"reach"},
    {"evaluate"},
    {"formula"},
    {"real"},
    {"symbols"},
    {"notation", "spanish", "markup", "term", "interval", "kept"},
    {
        "model",
        "names",
        "code",
        "errors",
        "resources",
        "arguments",
        "authored",
        "progress",
        "same",
        "toml_faults",
        "walk",
        "branches",
        "__init__",
    },
    {"neurons"},
    {"sampled"},
)
"""Each part may import from the tiers below its own, and from its own part."""
SIDEWAYS = {("notation", "spanish"), ("arguments", "__init__"),
            ("authored", "errors"), ("authored", "toml_faults"), ("walk", "errors"),
            ("cli", "demo"), ("publish", "writers"), ("diagram", "page"),
            ("network_table", "page"), ("neuron_diagram", "page"), ("neuron_diagram", "diagram"),
            ("graph_diagram", "page"), ("graph_diagram", "diagram")}  # fmt: skip

CATALOGUES = ("layers", "readers", "importers", "writers", "sheets", "lms", "banks")

HOMES = {
    "sympy": {"symbols.py"},
    "jinja2": {"render.py"},
    "markupsafe": {"render.py", "markup.py", "banks/"},
    "nbformat": {"readers/ipynb.py", "writers/ipynb.py"},
    "pydantic": {"generate/blueprint.py", "check/policy_file.py", "authored.py"},
    "typst": {"writers/"},
    "docx": {"writers/"},
    "xlsxwriter": {"writers/"},
    "lxml": {"readers/", "writers/", "banks/"},
    "python_calamine": {"readers/"},
    "rich": {"progress.py"},
    "pikepdf": {"readers/", "writers/_form.py"},
    "pypdfium2": {"readers/"},
    "olefile": {"readers/_ole.py"},
    "distributed": {"batch/pool.py"},
    "msgspec": {
        "generate/manifest.py",
        "check/results.py",
        "batch/record.py",
        "batch/decision_log.py",
        "batch/done.py",
        "batch/resume.py",
        "kept.py",
        "readers/",
    },
}
STANDARD = set(sys.stdlib_module_names)


@cache
def tree(path):
    return ast.parse(path.read_text("utf-8"))


def only_for_types(node):
    return isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")


def imports(path, *, types=False):
    """Dotted names of the modules that a file imports; those under TYPE_CHECKING only when asked for."""
    found, nodes = [], [tree(path)]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            found += [f"{node.module}.{alias.name}" for alias in node.names]
        elif types or not only_for_types(node):
            nodes += ast.iter_child_nodes(node)
        else:
            nodes += node.orelse
    return found


def module(path):
    """`grader/check/mark.py` → («check», «mark»); `grader/cli.py` → («cli», «»)."""
    parts = path.relative_to(ROOT / "grader").with_suffix("").parts
    return (parts[0], parts[1] if len(parts) > 1 else "")


def within(name):
    """`grader.check.mark.mark_sheet` → («check», «mark»)."""
    parts = [*name.split(".")[1:], "", ""]
    known = (ROOT / "grader" / parts[0]).is_dir() or (ROOT / "grader" / f"{parts[0]}.py").exists()
    return (parts[0] if known else "__init__", parts[1])


def own_imports(path, **how):
    return [within(name) for name in imports(path, **how) if name.split(".")[0] == "grader"]


def tier(part):
    return next((i for i, parts in enumerate(TIERS) if part in parts), None)


def named(path):
    return path.relative_to(ROOT / "grader").as_posix()


def test_no_two_files_import_each_other():
    modules = {f"grader.{named(path)[:-3].replace('/', '.')}": path for path in FILES}
    known = {
        it: {n.rpartition(".")[0] if n not in modules else n for n in imports(path)} for it, path in modules.items()
    }
    assert not [
        (one, other) for one, others in known.items() for other in others if one < other and one in known.get(other, ())
    ]


def test_every_part_of_the_house_has_its_tier():
    assert {module(path)[0] for path in FILES if tier(module(path)[0]) is None} == set()


@pytest.mark.parametrize("path", FILES, ids=named)
def test_imports_point_down(path):
    part, _ = module(path)
    for other, _ in own_imports(path):
        if other != part and (part, other) not in SIDEWAYS:
            assert tier(other) > tier(part), f"{named(path)} imports grader.{other}"


@pytest.mark.parametrize("path", [p for p in FILES if module(p)[0] in ("generate", "check")], ids=named)
def test_generating_and_checking_never_import_each_other(path):
    other = {"generate": "check", "check": "generate"}[module(path)[0]]
    assert other not in [part for part, _ in own_imports(path, types=True)]


def reached(part):
    """Every part that importing this one pulls in."""
    found, todo = set(), {part}
    while todo:
        current = todo.pop()
        found.add(current)
        for path in FILES:
            if module(path)[0] == current:
                todo |= {other for other, _ in own_imports(path)} - found
    return found


def test_generating_and_checking_do_not_meet_behind_the_back_either():
    assert "check" not in reached("generate")
    assert "generate" not in reached("check")
    assert "check" not in reached("publish"), "making worksheets needs no checker"


def test_only_the_audit_asks_for_a_second_opinion():
    """A formula is not checked by itself, and nothing that makes worksheets depends on the check."""
    asking = {named(path) for path in FILES if any("second_opinion" in name for name in imports(path, types=True))}
    assert asking == {"generate/audit.py"}
    known = {name for name in imports(ROOT / "grader" / "generate" / "second_opinion.py") if name.startswith("grader")}
    counted = {name for name in imports(ROOT / "grader" / "generate" / "_counted.py") if name.startswith("grader")}
    assert {name.rpartition(".")[0] for name in (*known, *counted)} == {"grader.model", "grader.generate._counted"}


def test_readers_know_formats_and_never_exercises():
    assert reached("readers") <= {"readers", "model", "sampled", "errors", "names", "spanish", "__init__"}


@pytest.mark.parametrize("path", [p for p in FILES if module(p)[0] in CATALOGUES], ids=named)
def test_siblings_of_a_catalogue_never_import_each_other(path):
    """What they share stands in a module with a leading underscore."""
    part, name = module(path)
    if name == "__init__":
        return
    siblings = {other.stem for other in path.parent.glob("*.py")}
    for other, sibling in own_imports(path, types=True):
        if other == part and sibling in siblings and sibling != name:
            assert sibling.startswith("_"), f"{named(path)} imports {sibling}"


@pytest.mark.parametrize("path", FILES, ids=named)
def test_third_party_libraries_have_one_home(path):
    for name in imports(path, types=False):
        library = name.split(".")[0]
        if library in STANDARD or library == "grader":
            continue
        homes = HOMES.get(library, set())
        here = named(path)
        assert any(here == home or (home.endswith("/") and here.startswith(home)) for home in homes), (
            f"{here}: {library}"
        )


FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "breakpoint"}
FORBIDDEN_ATTRIBUTES = {"extractall", "sympify", "parse_expr", "system", "popen"}
FORBIDDEN_MODULES = {"pickle", "shelve", "marshal", "subprocess", "dill", "ctypes", "code", "codeop"}


@pytest.mark.parametrize("path", FILES, ids=named)
def test_nothing_from_outside_can_be_run(path):
    """Promise 1: no eval, no pickle, no extractall, no kernel."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in FORBIDDEN_CALLS, f"{named(path)}:{node.lineno}"
        if isinstance(node, ast.Attribute):
            assert node.attr not in FORBIDDEN_ATTRIBUTES, f"{named(path)}:{node.lineno}"
    found = FORBIDDEN_MODULES & {name.split(".")[0] for name in imports(path, types=True)}
    if named(path) == "readers/_pdf_words.py":
        found -= {"ctypes"}  # two C doubles that pdfium writes a character's place into
    assert not found


@pytest.mark.parametrize("path", [p for p in FILES if module(p)[0] == "generate"], ids=named)
def test_draws_use_only_what_python_documents_as_stable(path):
    """Promise 2: `random` may change its integer methods between versions; `hmac` and `hashlib` are standards."""
    assert not {"random", "secrets", "uuid", "time", "datetime", "numpy"} & {
        name.split(".")[0] for name in imports(path)
    }


HEAVY = ("sympy", "typst", "nbformat", "docx", "xlsxwriter", "pydantic", "lxml", "jinja2", "rich", "python_calamine")


@pytest.mark.parametrize("arguments", [["--help"], ["generar", "--help"], ["calificar", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(arguments):
    code = (
        "import sys\n"
        f"sys.argv = ['grader', *{arguments!r}]\n"
        "from grader.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print('HEAVY', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "HEAVY []"


def test_marking_needs_neither_sympy_nor_typst_nor_the_office_writers():
    code = (
        "import sys\nimport grader.check.grade, grader.check.results\n"
        "heavy = ('sympy', 'typst', 'docx', 'xlsxwriter', 'jinja2', 'nbformat')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
