"""What the fuzzer found (`benchmarks/fuzz.py`), reduced to the fewest bytes that show it."""

from hostile.catalogue import MARKED, register

FOUND = {
    "tabla-alineada.txt": "1: 5\ufffd 64 nv2d_5 (Conv2D)            8  0\n___\nmaoling2d_5 (MaxPooling2 (None, 16, 6  ( 8\n:",
    # a row glued to one with more pieces than the table has columns: the whole file was told as damaged
}
HONEST = "\n\n# Ejemplo 4\n\n| Capa | Out Shape | # de Pesos | # de Sesgos |\n|---|---|---|---|\n| CONV1 | (32, 32, 8) | 600 | 8 |\n"

for file, text in FOUND.items():
    register(f"hallado-{file}", f"hallado-{file}", lambda _, text=text: (text + HONEST).encode(), MARKED, earns=3)
