"""Numbers for a student: from a secret key and an id, by HMAC, the same on every machine and Python version.

Only `hmac` and `hashlib` are used, whose results are standards; the `random` module's integer methods may change.
"""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from statistics import median

from grader.errors import UsageError
from grader.generate.blueprint import Blueprint, Number
from grader.generate.effort import is_constant, work
from grader.generate.guarantees import Broken, broken, stages
from grader.generate.plan import Plan, Values, plan
from grader.model import Instance

_ATTEMPTS = 4000
"""How many draws of one exercise are thrown away before giving up."""
_SAMPLE = 201
_TOLD = 3


def seed(course_key: str, *parts: str) -> str:
    """Hex digest that nobody without the course key can predict."""
    return hmac.new(course_key.encode(), "\x1f".join(parts).encode(), sha256).hexdigest()


def draw(blueprint: Blueprint, seed: str, position: int, is_new: Callable[[Instance], bool]) -> Instance:
    """The first variant of `seed` for the exercise at `position` that keeps all guarantees and `is_new`.

    Where none is new, the first that keeps them; where none keeps them, `UsageError` says which ones fail. An exercise
    whose numbers are all fixed is no variant: it is given out as it is.
    """
    it = plan(blueprint)
    target = None if it.is_fixed else effort_of(blueprint)
    fallback, failures = None, Counter[Broken]()
    for attempt in range(_ATTEMPTS):
        numbers = numbers_of(it, f"{seed}/{position}/{blueprint.id}/{blueprint.version}/{attempt}")
        failure = None if it.is_fixed else broken(it, numbers, target)
        if failure:
            failures[failure] += 1
            continue
        instance = blueprint.instance(numbers, attempt)
        if is_new(instance):
            return instance
        fallback = fallback or instance
        if it.is_fixed:
            break
    if fallback is None:
        raise UsageError(refusal(it, failures))
    return fallback


@cache
def effort_of(blueprint: Blueprint) -> float:
    """What a variant should cost by hand: the author's number, or the median of a sample that is the same for all."""
    if blueprint.draw.effort:
        return blueprint.draw.effort
    it, costs, failures = plan(blueprint), list[int](), Counter[Broken]()
    if is_constant(it.sheet):
        return work(it.sheet, Values(it.sheet, it.originals)).steps
    for i in range(_ATTEMPTS):
        numbers = numbers_of(it, f"esfuerzo/{blueprint.id}/{blueprint.version}/{i}")
        if failure := broken(it, numbers, None):
            failures[failure] += 1
        else:
            costs.append(work(it.sheet, Values(it.sheet, numbers)).steps)
        if len(costs) == _SAMPLE:
            break
    if not costs:
        raise UsageError(refusal(it, failures))
    return median(costs)


def refusal(it: Plan, failures: Counter[Broken]) -> str:
    """Why an exercise's ranges give no variant, in Spanish: first what nothing got past, then what failed before it."""
    last, *before = sorted(failures, key=stages(it).index, reverse=True)
    reasons = [f"  {_told(last)}: falla en los {failures[last]} intentos que llegan ahí"]
    reasons += [f"  {_told(failure)}: falla en {failures[failure]} intentos" for failure in before[:_TOLD]]
    remedy = "Amplía los rangos"
    if last.detail:
        remedy += f', o acepta el punto ciego: accept = ["{last.detail}"] en [draw]'
    head = f"Los rangos de «{it.blueprint.id}» no dan ninguna variante con todas las garantías en {_ATTEMPTS} intentos."
    needless = [f"«accept» nombra lo que aquí no es ninguna regla: {', '.join(it.needless)}."] if it.needless else []
    return "\n".join([head, *reasons, *needless, f"{remedy}. «grader auditar» lo muestra todo."])


def _told(failure: Broken) -> str:
    return f"{failure.guarantee} ({failure.detail})" if failure.detail else str(failure.guarantee)


def numbers_of(it: Plan, text: str) -> dict[str, Number]:
    """A number of each range, drawn with the SHA-256 of `text`."""
    numbers = _stream(text)
    return {path: values[next(numbers) % len(values)] for path, values in it.ranges}


def _stream(text: str) -> Iterator[int]:
    """Uniform 64-bit numbers; their remainder by a few hundred is uniform to 1 in 10^17."""
    block = 0
    while True:
        digest = sha256(f"{text}/{block}".encode()).digest()
        yield from (int.from_bytes(digest[i : i + 8], "big") for i in range(0, 32, 8))
        block += 1
