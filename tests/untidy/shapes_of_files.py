"""The bytes of the formats that students hand in, from rows and paragraphs."""

from __future__ import annotations

import io
import subprocess
import tempfile
from pathlib import Path

import docx
import nbformat
import xlsxwriter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output


def md_table(rows):
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]) + "\n"


def csv_rows(rows, sep=";"):
    return "\r\n".join(sep.join(map(str, row)) for row in rows) + "\r\n"


def html_table(rows, attrs=""):
    cells = lambda row, tag: "".join(f"<{tag}>{it}</{tag}>" for it in row)  # noqa: E731
    return (
        f"<table {attrs}><tr>{cells(rows[0], 'th')}</tr>"
        + "".join(f"<tr>{cells(row, 'td')}</tr>" for row in rows[1:])
        + "</table>"
    )


def page(body, title="Tarea"):
    head = f"<head><meta charset='utf-8'><title>{title}</title></head>"
    return f"<!DOCTYPE html><html lang='es'>{head}<body>{body}</body></html>"


def notebook(*cells):
    """`("md", text)` or `("code", source, output, …)`; an output is a text, or a dict of mime types."""
    made = []
    for number, (kind, source, *outputs) in enumerate(cells, 1):
        if kind == "md":
            made.append(new_markdown_cell(source))
            continue
        kept = []
        for out in outputs:
            if isinstance(out, str):
                kept.append(new_output("stream", name="stdout", text=out))
            else:
                kept.append(new_output("execute_result", data=out, execution_count=number))
        made.append(new_code_cell(source, outputs=kept, execution_count=number))
    for number, cell in enumerate(made):
        cell["id"] = f"c{number:03}"
    book = new_notebook(
        cells=made,
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}, "language_info": {"name": "python"}},
    )
    return nbformat.writes(book)


def workbook(sheets):
    """Sheet name → list of (row, column, what): a value, (formula, cached value) or ("merge", r2, c2, text)."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    bold = book.add_format({"bold": True})
    for name, cells in sheets.items():
        sheet = book.add_worksheet(name)
        for row, column, what in cells:
            if isinstance(what, tuple) and what[0] == "merge":
                sheet.merge_range(row, column, what[1], what[2], what[3], bold)
            elif isinstance(what, tuple):
                sheet.write_formula(row, column, what[0], None, what[1])
            elif isinstance(what, str):
                sheet.write_string(row, column, what)
            elif what is not None:
                sheet.write_number(row, column, what)
    book.close()
    return out.getvalue()


def grid(rows, row=0, column=0):
    return [(row + r, column + c, it) for r, line in enumerate(rows) for c, it in enumerate(line)]


def document(*parts):
    """A text (a paragraph; «# » a heading, «- » a bullet), a list of rows (a table), or a function of the document."""
    made = docx.Document()
    for part in parts:
        if callable(part):
            part(made)
        elif isinstance(part, str):
            for line in part.split("\n"):
                if line.startswith("# "):
                    made.add_heading(line[2:], 2)
                elif line.startswith("- "):
                    made.add_paragraph(line[2:], style="List Bullet")
                else:
                    made.add_paragraph(line)
        else:
            table = made.add_table(len(part), max(map(len, part)), style="Table Grid")
            for r, row in enumerate(part):
                for c, it in enumerate(row):
                    table.cell(r, c).text = str(it)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def converted(content, ext, to):
    """By LibreOffice: `to` is an extension, or `pdf`."""
    data = content.encode() if isinstance(content, str) else content
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"hoja.{ext}"
        source.write_bytes(data)
        source_filter = ["--infilter=HTML (StarWriter)"] if ext == "html" else []
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                *source_filter,
                "--convert-to",
                to.split(":")[0] if ":" not in to else to,
                "--outdir",
                folder,
                str(source),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return (Path(folder) / f"hoja.{to.split(':')[0]}").read_bytes()


def printed(html):
    """A PDF as Chromium prints a page."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "pagina.html"
        source.write_text(html, "utf-8")
        target = Path(folder) / "pagina.pdf"
        subprocess.run(
            [
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                f"--user-data-dir={folder}/u",
                f"--print-to-pdf={target}",
                "--no-pdf-header-footer",
                str(source),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return target.read_bytes()
