"""Second round: worksheets that are no networks of layers, and assignments of several families.

Written and labelled before the checker saw any of it, by somebody who had read neither it nor the first round's files.
"""

# ruff: noqa: E501 (what a student writes in one line)
from __future__ import annotations

import io
import math

import xlsxwriter
from book import SHEETS, case
from shapes_of_files import converted, csv_rows, document, grid, html_table, md_table, notebook, page, printed, workbook
from word_habits import (
    add,
    both,
    control,
    deleted,
    fence,
    frac,
    inserted,
    run,
    sub,
    sup,
    t,
    table,
    text_box,
    total,
)
from word_habits import math as equation

SIZE_1, SIZE_2 = "KUT9KE-S", "HVVJMD-E"  # (46,46,12) 36 1 3 108 92 | (24,24,8) 29 1 3 72 112
GRAD_1, GRAD_2 = "YM6D9Q-2", "MUBRM9-D"
BACK_1, BACK_2 = "575URN-P", "SNNQFP-8"
SCALE_1, SCALE_2 = "YP4YQE-J", "W98Y4B-B"
MIX_1, MIX_2 = "M66RRE-M", "Q7PUS5-M"

WRONG = "misconception/incorrect"

# --- tamano-de-salida ------------------------------------------------------------------------------------------------

case(
    "r2-tamano-lista-automatica",
    SIZE_1,
    "docx",
    lambda: document(
        "Tamaño de la salida",
        "Nombre: Camila Restrepo Ibáñez     Código: KUT9KE‑S",
        add(run("Forma de salida: 46\u00a0×\u00a046\u00a0×\u00a012"), style="ListNumber"),
        add(run("m = ⌊(74 + 4 – 7)/2⌋ + 1 = 35 + 1 = 36"), style="ListNumber"),
        add(run("El padding es “1”"), style="ListNumber"),
        add(run("s = 3"), style="ListNumber"),
        add(run("F = 2052 / (3·3·2 + 1) = 108 filtros"), style="ListNumber"),
        add(run("m = 2760 / 30 = 92 neuronas…"), style="ListNumber"),
    ),
    {"*": "correct?"},
    note="numeración automática de Word, guion que no separa en el código, comillas tipográficas",
)

case(
    "r2-tamano-ecuaciones",
    SIZE_2,
    "docx",
    lambda: document(
        "# Tamaño de la salida (HVVJMD-E)",
        table(
            [
                ["Pregunta", "Procedimiento", "Respuesta"],
                ["P1", equation(t("m=") + frac(t("26+2·1−5"), t("1")) + t("+1=24")), equation(fence(t("24,24,8")))],
                [
                    "P2",
                    equation(t("m=") + fence(frac(t("56+2·2−3"), t("2")), "⌊", "⌋") + t("+1=28+1")),
                    equation(t("29")),
                ],
                ["P3", equation(t("p=") + frac(t("9·2−23+7"), t("2")) + t("=1")), equation(t("p=1"))],
                ["P4", equation(t("s=") + frac(t("97"), t("32")) + t("≈3,03")), equation(t("s=3"))],
                ["P5", equation(t("F=") + frac(t("1368"), sup(t("3"), t("2")) + t("·2+1"))), equation(t("72"))],
                ["P6", equation(t("m=") + frac(t("3248"), t("29")) + t("=112")), equation(t("112"))],
            ]
        ),
    ),
    note="objetos de ecuación en las celdas",
)

case(
    "r2-tamano-control-de-cambios",
    SIZE_1,
    "docx",
    lambda: document(
        "Código de hoja: KUT9KE-S",
        table(
            [
                ["Pregunta", "Detalle", "Respuesta"],
                ["P1", "n = 46, p = 2, f = 5, s = 1, C = 3, F = 12", deleted("(44,44,12)") + inserted("(46, 46, 12)")],
                ["P2", "n = 74, p = 2, f = 7, s = 2", run("3") + deleted("5", 3) + inserted("6", 4)],
                ["P3", "n = 41, f = 5, s = 2, m = 20", inserted("1", 5)],
                ["P4", "n = 139, p = 2, f = 5, m = 47", deleted("4", 6) + inserted("3", 7)],
                ["P5", "f = 3, C = 2, P = 2052", run("10") + inserted("8", 8)],
                ["P6", "n = 29, P = 2760", deleted("92", 9)],
            ]
        ),
    ),
    {"P6/answer": "blank?"},
    note="control de cambios: lo borrado no cuenta",
)

_PROMPT = "Haga clic o pulse aquí para escribir texto."
case(
    "r2-tamano-controles",
    SIZE_2,
    "docx",
    lambda: document(
        "Tamaño de la salida. Código de hoja: HVVJMD-E",
        table(
            [
                ["Pregunta", "Respuesta"],
                ["P1", control("alto 24, ancho 24, canales 8")],
                ["P2", control("29 px")],
                ["P3", control(_PROMPT, placeholder=True)],
                ["P4", control("stride 3")],
                ["P5", control("72 filtros")],
                ["P6", control(_PROMPT, placeholder=True)],
            ]
        ),
    ),
    {"P3/answer": "blank", "P6/answer": "blank"},
    note="controles de contenido, dos sin llenar",
)


def _sizes_book():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    draft, sheet = book.add_worksheet("borrador"), book.add_worksheet("Entrega")
    for row, (name, value) in enumerate([("P1", "44x44x12"), ("P2", 35.5), ("P4", 4)]):
        draft.write(row, 0, name)
        draft.write(row, 1, value)
    sheet.merge_range(0, 0, 0, 2, "Tamaño de la salida - hoja KUT9KE-S", book.add_format({"bold": True}))
    sheet.write_row(1, 0, ["Preg.", "Rta.", "Comprobación"])
    date, money = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "#,##0.00"})
    sheet.write_row(2, 0, ["P1", "46*46*12", "igual que la entrada (same)"])
    sheet.write_row(3, 0, ["P2"])
    sheet.write_formula(3, 1, "=INT((74+2*2-7)/2)+1", money, 36)
    sheet.write_row(4, 0, ["P3", "'1"])
    sheet.write_comment(4, 1, "lo despejé de la fórmula")
    sheet.write_row(5, 0, ["P4"])
    sheet.write_number(5, 1, 3, money)
    sheet.write_row(6, 0, ["P5"])
    sheet.write_number(6, 1, 108, date)
    sheet.write_row(7, 0, ["P6", "92"])
    sheet.write_formula(7, 2, "=A99/0", None, "#DIV/0!")
    book.close()
    return out.getvalue()


case(
    "r2-tamano-excel",
    SIZE_1,
    "xlsx",
    _sizes_book,
    {"*": "correct?", "P2/answer": "correct", "P5/answer": "correct/review"},
    note="borrador aparte con otros números, número con formato de fecha, apóstrofo de texto, #DIV/0! al lado",
)

case(
    "r2-tamano-whatsapp",
    SIZE_2,
    "txt",
    """[12/11/26, 9:38:10 p. m.] Los mensajes y las llamadas están cifrados de extremo a extremo.
[12/11/26, 9:41:03 p. m.] Íñigo: profe buenas noches, mi hoja es la HVVJMD-E
[12/11/26, 9:41:55 p. m.] Íñigo: P1: 24x24x8
[12/11/26, 9:42:20 p. m.] Íñigo: P2: 28
[12/11/26, 9:43:01 p. m.] Íñigo: P3: p=1
[12/11/26, 9:43:40 p. m.] Íñigo: P4: s=3
[12/11/26, 9:44:12 p. m.] Íñigo: perdón, la P2 es 29, me faltó el +1
[12/11/26, 9:45:00 p. m.] Íñigo: P5: 72 filtros 👍
[12/11/26, 9:45:31 p. m.] Íñigo: P6: 112 neuronas
""",
    {"P2/answer": "correct 29?"},
    note="chat exportado, con una corrección en otro mensaje",
)

case(
    "r2-tamano-whatsapp-android",
    SIZE_1,
    "txt",
    """12/11/2026, 21:41 - Camila Restrepo: Hoja KUT9KE-S
12/11/2026, 21:42 - Camila Restrepo: 1) 12@46x46
2) 36
3) 1
4) 3
12/11/2026, 21:47 - Camila Restrepo: 5) 108
6) 92
12/11/2026, 21:48 - Camila Restrepo: <Multimedia omitido>
12/11/2026, 21:50 - Camila Restrepo: mi cel es 300 123 4567 por si algo
""",
    {"*": "correct?"},
    note="chat de Android, preguntas por número",
)

