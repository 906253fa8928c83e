"""Nothing that is shared says whose it is, and nothing that was answered is lost."""

import pytest

from grader.check.anonymous import HIDDEN, veil
from grader.model import Student, Worksheet

STUDENTS = (Student("2026001", "Ana María del Río", "ana@uni.example.co"), Student("7", "José O'Higgins", ""))
OVER = veil([Worksheet("222222-2", STUDENTS, "T", "", ())])


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("600", "600"),
        ("2026001", "2026001"),
        ("8@32x32", "8@32x32"),
        ("(32, 32, 8) = 5·5·3", "(32, 32, 8) = 5·5·3"),
        ("del lado de la capa", "del lado de la capa"),
        ("soy ana, 600", f"soy {HIDDEN}, 600"),
        ("JOSE O'HIGGINS 5", f"{HIDDEN} O'{HIDDEN} 5"),
        ("otro@uni.example.co", HIDDEN),
        ("Anabel", "Anabel"),
    ],
)
def test_an_answer_keeps_all_but_names_and_addresses(text, seen):
    assert OVER.over(text) == seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (
            "La hoja 222222-2 es de Ana María del Río (2026001).",
            f"La hoja 222222-2 es de {HIDDEN} {HIDDEN} del {HIDDEN} ({HIDDEN}).",
        ),
        ("«josé higgins.xlsx» está dañado", f"«{HIDDEN} {HIDDEN}.xlsx» está dañado"),
        ("hoja 7", "hoja 7"),
    ],
)
def test_a_notice_keeps_no_id_either(text, seen):
    assert OVER.over_all(text) == seen
