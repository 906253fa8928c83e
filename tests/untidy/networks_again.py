"""Networks, second round: what editors, chats, notebooks and habits do to an answer, and real mistakes.

Written and labelled before the checker saw any of it, by somebody who had not read it nor the first round.
"""

# ruff: noqa: E501 - texts as they came in, not wrapped
from __future__ import annotations

import io
from datetime import date

import docx
import xlsxwriter
from book import SHEETS, case, key
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from shapes_of_files import converted, csv_rows, document, html_table, md_table, notebook, page, printed, workbook

from grader.model import Instance

NBSP, THIN = "\xa0", "\u2009"
COLUMNS = ("weights", "biases", "params")
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def dots(n):
    return f"{n:,}".replace(",", ".")


def commas(n):
    return f"{n:,}"


def spaces(n, mark=" "):
    return f"{n:,}".replace(",", mark)


def instance(code, exercise="") -> Instance:
    found = SHEETS[code].instances
    return next(it for it in found if it.exercise == (exercise or found[0].exercise))


def detail(layer):
    it = layer.parameters
    if layer.kind == "input":
        return f"({it['height']}, {it['width']}, {it['channels']})"
    if layer.kind == "conv2d":
        p = f", p={it['padding']}" if it["padding"] != "valid" else ", sin padding"
        return f"f={it['kernel']}x{it['kernel']}, s={it['strides']}{p}, {it['filters']} filtros"
    if layer.kind == "max_pooling2d":
        return f"{it['kernel']}x{it['kernel']}, s={it['strides']}, max"
    return f"{it['units']} neuronas" if layer.kind == "dense" else ""


def tuple_of(shape):
    return f"({', '.join(map(str, shape))})" if len(shape) > 1 else f"({shape[0]}, 1)"


def answer(code, cell, exercise=""):
    return key(code)[f"{exercise}/{cell}" if exercise and len(SHEETS[code].instances) > 1 else cell]


def filled(code, exercise="", *, number=str, shape=tuple_of, zero="0", changes=None, heading=None, details=True):
    """Heading and rows of the printed table with all answers in it; `changes` by cell."""
    it, changes, rows = instance(code, exercise), changes or {}, []
    image = "out_shape" in it.columns
    sizes = [layer.parameters.get("units") for layer in it.layers]
    for place, layer in enumerate(it.layers):
        if not image and layer.kind == "input":
            continue
        row = [layer.name]
        if image:
            row += [detail(layer)] if details else []
            given = f"{layer.name}/out_shape" in it.given
            value = _given(layer) if given else answer(code, f"{layer.name}/out_shape", it.exercise)
            row.append(changes.get(f"{layer.name}/out_shape", tuple_of(value) if given else shape(value)))
        else:
            row += [sizes[place - 1], sizes[place]]
        for column in COLUMNS:
            value = answer(code, f"{layer.name}/{column}", it.exercise)
            row.append(changes.get(f"{layer.name}/{column}", number(value) if value else zero))
        rows.append(row)
    words = ["Detalle"] * details + ["Out Shape"] if image else ["# de Neuronas de Entrada", "# de Neuronas de Salida"]
    return [heading or ["Capa", *words, "# de Pesos", "# de Sesgos", "# de Parámetros"], *rows]


def _given(layer):
    it = layer.parameters
    return (it["height"], it["width"], it["channels"]) if layer.kind == "input" else (it["units"],)


def total(code, exercise="", number=dots):
    return number(answer(code, "total", exercise))


# --- Markdown ---

case(
    "r2-notion",
    "HCJAPE-W",
    "md",
    """# Ejemplo 4 – CNN 🧠

<aside>
💡 **Código de hoja:** HCJAPE-W  ·  Camila Restrepo

</aside>

- [x]  CONV1
- [x]  POOL1
- [ ]  volver a mirar el total antes de subir

| **Capa** | **Detalle** | **Out Shape** | **Pesos** | **Sesgos** | **Parámetros** |
| --- | --- | --- | --- | --- | --- |
| Input | 44 \\| 44 \\| 3 | (44, 44, 3) | — | — | — |
| CONV1 | f=3x3, s=2, p=2, 22 filtros | **(23, 23, 22)** | 3·3·3·22 = **594** | **22** | **616** |
| POOL1 | 2x2, s=2, max | **(11, 11, 22)** | — | — | — |
| Flatten | 11·11·22<br>aplanar | **2662**<br>(2662, 1) | — | — | — |
| FC | Softmax, 14 clases | (14, 1) | 2662·14<br>**37268** | **14** | **37282** |

> **Total de parámetros:** 37.898 ✅

<details>
<summary>Borrador (no calificar)</summary>

CONV1: 3·3·22 = 198 🤔 olvidé los canales

</details>
""",
    note="Exportado de Notion: casillas, negritas, barras escapadas, saltos dentro de la celda y un borrador plegado",
)

case(
    "r2-obsidian",
    "2F77HS-U",
    "md",
    """---
tags: [redes, tarea]
hoja: 2F77HS-U
fecha: 2026-11-12
---
# Ejemplo 4

> [!info] Código de hoja: 2F77HS-U
> Íñigo Etxeberria

> [!success] Respuestas
> | Capa | Out Shape | # de Pesos | # de Sesgos | # de Parámetros |
> |---|---|---|---|---|
> | Input | (34, 34, 3) | 0 | 0 | 0 |
> | CONV1 | $16 \\times 16 \\times 11$ | $7\\cdot7\\cdot3\\cdot11 = 1617$[^1] | 11 | ==1628== |
> | POOL1 | $7 \\times 7 \\times 11$[^2] | 0 | 0 | 0 |
> | Flatten | $7\\cdot7\\cdot11 = 539$ | 0 | 0 | 0 |
> | FC | (27, 1) | $539\\cdot27 = 14553$ | 27 | ==14580== |
>
> **Total de parámetros:** ==16208==

[^1]: kernel × kernel × canales × filtros
[^2]: ⌊(16 − 3)/2⌋ + 1 = 7
""",
    note="Obsidian: la tabla dentro de un recuadro citado, notas al pie pegadas al número, resaltado ==…==",
)

case(
    "r2-chatgpt",
    "FYR35V-5",
    "md",
    """¡Claro, Íñigo! 😊 Aquí tienes la solución paso a paso del **Ejemplo 5** (hoja FYR35V-5).

---

## 🔹 1. CONV1

**Entrada:** \\( 72 \\times 72 \\times 3 \\)

- Salida: \\[ \\left\\lfloor \\frac{72 + 2\\cdot 2 - 3}{2} \\right\\rfloor + 1 = 37 \\] → **37 × 37 × 21**
- Pesos: \\( 3 \\times 3 \\times 3 \\times 21 = 567 \\)
- Sesgos: 21
- **Parámetros: 588**

## 🔹 2. POOL1

- Salida: **18 × 18 × 21**
- Pesos: 0
- Sesgos: 0
- **Parámetros: 0** (el pooling no aprende nada)

## 🔹 3. CONV2

- Salida: \\( \\left\\lfloor \\frac{18 + 2 - 5}{1} \\right\\rfloor + 1 = 16 \\) → **16 × 16 × 19**
- Pesos: \\( 5 \\times 5 \\times 21 \\times 19 = 9975 \\)
- Sesgos: 19
- **Parámetros: 9,994**

## 🔹 4. POOL2

- Salida: **8 × 8 × 19**
- Pesos: 0
- Sesgos: 0
- **Parámetros: 0**

## 🔹 5. Flatten

- Salida: \\( 8 \\times 8 \\times 19 = 1216 \\) → **1216**
- Sin parámetros

## 🔹 6. FC1

- Salida: 116 neuronas
- Pesos: \\( 1216 \\times 116 = 141{,}056 \\)
- Sesgos: 116
- **Parámetros: 141,172**

## 🔹 7. FC2

- Pesos: \\( 116 \\times 16 = 1856 \\)
- Sesgos: 16
- **Parámetros: 1,872**

---

## ✅ Resumen final

| Capa | Salida | Parámetros |
|------|--------|-----------:|
| CONV1 | 37×37×21 | 588 |
| CONV2 | 16×16×19 | 9,994 |
| FC1 | 116 | 141,172 |
| FC2 | 16 | 1,872 |
| **Total** | | **153,626** |

¿Quieres que te lo prepare en Excel? 📊
""",
    {
        "Input/*": "blank",
        "Flatten/weights": "correct/blank?",
        "Flatten/biases": "correct/blank?",
        "Flatten/params": "correct",
    },
    note="Pegado de un asistente: apartado por capa, LaTeX \\( \\), emojis y un resumen al final",
)