case(
    "r2-tamano-foro",
    SIZE_1,
    "html",
    lambda: page(
        '<div class="editor_atto_content"><p dir="ltr" style="text-align: left;">Hoja&nbsp;KUT9KE-S<br></p>'
        "<p><strong>P1</strong>: Una imagen de 46x46x3 pasa por 12 filtros con kernel de 5x5, stride de 1 y padding de 2."
        " ¿Qué forma tiene la salida?<br>R/ (46,46) con 12 canales</p>"
        "<p><strong>P2</strong>: Por una imagen de 74x74 pasa un kernel de 7x7, stride de 2 y padding de 2. ¿Cuánto mide"
        " el lado m de la salida?<br>R/ <s>35</s> 36</p>"
        "<p><strong>P3</strong>: De una imagen de 41x41, con kernel de 5x5 y stride de 2, sale una de 20x20. ¿Qué padding"
        " p se usó?<br>R/ p&nbsp;=&nbsp;1</p>"
        "<p><strong>P4</strong>: De una imagen de 139x139, con kernel de 5x5 y padding de 2, sale una de 47x47. ¿Qué"
        " stride s se usó?<br>R/ s&nbsp;=&nbsp;3</p>"
        "<p><strong>P5</strong>: Una convolución con kernels de 3x3 sobre 2 canales tiene 2052 parámetros. ¿Cuántos"
        " filtros F son?<br>R/ 2052/(9·2+1) = 2052/19 = 108</p>"
        "<p><strong>P6</strong>: Una capa densa que recibe 29 valores tiene 2760 parámetros. ¿Cuántas neuronas m son?"
        "<br>R/ 92</p><p><br></p></div>"
    ),
    {"P1/answer": "correct?"},
    note="editor de Moodle, enunciados copiados, «R/»",
)

case(
    "r2-tamano-asistente",
    SIZE_2,
    "md",
    """¡Claro! Aquí tienes la solución paso a paso de la hoja **HVVJMD-E** 🚀

### 🧩 P1 — Forma de la salida
Usamos la fórmula:
$$m = \\left\\lfloor \\frac{n + 2p - f}{s} \\right\\rfloor + 1 = \\left\\lfloor \\frac{26 + 2(1) - 5}{1} \\right\\rfloor + 1 = 24$$
✅ **Respuesta:** $24 \\times 24 \\times 8$

---

### 📐 P2 — Lado de la salida
$$m = \\left\\lfloor \\frac{56 + 4 - 3}{2} \\right\\rfloor + 1 = \\lfloor 28.5 \\rfloor + 1 = 29$$
✅ **Respuesta:** $m = 29$

---

### 🧱 P3 — Padding
$10 = \\lfloor (23 + 2p - 7)/2 \\rfloor + 1 \\Rightarrow \\lfloor (16 + 2p)/2 \\rfloor = 9 \\Rightarrow p = 1$
✅ **Respuesta:** $p = 1$

---

### 👣 P4 — Stride
- Con $s=2$: $\\lfloor 97/2 \\rfloor + 1 = 49$ ❌
- Con $s=3$: $\\lfloor 97/3 \\rfloor + 1 = 33$ ✅
- Con $s=4$: $\\lfloor 97/4 \\rfloor + 1 = 25$ ❌

✅ **Respuesta:** $s = 3$

---

### 🎛️ P5 — Filtros
$F = 1368 / (3\\cdot 3\\cdot 2 + 1) = 1368/19$
✅ **Respuesta:** $F = 72$

---

### 🧠 P6 — Neuronas
✅ **Respuesta:** $m = 3248 / (28 + 1) = 112$

---

## 📊 Resumen
| Pregunta | Resultado |
|:--:|:--:|
| P1 | **24×24×8** |
| P2 | **29** |
| P3 | **1** |
| P4 | **3** |
| P5 | **72** |
| P6 | **112** |

¿Quieres que te explique algún paso con más detalle? 😊
""",
    note="respuesta de un asistente: pasos con candidatos, emojis y resumen",
)

case(
    "r2-tamano-notion",
    SIZE_1,
    "md",
    """# Tarea CNN

> [!note] Código
> KUT9KE-S

- [x] leer fórmulas
- [x] resolver
- [ ] revisar ortografía

| Pregunta | ¿Qué me dan? | Cuenta | Respuesta |
| --- | --- | --- | --- |
| **P1** | n=46, p=2, f=5 | `(46+4-5)/1+1`[^1] | **46 x 46 x 12** |
| **P2** | n=74, p=2, f=7, s=2 | $\\lvert\\frac{71}{2}\\rvert+1$ <br> = 35+1 | **36** |
| **P3** | n=41, f=5, s=2, m=20 | 19·2 = 36+2p <br> 38 = 36+2p | p=**1** |
| **P4** | 138/46 \\| 46 pasos | = 3 | **3** ✔ |
| **P5** | P=2052 | 2052/19 | ==108== |
| **P6** | P=2760 | 2760/30 | <u>92</u> |

[^1]: same padding
""",
    note="Notion y Obsidian: avisos, casillas, notas al pie, barras con escape, resaltado",
)

case(
    "r2-tamano-dictado",
    SIZE_2,
    "txt",
    "hola profe esta es mi tarea del código HVVJMD-E la pregunta uno da veinticuatro por veinticuatro por ocho la pregunta"
    " dos da veintinueve la tres padding uno la cuatro stride tres la cinco son setenta y dos filtros y la seis son ciento"
    " doce neuronas gracias\n",
    {"*": "correct?"},
    note="dictado por voz, sin puntuación y con números en palabras",
)

case(
    "r2-tamano-escaneado",
    SIZE_1,
    "txt",
    """TAMANO DE LA SAL1DA
Codigo de hoja: KUT9KE-S
P1: (46, 46, I2)
P2: 36
P3: l
P4: 3
P5: 1O8
P6: 9 2
""",
    {
        "P1/answer": "correct/review",
        "P3/answer": "correct/review",
        "P5/answer": "correct/review",
        "P6/answer": "correct/review",
    },
    note="ruido de OCR: I, l y O en vez de cifras",
)

case(
    "r2-tamano-errores",
    SIZE_1,
    "csv",
    csv_rows(
        [
            ["Hoja", "KUT9KE-S", ""],
            ["Pregunta", "Respuesta", "Procedimiento"],
            ["P1", "(46, 46, 3)", "los canales no cambian"],
            ["P2", "37", "35.5 se redondea a 36 y +1"],
            ["P3", "2", "2p = 2"],
            ["P4", "3", ""],
            ["P5", "114", "2052/18"],
            ["P6", "95,17", "2760/29"],
        ]
    ),
    {
        "P1/answer": WRONG,
        "P2/answer": WRONG + " 37",
        "P3/answer": WRONG + " 2",
        "P5/answer": WRONG + " 114",
        "P6/answer": WRONG + "?",
    },
    note="errores de verdad: canales, techo, padding total, sin sesgo, un cociente que no es entero",
)

case(
    "r2-tamano-dos-columnas",
    SIZE_2,
    "pdf",
    lambda: printed(
        page(
            "<h2>Trabajo: Tamanho da saída / Output size</h2><p>Código: HVVJMD-E</p>"
            + html_table(
                [
                    ["Questão", "Answer"],
                    ["P1", "[24, 24, 8]"],
                    ["P2", "m = 29"],
                    ["P3", "p = 1"],
                    ["P4", "s = 3"],
                    ["P5", "F = 72"],
                    ["P6", "112 neurônios"],
                ],
                'border="1" cellpadding="6"',
            )
            + "<p><i>Íñigo — pág. 1 de 1</i></p>"
        )
    ),
    note="impreso del navegador, portugués e inglés",
)

case(
    "r2-tamano-ods",
    SIZE_1,
    "ods",
    lambda: converted(
        workbook(
            {
                "Hoja1": grid(
                    [
                        ["Estudiante", "Camila", "", ""],
                        ["Código", "KUT9KE-S", "", ""],
                        ["", "", "", ""],
                        ["Nº", "Pregunta", "Fórmula", "Respuesta"],
                        [1.0, "P1", "(n+2p-f)/s+1", "46×46×12"],
                        [2.0, "P2", "⌊(n+2p-f)/s⌋+1", 36.0],
                        [3.0, "P3", "despejar p", 1.0],
                        [4.0, "P4", "despejar s", 3.0],
                        [5.0, "P5", "P/(f²C+1)", 108.0],
                        [6.0, "P6", "P/(n+1)", ("=2760/30", 92)],
                    ]
                )
            }
        ),
        "xlsx",
        "ods",
    ),
    note="LibreOffice, con columnas de más y una fórmula",
)

# --- inciso-3: gradientes --------------------------------------------------------------------------------------------


def _at(letter, low, layer):
    return both(t(letter), t(low), t(f"({layer})"))


