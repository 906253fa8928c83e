"""Global pooling: one number for each channel, the largest or the mean of all its places."""

from __future__ import annotations

from grader.layers._assembled import assembled, itself
from grader.layers._kind import PLAUSIBLE, SWITCH, Chosen, LayerKind, Structure, WrongRule
from grader.layers._pooling import NEEDS
from grader.layers._ranks import volume
from grader.layers._sides import AXES
from grader.model import Formula, Layer


def _one() -> int:
    return 1


def _is_flat(it: Structure) -> bool:
    return not it.says(keepdims=True)


WRONG = (
    WrongRule(
        "global-no-reduce", "out_shape", volume,
        "repetiste la forma de entrada; el pooling global deja un solo número por canal", PLAUSIBLE,
        "Escribe un vector con los {C} canales.", when=_is_flat,
    ),
)  # fmt: skip


def _kind(rank: int, name: str, words: str, sort: str) -> LayerKind:
    axes = AXES[rank]

    def out_shape(it: Structure) -> Formula | None:
        if it.rank != rank + 1:
            return None
        ones = ((_one, ()),) * rank if it.says(keepdims=True) else ()
        return assembled(*ones, (itself, ("C",)))

    def detail(layer: Layer) -> str:
        return f"global, {sort}" + (", conserva el rango" if layer.parameters.get("keepdims") else "")

    return LayerKind(
        name=f"global_{name}_pooling{rank}d",
        words=words,
        parameters={"keepdims": SWITCH},
        formulas={"out_shape": Chosen(out_shape)},
        detail=detail,
        sentence=lambda layer: (
            f"Pooling global, tipo '{sort}': un número por canal"
            + (" (conserva los lados, de tamaño 1)" if layer.parameters.get("keepdims") else "")
        ),
        wrong=WRONG if rank == len(axes) == 2 else (),
        aliases=(f"global{name}pooling", f"global{name}pooling{rank}d", f"global {name} pooling"),
        axes={2: ("L", "C")},
        needs=NEEDS[rank],
    )


KINDS = tuple(
    _kind(rank, *names)
    for rank in AXES
    for names in (("average", "pooling global promedio", "promedio"), ("max", "pooling global máximo", "max"))
)
