"""ODS: every visible sheet of LibreOffice's spreadsheets, from the values that it stored."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from grader.model import Block, Document
from grader.readers._method import UNCALCULATED, is_arithmetic, with_method
from grader.readers._ods_table import table_rows
from grader.readers._opendocument import OFFICE, STYLE, TABLE, P, open_opendocument, paragraph_text, raised_styles
from grader.readers._percents import as_percent
from grader.readers._rows import split_rows
from grader.readers._values import text_of
from grader.readers._workbook import ERRORS

_TYPE, _VALUE, _FORMULA = f"{OFFICE}value-type", f"{OFFICE}value", f"{TABLE}formula"
_STORED = {"date": f"{OFFICE}date-value", "time": f"{OFFICE}time-value"}
_DECIMAL = re.compile(r"-?\d{1,15}(?:\.\d{1,20})?")
_ERROR = ("#", "Err:")


@dataclass
class _Sheet:
    raised: frozenset[str]
    notices: list[str] = field(default_factory=list)

    def text(self, cell: etree._Element) -> str:
        value = self._value(cell)
        formula = cell.get(_FORMULA, "").removeprefix("of:").removeprefix("=")
        if not formula:
            return value
        if value.startswith(_ERROR):
            self.notices.append(ERRORS)
            value = ""
        elif not value and not is_arithmetic(formula) and _TYPE not in cell.attrib:
            self.notices.append(UNCALCULATED)
        return with_method(formula, value)

    def _value(self, cell: etree._Element) -> str:
        """The stored value of a number, whatever its format shows; else what stands there."""
        kind = cell.get(_TYPE, "")
        if kind == "percentage" and _DECIMAL.fullmatch(cell.get(_VALUE, "")):
            return as_percent(float(cell.get(_VALUE, "")))
        if kind in ("float", "percentage", "currency"):
            return _number(cell.get(_VALUE, ""))
        if kind == "boolean":
            return text_of(cell.get(f"{OFFICE}boolean-value") == "true")
        if kind in _STORED:
            return cell.get(_STORED[kind], "")
        return "\n".join(paragraph_text(it, self.raised) for it in cell.iterchildren(P)).strip()


def read_ods(data: bytes) -> Document:
    root, metadata = open_opendocument(data)
    hidden = _hidden_styles(root)
    sheet = _Sheet(raised_styles(root))
    blocks: list[Block] = []
    for table in root.iterfind(f"{OFFICE}body/{OFFICE}spreadsheet/{TABLE}table"):
        name = table.get(f"{TABLE}name", "")
        if table.get(f"{TABLE}style-name", "") in hidden:
            sheet.notices.append(f"La hoja oculta «{name}» no se leyó.")
        else:
            blocks += _blocks(table_rows(table, sheet.text), name)
    return Document("ods", tuple(blocks), metadata, tuple(dict.fromkeys(sheet.notices)))


def _blocks(rows: list[list[str]], name: str) -> list[Block]:
    where = f"hoja «{name}»"
    return split_rows(rows, lambda _: where, name)


def _number(text: str) -> str:
    try:
        return text_of(float(text)) if len(text) < 16 else text
    except ValueError:
        return text


def _hidden_styles(root: etree._Element) -> frozenset[str]:
    properties = root.iter(f"{STYLE}table-properties")
    return frozenset(
        str(parent.get(f"{STYLE}name"))
        for it in properties
        if it.get(f"{TABLE}display") == "false" and (parent := it.getparent()) is not None
    )