case(
    "r2-gradiente-ecuaciones",
    GRAD_1,
    "docx",
    lambda: document(
        "Inciso 3, hoja YM6D9Q-2",
        table(
            [
                ["Cantidad", "Expresión"],
                ["Error 6", equation(sub(t("d"), t("4")) + t("−") + _at("y", "4", 6))],
                ["Delta 6", equation(_at("e", "4", 6) + t("∙3") + sup(fence(_at("neta", "4", 6)), t("2")))],
                ["Error 5", equation(total(t("i=1"), t("4"), _at("w", "i1", 5) + _at("δ", "i", 6)))],
                ["Delta 5", equation(_at("e", "1", 5) + t("∙1"))],
                ["Error 4", equation(total(t("i=1"), t("5"), _at("w", "i2", 4) + _at("δ", "i", 5)))],
                ["Delta 4", equation(_at("e", "2", 4) + fence(t("1−") + sup(fence(_at("y", "2", 4)), t("2"))))],
                ["Error 3", equation(total(t("i=1"), t("4"), _at("w", "i2", 3) + _at("δ", "i", 4)))],
                ["Delta 3", equation(_at("e", "2", 3) + _at("y", "2", 3) + fence(t("1−") + _at("y", "2", 3)))],
                ["Error 2", equation(total(t("i=1"), t("7"), _at("w", "i4", 2) + _at("δ", "i", 3)))],
                ["Delta 2", equation(_at("e", "4", 2) + fence(t("1−") + sup(fence(_at("y", "4", 2)), t("2"))))],
                [
                    "Peso",
                    equation(_at("w", "42", 1) + fence(t("t")) + t("+α") + _at("δ", "4", 2) + _at("y", "2", 1)),
                ],
            ]
        ),
    ),
    note="objetos de ecuación de Word",
)

_LATEX_1 = {
    "Error 6": r"d_4 - y_4^{(6)}",
    "Delta 6": r"3\, e_4^{(6)} \left(\text{neta}_4^{(6)}\right)^2",
    "Error 5": r"\sum_{i=1}^{4} w_{i1}^{(5)}\,\delta_i^{(6)}",
    "Delta 5": r"e_1^{(5)}",
    "Error 4": r"\sum_{i=1}^{5} w_{i2}^{(4)}\,\delta_i^{(5)}",
    "Delta 4": r"e_2^{(4)} \left[1 - \left(y_2^{(4)}\right)^2\right]",
    "Error 3": r"\sum_{i=1}^{4} w_{i2}^{(3)}\,\delta_i^{(4)}",
    "Delta 3": r"e_2^{(3)}\, y_2^{(3)} \left(1 - y_2^{(3)}\right)",
    "Error 2": r"\sum_{i=1}^{7} w_{i4}^{(2)}\,\delta_i^{(3)}",
    "Delta 2": r"e_4^{(2)} \left[1 - \left(y_4^{(2)}\right)^2\right]",
    "Peso": r"w_{42}^{(1)}(t) + \alpha\, \delta_4^{(2)}\, y_2^{(1)}",
}

case(
    "r2-gradiente-obsidian",
    GRAD_1,
    "md",
    "---\ntags: [redes, tarea]\nhoja: YM6D9Q-2\n---\n\n> [!info]- Notación\n> $e$ error, $\\delta$ delta, $\\alpha$ tasa\n\n"
    + md_table(
        [["Cantidad", "Expresión", "Check"], *([f"**{name}**", f"${it}$", "✅"] for name, it in _LATEX_1.items())]
    )
    + "\n[[Apuntes redes]] #backprop\n",
    note="Obsidian: cabecera YAML, aviso plegado, LaTeX en celdas",
)

case(
    "r2-gradiente-asistente",
    GRAD_1,
    "md",
    r"""# 🧠 Solución del Inciso 3 (hoja YM6D9Q-2)

Vamos de la salida hacia atrás.

## 1️⃣ Capa 6 (activación cúbica)

El error es la diferencia entre lo deseado y lo obtenido:

$$\boxed{e_4^{(6)} = d_4 - y_4^{(6)}}$$

Como $f(x) = x^3$, entonces $f'(x) = 3x^2$, y por tanto:

$$\boxed{\delta_4^{(6)} = e_4^{(6)} \cdot 3\left(neta_4^{(6)}\right)^2}$$

## 2️⃣ Capa 5 (activación lineal)

$$\boxed{e_1^{(5)} = \sum_{i=1}^{4} w_{i1}^{(5)} \delta_i^{(6)}}$$

$$\boxed{\delta_1^{(5)} = e_1^{(5)} \cdot 1 = e_1^{(5)}}$$

## 3️⃣ Capa 4 (tanh)

$$\boxed{e_2^{(4)} = \sum_{i=1}^{5} w_{i2}^{(4)} \delta_i^{(5)}}$$

$$\boxed{\delta_2^{(4)} = e_2^{(4)} \left(1 - (y_2^{(4)})^2\right)}$$

## 4️⃣ Capa 3 (logística)

$$\boxed{e_2^{(3)} = \sum_{i=1}^{4} w_{i2}^{(3)} \delta_i^{(4)}}$$

$$\boxed{\delta_2^{(3)} = e_2^{(3)} \, y_2^{(3)} \left(1 - y_2^{(3)}\right)}$$

## 5️⃣ Capa 2 (tanh)

$$\boxed{e_4^{(2)} = \sum_{i=1}^{7} w_{i4}^{(2)} \delta_i^{(3)}}$$

$$\boxed{\delta_4^{(2)} = e_4^{(2)} \left(1 - (y_4^{(2)})^2\right)}$$

## 🏁 Actualización del peso

$$\boxed{w_{42}^{(1)}(t+1) = w_{42}^{(1)}(t) + \alpha \, \delta_4^{(2)} \, y_2^{(1)}}$$

¡Y eso es todo! 🎉
""",
    note="asistente: recuadros, sin nombrar las filas de la tabla",
)

case(
    "r2-gradiente-correo",
    GRAD_2,
    "txt",
    """De: inigo@correo.example
Asunto: RE: Inciso 3
Fecha: jue, 12 nov 2026 23:58

Buenas noches, profesora. Va lo de la hoja MUBRM9-D:

e4(6) = d4 - y4(6)
delta4(6) = 3*e4(6)*neta4(6)^2
e4(5) = w14(5)*delta1(6) + w24(5)*delta2(6) + w34(5)*delta3(6) + w44(5)*delta4(6)
delta4(5) = e4(5)
e4(4) = suma desde i=1 hasta 7 de w_i4(4)*delta_i(5)
delta4(4) = e4(4)*(1 - y4(4)^2)
e1(3) = suma desde i=1 hasta 4 de w_i1(3)*delta_i(4)
delta1(3) = e1(3)*y1(3)*(1 - y1(3))
e5(2) = suma desde i=1 hasta 6 de w_i5(2)*delta_i(3)
delta5(2) = e5(2)*(1 - y5(2)^2)
w53(1)(t+1) = w53(1)(t) + alfa*delta5(2)*y3(1)

Un saludo,
Íñigo
Tel. +34 600 123 456

> El 11 nov 2026, a las 10:00, la profesora escribió:
> Recuerden que e = d - y y que la delta de la salida es
> delta = e * f'(neta)
""",
    note="correo con la cita de la profesora debajo",
)


def _html_at(letter, low, layer):
    return f"<i>{letter}</i><sub>{low}</sub><sup>({layer})</sup>"


case(
    "r2-gradiente-subindices",
    GRAD_2,
    "html",
    lambda: page(
        "<p><span style='font-weight:400'>MUBRM9-D</span></p>"
        + html_table(
            [
                ["Cantidad", "Detalle", "Expresión"],
                ["Error 6", "e₄⁽⁶⁾", f"<i>d</i><sub>4</sub> – {_html_at('y', 4, 6)}"],
                ["Delta 6", "δ₄⁽⁶⁾", f"3 · {_html_at('e', 4, 6)} · ({_html_at('neta', 4, 6)})<sup>2</sup>"],
                ["Error 5", "e₄⁽⁵⁾", f"Σ<sub>i=1</sub><sup>4</sup> {_html_at('w', 'i4', 5)} {_html_at('δ', 'i', 6)}"],
                ["Delta 5", "δ₄⁽⁵⁾", _html_at("e", 4, 5)],
                ["Error 4", "e₄⁽⁴⁾", f"Σ<sub>i=1</sub><sup>7</sup> {_html_at('w', 'i4', 4)} {_html_at('δ', 'i', 5)}"],
                ["Delta 4", "δ₄⁽⁴⁾", f"{_html_at('e', 4, 4)} (1 – ({_html_at('y', 4, 4)})<sup>2</sup>)"],
                ["Error 3", "e₁⁽³⁾", f"Σ<sub>i=1</sub><sup>4</sup> {_html_at('w', 'i1', 3)} {_html_at('δ', 'i', 4)}"],
                [
                    "Delta 3",
                    "δ₁⁽³⁾",
                    f"{_html_at('e', 1, 3)}&nbsp;{_html_at('y', 1, 3)}&nbsp;(1 – {_html_at('y', 1, 3)})",
                ],
                ["Error 2", "e₅⁽²⁾", f"Σ<sub>i=1</sub><sup>6</sup> {_html_at('w', 'i5', 2)} {_html_at('δ', 'i', 3)}"],
                ["Delta 2", "δ₅⁽²⁾", f"{_html_at('e', 5, 2)} (1 – ({_html_at('y', 5, 2)})<sup>2</sup>)"],
                ["Peso", "w₅₃⁽¹⁾(t+1)", f"{_html_at('w', 53, 1)}(t) + α {_html_at('δ', 5, 2)} {_html_at('y', 3, 1)}"],
            ]
        )
    ),
    note="Google Docs: subíndices y superíndices, guion largo por menos",
)

