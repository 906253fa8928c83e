"""Mutation testing: small faults planted in formulas, layers, sheets, answers and marking, and how many go unnoticed.

python benchmarks/mutants.py [grader/layers/conv2d.py …] [--every N [--first K]] [--where functions|imports] [--show]

A fault inside a function is planted in a fork of a process that has collected all the tests, and only the tests that
call the function are run, quickest first, until one fails. A fault in what an import makes (a table, a class, a
pattern) is planted before anything is imported, which costs more: first the tests nearest to the file, then, if they
all pass, the wider ones; what went unnoticed within a function is tried once more like that, with the nearest tests. A
mutant that no test notices is printed with its line. Known equivalents (mutants that change nothing a user could see)
stand in `mutants_equivalent.tsv` with the reason, and are counted apart.
"""

from __future__ import annotations

import argparse
import ast
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from multiprocessing import Pipe
from pathlib import Path
from types import CodeType, FunctionType

from _faults import Mutant, mutants
from _planting import Planted, caches, faulty, living, swap
from _suite import Suite, notices_from_the_start, run

ROOT = Path(__file__).parents[1]
EQUIVALENT = Path(__file__).with_name("mutants_equivalent.tsv")

FORMULAS = ["formula", "term", "evaluate", "notation", "symbols"]
MARKING = [
    "mark", "diagnose", "policy", "policy_file", "conventions", "grade", "grade_sum", "slips", "repeated",
    "rounding", "written_out", "abbreviated", "understood",
]  # fmt: skip
TARGETS = [
    *(f"grader/{name}.py" for name in FORMULAS),
    "grader/layers",
    "grader/sheets",
    "grader/check/answers",
    *(f"grader/check/{name}.py" for name in MARKING),
]
_GRADIENT = [
    "tests/families/test_gradient_wrong.py", "tests/families/test_gradient.py",
    "tests/check/test_gradient_answers.py", "tests/check/test_gradient_others.py",
    "tests/families/test_gradient_page.py", "tests/generate/test_blueprint.py", "tests/families/test_roundtrip.py",
]  # fmt: skip
_NEURONS = [
    "tests/families/test_neuron_layers.py", "tests/families/test_neuron.py", "tests/families/test_backprop.py",
    "tests/families/test_backprop_page.py", "tests/check/test_real_answers.py", "tests/generate/test_blueprint.py",
    "tests/families/test_roundtrip.py", "tests/families/test_gradient.py",
]  # fmt: skip
_OUTPUT_SIZE = [
    "tests/families/test_wrong_rules.py", "tests/families/test_output_size.py",
    "tests/families/test_output_size_page.py", "tests/generate/test_blueprint.py", "tests/families/test_mixed.py",
    "tests/families/test_roundtrip.py",
]  # fmt: skip
_SCALING = [
    "tests/families/test_wrong_rules.py", "tests/families/test_scaling.py", "tests/families/test_scaling_page.py",
    "tests/check/test_real_answers.py", "tests/generate/test_blueprint.py", "tests/families/test_mixed.py",
    "tests/families/test_roundtrip.py",
]  # fmt: skip
TESTS = {
    "grader/check/answers": [
        "tests/check/test_answers.py", "tests/check/test_expressions.py", "tests/check/test_plain_answers.py",
        "grader/check/answers", "tests/check/test_real_answers.py", "tests/check/test_mark.py",
        "tests/check/test_policy.py", "tests/check/test_gradient_answers.py", "tests/test_cases.py",
    ],
    "grader/check": [
        "tests/check/test_policy.py", "tests/check/test_mark.py", "tests/check/test_grade.py",
        "tests/check/test_diagnose.py", "tests/check/test_match_conventions.py", "tests/check/test_understood.py",
        "tests/check/test_written_out.py", "tests/check/test_mixed_path.py", "tests/check/test_totals.py",
        "tests/check/test_properties.py",
        "tests/check/test_feedback.py", "tests/check/test_results.py", "tests/check/test_neighbours.py",
        "tests/check/test_rounding.py", "tests/check/test_real_answers.py", "tests/check/test_gradient_answers.py",
        "tests/check/test_match_rows.py", "tests/batch/test_decided.py",
        "tests/families/test_backprop.py", "tests/families/test_gradient.py", "tests/families/test_scaling.py",
        "tests/families/test_networks.py", "tests/test_cases.py", "grader/check",
    ],
    "grader/layers": [
        "tests/test_layers.py", "tests/importers/test_grids.py",
        "tests/test_layer_words.py", "tests/test_layer_sizes.py", "tests/test_layer_refusals.py",
        "tests/test_seeds.py", "tests/test_formula.py", "tests/importers/test_networks.py",
        "tests/generate/test_second_opinion.py", "tests/generate/test_blueprint.py",
        "tests/importers/test_importing.py", "tests/check/test_match.py", "tests/check/test_match_rows.py",
        "tests/check/test_diagnose.py", "tests/test_render.py", "tests/families/test_extra_columns.py", "grader/layers",
    ],
    "grader/sheets": [
        "tests/families/test_around_a_layer.py", "tests/families/test_families.py", "tests/test_layers.py",
        "tests/test_seeds.py", "tests/check/test_mark.py", "tests/check/test_diagnose.py",
        "tests/check/test_feedback.py", "tests/generate/test_blueprint.py", "tests/generate/test_audit.py",
        "tests/importers/test_networks.py", "tests/test_pages.py", "tests/families", "grader/sheets",
    ],
    "grader/sheets/_extra": [
        "tests/families/test_extra_columns.py", "tests/test_incisos.py", "tests/importers/test_formats.py",
        "tests/importers/test_networks.py", "tests/families/test_around_a_layer.py", "grader/sheets",
    ],
    **{f"grader/sheets/{it}": _GRADIENT for it in ("_gradient", "gradient")},
    **{f"grader/sheets/{it}": _NEURONS for it in ("_activations", "_complex_step", "_network", "_neuron", "_posed")},
    "grader/sheets/backprop": _NEURONS,
    **{f"grader/sheets/{it}": _OUTPUT_SIZE for it in ("_asked_sizes", "_tried_out", "output_size")},
    **{f"grader/sheets/{it}": _SCALING for it in ("_scaled", "scaling")},
    "grader": [
        "tests/test_formula.py", "tests/test_symbols.py", "tests/test_evaluate.py", "tests/test_layers.py",
        "tests/test_real.py", "tests/test_seeds.py", "tests/check/test_diagnose.py", "tests/test_render.py",
        "tests/families/test_scaling.py", "tests/families/test_backprop.py", "grader/formula.py",
    ],
}  # fmt: skip
"""What is likely to notice a fault, the nearest first, by the longest beginning of the file's path."""
CATALOGUE = ["tests/test_vocabulary.py", "tests/test_ideas.py"]
"""Whatever layers and families are called by."""
NEAREST = 2
"""So many of them are tried first where the fault is in what an import makes, and always where they call a function."""


