"""What an XLSX book holds beside the values that calamine reads: formulas, percentages, comments on cells."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from grader.model import Line
from grader.readers._cell_notes import cell_notes, has_notes
from grader.readers._formulas import Formula, formulas_of
from grader.readers._package import Package, parse_xml
from grader.readers._percents import Place, percent_cells, percent_styles

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Beside:
    """Of one sheet."""

    formulas: list[Formula]
    percents: list[Place]
    notes: list[Line]

    @property
    def has_places(self) -> bool:
        """Whether rows and columns have to be counted from the sheet's own corner."""
        return bool(self.formulas or self.percents)


NOTHING = Beside([], [], [])


def beside_sheets(archive: Package, *, formulas: bool) -> dict[str, Beside]:
    """Sheet name → what stands beside its values; nothing for most books. `formulas`: whether any may stand there."""
    styles, notes = percent_styles(archive), has_notes(archive)
    if not (formulas or styles or notes):
        return {}
    book = archive.part("xl/workbook.xml")
    stale = b"fullCalcOnLoad" in book
    found = {}
    for name, path in _sheet_paths(archive, book).items():
        if path in archive.NameToInfo:
            sheet = archive.part(path)
            found[name] = Beside(
                formulas_of(sheet, stale=stale) if formulas else [],
                percent_cells(sheet, styles) if styles else [],
                cell_notes(archive, path) if notes else [],
            )
    return found


def _sheet_paths(archive: Package, book: bytes) -> dict[str, str]:
    """Sheet name → its part of the package."""
    relations = parse_xml(archive.part("xl/_rels/workbook.xml.rels"))
    targets = {str(it.get("Id")): posixpath.join("/xl", str(it.get("Target"))) for it in relations}
    sheets = [it for it in parse_xml(book).iter() if isinstance(it.tag, str) and it.tag.endswith("}sheet")]
    return {str(it.get("name")): targets.get(str(it.get(_RELATION)), "").lstrip("/") for it in sheets}
