"""Plain text: aligned columns, tabs, boxes of + - | and of drawn lines."""

from __future__ import annotations

import re
from random import Random

from mutations.paper import BREAK, Block, without_signs
from mutations.writing.as_csv import encoded

Rows = list[list[str]]


def as_text(blocks: list[Block], chance: Random) -> tuple[bytes, str]:
    table = chance.choice((_aligned, _aligned, _boxed, _drawn, _tabbed, _tabbed))
    titled = chance.choice(("{}", "== {} ==", "{}\n---------", "{}:"))
    parts = []
    for block in map(without_signs, blocks):
        if block.kind == "table":
            rows = [[_one_line(text) for text in row] for row in block.grid]
            parts.append("\n".join(table(rows, chance)))
        else:
            parts.append(titled.format(block.text) if block.kind == "title" else block.text)
    return encoded("\n\n".join(parts) + "\n", chance), "txt"


def _one_line(text: str) -> str:
    return re.sub(r"[ \t]{2,}", " ", text.replace(BREAK, " ").replace("\u2003", " ")).strip()


def _widths(rows: Rows) -> list[int]:
    return [max(map(len, column)) for column in zip(*rows, strict=True)]


def _aligned(rows: Rows, chance: Random) -> list[str]:
    gap, right = " " * chance.randint(2, 5), chance.random() < 0.5
    widths = _widths(rows)

    def text(i: int, it: str) -> str:
        return it.rjust(widths[i]) if right and i else it.ljust(widths[i])

    lines = [gap.join(text(i, it) for i, it in enumerate(row)).rstrip() for row in rows]
    rule = "-" * max(map(len, lines))
    return [lines[0], rule, *lines[1:]] if chance.random() < 0.4 else lines


def _boxed(rows: Rows, chance: Random) -> list[str]:
    widths = _widths(rows)
    rule = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
    lines = [
        "|" + "|".join(f" {it.ljust(width)} " for it, width in zip(row, widths, strict=True)) + "|" for row in rows
    ]
    every = chance.random() < 0.5
    inner = [part for line in lines[1:] for part in ((rule, line) if every else (line,))]
    return [rule, lines[0], *([] if every else [rule]), *inner, rule]


def _drawn(rows: Rows, chance: Random) -> list[str]:
    widths = _widths(rows)

    def rule(left: str, middle: str, right: str) -> str:
        return left + middle.join("─" * (width + 2) for width in widths) + right

    lines = [
        "│" + "│".join(f" {it.ljust(width)} " for it, width in zip(row, widths, strict=True)) + "│" for row in rows
    ]
    return [rule("┌", "┬", "┐"), lines[0], rule("├", "┼", "┤"), *lines[1:], rule("└", "┴", "┘")]


def _tabbed(rows: Rows, chance: Random) -> list[str]:
    return ["\t".join(row) for row in rows]