case(
    "r2-mexico",
    "SG33RG-K",
    "md",
    lambda: (
        "**Alumno:** Íñigo Etxeberria — Hoja SG33RG-K\n\n"
        + md_table(
            filled(
                "SG33RG-K",
                number=commas,
                shape=lambda s: " x ".join(map(str, s)),
                zero="No aplica",
                heading=[
                    "Capa",
                    "Configuración",
                    "Tamaño de salida",
                    "Pesos (W)",
                    "Bias (b)",
                    "Parámetros entrenables (W+b)",
                ],
            )
        )
        + "\nParámetros entrenables totales: 555,962\nParámetros no entrenables: 0\n"
    ),
    note="Costumbres de México: comas de miles, «bias», «No aplica», parámetros entrenables y no entrenables",
)

case(
    "r2-formas-mezcladas",
    "8JG4BW-X",
    "md",
    lambda: (
        "Hoja: 8JG4BW-X\n\n"
        + md_table(
            filled(
                "8JG4BW-X",
                zero="-",
                changes={
                    "CONV1/out_shape": "(41,41) con 18 canales",
                    "POOL1/out_shape": "18@20x20",
                    "CONV2/out_shape": "alto 22, ancho 22, canales 23",
                    "POOL2/out_shape": "10 × 10 × 23",
                    "CONV3/out_shape": "[8; 8; 18]",
                    "POOL3/out_shape": "3x3 (18 mapas)",
                    "Flatten/out_shape": "3x3x18 = 162 neuronas",
                },
            )
        )
        + "\nTotal de parámetros: 16 903\n"
    ),
    note="Cada forma en otra notación",
)

case(
    "r2-sin-terminar-productos",
    "TUT6ET-G",
    "md",
    lambda: (
        "# Inciso 1\nTUT6ET-G\n\n"
        + md_table(
            filled(
                "TUT6ET-G",
                changes={
                    "FC1/weights": "6x57",
                    "FC1/params": "6x57 + 57",
                    "FC2/weights": "57 · 31",
                    "FC2/params": "1767+31",
                    "FC3/weights": "31*7 = 217",
                    "FC3/params": "(31+1)*7",
                },
            )
        )
        + "\nTotal de parámetros: 399 + 1798 + 224\n"
    ),
    note="Productos y sumas indicados sin efectuar",
)

case(
    "r2-contradice",
    "V4HJCS-J",
    "md",
    lambda: (
        "**Código de hoja:** V4HJCS-J\n\n"
        + md_table(filled("V4HJCS-J", number=dots))
        + "\n**Total de parámetros:** 57.519\n\n"
        "**Conclusión.** La capa FC1 es la que más parámetros tiene. En resumen, el total de parámetros "
        "de la red es 57.591.\n"
    ),
    {"total": "review"},
    note="La conclusión contradice el total de la tabla",
)

case(
    "r2-juntos",
    "HCJAPE-W",
    "md",
    """Código HCJAPE-W

| Capa | Salida | Pesos / Sesgos | Parámetros |
|---|---|---|---|
| CONV1 | 23x23x22 | 594 / 22 | 616 |
| POOL1 | 11x11x22 | 0 / 0 | 0 |
| Flatten | 2662 | 0 / 0 | 0 |
| FC | 14 | 37268 / 14 | 37282 |

Total = 37898
""",
    {
        "Input/*": "blank",
        "*/weights": "correct?",
        "*/biases": "correct?",
        "Input/weights": "blank",
        "Input/biases": "blank",
    },
    note="Pesos y sesgos en una misma columna",
)

case(
    "r2-torch",
    "ZCVY7H-B",
    "md",
    """# Hoja ZCVY7H-B (convención de PyTorch)

| Capa | Out Shape | Pesos | Sesgos | Parámetros |
|---|---|---|---|---|
| Input | torch.Size([3, 76, 76]) | 0 | 0 | 0 |
| CONV1 | torch.Size([26, 37, 37]) | 3822 | 26 | 3848 |
| POOL1 | torch.Size([26, 18, 18]) | 0 | 0 | 0 |
| CONV2 | torch.Size([21, 18, 18]) | 13650 | 21 | 13671 |
| POOL2 | torch.Size([21, 9, 9]) | 0 | 0 | 0 |
| Flatten | torch.Size([1701]) | 0 | 0 | 0 |
| FC1 | torch.Size([132]) | 224532 | 132 | 224664 |
| FC2 | torch.Size([13]) | 1716 | 13 | 1729 |

Total: 243912
""",
    note="Canales primero en todas las capas, como los imprime PyTorch",
)

case(
    "r2-cinco-tachados",
    "DFQH3C-K",
    "md",
    lambda: (
        "DFQH3C-K\n\n"
        + "\n".join(
            f"## Ejemplo {n}\n\n"
            + md_table(
                filled(
                    "DFQH3C-K",
                    f"ejemplo-{n}",
                    number=lambda v: f"{v}.",
                    changes={
                        "ejemplo": "",
                        **({"FC2/weights": "~~7128~~ 7182."} if n == 2 else {}),
                        **({"FC3/params": "<del>9840</del> 9922"} if n == 3 else {}),
                        **({"POOL1/out_shape": "~~(9, 9, 12)~~ **(8, 8, 12)**"} if n == 4 else {}),
                    },
                )
            )
            + f"\nTotal de parámetros: {total('DFQH3C-K', f'ejemplo-{n}')}.\n"
            for n in (1, 2, 3, 4, 5)
        )
    ),
    note="Los cinco ejemplos con tachones y un punto final tras cada número",
)

case(
    "r2-sesgo-unico",
    "2GBSPR-4",
    "md",
    lambda: (
        "Hoja 2GBSPR-4\n\n"
        + md_table(
            filled(
                "2GBSPR-4",
                number=dots,
                changes={
                    **{f"FC{n}/biases": "1" for n in (1, 2, 3, 4)},
                    "FC1/params": "143.265",
                    "FC2/params": "45.981",
                    "FC3/params": "7.981",
                    "FC4/params": "631",
                },
            )
        )
        + "\nTotal de parámetros: 197.858\n"
    ),
    {
        "*/biases": "misconception 1",
        "FC1/params": "carried 143265",
        "FC2/params": "carried 45981",
        "FC3/params": "carried 7981",
        "FC4/params": "carried 631",
        "total": "carried 197858",
    },
    note="Un sesgo por capa, y bien sumado con ello",
)

case(
    "r2-ignora-stride",
    "HCJAPE-W",
    "md",
    lambda: (
        "Código de hoja: HCJAPE-W\n\n"
        + md_table(
            filled(
                "HCJAPE-W",
                zero="0",
                changes={
                    "CONV1/out_shape": "46x46x22",
                    "POOL1/out_shape": "23x23x22",
                    "Flatten/out_shape": "11638",
                    "FC/weights": "11638*14 = 162932",
                    "FC/params": "162946",
                },
            )
        )
        + "\nTotal de parámetros: 163562\n"
    ),
    {
        "CONV1/out_shape": "misconception [46, 46, 22]",
        "POOL1/out_shape": "carried [23, 23, 22]",
        "Flatten/out_shape": "carried [11638]",
        "FC/weights": "carried 162932",
        "FC/params": "carried 162946",
        "total": "carried 163562",
    },
    note="No divide por el stride y sigue bien",
)

# --- Plain text ---

case(
    "r2-correo-citado",
    "2GBSPR-4",
    "txt",
    """De: Íñigo Etxeberria <inigo@example.edu>
Para: Profe Redes
Fecha: jue., 12 de nov. de 2026 a la(s) 18:42
Asunto: Re: Tarea ejemplo 3 (hoja 2GBSPR-4)

Buenas tardes, profe: respondo debajo de cada renglón.

> FC1   592 entradas   242 salidas   pesos: ___  sesgos: ___  parámetros: ___
Pesos: 143264. Sesgos: 242. Parámetros: 143506.

> FC2   242 entradas   190 salidas   pesos: ___  sesgos: ___  parámetros: ___
Pesos: 45980. Sesgos: 190. Parámetros: 46170.

> FC3   190 entradas   42 salidas   pesos: ___  sesgos: ___  parámetros: ___
Pesos: 7980. Sesgos: 42. Parámetros: 8022.

> FC4   42 entradas   15 salidas   pesos: ___  sesgos: ___  parámetros: ___
Pesos: 630. Sesgos: 15. Parámetros: 645.

> Total de parámetros: ___
198343

Saludos,
Íñigo
--
Íñigo Etxeberria Sanz
Cód. 202610788 | Cel. +57 310 555 0142 | Of. 601 234 5678 ext. 1204
Enviado desde mi iPhone

El mié., 11 de nov. de 2026 a la(s) 09:10, Profe Redes (<profe@example.edu>) escribió:
> Estimados: adjunto la hoja 2GBSPR-4. Se entrega el 13/11/2026 antes de las 23:59.
""",
    note="Correo con respuestas intercaladas bajo lo citado, firma con teléfonos y el mensaje original",
)

