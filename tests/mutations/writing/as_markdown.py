"""Markdown pipe tables with and without outer pipes, aligned, padded or bare."""

from __future__ import annotations

from random import Random

from mutations.paper import BOLD, BREAK, PLAIN, Block
from mutations.writing.as_csv import encoded


def as_markdown(blocks: list[Block], chance: Random) -> tuple[bytes, str]:
    return encoded(markdown(blocks, chance), chance), chance.choice(("md", "md", "txt"))


def markdown(blocks: list[Block], chance: Random) -> str:
    titled = chance.choice(("## {}", "# {}", "**{}**", "### {}", "{}\n=========", "{}"))
    return "\n\n".join(_block(block, titled, chance) for block in blocks) + "\n"


def _block(block: Block, titled: str, chance: Random) -> str:
    if block.kind == "title":
        return titled.format(block.text)
    return _marked(block.text) if block.kind == "line" else "\n".join(table(block, chance))


def _marked(text: str) -> str:
    return text.replace(BOLD, "**").replace(PLAIN, "**")


def table(block: Block, chance: Random) -> list[str]:
    rows = [[_marked(text).replace("|", "\\|").replace(BREAK, "<br>") for text in row] for row in block.grid]
    padded = chance.random() < 0.5
    widths = [max(len(text) for text in column) if padded else 0 for column in zip(*rows, strict=True)]
    rows = [[text.ljust(width) for text, width in zip(row, widths, strict=True)] for row in rows]
    outer = any(row[0][:1] in ("", " ", "#") or not row[-1].strip() for row in rows) or chance.random() < 0.7
    rule = [chance.choice(("---", ":---", ":---:", "---:")) for _ in widths]
    lines = [" | ".join(row) for row in (rows[0], rule, *rows[1:])]
    return [f"| {line} |" if outer else line for line in lines]
