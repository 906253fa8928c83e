"""One bias for each filter or neuron, and how students miscount them in every layer that learns."""

from __future__ import annotations

from typing import Any

from grader.layers._kind import PLAUSIBLE, SEEN, WrongRule


def un_sesgo_por_capa() -> Any:
    return 1


def un_sesgo_por_peso(w: Any) -> Any:
    return w


def sesgo_de_la_capa_vecina(m_siguiente: Any) -> Any:
    return m_siguiente


def capa_sin_sesgos() -> Any:
    return 0


def wrong_biases(owner: str, letter: str) -> tuple[WrongRule, ...]:
    """The rules that a layer with one bias for each `owner` («filtro», «neurona») shares with the others."""
    each = f"por cada {owner} de la capa"
    return (
        WrongRule(
            "un-sesgo-por-capa", "biases", un_sesgo_por_capa,
            f"contaste un solo sesgo para toda la capa y hay uno {each}", SEEN,
            f"Cuenta un sesgo {each}: son {{{letter}}}.",
        ),
        WrongRule(
            "capa-sin-sesgos", "biases", capa_sin_sesgos,
            f"esta capa sí tiene sesgos: uno {each}", PLAUSIBLE,
            "Mira qué capas aprenden algo: todas las que tienen pesos tienen también sesgos.",
        ),
        WrongRule(
            "un-sesgo-por-peso", "biases", un_sesgo_por_peso,
            f"repetiste el número de pesos; hay un solo sesgo {each}", PLAUSIBLE,
            f"Piensa cuántos valores suma cada {owner} al final: uno solo, su sesgo.",
        ),
        WrongRule(
            "sesgo-de-la-capa-vecina", "biases", sesgo_de_la_capa_vecina,
            f"esos son los sesgos de la capa siguiente; los de esta van uno {each}", PLAUSIBLE,
            f"Vuelve a la fila de esta capa y cuenta un sesgo {each}.",
        ),
    )  # fmt: skip