case(
    "r2-chat-corrige",
    "YX8YKJ-Y",
    "txt",
    """[12/11/26, 21:04:11] Íñigo: profe la hoja es YX8YKJ-Y
[12/11/26, 21:04:52] Íñigo: FC1 pesos 6882
[12/11/26, 21:05:03] Íñigo: FC1 sesgos 37
[12/11/26, 21:05:20] Íñigo: FC1 parámetros 6919
[12/11/26, 21:06:41] Íñigo: FC2 pesos 228
[12/11/26, 21:06:55] Íñigo: FC2 sesgos 6
[12/11/26, 21:07:13] Íñigo: perdón, FC2 pesos 222
[12/11/26, 21:07:30] Íñigo: FC2 parámetros 228
[12/11/26, 21:08:02] Íñigo: total 7147 👍
[12/11/26, 21:08:40] Profe Redes: ok, recibido
""",
    {"FC2/weights": "correct?"},
    note="Chat exportado; un mensaje corrige a otro",
)

case(
    "r2-dictado",
    "GZC5VF-K",
    "txt",
    "hoja GZC5VF-K hola profe en la capa fc1 los pesos son 264 los sesgos son 44 y los parámetros son 308 "
    "en la capa fc2 los pesos son 1540 los sesgos son 35 y los parámetros son 1575 "
    "en la capa fc3 los pesos son 105 los sesgos son 3 y los parámetros son 108 "
    "y el total de parámetros es 1991 gracias\n",
    note="Dictado al teléfono: un solo renglón sin puntuación",
)

case(
    "r2-ocr",
    "8P8HKW-X",
    "txt",
    """Codigo de hoja: 8P8HKW-X

Capa   Entrada  Salida  Pesos    Sesgos   Parametros
FC1    308      134     4l272    134      41406
FC2    134      79      1O586    79       10665
FC3    79       19      1501     l9       1520

Total de parametros: 53S91
""",
    {
        "FC1/weights": "review/correct",
        "FC2/weights": "review/correct",
        "FC3/biases": "review/correct",
        "total": "review/correct",
    },
    note="Un escáner leyó l por 1, O por 0 y S por 5: una persona decide",
)

case(
    "r2-quise-decir",
    "44BBFR-F",
    "txt",
    """Hoja: 44BBFR-F

FC1
  pesos: 194 x 44 = 8356, mejor: 8536
  sesgos: 44
  parámetros: 8580
FC2
  pesos: 44 x 11 = 484
  sesgos: 44 (quise decir 11)
  parámetros: 495

Total: 9075
""",
    {"FC1/weights": "correct?", "FC2/biases": "correct?"},
    note="Se corrige a sí mismo en el mismo renglón",
)

case(
    "r2-cinco-al-reves",
    "GTDV9Q-Y",
    "txt",
    """Camila Restrepo - hoja GTDV9Q-Y

EJEMPLO 5
CONV1: salida 31x31x15, pesos 2205, sesgos 15, parámetros 2220
POOL1: salida 15x15x15
CONV2: salida 15x15x27, pesos 3645, sesgos 27, parámetros 3672
POOL2: salida 7x7x27
FC1: salida 122, pesos 161406, sesgos 122, parámetros 161528
FC2: pesos 2074, sesgos 17, parámetros 2091
Total de parámetros: 169511

EJEMPLO 3
FC1: pesos 186984, sesgos 318, parámetros 187302
FC2: pesos 36252, sesgos 114, parámetros 36366
FC4: pesos 520, sesgos 8, parámetros 528
FC3: pesos 7410, sesgos 65, parámetros 7475
Total de parámetros: 231671

EJEMPLO 1
FC1: pesos 7316, sesgos 62, parámetros 7378
FC2: pesos 868, sesgos 14, parámetros 882
Total de parámetros: 8260

EJEMPLO 4
CONV1: salida 17x17x22, pesos 3234, sesgos 22, parámetros 3256
POOL1: salida 8x8x22
FC: pesos 15488, sesgos 11, parámetros 15499
Total de parámetros: 18755

EJEMPLO 2
no lo alcancé a hacer, perdón
""",
    {"ejemplo-2/*": "blank", "*/Flatten/out_shape": "blank"},
    zeros="blank",
    note="Los ejemplos en otro orden, capas omitidas o cambiadas de lugar, y uno sin hacer",
)

case(
    "r2-rst",
    "8AHGFV-S",
    "txt",
    lambda: (
        "ConvNetJS: CIFAR-10 (8AHGFV-S)\n==============================\n\n"
        + _grid_table(filled("8AHGFV-S", details=False, zero="n/a"))
        + "\n:Total de parámetros: 12400\n"
    ),
    note="Tabla dibujada con +---+ y === bajo la cabecera",
)

case(
    "r2-org",
    "Q57VSS-6",
    "txt",
    lambda: (
        "#+TITLE: Inciso 6c\n#+AUTHOR: Camila\n* Hoja Q57VSS-6\n\n"
        + _org_table(filled("Q57VSS-6", details=False, shape=lambda s: "x".join(map(str, s)), zero="0"))
        + "|---+---|\n| Total | 63766 |\n#+TBLFM: $5=$3+$4\n"
    ),
    note="Tabla de Emacs org-mode con el total en una tabla aparte al pie",
)

case(
    "r2-conservo-canales",
    "H28Z8F-Q",
    "txt",
    """Inciso 6c, hoja H28Z8F-Q

CONV1_1 (58,58,15)  pesos = 5*5*3*15 = 1125   sesgos = 15  params = 1140
CONV1_2 (54,54,19)  pesos = 5*5*15*19 = 7125  sesgos = 19  params = 7144
POOL1   (26,26,19)  pesos = 0  sesgos = 0  params = 0
CONV2_1 (22,22,11)  pesos = 5*5*19*11 = 5225  sesgos = 11  params = 5236
CONV2_2 (20,20,10)  pesos = 3*3*11*10 = 990   sesgos = 10  params = 1000
POOL2   (10,10,10)  pesos = 0  sesgos = 0  params = 0
Flatten 1000        pesos = 0  sesgos = 0  params = 0
OUT                 pesos = 1000*28 = 28000  sesgos = 28  params = 28028

Total = 42548
""",
    {
        "Input/*": "blank",
        "POOL2/out_shape": "misconception/incorrect [10, 10, 10]",
        "Flatten/out_shape": "carried [1000]",
        "OUT/weights": "carried 28000",
        "OUT/params": "carried 28028",
        "total": "carried 42548",
    },
    note="Redondea hacia arriba en el último pooling y arrastra bien",
)

case(
    "r2-transpone-digitos",
    "YX8YKJ-Y",
    "txt",
    """YX8YKJ-Y

FC1: pesos 186*37 = 6828, sesgos 37, parámetros 6828+37 = 6865
FC2: pesos 37*6 = 222, sesgos 6, parámetros 222+6 = 228
Total de parámetros: 6865+228 = 7093
""",
    {"FC1/weights": "slip 6828", "FC1/params": "carried 6865", "total": "carried 7093"},
    note="Cambia dos cifras y sigue bien con ello",
)


def _grid_table(rows):
    width = [max(len(str(row[c])) for row in rows) + 2 for c in range(len(rows[0]))]
    rule = lambda mark: "+" + "+".join(mark * w for w in width) + "+\n"  # noqa: E731
    lines = ["|" + "|".join(f" {it}".ljust(w) for it, w in zip(row, width, strict=True)) + "|\n" for row in rows]
    return rule("-") + lines[0] + rule("=") + rule("-").join(lines[1:]) + rule("-")


def _org_table(rows):
    lines = ["| " + " | ".join(map(str, row)) + " |\n" for row in rows]
    return lines[0] + "|" + "+".join("---" for _ in rows[0]) + "|\n" + "".join(lines[1:])


# --- HTML ---


