"""CSV as spreadsheets and hands save it: three separators, four encodings."""

from __future__ import annotations

import csv
import io
from random import Random

from mutations.paper import BREAK, Block, without_signs


def as_csv(blocks: list[Block], chance: Random) -> tuple[bytes, str]:
    separator = chance.choice(",;\t")
    out = io.StringIO(newline="")
    quoting = chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    writer = csv.writer(out, delimiter=separator, quoting=quoting, lineterminator=chance.choice(("\r\n", "\n")))
    width = max((len(row) for block in blocks for row in block.grid), default=1) if chance.random() < 0.5 else 0
    for block in map(without_signs, blocks):
        for row in block.grid if block.kind == "table" else [(block.text,)]:
            texts = [text.replace(BREAK, "\n") for text in row]
            writer.writerow(texts + [""] * (width - len(texts)))
        if chance.random() < 0.6:
            writer.writerow([""] * width)
    return encoded(out.getvalue(), chance), "tsv" if separator == "\t" and chance.random() < 0.5 else "csv"


def encoded(text: str, chance: Random) -> bytes:
    """In one of the encodings that hold the text."""
    encoding = chance.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"))
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode()
