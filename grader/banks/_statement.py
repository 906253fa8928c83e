"""The cells of a question that asks for one of them alone: which one it is."""

from __future__ import annotations

from markupsafe import Markup

from grader.banks._question import Question

_THIS_ONE, _ANOTHER = Markup("<b>?</b>"), Markup("")


def mark_of(question: Question) -> dict[str, Markup]:
    """A question mark for the asked cell; the others stay empty."""
    (gap,) = question.gaps
    grid = question.section.grid
    boxes = (*(box for row in grid.rows for box in row), grid.total)
    return {box.cell: _THIS_ONE if box.cell == gap.cell else _ANOTHER for box in boxes if box}