def _tests(path: str) -> list[str]:
    found = TESTS[max((key for key in TESTS if path.startswith(key)), key=len)]
    return [*found, *CATALOGUE] if path.startswith(("grader/layers", "grader/sheets")) else found


def _files(targets: list[str]) -> list[Path]:
    paths = [ROOT / target for target in targets]
    return [file for path in paths for file in (sorted(path.rglob("*.py")) if path.is_dir() else [path])]


def _is_equivalent(mutant: Mutant, known: set[tuple[str, ...]]) -> bool:
    """Whether it stands among the known ones; a `*` there is every change of the line."""
    line = mutant.path, mutant.text
    return (*line, "*", "*") in known or (*line, mutant.was, mutant.now) in known


def _known_equivalents() -> set[tuple[str, ...]]:
    rows = [line.split("\t") for line in EQUIVALENT.read_text("utf-8").splitlines()[1:]]
    return {tuple(row[:4]) for row in rows}


def unnoticed(planted: list[Mutant]) -> Iterator[Mutant]:
    """Those that no test notices, in no particular order."""
    doubtful = [it for it in planted if not it.in_function]
    swapped = set()
    for mutant, noticed in _swapped([it for it in planted if it.in_function]):
        if not noticed:
            doubtful.append(mutant)
        if noticed is False:
            swapped.add(mutant)
    _warm()
    for tests in {tuple(_tests(it.path)): None for it in doubtful}:
        if notices_from_the_start(lambda: None, list(tests)):
            raise SystemExit(f"these tests fail without any fault: {' '.join(tests)}")
    for mutant in doubtful:
        plant = Planted(ROOT, mutant).install
        tests = _tests(mutant.path)
        near, wider = tests[:NEAREST], [] if mutant in swapped else tests[NEAREST:]
        if not any(notices_from_the_start(plant, tried) for tried in (near, wider) if tried):
            yield mutant