case(
    "r2-gradiente-cuaderno",
    GRAD_2,
    "ipynb",
    lambda: notebook(
        ("md", "# Inciso 3\n**Hoja:** MUBRM9-D"),
        (
            "md",
            r"""$$
\begin{aligned}
e_4^{(6)} &= d_4 - y_4^{(6)} \\
\delta_4^{(6)} &= e_4^{(6)} \cdot 3 (neta_4^{(6)})^2 \\
e_4^{(5)} &= \sum_{i=1}^{4} w_{i4}^{(5)} \delta_i^{(6)} \\
\delta_4^{(5)} &= e_4^{(5)} \\
e_4^{(4)} &= \sum_{i=1}^{7} w_{i4}^{(4)} \delta_i^{(5)} \\
\delta_4^{(4)} &= e_4^{(4)} (1 - (y_4^{(4)})^2) \\
e_1^{(3)} &= \sum_{i=1}^{4} w_{i1}^{(3)} \delta_i^{(4)} \\
\delta_1^{(3)} &= e_1^{(3)} y_1^{(3)} (1 - y_1^{(3)}) \\
e_5^{(2)} &= \sum_{i=1}^{6} w_{i5}^{(2)} \delta_i^{(3)} \\
\delta_5^{(2)} &= e_5^{(2)} (1 - (y_5^{(2)})^2) \\
w_{53}^{(1)}(t+1) &= w_{53}^{(1)}(t) + \alpha \delta_5^{(2)} y_3^{(1)}
\end{aligned}
$$""",
        ),
        (
            "code",
            "# comprobación de la derivada\nimport sympy as sp\nx = sp.Symbol('x')\nsp.diff(x**3)",
            {"text/plain": "3*x**2"},
        ),
    ),
    note="Colab: un solo bloque alineado",
)

case(
    "r2-gradiente-portugues",
    GRAD_1,
    "md",
    "Folha: YM6D9Q-2\n\n"
    + md_table(
        [
            ["Quantidade", "Expressão"],
            ["Erro 6", "d4 - y4^(6)"],
            ["Delta 6", "e4^(6) * 3 * (net4^(6))^2"],
            ["Erro 5", "soma_{i=1}^{4} wi1^(5) * δi^(6)"],
            ["Delta 5", "e1^(5)"],
            ["Erro 4", "soma_{i=1}^{5} wi2^(4) * δi^(5)"],
            ["Delta 4", "e2^(4) * (1 - (y2^(4))^2)"],
            ["Erro 3", "soma_{i=1}^{4} wi2^(3) * δi^(4)"],
            ["Delta 3", "e2^(3) * y2^(3) * (1 - y2^(3))"],
            ["Erro 2", "soma_{i=1}^{7} wi4^(2) * δi^(3)"],
            ["Delta 2", "e4^(2) * (1 - (y4^(2))^2)"],
            ["Peso", "w42^(1)(t) + η * δ4^(2) * y2^(1)"],
        ]
    ),
    {"Error *": "correct?", "Error 6/*": "correct", "Peso/*": "correct?"},
    note="portugués, «soma», η por α",
)

case(
    "r2-gradiente-fallos",
    GRAD_2,
    "md",
    "Inciso 3 — MUBRM9-D\n\n"
    + md_table(
        [
            ["Cantidad", "Expresión"],
            ["Error 6", "$y_4^{(6)} - d_4$"],
            ["Delta 6", "$e_4^{(6)} \\cdot 3 \\, y_4^{(6)2}$"],
            ["Error 5", "$\\sum_{i=1}^{4} w_{4i}^{(5)} \\delta_i^{(6)}$"],
            ["Delta 5", "$e_4^{(5)}$"],
            ["Error 4", "$\\sum_{i=1}^{7} w_{i4}^{(4)} \\delta_i^{(4)}$"],
            ["Delta 4", "$e_4^{(4)} \\, y_4^{(4)} (1 - y_4^{(4)})$"],
            ["Error 3", "$\\sum_{i=1}^{4} w_{i1}^{(3)} \\delta_i^{(4)}$"],
            ["Delta 3", "$y_1^{(3)} (1 - y_1^{(3)})$"],
            ["Error 2", "no alcancé"],
            ["Delta 2", "?"],
            ["Peso", "$w_{53}^{(1)}(t) - \\alpha \\, \\delta_5^{(2)} y_3^{(1)}$"],
        ]
    ),
    {
        "Error 6/*": WRONG,
        "Delta 6/*": WRONG + "?",
        "Error 5/*": WRONG,
        "Error 4/*": WRONG,
        "Delta 4/*": WRONG,
        "Delta 3/*": WRONG,
        "Error 2/*": "blank?",
        "Delta 2/*": "blank?",
        "Peso/*": WRONG,
    },
    note="errores de verdad: signo, derivada de otra función, índices al revés, sin error, sin alcanzar",
)

case(
    "r2-gradiente-excel",
    GRAD_2,
    "xlsx",
    lambda: workbook(
        {
            "Hoja 1": grid(
                [
                    ["Código de hoja:", "MUBRM9-D", ""],
                    ["Cantidad", "Detalle", "Expresión"],
                    ["Error 6", "e₄⁽⁶⁾", "d4 – y4(6)"],
                    ["Delta 6", "δ₄⁽⁶⁾", "= e4(6) * 3 * neta4(6)²"],
                    ["Error 5", "e₄⁽⁵⁾", "= Σ wi4(5)·δi(6), i=1..4"],
                    ["Delta 5", "δ₄⁽⁵⁾", "= e4(5) × 1"],
                    ["Error 4", "e₄⁽⁴⁾", "= Σ wi4(4)·δi(5), i=1..7"],
                    ["Delta 4", "δ₄⁽⁴⁾", "= e4(4) * (1 – y4(4)²)"],
                    ["Error 3", "e₁⁽³⁾", "= Σ wi1(3)·δi(4), i=1..4"],
                    ["Delta 3", "δ₁⁽³⁾", "= e1(3) * y1(3) * (1 – y1(3))"],
                    ["Error 2", "e₅⁽²⁾", "= Σ wi5(2)·δi(3), i=1..6"],
                    ["Delta 2", "δ₅⁽²⁾", "= e5(2) * (1 – y5(2)²)"],
                    ["Peso", "w₅₃⁽¹⁾(t+1)", "= w53(1)(t) + α*δ5(2)*y3(1)"],
                ]
            )
        }
    ),
    {"Error 5/*": "correct?", "Error 4/*": "correct?", "Error 3/*": "correct?", "Error 2/*": "correct?"},
    note="Excel: texto que empieza por «=», el límite de la suma detrás",
)

case(
    "r2-gradiente-superindices-perdidos",
    GRAD_1,
    "txt",
    """Inciso 3   YM6D9Q-2
Error 6: d4 − y4(6)
Delta 6: e4(6)·3·(neta4(6))2
Error 5: Σi wi1(5) δi(6)
Delta 5: e1(5)
Error 4: Σi wi2(4) δi(5)
Delta 4: e2(4)·(1 − (y2(4))2)
Error 3: Σi wi2(3) δi(4)
Delta 3: e2(3)·y2(3)·(1 − y2(3))
Error 2: Σi wi4(2) δi(3)
Delta 2: e4(2)·(1 − (y4(2))2)
Peso: w42(1)(t) + α·δ4(2)·y2(1)
""",
    {
        "Delta 6/*": "correct/review",
        "Delta 4/*": "correct/review",
        "Delta 2/*": "correct/review",
        "Error 5/*": "correct?",
        "Error 4/*": "correct?",
        "Error 3/*": "correct?",
        "Error 2/*": "correct?",
    },
    note="pegado como texto: el cuadrado quedó como un 2 suelto",
)

# --- inciso-4: retropropagación --------------------------------------------------------------------------------------


