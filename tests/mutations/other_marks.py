"""Mutations that change a mark, there and nowhere else, and those over which a careful person hesitates."""

from __future__ import annotations

from random import Random

from grader.evaluate import answers
from mutations.catalogue import CONTENT, NAMES, PLACES, mutation, one_section
from mutations.paper import BREAK, Paper, Row, Section
from mutations.pupils import other, written
from mutations.words import UNKNOWN_HEADINGS, UNKNOWN_ROWS

_PLACED = ("rows reordered", "columns reordered", "extra column", "extra rows", "table split", "table repeated",
           "row repeated", "sections reordered", "row dropped", "column dropped", "given dropped",
           "detail dropped")  # fmt: skip
"""With these beside it, a table without names leaves nothing to go by."""


def _all(section: Section) -> set[str]:
    return {f"{section.sheet.name}/{ref}" for ref in section.sheet.cells}


@mutation("changed", CONTENT)
def row_dropped(paper: Paper, chance: Random) -> bool:
    section = one_section(paper, chance)
    if len(section.grid.rows) < 2:
        return False
    row = chance.choice(section.grid.rows)
    section.grid.rows.remove(row)
    for _, path in section.asked(section.grid, row):
        paper.answers.pop(path, None)
    return True


@mutation("changed", CONTENT, "row dropped")
def column_dropped(paper: Paper, chance: Random) -> bool:
    section = one_section(paper, chance)
    grid = section.grid
    place = chance.choice(
        [i for i, it in enumerate(grid.columns) if it in ("out_shape", "weights", "biases", "params")]
    )
    for row in grid.rows:
        paper.answers.pop(section.path(row.layer, grid.columns[place]), None)
        del row.texts[place]
    del grid.columns[place], grid.header[place]
    return True


@mutation("changed", CONTENT)
def values_changed(paper: Paper, chance: Random) -> bool:
    cells = [it for it in paper.cells() if it[4] in paper.answers]
    for section, _, row, i, path in chance.sample(cells, min(len(cells), chance.randint(1, 3))):
        value = answers(section.sheet)[path.partition("/")[2]]
        paper.answers[path] = row.texts[i] = written(other(value, chance))
    return bool(cells)


@mutation("changed", CONTENT)
def cells_emptied(paper: Paper, chance: Random) -> bool:
    cells = [it for it in paper.cells() if it[4] in paper.answers]
    for _, _, row, i, path in chance.sample(cells, min(len(cells), chance.randint(1, 4))):
        del paper.answers[path]
        row.texts[i] = ""
    return bool(cells)


@mutation("changed", CONTENT, "total moved")
def total_dropped(paper: Paper, chance: Random) -> bool:
    section = one_section(paper, chance)
    section.total_as = "nowhere"
    return paper.answers.pop(section.total_path, None) is not None


@mutation("doubt", PLACES, *_PLACED, "headings renamed")
def header_removed(paper: Paper, chance: Random) -> bool:
    section = one_section(paper, chance)
    for grid in section.grids:
        grid.header = []
    paper.may_wait |= _all(section)
    return True


@mutation("doubt", NAMES, *_PLACED, "rows renamed")
def row_names_removed(paper: Paper, chance: Random) -> bool:
    section = one_section(paper, chance)
    for grid in section.grids:
        for row in grid.rows:
            row.texts[grid.at("layer")] = ""
    paper.may_wait |= _all(section)
    return True


@mutation("doubt", PLACES, "row repeated", "table repeated", "bold", "expressions")
def values_contradict(paper: Paper, chance: Random) -> bool:
    """A layer's row stands there twice, with two answers."""
    section = one_section(paper, chance)
    grid = section.grid
    rows = [row for row in grid.rows if any(path in paper.answers for _, path in section.asked(grid, row))]
    if not rows:
        return False
    row = chance.choice(rows)
    copy = Row(row.layer, list(row.texts))
    filled = [(i, path) for i, path in section.asked(grid, row) if path in paper.answers]
    for i, path in chance.sample(filled, chance.randint(1, len(filled))):
        right = answers(section.sheet)[path.partition("/")[2]]
        wrong = written(other(right, chance))
        if wrong != paper.answers[path]:
            copy.texts[i] = wrong
            paper.must_wait.add(path)
    paper.may_wait |= {path for _, path in section.asked(grid, row)}  # nobody knows which of the two rows counts
    grid.rows.insert(chance.randint(0, len(grid.rows)), copy)
    return bool(paper.must_wait)