def _google(code, changes):
    span = lambda it: f'<span class="c0">{it}</span>'  # noqa: E731
    cell = lambda it: (  # noqa: E731
        f'<td class="c3" colspan="1" rowspan="1"><p class="c1">{it if "<span" in str(it) else span(it)}</p></td>'
    )
    rows = filled(code, number=dots, changes=changes)
    table = "".join("<tr class='c6'>" + "".join(map(cell, row)) + "</tr>" for row in rows)
    return (
        '<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type"><style type="text/css">'
        ".c0{color:#000;font-weight:400;text-decoration:none}.c9{color:#f00;text-decoration:line-through}"
        '.c3{border:1pt solid #000}</style></head><body class="c8 doc-content">'
        f'<p class="c1"><span class="c0">C&oacute;digo de hoja: {code}</span></p><p class="c1 c5"><span></span></p>'
        f'<table class="c7">{table}</table>'
        f'<p class="c1"><span class="c0">Total de par&aacute;metros:&nbsp;</span>'
        f'<span class="c4">{total(code)}</span><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p>'
        '<div class="c2"><p class="c1"><a href="#cmnt_ref1" id="cmnt1">[a]</a><span class="c0">'
        "&iquest;No eran 243.921?</span></p></div></body></html>"
    )


case(
    "r2-google-docs",
    "ZCVY7H-B",
    "html",
    lambda: _google("ZCVY7H-B", {"FC2/weights": '<span class="c9">1.761</span><span class="c0">&nbsp;1.716</span>'}),
    {"FC2/weights": "correct?"},
    note="Exportado de Google Docs: tachado por clase de estilo y un comentario al pie",
)

case(
    "r2-foro-moodle",
    "44BBFR-F",
    "html",
    '<p dir="ltr" style="text-align:left;">Buenas noches compañeros, mi hoja es la <strong>44BBFR-F</strong></p>'
    '<p dir="ltr"><u>Capa FC1</u><br>Pesos: 194 × 44 =&nbsp;<strong>8.536</strong><br>Sesgos:&nbsp;44<br>'
    "Parámetros: 8.536 + 44 =&nbsp;<strong>8.580</strong></p>"
    '<p dir="ltr"><u>Capa FC2</u><br>Pesos: 44 × 11 =&nbsp;<strong>484</strong><br>Sesgos:&nbsp;11<br>'
    "Parámetros: 484 + 11 =&nbsp;<strong>495</strong></p>"
    '<p dir="ltr">Total de parámetros: 8.580 + 495 =&nbsp;<strong>9.075</strong></p><p dir="ltr">Quedo atenta 😊<br></p>',
    note="Mensaje de foro con el editor de Moodle: todo en párrafos con saltos",
)

case(
    "r2-canvas-ingles",
    "Q57VSS-6",
    "html",
    lambda: page(
        "<h2>Worksheet Q57VSS-6</h2>"
        + html_table(
            filled(
                "Q57VSS-6",
                number=commas,
                shape=lambda s: "(None, " + ", ".join(map(str, s)) + ")",
                zero="none",
                heading=["Layer", "Details", "Output shape", "Weights", "Biases", "Parameters"],
            ),
            'style="border-collapse: collapse; width: 100%;" border="1"',
        )
        + "<p>Total params: <strong>63,766</strong></p>"
    ),
    note="Editor de Canvas, en inglés, con la dimensión None de Keras",
)

case(
    "r2-definiciones",
    "V4HJCS-J",
    "html",
    page(
        "<p>Hoja V4HJCS-J</p><details open><summary>FC1</summary><dl><dt>Pesos</dt><dd>44 080</dd><dt>Sesgos</dt>"
        "<dd>152</dd><dt>Parámetros</dt><dd>44 232</dd></dl></details><details open><summary>FC2</summary><dl>"
        "<dt>Pesos</dt><dd>12 616</dd><dt>Sesgos</dt><dd>83</dd><dt>Parámetros</dt><dd>12 699</dd></dl></details>"
        "<details open><summary>FC3</summary><dl><dt>Pesos</dt><dd>581</dd><dt>Sesgos</dt><dd>7</dd>"
        "<dt>Parámetros</dt><dd>588</dd></dl></details><p>Total de parámetros: 57 519</p>"
    ),
    note="Listas de definiciones dentro de secciones plegables",
)

case(
    "r2-flatten-sin-canales",
    "ZCVY7H-B",
    "html",
    lambda: page(
        "<p>ZCVY7H-B</p>"
        + html_table(
            filled(
                "ZCVY7H-B",
                number=lambda n: spaces(n, "&nbsp;"),
                changes={
                    "Flatten/out_shape": "9&times;9 = 81",
                    "FC1/weights": "81&times;132 = 10&nbsp;692",
                    "FC1/params": "10&nbsp;824",
                },
            )
        )
        + "<p>Total de parámetros: 30&nbsp;072</p>"
    ),
    {
        "Flatten/out_shape": "misconception [81]",
        "FC1/weights": "carried 10692",
        "FC1/params": "carried 10824",
        "total": "carried 30072",
    },
    note="Aplana sin los canales y arrastra bien",
)

# --- LaTeX ---


def _siunitx(code):
    rows = filled(code, number=lambda n: f"\\num{{{n}}}", shape=lambda s: "$" + r"\times".join(map(str, s)) + "$")
    lines = [" & ".join(str(it).replace("#", r"\#") for it in row) + r" \\" for row in rows]
    return (
        "\\documentclass{article}\n\\usepackage{booktabs,siunitx,longtable}\n\\sisetup{group-separator={.}}\n"
        f"\\begin{{document}}\n\\section*{{Inciso 2d}}\nHoja \\texttt{{{code}}}\n\n"
        "\\begin{longtable}{llrrrr}\n\\caption{Conteo} \\\\ \\toprule\n"
        + lines[0]
        + " \\midrule \\endfirsthead\n"
        + "\n% \\addlinespace\n".join(lines[1:])
        + "\n\\midrule\n\\multicolumn{5}{r}{\\textbf{Total de parámetros}} & \\textbf{\\num{202323}} \\\\\n\\bottomrule\n"
        "\\end{longtable}\n\\end{document}\n"
    )


case(
    "r2-siunitx",
    "3PK7JU-S",
    "tex",
    lambda: _siunitx("3PK7JU-S"),
    note="longtable con booktabs y \\num de siunitx; el total en una fila con \\multicolumn",
)

# --- CSV ---


def _more_columns():
    heading = ["Capa", "Fórmula", "Salida", "Cálculo de pesos", "Pesos", "Sesgos", "Parámetros", "Check", "Explicación"]
    made = []
    for name, _, shape, w, b, p in filled("H28Z8F-Q")[1:]:
        how = {"CONV1_1": "5*5*3*15", "CONV1_2": "5*5*15*19", "CONV2_1": "5*5*19*11", "CONV2_2": "3*3*11*10"}.get(
            name, ""
        )
        formula = "(n+2p-f)/s+1" if name[0] in "CP" else ""
        why = "no aprende" if w == "0" else f"{b} sesgos porque hay {b} filtros o neuronas"
        made.append([name, formula, shape, how, w, b, p, "OK", why])
    return csv_rows([["Código de hoja", "H28Z8F-Q"], heading, *made, ["TOTAL", "", "", "", "", "", "37228", "OK", ""]])


case("r2-columnas-de-mas", "H28Z8F-Q", "csv", _more_columns, note="Columnas de fórmula, cálculo, «check» y explicación")


def _five_in_commas():
    parts = ["Hoja,DFQH3C-K", ""]
    for n in (1, 2, 3, 4, 5):
        rows = filled("DFQH3C-K", f"ejemplo-{n}", number=commas, zero="0")
        parts += [f"Ejemplo {n}", *(",".join(f'"{it}"' if "," in str(it) else str(it) for it in row) for row in rows)]
        parts += [f'Total de parámetros,"{total("DFQH3C-K", f"ejemplo-{n}", commas)}"', ""]
    return "\ufeff" + "\r\n".join(parts)


case(
    "r2-cinco-comas", "DFQH3C-K", "csv", _five_in_commas, note="Los cinco ejemplos en un CSV con comas entrecomilladas"
)

# --- Word ---


def _saved(made):
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _autoformat():
    made = docx.Document()
    made.add_heading("Ejemplo 3 – “Cálculo de parámetros”", 1)
    made.add_paragraph("Código de hoja: DWSAHG\u2011P")
    layers = [(384, 204), (204, 134), (134, 49), (49, 17)]
    for n, (a, b) in enumerate(layers, 1):
        made.add_paragraph(
            f"{n}.ª capa (FC{n}): {a} × {b} = {spaces(a * b, NBSP)} pesos; {b} sesgos; "
            f"{spaces(a * b, NBSP)} + {b} = {spaces(a * b + b, NBSP)} parámetros…",
            style="List Number",
        )
    made.add_paragraph("Total de parámetros → 78" + NBSP + "540 + 27" + NBSP + "470 + 6615 + 850 = 113" + NBSP + "475")
    return _saved(made)


