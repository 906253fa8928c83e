"""The ways in which a student may be misled on a sheet: a wrong rule in one kind of layer, or wherever it applies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from grader.generate.idle import is_idle
from grader.model import Arg, Ref, Rewiring, Role, Sheet
from grader.sheets import family_of


@dataclass(frozen=True, slots=True)
class Case:
    slug: str
    scope: str
    """The kind of layer, as the catalogue calls it, or the layer left out of the total; empty: wherever it applies."""
    where: str
    """`scope` in Spanish."""
    rewirings: tuple[int, ...]
    """Which of the sheet's rewirings are used at once: one for each cell, in the order of the cells."""
    is_sum: bool = False
    """Whether it is several other cases at once."""

    @property
    def key(self) -> str:
        """How an author names it in `[draw] accept`; the slug alone names all its cases."""
        return f"{self.slug}/{self.scope}" if self.scope else self.slug


def cases(sheet: Sheet, rewirings: Sequence[Rewiring]) -> tuple[Case, ...]:
    """Every way to be wrong on this sheet; they depend on its structure and never on the numbers drawn.

    Left out are rules at printed cells, and those that cannot go wrong in this exercise.
    """
    order = {ref: i for i, ref in enumerate(sheet.cells)}
    by_slug: dict[str, list[int]] = defaultdict(list)
    for i in sorted(range(len(rewirings)), key=lambda i: order[rewirings[i].cell]):
        if sheet.cells[rewirings[i].cell].role is not Role.GIVEN and not is_idle(sheet, rewirings[i]):
            by_slug[rewirings[i].slug].append(i)
    return tuple(case for slug, found in by_slug.items() for case in _of_slug(slug, found, sheet, rewirings))


def _of_slug(slug: str, found: list[int], sheet: Sheet, rewirings: Sequence[Rewiring]) -> list[Case]:
    """One case a kind of layer, and one for all of them; rules that exclude one another at a cell stand alone."""
    cells = [rewirings[i].cell for i in found]
    if len(set(cells)) < len(cells):
        return [_alone(sheet, rewirings[i], i) for i in found]
    kinds = {row.layer: row.kind for row in sheet.rows}
    of_kind: dict[str, list[int]] = defaultdict(list)
    for i, cell in zip(found, cells, strict=True):
        of_kind[kinds.get(cell.rpartition("/")[0], "")].append(i)
    words = {kind: it.words for kind, it in family_of(sheet.instance).kinds.items()}
    each = [Case(slug, kind, f"en {words[kind]}" if kind else "", tuple(it)) for kind, it in of_kind.items()]
    return each if len(each) == 1 else [*each, Case(slug, "", "en todas", tuple(found), is_sum=True)]


def _alone(sheet: Sheet, it: Rewiring, i: int) -> Case:
    """A rule that has a sister at its cell: the layer that it leaves out, or takes once more, tells it apart."""
    right, wrong = _cells(sheet.cells[it.cell].args), _cells(it.args)
    lone = {arg.cell for arg in it.args if isinstance(arg, Ref)}
    layers = ", ".join(sorted(ref.rpartition("/")[0] for ref in (right - wrong or lone)))
    return Case(it.slug, layers, f"con {layers}" if right <= wrong else f"sin {layers}", (i,))


def _cells(args: tuple[Arg, ...]) -> set[str]:
    refs = [item for arg in args for item in (arg if isinstance(arg, tuple) else (arg,))]
    return {ref.cell for ref in refs if isinstance(ref, Ref)}
