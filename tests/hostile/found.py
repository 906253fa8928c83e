# ruff: noqa: E501  what is handed in stands as it is
"""What the fuzzer found (`benchmarks/fuzz.py`), reduced to the fewest bytes that show it."""

from hostile.catalogue import MARKED, STOPPED, register, trap
from hostile.cuts import MINIMAL

FOUND = {
    "tabla-alineada.txt": "1: 5\ufffd 64 nv2d_5 (Conv2D)            8  0\n___\n"
    "maoling2d_5 (MaxPooling2 (None, 16, 6  ( 8\n:",
    # a row glued to one with more pieces than the table has columns: the whole file was told as damaged
}
HONEST = "\n\n# Ejemplo 4\n\n| Capa | Out Shape | # de Pesos | # de Sesgos |\n|---|---|---|---|\n| CONV1 | (32, 32, 8) | 600 | 8 |\n"

for file, text in FOUND.items():
    register(f"hallado-{file}", f"hallado-{file}", lambda _, text=text: (text + HONEST).encode(), MARKED, earns=3)


@trap("dos-libros.xls", STOPPED, "dañado")
def xls_of_two_books(_):
    """The directory's tree leads to a harmless stream, its list to one with a cell in row 15 000 of column 29 000:

    calamine, which goes by the list, asked for 8 GB, and the process ended.
    """
    data = bytearray(MINIMAL.read_bytes())
    root, book = 5_120, 5_376
    data[root + 76] = 2
    data[book : book + 80] = "Book".encode("utf-16-le").ljust(64, b"\0") + b"\x0a\0\x02\0" + b"\xff" * 12
    data[3_703:3_708] = b't="s"'
    return bytes(data)


def patched(changes):
    """The smallest workbook of before 2007 with some bytes overwritten: place → bytes."""

    def make(_):
        data = bytearray(MINIMAL.read_bytes())
        for place, new in changes.items():
            data[place : place + len(new)] = new
        return bytes(data)

    return make


ROOM = {
    "extension": {3_492: b"\0\0\0\0\xff\xff\xff\x7f\0\0\0\x40"},
    "extension-al-reves": {3_492: b"\xff\0\0\0\0\0\0\0\x09\0\0\0"},
    "textos": {3_165: b"\xff\xff\xff\x7f"},
    "sectores": {44: b"\xff\xff\xff\x7f"},
    "directorios": {40: b"\xff\xff\xff\x7f"},
    "sectores-menores": {64: b"\xff\xff\0\0"},
    "mas-sectores": {72: b"\xff\xff\xff\x7f"},
    "lejos": {76: b"\xff\xff\xff\x7f"},
    "bucle": {512 + 4 * 3: b"\x04\0\0\0\x03\0\0\0"},
    "largo": {5_120 + 120: b"\xff\xff\xff\x7f"},
}
"""What a book says of its own size, where calamine made room for as much or went round for ever."""

for name, changes in ROOM.items():
    register(f"xls-{name}", f"sitio-{name}.xls", patched(changes), STOPPED)