case(
    "r2-autoformato",
    "DWSAHG-P",
    "docx",
    _autoformat,
    note="Autoformato de Word: lista numerada, 1.ª, guion de no separación en el código, puntos suspensivos, espacio duro",
)


def _omath(*runs):
    """Runs of an equation; a pair is a base and its exponent."""
    inner = "".join(
        f"<m:sSup><m:e><m:r><m:t>{it[0]}</m:t></m:r></m:e><m:sup><m:r><m:t>{it[1]}</m:t></m:r></m:sup></m:sSup>"
        if isinstance(it, tuple)
        else f"<m:r><m:t>{it}</m:t></m:r>"
        for it in runs
    )
    return parse_xml(f'<m:oMath xmlns:m="{M}">{inner}</m:oMath>')


def _equations():
    made = docx.Document()
    made.add_paragraph("Hoja H28Z8F-Q")
    rows = filled("H28Z8F-Q")
    product = {
        "CONV1_1": (("5", "2"), "·3·15=1125"),
        "CONV1_2": (("5", "2"), "·15·19=7125"),
        "CONV2_1": (("5", "2"), "·19·11=5225"),
        "CONV2_2": (("3", "2"), "·11·10=990"),
        "OUT": ("810·28=22680",),
    }
    table = made.add_table(len(rows), len(rows[0]), style="Table Grid")
    for r, row in enumerate(rows):
        for c, it in enumerate(row):
            paragraph = table.cell(r, c).paragraphs[0]
            if c == 3 and row[0] in product:
                paragraph._p.append(_omath(*product[row[0]]))
            elif c == 5 and r and it != "0":
                paragraph._p.append(_omath(it))
            else:
                paragraph.add_run(str(it))
    total_line = made.add_paragraph("Total de parámetros: ")
    total_line._p.append(_omath("1140+7144+5236+1000+22708=37228"))
    return _saved(made)


case("r2-ecuaciones", "H28Z8F-Q", "docx", _equations, note="Objetos de ecuación de Word en las celdas, con exponentes")

