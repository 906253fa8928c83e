"""Mutations after which a careful person gives the same marks: another order, other names, more around the answers."""

from __future__ import annotations

from random import Random

from grader.model import Role
from mutations.catalogue import AROUND, CONTENT, NAMES, PLACES, mutation, one_section
from mutations.paper import Grid, Paper, Row, Section
from mutations.words import EXTRA_COLUMNS, EXTRA_ROWS, HEADINGS, HIDDEN, LAST, NOISE, NUMBERED, ONLY, ORDINALS, TITLES


@mutation("same", PLACES)
def rows_reordered(paper: Paper, chance: Random) -> bool:
    grid = one_section(paper, chance).grid
    chance.shuffle(grid.rows)
    return len(grid.rows) > 1


@mutation("same", PLACES)
def columns_reordered(paper: Paper, chance: Random) -> bool:
    section = one_section(paper, chance)
    first = chance.random() < 0.8
    order = list(range(first, len(section.grid.columns)))
    chance.shuffle(order)
    for grid in section.grids:
        _take_columns(grid, [0, *order] if first else order)
    return True


def _take_columns(grid: Grid, places: list[int]) -> None:
    grid.columns = [grid.columns[i] for i in places]
    grid.header = [grid.header[i] for i in places] if grid.header else []
    for row in grid.rows:
        row.texts = [row.texts[i] for i in places]


@mutation("same", NAMES)
def headings_renamed(paper: Paper, chance: Random) -> bool:
    names = {column: chance.choice(names) for column, names in HEADINGS.items()}
    for section in paper.sections:
        for grid in section.grids:
            grid.header = [names[column] for column in grid.columns]
    return True


@mutation("same", NAMES)
def rows_renamed(paper: Paper, chance: Random) -> bool:
    for section in paper.sections:
        _rename_rows(section, chance)
    return True


def _rename_rows(section: Section, chance: Random) -> None:
    kinds = {row.layer: row.kind for row in section.sheet.rows}
    for grid in section.grids:
        for row in grid.rows:
            if row.layer and row.texts[grid.at("layer")]:
                row.texts[grid.at("layer")] = _renamed(row.layer, kinds, chance)


def _renamed(layer: str, kinds: dict[str, str], chance: Random) -> str:
    kind = kinds[layer]
    same = [name for name, its in kinds.items() if its == kind]
    k = same.index(layer) + 1
    options = [it.format(k=k, ordinal=ORDINALS[k - 1]) for it in NUMBERED[kind]]
    if len(same) == 1:
        options = list(ONLY.get(kind, ())) or options
    if kind == "dense" and k == len(same) and chance.random() < 0.4:
        options = [it.format(layer=layer) for it in LAST]
    elif kind == "dense" and k < len(same) and set(kinds.values()) == {"dense"} and chance.random() < 0.4:
        options = [it.format(k=k) for it in HIDDEN]
    return chance.choice(options)


@mutation("same", NAMES)
def title_reworded(paper: Paper, chance: Random) -> bool:
    form = chance.choice(TITLES)
    for section in paper.sections:
        name, _, n = section.title.rpartition(" ")
        section.title = form.format(t=section.title, T=section.title.upper(), name=name, n=n) if section.title else ""
    return True


@mutation("same", PLACES)
def row_repeated(paper: Paper, chance: Random) -> bool:
    grid = one_section(paper, chance).grid
    row = chance.choice(grid.rows)
    grid.rows.insert(chance.randint(0, len(grid.rows)), Row(row.layer, list(row.texts)))
    return True


@mutation("same", PLACES, "table split")
def table_repeated(paper: Paper, chance: Random) -> bool:
    section = one_section(paper, chance)
    section.grids.append(section.grid.copy())
    return True


@mutation("same", PLACES, "table repeated")
def table_split(paper: Paper, chance: Random) -> bool:
    section = one_section(paper, chance)
    grid = section.grid
    if len(grid.rows) < 2:
        return False
    place = chance.randrange(1, len(grid.rows))
    rest = Grid(list(grid.columns), list(grid.header), grid.rows[place:])
    grid.rows = grid.rows[:place]
    section.grids.append(rest)
    return True


@mutation("same", PLACES)
def extra_column(paper: Paper, chance: Random) -> bool:
    section = one_section(paper, chance)
    heading = chance.choice(sorted(EXTRA_COLUMNS))
    place = 0 if heading == "#" else chance.randint(1, len(section.grid.columns))
    for grid in section.grids:
        grid.columns.insert(place, "extra")
        grid.header[:] = [*grid.header[:place], heading, *grid.header[place:]] if grid.header else []
        for i, row in enumerate(grid.rows):
            texts = EXTRA_COLUMNS[heading]
            row.texts.insert(place, str(i + 1) if heading == "#" else chance.choice(texts))
    return True


