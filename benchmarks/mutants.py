"""Mutation testing: small faults planted in formulas, layers, sheets, answers and marking, and how many go unnoticed.

python benchmarks/mutants.py [grader/layers/conv2d.py …] [--every N] [--show]

Each mutant runs in a fork of a process that has the libraries loaded: first the tests nearest to the file, then, if
they all pass, the wider ones. A mutant that no test notices is printed with its line. Known equivalents (mutants that
change nothing a user could see) stand in `mutants_equivalent.tsv` with the reason, and are counted apart.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[1]
EQUIVALENT = Path(__file__).with_name("mutants_equivalent.tsv")

FORMULAS = ["formula", "term", "evaluate", "notation", "symbols"]
MARKING = ["mark", "diagnose", "policy", "conventions"]
TARGETS = [
    *(f"grader/{name}.py" for name in FORMULAS),
    "grader/layers",
    "grader/sheets",
    "grader/check/answers",
    *(f"grader/check/{name}.py" for name in MARKING),
]
LIMIT = 60
"""Seconds for a mutant's tests; a mutant that makes them hang is noticed."""

NEAR = {
    "grader/check/answers": ["tests/check/test_answers.py", "tests/check/test_expressions.py", "grader/check/answers"],
    "grader/check": ["tests/check/test_mark.py", "tests/check/test_policy.py", "tests/check/test_diagnose.py"],
    "grader/layers": ["tests/test_layers.py", "tests/test_seeds.py", "grader/layers"],
    "grader/sheets": ["tests/test_layers.py", "tests/test_seeds.py", "grader/sheets"],
    "grader": ["tests/test_formula.py", "tests/test_symbols.py", "tests/test_seeds.py", "grader/formula.py"],
}
FAR = {
    "grader/check/answers": ["tests/check", "tests/test_cases.py", "tests/test_safety.py"],
    "grader/check": ["tests/check", "tests/test_cases.py", "tests/test_cli.py"],
    "grader/layers": ["tests/check", "tests/generate", "tests/test_pages.py", "tests/test_render.py"],
    "grader/sheets": ["tests/check", "tests/generate", "tests/test_pages.py", "tests/test_roundtrip.py"],
    "grader": ["tests/check", "tests/test_pages.py", "tests/test_render.py", "tests/test_roundtrip.py"],
}

COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
COMPUTED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    path: str
    line: int
    was: str
    now: str
    source: str

    @property
    def name(self) -> str:
        return f"{self.path}\t{self.was}\t{self.now}"


def mutants(path: Path) -> Iterator[Mutant]:
    """Every small fault of a file, in the order of its lines."""
    tree = ast.parse(path.read_text())
    nodes = list(_touchable(tree))
    for index, (parent, field, place, node) in enumerate(nodes):
        for changed in _faults(node, parent, field):
            copy = deepcopy(tree)
            other_parent, _, _, _ = list(_touchable(copy))[index]
            _put(other_parent, field, place, changed)
            was, now = _text(node), _text(changed)
            source = ast.unparse(ast.fix_missing_locations(copy))
            yield Mutant(str(path.relative_to(ROOT)), getattr(node, "lineno", 0), was, now, source)


