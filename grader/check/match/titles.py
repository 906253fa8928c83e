"""Which exercise a heading or a line opens, and which lines open something that was not asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from grader.check.match.sentences import fold
from grader.model import Sheet
from grader.names import normalise

_LONGEST = 80
_ALIKE = 0.9
"""How much of a title's word must be there: seed 001 heads its sixth part «Iniciso 6»."""
_BEFORE = frozenset(
    re.findall(
        r"\w+",
        "sheet hoja tabla pagina solucion soluciones respuesta respuestas desarrollo resultado resultados "
        "calculo calculos total parametros numero para el la los las del de en al red capas ejercicio tarea "
        "taller solution of the answer answers example table page resposta respostas do da no na ",
    )
)
"""What may stand before a title: «Sheet 2: Ejemplo 2», «Solución del ejemplo 5»."""
_PLACED = re.compile(r"(?:sheet|hoja|tabla|pagina|page|table) \d+ ")
_PART = re.compile(
    r"(?:(?:punto|parte|numeral|seccion|literal|ejercicio|problema|actividad|part|section|exercise)"
    r" (?:\d{1,2}|[a-h]|[ivx]{1,4})|\d{1,2}) "
)
"""A part's own number before its title: «Punto 1 (Tamaño de la salida)», «2. Tamaño de la salida»."""
_SIGN = frozenset({"n", "o", "no", "nro", "num", "numero", "nº"})
_SPELLED = {word: str(i) for i, word in enumerate(("uno", "dos", "tres", "cuatro", "cinco", "seis", "siete"), 1)}
_ORDINALS = {
    word: str(i)
    for i, words in enumerate(
        ("primer primero", "segundo", "tercer tercero", "cuarto", "quinto", "sexto", "septimo", "octavo"), start=1
    )
    for word in words.split()
}
_GLUED = re.compile(r"\b([a-z]{2,})(\d{1,2})\b")
_NONE, _SIBLING = -1, -2


class Titles:
    """The titles of a worksheet's exercises."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = sheets
        self._titles = tuple(normalise(sheet.title) for sheet in sheets)
        topics = [sheet.title.partition(":")[2] for sheet in sheets]
        self._topics = tuple((normalise(it), normalise(it.partition("(")[0])) for it in topics)
        self._stems = frozenset(text[:2] for text in (*self._titles, *(it for it, _ in self._topics)) if text)
        """No text without one of these begins with a title: most lines are told at a glance."""

    def may_open(self, text: str) -> bool:
        """Whether it is worth looking for a title: few lines begin with one."""
        begin = text[:_LONGEST]
        folded = fold(begin)
        return any(map(folded.__contains__, self._stems))

    def opened(self, text: str) -> tuple[Sheet | None, bool]:
        """The exercise whose title the text begins with, one typo forgiven, and whether it begins with a title at all.

        «Inciso 3» beside «Inciso 2» is the title of something that was not asked for.
        """
        if not self.may_open(text):
            return None, False
        found = _opened(self._titles, text[:_LONGEST])
        if found == _NONE:
            found = _on_topic(self._topics, text[:_LONGEST])
        return (self._sheets[found], True) if found >= 0 else (None, found == _SIBLING)


@lru_cache(maxsize=8192)
def _opened(titles: tuple[str, ...], text: str) -> int:
    words = normalise(text)
    for begin in dict.fromkeys((words, _without_opening(words))):
        for i, title in enumerate(titles):
            if begin.startswith(title) and begin[len(title) : len(title) + 1] in ("", " "):
                return i
        if meant := _meant(titles, begin.split()):
            return titles.index(meant) if meant in titles else _SIBLING
    return _NONE


@lru_cache(maxsize=8192)
def _on_topic(topics: tuple[tuple[str, str], ...], text: str) -> int:
    """«Punto 2 (escalado)» or «Escalado» for «Inciso 5: escalado»: nothing but what the exercise is about.

    Without a part's own number all of it, but for what stands in brackets: «Capas» in a solution is no «Capas densas».
    """
    words = normalise(text)
    part = _PART.match(words)
    said = words[part.end() :] if part else ""
    found = [i for i, (topic, _) in enumerate(topics) if said and f"{topic} ".startswith(f"{said} ")]
    found = found or [i for i, wholes in enumerate(topics) if words and words in wholes]
    return found[0] if len(found) == 1 else _NONE


def _without_opening(words: str) -> str:
    if found := _PLACED.match(words) or _PART.match(words):
        words = words[found.end() :]
    rest = words.split()
    while rest and rest[0] in _BEFORE:
        rest.pop(0)
    return " ".join(rest)


@lru_cache(maxsize=64)
def _numbered(titles: tuple[str, ...]) -> tuple[str, ...]:
    """What stands before the number of the titles that have one: «ejemplo»."""
    parts = [title.rpartition(" ") for title in titles]
    return tuple(dict.fromkeys(name for name, _, number in parts if name and number.isdigit()))


def _meant(titles: tuple[str, ...], words: list[str]) -> str:
    """The title as it would be printed: «ej. n.º 2», «ejemplo2», «segundo ejemplo» are «ejemplo 2»."""
    for name in _numbered(titles):
        size = len(name.split())
        if words[:1] and words[0] in _ORDINALS and " ".join(words[1 : size + 1]) == name:
            return f"{name} {_ORDINALS[words[0]]}"
        plain = _GLUED.sub(r"\1 \2", " ".join(words[: size + 3])).split()
        number = [word for word in plain[size : size + 3] if word not in _SIGN][:1]
        digits = _SPELLED.get(number[0], number[0]) if number else ""
        if digits.isdigit() and _alike(" ".join(plain[:size]), name):
            return f"{name} {digits}"
    return ""


@lru_cache(maxsize=1024)
def _alike(one: str, other: str) -> bool:
    if one == f"{other}s":
        return False  # «los ejemplos 2 y 3»
    short = len(one) > 1 and other.startswith(one) and " " not in other
    return one == other or short or SequenceMatcher(None, one, other).ratio() > _ALIKE