def step(code, *, hidden_net=None, slope=True, sign=1):
    """Every asked number of an `inciso-4`, with a student's way: a wrong net, no slope at the output, y − d."""
    (it,) = SHEETS[code].instances
    given = {layer.name: layer.parameters for layer in it.layers}
    row = lambda name, what: [given[name][f"{what}[{i}]"] for i in range(1, 5)]  # noqa: E731
    matrix = lambda name: [[given[name][f"weights[{i},{j}]"] for j in range(1, 5)] for i in range(1, 5)]  # noqa: E731
    xs, ds = row("Entrada", "values"), row("Entrenamiento", "targets")
    rate, back = given["Entrenamiento"]["rate"], matrix("Salida")
    told = {}
    ys = []
    for i, (ws, b) in enumerate(zip(matrix("Oculta"), row("Oculta", "biases"), strict=True), 1):
        net = sum(w * x for w, x in zip(ws, xs, strict=True)) + b
        if hidden_net and i in hidden_net:
            net = hidden_net[i]
        ys.append(math.tanh(net))
        told |= {f"Oculta {i}/net": net, f"Oculta {i}/output": ys[-1]}
    deltas = []
    for i, (ws, b, d) in enumerate(zip(back, row("Salida", "biases"), ds, strict=True), 1):
        net = sum(w * y for w, y in zip(ws, ys, strict=True)) + b
        out = 1 / (1 + math.exp(-net))
        error = sign * (d - out)
        deltas.append(error * (out * (1 - out) if slope else 1))
        told |= {f"Salida {i}/net": net, f"Salida {i}/output": out}
        told |= {f"Salida {i}/error": error, f"Salida {i}/delta": deltas[-1]}
    error = sum(back[i][0] * deltas[i] for i in range(4))
    delta = error * (1 - ys[0] ** 2)
    told |= {"Oculta 1/error": error, "Oculta 1/delta": delta}
    told["b(1) Oculta/updated"] = given["Oculta"]["biases[1]"] + rate * delta
    told["w(2,4) Salida/updated"] = back[1][3] + rate * deltas[1] * ys[3]
    return told


def four(value, mark="."):
    return f"{value + 0:.4f}".replace(".", mark)


NEURONS = [f"{layer} {i}" for layer in ("Oculta", "Salida") for i in range(1, 5)]


def back_rows(told, say=four, gap=""):
    """Neuron, neta, y, e, δ of the eight neurons."""
    return [
        [
            name,
            *(
                say(told[f"{name}/{it}"]) if f"{name}/{it}" in told else gap
                for it in ("net", "output", "error", "delta")
            ),
        ]
        for name in NEURONS
    ]


_RIGHT_1, _RIGHT_2 = step(BACK_1), step(BACK_2)


def _back_book():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    bold = book.add_format({"bold": True, "align": "center"})
    sheet, draft = book.add_worksheet("Retropropagación"), book.add_worksheet("Pruebas")
    sheet.write(0, 0, "Código de hoja")
    sheet.write(0, 1, "575URN-P")
    sheet.merge_range(2, 1, 2, 4, "CAPA OCULTA", bold)
    sheet.merge_range(2, 5, 2, 8, "CAPA DE SALIDA", bold)
    sheet.write_row(3, 0, ["", *([f"Neurona {i}" for i in range(1, 5)] * 2)], bold)
    for r, (words, what) in enumerate(
        [("neta", "net"), ("salida y", "output"), ("error e", "error"), ("delta δ", "delta")]
    ):
        sheet.write(4 + r, 0, words)
        for c, name in enumerate(NEURONS):
            if f"{name}/{what}" in _RIGHT_1:
                sheet.write_formula(4 + r, 1 + c, f"=Pruebas!A{c + 1}", None, _RIGHT_1[f"{name}/{what}"])
    sheet.write_row(9, 0, ["b(1) Oculta nuevo", _RIGHT_1["b(1) Oculta/updated"]])
    sheet.write_row(10, 0, ["w(2,4) Salida nuevo", _RIGHT_1["w(2,4) Salida/updated"]])
    draft.write_column(0, 0, [0.5, 0.25, 0.125, 0.0625])
    book.close()
    return out.getvalue()


case(
    "r2-retro-excel-traspuesto",
    BACK_1,
    "xlsx",
    _back_book,
    {"*": "correct?"},
    note="una columna por neurona, encabezados combinados, todos los decimales",
)

case(
    "r2-retro-impresiones",
    BACK_2,
    "ipynb",
    lambda: notebook(
        ("md", "## Inciso 4 — hoja SNNQFP-8"),
        (
            "code",
            (
                '#@title Datos { display-mode: "form" }\nalfa = 0.6 #@param {type:"number"}\nx = np.array([1.5, 0, 0, -1])\n'
                "# y = 1/(1+np.exp(-neta))   # así no era: la oculta es tanh"
            ),
        ),
        (
            "code",
            "for i in range(4):\n    print(f'Oculta {i+1}: neta = {n1[i]:.4f}, y = {y1[i]:.4f}')",
            "".join(
                f"Oculta {i}: neta = {four(_RIGHT_2[f'Oculta {i}/net'])}, y = {four(_RIGHT_2[f'Oculta {i}/output'])}\n"
                for i in range(1, 5)
            ),
        ),
        (
            "code",
            "for i in range(4):\n    print(f'Salida {i+1}: neta = {n2[i]:.4f}, y = {y2[i]:.4f}, e = {e2[i]:.4f}, delta = {d2[i]:.4f}')",
            "".join(
                f"Salida {i}: neta = {four(_RIGHT_2[f'Salida {i}/net'])}, y = {four(_RIGHT_2[f'Salida {i}/output'])}, "
                f"e = {four(_RIGHT_2[f'Salida {i}/error'])}, delta = {four(_RIGHT_2[f'Salida {i}/delta'])}\n"
                for i in range(1, 5)
            ),
        ),
        (
            "code",
            "print('Oculta 1: error =', e1.round(4), ' delta =', d1.round(4))\nprint('b(1) nuevo =', b1)\nprint('w(2,4) nuevo =', w24)",
            (
                f"Oculta 1: error = {four(_RIGHT_2['Oculta 1/error'])}  delta = {four(_RIGHT_2['Oculta 1/delta'])}\n"
                f"b(1) nuevo = {_RIGHT_2['b(1) Oculta/updated']}\nw(2,4) nuevo = {_RIGHT_2['w(2,4) Salida/updated']}\n"
            ),
        ),
    ),
    note="Colab con formularios y f-strings",
)


def _frame(told):
    rows = back_rows(told, gap="NaN")
    head = "<thead><tr><th></th><th>neta</th><th>y</th><th>e</th><th>delta</th></tr></thead>"
    body = "".join(
        "<tr><th>" + name + "</th>" + "".join(f"<td>{it}</td>" for it in rest) + "</tr>" for name, *rest in rows
    )
    plain = "            neta       y       e   delta\n" + "\n".join(
        f"{name}  " + "  ".join(f"{it:>7}" for it in rest) for name, *rest in rows
    )
    return {
        "text/html": f'<table border="1" class="dataframe">{head}<tbody>{body}</tbody></table>',
        "text/plain": plain,
    }


case(
    "r2-retro-dataframe",
    BACK_1,
    "ipynb",
    lambda: notebook(
        ("md", "Estudiante: Camila. Código de hoja: **575URN-P**"),
        (
            "code",
            "tabla = pd.DataFrame(filas, columns=['neta','y','e','delta'], index=nombres)\ntabla.round(4)",
            _frame(_RIGHT_1),
        ),
        (
            "code",
            "from IPython.display import display, Markdown\ndisplay(Markdown(f'**b(1) Oculta** nuevo valor: {b:.4f}  \\n**w(2,4) Salida** nuevo valor: {w:.4f}'))",
            {
                "text/markdown": "**b(1) Oculta** nuevo valor: 0.3039  \n**w(2,4) Salida** nuevo valor: 1.8102",
                "text/plain": "<IPython.core.display.Markdown object>",
            },
        ),
    ),
    note="DataFrame con NaN y display(Markdown(…))",
)

case(
    "r2-retro-word",
    BACK_2,
    "docx",
    lambda: document(
        "# Inciso 4",
        "Código de hoja: SNNQFP-8",
        "Capa oculta (tanh)",
        [
            ["Neurona", "neta", "salida y"],
            *(row[:3] for row in back_rows(_RIGHT_2, lambda v: four(v, ",").replace("-", "–"))[:4]),
        ],
        "Capa de salida (sigmoidal)",
        [
            ["Neurona", "neta", "salida y", "error e", "delta δ"],
            *back_rows(_RIGHT_2, lambda v: four(v, ",").replace("-", "–"))[4:],
        ],
        "Hacia atrás, Oculta 1: error e = –0,2509 y delta δ = –0,2509 · (1 – 0,8337²) = –0,0765.",
        "Nuevo b(1) Oculta = –0,4 + 0,6 · (–0,0765) = –0,4459",
        "Nuevo w(2,4) Salida = –1,3 + 0,6 · 0,1479 · 0,8178 = –1,2274",
    ),
    note="guion largo por menos, dos tablas y el resto en frases",
)

