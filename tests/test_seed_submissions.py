"""The seeds themselves, handed in: the blank sheet reads as blank, the workings of seed 001 as what they say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from classroom import conv, dense, image, network, original_taller, pool, worksheet

from grader.check.grade import Class, grade
from grader.check.policy import Policy

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="las semillas no están aquí")

INCISO_2D = (
    image(32),
    conv("conv1", 32, 5),
    conv("conv2", 32, 3),
    pool("pool1"),
    conv("conv3", 32, 3),
    pool("pool2"),
    ("dropout", "dropout", {"rate": 0.3}),
    ("flatten", "flatten", {}),
    dense("fc1", 512),
    dense("fc2", 256),
    dense("out", 10),
)
INCISO_6C = (
    image(64),
    conv("conv_1_1", 10, 3),
    conv("conv_1_2", 10, 3),
    pool("max_pool_1"),
    conv("conv_2_1", 10, 3),
    conv("conv_2_2", 10, 3),
    pool("max_pool_2"),
    ("flatten", "flatten", {}),
    dense("output", 10),
)


def handed_in(seed, issued):
    (file,) = SEEDS.glob(f"{seed}_*")
    return grade(file.read_bytes(), file.name, Class({issued.code: issued}, Policy(), only=issued))


def test_the_blank_sheet_of_seed_000_reads_as_80_blank_cells():
    report = handed_in("000", original_taller())
    assert Counter(mark.verdict.value for mark in report.marks) == {"blank": 80}
    assert report.earned == 0


@pytest.mark.parametrize(
    ("layers", "title", "read"),
    [
        (INCISO_2D, "inciso 2", [2432, 9248, 9248, 410112, 131328, 2570, 564938]),
        (INCISO_6C, "inciso 6", [280, 910, 910, 910, 16910, 19920]),
    ],
)
def test_the_workings_of_seed_001_read_as_the_student_meant_them(layers, title, read):
    """`$$Parametro_1 = 5 * 5 * 32 * 3 + 32$$`, then its value; «564.938» is 564 938; «Iniciso 6» is Inciso 6."""
    report = handed_in("001", worksheet(network(*layers, name=title, columns=("params",))))
    answered = [mark for mark in report.marks if mark.verdict.value != "blank"]
    assert [mark.reading.value for mark in answered] == read
    assert {mark.verdict.value for mark in answered} == {"correct"}