def _touchable(tree: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Nodes with their place in the tree; annotations, decorators, imports and docstrings are no code under test."""
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if field in {"annotation", "returns", "decorator_list", "bases", "type_params"}:
                continue
            for place, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(node, ast.AST) and not _is_no_code(node) and id(node) not in _skipped(tree):
                    yield parent, field, place, node


_SKIPPED: dict[int, tuple[ast.AST, set[int]]] = {}


def _skipped(tree: ast.AST) -> set[int]:
    """All below annotations, decorators, docstrings and type aliases."""
    if id(tree) not in _SKIPPED or _SKIPPED[id(tree)][0] is not tree:
        below: set[int] = set()
        for node in ast.walk(tree):
            roots = [getattr(node, name, None) for name in ("annotation", "returns")]
            roots += getattr(node, "decorator_list", [])
            if _is_no_code(node):
                roots.append(node)
            for root in roots:
                below |= {id(it) for it in ast.walk(root)} if isinstance(root, ast.AST) else set()
        _SKIPPED.clear()
        _SKIPPED[id(tree)] = (tree, below)
    return _SKIPPED[id(tree)][1]


def _is_no_code(node: ast.AST) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return True
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _faults(node: ast.AST, parent: ast.AST, field: str) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left, ops, comparators) if type(ops[0]) in COMPARED:
            yield ast.Compare(left, [COMPARED[type(ops[0])](), *ops[1:]], comparators)
        case ast.BinOp(left, op, right) if type(op) in COMPUTED:
            yield ast.BinOp(left, COMPUTED[type(op)](), right)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            yield values[0]
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(int() as value):
            yield ast.Constant(value + 1)
        case ast.Constant(str() as value) if value and not _is_prose(value) and not isinstance(parent, ast.JoinedStr):
            yield ast.Constant("XX" + value if re.search("[a-z]", value, re.IGNORECASE) else value[1:])
        case ast.Return(value) if value is not None and not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.Return(ast.Constant(None))
        case ast.If(test, body, orelse):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.IfExp(test, body, orelse):
            yield ast.IfExp(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.AugAssign(target, _, value):
            yield ast.Assign([target], value, lineno=0)
        case ast.Expr(ast.Call()):
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()


def _is_prose(text: str) -> bool:
    """Words for a person: another wording is no fault of the program."""
    return bool(re.search(r"[a-záéíóúñ]{3,} [a-záéíóúñ]+", text, re.IGNORECASE)) and "\\" not in text


def _put(parent: ast.AST, field: str, place: int | None, node: ast.AST) -> None:
    if place is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[place] = node


def _text(node: ast.AST) -> str:
    return " ".join(ast.unparse(ast.fix_missing_locations(deepcopy(node))).split())[:100]


class _Planted(MetaPathFinder, Loader):
    """Loads one module from a mutant's source, all others as they are."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        name = mutant.path.removesuffix(".py").replace("/", ".")
        self.is_package = name.endswith(".__init__")
        self.module = name.removesuffix(".__init__")

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:  # noqa: ARG002
        if name != self.module:
            return None
        spec = spec_from_loader(name, self, origin=str(ROOT / self.mutant.path), is_package=self.is_package)
        if spec is not None and self.is_package:
            spec.submodule_search_locations = [str((ROOT / self.mutant.path).parent)]
        return spec

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(ROOT / self.mutant.path)
        exec(compile(self.mutant.source, module.__file__, "exec"), module.__dict__)  # noqa: S102  our own source


def survives(mutant: Mutant, tests: list[str]) -> bool:
    """Whether the tests pass with the mutant in place, in a fork with a time limit."""
    pid = os.fork()
    if pid == 0:
        _run_child(mutant, tests)
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) == 0
        time.sleep(0.01)
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return False


def _run_child(mutant: Mutant, tests: list[str]) -> None:
    os.setpgid(0, 0)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    sys.meta_path.insert(0, _Planted(mutant))
    import pytest

    found = [test for test in tests if (ROOT / test).exists()]
    code = 1
    try:
        code = pytest.main(["-x", "-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:randomly", *found])
    finally:
        os._exit(int(code))


def _tests(path: str, table: dict[str, list[str]]) -> list[str]:
    prefix = max((key for key in table if path.startswith(key)), key=len)
    return table[prefix]


def _files(targets: list[str]) -> list[Path]:
    paths = [ROOT / target for target in targets]
    return [file for path in paths for file in (sorted(path.rglob("*.py")) if path.is_dir() else [path])]


def _known_equivalents() -> dict[str, str]:
    if not EQUIVALENT.exists():
        return {}
    rows = [line.split("\t") for line in EQUIVALENT.read_text("utf-8").splitlines()[1:] if line.strip()]
    return {"\t".join(row[:3]): row[3] for row in rows}


def _warm() -> None:
    """What every child would import again."""
    import hypothesis
    import jinja2
    import lxml.etree
    import msgspec
    import nbformat
    import pydantic
    import pytest
    import sympy

    assert all((hypothesis, jinja2, lxml.etree, msgspec, nbformat, pydantic, pytest, sympy))


def main() -> None:
    parser = argparse.ArgumentParser(description="mutation testing")
    parser.add_argument("targets", nargs="*", default=TARGETS)
    parser.add_argument("--every", type=int, default=1, help="only each N-th mutant")
    parser.add_argument("--show", action="store_true", help="print the mutants, run nothing")
    options = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    _warm()
    equivalents = _known_equivalents()
    all_counts: Counter[str] = Counter()
    for file in _files(options.targets):
        counts: Counter[str] = Counter()
        for mutant in list(mutants(file))[:: options.every]:
            if options.show:
                print(f"{mutant.path}:{mutant.line}: {mutant.was}  →  {mutant.now}")
                continue
            counts["mutants"] += 1
            if mutant.name in equivalents:
                counts["equivalent"] += 1
            elif survives(mutant, _tests(mutant.path, NEAR)) and survives(mutant, _tests(mutant.path, FAR)):
                counts["alive"] += 1
                print(f"  {mutant.path}:{mutant.line}: {mutant.was}  →  {mutant.now}", flush=True)
        if counts["mutants"]:
            path = file.relative_to(ROOT)
            print(f"{path}: {counts['mutants']} mutants, {counts['equivalent']} equivalent, {counts['alive']} alive")
        sys.stdout.flush()
        all_counts += counts
    total, alive = all_counts["mutants"], all_counts["alive"]
    if total:
        print(f"all: {total} mutants, {all_counts['equivalent']} equivalent, {alive} alive ({alive / total:.1%})")


if __name__ == "__main__":
    main()
