"""Lists on disk are lists: in order, as often as wanted, and no longer in memory than what is looked at."""

import tracemalloc
from dataclasses import dataclass
from fractions import Fraction

import pytest

from grader.errors import UsageError
from grader.kept import KeptGroups, KeptList, KeptSet


@dataclass(frozen=True, slots=True)
class Part:
    data: bytes


@dataclass(frozen=True, slots=True)
class Whole:
    name: str
    points: Fraction
    parts: tuple[Part, ...] = ()
    chosen: frozenset[str] = frozenset()


ONE, OTHER = Whole("ñ\0我", Fraction(1, 3), (Part(b"\xff"),), frozenset({"x"})), Whole("", Fraction(2))


def test_records_come_back_as_they_were_in_their_order_and_any_number_of_times():
    kept = KeptList(Whole, [ONE, OTHER])
    kept.append(ONE)
    assert list(kept) == list(kept) == [ONE, OTHER, ONE]
    assert (len(kept), kept[1], kept[-1], kept[1:]) == (3, OTHER, ONE, [OTHER, ONE])
    with pytest.raises(IndexError):
        kept[3]


def test_one_list_is_gone_through_twice_at_once():
    kept = KeptList(int, range(300))
    assert [(i, j) for i, j in zip(kept, kept, strict=True) if i != j] == []
    assert sum(1 for _ in kept for _ in kept) == 90_000


def test_groups_keep_the_order_of_keys_and_of_their_items():
    groups = KeptGroups(int)
    for number, key in enumerate(["b", "a", "b", "", "a"]):
        groups.add(key, number)
    assert {key: groups.of(key) for key in groups} == {"b": [0, 2], "a": [1, 4], "": [3]}
    assert list(groups) == ["b", "a", ""]
    assert "b" in groups
    assert "c" not in groups
    assert groups.of("c") == []


def test_a_set_tells_what_is_new():
    kept = KeptSet()
    assert [kept.add(it) for it in ("a", "A", "a", "á", "")] == [True, True, False, True, True]


def test_a_long_list_takes_no_more_memory_than_a_short_one():
    tracemalloc.start()
    kept = KeptList(Whole, (Whole(f"{i:0500}", Fraction(i)) for i in range(5_000)))
    assert sum(it.points for it in kept) == 12_497_500
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200_000


def test_a_disk_without_room_is_told():
    kept = KeptList(bytes)
    kept._rows.execute("PRAGMA max_page_count = 2")  # what SQLite answers when the disk is full
    with pytest.raises(UsageError, match="archivos temporales: no queda espacio en el disco"):
        kept.append(bytes(100_000))
