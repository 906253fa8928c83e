"""Notebooks by hand: tables in Markdown cells, all in one cell or one each, or as the printed frame of a code cell."""

from __future__ import annotations

import json
from random import Random

from mutations.paper import Block
from mutations.writing.as_html import frame
from mutations.writing.as_markdown import markdown


def as_ipynb(blocks: list[Block], chance: Random) -> tuple[bytes, str]:
    groups = [blocks] if chance.random() < 0.3 else [[block] for block in blocks]
    frames = chance.random() < 0.25
    cells = [
        _output(group[0])
        if frames and len(group) == 1 and group[0].header
        else _markdown(markdown(group, chance), chance)
        for group in groups
    ]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    book = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": chance.choice((2, 4))}
    return json.dumps(book, ensure_ascii=chance.random() < 0.5, indent=chance.choice((None, 1))).encode(), "ipynb"


def _markdown(text: str, chance: Random) -> dict:
    source = text if chance.random() < 0.3 else text.splitlines(keepends=True)
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def _output(block: Block) -> dict:
    data = {"text/html": [frame(block)], "text/plain": ["<pandas.DataFrame>"]}
    output = {"data": data, "execution_count": 1, "metadata": {}, "output_type": "execute_result"}
    return {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [output], "source": ["df"]}
