"""The catalogue of layer kinds: every file of this folder without a leading underscore adds its `KINDS`."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from grader.layers._kind import PLAUSIBLE, SEEN, Chosen, LayerKind, Parameter, Structure, WrongRule

LAYERS: dict[str, LayerKind] = {
    kind.name: kind
    for module in sorted(module.name for module in iter_modules(__path__))
    if not module.startswith("_")
    for kind in import_module(f"{__name__}.{module}").KINDS
}

__all__ = ["LAYERS", "PLAUSIBLE", "SEEN", "Chosen", "LayerKind", "Parameter", "Structure", "WrongRule"]
