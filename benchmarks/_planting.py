"""How a fault gets into a running program: into functions that are there already, or with the import of its module."""

from __future__ import annotations

import functools
import gc
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

from _faults import Mutant

Place = tuple[str, int, int]
"""A function of a file: qualified name, first line, and which one of several such (lambdas on a line)."""


def codes(module: CodeType) -> dict[Place, CodeType]:
    """Every function of a module's code, those within others included."""
    seen: Counter[tuple[str, int]] = Counter()
    found: dict[Place, CodeType] = {}
    for code in _within(module):
        key = code.co_qualname, code.co_firstlineno
        found[*key, seen[key]] = code
        seen[key] += 1
    return found


def _within(module: CodeType) -> Iterator[CodeType]:
    for const in module.co_consts:
        if isinstance(const, CodeType):
            yield const
            yield from _within(const)


def faulty(module: CodeType, original: CodeType) -> Place | None:
    """The innermost function that a fault changes; `None` where it stands in none."""
    were = codes(original)
    return next((place for place, code in reversed(codes(module).items()) if were.get(place) != code), None)


def living(root: Path) -> dict[CodeType, list[FunctionType]]:
    """The functions of ours that exist, by their code."""
    found: dict[CodeType, list[FunctionType]] = {}
    for it in gc.get_objects():
        if isinstance(it, FunctionType) and it.__code__.co_filename.startswith(f"{root}/grader/"):
            found.setdefault(it.__code__, []).append(it)
    return found


def swap(module: CodeType, original: CodeType, functions: Mapping[CodeType, list[FunctionType]]) -> None:
    """Give living functions the code with the fault."""
    were = codes(original)
    for place, code in codes(module).items():
        if place in were and were[place] != code:
            for it in functions.get(were[place], ()):
                it.__code__ = code


def caches(root: Path) -> list[Callable[[], object]]:
    """What empties every cache of ours: a value computed before the fault was planted hides it."""
    from grader.sheets.parameters import _PATTERNS

    wrappers = [it for it in gc.get_objects() if isinstance(it, functools._lru_cache_wrapper)]  # noqa: SLF001
    ours = [it.cache_clear for it in wrappers if it.__wrapped__.__code__.co_filename.startswith(str(root))]
    return [*ours, _PATTERNS.clear]


class Planted(MetaPathFinder, Loader):
    """Imports one module with its fault, all others as they are."""

    def __init__(self, root: Path, mutant: Mutant) -> None:
        self.code, self.file = mutant.code, root / mutant.path
        name = mutant.path.removesuffix(".py").replace("/", ".")
        self.is_package = name.endswith(".__init__")
        self.module = name.removesuffix(".__init__")

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:  # noqa: ARG002
        if name != self.module:
            return None
        spec = spec_from_loader(name, self, origin=str(self.file), is_package=self.is_package)
        if spec is not None and self.is_package:
            spec.submodule_search_locations = [str(self.file.parent)]
        return spec

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(self.file)
        exec(self.code, module.__dict__)  # noqa: S102  our own source

    def install(self) -> None:
        sys.meta_path.insert(0, self)