case(
    "r2-retro-columnas-de-mas",
    BACK_1,
    "md",
    "**Hoja** 575URN-P · Santiago de Chile\n\n"
    + md_table(
        [
            ["Neurona", "Cálculo", "neta", "salida y", "¿OK?"],
            ["Oculta 1", "0,6 − 0,6 + 0,8 + 0 + 0,3", "1,1", "tanh(1,1) ≈ 0,8005", "✔"],
            ["Oculta 2", "1 − 0,4 + 0,6 − 0,8", "0,4", "tanh(0,4) ≈ 0,3799", "✔"],
            ["Oculta 3", "1,8 + 0,7 − 0,8 + 0,7", "2,4", "tanh(2,4) ≈ 0,9837", "✔"],
            ["Oculta 4", "−1,4 + 0,5 + 1,4 + 0,9", "1,4", "tanh(1,4) ≈ 0,8854", "✔"],
        ]
    )
    + "\n"
    + md_table(
        [
            ["Neurona", "neta", "salida y", "error e", "delta δ", "comentario"],
            ["Salida 1", "-1,4847", ",1847", "-,1847", "-2,78·10⁻²", "e = 0 − y"],
            ["Salida 2", "-,7290", ",3254", ",1746", "3,83·10⁻²", "e = 0,5 − y"],
            ["Salida 3", ",6223", ",6508", ",3492", "7,94·10⁻²", "e = 1 − y"],
            ["Salida 4", ",9201", ",7151", "-,2151", "-4,38·10⁻²", "e = 0,5 − y"],
        ]
    )
    + "\nPara Oculta 1 el error es 0,0362 y la delta 0,0130.\n\n- b(1) Oculta: 0,3 + 0,3·0,0130 = **0,3039**\n"
    "- w(2,4) Salida: 1,8 + 0,3·0,0383·0,8854 = **1,8102**\n",
    note="sin cero delante de la coma, ≈, notación científica",
)

case(
    "r2-retro-latex",
    BACK_2,
    "tex",
    lambda: (
        "\\documentclass{article}\\usepackage{siunitx,booktabs,multirow}\\begin{document}\nHoja: SNNQFP-8\n\n"
        "\\begin{tabular}{llrrrr}\\toprule\nCapa & Neurona & $neta$ & $y$ & $e$ & $\\delta$ \\\\ \\midrule\n"
        + "".join(
            ("\\multirow{4}{*}{" + name.split()[0] + "}" if name.endswith("1") else "")
            + f" & {name.split()[1]} & "
            + " & ".join(f"\\num{{{it}}}" if it else "--" for it in rest)
            + " \\\\\n"
            for name, *rest in back_rows(_RIGHT_2)
        )
        + "\\bottomrule\\end{tabular}\n\n\\[ b_1^{Oculta} = \\num{-0.4459} \\]\n\\[ w_{24}^{Salida} = \\num{-1.2274} \\]\n"
        "\\end{document}\n"
    ),
    {"*": "correct?", "Salida */*": "correct?"},
    note="tabular con multirow y siunitx",
)

_NET = step(BACK_2, hidden_net={2: -1.2})
case(
    "r2-retro-un-desliz",
    BACK_2,
    "csv",
    csv_rows(
        [
            ["SNNQFP-8"],
            ["Neurona o peso", "neta", "salida y", "error e", "delta δ", "nuevo valor"],
            *([*row, ""] for row in back_rows(_NET, lambda v: four(v, ","))),
            ["b(1) Oculta", "", "", "", "", four(_NET["b(1) Oculta/updated"], ",")],
            ["w(2,4) Salida", "", "", "", "", four(_NET["w(2,4) Salida/updated"], ",")],
        ]
    ),
    {
        "*": "carried",
        "Oculta */*": "correct",
        "Oculta 2/net": WRONG + "/slip",
        "Oculta 2/output": "carried",
        "Oculta 1/error": "carried",
        "Oculta 1/delta": "carried",
    },
    note="un signo del sesgo en Oculta 2, y todo lo demás se sigue de él",
)

_SIGN = step(BACK_1, sign=-1)
case(
    "r2-retro-signo",
    BACK_1,
    "txt",
    lambda: (
        "Inciso 4\nCódigo 575URN-P\n\n"
        + "".join(
            f"{name}: neta={four(_SIGN[f'{name}/net'])}  y={four(_SIGN[f'{name}/output'])}"
            + (
                f"  e={four(_SIGN[f'{name}/error'])}  delta={four(_SIGN[f'{name}/delta'])}"
                if f"{name}/error" in _SIGN
                else ""
            )
            + "\n"
            for name in NEURONS
        )
        + f"\nb(1) Oculta nuevo valor = {four(_SIGN['b(1) Oculta/updated'])}\n"
        + f"w(2,4) Salida nuevo valor = {four(_SIGN['w(2,4) Salida/updated'])}\n"
    ),
    {
        "Salida */error": WRONG,
        "Salida */delta": "carried",
        "Oculta 1/error": "carried",
        "Oculta 1/delta": "carried",
        "*/updated": "carried",
    },
    note="error al revés (y − d), y lo demás se sigue de él",
)

_FLAT = step(BACK_2, slope=False)
case(
    "r2-retro-sin-derivada",
    BACK_2,
    "html",
    lambda: page(
        "<p>Hoja SNNQFP-8</p>"
        + html_table(
            [
                ["Neurona o peso", "neta", "salida y", "error e", "delta δ", "nuevo valor"],
                *(
                    [*row, "&mdash;"]
                    for row in back_rows(_FLAT, lambda v: f"&#8722;{four(-v)}" if v < 0 else four(v), "&mdash;")
                ),
                ["b(1) Oculta", *["&mdash;"] * 4, four(_FLAT["b(1) Oculta/updated"])],
                ["w(2,4) Salida", *["&mdash;"] * 4, four(_FLAT["w(2,4) Salida/updated"])],
            ]
        )
    ),
    {
        "Salida */delta": WRONG,
        "Oculta 1/error": "carried",
        "Oculta 1/delta": "carried",
        "*/updated": "carried",
    },
    note="delta de la salida sin la derivada, lo demás se sigue",
)

case(
    "r2-retro-arreglos",
    BACK_1,
    "txt",
    """Hoja 575URN-P

>>> neta_oculta
array([1.1, 0.4, 2.4, 1.4])
>>> y_oculta
array([0.8005, 0.3799, 0.9837, 0.8854])
>>> neta_salida
array([-1.4847, -0.729 ,  0.6223,  0.9201])
>>> y_salida
array([0.1847, 0.3254, 0.6508, 0.7151])
>>> error_salida
array([-0.1847,  0.1746,  0.3492, -0.2151])
>>> delta_salida
array([-0.0278,  0.0383,  0.0794, -0.0438])
>>> error_oculta[0], delta_oculta[0]
(0.0362, 0.013)
>>> b1_nuevo
0.3039
>>> w24_nuevo
1.8102
""",
    {"*": "correct?"},
    note="sesión de Python pegada: arreglos por capa",
)

# --- inciso-5: escalado ----------------------------------------------------------------------------------------------


def _scaling_book():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Hoja1")
    two, percent = book.add_format({"num_format": "0.00"}), book.add_format({"num_format": "0%"})
    thousands = book.add_format({"num_format": "#,##0"})
    sheet.write_row(0, 0, ["Hoja:", "YP4YQE-J"])
    sheet.write_row(2, 0, ["Fila", "Coeficiente", "Lado", "Canales", "Repeticiones"])
    sheet.write_row(3, 0, ["d"])
    sheet.write_formula(3, 1, "=1.1^4", two, 1.4641)
    sheet.write_row(4, 0, ["w"])
    sheet.write_formula(4, 1, "=1.15^4", two, 1.74900625)
    sheet.write_row(5, 0, ["r"])
    sheet.write_formula(5, 1, "=1.12^4", percent, 1.57351936)
    sheet.write_row(6, 0, ["FLOPS"])
    sheet.write_formula(6, 1, "=B4*B5^2*B6^2", two, 11.0891344)
    sheet.write_row(7, 0, ["Imagen", "", 304])
    sheet.write_row(8, 0, ["Tallo", "", "", 40])
    sheet.write_row(9, 0, ["Etapa 1", "", "", 24, 2])
    sheet.write_row(10, 0, ["Etapa 3", "", "", 56])
    sheet.write_formula(10, 4, "=ROUNDUP(3*1.6,0)", None, 5)
    sheet.write_row(11, 0, ["Etapa 5", "", "", 136, "5"])
    sheet.write_row(12, 0, ["Cabeza", ""])
    sheet.write_number(12, 3, 1480, thousands)
    sheet.set_row(5, None, None, {"hidden": True})
    book.close()
    return out.getvalue()


case(
    "r2-escalado-excel",
    SCALE_1,
    "xlsx",
    _scaling_book,
    {"r/factor": "correct?"},
    note="dos decimales a la vista y todos en la celda, un porcentaje en una fila oculta",
)

