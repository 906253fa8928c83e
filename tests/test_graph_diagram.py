"""Diagrams of networks with branches: no block covers another, no arrow runs through one, none is missing."""

import re
from dataclasses import replace
from itertools import combinations, pairwise
from random import Random

import pytest
from injected import blueprint

from grader.branches import can_be_drawn, lanes, ranks, stretches
from grader.diagram import GAP, alternative, is_branched, is_narrow, shapes_of
from grader.graph_diagram import lay_out_graph
from grader.model import Student, Worksheet
from grader.page import Figure, printed_lines, worksheet_page
from grader.render import figure_svg, render_page
from grader.sheets import build

KINDS = ("conv2d", "max_pooling2d", "batch_normalization", "dense", "add", "activation")
RESIDUAL = ((), (0,), (1,), (2, 0), (3,), (4,), (5, 3), (6,))
"""Two blocks of two layers, each with its shortcut, and a last layer."""
INCEPTION = ((), (0,), (0,), (2,), (0,), (4,), (0,), (6,), (1, 3, 5, 7), (8,))
DENSE = ((), (0,), (0, 1), (2,), (0, 1, 3), (4,), (0, 1, 3, 5))


def figure_of(inputs):
    names = [f"L{i}" for i in range(len(inputs))]
    return tuple(
        Figure(
            "input" if not it else KINDS[i % 6],
            names[i],
            "f=3x3, s=1, p=1, 16 filtros",
            (),
            (),
            tuple(names[j] for j in it),
        )
        for i, it in enumerate(inputs)
    )


def some_network(number):
    """Each layer gets one to three of those shortly before it."""
    random = Random(number)  # noqa: S311
    inputs = [()]
    for i in range(1, random.randint(4, 20)):
        near = range(max(0, i - random.randint(1, 5)), i)
        inputs.append(tuple(sorted(random.sample(near, min(len(near), random.choice((1, 1, 1, 2, 3)))))))
    return tuple(inputs)


DRAWN = [it for it in map(some_network, range(300)) if can_be_drawn(it)]


def points(path):
    """Of a path of horizontal and vertical strokes."""
    x = y = 0
    for letter, numbers in re.findall(r"([MHV])([-\d. ]+)", path):
        values = [float(it) for it in numbers.split()]
        x, y = (values[0], y) if letter == "H" else (x, values[0]) if letter == "V" else values
        yield x, y


def test_there_are_enough_networks_of_all_sorts():
    assert len(DRAWN) > 150
    assert max(map(len, DRAWN)) >= 15


@pytest.mark.parametrize("inputs", [RESIDUAL, INCEPTION, DENSE, *DRAWN])
def test_blocks_and_arrows_keep_out_of_each_others_way(inputs):
    figure = figure_of(inputs)
    drawn, shapes = lay_out_graph(figure), shapes_of(figure)
    for one, other in combinations(drawn.blocks, 2):
        apart = abs(one.x - other.x) >= (one.shape.slot + other.shape.slot) // 2 - 1
        assert apart or abs(one.y - other.y) >= 130, (one.name, other.name)
    edges = [(j, i) for i, places in enumerate(inputs) for j in places]
    assert len(drawn.links) == len(edges)
    for (source, target), link in zip(edges, drawn.links, strict=True):
        way, (start, end) = list(points(link.path)), (drawn.blocks[source], drawn.blocks[target])
        assert way[0] == (start.x + shapes[source].reach + GAP, start.y)
        assert way[-1] == link.tip == (end.x - shapes[target].reach - GAP, end.y)
        assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in way)
        for (x1, y1), (x2, y2) in pairwise(way):
            assert x1 == x2 or y1 == y2
            for block in drawn.blocks:
                beside = max(x1, x2) <= block.x - block.shape.reach or min(x1, x2) >= block.x + block.shape.reach
                assert beside or max(y1, y2) <= block.y - 62 or min(y1, y2) >= block.y + 50, (block.name, link.path)


