"""Which wrong answers a bank knows of, and what it says of them."""

from fractions import Fraction

import pytest
from classroom import FLATTEN, conv, dense, image, sheet_of
from shelf import EXERCISES, drawn, sheets, wrong_values

from grader.banks._misconceptions import misconceptions
from grader.check.policy import Policy, Show
from grader.model import Role

CNN = (image(28), conv("CONV1", 4, 5), FLATTEN, dense("FC", 10))


def said(sheet, ref, policy=None):
    return {wrong.value: wrong for wrong in misconceptions(sheet, policy or Policy()).get(ref, ())}


def test_the_values_of_a_convolution_and_their_sentences():
    """5·5·3·4 = 300 weights of a 5×5 kernel on 3 channels with 4 filters."""
    wrong = said(sheet_of(*CNN), "CONV1/weights")
    assert wrong[100].sentence.startswith("5·5·4 = 100: te faltó multiplicar por los 3 canales de entrada")
    assert 300 not in wrong
    assert {75, 304} <= wrong.keys(), "of one filter alone; with the biases"


def test_a_wrong_rule_at_a_cell_that_is_not_asked_shows_where_it_is_needed():
    """Without a column of weights who forgets the channels writes 100 + 4 parameters instead of 304."""
    sheet = sheet_of(*CNN, columns=("params",))
    assert sheet.cells["CONV1/weights"].role is Role.HIDDEN
    wrong = said(sheet, "CONV1/params")
    assert wrong[104].sentence.startswith("5·5·4 = 100: te faltó multiplicar por los 3 canales de entrada")
    assert not {104} & said(sheet, "FC/params").keys()


@pytest.mark.parametrize("name", EXERCISES)
def test_each_known_value_once_with_a_sentence_of_its_own(name):
    (sheet,) = sheets(drawn(name, 1))
    for ref, cell in sheet.cells.items():
        found = misconceptions(sheet, Policy(misconception=Fraction(1, 2))).get(ref, ())
        if cell.role is Role.ASKED:
            assert {wrong.value for wrong in found} >= {
                tuple(map(int, it)) if isinstance(it, tuple) else int(it) for it in wrong_values(sheet, ref)
            }
        assert len({wrong.value for wrong in found}) == len(found)
        assert all(wrong.sentence and wrong.share == Fraction(1, 2) for wrong in found)


def test_where_the_policy_explains_nothing_the_values_are_known_all_the_same():
    wrong = said(sheet_of(*CNN), "CONV1/weights", Policy(show=Show.VERDICTS, misconception=Fraction(1, 2)))
    assert wrong[100].share == Fraction(1, 2)
    assert not wrong[100].sentence