case(
    "r2-escalado-google-docs",
    SCALE_2,
    "html",
    lambda: page(
        '<p class="c1"><span class="c0">Código de hoja:&nbsp;W98Y4B-B</span></p>'
        + html_table(
            [
                [
                    "<span>Fila</span>",
                    "<span>Coeficiente</span>",
                    "<span>Lado</span>",
                    "<span>Canales</span>",
                    "<span>Repeticiones</span>",
                ],
                ["d", "<p><span>x2,074</span></p>", "", "", ""],
                ["w", "<p><span>x1,464</span></p>", "", "", ""],
                ["r", "<p><span>×1,574</span></p>", "", "", ""],
                ["FLOPS", "<p><span>≈ 11,006 veces</span></p>", "", "", ""],
                ["Imagen", "", "264px", "", ""],
                ["Tallo", "", "", "48 canales", ""],
                ["Etapa 1", "", "", "16canales", "6 veces"],
                ["Etapa 3", "", "", "72ch", "6x"],
                ["Etapa 5", "", "", "160", "11 bloques"],
                ["Cabeza", "", "", "1&thinsp;784", ""],
            ]
        ),
        "Inciso 5",
    ),
    {"Etapa 3/*": "correct?"},
    note="unidades pegadas al número, factores con ×, espacio fino",
)

case(
    "r2-escalado-otro-orden",
    SCALE_1,
    "md",
    "YP4YQE-J\n\n## Arquitectura escalada\n\n"
    + md_table(
        [
            ["Stage", "Repeats", "Channels", "Resolution"],
            ["Head", "–", "1.480", "–"],
            ["Stage 5", "5", "136", "–"],
            ["Stage 3", "5", "56", "–"],
            ["Stage 1", "2", "24", "–"],
            ["Stem", "–", "40", "–"],
            ["Image", "–", "–", "304 × 304"],
        ]
    )
    + "\n## Coeficientes\n\n"
    + md_table([["Resolución", "Anchura", "Profundidad", "FLOPS"], ["1,574", "1,749", "1,464", "11,089"]]),
    {"Imagen/side": "correct?", "*/channels": "correct?", "*/repeats": "correct?", "*/factor": "correct?"},
    note="al revés, en inglés, y los coeficientes en una fila",
)

case(
    "r2-escalado-lineas",
    SCALE_1,
    "txt",
    """Inciso 5, escalado compuesto. Hoja YP4YQE-J

d = α^φ = 1,1^4 = 1,4641 ≈ 1,464
w = β^φ = 1,15^4 = 1,74900625 ≈ 1,749
r = γ^φ = 1,12^4 = 1,5735 ≈ 1,574
FLOPS = d·w²·r² = 1,464·3,059·2,476 ≈ 11,089

Imagen: 224·1,36 = 304,64 → 304
Tallo: 32·1,15 = 36,8 → 40
Etapa 1: 16·1,15 = 18,4 → 16, pero 16 < 16,56, entonces 24 canales; repeticiones: 1·1,6 = 1,6 → 2
Etapa 3: 48·1,15 = 55,2 → 56 canales; repeticiones: 3·1,6 = 4,8 → 5
Etapa 5: 120·1,15 = 138 → 136 canales; repeticiones: 3·1,6 = 4,8 → 5
Cabeza: 1288·1,15 = 1481,2 → 1480
""",
    note="una línea por fila, con el producto, la flecha y la corrección del 90 %",
)

case(
    "r2-escalado-errores",
    SCALE_2,
    "csv",
    csv_rows(
        [
            ["Código de hoja", "W98Y4B-B", "", "", ""],
            ["Fila", "Coeficiente", "Lado", "Canales", "Repeticiones"],
            ["d", "4,8", "", "", ""],
            ["w", "4,4", "", "", ""],
            ["r", "4,48", "", "", ""],
            ["FLOPS", "1865,102", "", "", ""],
            ["Imagen", "", "262", "", ""],
            ["Tallo", "", "", "46", ""],
            ["Etapa 1", "", "", "8", "5"],
            ["Etapa 3", "", "", "72", "5"],
            ["Etapa 5", "", "", "160", "11"],
            ["Cabeza", "", "", "1784", ""],
        ]
    ),
    {
        "d/factor": WRONG,
        "w/factor": WRONG,
        "r/factor": WRONG,
        "FLOPS/factor": "carried",
        "Imagen/side": WRONG + " 262",
        "Tallo/channels": WRONG + " 46",
        "Etapa 1/*": WRONG,
        "Etapa 3/repeats": WRONG + " 5",
    },
    note="φ que multiplica, sin redondear a múltiplos, repeticiones hacia abajo",
)

case(
    "r2-escalado-cuaderno",
    SCALE_2,
    "ipynb",
    lambda: notebook(
        ("md", "# Inciso 5\nHoja W98Y4B-B"),
        ("code", "phi = 4\nprint('d =', 1.2*phi)", "d = 4.8\n"),
        ("md", "Ups, arriba multipliqué en vez de elevar; lo correcto es lo de abajo."),
        (
            "code",
            "d, w, r = 1.2**phi, 1.1**phi, 1.12**phi\nprint(f'{d=:.3f} {w=:.3f} {r=:.3f} FLOPS={d*w**2*r**2:.3f}')",
            "d=2.074 w=1.464 r=1.574 FLOPS=11.006\n",
        ),
        (
            "code",
            "def canales(c): ...\nfor nombre, c, n in filas:\n    print(f'{nombre:8} canales={canales(c):5d} repeticiones={reps(n)}')",
            (
                "Imagen   lado=264\nTallo    canales=   48\nEtapa 1  canales=   16 repeticiones=6\n"
                "Etapa 3  canales=   72 repeticiones=6\nEtapa 5  canales=  160 repeticiones=11\nCabeza   canales= 1784\n"
            ),
        ),
    ),
    {"d/factor": "correct?"},
    note="una salida errónea que el texto anula, y f'{d=}'",
)

case(
    "r2-escalado-correcciones",
    SCALE_1,
    "md",
    "# Inciso 5 (YP4YQE-J)\n\n"
    + md_table(
        [
            ["Fila", "Coeficiente", "Lado", "Canales", "Repeticiones"],
            ["d", "~~4,4~~ 1,464", "—", "—", "—"],
            ["w", "<del>4,6</del> 1,749", "—", "—", "—"],
            ["r", "1,573 (mejor: 1,574)", "—", "—", "—"],
            ["FLOPS", "11,089", "—", "—", "—"],
            ["Imagen", "—", "305 no, quise decir 304", "—", "—"],
            ["Tallo", "—", "—", "~~36~~ **40**", "—"],
            ["Etapa 1", "—", "—", "16 → 24", "2"],
            ["Etapa 3", "—", "—", "56", "~~4~~5"],
            ["Etapa 5", "—", "—", "136", "5"],
            ["Cabeza", "—", "—", "1 480", "—"],
        ]
    ),
    {"r/factor": "correct?", "Imagen/side": "correct?", "Etapa 1/channels": "correct?"},
    note="tachados y correcciones dichas",
)

case(
    "r2-escalado-cuadros",
    SCALE_2,
    "docx",
    lambda: document(
        "Inciso 5. Código de hoja W98Y4B-B",
        text_box("Coeficientes", "d = 1,2⁴ = 2,074", "w = 1,1⁴ = 1,464", "r = 1,12⁴ = 1,574", "FLOPS = 11,006"),
        "La red escalada queda así:",
        text_box(
            "Imagen: 264 de lado",
            "Tallo: 48 canales",
            "Etapa 1: 16 canales y 6 repeticiones",
            "Etapa 3: 72 canales y 6 repeticiones",
            "Etapa 5: 160 canales y 11 repeticiones",
            "Cabeza: 1784 canales",
        ),
    ),
    note="respuestas en cuadros de texto",
)

# --- varias familias -------------------------------------------------------------------------------------------------

_PASAS_1 = [
    ["Capa", "Entrada", "Salida", "Pesos", "Sesgos", "Parámetros"],
    ["FC1", "7", "31", "217", "31", "248"],
    ["FC2", "31", "37", "1.147", "37", "1.184"],
    ["FC3", "37", "7", "259", "7", "266"],
]
_SIZES_1 = [
    ["Pregunta", "Respuesta"],
    ["P1", "(32, 32, 16)"],
    ["P2", "27"],
    ["P3", "2"],
    ["P4", "5"],
    ["P5", "76"],
    ["P6", "76"],
]
_SCALING_1 = [
    ["Fila", "Coeficiente", "Lado", "Canales", "Repeticiones"],
    ["d", "3,713", "", "", ""],
    ["w", "2,011", "", "", ""],
    ["r", "2,703", "", "", ""],
    ["FLOPS", "109,722", "", "", ""],
    ["Imagen", "", "320", "", ""],
    ["Tallo", "", "", "56", ""],
    ["Etapa 1", "", "", "16", "8"],
    ["Etapa 3", "", "", "80", "8"],
    ["Etapa 5", "", "", "160", "8"],
    ["Cabeza", "", "", "1848", ""],
]

case(
    "r2-mezcla-otro-orden",
    MIX_1,
    "md",
    "# Taller\nM66RRE-M\n\n## Ejercicio 1 (pasas)\n\n"
    + md_table(_PASAS_1)
    + "\nTotal: 248 + 1184 + 266 = **1698**\n\n## Ejercicio 2 (escalado)\n\n"
    + md_table(_SCALING_1)
    + "\n## Ejercicio 3 (tamaños)\n\n"
    + md_table(_SIZES_1),
    note="los tres en otro orden y numerados por el estudiante",
)

