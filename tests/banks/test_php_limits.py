"""PHP stops a regular expression that runs too long, and Moodle then shows the gap as text: ours stay far below.

The expression is the one of `moodle_import`, with a capture for each group as Moodle has; the engine is the library
that PHP uses, where this machine has it.
"""

import ctypes
import ctypes.util
from fractions import Fraction

import pytest
from lxml import etree
from moodle_import import SUBQUESTION
from shelf import bank, drawn

from grader.banks import Form
from grader.check.policy import Policy

LIBRARY = ctypes.util.find_library("pcre2-8")
DOT_MATCHES_ALL, COMPLETE, NO_MATCH = 0x20, 1, -1
MATCH_LIMIT = 1_000_000
"""PHP's `pcre.backtrack_limit`."""
STACK = 192 * 1024
"""What PHP gives to compiled expressions."""


class Expression:
    """A compiled expression under PHP's limits."""

    def __init__(self, pattern: bytes, *, jit: bool) -> None:
        pointer, size = ctypes.c_void_p, ctypes.c_size_t
        library = ctypes.CDLL(LIBRARY)
        call = {name: getattr(library, f"pcre2_{name}_8") for name in (
            "compile", "jit_compile", "jit_stack_create", "jit_stack_assign", "match_context_create",
            "set_match_limit", "match_data_create_from_pattern", "get_ovector_pointer", "match")}  # fmt: skip
        for name in ("compile", "jit_stack_create", "match_context_create", "match_data_create_from_pattern"):
            call[name].restype = pointer
        call["get_ovector_pointer"].restype = ctypes.POINTER(size)
        fault, place = ctypes.c_int(), size()
        self.code = pointer(call["compile"](pattern, size(len(pattern)), DOT_MATCHES_ALL,
                                            ctypes.byref(fault), ctypes.byref(place), None))  # fmt: skip
        assert self.code, fault.value
        self.context = pointer(call["match_context_create"](None))
        call["set_match_limit"](self.context, ctypes.c_uint32(MATCH_LIMIT))
        if jit:
            call["jit_compile"](self.code, COMPLETE)
            stack = pointer(call["jit_stack_create"](size(32 * 1024), size(STACK), None))
            call["jit_stack_assign"](self.context, None, stack)
        self.data = pointer(call["match_data_create_from_pattern"](self.code, None))
        self.call = call

    def found(self, text: bytes) -> int:
        """How often it matches; a limit that is reached is an error."""
        at, count, size = 0, 0, ctypes.c_size_t
        while True:
            status = self.call["match"](self.code, text, size(len(text)), size(at), 0, self.data, self.context)
            if status < 0:
                assert status == NO_MATCH, status
                return count
            at = self.call["get_ovector_pointer"](self.data)[1]
            count += 1


@pytest.mark.skipif(LIBRARY is None, reason="no PCRE2 here")
@pytest.mark.parametrize("jit", [True, False])
@pytest.mark.parametrize("policy", [Policy(), Policy(misconception=Fraction(1, 3))], ids=["nada", "un tercio"])
@pytest.mark.parametrize("name", ["ejemplo-5", "convolucional-con-todo"])
def test_the_longest_gaps_are_found_by_php(name, policy, jit):
    expression = Expression(SUBQUESTION.pattern.replace("(?:", "(").encode(), jit=jit)
    root = etree.fromstring(bank(drawn(name, 2), "moodle", Form.TABLE, policy), etree.XMLParser(huge_tree=True))
    for text in root.iterfind("question[@type='cloze']/questiontext/text"):
        assert expression.found(text.text.encode()) == text.text.count("{")