@mutation("same", PLACES)
def extra_rows(paper: Paper, chance: Random) -> bool:
    grid = one_section(paper, chance).grid
    empty = chance.choice(("", "-", "—", "0"))
    counts = ("weights", "biases", "params")
    for name in chance.sample(EXTRA_ROWS, chance.randint(1, 2)):
        texts = [name if column == "layer" else empty if column in counts else "" for column in grid.columns]
        grid.rows.insert(chance.randint(1, len(grid.rows)), Row("", texts))
    return True


@mutation("same", PLACES)
def total_moved(paper: Paper, chance: Random) -> bool:
    for section in paper.sections:
        section.total_as = chance.choice(
            [it for it in ("line", "row", "own row", "sentence") if it != section.total_as]
        )
        labels = (
            "Total",
            "TOTAL",
            "Total de parámetros",
            "Total parámetros",
            "Total params",
            "Total de parámetros de la red",
            "Gran total",
        )
        section.total_label = chance.choice(labels)
    return True


@mutation("same", CONTENT)
def given_dropped(paper: Paper, chance: Random) -> bool:
    """A column in which nothing is asked, or the printed cells of the others."""
    section = one_section(paper, chance)
    whole = [it for it in ("inputs", "outputs") if it in section.grid.columns]
    for grid in section.grids:
        if whole and chance.random() < 0.7:
            gone = chance.choice((whole, whole[:1], whole[1:]))
            _take_columns(grid, [i for i, column in enumerate(grid.columns) if column not in gone])
        else:
            _write_given(section, grid, lambda _: "")
    return True


@mutation("same", CONTENT)
def given_altered(paper: Paper, chance: Random) -> bool:
    section = one_section(paper, chance)
    for grid in section.grids:
        _write_given(section, grid, lambda text: text.replace("0", "8", 1) if chance.random() < 0.5 else text)
    return True


def _write_given(section: Section, grid: Grid, change) -> None:
    for row in grid.rows:
        for i, column in enumerate(grid.columns):
            cell = section.sheet.cells.get(f"{row.layer}/{column}")
            if cell and cell.role is Role.GIVEN:
                row.texts[i] = change(row.texts[i])


@mutation("same", CONTENT)
def detail_dropped(paper: Paper, chance: Random) -> bool:
    found = False
    for section in paper.sections:
        for grid in section.grids:
            if "detail" in grid.columns:
                _take_columns(grid, [i for i, column in enumerate(grid.columns) if column != "detail"])
                found = True
    return found


@mutation("same", AROUND)
def sections_reordered(paper: Paper, chance: Random) -> bool:
    chance.shuffle(paper.sections)
    return len(paper.sections) > 1


@mutation("same", AROUND)
def noise_before(paper: Paper, chance: Random) -> bool:
    paper.top += chance.sample(NOISE, chance.randint(1, 4))
    return True


@mutation("same", AROUND)
def noise_between(paper: Paper, chance: Random) -> bool:
    section = one_section(paper, chance)
    section.between += chance.sample(NOISE, chance.randint(1, 2))
    section.before += chance.sample(NOISE, 1)
    return True


@mutation("same", AROUND)
def noise_after(paper: Paper, chance: Random) -> bool:
    one_section(paper, chance).after += chance.sample(NOISE, chance.randint(1, 3))
    paper.bottom += chance.sample(NOISE, chance.randint(0, 2))
    return True


WORKINGS = (
    "{layer}: {quantity} = {value}",
    "{layer}, número de {quantity}: {value}",
    "{layer} tiene {value} {quantity}.",
)
SPOKEN = {"weights": "pesos", "biases": "sesgos", "params": "parámetros"}


@mutation(
    "same",
    AROUND,
    "rows merged",
    "row unknown",
    "headings swapped",
    "heading unknown",
    "values contradict",
    "column dropped",
    "row dropped",
)
def workings_repeated(paper: Paper, chance: Random) -> bool:
    """Lines that say again what the table says."""
    section = one_section(paper, chance)
    form = chance.choice(WORKINGS)
    found = [
        form.format(layer=row.layer, quantity=SPOKEN[column], value=text)
        for row in section.sheet.rows
        for column in SPOKEN
        if (text := paper.answers.get(section.path(row.layer, column), "")).isdigit() and text != "0"
    ]
    section.after += found
    return bool(found)
