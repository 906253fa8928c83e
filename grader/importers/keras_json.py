"""A network as `model.to_json()` of Keras writes it."""

from __future__ import annotations

from grader.importers._fault import MOST_BYTES
from grader.importers._keras import read

SUFFIXES = (".json",)

__all__ = ["MOST_BYTES", "SUFFIXES", "read"]
