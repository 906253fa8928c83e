"""Compound scaling: the coefficients that a φ gives, and a network made wider, deeper and finer: Instance → Sheet.

Two parts, either of which may stand alone: rows that raise α, β and γ to φ, and rows that scale the stages of a network
by multipliers that the sheet prints. Source: Tan and Le, «EfficientNet», ICML 2019, and its published code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from grader import formula, spanish
from grader.errors import Fault
from grader.layers import LayerKind, Parameter, WrongRule
from grader.model import Formula, Layer
from grader.sheets import _scaled as rules
from grader.sheets._family import Column, Family
from grader.sheets._rows import Rows
from grader.sheets._scaled_anew import counted

_REAL = Parameter(1, decimals=2)
_LARGEST_PHI = 10
"""A power beyond it is no work for a hand."""


def printed_alpha(alpha: Any) -> Any:
    """A constant as a cell that the sheet prints, so that what follows from it may be rounded."""
    return alpha


def printed_beta(beta: Any) -> Any:
    return beta


def printed_gamma(gamma: Any) -> Any:
    return gamma


def _number(layer: Layer, name: str) -> str:
    return spanish.value(formula.exact(layer.parameters[name]))


def _say_compound(layer: Layer) -> str:
    letters = ("α", "alpha"), ("β", "beta"), ("γ", "gamma"), ("φ", "phi")
    told = "; ".join(f"{letter} = {_number(layer, name)}" for letter, name in letters)
    return f"constantes {told}; cada coeficiente se escribe redondeado a {layer.parameters['decimals']} decimales"


def _say_network(layer: Layer) -> str:
    told = [
        f"{what} por {letter} = {_number(layer, name)}"
        for what, letter, name in (
            ("los canales se multiplican", "a", "width"),
            ("las repeticiones", "p", "depth"),
            ("el lado de la imagen", "t", "resolution"),
        )
        if name in layer.parameters
    ]
    return spanish.listing(told)


def _say_stage(layer: Layer) -> str:
    channels = spanish.plural(int(layer.parameters["channels"]), "canal", "canales")
    if "repeats" not in layer.parameters:
        return f"convolución de c = {channels}"
    times = spanish.plural(int(layer.parameters["repeats"]), "repetición", "repeticiones")
    return f"bloques de c = {channels} con n = {times}"


def _say_image(layer: Layer) -> str:
    side, multiple = (spanish.count(int(layer.parameters[name])) for name in ("side", "multiple"))
    return f"lado R = {side}; el nuevo lado es un múltiplo de q = {multiple}"


def _detail(*names: tuple[str, str]) -> Callable[[Layer], str]:
    return lambda layer: "; ".join(f"{letter} = {_number(layer, name)}" for letter, name in names)


def _factor(name: str, words: str, told: str, rule: Formula, wrong: tuple[WrongRule, ...]) -> LayerKind:
    return LayerKind(
        name=f"{name}_factor",
        words=f"coeficiente de {words}",
        parameters={},
        formulas={"factor": (rule,)},
        detail=lambda _: told,
        sentence=lambda _: "",
        wrong=wrong,
    )


GROWTH = (
    "Los FLOPS crecen como d·w²·r², con los coeficientes de las filas de arriba: sirve tanto el valor escrito como el "
    "que tiene todos sus decimales."
)
WIDER = (
    "El número de canales es el múltiplo de 8 más cercano a c·a (la mitad sube); "
    "si queda por debajo del 90 % de c·a, se suma 8."
)
DEEPER = "Las repeticiones n·p se redondean siempre hacia arriba."
FINER = "El lado es el múltiplo de q más cercano a R·t (la mitad sube)."

_CHANNELS = replace(Parameter(1), letter="c", meaning="canales de la red base")

KINDS = {
    it.name: it
    for it in (
        LayerKind(
            name="compound",
            words="constantes del escalado",
            parameters={
                "alpha": replace(_REAL, letter="alpha"),
                "beta": replace(_REAL, letter="beta"),
                "gamma": replace(_REAL, letter="gamma"),
                "phi": Parameter(1, letter="phi"),
                "decimals": Parameter(2, 3),
            },
            formulas={
                "alpha_base": (printed_alpha,),
                "beta_base": (printed_beta,),
                "gamma_base": (printed_gamma,),
            },
            detail=lambda _: "",
            sentence=_say_compound,
            conventions=(GROWTH,),
        ),
        _factor("depth", "profundidad", "profundidad: α elevado a φ", rules.depth, rules.WRONG_DEPTH),
        _factor("width", "anchura", "anchura: β elevado a φ", rules.width, rules.WRONG_WIDTH),
        _factor("resolution", "resolución", "resolución: γ elevado a φ", rules.resolution, rules.WRONG_RESOLUTION),
        _factor("flops", "FLOPS", "crecimiento: d·w²·r²", rules.flops, rules.WRONG_FLOPS),
        LayerKind(
            name="network",
            words="multiplicadores de la red",
            parameters={
                "width": replace(_REAL, letter="a", meaning="multiplicador de los canales"),
                "depth": replace(_REAL, letter="p", meaning="multiplicador de las repeticiones"),
                "resolution": replace(_REAL, letter="t", meaning="multiplicador del lado", optional=True),
            },
            formulas={},
            detail=lambda _: "",
            sentence=_say_network,
        ),
        LayerKind(
            name="image",
            words="imagen de entrada",
            parameters={
                "side": Parameter(1, letter="R", meaning="lado de la imagen de la red base"),
                "multiple": Parameter(1, letter="q", meaning="el lado es múltiplo de este número"),
            },
            formulas={"side": (rules.side,)},
            detail=_detail(("R", "side")),
            sentence=_say_image,
            conventions=(FINER,),
            wrong=rules.WRONG_SIDE,
        ),
        LayerKind(
            name="conv",
            words="convolución escalada",
            parameters={"channels": _CHANNELS},
            formulas={"channels": (rules.channels,)},
            detail=_detail(("c", "channels")),
            sentence=_say_stage,
            conventions=(WIDER,),
            wrong=rules.WRONG_CHANNELS,
        ),
        LayerKind(
            name="stage",
            words="etapa escalada",
            parameters={
                "channels": _CHANNELS,
                "repeats": Parameter(1, letter="n", meaning="repeticiones en la red base"),
            },
            formulas={"channels": (rules.channels,), "repeats": (rules.repeats,)},
            detail=_detail(("c", "channels"), ("n", "repeats")),
            sentence=_say_stage,
            conventions=(WIDER, DEEPER),
            wrong=(*rules.WRONG_CHANNELS, *rules.WRONG_REPEATS),
        ),
    )
}

_BEFORE = {
    "depth_factor": ("compound",),
    "width_factor": ("compound",),
    "resolution_factor": ("compound",),
    "flops_factor": ("depth_factor", "width_factor", "resolution_factor"),
    "image": ("network",),
    "conv": ("network",),
    "stage": ("network",),
}
"""The kinds of slot whose letters a kind takes."""


def why_no_scaling(layers: Sequence[Layer]) -> list[Fault]:
    """What a slot takes stands before it, and only once on the sheet."""
    return list(_faults(layers))


def _faults(layers: Sequence[Layer]) -> Iterator[Fault]:
    seen: dict[str, Layer] = {}
    for i, layer in enumerate(layers):
        for kind in _BEFORE.get(layer.kind, ()):
            if kind not in seen:
                yield Fault(f"[{i}].kind", f"antes de «{layer.name}» hace falta una fila {kind} ({KINDS[kind].words})")
        if layer.kind in seen and layer.kind not in _BEFORE:
            yield Fault(f"[{i}].kind", f"solo puede haber una fila {layer.kind}")
        if layer.kind == "image" and "resolution" not in seen.get("network", layer).parameters:
            yield Fault(f"[{i}].kind", "a la fila network le falta resolution, el multiplicador del lado")
        if layer.kind == "compound" and int(layer.parameters["phi"]) > _LARGEST_PHI:
            yield Fault(f"[{i}].phi", f"debe ser a lo sumo {_LARGEST_PHI}")
        seen[layer.kind] = layer


ROWS = Rows(
    KINDS,
    columns=("factor", "side", "channels", "repeats"),
    letters={
        "alpha_base": "alpha",
        "beta_base": "beta",
        "gamma_base": "gamma",
        "depth_factor/factor": "d",
        "width_factor/factor": "w",
        "resolution_factor/factor": "r",
    },
    handing_on=("compound", "depth_factor", "width_factor", "resolution_factor", "network"),
    squares=("image/side",),
    reals=("alpha_base", "beta_base", "gamma_base", "factor"),
)

FAMILY = Family(
    name="scaling",
    kinds=KINDS,
    columns={
        "factor": Column("Coeficiente", "coeficiente", ("factor", "multiplicador", "coef", "valor")),
        "side": Column("Lado", "lado de la imagen", ("lado de la imagen", "tamaño", "lado nuevo", "nuevo lado")),
        "channels": Column("Canales", "número de canales", ("canal", "# de canales", "filtros", "channels")),
        "repeats": Column(
            "Repeticiones", "número de repeticiones", ("# de repeticiones", "repetición", "capas", "repeats")
        ),
    },
    build=ROWS.build,
    faults=why_no_scaling,
    row_heading="Fila",
    letters={
        "α": "constante de la profundidad",
        "β": "constante de la anchura",
        "γ": "constante de la resolución",
        "φ": "coeficiente compuesto",
        "d": "coeficiente de profundidad",
        "w": "coeficiente de anchura",
        "r": "coeficiente de resolución",
    },
    structure="Datos:",
    counted=counted,
)
