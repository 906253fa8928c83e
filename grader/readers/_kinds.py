"""What kind of file it is, by what it holds; its name is asked only when the content is just text."""

from __future__ import annotations

import re
from io import BytesIO
from typing import NoReturn
from zipfile import ZipFile

from grader.errors import UnreadableError
from grader.readers._columns import is_tabular
from grader.readers._pipes import is_rule
from grader.readers._scans import scan
from grader.readers._text import decode, is_binary, split_lines

NAMES = {
    "csv": "un archivo CSV",
    "docx": "un documento de Word",
    "html": "una página HTML",
    "ipynb": "un cuaderno de Jupyter",
    "markdown": "texto",
    "ods": "una hoja de cálculo de LibreOffice",
    "odt": "un documento de LibreOffice",
    "pdf": "un PDF",
    "tex": "un archivo de LaTeX",
    "rtf": "un documento RTF",
    "xls": "un libro de Excel antiguo",
    "xlsx": "un libro de Excel",
}
"""The formats that are read, as a notice names them."""

EXTENSIONS = {
    "csv": "csv",
    "tsv": "csv",
    "tab": "csv",
    "docx": "docx",
    "docm": "docx",
    "htm": "html",
    "html": "html",
    "xhtml": "html",
    "ipynb": "ipynb",
    "md": "markdown",
    "markdown": "markdown",
    "txt": "markdown",
    "text": "markdown",
    "rst": "markdown",
    "log": "markdown",
    "": "markdown",
    "pdf": "pdf",
    "rtf": "rtf",
    "xls": "xls",
    "xlt": "xls",
    "tex": "tex",
    "latex": "tex",
    "ods": "ods",
    "ots": "ods",
    "odt": "odt",
    "ott": "odt",
    "xlsx": "xlsx",
    "xlsm": "xlsx",
}

_PACKAGES = {
    "xl/workbook.bin": "un libro binario de Excel (.xlsb), que no se puede leer. Guárdalo como .xlsx",
    "xl/": "xlsx",
    "word/": "docx",
    "ppt/": "una presentación, que no se puede leer. Entrega la tabla como .docx o .xlsx",
    "Index/": "de Pages o Numbers, que no se puede leer. Expórtalo como .docx o .xlsx",
    "content.xml": "una presentación de LibreOffice, que no se puede leer. Entrega la tabla como .docx o .xlsx",
}
"""What an archive holds by the beginning of a name in it: a format, or what is said of it."""

_OLD = "de una versión antigua de Office, que no se puede leer. Guárdalo como .docx o .xlsx"
_IMAGE = ""
"""A picture: a person looks at it."""
_ARCHIVE = "un archivo comprimido. Entrega la hoja suelta, sin comprimir"
_MAGIC = (
    (b"\x89PNG", _IMAGE),
    (b"\xff\xd8\xff", _IMAGE),
    (b"GIF8", _IMAGE),
    (b"BM", _IMAGE),
    (b"RIFF", _IMAGE),
    (b"II*\0", _IMAGE),
    (b"MM\0*", _IMAGE),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
)
_NOTEBOOK = re.compile(rb'\s*\{.*?"(?:cells|worksheets)"\s*:\s*\[', re.DOTALL)
_PAGE = re.compile(r"\s*<(?:!doctype html|\?xml[^>]*>\s*<(?:!doctype\s+)?html|html)\b", re.IGNORECASE)
_FRAGMENT = re.compile(r"\s*<[a-z!][^>]*>.*<(?:table|body|tr)\b", re.IGNORECASE | re.DOTALL)
_TEX = ("\\documentclass", "\\begin{document}")
_OPENDOCUMENT = {
    b"opendocument.spreadsheet": "ods",
    b"opendocument.text": "odt",
    b"office:spreadsheet": "ods",
    b"office:text": "odt",
}
_HEAD = 20_000
_DIRECTORY = 10_000
"""Bytes at the end of an archive, where its names are: reading them twice costs as much as all the rest."""
_UNKNOWN = "de un tipo desconocido o está dañado. Entrega la hoja como .xlsx, .docx, .ipynb, .md, .csv o .html"


def recognise(data: bytes, extension: str) -> str:
    """The format's name in `NAMES`; a file of another kind is refused with what it is and the remedy."""
    if data.startswith(b"PK\x03\x04"):
        return _package_kind(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _compound_kind(data)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if b"%PDF-" in data[:1_024]:
        return "pdf"
    for magic, what in _MAGIC:
        if data.startswith(magic) and is_binary(data):
            _refuse(what)
    if is_binary(data):
        _refuse(_IMAGE if data[4:8] == b"ftyp" else _UNKNOWN)
    return _text_kind(data, extension)


def _compound_kind(data: bytes) -> str:
    from grader.readers._ole import workbook_stream

    if not workbook_stream(data):
        _refuse(_OLD)
    return "xls"


def _package_kind(data: bytes) -> str:
    end = data[-_DIRECTORY:]
    if (b"xl/workbook.xml" in end) != (b"word/document.xml" in end):
        return "xlsx" if b"xl/workbook.xml" in end else "docx"
    with ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        opened = _opendocument(archive)
    if opened:
        return opened
    what = next((what for start, what in _PACKAGES.items() if any(n.startswith(start) for n in names)), _ARCHIVE)
    if what not in NAMES:
        _refuse(what)
    return what


def _opendocument(archive: ZipFile) -> str:
    """ODS or ODT, by the type that the package declares, else by its content; else nothing."""
    if "content.xml" not in archive.NameToInfo:
        return ""
    part = "mimetype" if "mimetype" in archive.NameToInfo else "content.xml"
    with archive.open(part) as stream:
        head = stream.read(_HEAD)
    return next((kind for mark, kind in _OPENDOCUMENT.items() if mark in head), "")


def _text_kind(data: bytes, extension: str) -> str:
    if _NOTEBOOK.match(data.removeprefix(b"\xef\xbb\xbf")):
        return "ipynb"
    if extension == "ipynb":
        raise UnreadableError(
            "El cuaderno está incompleto o dañado. Ábrelo en Jupyter, guárdalo y vuelve a entregarlo."
        )
    kind = EXTENSIONS.get(extension, "")
    head = decode(data[:_HEAD])
    if _PAGE.match(head) or (kind != "markdown" and _FRAGMENT.match(head)) or (kind == "html" and "<" in head):
        return "html"
    if kind == "tex" or any(mark in head for mark in _TEX):
        return "tex"
    return "csv" if _is_csv(head, kind, extension) else "markdown"


def _is_csv(head: str, kind: str, extension: str) -> bool:
    if "|" in head and any("|" in line and is_rule(line) for line in split_lines(head)):
        return False
    return kind == "csv" or (extension != "md" and is_tabular(split_lines(head)))


def _refuse(what: str) -> NoReturn:
    if what == _IMAGE:
        raise scan("El archivo")
    raise UnreadableError(f"El archivo es {what}.")
