"""HTML: tidy, as pandas prints a frame, and as old editors and hasty hands leave it."""

from __future__ import annotations

from html import escape
from random import Random

from mutations.paper import BOLD, BREAK, PLAIN, Block


def as_html(blocks: list[Block], chance: Random) -> tuple[bytes, str]:
    table = chance.choice((_tidy, _sloppy, frame))
    encoding = chance.choice(("utf-8", "utf-8", "cp1252"))
    title = chance.choice(
        ("<h2>{}</h2>", "<h1>{}</h1>", "<p><b>{}</b></p>", "<p>{}</p>", "<div><strong>{}</strong></div>")
    )
    line = chance.choice(("<p>{}</p>", "<div>{}</div>", "{}<br>", "<p><span style='color:red'>{}</span></p>"))
    body = [
        table(it) if it.kind == "table" else (title if it.kind == "title" else line).format(_text(it.text))
        for it in blocks
    ]
    head = f"<!DOCTYPE html>\n<html><head><meta charset='{encoding}'><title>Taller</title></head><body>"
    return "\n".join([head, *body, "</body></html>"]).encode(encoding, "xmlcharrefreplace"), chance.choice(
        ("html", "htm")
    )


def _text(text: str) -> str:
    return escape(text).replace(BOLD, "<b>").replace(PLAIN, "</b>").replace(BREAK, "<br>").replace("\xa0", "&nbsp;")


def _tidy(block: Block) -> str:
    rows = ["".join(f"<td>{_text(text)}</td>" for text in row) for row in block.rows]
    head = "".join(f"<th>{_text(text)}</th>" for text in block.header)
    top = f"<thead><tr>{head}</tr></thead>" if head else ""
    return f"<table border='1'>{top}<tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>"


def frame(block: Block) -> str:
    """With an index, as `DataFrame.to_html` does; a frame has always names of columns."""
    if not block.header:
        return _tidy(block)
    head = "".join(f"<th>{_text(text)}</th>" for text in ("", *block.header)) if block.header else ""
    rows = [f"<th>{i}</th>" + "".join(f"<td>{_text(text)}</td>" for text in row) for i, row in enumerate(block.rows)]
    top = f'<thead>\n    <tr style="text-align: right;">{head}</tr></thead>' if head else ""
    body = "\n".join(f"    <tr>\n      {row}\n    </tr>" for row in rows)
    style = "<style scoped>.dataframe tbody tr th { vertical-align: top; }</style>"
    table = f'<table border="1" class="dataframe">\n{top}\n<tbody>\n{body}\n</tbody>\n</table>'
    return f"<div>{style}\n{table}</div>"


def _sloppy(block: Block) -> str:
    """Nothing is closed, tags shout, and paragraphs and fonts fill the cells."""
    rows = "\n".join(
        "<TR>" + "".join(f"<TD width=80><P><FONT size=2>{_text(text)}" for text in row) for row in block.grid
    )
    return f"<TABLE width=100% border>\n{rows}\n</TABLE>"