def _swapped(planted: list[Mutant]) -> Iterator[tuple[Mutant, bool | None]]:
    """Whether each is noticed when its functions are changed where they stand; `None`: not to be told that way."""
    ours, theirs = Pipe(duplex=False)
    pid = os.fork() if planted else 0
    if planted and not pid:
        os.dup2(2, 1)
        tests = dict.fromkeys(test for it in planted for test in _tests(it.path))
        run(tests, lambda suite: _try_all(suite, planted, theirs.send), ROOT)
        os._exit(0)
    theirs.close()
    for mutant in planted:
        try:
            yield mutant, ours.recv()
        except EOFError:
            raise SystemExit("the tests could not be collected") from None
    if pid:
        os.waitpid(pid, 0)


def _try_all(suite: Suite, planted: list[Mutant], tell: Callable[[bool | None], None]) -> None:
    forget, functions = caches(ROOT), living(ROOT)
    suite.measure(ROOT, forget, lambda path: _tests(path)[:NEAREST])
    originals = {it.path: _compiled(it.path) for it in planted}
    for mutant in planted:
        tell(_noticed(suite, mutant, originals[mutant.path], functions, forget))


def _noticed(
    suite: Suite,
    mutant: Mutant,
    original: CodeType,
    functions: Mapping[CodeType, list[FunctionType]],
    forget: list[Callable[[], object]],
) -> bool | None:
    place = faulty(mutant.code, original)
    if place is None:
        return None
    where = str(ROOT / mutant.path), *place[:2]

    def plant() -> None:
        for clear in forget:
            clear()
        swap(mutant.code, original, functions)

    noticed = suite.notices(mutant.path, where, plant)
    return None if not noticed and where in suite.at_import else noticed


def _compiled(path: str) -> CodeType:
    file = ROOT / path
    return compile(ast.parse(file.read_text("utf-8")), str(file), "exec", dont_inherit=True)


def _warm() -> None:
    """What every fork would import again."""
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
    parser.add_argument("--first", type=int, default=0, help="beginning with this one")
    parser.add_argument("--where", choices=["functions", "imports"], help="only those in functions, or only the others")
    parser.add_argument("--show", action="store_true", help="print the mutants, run nothing")
    options = parser.parse_args()
    os.chdir(ROOT)
    sys.path[0] = str(ROOT)  # tests import their own neighbours, not ours
    every = [it for file in _files(options.targets) for it in mutants(ROOT, file)]
    if options.where:
        every = [it for it in every if it.in_function == (options.where == "functions")]
    every = every[options.first :: options.every]
    if options.show:
        print(*every, sep="\n")
        return
    known = _known_equivalents()
    equivalent = [it for it in every if _is_equivalent(it, known)]
    alive: Counter[str] = Counter()
    for mutant in unnoticed([it for it in every if not _is_equivalent(it, known)]):
        alive[mutant.path] += 1
        print(f"  {mutant}", flush=True)
    for path, count in Counter(it.path for it in every).items():
        same = sum(it.path == path for it in equivalent)
        print(f"{path}: {count} mutants, {same} equivalent, {alive[path]} alive")
    total = len(every)
    share = alive.total() / max(total, 1)
    print(f"all: {total} mutants, {len(equivalent)} equivalent, {alive.total()} alive ({share:.1%})")


if __name__ == "__main__":
    main()
