"""LaTeX files: the body's titles, tables, formulas and sentences, without its comments and commands."""

from __future__ import annotations

import re
from dataclasses import replace

from grader.model import Block, Document, Table
from grader.readers._latex import latex_text
from grader.readers._marked import marked_blocks
from grader.readers._text import decode

_COMMENT = re.compile(r"(?<!\\)%.*")
_FRAME = re.compile(
    r"\\(?:begin|end)\s*\{[^{}]*\}(?:\s*\[[^\]]{0,20}\])?|\\includegraphics(?:\[[^\]]{0,99}\])?\{[^{}]*\}"
)
_ITEM = re.compile(
    r"(?P<begin>\\begin\s*\{enumerate\})|(?P<end>\\end\s*\{enumerate\})|\\item(?![A-Za-z])\s*(?:\[(?P<label>[^\[\]]{1,40})\])?\s*"
)
_NAMED = re.compile(r"\\(?:caption|author|date)\*?\s*\{([^{}]*)\}")
_INLINE = re.compile(r"\\[()]")


def read_tex(data: bytes) -> Document:
    text = _without_preamble(_COMMENT.sub("", decode(data)))
    blocks = marked_blocks(_numbered(text), lambda index: f"línea {index + 1}", marks=False, columns=False)
    return Document("tex", tuple(clean for block in blocks if (clean := _clean(block))))


def _numbered(text: str) -> str:
    r"""The items of a numbered list with the number that the page shows; `\\item[P1]` has a label of its own."""
    counts: list[int] = []

    def shown(found: re.Match[str]) -> str:
        if found["begin"]:
            counts.append(0)
        elif found["end"]:
            del counts[-1:]
        elif found["label"]:
            return f"{found['label']}: "
        elif counts:
            counts[-1] += 1
            return f"{counts[-1]}. "
        return found[0]

    return _ITEM.sub(shown, text)


def _without_preamble(text: str) -> str:
    """The body, on the same lines as before."""
    before, mark, body = text.partition("\\begin{document}")
    return "\n" * before.count("\n") + body.partition("\\end{document}")[0] if mark else text


def _clean(block: Block) -> Block | None:
    if isinstance(block, Table):
        return block
    text = latex_text(_INLINE.sub("$", _NAMED.sub(r"\1", _FRAME.sub("", block.text))))
    return replace(block, text=text) if text.strip("$ ") else None