@pytest.mark.parametrize("inputs", [RESIDUAL, INCEPTION, DENSE, *DRAWN])
def test_an_arrow_that_passes_by_has_a_lane_of_its_own(inputs):
    rank, found = ranks(inputs), lanes(inputs)
    held = list(zip(rank, found.of, strict=True))
    for source, lane in found.passing.items():
        last = max(rank[i] for i, it in enumerate(inputs) if source in it)
        held += [(column, lane) for column in range(rank[source] + 1, last)]
    assert len(set(held)) == len(held)
    assert all(rank[j] < rank[i] for i, places in enumerate(inputs) for j in places)


def test_the_shortcut_of_a_residual_block_passes_above_it():
    assert lanes(RESIDUAL).of == (0,) * 8
    assert lanes(RESIDUAL).passing == {0: -1, 3: -1}
    assert stretches(RESIDUAL) == [range(1), range(1, 4), range(4, 7), range(7, 8)]


def test_a_network_that_no_page_can_take_is_not_drawn():
    chain = tuple((i - 1,) if i else () for i in range(31))
    assert can_be_drawn(chain[:30])
    assert not can_be_drawn(chain)
    assert not can_be_drawn((*chain[:12], (0, 11)))  # one long shortcut: nothing can be parted
    assert not can_be_drawn(((), *[(0,)] * 7, tuple(range(1, 8))))


def test_the_worksheet_draws_the_branches_and_says_them():
    instance = blueprint("capas-en-grafo").original()
    worksheet = Worksheet("222222-2", (Student("1", "Ana"),), "Taller", "", (instance,))
    (section,) = worksheet_page(worksheet).sections
    assert [block.inputs for block in section.figure][-4:] == [("BN1", "SEP1"), ("BN1", "ADD1"), ("UNION",), ("GAP",)]
    told = alternative(section.figure)
    assert (
        " → SEP1: f=3x3, s=1, p=1, separable, 16 filtros; ADD1 (de BN1 y SEP1): suma de capas; UNION (de BN1 y ADD1)"
        in told
    )
    assert told.endswith(" → GAP: global, promedio → FC: 10 neuronas")
    assert not is_narrow(section.figure)
    svg = figure_svg(section.figure)
    assert svg.count("<g transform") == 9
    assert svg.count("l-7-4v8z") == 10, "an arrow for each input"


def test_what_markdown_says_of_the_branches_is_known_when_it_comes_back():
    instance = blueprint("capas-en-grafo").original()
    page = worksheet_page(Worksheet("222222-2", (Student("1", "Ana"),), "Taller", "", (instance,)))
    (line,) = [it for it in render_page(page, "markdown").splitlines() if it.startswith("**Red:**")]
    assert re.sub(r"\*\*|\\", "", line) in printed_lines(build(instance))


def test_a_network_that_only_says_what_stands_before_is_drawn_as_a_chain():
    instance = blueprint("ejemplo-1").original()
    names = ["", *(layer.name for layer in instance.layers)]
    spelt = tuple(replace(it, inputs=(names[i],) if i else ()) for i, it in enumerate(instance.layers))
    pages = [
        worksheet_page(Worksheet("222222-2", (), "", "", (it,))) for it in (instance, replace(instance, layers=spelt))
    ]
    chain, other = (page.sections[0].figure for page in pages)
    assert chain == other != ()
    assert not is_branched(chain)


def test_a_second_input_begins_anew():
    layers = [("input", "A", ()), ("input", "B", ()), ("dense", "FC1", ("B",)), ("add", "S", ("A", "FC1"))]
    figure = tuple(
        Figure(kind, name, "8 neuronas", inputs=inputs, follows=name in ("A", "FC1")) for kind, name, inputs in layers
    )
    assert alternative(figure) == "A: 8 neuronas; B: 8 neuronas → FC1: 8 neuronas; S (de A y FC1): 8 neuronas"
    assert len(lay_out_graph(figure).links) == 3
