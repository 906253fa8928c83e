"""PDF through Typst, from a source of its own: few, since each takes its time."""

from __future__ import annotations

import json
from random import Random

import typst

from mutations.paper import BREAK, Block, without_signs

_SOURCE = """
#set page(paper: "a4", flipped: {flipped}, margin: 1.5cm)
#set text(size: {size}pt)
#for it in json(bytes(sys.inputs.blocks)) {{
  if it.kind == "table" {{ table(columns: it.columns, stroke: {stroke}, ..it.texts) }}
  else if it.kind == "title" {{ text(size: 15pt, weight: "bold", it.text); parbreak() }}
  else {{ it.text; parbreak() }}
}}
"""


def as_pdf(blocks: list[Block], chance: Random) -> tuple[bytes, str]:
    told = [
        {
            "kind": block.kind,
            "text": block.text,
            "columns": len(block.grid[0]) if block.grid else 0,
            "texts": [text.replace(BREAK, "\n").replace("\u200b", "") for row in block.grid for text in row],
        }
        for block in map(without_signs, blocks)
    ]
    flipped, stroke = chance.choice(("true", "false")), chance.choice(("0.5pt", "0.5pt", "none"))
    source = _SOURCE.format(flipped=flipped, size=chance.choice((8, 9)), stroke=stroke)
    return typst.compile(source.encode(), sys_inputs={"blocks": json.dumps(told)}), "pdf"