_BOX = """<w:r {ns}><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<mc:Choice Requires="wps" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:drawing>
<wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><a:graphic
xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData
uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx><w:txbxContent>{text}
</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback>
<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>{text}</w:txbxContent></v:textbox>
</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""


def _boxes():
    made = docx.Document()
    made.add_paragraph("Código de hoja: YX8YKJ-Y")
    rows = [["Capa", "# de Pesos", "# de Sesgos", "# de Parámetros"], ["FC1", "", "", ""], ["FC2", "", "", ""]]
    table = made.add_table(3, 4, style="Table Grid")
    for r, row in enumerate(rows):
        for c, it in enumerate(row):
            table.cell(r, c).text = it
    lines = (
        "FC1: pesos 6882, sesgos 37, parámetros 6919",
        "FC2: pesos 222, sesgos 6, parámetros 228",
        "Total de parámetros: 7147",
    )
    text = "".join(f"<w:p><w:r><w:t>{it}</w:t></w:r></w:p>" for it in lines)
    made.add_paragraph()._p.append(parse_xml(_BOX.format(ns=nsdecls("w"), text=text)))
    return _saved(made)


case(
    "r2-cuadro-de-texto",
    "YX8YKJ-Y",
    "docx",
    _boxes,
    {"*": "correct?"},
    note="La tabla queda vacía y las respuestas están en un cuadro de texto, dos veces en el archivo",
)

_CONTROL = """<w:sdt {ns}><w:sdtPr>{shown}<w:text/></w:sdtPr><w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"""


def _controls():
    made = docx.Document()
    made.add_paragraph("Código de hoja: V4HJCS-J")
    rows = filled("V4HJCS-J", number=dots, changes={f"FC3/{it}": "" for it in COLUMNS})
    table = made.add_table(len(rows), len(rows[0]), style="Table Grid")
    for r, row in enumerate(rows):
        for c, it in enumerate(row):
            paragraph = table.cell(r, c).paragraphs[0]
            if r and c > 2:
                shown = "" if it else "<w:showingPlcHdr/>"
                text = it or "Haga clic o pulse aquí para escribir texto."
                paragraph._p.append(parse_xml(_CONTROL.format(ns=nsdecls("w"), shown=shown, text=text)))
            else:
                paragraph.add_run(str(it))
    line = made.add_paragraph("Total de parámetros: ")
    line._p.append(parse_xml(_CONTROL.format(ns=nsdecls("w"), shown="", text="57.519")))
    return _saved(made)


case(
    "r2-controles",
    "V4HJCS-J",
    "docx",
    _controls,
    {"FC3/*": "blank"},
    note="Controles de contenido; los que no se tocaron muestran el texto de Word",
)


def _comments():
    made = docx.Document()
    made.add_paragraph("Inciso 1. Código: TUT6ET-G")
    rows = filled("TUT6ET-G", zero="0")
    table = made.add_table(len(rows), len(rows[0]), style="Table Grid")
    for r, row in enumerate(rows):
        for c, it in enumerate(row):
            run = table.cell(r, c).paragraphs[0].add_run(str(it))
            if (r, c) == (2, 3):
                made.add_comment(run, text="¿Seguro? A mí me dio 1776.", author="Juan", initials="J")
    line = made.add_paragraph("Total de parámetros: ")
    run = line.add_run("2421")
    made.add_comment(run, text="ojo, 2412", author="Juan", initials="J")
    return _saved(made)


case("r2-comentarios", "TUT6ET-G", "docx", _comments, note="Comentarios al margen de otra persona con otros números")

case(
    "r2-titulo-ajeno",
    "HCJAPE-W",
    "docx",
    lambda: document(
        "# Ejemplo 5",
        "Nombre: Camila Restrepo. Código de hoja: HCJAPE-W",
        filled("HCJAPE-W", number=lambda n: f"{n} parám." if n > 1000 else str(n), zero="no tiene"),
        "Total de parámetros: 37898 parámetros",
    ),
    note="El título dice otro ejemplo; unidades pegadas a los números",
)

case(
    "r2-cinco-prosa",
    "GTDV9Q-Y",
    "docx",
    lambda: document(
        "Taller GTDV9Q-Y",
        "# Ejemplo 1",
        "FC1 tiene 118 × 62 = 7316 pesos y 62 sesgos, o sea 7378 parámetros.",
        "FC2 tiene 62 × 14 = 868 pesos y 14 sesgos, o sea 882 parámetros.",
        "En total la red tiene 8260 parámetros.",
        "# Ejemplo 2",
        filled("GTDV9Q-Y", "ejemplo-2"),
        "Total de parámetros: 59363",
        "# Ejemplo 3",
        "- FC1: 588·318 = 186984 pesos, 318 sesgos, 187302 parámetros",
        "- FC2: 318·114 = 36252 pesos, 114 sesgos, 36366 parámetros",
        "- FC3: 114·65 = 7410 pesos, 65 sesgos, 7475 parámetros",
        "- FC4: 65·8 = 520 pesos, 8 sesgos, 528 parámetros",
        "Total: 187302 + 36366 + 7475 + 528 = 231671",
        "# Ejemplo 4",
        filled("GTDV9Q-Y", "ejemplo-4", zero="0"),
        "Total de parámetros: 18755",
        "# Ejemplo 5",
        filled("GTDV9Q-Y", "ejemplo-5", zero="0", shape=lambda s: " × ".join(map(str, s))),
        "Total de parámetros: 169511",
    ),
    note="Un documento que mezcla prosa, lista y tablas, un ejemplo de cada modo",
)

# --- Excel and LibreOffice ---


def _book(write):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    write(book)
    book.close()
    return out.getvalue()


def _dates(book):
    sheet = book.add_worksheet("Hoja1")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write(0, 0, "Código de hoja")
    sheet.write(0, 1, "8JG4BW-X")
    dated = {"CONV3": date(2018, 8, 8), "POOL2": date(2023, 10, 10)}
    for r, row in enumerate(filled("8JG4BW-X", shape=lambda s: "x".join(map(str, s))), 2):
        for c, it in enumerate(row):
            if c == 2 and row[0] in dated:
                sheet.write_datetime(r, c, dated[row[0]], day)
            elif c > 2 and str(it).isdigit():
                sheet.write_number(r, c, int(it))
            else:
                sheet.write_string(r, c, str(it))
    sheet.write(12, 0, "Total de parámetros:")
    sheet.write_formula(12, 5, "=SUM(F4:F12)", None, 16903)


case(
    "r2-fechas",
    "8JG4BW-X",
    "xlsx",
    lambda: _book(_dates),
    {"CONV3/out_shape": "review", "POOL2/out_shape": "review"},
    note="Excel volvió fecha dos formas escritas 8/8/18 y 10/10/23",
)


def _formats(book):
    sheet = book.add_worksheet("Respuestas")
    bold = book.add_format({"bold": True, "align": "center"})
    thousands = book.add_format({"num_format": "#,##0"})
    named = book.add_format({"num_format": '#,##0" pesos"'})
    sheet.write(0, 0, "SG33RG-K")
    sheet.merge_range(1, 0, 2, 0, "Capa", bold)
    sheet.merge_range(1, 1, 2, 1, "Salida", bold)
    sheet.merge_range(1, 2, 1, 4, "Parámetros entrenables", bold)
    for c, it in enumerate(("Pesos", "Sesgos", "Total")):
        sheet.write(2, 2 + c, it, bold)
    for r, row in enumerate(filled("SG33RG-K", details=False)[1:], 3):
        sheet.write_string(r, 0, row[0])
        sheet.write_string(r, 1, row[1])
        for c, form in ((2, named), (3, thousands), (4, thousands)):
            if row[0] == "OUT" and c == 4:
                sheet.write_formula(r, c, "=C14+#REF!", thousands, "#REF!")
            else:
                sheet.write_number(r, c, int(row[c]), form)
    sheet.write(15, 0, "Total de la red", bold)
    sheet.write_number(15, 4, 555962, thousands)
    sheet.set_column(6, 6, 12, None, {"hidden": True})
    sheet.write(3, 6, "borrador 4.575")
    sheet.set_row(17, None, None, {"hidden": True})
    sheet.write(17, 0, "CONV1")
    sheet.write(17, 2, 4575)


case(
    "r2-formatos",
    "SG33RG-K",
    "xlsx",
    lambda: _book(_formats),
    {"OUT/params": "review/blank", "CONV1/weights": "correct?"},
    note="Cabecera de dos pisos, formatos con unidad, un #¡REF!, y un borrador en una fila y una columna ocultas",
)


def _drafts(book):
    for name, changes in (
        ("Borrador", {"CONV2/weights": "9957", "CONV2/params": "9976"}),
        ("Entrega final", {}),
    ):
        sheet = book.add_worksheet(name)
        sheet.write(0, 0, "Hoja")
        sheet.write(0, 1, "FYR35V-5")
        for r, row in enumerate(filled("FYR35V-5", changes=changes), 2):
            for c, it in enumerate(row):
                sheet.write_string(r, c, str(it))
        sheet.write(12, 0, "Total de parámetros")
        sheet.write(12, 1, 153608 if name == "Borrador" else 153626)


case(
    "r2-borrador-y-final",
    "FYR35V-5",
    "xlsx",
    lambda: _book(_drafts),
    {"CONV2/weights": "correct?", "CONV2/params": "correct?", "total": "correct?"},
    note="Una pestaña «Borrador» con otros números y otra «Entrega final»",
)


def _noted(book):
    sheet = book.add_worksheet("Hoja1")
    sheet.write(0, 0, "Código de hoja: GZC5VF-K")
    for r, row in enumerate(filled("GZC5VF-K"), 2):
        for c, it in enumerate(row):
            if (r, c) == (4, 3):
                sheet.write_comment(r, c, "1540 pesos", {"author": "Íñigo"})
            elif str(it).isdigit():
                sheet.write_number(r, c, int(it))
            else:
                sheet.write_string(r, c, str(it))
    sheet.write(7, 0, "Total de parámetros:")
    sheet.write(7, 5, 1991)


case(
    "r2-nota-en-celda",
    "GZC5VF-K",
    "xlsx",
    lambda: _book(_noted),
    {"FC2/weights": "correct?"},
    note="Una respuesta está en el comentario de la celda, que quedó vacía",
)

case(
    "r2-una-celda",
    "YX8YKJ-Y",
    "xlsx",
    lambda: workbook(
        {
            "Hoja1": [
                (0, 0, "YX8YKJ-Y"),
                (2, 0, "FC1\nPesos: 6882\nSesgos: 37\nParámetros: 6919"),
                (3, 0, "FC2\nPesos: 222\nSesgos: 6\nParámetros: 228"),
                (4, 0, "Total de parámetros: 7.147"),
            ]
        }
    ),
    note="Todo lo de una capa en una sola celda con saltos de línea",
)


def _five_sheets():
    def write(book):
        for n in (5, 4, 3, 2, 1):
            sheet = book.add_worksheet(f"Ej {n}")
            sheet.write(0, 0, f"Ejemplo {n}")
            sheet.write(0, 3, "DFQH3C-K")
            rows = filled("DFQH3C-K", f"ejemplo-{n}")
            for r, row in enumerate(rows, 3):
                for c, it in enumerate(row, 1):
                    sheet.write(r, c, int(it) if str(it).isdigit() else it)
            sheet.write(4 + len(rows), 1, "Total de parámetros:")
            sheet.write(4 + len(rows), 6, answer("DFQH3C-K", "total", f"ejemplo-{n}"))

    return converted(_book(write), "xlsx", "ods")


case("r2-pestanas", "DFQH3C-K", "ods", _five_sheets, note="LibreOffice: una pestaña por ejemplo, en orden inverso")


def _forgets_channels(book):
    sheet = book.add_worksheet("tarea")
    sheet.write(0, 0, "Hoja 2F77HS-U")
    changes = {"CONV1/weights": "539", "CONV1/params": "550"}
    for r, row in enumerate(filled("2F77HS-U", changes=changes), 2):
        for c, it in enumerate(row):
            if c == 5 and r > 2:
                sheet.write_formula(r, c, f"=D{r + 1}+E{r + 1}", None, int(it))
            elif c == 3 and row[0] == "CONV1":
                sheet.write_formula(r, c, "=7*7*11", None, 539)
            else:
                sheet.write(r, c, int(it) if str(it).isdigit() else it)
    sheet.write(9, 4, "TOTAL")
    sheet.write_formula(9, 5, "=SUM(F4:F8)", None, 15130)


case(
    "r2-olvida-canales",
    "2F77HS-U",
    "xlsx",
    lambda: _book(_forgets_channels),
    {
        "CONV1/weights": "misconception 539",
        "CONV1/params": "carried 550",
        "total": "carried 15130",
        "Input/params": "correct/blank",  # XlsxWriter stores 0 for a formula, calculated or not
        "POOL1/params": "correct/blank",
        "Flatten/params": "correct/blank",
    },
    note="Olvida los canales en la convolución; las fórmulas de Excel arrastran",
)

# --- Notebooks ---

case(
    "r2-formulario-colab",
    "8P8HKW-X",
    "ipynb",
    lambda: notebook(
        ("md", "# Ejemplo 2\nHoja `8P8HKW-X`"),
        (
            "code",
            (
                "#@title FC1 { run: 'auto' }\nfc1_pesos = 41272 #@param {type:\"integer\"}\nfc1_sesgos = 134 #@param "
                '{type:"integer"}\nprint(f"FC1: pesos = {fc1_pesos}, sesgos = {fc1_sesgos}, '
                'parámetros = {fc1_pesos + fc1_sesgos}")'
            ),
            "FC1: pesos = 41272, sesgos = 134, parámetros = 41406\n",
        ),
        (
            "code",
            (
                '#@title FC2\nfc2_pesos = 10586 #@param {type:"integer"}\nfc2_sesgos = 79 #@param '
                '{type:"integer"}\nprint(f"FC2: pesos = {fc2_pesos}, sesgos = {fc2_sesgos}, '
                'parámetros = {fc2_pesos + fc2_sesgos}")'
            ),
            "FC2: pesos = 10586, sesgos = 79, parámetros = 10665\n",
        ),
        (
            "code",
            (
                '#@title FC3\nfc3_pesos = 1501 #@param {type:"integer"}\nfc3_sesgos = 19 #@param '
                '{type:"integer"}\nprint(f"FC3: pesos = {fc3_pesos}, sesgos = {fc3_sesgos}, '
                'parámetros = {fc3_pesos + fc3_sesgos}")'
            ),
            "FC3: pesos = 1501, sesgos = 19, parámetros = 1520\n",
        ),
        ("code", "print(f'Total de parámetros: {41406 + 10665 + 1520:,}')", "Total de parámetros: 53,591\n"),
    ),
    note="Formulario de Colab (#@param) y f-strings impresas",
)


def _frame(code, changes):
    rows = filled(code, details=False, changes=changes)
    plain = "\n".join(
        "  ".join(str(it).rjust(16) for it in ([""] + rows[0] if n == 0 else [n - 1, *row]))
        for n, row in enumerate(rows)
    )
    body = html_table([["", *rows[0]], *([n, *row] for n, row in enumerate(rows[1:]))], 'border="1" class="dataframe"')
    return {"text/plain": plain, "text/html": f"<div>{body}</div>"}


case(
    "r2-dos-corridas",
    "Q57VSS-6",
    "ipynb",
    lambda: notebook(
        ("md", "## Inciso 6c — Q57VSS-6"),
        ("md", "Primer intento (me equivoqué en CONV2_1)"),
        ("code", "df", _frame("Q57VSS-6", {"CONV2_1/weights": "2763", "CONV2_1/params": "2782"})),
        ("md", "Corregido:"),
        ("code", "df.loc[4, '# de Pesos'] = 3*3*16*19\ndf", _frame("Q57VSS-6", {})),
        ("code", "df['# de Parámetros'].sum()\nprint('Total de parámetros:', 63766)", "Total de parámetros: 63766\n"),
    ),
    {"CONV2_1/weights": "correct?", "CONV2_1/params": "correct?"},
    note="El mismo DataFrame mostrado dos veces: el intento y el corregido",
)

_KERAS = """Model: "sequential"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
│ conv2d (Conv2D)                 │ (None, 33, 33, 29)     │         4,292 │
│ conv2d_1 (Conv2D)               │ (None, 29, 29, 38)     │        27,588 │
│ max_pooling2d (MaxPooling2D)    │ (None, 14, 14, 38)     │             0 │
│ conv2d_2 (Conv2D)               │ (None, 10, 10, 18)     │        17,118 │
│ max_pooling2d_1 (MaxPooling2D)  │ (None, 5, 5, 18)       │             0 │
│ dropout (Dropout)               │ (None, 5, 5, 18)       │             0 │
│ flatten (Flatten)               │ (None, 450)            │             0 │
│ dense (Dense)                   │ (None, 240)            │       108,240 │
│ dense_1 (Dense)                 │ (None, 172)            │        41,452 │
│ dense_2 (Dense)                 │ (None, 21)             │         3,633 │
└─────────────────────────────────┴────────────────────────┴───────────────┘
 Total params: 202,323 (790.32 KB)
 Trainable params: 202,323 (790.32 KB)
 Non-trainable params: 0 (0.00 B)