case(
    "r2-mezcla-sin-titulos",
    MIX_1,
    "docx",
    lambda: document(
        "Camila Restrepo — M66RRE-M", _SIZES_1, "", _SCALING_1, "", _PASAS_1, "Total de parámetros: 1.698"
    ),
    note="tres tablas seguidas sin título",
)


def _mixed_book():
    rows_2 = [[*row] for row in _SCALING_1]
    return workbook(
        {
            "Portada": grid([["Tarea 2"], ["Código", "M66RRE-M"], ["Nombre", "Camila"]]),
            "Tamaños": grid(_SIZES_1),
            "Borrador": grid(
                [["Capa", "Pesos", "Sesgos", "Parámetros"], ["FC1", 200.0, 31.0, 231.0], ["Total", "", "", 1600.0]]
            ),
            "Escalado": grid(rows_2),
            "Pasas": grid(
                [
                    ["Capa", "# de Pesos", "# de Sesgos", "# de Parámetros"],
                    ["FC1", ("=7*31", 217), 31.0, ("=B2+C2", 248)],
                    ["FC2", ("=31*37", 1147), 37.0, ("=B3+C3", 1184)],
                    ["FC3", ("=37*7", 259), 7.0, ("=B4+C4", 266)],
                    ["TOTAL", "", "", ("=SUM(D2:D4)", 1698)],
                ]
            ),
        }
    )


case(
    "r2-mezcla-libro",
    MIX_1,
    "xlsx",
    _mixed_book,
    {
        "inciso-1-pasas/FC1/weights": "correct?",
        "inciso-1-pasas/FC1/params": "correct?",
        "inciso-1-pasas/total": "correct?",
    },
    note="una hoja por ejercicio y un borrador en medio",
)

case(
    "r2-mezcla-correo",
    MIX_2,
    "txt",
    """Hola, profe. Le mando mis respuestas (hoja Q7PUS5-M) porque la plataforma no me deja subir el archivo:

EJERCICIO 1. TAMAÑO DE LA SALIDA
P1) 22 x 22 x 24
P2) 27 (⌊79/3⌋ + 1 = 26 + 1)
P3) p vale 2
P4) s vale 5
P5) 912 / 19 = 48
P6) 1344 / 16 = 84

EJERCICIO 2. ESCALADO
d: 1,728 ; w: 1,158 ; r: 1,405 ; FLOPS: 4,571
Imagen de 400 (lado)
Tallo de 32 canales
Etapa 1: 16 canales, 2 repeticiones
Etapa 3: 64 canales, 6 repeticiones
Etapa 5: 152 canales, 6 repeticiones
Cabeza de 1.872 canales

EJERCICIO 3. PASAS
FC1 → 12*58 = 696 pesos, 58 sesgos, 754 parámetros
FC2 → 58*17 = 986 pesos, 17 sesgos, 1003 parámetros
FC3 → 17*4 = 68 pesos, 4 sesgos, 72 parámetros
Total: 754+1003+72 = 1829

Gracias,
Íñigo Etxeberria
Enviado desde mi iPhone
""",
    note="correo sin tablas",
)

case(
    "r2-mezcla-cuaderno",
    MIX_2,
    "ipynb",
    lambda: notebook(
        ("md", "# Tarea — Q7PUS5-M\n## 1. Tamaño de la salida"),
        (
            "md",
            "1. $\\lfloor(24+2-5)/1\\rfloor+1 = 22$, o sea $22\\times22\\times24$\n2. $m = 27$\n3. $p = 2$\n4. $s = 5$\n5. $F = 48$\n6. $m = 84$",
        ),
        (
            "md",
            "## 2. Escalado\n"
            + md_table(
                [
                    ["", "valor"],
                    ["d", "1.728"],
                    ["w", "1.157625"],
                    ["r", "1.404928"],
                    ["FLOPS", "4.5708"],
                ]
            ),
        ),
        (
            "md",
            md_table(
                [
                    ["Bloque", "lado", "canales", "rep."],
                    ["Imagen", "400", "", ""],
                    ["Tallo", "", "32", ""],
                    ["Etapa 1", "", "16", "2"],
                    ["Etapa 3", "", "64", "6"],
                    ["Etapa 5", "", "152", "6"],
                    ["Cabeza", "", "1872", ""],
                ]
            ),
        ),
        ("md", "## 3. Pasas"),
        (
            "code",
            "model.summary()",
            (
                'Model: "sequential"\n'
                "┏━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━┳━━━━━━━━━━━┓\n"
                "┃ Layer (type)    ┃ Output Shape ┃   Param # ┃\n"
                "┡━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━╇━━━━━━━━━━━┩\n"
                "│ dense (Dense)   │ (None, 58)   │       754 │\n"
                "├─────────────────┼──────────────┼───────────┤\n"
                "│ dense_1 (Dense) │ (None, 17)   │     1,003 │\n"
                "├─────────────────┼──────────────┼───────────┤\n"
                "│ dense_2 (Dense) │ (None, 4)    │        72 │\n"
                "└─────────────────┴──────────────┴───────────┘\n"
                " Total params: 1,829 (7.14 KB)\n Trainable params: 1,829 (7.14 KB)\n Non-trainable params: 0 (0.00 B)\n"
            ),
        ),
        ("md", "| Capa | Pesos | Sesgos |\n|---|---|---|\n| FC1 | 696 | 58 |\n| FC2 | 986 | 17 |\n| FC3 | 68 | 4 |"),
    ),
    {"tamano-de-salida/*": "correct?"},
    note="números de lista por pregunta, tabla propia junto al resumen de Keras",
)

case(
    "r2-mezcla-contradice",
    MIX_2,
    "md",
    "Hoja: Q7PUS5-M\n\n### Tamaño de la salida\n\n"
    + md_table(
        [
            ["Pregunta", "Respuesta"],
            ["P1", "22x22x24"],
            ["P2", "26"],
            ["P3", "2"],
            ["P4", "5"],
            ["P5", "48"],
            ["P6", "84"],
        ]
    )
    + "\nEntonces la respuesta de la P2 es 27.\n\n### Pasas\n\n"
    + md_table(
        [
            ["Capa", "Pesos", "Sesgos", "Parámetros"],
            ["FC1", "696", "58", "754"],
            ["FC2", "986", "17", "1003"],
            ["FC3", "68", "1", "69"],
        ]
    )
    + "\nTotal de parámetros: 1826\n\nNo hice el escalado, no me dio tiempo :(\n",
    {
        "tamano-de-salida/P2/answer": "review",
        "inciso-5/*": "blank",
        "inciso-1-pasas/FC3/biases": WRONG + " 1",
        "inciso-1-pasas/FC3/params": "carried 69",
        "inciso-1-pasas/total": "carried 1826",
    },
    note="el texto contradice la tabla, un ejercicio sin hacer y un error que se arrastra",
)

case(
    "r2-mezcla-dos-plantillas",
    MIX_2,
    "html",
    lambda: page(
        "<h1>Trabajo en grupo</h1><p>Hoja: Q7PUS5-M</p><h2>Parte de Ana: Tamaño de la salida</h2><ol>"
        "<li>Forma (22,22,24)</li><li>27</li><li>2</li><li>5</li><li>48</li><li>84</li></ol>"
        "<h2>Parte de Luis: Inciso 5: escalado</h2>"
        + html_table(
            [
                ["Magnitud", "Valor"],
                ["Profundidad d", "1,728"],
                ["Anchura w", "1,158"],
                ["Resolución r", "1,405"],
                ["Crecimiento FLOPS", "4,57"],
            ]
        )
        + html_table(
            [
                ["Parte", "Antes", "Después"],
                ["Imagen (lado)", "224", "400"],
                ["Tallo (canales)", "24", "32"],
                ["Etapa 1 (canales)", "8", "16"],
                ["Etapa 1 (repeticiones)", "1", "2"],
                ["Etapa 3 (canales)", "48", "64"],
                ["Etapa 3 (repeticiones)", "3", "6"],
                ["Etapa 5 (canales)", "112", "152"],
                ["Etapa 5 (repeticiones)", "3", "6"],
                ["Cabeza (canales)", "1384", "1872"],
            ]
        )
        + "<h2>Parte de Sara: Inciso 1: pasas</h2>"
        + html_table(
            [
                ["Layer", "# params", "weights", "bias"],
                ["Hidden 1", "754", "696", "58"],
                ["Hidden 2", "1&nbsp;003", "986", "17"],
                ["Output", "72", "68", "4"],
                ["Total", "1&nbsp;829", "", ""],
            ]
        )
    ),
    {"tamano-de-salida/*": "correct?", "inciso-5/*": "correct?", "inciso-5/FLOPS/factor": "correct/incorrect?"},
    note="partes de varias personas, antes y después, columnas en otro orden",
)
