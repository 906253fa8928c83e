# ruff: noqa: E501  what is handed in stands as it is
"""Markdown, CSV and plain text: lines and cells that make patterns slow, and bytes that are no text."""

from hostile.catalogue import ANY, HEAD, HONEST, MARKED, ROWS, STOPPED, TITLE, register, trap

MB = 1_000_000


@trap("millones.csv", STOPPED)
def csv_10_million_cells(_):
    return (b"1," * 256 + b"1\n") * 38_800


@trap("justo.csv")
def csv_just_below_the_limits(_):
    return ("Capa;Pesos" + ";x" * 48 + "\n" + ("CONV1;600" + ";1" * 48 + "\n") * 9_900).encode()


@trap("millones.md", STOPPED)
def markdown_10_million_cells(_):
    """Reduced to 8 million, 16 MB."""
    return (TITLE + HEAD).encode() + b"|1" * 200 * 40_000


@trap("millones-filas.md", STOPPED)
def markdown_many_rows(_):
    return (TITLE + HEAD).encode() + (b"|1" * 200 + b"\n") * 40_000


@trap("prosa.md")
def markdown_49_000_sentences(_):
    return (TITLE + "".join(f"CONV1 tiene 5*5*3 = {i} pesos y 8 sesgos\n" for i in range(49_000))).encode()


@trap("tablas.md")
def markdown_24_000_tables(_):
    return (TITLE + "".join(f"| Capa | Pesos |\n|---|---|\n| CONV1 | {i} |\n\n" for i in range(24_000))).encode()


@trap("tablas-justo.md")
def markdown_990_tables(_):
    return (TITLE + "".join(f"| Capa | Pesos |\n|---|---|\n| CONV1 | {i} |\n\n" for i in range(990))).encode()


@trap("encabezados.md")
def markdown_table_of_headers(_):
    """One table in which each second row is a header again."""
    return (TITLE + "| Capa | # de Pesos |\n|---|---|\n" + "| CONV1 | 600 |\n| Capa | # de Pesos |\n" * 4_900).encode()


@trap("titulos.md")
def markdown_20_000_titles(_):
    return "".join(f"# Ejempla {i}\n" for i in range(20_000)).encode()


@trap("renglon.txt")
def one_line_of_a_megabyte(_):
    return TITLE.encode() + b"CONV1: 600 pesos, 8 sesgos. " * 40_000