"""

case(
    "r2-keras-al-lado",
    "3PK7JU-S",
    "ipynb",
    lambda: notebook(
        ("md", "# Inciso 2d\n**Hoja 3PK7JU-S**"),
        ("code", "model.summary()", _KERAS),
        (
            "code",
            "from IPython.display import display, Markdown\ndisplay(Markdown(tabla))",
            {
                "text/plain": "<IPython.core.display.Markdown object>",
                "text/markdown": md_table(filled("3PK7JU-S", number=commas)) + "\n**Total de parámetros:** 202,323\n",
            },
        ),
    ),
    note="El resumen de Keras y, al lado, la tabla propia con display(Markdown(…))",
)

case(
    "r2-intentos-comentados",
    "HCJAPE-W",
    "ipynb",
    lambda: notebook(
        ("md", "Ejemplo 4, código de hoja HCJAPE-W"),
        (
            "code",
            (
                "# CONV1\n# pesos = 3*3*22   # 198, mal: faltan los canales\n# sesgos = 1\npesos = 3*3*3*22\nsesgos = 22\n"
                "print('CONV1', 'Out Shape:', (23, 23, 22), 'Pesos:', pesos, 'Sesgos:', sesgos, 'Parámetros:', pesos+sesgos)"
            ),
            "CONV1 Out Shape: (23, 23, 22) Pesos: 594 Sesgos: 22 Parámetros: 616\n",
        ),
        (
            "code",
            (
                "# POOL1: (23-2)/2+1 = 11.5 -> 11\nprint('POOL1', 'Out Shape:', (11, 11, 22), 'Pesos:', 0, 'Sesgos:', 0, "
                "'Parámetros:', 0)\nprint('Flatten', 'Out Shape:', (11*11*22,), 'Pesos:', 0, 'Sesgos:', 0, 'Parámetros:', 0)"
            ),
            (
                "POOL1 Out Shape: (11, 11, 22) Pesos: 0 Sesgos: 0 Parámetros: 0\n"
                "Flatten Out Shape: (2662,) Pesos: 0 Sesgos: 0 Parámetros: 0\n"
            ),
        ),
        (
            "code",
            "# FC\nW = 2662*14\nprint('FC', 'Pesos:', W, 'Sesgos:', 14, 'Parámetros:', W + 14)\nprint('Total:', 616 + W + 14)",
            "FC Pesos: 37268 Sesgos: 14 Parámetros: 37282\nTotal: 37898\n",
        ),
    ),
    {"Input/*": "blank"},
    note="Intentos comentados en el código; la respuesta está en lo que se imprime",
)

case(
    "r2-pooling-con-pesos",
    "HCJAPE-W",
    "ipynb",
    lambda: notebook(
        ("md", "HCJAPE-W"),
        (
            "md",
            md_table(
                filled(
                    "HCJAPE-W",
                    changes={"POOL1/weights": "2·2·22 = 88", "POOL1/biases": "22", "POOL1/params": "110"},
                )
            )
            + "\nTotal de parámetros: 38008",
        ),
    ),
    {
        "POOL1/weights": "misconception 88",
        "POOL1/biases": "misconception/incorrect 22",
        "POOL1/params": "carried/misconception 110",
        "total": "carried 38008",
    },
    note="Da pesos y sesgos al pooling y los suma",
)

# --- PDF ---

case(
    "r2-pdf-navegador",
    "8AHGFV-S",
    "pdf",
    lambda: printed(
        page(
            "<style>body{font:11pt sans-serif}td,th{border:1px solid #777;padding:3px 6px}table{border-collapse:collapse}"
            "</style><h3>ConvNetJS — hoja 8AHGFV-S</h3><p>Entregado el 12/11/2026</p>"
            + html_table(
                filled(
                    "8AHGFV-S", number=lambda n: spaces(n, "&#8239;"), shape=lambda s: "×".join(map(str, s)), zero="–"
                )
            )
            + "<p>Total de parámetros: <b>12&#8239;400</b></p><p style='float:right'>Página 1 de 1</p>"
        )
    ),
    note="Impreso a PDF desde el navegador, con espacio fino de miles y raya para el cero",
)

case(
    "r2-pdf-por-capa",
    "44BBFR-F",
    "pdf",
    lambda: printed(
        page(
            "<div style='columns:2'><h3>Hoja 44BBFR-F</h3><h4>FC1</h4><p>Pesos: 194 · 44 = 8 536</p><p>Sesgos: 44</p>"
            "<p>Parámetros: 8 536 + 44 = 8 580</p><h4 style='break-before:column'>FC2</h4><p>Pesos: 44 · 11 = 484</p>"
            "<p>Sesgos: 11</p><p>Parámetros: 484 + 11 = 495</p><p>Total de parámetros: 9 075</p></div>"
        )
    ),
    note="PDF a dos columnas, una capa en cada una",
)

case(
    "r2-odt-lista",
    "8P8HKW-X",
    "odt",
    lambda: converted(
        document(
            "Hoja: 8P8HKW-X",
            "- FC1: 308 × 134 = 41.272 pesos",
            "- FC1: 134 sesgos",
            "- FC1: 41.406 parámetros en total",
            "- FC2: 134 × 79 = 10.586 pesos",
            "- FC2: 79 sesgos",
            "- FC2: 10.665 parámetros en total",
            "- FC3: 79 × 19 = 1.501 pesos",
            "- FC3: 19 sesgos",
            "- FC3: 1.520 parámetros en total",
            "Total de parámetros de la red: 53.591",
        ),
        "docx",
        "odt",
    ),
    note="LibreOffice Writer: una viñeta por cantidad",
)

# --- In another order, under other names ---

case(
    "r2-por-cantidad",
    "V4HJCS-J",
    "txt",
    """hoja V4HJCS-J

Pesos
 FC1 = 290*152 = 44080
 FC2 = 152*83 = 12616
 FC3 = 83*7 = 581

Sesgos
 FC1 = 152
 FC2 = 83
 FC3 = 7

Parámetros
 FC1 = 44232
 FC2 = 12699
 FC3 = 588

Total de parámetros = 57519
""",
    note="Agrupado por cantidad y no por capa",
)

case(
    "r2-ordinales",
    "TUT6ET-G",
    "txt",
    """Código de hoja TUT6ET-G

La primera capa oculta recibe 6 entradas y tiene 57 neuronas. Tiene 6 × 57 = 342 pesos y 57 sesgos, para un total de
399 parámetros.

