"""The code on a sheet: a slip of the pen never makes it somebody else's."""

import pytest
from classroom import taller
from hypothesis import given
from hypothesis import strategies as st

from grader.code import ALPHABET, check_character, find_codes, make_code

CODES = list(taller(5))


def is_code(text):
    return find_codes(text) == [text]


def test_a_known_digest_gives_a_known_code():
    """Worked by hand: 255 = 7 + 8·31, so the body is «9A2222»; 2·7 + 3·8 = 38 ≡ 7 (mod 31), which is «9»."""
    assert make_code("ff") == "9A2222-9"
    assert make_code("00" * 32) == "222222-2"


@pytest.mark.parametrize("code", CODES)
def test_a_single_wrong_character_is_never_a_code(code):
    for i, right in enumerate(code):
        for other in set(ALPHABET) - {right}:
            if right != "-":
                assert not is_code(code[:i] + other + code[i + 1 :])


@given(st.integers(0, 31**6 - 1), st.integers(0, 6), st.integers(1, 30))
def test_any_single_wrong_character_of_any_code(number, place, step):
    body, check = make_code(f"{number:x}").split("-")
    characters = [*body, check]
    characters[place] = ALPHABET[(ALPHABET.index(characters[place]) + step) % 31]
    assert not is_code(f"{''.join(characters[:6])}-{characters[6]}")


@given(st.integers(0, 31**6 - 1), st.integers(0, 5))
def test_two_neighbours_in_each_others_place_are_never_a_code(number, place):
    """The last swap is of the body's last character and the check character."""
    body, check = make_code(f"{number:x}").split("-")
    characters = [*body, check]
    if characters[place] == characters[place + 1]:
        return
    characters[place : place + 2] = characters[place + 1], characters[place]
    assert not is_code(f"{''.join(characters[:6])}-{characters[6]}")


def test_no_character_is_mistaken_for_another():
    assert len(ALPHABET) == 31 == len(set(ALPHABET))
    assert not set("01OIL") & set(ALPHABET)


@pytest.mark.parametrize("around", ["{}", "Código: {}.", "ana_{}.csv", "({})", "{}\n", "hoja-{}", "«{}»"])
def test_a_code_is_found_in_a_text(around):
    assert find_codes(around.format(CODES[0])) == [CODES[0]]


@pytest.mark.parametrize("dash", "\u2010\u2011\u2013\u2014\u2212")
def test_a_code_is_found_whatever_became_of_its_hyphen(dash):
    assert find_codes(f"Código de hoja: {CODES[0].replace('-', dash)}") == [CODES[0]]


def test_a_code_is_found_in_small_letters():
    assert find_codes(CODES[0].lower()) == [CODES[0]]


@pytest.mark.parametrize("text", ["X{}", "{}X", "1{}", "{}9", ""])
def test_a_piece_of_a_longer_word_is_no_code(text):
    assert find_codes(text.format(CODES[0])) == []


def test_check_characters_are_spread_over_the_alphabet():
    found = {check_character(f"{a}{b}2222") for a in ALPHABET for b in ALPHABET}
    assert found == set(ALPHABET)
