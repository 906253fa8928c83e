"""An assignment (tarea): a title, an objective and the exercises that every student gets; and where they are found."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from grader.authored import nearest, read_toml
from grader.errors import Fault, FileFaultsError, UsageError
from grader.generate.blueprint import Blueprint, load_blueprint, parse_blueprint
from grader.resources import folder

_KEYS = {"id": str, "version": int, "title": str, "objective": str, "exercises": list}


@dataclass(frozen=True, slots=True)
class Assignment:
    id: str
    title: str
    objective: str
    blueprints: tuple[Blueprint, ...]


def catalogue() -> tuple[Path, ...]:
    """The exercise and assignment files that come with the program, by name."""
    return tuple(sorted(folder("exercises").glob("*.toml")))


def load_assignment(names: list[str]) -> Assignment:
    """The assignment of one or more exercises or of one assignment, each the name of one in the catalogue or a file."""
    found = [_load(name) for name in names]
    blueprints = tuple(blueprint for it in found for blueprint in it.blueprints)
    if len(found) == 1:
        return found[0]
    return Assignment("+".join(it.id for it in found), "Ejercicios", "", blueprints)


def _load(name: str) -> Assignment:
    path = _find(name)
    data = read_toml(path)
    if "exercises" in data:
        return _assignment(data, path)
    blueprint = parse_blueprint(data, path.name)
    return Assignment(blueprint.id, blueprint.title, "", (blueprint,))


def _find(name: str, also: Path | None = None) -> Path:
    """An exercise of the catalogue; the folder `also` holds others whose names may be meant."""
    if name.endswith(".toml"):
        return Path(name)
    known = {path.stem: path for path in catalogue()}
    if name not in known:
        beside = [path.stem for path in also.glob("*.toml")] if also else []
        close = get_close_matches(name, [*beside, *known], 1)
        hint = f"¿Querías decir «{close[0]}»?" if close else "«grader catalogo» muestra los que hay."
        raise UsageError(f"No hay ningún ejercicio «{name}». {hint}")
    return known[name]


def _assignment(data: dict[str, Any], path: Path) -> Assignment:
    faults = [Fault(key, f"no existe esa clave{nearest(key, _KEYS)}") for key in data if key not in _KEYS]
    for key, kind in _KEYS.items():
        if not isinstance(data.get(key), kind):
            word = {str: "un texto", int: "un número entero", list: "una lista de ejercicios"}[kind]
            faults.append(Fault(key, f"debe ser {word}" if key in data else "falta; es obligatorio"))
    blueprints: list[Blueprint] = []
    exercises = data["exercises"] if isinstance(data["exercises"], list) else []
    for i, name in enumerate(exercises):
        try:
            blueprints.append(_exercise(str(name), path))
        except UsageError as error:
            faults.append(Fault(f"exercises[{i}]", error.message))
        except FileFaultsError as error:
            faults += [Fault(f"exercises[{i}] ({error.file}) {it.path}", it.message) for it in error.faults]
    if isinstance(data["exercises"], list) and not exercises:
        faults.append(Fault("exercises", "está vacía: una tarea reúne al menos un ejercicio"))
    if isinstance(data.get("id"), str) and data["id"] != path.stem:
        faults.append(Fault("id", f"es «{data['id']}» y el archivo se llama «{path.name}»: deben coincidir"))
    if faults:
        raise FileFaultsError(path.name, tuple(faults))
    return Assignment(data["id"], data["title"], data["objective"], tuple(blueprints))


def _exercise(name: str, assignment: Path) -> Blueprint:
    """Beside the assignment first, then in the catalogue."""
    beside = assignment.parent / (name if name.endswith(".toml") else f"{name}.toml")
    return load_blueprint(beside if beside.exists() else _find(name, also=assignment.parent))
