"""How tables and lines are found of exercises that are no network's."""

from classroom import blueprint

from grader.check.match.document import match
from grader.model import Document, Heading, Line, Table
from grader.sheets import build

MIXED = ("tamano-de-salida", "inciso-5", "inciso-1-pasas")


def found(*blocks, of=("tamano-de-salida",)):
    """Ref → texts of what is answered, and the refs that wait for a person."""
    told = match(Document("markdown", blocks), [build(blueprint(name).original()) for name in of])
    bare = (lambda path: path.partition("/")[2]) if len(of) == 1 else str
    cells = {bare(path): [it.raw for it in its if it.raw] for path, its in told.cells.items()}
    return {ref: texts for ref, texts in cells.items() if texts}, {bare(path) for path in told.loose}


DENSE = Table((("Capa", "Pesos", "Sesgos", "Parámetros"), ("FC1", "140", "20", "160"), ("FC2", "200", "10", "210")), "")


def test_a_networks_table_under_the_title_of_questions_is_the_networks():
    cells, _ = found(Heading("Tamaño de la salida"), Line("P1: 28x28x16"), DENSE, of=MIXED)
    assert cells["inciso-1-pasas/FC1/weights"] == ["140"]
    assert cells["tamano-de-salida/P1/answer"] == ["28x28x16"]


def test_a_title_may_stand_behind_who_wrote_the_part():
    cells, _ = found(Heading("Parte de Ana: Tamaño de la salida"), Line("1) 28x28x16"), of=MIXED)
    assert cells == {"tamano-de-salida/P1/answer": ["28x28x16"]}


def test_bare_numbers_of_a_row_are_no_names_of_questions():
    table = Table((("Parte", "Antes", "Después"), ("Tallo", "24", "32"), ("Etapa", "1", "2"), ("Cabeza", "3", "6")), "")
    assert found(table)[0] == {}
