"""What an exercise may say, and what students may call it: a promise to who wrote exercises and hands in answers.

A change of `vocabulary.tsv` breaks or widens files that stand elsewhere: it is told in the changelog.
"""

from pathlib import Path

from grader.sheets import FAMILIES

PROMISED = Path(__file__).with_name("vocabulary.tsv")


def kind_row(family, it):
    """Its Spanish name, what it needs, how it passes on what is seen, its inputs, whether it learns, aliases."""
    inputs = f"{it.inputs[0]}-{it.inputs[1]}"
    refuses = "" if it.refuses_by is None else " ".join(("refuses", *it.refuses_by))
    traits = [it.sees or "all", inputs, "learns" if it.has_weights else "counts 0", refuses]
    return [family, it.name, "", it.words, it.needs, "; ".join(filter(None, traits)), ", ".join(it.aliases)]


def parameter_row(family, kind, name, it):
    """Its letter and meaning, bounds and default, words."""
    bounds = [f"≥ {it.minimum:g}"] if it.letter or not (it.words or it.is_text) else []
    bounds += [f"≤ {it.maximum:g}"] if it.maximum is not None else []
    bounds += [f"{it.decimals} decimals"] if it.decimals else []
    bounds += [("", "vector", "matrix")[it.axes]] if it.axes else ["text"] if it.is_text else []
    bounds += ["optional"] if it.optional else [f"else {it.default}"] if it.default is not None else ["needed"]
    bounds += [f"or {it.instead}"] if it.instead else []
    bounds += [f"{it.unsaid} is not told"] if it.unsaid is not None else []
    return [family, kind, name, it.letter, it.meaning, "; ".join(bounds), " ".join(map(str, it.words))]


def family_rows(it):
    own = [it.row_heading, it.total, it.structure, " ".join(it.slots), "network" if it.is_network else ""]
    yield [it.name, "", *own]
    yield from ([it.name, "column", name, c.heading, c.spoken, ", ".join(c.also), ""] for name, c in it.columns.items())
    yield from ([it.name, "letter", letter, meaning, "", "", ""] for letter, meaning in it.letters.items())
    yield from ([it.name, "convention", column, line, "", "", ""] for column, line in it.conventions.items())


def vocabulary():
    for family in FAMILIES.values():
        yield from family_rows(family)
        for kind in family.kinds.values():
            yield kind_row(family.name, kind)
            yield from (parameter_row(family.name, kind.name, name, it) for name, it in kind.parameters.items())


def promised():
    return [line.split("\t") for line in PROMISED.read_text("utf-8").splitlines()]


def test_the_vocabulary_is_the_promised_one():
    found = list(vocabulary())
    assert [row for row in found if row not in promised()] == []
    assert [row for row in promised() if row not in found] == []


def test_parameters_keep_their_order():
    """Which number of a seed's stream becomes which parameter depends on it."""
    assert [row[:3] for row in vocabulary()] == [row[:3] for row in promised()]
