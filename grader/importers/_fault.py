"""What can be wrong in a model's file, and the bounds that keep a hostile one from costing anything."""

from __future__ import annotations

from dataclasses import dataclass

MOST_BYTES = 64 * 1024 * 1024
MOST_LAYERS = 20_000
MOST_NESTED = 20
LARGEST_NUMBER = 10**9
LONGEST_NAME = 200


@dataclass
class ModelFault(Exception):
    """Something in a model's file that no network can be made of."""

    where: str
    """The layer, or the place in the file."""
    message: str
    """Spanish: what was found, what was expected."""
