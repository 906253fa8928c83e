"""The answers of a sheet that is no network's: its rows are found by their names, its columns by their headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from grader.check.match.headings import quantities
from grader.check.match.placed_cells import Answer
from grader.model import Role, Row, Sheet, Table
from grader.names import normalise
from grader.page import heading
from grader.sheets import COLUMNS, family_of

Rows = Sequence[tuple[int, list[str]]]
"""Each row of a table with its place, from 1."""

_NUMBER = re.compile(r"\d+")
_PARTS = re.compile(r"[^\W\d_]+|\d+")
_BEFORE_NUMBER = frozenset({"", "pregunta", "preg", "punto", "numero", "n", "no", "item", "literal", "ejercicio", "p"})
_FILLERS = frozenset({"de", "del", "la", "el", "capa", "neurona"})
_FOREIGN = {
    "hidden": "oculta", "output": "salida", "saida": "salida", "question": "pregunta", "stage": "etapa",
    "image": "imagen", "imagem": "imagen", "stem": "tallo", "head": "cabeza", "weight": "peso",
    "depth": "profundidad", "width": "anchura", "resolution": "resolucion", "erro": "error",
}  # fmt: skip
"""English and Portuguese words in the names of rows."""
_SHORTEST = 3
"""Letters of a heading that is cut short."""
_COLUMN = "No supe qué hay en la columna «{}»."
_LOST = "No supe a qué fila corresponde «{}»."


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A table read as one of a sheet."""

    answers: tuple[Answer, ...]
    """Blanks too."""
    stranger: str
    """Why a person has to look at a row that nobody can tell, in Spanish; empty: there is none."""
    doubts: Mapping[str, str]
    """Ref → why a person has to look: it has no column, and its row has numbers under a heading that nobody knows."""

    @property
    def rows(self) -> int:
        """How many rows of the sheet it names."""
        return len({ref.rpartition("/")[0] for ref, _, _ in self.answers})


def named_table(sheet: Sheet, table: Table) -> NamedTable | None:
    """What a table answers, its rows below or beside one another; `None` when it is no table of this sheet."""
    rows = [(number, [text.strip() for text in row]) for number, row in enumerate(table.rows, start=1)]
    width = max((len(row) for _, row in rows), default=0)
    turned = [(i + 1, [_at(row, i) for _, row in rows]) for i in range(width)]
    others = _heads_a_network(rows) or _heads_a_network(turned)
    upright = _read(sheet, rows, "fila {}, columna {}", is_others=others)
    across = _read(sheet, turned, "columna {}, fila {}", is_others=others)
    return max(filter(None, (upright, across)), key=lambda it: it.rows, default=None)


def has_headings(sheet: Sheet, table: Table) -> bool:
    """Whether a row or a column of a table says which quantities the others hold."""
    rows = [(number, list(row)) for number, row in enumerate(table.rows, start=1)]
    width = max((len(row) for _, row in rows), default=0)
    turned = [(i + 1, [_at(row, i) for _, row in rows]) for i in range(width)]
    return any(_header(sheet, it)[1] for it in (rows, turned))


def _read(sheet: Sheet, rows: Rows, place: str, *, is_others: bool) -> NamedTable | None:
    at, columns = _header(sheet, rows)
    if not columns and is_others:
        return None
    body = rows[at:]
    named = {i: _rows_named(sheet, [_at(row, i) for _, row in body]) for i in range(2) if i not in columns}
    name_column = max(named, key=lambda i: (len(named[i]), -i), default=0)
    names = named.get(name_column, {})
    columns = columns or _by_place(sheet, [row for _, row in body])
    columns = {column: quantity for column, quantity in columns.items() if column != name_column}
    if not columns or not names:
        return None
    answers = [
        (f"{names[i]}/{quantity}", _at(body[i][1], column), place.format(body[i][0], column + 1))
        for i in sorted(names)
        for column, quantity in columns.items()
        if f"{names[i]}/{quantity}" in sheet.cells
    ]
    others = [row for i, (_, row) in enumerate(body) if i not in names and any(_at(row, column) for column in columns)]
    stranger = _LOST.format(next(filter(None, others[0]))) if others else ""
    header = rows[at - 1][1] if at else []
    unknown = [
        i for i, text in enumerate(header) if text and i not in (*columns, name_column) and not _is_known(sheet, text)
    ]
    doubts = {
        f"{row}/{quantity}": _COLUMN.format(header[column])
        for i, row in names.items()
        for column in unknown
        if any(map(str.isdigit, _at(body[i][1], column)))
        for quantity in asked_quantities(sheet)
        if quantity not in columns.values() and is_asked(sheet, f"{row}/{quantity}")
    }
    return NamedTable(tuple(answers), stranger, doubts) if answers else None


def _is_known(sheet: Sheet, heading: str) -> bool:
    words = heading_words(sheet)
    return normalise(heading) in words or bool(_shortened(words, heading))


def _shortened(words: Mapping[str, str], heading: str) -> str:
    """The only quantity that «rep.» or «can.» may be short for; empty: none."""
    short = normalise(heading)
    if not heading.endswith(".") or len(short) < _SHORTEST:
        return ""
    meant = {quantity for word, quantity in words.items() if word.startswith(short)}
    return meant.pop() if len(meant) == 1 else ""


def _header(sheet: Sheet, rows: Rows) -> tuple[int, dict[int, str]]:
    """Place of the first row under the header, and the quantity of each of its columns."""
    words = heading_words(sheet)
    for i, (_, row) in enumerate(rows):
        found: dict[int, str] = {}
        for column, text in enumerate(row):
            quantity = words.get(normalise(text), "") or _shortened(words, text)
            if quantity and quantity not in found.values() and not text.endswith("="):  # then its value follows
                found[column] = quantity
        if found:
            return i + 1, {column: quantity for column, quantity in found.items() if quantity != "detail"}
    return 0, {}