@trap("barras.md")
def a_million_pipes(_):
    return TITLE.encode() + b"|" * MB + b"\n" + b"|-" * (MB // 2) + b"\n" + b"|" * MB


@trap("comillas.csv")
def csv_open_quotes(_):
    """A quote that is opened on each of 50 000 lines and never closed."""
    return b"Capa;Pesos\n" + b'CONV1;"600\n' * 49_999


@trap("punto-y-coma.csv")
def csv_of_delimiters(_):
    return b";" * MB + b"\n" + b"," * MB


def repeated(piece, size=MB // 5, end="x"):
    """The same piece in one long line, in lines as long as are still looked at, and in cells; reduced to 0.4 MB in all."""

    def make(_):
        long = piece * (size // len(piece.encode()))
        lines = [f"CONV1 {i} {(piece * 4_000)[:3_900]}{end}" for i in range(40)]
        short = [f"CONV1 tiene {i} {(piece * 400)[:370]}{end}" for i in range(120)]
        cells = [f"| CONV1 | {(piece * 400)[:390].replace('|', '/')}{i} |" for i in range(99)]
        table = "\n".join(["| Capa | Pesos |", "|---|---|", *cells])
        return "\n".join([TITLE, table, "", *short, *lines, long + end, HONEST]).encode("utf-8", "surrogatepass")

    return make


PIECES = {
    "guiones-bajos": "_",
    "llaves-bajas": "_{ ",
    "asteriscos": "*",
    "asteriscos-sueltos": " **a",
    "negritas": "**a*a",
    "espacios": " ",
    "dos-espacios": "a  ",
    "tabuladores": "\t",
    "digitos-con-puntos": "1.",
    "miles": "999.",
    "miles-con-espacio": "1 000 ",
    "corchetes": "[",
    "corchetes-cerrados": "[]",
    "parentesis": "(",
    "parentesis-cerrados": "()",
    "parentesis-con-texto": "(a ",
    "total": "total ",
    "total-parentesis": "total (a) ",
    "param": "param ",
    "red": "parámetros red ",
    "dos-puntos": ":",
    "iguales": "=",
    "puntos": ".",
    "puntos-y-espacios": ". ",
    "preguntas": "?!",
    "punto-y-coma": ";",
    "barras": "|",
    "barras-inversas": "\\",
    "dolares": "$",
    "dolares-dobles": "$$",
    "frac": "\\frac{",
    "texto-latex": "\\text{",
    "begin": "\\begin{tabular}",
    "begin-array": "\\begin{array}{{{",
    "multicolumna": "\\multicolumn{2}{",
    "citas": "> ",
    "citas-pegadas": ">",
    "vinetas": "- ",
    "vinetas-numeradas": "1. ",
    "letras": "a) ",
    "almohadillas": "#",
    "tildes": "~",
    "acentos-graves": "`",
    "cercas": "```\n",
    "rayas": "---\n",
    "menores": "<",
    "marcas": "<a ",
    "tablas": "<table>\n",
    "entidades": "&",
    "entidades-largas": "&amp",
    "y": "y ",
    "de": "de la ",
    "numero-de": "numero de ",
    "capa": "capa ",
    "conv": "conv conv1 ",
    "no-tiene": "no tiene ",
    "por": "por filtro ",
    "pesos": "pesos y sesgos: ",
    "mil": "1mil ",
    "arbol": "│ ",
    "ramas": "├─ ",
    "cajas": "┼─",
    "combinantes": "\u0301",
    "ligaduras": "ﷺ",
    "superindices": "²",
    "emojis": "👩‍👩‍👧‍👦",
    "mayusculas": "İ",
    "codigos": "222222-",
    "flechas": "→ ",
    "comas": "1,",
    "mayores-que": "->",
    "nan": "nan ",
    "e": "1e",
}
for name, piece in PIECES.items():
    register(f"renglones-{name}", f"renglones-{name}.md", repeated(piece), ANY)


@trap("bidi.md", MARKED)
def controls_and_directions(_):
    """NUL apart, which makes a file no text: bells, escapes, marks that turn the text round."""
    return HONEST.replace("600", "\x07\x1b[2J\u202e006\u202c\u2066\u200b").replace("608", "\ufeff608\u200f").encode()


@trap("nulos.md", STOPPED, "desconocido")
def null_bytes(_):
    return HONEST.replace("600", "6\0" + "0\0").encode()


@trap("utf16.csv")
def utf16_of_odd_length(_):
    return b"\xff\xfe" + HONEST.encode("utf-16-le") + b"\xd8"


@trap("utf16-sustitutos.csv")
def utf16_lone_surrogates(_):
    return b"\xff\xfe" + HONEST.replace("600", "\ud800600\udc00\ud800").encode("utf-16-le", "surrogatepass")


@trap("no-utf8.md", MARKED)
def invalid_utf8(_):
    return HONEST.encode() + bytes(range(128, 256)) * 1_000 + b"\xed\xa0\x80\xf8\x88\x80\x80\x80\xc0\xaf"


@trap("sustitutos-utf8.md", MARKED)
def surrogates_in_utf8(_):
    return HONEST.replace("600", "\ud800600").encode("utf-8", "surrogatepass")


@trap("retornos.txt")
def carriage_returns(_):
    """A progress bar, as it is saved from a terminal."""
    return TITLE.encode() + b"\r 50% [=====     ] loss: 0.1" * 90_000


@trap("macros.tex")
def tex_that_calls_itself(canary):
    """What a LaTeX compiler would never end, read or write."""
    body = (
        rf"\def\a{{\a\a}}\a \input{{{canary.path('secreto.txt')}}} \write18{{touch {canary.path('write18')}}} "
        rf"\openout1={canary.path('openout')} \csname end\endcsname \loop\iftrue\repeat"
    )
    table = "\n".join(
        line.strip("| ").replace("|", "&").replace("#", r"\#") + r" \\" for line in (HEAD + ROWS).split("\n") if line
    )
    return rf"\documentclass{{article}}\begin{{document}}{body}\section{{Ejemplo 4}}\begin{{tabular}}{{l}}{table}\end{{tabular}}".encode()


@trap("hondo.rtf")
def rtf_deep(_):
    return b"{\\rtf1 " + b"{" * 1_000_000 + b"600"


@trap("objeto.rtf")
def rtf_object(canary):
    field = f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{canary.url}"}}}}{{\\object\\objdata {"41" * 500_000}}}'
    return (
        f"{{\\rtf1\\ansi {field} \\bin999999999 \\u-99999999999? \\'zz Ejemplo 4\\par CONV1: 600 pesos\\par}}".encode()
    )
