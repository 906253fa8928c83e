"""TOML files that people write: reading them, and all their faults at once, in Spanish, each with its path."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.errors import Fault, FileFaultsError, UsageError, system_reason
from grader.toml_faults import toml_fault

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

_MESSAGES = {
    "missing": "falta; es obligatorio",
    "extra_forbidden": "no existe esa clave",
    "int_type": "debe ser un número entero",
    "int_parsing": "debe ser un número entero",
    "int_from_float": "debe ser un número entero",
    "float_type": "debe ser un número",
    "string_type": "debe ser un texto entre comillas",
    "bool_type": "debe ser true o false",
    "bool_parsing": "debe ser true o false",
    "tuple_type": "debe ser una lista [ … ]",
    "model_type": "debe ser una tabla",
    "model_attributes_type": "debe ser una tabla",
    "dict_type": "debe ser una tabla",
    "literal_error": "{found} no es posible; puede ser {expected}",
    "union_tag_invalid": "«{tag}» no es una clase de capa; puede ser {expected_tags}",
    "union_tag_not_found": "falta «kind», la clase de la capa",
    "greater_than_equal": "debe ser al menos {ge}",
    "less_than_equal": "debe ser a lo sumo {le}",
    "string_too_short": "no puede estar vacío",
    "string_too_long": "es demasiado largo",
    "too_short": "lleva al menos {min_length}",
    "string_pattern_mismatch": "solo lleva minúsculas, cifras y guiones",
}


def schema_faults(
    error: ValidationError, model: type[BaseModel], tags: Mapping[str, Sequence[str]] | None = None
) -> tuple[Fault, ...]:
    """Pydantic's findings in a file of this model, in Spanish; `tags` are the union's tags with the keys of each."""
    tags = tags or {}

    def keys(loc: Sequence[int | str]) -> list[str]:
        tag = next((step for step in loc if step in tags), None)
        return [*tags[str(tag)], "name", "label", "note", "detail", "row"] if tag else _keys(model, loc[:-1])

    return tuple(
        Fault(_path(it["loc"], tags), _message(it["type"], it.get("ctx", {}), it["input"], it["loc"], tags, keys))
        for it in error.errors()
    )


def _keys(model: type[BaseModel], loc: Sequence[int | str]) -> list[str]:
    """The keys of the table at this place of the file; none where it holds no plain table."""
    from pydantic import BaseModel

    for step in loc:
        held = model.model_fields[step].annotation if step in model.model_fields else None
        if not (isinstance(held, type) and issubclass(held, BaseModel)):
            return []
        model = held
    return list(model.model_fields)


def nearest(key: str, known: Iterable[str]) -> str:
    """The end of a sentence on a key that nobody knows; empty: nothing looks like it."""
    close = get_close_matches(key, list(known), 1)
    return f"; ¿querías decir «{close[0]}»?" if close else ""


def told_as(value: Any) -> str:
    """
    >>> told_as("5"), told_as(True), told_as(5.5), told_as([5])
    ('«5»', 'true', '5.5', 'una lista')
    """
    if isinstance(value, str):
        return f"«{value if len(value) <= _LONGEST else value[:_LONGEST] + '…'}»"
    if isinstance(value, bool):
        return str(value).lower()
    return "una lista" if isinstance(value, list) else "una tabla" if isinstance(value, dict) else str(value)


def _path(loc: Sequence[int | str], tags: Mapping[str, Sequence[str]]) -> str:
    path = ""
    for i, step in enumerate(loc):
        if isinstance(step, int):
            path += f"[{step}]"
        elif not (i and isinstance(loc[i - 1], int) and step in tags):  # the union's tag is no key of the file
            path += f".{step}" if path else step
    return path


def _message(
    kind: str,
    ctx: dict[str, Any],
    found: Any,
    loc: Sequence[int | str],
    tags: Mapping[str, Sequence[str]],
    keys: Callable[[Sequence[int | str]], list[str]],
) -> str:
    if kind == "value_error":
        return str(ctx["error"])
    if kind == "union_tag_invalid" and len(tags) > _MOST_TOLD:
        return _unknown_tag(str(ctx["tag"]), tags)
    if expected := ctx.get("expected"):
        ctx = {**ctx, "expected": re.sub(r"'([^']*)'", r"«\1»", expected).replace(" or ", " o ")}
    text = _MESSAGES.get(kind, "no es válido").format(found=told_as(found), **ctx)
    if kind == "extra_forbidden":
        text += nearest(str(loc[-1]), keys(loc))
    return text + here(found) if text.startswith("debe ser") else text


def here(value: Any) -> str:
    """The end of a sentence on a value of another sort."""
    return f"; aquí es {'el texto ' if isinstance(value, str) else ''}{told_as(value)}"


_LONGEST = 40
"""Characters of what was found that are shown."""
_MOST_TOLD = 12
"""Words of a list that still reads."""


def _unknown_tag(tag: str, tags: Mapping[str, Sequence[str]]) -> str:
    close = get_close_matches(tag, tags, 1)
    near = f"; ¿querías decir «{close[0]}»?" if close else f"; hay {len(tags)}, y docs/ejercicios.md las explica"
    return f"«{tag}» no es una clase de capa{near}"


def read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"No se puede leer «{path}»: {system_reason(error)}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"«{path}» no está en UTF-8; guárdalo con esa codificación.") from error
    except tomllib.TOMLDecodeError as error:
        raise FileFaultsError(path.name, (Fault("TOML", toml_fault(str(error))),)) from error
