"""What the class of `conftest.py` hands in: the seed's own ejemplo 4, whose right answers are literals."""

from grader.model import Student

STUDENTS = (
    Student("201", "Ana Pérez", "ana@x.co"),
    Student("202", "Bruno Gil", "bruno@x.co"),
    Student("203", "Carla Díaz", "carla@x.co"),
    Student("204", "David Ñúñez", "david@x.co"),
)
RIGHT = {
    "Input": ("", "0", "0", "0"),
    "CONV1": ("(32, 32, 8)", "600", "8", "608"),
    "POOL1": ("(16, 16, 8)", "0", "0", "0"),
    "Flatten": ("(2048, 1)", "0", "0", "0"),
    "FC": ("", "20480", "10", "20490"),
}
TOTAL = "21098"
NO_PADDING = {"CONV1": ("(28, 28, 8)", "600", "8", "608"), "POOL1": ("(14, 14, 8)", "0", "0", "0"),
              "Flatten": ("(1568, 1)", "0", "0", "0"), "FC": ("", "15680", "10", "15690")}  # fmt: skip
"""28 = 32 − 5 + 1: the padding of 2 forgotten, and computed on from there; 608 + 15690 = 16298."""
PHOTO = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf5000000003"
    "0001018d1db4000000000049454e44ae426082"
)


def table(code, rows=(), total=TOTAL):
    """A CSV with the code of a sheet; `rows` replaces lines of the right table."""
    lines = [f"{layer};{';'.join(cells)}" for layer, cells in {**RIGHT, **dict(rows)}.items()]
    head = [f"Código de hoja;{code}"] if code else []
    return "\n".join([*head, "Ejemplo 4", "Capa;Out Shape;# de Pesos;# de Sesgos;# de Parámetros", *lines, "",
                      f"Total de parámetros;{total}", ""]).encode()  # fmt: skip
