"""The small faults that mutation testing plants in a file: one changed piece of its syntax tree each."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from copy import copy, deepcopy
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
COMPUTED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_NO_CODE = {"annotation", "returns", "decorator_list", "bases", "type_params"}
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@dataclass(frozen=True, slots=True)
class Mutant:
    path: str
    """Of the file, from the root of the project."""
    line: int
    text: str
    """The line as it stands in the file."""
    was: str
    now: str
    code: CodeType
    """The whole module with the fault in it."""
    in_function: bool
    """Whether importing the module is the same with the fault as without."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.was}  →  {self.now}"


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a node hangs in the tree."""

    parent: ast.AST
    field: str
    index: int | None
    node: ast.AST
    in_function: bool

    def put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def mutants(root: Path, path: Path) -> Iterator[Mutant]:
    """Every small fault of a file, in the order of its tree."""
    source = path.read_text("utf-8")
    tree, lines = ast.parse(source), source.splitlines()
    for spot in list(_spots(tree, in_function=False)):
        for changed in _faults(spot):
            spot.put(ast.copy_location(copy(changed), spot.node))  # a copy: it may be a piece of the tree itself
            code = compile(ast.fix_missing_locations(tree), str(path), "exec", dont_inherit=True)
            spot.put(spot.node)
            line = getattr(spot.node, "lineno", 0)
            name = str(path.relative_to(root))
            text = lines[line - 1].strip()
            yield Mutant(name, line, text, _text(spot.node), _text(changed), code, spot.in_function)


def _spots(parent: ast.AST, *, in_function: bool) -> Iterator[_Spot]:
    """All nodes but annotations, decorators, imports and docstrings, which are no code under test."""
    for field, value in ast.iter_fields(parent):
        if field in _NO_CODE:
            continue
        inside = in_function or (isinstance(parent, _FUNCTIONS) and field == "body")
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(node, ast.AST) and not _is_no_code(node):
                yield _Spot(parent, field, index, node, inside)
                yield from _spots(node, in_function=inside)


def _is_no_code(node: ast.AST) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return True
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _faults(spot: _Spot) -> list[ast.AST]:
    change = _CHANGES.get(type(spot.node))
    if change is None or (isinstance(spot.parent, ast.JoinedStr) and isinstance(spot.node, ast.Constant)):
        return []
    return list(change(spot.node))


def _compared(node: ast.Compare) -> Iterator[ast.AST]:
    if other := COMPARED.get(type(node.ops[0])):
        yield ast.Compare(node.left, [other(), *node.ops[1:]], node.comparators)


def _computed(node: ast.BinOp) -> Iterator[ast.AST]:
    if other := COMPUTED.get(type(node.op)):
        yield ast.BinOp(node.left, other(), node.right)


def _joined(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    yield node.values[0]


def _signed(node: ast.UnaryOp) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.Not | ast.USub):
        yield node.operand


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
    elif isinstance(value, str) and value and not _is_prose(value):
        yield ast.Constant("XX" + value if re.search("[a-z]", value, re.IGNORECASE) else value[1:])


def _returned(node: ast.Return) -> Iterator[ast.AST]:
    value = node.value
    if value is not None and not (isinstance(value, ast.Constant) and value.value is None):
        yield ast.Return(ast.Constant(None))


def _decided(node: ast.If | ast.IfExp) -> Iterator[ast.AST]:
    yield type(node)(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)


def _added(node: ast.AugAssign) -> Iterator[ast.AST]:
    yield ast.Assign([node.target], node.value)


def _called(node: ast.Expr) -> Iterator[ast.AST]:
    if isinstance(node.value, ast.Call):
        yield ast.Pass()


_CHANGES: dict[type[ast.AST], Callable[..., Iterator[ast.AST]]] = {
    ast.Compare: _compared,
    ast.BinOp: _computed,
    ast.BoolOp: _joined,
    ast.UnaryOp: _signed,
    ast.Constant: _constant,
    ast.Return: _returned,
    ast.If: _decided,
    ast.IfExp: _decided,
    ast.AugAssign: _added,
    ast.Expr: _called,
    ast.Continue: lambda _: iter([ast.Break()]),
    ast.Break: lambda _: iter([ast.Continue()]),
}


def _is_prose(text: str) -> bool:
    """Words for a person: another wording is no fault of the program."""
    return bool(re.search(r"[a-záéíóúñ]{3,} [a-záéíóúñ]+", text, re.IGNORECASE)) and "\\" not in text


def _text(node: ast.AST) -> str:
    return " ".join(ast.unparse(ast.fix_missing_locations(deepcopy(node))).split())[:100]