@mutation("doubt", PLACES, "total dropped")
def totals_disagree(paper: Paper, chance: Random) -> bool:
    section = one_section(paper, chance)
    if section.total_path not in paper.answers:
        return False
    wrong = int(paper.answers[section.total_path]) + chance.choice((1, 10, 128))
    section.after.append(f"Total de parámetros: {wrong}")
    paper.must_wait.add(section.total_path)
    return True


def _mostly_right(paper: Paper, section: Section, columns: set[str]) -> bool:
    right = answers(section.sheet)
    found = [
        text == written(right[ref])
        for ref, cell in section.sheet.cells.items()
        if ref.rpartition("/")[2] in columns and not cell.structural
        if (text := paper.answers.get(f"{section.sheet.name}/{ref}", ""))
    ]
    return len(found) > 1 and sum(found) * 4 >= 3 * len(found)


@mutation("doubt", PLACES, "headings renamed", "column dropped")
def headings_swapped(paper: Paper, chance: Random) -> bool:
    section = one_section(paper, chance)
    grid = section.grid
    asked = [i for i, it in enumerate(grid.columns) if it in ("out_shape", "weights", "biases", "params")]
    one, two = chance.sample(asked, 2)
    if not _mostly_right(paper, section, {grid.columns[one], grid.columns[two]}):
        return False  # then nobody could tell exchanged headings from wrong answers
    for it in section.grids:
        it.header[one], it.header[two] = it.header[two], it.header[one]
    for row in grid.rows:
        paper.may_wait |= {section.path(row.layer, grid.columns[i]) for i in (one, two)}
    return True


@mutation("doubt", NAMES, "headings renamed", "column dropped")
def heading_unknown(paper: Paper, chance: Random) -> bool:
    section = one_section(paper, chance)
    grid = section.grid
    place = chance.choice(
        [i for i, it in enumerate(grid.columns) if it in ("out_shape", "weights", "biases", "params")]
    )
    grid.header[place] = chance.choice((*UNKNOWN_HEADINGS, ""))
    paper.may_wait |= {section.path(row.layer, grid.columns[place]) for row in section.sheet.rows}
    return True


@mutation("doubt", NAMES, "rows renamed", "row dropped")
def row_unknown(paper: Paper, chance: Random) -> bool:
    section = one_section(paper, chance)
    row = chance.choice(section.grid.rows)
    row.texts[section.grid.at("layer")] = chance.choice(UNKNOWN_ROWS)
    paper.may_wait |= {path for _, path in section.asked(section.grid, row)}
    return True


@mutation(
    "doubt", PLACES, "row repeated", "table repeated", "table split", "extra rows", "rows reordered", "expressions"
)
def rows_merged(paper: Paper, chance: Random) -> bool:
    """Two rows whose texts were copied into the cells of one."""
    section = one_section(paper, chance)
    rows = section.grid.rows
    if len(rows) < 3:
        return False
    place = chance.randrange(len(rows) - 1)
    one, two = rows[place : place + 2]
    for row in (one, two):
        paper.may_wait |= {path for _, path in section.asked(section.grid, row)}
    sign = chance.choice((BREAK, " ", " / "))
    one.texts = [sign.join(filter(None, pair)) for pair in zip(one.texts, two.texts, strict=True)]
    one.layer = ""
    rows.remove(two)
    return True


@mutation("doubt", PLACES, "sections reordered", "table split")
def titles_removed(paper: Paper, chance: Random) -> bool:
    if len(paper.sections) < 2:
        return False
    for section in paper.sections:
        section.title = ""
        paper.may_wait |= _all(section)
    return True