La segunda capa oculta recibe 57 entradas y tiene 31 neuronas. Tiene 57 × 31 = 1767 pesos y 31 sesgos, para un total
de 1798 parámetros.

La capa de salida recibe 31 entradas y tiene 7 neuronas. Tiene 31 × 7 = 217 pesos y 7 sesgos, para un total de 224
parámetros.

La red completa tiene 2421 parámetros aprendibles.
""",
    note="Prosa con «primera capa oculta», y renglones cortados a media frase",
)

case(
    "r2-solo-numeros",
    "44BBFR-F",
    "txt",
    "44BBFR-F\n\n1) 8536\n2) 44\n3) 8580\n4) 484\n5) 11\n6) 495\n7) 9075\n",
    {"*": "correct?"},
    note="Solo los números, en el orden de las celdas",
)

case(
    "r2-outlook",
    "8P8HKW-X",
    "html",
    lambda: (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8"><!--[if gte mso 9]><xml>'
        "<o:OfficeDocumentSettings/></xml><![endif]--><style><!-- p.MsoNormal{margin:0cm} --></style></head>"
        "<body lang=ES-CO><div class=WordSection1><p class=MsoNormal>Profe, hoja 8P8HKW-X:<o:p></o:p></p>"
        "<table class=MsoTableGrid border=1 cellspacing=0>"
        + "".join(
            "<tr>"
            + "".join(f"<td width=90 valign=top><p class=MsoNormal>{it}<o:p></o:p></p></td>" for it in row)
            + "</tr>"
            for row in filled("8P8HKW-X", number=dots)
        )
        + "</table><p class=MsoNormal>Total de parámetros: 53.591<o:p>&nbsp;</o:p></p>"
        "<p class=MsoNormal>Cordialmente,<br>Íñigo Etxeberria<br>Tel. (604) 219 8332<o:p></o:p></p></div></body></html>"
    ),
    note="Correo de Outlook: párrafos MsoNormal dentro de las celdas y <o:p>",
)

case(
    "r2-nbconvert",
    "2GBSPR-4",
    "html",
    lambda: page(
        '<main><div class="jp-Cell jp-MarkdownCell"><div class="jp-RenderedHTMLCommon"><h2 id="Ejemplo-3">Ejemplo 3'
        '<a class="anchor-link" href="#Ejemplo-3">¶</a></h2><p>Hoja 2GBSPR-4</p></div></div>'
        '<div class="jp-Cell jp-CodeCell"><div class="jp-InputPrompt">In [3]:</div><div class="highlight"><pre><span>for'
        "</span> capa, (w, b) in capas.items():\n    print(f'{capa}: pesos={w} sesgos={b} params={w+b}')\n</pre></div>"
        '<div class="jp-OutputArea-output"><pre>FC1: pesos=143264 sesgos=242 params=143506\n'
        "FC2: pesos=45980 sesgos=190 params=46170\nFC3: pesos=7980 sesgos=42 params=8022\n"
        "FC4: pesos=630 sesgos=15 params=645\n</pre></div>"
        '<div class="jp-InputPrompt">In [4]:</div><div class="highlight"><pre>print("Total de parámetros:", total)\n</pre>'
        '</div><div class="jp-OutputArea-output"><pre>Total de parámetros: 198343\n</pre></div></div></main>',
        title="Tarea_ejemplo3",
    ),
    note="Cuaderno exportado a HTML: código y salidas en <pre>",
)

# --- Damage and doubts ---


def _negatives(book):
    sheet = book.add_worksheet("Hoja1")
    sheet.write(0, 0, "HCJAPE-W")
    percent = book.add_format({"num_format": "0%"})
    for r, row in enumerate(filled("HCJAPE-W", number=str), 2):
        for c, it in enumerate(row):
            if row[0] == "Flatten" and c == 2:
                sheet.write_number(r, c, -2662)
            elif row[0] == "FC" and c == 4:
                sheet.write_number(r, c, 0.14, percent)
            else:
                sheet.write(r, c, int(it) if str(it).isdigit() else it)
    sheet.write(8, 0, "Total de parámetros")
    sheet.write(8, 5, 37.898)


case(
    "r2-danos-de-excel",
    "HCJAPE-W",
    "xlsx",
    lambda: _book(_negatives),
    {"Flatten/out_shape": "review/correct", "FC/biases": "review", "total": "correct?"},
    note="«(2662)» se volvió −2662, 14 quedó como 14 %, y 37.898 como decimal",
)

case(
    "r2-abreviado",
    "FYR35V-5",
    "md",
    lambda: (
        "Hoja FYR35V-5\n\n"
        + md_table(
            filled("FYR35V-5", changes={"FC1/weights": "141k", "FC1/params": "≈141,2 mil", "CONV2/weights": "9,98 k"})
        )
        + "\nTotal de parámetros: 153626\n"
    ),
    {"FC1/weights": "review", "FC1/params": "review", "CONV2/weights": "review"},
    note="Números abreviados y redondeados",
)

case(
    "r2-a-medias",
    "Q57VSS-6",
    "md",
    lambda: (
        "Hoja Q57VSS-6\n\n"
        + md_table(
            filled(
                "Q57VSS-6",
                changes={
                    "CONV2_1/out_shape": "¿?",
                    "CONV2_1/weights": "por hacer",
                    "CONV2_1/params": "...",
                    "CONV2_2/weights": "xxx",
                    "OUT/params": "pendiente",
                    "CONV1_2/params": "3216?",
                },
            )
        )
        + "\nTotal de parámetros: TODO\n"
    ),
    {
        "CONV2_1/out_shape": "blank?",
        "CONV2_1/weights": "blank?",
        "CONV2_1/params": "blank?",
        "CONV2_2/weights": "blank?",
        "OUT/params": "blank?",
        "total": "blank?",
        "CONV1_2/params": "correct?",
    },
    note="Marcas de lo que falta: ¿?, por hacer, …, xxx, pendiente, TODO",
)

# --- Real mistakes ---

case(
    "r2-sesgo-dos-veces",
    "2F77HS-U",
    "md",
    lambda: (
        "2F77HS-U\n\n"
        + md_table(
            filled("2F77HS-U", changes={"CONV1/params": "1617 + 2·11 = 1639", "FC/params": "14553+2·27 = 14607"})
        )
        + "\nTotal de parámetros: 1639 + 14607 = 16246\n"
    ),
    {"CONV1/params": "misconception 1639", "FC/params": "misconception 14607", "total": "carried 16246"},
    note="Suma los sesgos dos veces",
)

case(
    "r2-total-de-pesos",
    "GZC5VF-K",
    "csv",
    lambda: csv_rows([["GZC5VF-K"], *filled("GZC5VF-K"), ["Total", "", "", "", "", "1909"]]),
    {"total": "misconception 1909"},
    note="El total suma solo los pesos",
)

case(
    "r2-columnas-cambiadas-en-una-fila",
    "44BBFR-F",
    "md",
    lambda: (
        "44BBFR-F\n\n"
        + md_table(filled("44BBFR-F", changes={"FC1/weights": "44", "FC1/biases": "8536"}))
        + "\nTotal de parámetros: 9075\n"
    ),
    {
        "FC1/weights": "incorrect/misconception 44",
        "FC1/biases": "incorrect/misconception 8536",
        "FC1/params": "correct/carried 8580",
    },
    note="Pesos y sesgos cambiados en una sola fila",
)

case(
    "r2-sin-regla",
    "SG33RG-K",
    "docx",
    lambda: document(
        "Hoja SG33RG-K",
        filled(
            "SG33RG-K",
            number=dots,
            changes={
                "CONV3/out_shape": "(15, 15, 34)",
                "POOL2/out_shape": "(7, 7, 34)",
                "Dropout/out_shape": "(7, 7, 34)",
                "Flatten/out_shape": "1666",
                "FC1/weights": "633.080",
                "FC1/params": "633.460",
                "CONV1/weights": "4.600",
                "CONV1/params": "4.631",
            },
        ),
        "Total de parámetros: 723.965",
    ),
    {
        "CONV3/out_shape": "incorrect/misconception [15, 15, 34]",
        "POOL2/out_shape": "carried [7, 7, 34]",
        "Dropout/out_shape": "carried [7, 7, 34]",
        "Flatten/out_shape": "carried [1666]",
        "FC1/weights": "carried 633080",
        "FC1/params": "carried 633460",
        "CONV1/weights": "incorrect 4600",
        "CONV1/params": "carried 4631",
        "total": "carried 723965",
    },
    note="Dos descuidos sin regla conocida, y todo lo demás sigue de ellos",
)
