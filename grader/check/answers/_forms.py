"""What the components of a shape add up to: one reading, or several that a person chooses from."""

from __future__ import annotations

from typing import NamedTuple

from grader.check.answers import _notes
from grader.check.answers._components import Component
from grader.model import Shape

_MAX_COMPONENTS = 4


class Traits(NamedTuple):
    bracketed: bool
    batch: bool
    """Whether a component for the batch stood before the others and was left out."""
    computed: bool
    close: int
    """How many components have a mark before them that may group thousands."""


class Form(NamedTuple):
    """One written shape: all it can be, or what keeps it from being one."""

    shapes: tuple[Shape, ...]
    """Likeliest first; one when there is no doubt."""
    computed: bool = False
    note: str = ""


def channels_last(components: tuple[Component, ...]) -> Shape:
    """«8 mapas de 28x28», `C=3, H=32, W=32`: the component named as channels goes last."""
    return tuple(int(it.value) for it in sorted(components, key=lambda it: it.channels))


def as_vector(shape: Shape, rank: int | None) -> Shape:
    """`(N, 1)` is how the seed prints `(N,)`."""
    return shape[:1] if len(shape) == 2 and shape[1] == 1 and rank in (None, 1) else shape


def decide(options: list[Shape], rank: int | None, traits: Traits) -> Form:
    """Which of the readings it is, by the number of components wherever that leaves no doubt."""
    written = options[0]
    if len(written) > _MAX_COMPONENTS or any(size < 0 for shape in options for size in shape):
        return Form(())
    if len(options) > 1:
        return Form(_grouped(options, rank, traits), traits.computed)
    if not traits.batch and len(written) == 2 and written[0] == 1 and rank in (None, 1):
        return Form((written[1:], written), traits.computed)
    if len(written) == 2 and written[1] == 0:  # 2048,0 is how a Spanish spreadsheet shows 2048.0
        return Form((written[:1], written), traits.computed)
    if not traits.batch and len(written) == 4 and rank == 3:
        inner = written[1:]
        return Form((inner,) if written[0] == 1 else (inner, written), traits.computed, _notes.batch(inner))
    return Form((written,), traits.computed)


def _grouped(options: list[Shape], rank: int | None, traits: Traits) -> tuple[Shape, ...]:
    """`16,384` bare is one number for a vector; in brackets it can be two components.

    `(7,7,1,280)` has many channels; in `(7, 7,512, 1)` one comma is unlike the others; in `(7,7,512,1)` nothing says
    that it groups thousands.
    """
    written, fitting = options[0], [shape for shape in options if len(shape) == (rank or 1)]
    if len(written) > 2 and rank is None:
        return (written,)
    if rank is not None and rank > 1:
        if len(written) == rank or not fitting:
            return (written,)
        clear = len(written) - rank == traits.close or all(shape[:-1] == written[: rank - 1] for shape in fitting)
        return tuple(fitting) if clear else (*fitting, written)
    if rank == 1 and len(written) == 2 and not traits.bracketed:
        return tuple(fitting)
    return (*fitting, written)
