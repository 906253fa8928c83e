"""Numbers for a student: from a secret key and an id, by HMAC, the same on every machine and Python version.

Only `hmac` and `hashlib` are used, whose results are standards; the `random` module's integer methods may change.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from hashlib import sha256

from grader.errors import UsageError
from grader.evaluate import answers
from grader.generate.blueprint import Blueprint
from grader.generate.faults import network_faults
from grader.model import Instance
from grader.sheets import parameters

_ATTEMPTS = 400
"""How many draws of one exercise are thrown away before giving up."""


def seed(course_key: str, *parts: str) -> str:
    """Hex digest that nobody without the course key can predict."""
    return hmac.new(course_key.encode(), "\x1f".join(parts).encode(), sha256).hexdigest()


def draw(blueprint: Blueprint, seed: str, position: int, is_new: Callable[[Instance], bool]) -> Instance:
    """The first legal draw of `seed` for the exercise at `position` that `is_new`, or else the first legal one.

    Raises `UsageError` when the exercise's ranges give no legal network.
    """
    fallback = None
    for attempt in range(_ATTEMPTS):
        instance = _attempt(blueprint, seed, position, attempt)
        if _is_legal(blueprint, instance):
            if is_new(instance):
                return instance
            fallback = fallback or instance
    if fallback is None:
        raise UsageError(
            f"Los rangos de «{blueprint.id}» no dan ninguna red posible en {_ATTEMPTS} intentos: "
            "revisa los tamaños, los kernels y max_total."
        )
    return fallback


def _attempt(blueprint: Blueprint, seed: str, position: int, attempt: int) -> Instance:
    numbers = _stream(f"{seed}/{position}/{blueprint.id}/{blueprint.version}/{attempt}")
    chosen = {path: it.values[next(numbers) % len(it.values)] for path, it in blueprint.slots().items()}
    return blueprint.instance(chosen, attempt)


def _stream(text: str) -> Iterator[int]:
    """Uniform 64-bit numbers; their remainder by a few hundred is uniform to 1 in 10^17."""
    block = 0
    while True:
        digest = sha256(f"{text}/{block}".encode()).digest()
        yield from (int.from_bytes(digest[i : i + 8], "big") for i in range(0, 32, 8))
        block += 1


def _is_legal(blueprint: Blueprint, instance: Instance) -> bool:
    if network_faults(instance.layers):
        return False
    limit = blueprint.draw.max_total
    if limit is None:
        return True
    total = answers(parameters.build(instance))["total"]
    return isinstance(total, int) and total <= limit
