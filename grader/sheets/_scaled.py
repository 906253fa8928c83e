"""What compound scaling computes by hand, and the wrong rules that students use in its place.

Letters: `alpha`, `beta`, `gamma`, `phi` and what they give, d, w and r, as in Tan and Le, «EfficientNet» (ICML 2019),
equation 3. Of a network that is scaled: `a` multiplies its channels, `p` its repeats, `t` the side of its image; `c`,
`n` and `R` are those before; `q`: the side becomes a multiple of it.
"""

from __future__ import annotations

from typing import Any

from grader.formula import ceil, ceil_div, floor, largest
from grader.layers import PLAUSIBLE, WrongRule
from grader.real import power


def depth(alpha: Any, phi: Any) -> Any:
    """
    >>> depth(2, 3)
    8
    """
    return power(alpha, phi)


def width(beta: Any, phi: Any) -> Any:
    return power(beta, phi)


def resolution(gamma: Any, phi: Any) -> Any:
    return power(gamma, phi)


def flops(d: Any, w: Any, r: Any) -> Any:
    """By how much the work grows, (α·β²·γ²)^φ: both sides of a convolution's channels, and both of its image.

    >>> flops(2, 3, 5)
    450
    """
    return d * power(w, 2) * power(r, 2)


def channels(c: Any, a: Any) -> Any:
    """The multiple of 8 nearest to c·a, halves up; the next one where that is less than 90 % of c·a.

    `round_filters` of the published code, whose two conditions are the larger of two numbers: if 8·⌊(v + 4)/8⌋ is less
    than 0.9·v, the next multiple of 8 is the first that is not.

    >>> channels(32, 2), channels(10, 1)
    (64, 16)
    """
    return 8 * largest(((c * a + 4) // 8, ceil_div(9 * c * a, 80)))


def repeats(n: Any, p: Any) -> Any:
    """`round_repeats` of the published code: never fewer than n·p."""
    return ceil(n * p)


def side(R: Any, t: Any, q: Any) -> Any:
    """The multiple of q nearest to R·t, halves up.

    >>> side(224, 2, 5), side(3, 1, 2)
    (450, 4)
    """
    return (2 * R * t + q) // (2 * q) * q


def depth_por_phi(alpha: Any, phi: Any) -> Any:
    return alpha * phi


def width_por_phi(beta: Any, phi: Any) -> Any:
    return beta * phi


def resolution_por_phi(gamma: Any, phi: Any) -> Any:
    return gamma * phi


def depth_sin_phi(alpha: Any) -> Any:
    return alpha


def width_sin_phi(beta: Any) -> Any:
    return beta


def resolution_sin_phi(gamma: Any) -> Any:
    return gamma


def sin_cuadrados(d: Any, w: Any, r: Any) -> Any:
    return d * w * r


def sin_cuadrado_en_w(d: Any, w: Any, r: Any) -> Any:
    return d * w * power(r, 2)


def sin_cuadrado_en_r(d: Any, w: Any, r: Any) -> Any:
    return d * power(w, 2) * r


def cuadrado_en_todo(d: Any, w: Any, r: Any) -> Any:
    return power(d, 2) * power(w, 2) * power(r, 2)


def suma_de_factores(d: Any, w: Any, r: Any) -> Any:
    return d + power(w, 2) + power(r, 2)


def exponentes_sumados(d: Any, beta: Any, gamma: Any, phi: Any) -> Any:
    return d * power(beta, phi + 2) * power(gamma, phi + 2)


def flops_por_phi(alpha: Any, beta: Any, gamma: Any, phi: Any) -> Any:
    return alpha * power(beta, 2) * power(gamma, 2) * phi


def dos_a_la_phi(phi: Any) -> Any:
    return power(2, phi)


def canales_cortados(c: Any, a: Any) -> Any:
    return floor(c * a)


def canales_al_entero(c: Any, a: Any) -> Any:
    return (2 * c * a + 1) // 2


def multiplo_por_debajo(c: Any, a: Any) -> Any:
    return c * a // 8 * 8


def multiplo_por_encima(c: Any, a: Any) -> Any:
    return ceil_div(c * a, 8) * 8


def sin_el_90(c: Any, a: Any) -> Any:
    return (c * a + 4) // 8 * 8


def canales_por_profundidad(c: Any, p: Any) -> Any:
    return channels(c, p)


def repeticiones_hacia_abajo(n: Any, p: Any) -> Any:
    return floor(n * p)


def repeticiones_al_entero(n: Any, p: Any) -> Any:
    return (2 * n * p + 1) // 2


def repeticiones_por_anchura(n: Any, a: Any) -> Any:
    return ceil(n * a)


def lado_sin_multiplo(R: Any, t: Any) -> Any:
    return (2 * R * t + 1) // 2


def lado_por_debajo(R: Any, t: Any, q: Any) -> Any:
    return R * t // q * q


def lado_por_encima(R: Any, t: Any, q: Any) -> Any:
    return ceil_div(R * t, q) * q


def _of_a_factor(base: str, by_phi: Any, without_phi: Any) -> tuple[WrongRule, ...]:
    """The same two for each coefficient; `base` is the letter of its constant as the sheet prints it."""
    letter = {"α": "alpha", "β": "beta", "γ": "gamma"}[base]
    return (
        WrongRule(
            "phi-multiplica", "factor", by_phi,
            f"multiplicaste {base} por φ; φ es el exponente", PLAUSIBLE,
            f"Multiplica {{{letter}}} por sí mismo: {base}^φ lleva φ = {{phi}} factores.",
        ),
        WrongRule(
            "olvida-phi", "factor", without_phi,
            f"dejaste {base} sin elevarlo a φ", PLAUSIBLE,
            f"Eleva {base} = {{{letter}}} al exponente φ = {{phi}}.",
        ),
    )  # fmt: skip


WRONG_DEPTH = _of_a_factor("α", depth_por_phi, depth_sin_phi)
WRONG_WIDTH = _of_a_factor("β", width_por_phi, width_sin_phi)
WRONG_RESOLUTION = _of_a_factor("γ", resolution_por_phi, resolution_sin_phi)

_SQUARES = "Multiplica d por w dos veces y por r dos veces: d·w·w·r·r."

WRONG_FLOPS = (
    WrongRule(
        "olvida-cuadrados", "factor", sin_cuadrados,
        "no elevaste al cuadrado w ni r", PLAUSIBLE,
        "Más anchura son más canales de entrada y de salida, y la imagen crece a lo alto y a lo ancho: d·w²·r².",
    ),
    WrongRule(
        "olvida-cuadrado-de-w", "factor", sin_cuadrado_en_w,
        "no elevaste w al cuadrado: crecen los canales de entrada y los de salida", PLAUSIBLE, _SQUARES,
    ),
    WrongRule(
        "olvida-cuadrado-de-r", "factor", sin_cuadrado_en_r,
        "no elevaste r al cuadrado: la imagen crece a lo alto y a lo ancho", PLAUSIBLE, _SQUARES,
    ),
    WrongRule(
        "cuadrado-en-la-profundidad", "factor", cuadrado_en_todo,
        "elevaste también d al cuadrado; el doble de capas es solo el doble de trabajo", PLAUSIBLE, _SQUARES,
    ),
    WrongRule(
        "suma-de-factores", "factor", suma_de_factores,
        "sumaste d, w² y r²; se multiplican", PLAUSIBLE, _SQUARES,
    ),
    WrongRule(
        "suma-de-exponentes", "factor", exponentes_sumados,
        "sumaste los exponentes; el cuadrado de β^φ es β^(2·φ), y lo mismo con γ", PLAUSIBLE,
        "Eleva al cuadrado los coeficientes w y r que ya calculaste.",
    ),
    WrongRule(
        "phi-multiplica", "factor", flops_por_phi,
        "multiplicaste α·β²·γ² por φ; φ es el exponente", PLAUSIBLE,
        "Toma los coeficientes que ya calculaste, que llevan φ: d·w²·r².",
    ),
    WrongRule(
        "dos-a-la-phi", "factor", dos_a_la_phi,
        "usaste 2^φ, que supone α·β²·γ² = 2; aquí es solo aproximado", PLAUSIBLE,
        "Calcula el producto con estos números: d·w²·r².",
    ),
)  # fmt: skip

_SWAPPED = "a multiplica los canales y p las repeticiones"
_NEAREST = "Divide {c}·{a} por 8 y redondea al entero más cercano; la mitad sube. Después multiplica por 8."

WRONG_CHANNELS = (
    WrongRule(
        "sin-multiplo-de-8", "channels", canales_al_entero,
        "redondeaste {c}·{a} a un entero, y los canales van a un múltiplo de 8", PLAUSIBLE, _NEAREST,
    ),
    WrongRule(
        "canales-cortados", "channels", canales_cortados,
        "le quitaste los decimales a {c}·{a}, y los canales van a un múltiplo de 8", PLAUSIBLE, _NEAREST,
    ),
    WrongRule(
        "sin-el-90-por-ciento", "channels", sin_el_90,
        "ese múltiplo de 8 queda por debajo del 90 % de {c}·{a}", PLAUSIBLE,
        "Cuando se pierde más de la décima parte se sube al siguiente múltiplo de 8.",
    ),
    WrongRule(
        "multiplo-por-debajo", "channels", multiplo_por_debajo,
        "tomaste el múltiplo de 8 que queda por debajo; se toma el más cercano", PLAUSIBLE, _NEAREST,
    ),
    WrongRule(
        "multiplo-por-encima", "channels", multiplo_por_encima,
        "tomaste el múltiplo de 8 que queda por encima; se toma el más cercano", PLAUSIBLE, _NEAREST,
    ),
    WrongRule(
        "multiplicadores-cambiados", "channels", canales_por_profundidad,
        f"multiplicaste por p; {_SWAPPED}", PLAUSIBLE,
        "Multiplica los {c} canales por a = {a}.",
    ),
)  # fmt: skip

WRONG_REPEATS = (
    WrongRule(
        "repeticiones-hacia-abajo", "repeats", repeticiones_hacia_abajo,
        "redondeaste {n}·{p} hacia abajo; las repeticiones se redondean siempre hacia arriba", PLAUSIBLE,
        "Si {n}·{p} tiene decimales, toma el entero siguiente.",
    ),
    WrongRule(
        "repeticiones-al-mas-cercano", "repeats", repeticiones_al_entero,
        "redondeaste {n}·{p} al entero más cercano; las repeticiones se redondean siempre hacia arriba", PLAUSIBLE,
        "Si {n}·{p} tiene decimales, toma el entero siguiente.",
    ),
    WrongRule(
        "multiplicadores-cambiados", "repeats", repeticiones_por_anchura,
        f"multiplicaste por a; {_SWAPPED}", PLAUSIBLE,
        "Multiplica las {n} repeticiones por p = {p}.",
    ),
)  # fmt: skip

WRONG_SIDE = (
    WrongRule(
        "lado-sin-multiplo", "side", lado_sin_multiplo,
        "redondeaste {R}·{t} a un entero, y el lado va a un múltiplo de {q}", PLAUSIBLE,
        "Divide {R}·{t} por {q}, redondea al entero más cercano y multiplica por {q}.",
    ),
    WrongRule(
        "lado-por-debajo", "side", lado_por_debajo,
        "tomaste el múltiplo de {q} que queda por debajo; se toma el más cercano", PLAUSIBLE,
        "Mira de cuál de los dos múltiplos de {q} está más cerca {R}·{t}.",
    ),
    WrongRule(
        "lado-por-encima", "side", lado_por_encima,
        "tomaste el múltiplo de {q} que queda por encima; se toma el más cercano", PLAUSIBLE,
        "Mira de cuál de los dos múltiplos de {q} está más cerca {R}·{t}.",
    ),
)  # fmt: skip
