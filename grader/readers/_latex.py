"""LaTeX as text: commands that only style it are dropped, numbers stay as they were written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from grader.readers._limits import check_grid

_STYLED = re.compile(
    r"\\(?:text(?:bf|it|rm|sf|tt|sc|normal|color\{[^{}]*\})?|math(?:rm|bf|it|sf|tt|normal)|operatorname\*?|emph|"
    r"underline|boxed|mbox|hbox|bm|boldsymbol|fbox|makecell(?:\[[^\]]{0,20}\])?|thead|small|textsc)\s*\{([^{}]*)\}"
)
_DROPPED = re.compile(
    r"\\(?:label|tag|cite|ref|vspace|hspace|color|rowcolor|cellcolor|cline|cmidrule(?:\([^)]{0,20}\))?|setlength|vskip)"
    r"\*?\s*(?:\{[^{}]*\})+|"
    r"\\(?:hline|toprule|midrule|bottomrule|endhead|endfirsthead|endfoot|endlastfoot|centering|raggedright|displaystyle|"
    r"nonumber|notag|noindent|newline|qquad|quad|small|footnotesize|scriptsize|large|Large|bf|"
    r"bfseries|it|tabularnewline|newpage|item|maketitle|par|medskip|bigskip|smallskip)(?![A-Za-z])\s?"
)
_SIZES = re.compile(r"\\(?:left|right|[bB]igg?[lrm]?)(?![A-Za-z])\s?(?:\.(?!\d))?")
_ESCAPED = re.compile(r"\\([#%&_$])")
_ACCENT = re.compile(r"""\\(['`~"^])\s*(?:\{\\?([A-Za-z])\}|\\?([A-Za-z]))""")
_COMBINING = {"'": "\u0301", "`": "\u0300", "~": "\u0303", '"': "\u0308", "^": "\u0302"}
_TOKEN = re.compile(r"\\\\\*?(?:\s*\[[^\]]{0,20}\])?|\\tabularnewline\b|\\.|[{}&]", re.DOTALL)
_SPANNED = re.compile(r"\\multicolumn\s*\{\s*(\d{1,2})\s*\}\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}\s*")
_ROWS = re.compile(r"\\multirow\s*(?:\[\w{0,9}\])?\s*\{[^{}]{0,20}\}\s*(?:\[[^\]]{0,20}\])?\s*\{[^{}]{0,20}\}\s*")
_DEEPEST = 6


def latex_text(text: str) -> str:
    r"""
    >>> latex_text(r"\textbf{Parámetros} = 5\times5 = 1{,}168 \#")
    'Parámetros = 5\\times5 = 1{,}168 #'
    """
    if "\\" in text:
        for _ in range(_DEEPEST):
            inner = _STYLED.sub(r"\1", text)
            if inner == text:
                break
            text = inner
        text = _ACCENT.sub(_accented, _DROPPED.sub(" ", _SIZES.sub("", text)))
        text = _ESCAPED.sub(r"\1", text)
    return " ".join(text.replace("~", "\u00a0").split(" ")).strip(" \t\n")


def _accented(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", (match[2] or match[3]) + _COMBINING[match[1]])


def formula_lines(body: str) -> list[str]:
    """The lines of a displayed formula; alignment marks are dropped, as are line ends that LaTeX does not see."""
    lines = []
    for row in split_rows(body):
        text = " ".join(row)
        parts = text.split("\n")
        stand_alone = [part for part in parts if "=" in part and not part.lstrip().startswith("=")]
        whole = parts if len(stand_alone) == len(parts) else [" ".join(parts)]
        lines += [line for part in whole if (line := _bare(latex_text(part)))]
    return lines


def _bare(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip("$ .").strip()


def table_rows(body: str) -> list[tuple[str, ...]]:
    """The rows between `\\begin{tabular}{…}` and its end."""
    rows: list[tuple[str, ...]] = []
    for parts in split_rows(body):
        row = tuple(_cells(parts))
        check_grid(len(rows), len(row))
        if any(row):
            rows.append(row)
    return rows


def _cells(row: list[str]) -> Iterator[str]:
    for cell in row:
        span = _SPANNED.search(cell)
        text = _SPANNED.sub("", _ROWS.sub("", cell)).strip()
        yield _cell(text)
        yield from [""] * ((int(span[1]) if span else 1) - 1)


def _cell(text: str) -> str:
    text = latex_text(" ".join(text.replace("\\\\", " ").split()))
    return text[1:-1].strip() if text[:1] == "{" and text[-1:] == "}" and text.count("{") == 1 else text


def split_rows(body: str) -> Iterator[list[str]]:
    r"""Rows at `\\` and cells at `&`, not inside braces or where they are escaped."""
    row, start, depth = [], 0, 0
    for match in _TOKEN.finditer(body):
        sign = match[0]
        if sign in "{}":
            depth = max(0, depth + (1 if sign == "{" else -1))
        elif depth == 0 and (sign == "&" or sign.startswith(("\\\\", "\\tab"))):
            row.append(body[start : match.start()])
            start = match.end()
            if sign != "&":
                yield row
                row = []
    yield [*row, body[start:]]
