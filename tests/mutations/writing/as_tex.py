"""LaTeX: sections and tabulars, with and without rules."""

from __future__ import annotations

from random import Random

from mutations.paper import BOLD, BREAK, PLAIN, Block

_ESCAPES = str.maketrans(
    {"#": r"\#", "%": r"\%", "&": r"\&", "_": r"\_", "$": r"\$", "×": r"$\times$", "·": r"$\cdot$",
     "→": r"$\rightarrow$", BOLD: r"\textbf{", PLAIN: "}", BREAK: r"\newline ", "\xa0": "~", "|": r"\textbar{}"}
)  # fmt: skip


def as_tex(blocks: list[Block], chance: Random) -> tuple[bytes, str]:
    titled = chance.choice((r"\section*{%s}", r"\section{%s}", r"\subsection*{%s}", r"\textbf{%s}"))
    ruled = chance.random() < 0.7
    parts = [r"\documentclass{article}", r"\usepackage[utf8]{inputenc}", r"\begin{document}"]
    for block in blocks:
        if block.kind == "table":
            parts.append("\n".join(_table(block, ruled=ruled)))
        else:
            parts.append(titled % _text(block.text) if block.kind == "title" else _text(block.text))
    return "\n\n".join([*parts, r"\end{document}"]).encode(), "tex"


def _text(text: str) -> str:
    return text.translate(_ESCAPES)


def _table(block: Block, *, ruled: bool) -> list[str]:
    rows = [" & ".join(map(_text, row)) + r" \\" for row in block.grid]
    columns = ("|l|" if ruled else "l") + ("c|" if ruled else "c") * (len(block.grid[0]) - 1)
    lines = [part for row in rows for part in (row, r"\hline")] if ruled else rows
    return [rf"\begin{{tabular}}{{{columns}}}", *([r"\hline"] if ruled else []), *lines, r"\end{tabular}"]
