"""What Python's TOML reader finds wrong, in Spanish."""

from __future__ import annotations

import re

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_WORDS = (
    (r"Invalid value", "aquí va un valor: un número, un texto entre comillas, true, false o una lista"),
    (r"Cannot overwrite a value", "la misma clave se escribió dos veces"),
    (r"Duplicate inline table key '(.*)'", "la clave «{}» se escribió dos veces"),
    (r"Cannot declare \((.*?),?\) twice", "la tabla [{}] se declaró dos veces"),
    (r"Cannot redefine namespace \((.*?),?\)", "la tabla [{}] ya estaba declarada"),
    (r"Cannot mutate immutable namespace \((.*?),?\)", "«{}» ya tiene un valor y no puede ser también una tabla"),
    (r"Expected '=' after a key in a key/value pair", "falta el signo = después de la clave"),
    (r"Expected newline or end of document after a statement", "sobra algo después del valor"),
    (r"Expected ']' at the end of a table declaration", "falta el corchete ] que cierra el nombre de la tabla"),
    (r"Expected ']]' at the end of an array declaration", "faltan los corchetes ]] que cierran el nombre"),
    (r"Expected [\"']+", "falta la comilla que cierra el texto"),
    (r"Unterminated string", "falta la comilla que cierra el texto"),
    (r"Unclosed array", "falta el corchete ] que cierra la lista"),
    (r"Unclosed inline table", "falta la llave }} que cierra la tabla"),
    (r"Unescaped '\\' in a string", "dentro de comillas dobles una barra \\ se escribe \\\\"),
    (r"Invalid hex value|Escaped character is not a Unicode scalar value", "el carácter escrito con \\u no existe"),
    (r"Invalid date or datetime", "la fecha no existe"),
    (r"Invalid statement|Invalid initial character for a key part", "aquí va una clave, como «show», o una [tabla]"),
    (r"(?:Illegal|Found invalid) character '\\[nr]'", "falta la comilla que cierra el texto en esta línea"),
    (r"(?:Illegal|Found invalid) character (.*)", "el carácter {} no puede estar aquí"),
)


def toml_fault(message: str) -> str:
    """
    >>> toml_fault("Invalid value (at line 3, column 8)")
    'línea 3, columna 8: aquí va un valor: un número, un texto entre comillas, true, false o una lista'
    """
    found = _PLACE.search(message)
    what = message[: found.start()] if found else message
    place = f"línea {found['line']}, columna {found['column']}" if found and found["line"] else "al final del archivo"
    return f"{place}: {_said(what)}"


def _said(what: str) -> str:
    for pattern, words in _WORDS:
        if found := re.fullmatch(pattern, what):
            return words.format(*(part.replace("'", "").replace(", ", ".") for part in found.groups()))
    return "no está bien escrito"
