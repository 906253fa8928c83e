"""`importar`: a real network, or a stretch of it, becomes an exercise that can be handed out and marked."""

import json
import zipfile
from pathlib import Path

import pytest
from classroom import computing_on, marks

from grader.errors import UsageError
from grader.evaluate import answers
from grader.generate.authoring import LONGEST, Stretch, exercise_toml
from grader.generate.blueprint import load_blueprint
from grader.importers import read_network
from grader.model import Worksheet
from grader.page import key_page, worksheet_page
from grader.sheets.parameters import build

HERE = Path(__file__).parent


def network(name):
    with zipfile.ZipFile(HERE / "networks.zip") as archive:
        return read_network(archive.read(f"{name}.json"), f"{name}.json")


def imported(tmp_path, name, **part):
    path = tmp_path / "importada.toml"
    path.write_text(exercise_toml(network(name), path.stem, Stretch(**part)), "utf-8")
    return load_blueprint(path)


BLOCK = {"first": "conv2_block1_1_conv", "last": "conv2_block1_out"}


def test_a_residual_block_keeps_its_two_branches(tmp_path):
    sheet = build(imported(tmp_path, "ResNet50", **BLOCK).original())
    right = answers(sheet)
    assert sheet.rows[0].layer == "pool1_pool"
    assert right["pool1_pool/out_shape"] == (56, 56, 64)
    assert right["conv2_block1_0_conv/weights"] == 16384  # 1·1·64·256, from the pooling and not from the layer above
    assert right["conv2_block1_add/out_shape"] == (56, 56, 256)
    assert right["total"] == 76928


@pytest.mark.parametrize(
    ("name", "total"), [("VGG16", 138357544), ("ConvNeXtTiny", 28589128), ("NASNetMobile", 5326716)]
)
def test_a_whole_network_keeps_its_total_and_its_names_fit_a_table(tmp_path, name, total):
    original = imported(tmp_path, name).original()
    assert answers(build(original))["total"] == total
    assert max(len(it.name) for it in original.layers) <= LONGEST


def test_rows_and_columns_are_chosen(tmp_path):
    part = {"rows": ("conv2d", "predictions"), "columns": ("out_shape", "params", "macs")}
    sheet = build(imported(tmp_path, "VGG16", **part).original())
    assert [row.kind for row in sheet.rows] == ["conv2d"] * 13 + ["dense"]
    assert sheet.columns == ("out_shape", "params", "macs")
    assert answers(sheet)["block1_conv1/macs"] == 1728 * 224 * 224


def test_a_student_who_answers_everything_right_earns_everything(tmp_path):
    sheet = build(imported(tmp_path, "ResNet50", **BLOCK).original())
    found = marks(sheet, computing_on(sheet, {}))
    assert {mark.verdict for mark in found.values()} == {"correct"}


def test_the_worksheet_says_what_each_branch_gets_and_draws_it(tmp_path):
    sheet = Worksheet("222222-2", (), "Taller", "", (imported(tmp_path, "ResNet50", **BLOCK).original(),))
    section = worksheet_page(sheet).sections[0]
    texts = dict(section.structure)
    assert texts["conv2_block1_0_conv"].endswith("a partir de pool1_pool.")
    assert texts["conv2_block1_add"] == ("Suma número a número lo que dan conv2_block1_0_bn y conv2_block1_3_bn.")
    drawn = {block.name: block.inputs for block in section.figure}
    assert drawn["conv2_block1_0_conv"] == ("pool1_pool",)
    assert drawn["conv2_block1_add"] == ("conv2_block1_0_bn", "conv2_block1_3_bn")
    assert any("media y una varianza por canal" in line for line in section.conventions)
    assert key_page(sheet).sections[0].workings


def test_a_layer_that_is_not_there_is_told_with_the_nearest():
    with pytest.raises(UsageError, match="¿Querías decir «conv2_block1_out»"):
        exercise_toml(network("ResNet50"), "x", Stretch(last="conv2_block1_ou"))
    with pytest.raises(UsageError, match="--desde"):
        exercise_toml(network("ResNet50"), "x", Stretch(first="conv2_block1_out", last="conv1_conv"))
    with pytest.raises(UsageError, match="--filas"):
        exercise_toml(network("VGG16"), "x", Stretch(rows=("conv3d",)))


def test_a_name_with_quotes_is_text_and_nothing_else(tmp_path):
    document = {"class_name": "Sequential", "config": {"name": 'a"\n[draw]', "layers": [
        {"class_name": "InputLayer", "config": {"name": 'x"] #', "batch_shape": [None, 4]}},
        {"class_name": "Dense", "config": {"name": "dé{units}", "units": 3}}]}}  # fmt: skip
    path = tmp_path / "rara.toml"
    path.write_text(exercise_toml(read_network(json.dumps(document).encode(), "x.json"), "rara", Stretch()), "utf-8")
    original = load_blueprint(path).original()
    assert [it.name for it in original.layers] == ['x"] #', "dé{units}"]
    assert answers(build(original))["total"] == 15
