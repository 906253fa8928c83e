"""One bias for each filter or neuron, and how students miscount them in every layer that learns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from grader.layers._kind import PLAUSIBLE, SEEN, Structure, WrongRule, always


def un_sesgo_por_capa() -> Any:
    return 1


def un_sesgo_por_peso(w: Any) -> Any:
    return w


def sesgo_de_la_capa_vecina(m_siguiente: Any) -> Any:
    return m_siguiente


def capa_sin_sesgos() -> Any:
    return 0


def wrong_biases(owner: str, letter: str, when: Callable[[Structure], bool] = always) -> tuple[WrongRule, ...]:
    """The rules that a layer with one bias for each `owner` («filtro», «neurona») shares with the others."""
    each = f"uno por cada {owner}"
    rules = (
        WrongRule(
            "un-sesgo-por-capa", "biases", un_sesgo_por_capa,
            f"contaste un solo sesgo para toda la capa y hay {each}", SEEN,
            f"Cuenta los sesgos de la capa, {each}: son {{{letter}}}.",
        ),
        WrongRule(
            "capa-sin-sesgos", "biases", capa_sin_sesgos,
            f"esta capa sí tiene sesgos, {each}", PLAUSIBLE,
            "Mira qué capas aprenden algo: todas las que tienen pesos tienen también sesgos.",
        ),
        WrongRule(
            "un-sesgo-por-peso", "biases", un_sesgo_por_peso,
            f"repetiste el número de pesos; los sesgos van {each}", PLAUSIBLE,
            f"Piensa cuántos sesgos suma cada {owner} a su resultado: uno solo.",
        ),
        WrongRule(
            "sesgo-de-la-capa-vecina", "biases", sesgo_de_la_capa_vecina,
            f"esos son los sesgos de la capa siguiente; en esta hay {each}", PLAUSIBLE,
            f"Vuelve a la fila de esta capa y cuenta sus sesgos, {each}: son {{{letter}}}.",
        ),
    )  # fmt: skip
    return tuple(replace(rule, when=when) for rule in rules)