def _heads_a_network(rows: Rows) -> bool:
    """Whether a row is the header of a network's table: then a number in it, «6» inputs, is no question's."""
    return any(len({found[0] for text in row if (found := quantities(text))}) > 1 for _, row in rows)


def _by_place(sheet: Sheet, rows: Sequence[list[str]]) -> dict[int, str]:
    """Without a header: the sheet's own columns where the table is as wide, or the lone quantity in the last one."""
    width = max((len([text for text in row if text]) for row in rows), default=0)
    if width == len(sheet.columns) + 1:
        return {i: quantity for i, quantity in enumerate(sheet.columns, start=1) if quantity != "detail"}
    asked = asked_quantities(sheet)
    return {width - 1: asked[0]} if len(asked) == 1 and width > 1 else {}


def _at(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


@lru_cache(maxsize=1024)
def heading_words(sheet: Sheet) -> Mapping[str, str]:
    """Folded heading → quantity, for what students write over the columns of this sheet."""
    found: dict[str, str] = {}
    for quantity in sheet.columns:
        also = COLUMNS[quantity].also if quantity in COLUMNS else ()
        for words in (heading(quantity), quantity, *also):
            found.setdefault(normalise(words), quantity)
    return found


@lru_cache(maxsize=1024)
def asked_quantities(sheet: Sheet) -> tuple[str, ...]:
    """In the order of the columns."""
    asked = {ref.rpartition("/")[2] for ref, cell in sheet.cells.items() if cell.role is Role.ASKED}
    return tuple(quantity for quantity in sheet.columns if quantity in asked)


def _rows_named(sheet: Sheet, names: Sequence[str]) -> dict[int, str]:
    """Place among `names` → row; a name that two texts bear is the first one's.

    Bare numbers of which some are no question's are what a row says, and no names.
    """
    found: dict[int, str] = {}
    if any(text.isdecimal() and not row_named(sheet, text) for text in names):
        names = ["" if text.isdecimal() else text for text in names]
    for i, text in enumerate(names):
        row = row_named(sheet, text)
        if row and row not in found.values():
            found[i] = row
    return found


def row_named(sheet: Sheet, text: str) -> str:
    """The row of this name or label, or of this number where the rows are numbered; empty when there is none.

    «P1» is «p 1», «1)», «Pregunta 1».
    """
    known = _names(sheet.rows)
    joined = _folded(text)
    if joined not in known:
        joined = _folded(without_fillers(normalise(text))) or joined
    if joined not in known:
        joined = _folded(" ".join(_FOREIGN.get(word, word) for word in normalise(text).split()))
    if joined in known:
        return known[joined]
    if explained := _by_detail(sheet, text):
        return explained
    numbers = _NUMBER.findall(joined)
    rest = _NUMBER.sub("", joined)
    return known.get(f"#{int(numbers[0])}", "") if len(numbers) == 1 and rest in _BEFORE_NUMBER else ""


def _by_detail(sheet: Sheet, text: str) -> str:
    """«Profundidad d»: the name of a row beside words that the worksheet itself says of it."""
    words = {*normalise(text).split()} - _FILLERS
    for row in sheet.rows:
        name, detail = {*normalise(row.layer).split()}, {*normalise(row.detail).split()}
        if name < words and words - name <= detail:
            return row.layer
    return ""


@lru_cache(maxsize=1024)
def _names(rows: tuple[Row, ...]) -> Mapping[str, str]:
    names = {_folded(text): row.layer for row in rows for text in (row.label, row.layer) if text}
    numbers = [_NUMBER.findall(row.layer) for row in rows]
    stems = {_NUMBER.sub("", _folded(row.layer)) for row in rows}
    if len(stems) == 1 and all(len(it) == 1 for it in numbers) and len({it[0] for it in numbers}) == len(rows):
        names |= {f"#{int(it[0])}": row.layer for it, row in zip(numbers, rows, strict=True)}
    return names


def questions(sheet: Sheet) -> Mapping[str, str]:
    """Name → row, where the rows are numbered questions; else empty."""
    known = _names(sheet.rows)
    if not any(name.startswith("#") for name in known):
        return {}
    return {name: row for name, row in known.items() if not name.startswith("#") and not name.isdigit()}


def row_of_parts(sheet: Sheet, words: str) -> str:
    """«b1» for «b(1) Oculta»: the only row that has all these letters and numbers in its name; empty: none."""
    parts = _parts(words)
    if not any(map(str.isalpha, parts)) or not any(map(str.isdecimal, parts)):
        return ""
    found = [row.layer for row in sheet.rows if parts <= _parts(normalise(row.layer))]
    return found[0] if len(found) == 1 else ""


def _parts(words: str) -> set[str]:
    return {*_PARTS.findall(words)}


def _folded(text: str) -> str:
    return normalise(text).replace(" ", "")


def only_asked(sheet: Sheet, row: str) -> str:
    """The one cell that is asked of a row; empty when there are several."""
    asked = [ref for it in asked_quantities(sheet) if is_asked(sheet, ref := f"{row}/{it}")]
    return asked[0] if len(asked) == 1 else ""


def without_fillers(words: str) -> str:
    """«b(1) de la capa oculta» is «b(1) Oculta»."""
    return " ".join(word for word in words.split() if word not in _FILLERS)


def is_asked(sheet: Sheet, ref: str) -> bool:
    return ref in sheet.cells and sheet.cells[ref].role is Role.ASKED


def is_named(sheet: Sheet) -> bool:
    """Whether a sheet is read in this way."""
    return not family_of(sheet.instance).is_network
