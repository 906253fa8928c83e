"""How students bend the size of a window whose padding is a word: `valid` has none, `same` divides by the stride."""

from __future__ import annotations

from typing import Any

from grader.formula import ceil_div
from grader.layers._kind import PLAUSIBLE, SEEN, Structure, WrongRule
from grader.layers._sides import is_plain
from grader.layers._window import both_sides
from grader.model import Formula


def techo_por_piso(n: Any, f: Any, s: Any) -> Any:
    return ceil_div(n - f, s) + 1


def ignora_stride(n: Any, f: Any) -> Any:
    return n - f + 1


def supone_same(n: Any, s: Any) -> Any:
    return ceil_div(n, s)


def olvida_mas_uno(n: Any, f: Any, s: Any) -> Any:
    return (n - f) // s


def olvida_kernel(n: Any, s: Any) -> Any:
    return n // s + 1


def ignora_padding(n: Any, f: Any, s: Any) -> Any:
    return (n - f) // s + 1


def piso_por_techo(n: Any, s: Any) -> Any:
    return n // s


def is_valid(it: Structure) -> bool:
    return is_plain(it) and it.word("padding") == "valid"


def is_same(it: Structure) -> bool:
    return is_plain(it) and it.word("padding") == "same"


_VALID: tuple[tuple[str, Formula, str, str, str], ...] = (
    (
        "techo-por-piso", techo_por_piso, "redondeaste hacia arriba y se redondea hacia abajo",
        "Quita los decimales de la división: la última ventana no cabe entera y no se cuenta.", SEEN,
    ),
    (
        "ignora-stride", ignora_stride, "no dividiste por el stride (s = {s})",
        "Divide por {s} antes de sumar 1: la ventana avanza de {s} en {s}.", SEEN,
    ),
    (
        "supone-same", supone_same, "dividiste el lado por el stride, como si el padding fuera «same»; aquí es «valid»",
        "Resta primero el kernel: sin padding, la ventana no puede salirse de la imagen.", SEEN,
    ),
    (
        "olvida-mas-uno", olvida_mas_uno, "faltó el + 1 al final de la fórmula",
        "Suma 1 al resultado de la división: la ventana cuenta también donde empieza.", PLAUSIBLE,
    ),
    (
        "olvida-kernel", olvida_kernel, "no restaste el lado del kernel (f = {f})",
        "Resta {f} antes de dividir: la ventana tiene que caber entera.", PLAUSIBLE,
    ),
)  # fmt: skip
_SAME: tuple[tuple[str, Formula, str, str, str], ...] = (
    (
        "ignora-padding", ignora_padding, "calculaste sin padding; aquí es «same» y se agregan ceros",
        "Con «same» basta dividir el lado por {s} y redondear hacia arriba.", SEEN,
    ),
    (
        "piso-por-techo", piso_por_techo, "redondeaste hacia abajo y con «same» se redondea hacia arriba",
        "Cuenta también la última ventana: los ceros que faltan se agregan.", PLAUSIBLE,
    ),
)  # fmt: skip


def wrong_named_shapes(channels: str) -> tuple[WrongRule, ...]:
    """Those of a layer whose output has the channels of letter `channels`, the seen ones first."""
    return tuple(
        WrongRule(slug, "out_shape", both_sides(side, channels), sentence, source, advice, when=when)
        for rules, when in ((_VALID, is_valid), (_SAME, is_same))
        for slug, side, sentence, advice, source in rules
    )
