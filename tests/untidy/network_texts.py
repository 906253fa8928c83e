"""Networks, handed in as text: Markdown, e-mail, chat, LaTeX, CSV."""
# ruff: noqa: E501  (what students typed stands in one line)

from book import case
from shapes_of_files import csv_rows

case(
    "whatsapp",
    "HCJAPE-W",
    "txt",
    """[14/3/26, 21:07:45] Camila R.: Profe buenas noches, le mando el ejemplo 4 por aquí porque se me dañó el compu 🙏
[14/3/26, 21:09:02] Camila R.: hoja HCJAPE-W
[14/3/26, 21:12:10] Camila R.: CONV1: salida 23x23x22, pesos 594, sesgos 22, parámetros 616
[14/3/26, 21:13:55] Camila R.: POOL1 queda en 11x11x22 y no tiene pesos ni sesgos ni parámetros
[14/3/26, 21:14:20] Camila R.: Flatten 2662, tampoco aprende nada
[14/3/26, 21:16:31] Camila R.: FC: pesos 37.268, sesgos 14, parámetros 37.282
[14/3/26, 21:16:58] Camila R.: TOTAL: 37.898
[14/3/26, 21:17:20] Camila R.: gracias profe!! qué pena la hora
""",
    zeros="correct/blank",
)

case(
    "correo",
    "44BBFR-F",
    "txt",
    """De: Camila Restrepo Ibáñez <camila.restrepo@example.edu>
Enviado: viernes, 13 de marzo de 2026 23:51
Para: Docente
Asunto: Entrega ejemplo 1 (44BBFR-F)

Profe, buenas noches:

Estas son mis respuestas:

FC1
  Pesos: 194 x 44 = 8.536
  Sesgos: 44
  Parámetros: 8.580
FC2
  Pesos: 44 x 11 = 484
  Sesgos: 11
  Parámetros: 495

Total de parámetros: 9.075

Quedo atenta,

Camila Restrepo Ibáñez
Cel. 310 555 0142
Enviado desde mi iPhone

> El 12/03/2026 a las 10:15, Docente escribió:
> Capa de Entrada: 194 neuronas
> Capa Oculta 1: 44 neuronas
> Por favor entregar antes del viernes 13.
""",
)

case(
    "sin-terminar",
    "V4HJCS-J",
    "md",
    """# Ejemplo 2 - V4HJCS-J

| Capa | Entrada | Salida | Pesos | Bias | Parámetros |
|:----:|:----:|:----:|:----:|:----:|:----:|
| FC1 | 290 | 152 | 290·152 | 152 | 290·152 + 152 |
| FC2 | 152 | 83 | 152·83 | 83 | 152·83 + 83 |
| FC3 | 83 | 7 | 83·7 | 7 | 83·7 + 7 |

Total = 44232 + 12699 + 588
""",
)

case(
    "desde-cero",
    "ZCVY7H-B",
    "md",
    """Ejemplo 5 (hoja ZCVY7H-B)

| Capa | Out shape | Pesos | Sesgos | Params |
|---|---|---|---|---|
| input | (76,76,3) | 0 | 0 | 0 |
| conv0 | (37,37,26) | 3822 | 26 | 3848 |
| pool0 | (18,18,26) | 0 | 0 | 0 |
| conv1 | (18,18,21) | 13650 | 21 | 13671 |
| pool1 | (9,9,21) | 0 | 0 | 0 |
| flatten | (1701) | 0 | 0 | 0 |
| fc0 | (132) | 224532 | 132 | 224664 |
| fc1 | (13) | 1716 | 13 | 1729 |

total: 243912
""",
    {"*": "correct?"},
    zeros="correct?",
)

case(
    "keras-names",
    "Q57VSS-6",
    "md",
    """**CNN Explainer** — sheet Q57VSS-6

| Layer (type) | Output Shape | Weights | Biases | Param # |
|---|---|---|---|---|
| input_1 (InputLayer) | (None, 61, 61, 3) | 0 | 0 | 0 |
| conv2d (Conv2D) | (None, 59, 59, 8) | 216 | 8 | 224 |
| conv2d_1 (Conv2D) | (None, 55, 55, 16) | 3,200 | 16 | 3,216 |
| max_pooling2d (MaxPooling2D) | (None, 27, 27, 16) | 0 | 0 | 0 |
| conv2d_2 (Conv2D) | (None, 25, 25, 19) | 2,736 | 19 | 2,755 |
| conv2d_3 (Conv2D) | (None, 23, 23, 18) | 3,078 | 18 | 3,096 |
| max_pooling2d_1 (MaxPooling2D) | (None, 11, 11, 18) | 0 | 0 | 0 |
| flatten (Flatten) | (None, 2178) | 0 | 0 | 0 |
| dense (Dense) | (None, 25) | 54,450 | 25 | 54,475 |

Total params: 63,766
""",
)

case(
    "keras3-summary",
    "3PK7JU-S",
    "txt",
    """3PK7JU-S
>>> model.summary()
Model: "sequential"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
│ conv2d (Conv2D)                 │ (None, 33, 33, 29)     │         4,292 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ conv2d_1 (Conv2D)               │ (None, 29, 29, 38)     │        27,588 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ max_pooling2d (MaxPooling2D)    │ (None, 14, 14, 38)     │             0 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ conv2d_2 (Conv2D)               │ (None, 10, 10, 18)     │        17,118 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ max_pooling2d_1 (MaxPooling2D)  │ (None, 5, 5, 18)       │             0 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dropout (Dropout)               │ (None, 5, 5, 18)       │             0 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ flatten (Flatten)               │ (None, 450)            │             0 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dense (Dense)                   │ (None, 240)            │       108,240 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dense_1 (Dense)                 │ (None, 172)            │        41,452 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dense_2 (Dense)                 │ (None, 21)             │         3,633 │
└─────────────────────────────────┴────────────────────────┴───────────────┘
 Total params: 202,323 (790.32 KB)
 Trainable params: 202,323 (790.32 KB)
 Non-trainable params: 0 (0.00 B)
""",
    {"*/weights": "blank?", "*/biases": "blank?", "Input/*": "blank"},
)

case(
    "torchsummary",
    "8JG4BW-X",
    "txt",
    """from torchsummary import summary
summary(net, (3, 84, 84))   # hoja 8JG4BW-X
----------------------------------------------------------------
        Layer (type)               Output Shape         Param #
================================================================
            Conv2d-1           [-1, 18, 41, 41]             504
              ReLU-2           [-1, 18, 41, 41]               0
         MaxPool2d-3           [-1, 18, 20, 20]               0
            Conv2d-4           [-1, 23, 22, 22]           3,749
              ReLU-5           [-1, 23, 22, 22]               0
         MaxPool2d-6           [-1, 23, 10, 10]               0
            Conv2d-7             [-1, 18, 8, 8]          10,368
              ReLU-8             [-1, 18, 8, 8]               0
         MaxPool2d-9             [-1, 18, 3, 3]               0
          Flatten-10                  [-1, 162]               0
           Linear-11                   [-1, 14]           2,282
================================================================
Total params: 16,903
Trainable params: 16,903
Non-trainable params: 0
----------------------------------------------------------------
Input size (MB): 0.08
Forward/backward pass size (MB): 0.82
Params size (MB): 0.06
Estimated Total Size (MB): 0.97
----------------------------------------------------------------
""",
    {"*/weights": "blank?", "*/biases": "blank?", "Input/*": "blank"},
)

case(
    "tachones",
    "HCJAPE-W",
    "md",
    """# Ejemplo 4

Código de hoja: HCJAPE-W

| Capa | Detalle | Out Shape | # de Pesos | # de Sesgos | # de Parámetros |
|---|---|---|---|---|---|
| Input | (44, 44, 3) | (44, 44, 3) | - | - | - |
| CONV1 | f=3x3, s=2, p=2, 22 filtros | ~~(22, 22, 22)~~ (23, 23, 22) | ~~198~~ 594 | 22 | ~~220~~ **616** |
| POOL1 | 2x2, s=2, max | (11, 11, 22) | - | - | - |
| Flatten | | <del>242</del> 2662 | - | - | - |
| FC | Softmax, 14 clases | (14, 1) | 37268 | ~~1~~ 14 | 37282 |

**Total de parámetros:** ~~37884~~ 37898
""",
)

case(
    "dos-intentos",
    "44BBFR-F",
    "md",
    """# Hoja 44BBFR-F — Ejemplo 1

## Primer intento

| Capa | # de Pesos | # de Sesgos | # de Parámetros |
|---|---|---|---|
| FC1 | 8536 | 1 | 8537 |
| FC2 | 484 | 1 | 485 |

Total: 9022

## Corrección (esta es la que vale, en la primera puse un solo sesgo por capa)

| Capa | # de Pesos | # de Sesgos | # de Parámetros |
|---|---|---|---|
| FC1 | 8536 | 44 | 8580 |
| FC2 | 484 | 11 | 495 |

Total: 9075
""",
    {"FC?/biases": "correct?", "FC?/params": "correct?", "total": "correct?"},
)

case(
    "en-palabras",
    "44BBFR-F",
    "txt",
    """Ejemplo 1, hoja 44BBFR-F

La capa FC1 tiene ocho mil quinientos treinta y seis pesos y cuarenta y cuatro sesgos, o sea ocho mil quinientos ochenta parámetros.
La capa FC2 tiene cuatrocientos ochenta y cuatro pesos y once sesgos: cuatrocientos noventa y cinco parámetros.
En total son nueve mil setenta y cinco parámetros.
""",
    {"*": "correct?"},
)

case(
    "respuestas-abajo",
    "DWSAHG-P",
    "md",
    """# Ejemplo 3

**Estudiante:** Camila Restrepo Ibáñez

**Código de hoja:** DWSAHG-P

## Ejemplo 3

**Estructura de la Red:**

- **Capa de Entrada:** 384 neuronas
- **Capa Oculta 1:** 204 neuronas
- **Capa Oculta 2:** 134 neuronas
- **Capa Oculta 3:** 49 neuronas
- **Capa de Salida:** 17 neuronas

| Capa | # de Neuronas de Entrada | # de Neuronas de Salida | # de Pesos | # de Sesgos | # de Parámetros |
| ---- | ------------------------ | ----------------------- | ---------- | ----------- | --------------- |
| FC1  | 384                      | 204                     |            |             |                 |
| FC2  | 204                      | 134                     |            |             |                 |
| FC3  | 134                      | 49                      |            |             |                 |
| FC4  | 49                       | 17                      |            |             |                 |

**Total de parámetros:**

# RESPUESTAS

- FC1: 78.336 pesos, 204 sesgos, 78.540 parámetros
- FC2: 27.336 pesos, 134 sesgos, 27.470 parámetros
- FC3: 6.566 pesos, 49 sesgos, 6.615 parámetros
- FC4: 833 pesos, 17 sesgos, 850 parámetros

Total: 113.475 parámetros
""",
)

case(
    "tabular",
    "HCJAPE-W",
    "tex",
    r"""\documentclass{article}
\usepackage[spanish]{babel}\usepackage{siunitx}\usepackage{booktabs}
\begin{document}
\section*{Ejemplo 4 (hoja HCJAPE-W)}
\begin{table}[h]\centering
\begin{tabular}{llcrrr}
\toprule
\textbf{Capa} & \textbf{Detalle} & \textbf{Out Shape} & \textbf{\# Pesos} & \textbf{\# Sesgos} & \textbf{\# Par\'ametros} \\
\midrule
Input & $(44,44,3)$ & $44\times44\times3$ & 0 & 0 & 0 \\
CONV1 & $f=3\times3$, $s=2$, $p=2$ & $23\times 23\times 22$ & $3\cdot3\cdot3\cdot22=594$ & 22 & 616 \\
POOL1 & $2\times2$, $s=2$ & $11\times 11\times 22$ & --- & --- & --- \\
Flatten & & $2662\times 1$ & --- & --- & --- \\
FC & Softmax & $14 \times 1$ & $2662\cdot 14=\num{37268}$ & 14 & \num{37282} \\
\midrule
\multicolumn{5}{r}{\textbf{Total}} & \textbf{\num{37898}} \\
\bottomrule
\end{tabular}
\end{table}
\end{document}
""",
)

case(
    "align",
    "V4HJCS-J",
    "tex",
    r"""\documentclass[11pt]{article}
\usepackage{amsmath}
\begin{document}
Hoja V4HJCS-J. Ejemplo 2.

\subsection*{FC1}
\begin{align*}
\text{Pesos} &= 290 \times 152 = 44\,080 \\
\text{Sesgos} &= 152 \\
\text{Par\'ametros} &= 44\,080 + 152 = 44\,232
\end{align*}
\subsection*{FC2}
\begin{align*}
\text{Pesos} &= 152 \times 83 = 12\,616 \\
\text{Sesgos} &= 83 \\
\text{Par\'ametros} &= 12\,616 + 83 = 12\,699
\end{align*}
\subsection*{FC3}
\begin{align*}
\text{Pesos} &= 83 \times 7 = 581 \\
\text{Sesgos} &= 7 \\
\text{Par\'ametros} &= 581 + 7 = 588
\end{align*}
\[ \text{Total} = 44\,232 + 12\,699 + 588 = \boxed{57\,519} \]
\end{document}
""",
)

E5 = [
    ["Capa", "Detalle", "Out Shape", "# de Pesos", "# de Sesgos", "# de Parámetros"],
    ["Input", "(76, 76, 3)", "(76, 76, 3)", "", "", ""],
    ["CONV1", "f=7x7, s=2, p=2, 26 filtros", "(37, 37, 26)", "3.822", "26", "3.848"],
    ["POOL1", "2x2, s=2, max", "(18, 18, 26)", "", "", ""],
    ["CONV2", "f=5x5, s=1, p=2, 21 filtros", "(18, 18, 21)", "13.650", "21", "13.671"],
    ["POOL2", "2x2, s=2, max", "(9, 9, 21)", "", "", ""],
    ["Flatten", "", "(1701, 1)", "", "", ""],
    ["FC1", "132 neuronas", "(132, 1)", "224.532", "132", "224.664"],
    ["FC2", "Softmax, 13 clases", "(13, 1)", "1.716", "13", "1.729"],
]
case(
    "excel-latin1",
    "ZCVY7H-B",
    "csv",
    csv_rows(
        [
            ["Ejemplo 5"] + [""] * 5,
            ["Código de hoja", "ZCVY7H-B", "", "", "", ""],
            *E5,
            ["", "", "", "", "TOTAL", "243.912"],
        ]
    ).encode("latin-1"),
    zeros="blank",
)

case(
    "traspuesta",
    "V4HJCS-J",
    "tsv",
    csv_rows(
        [
            ["V4HJCS-J", "FC1", "FC2", "FC3"],
            ["Neuronas de entrada", 290, 152, 83],
            ["Neuronas de salida", 152, 83, 7],
            ["Pesos", 44080, 12616, 581],
            ["Sesgos", 152, 83, 7],
            ["Parámetros", 44232, 12699, 588],
            ["TOTAL", 57519, "", ""],
        ],
        "\t",
    ),
)

case(
    "comas-sin-comillas",
    "HCJAPE-W",
    "csv",
    """Codigo de hoja,HCJAPE-W
Capa,Detalle,Out Shape,# de Pesos,# de Sesgos,# de Parametros
Input,(44, 44, 3),(44, 44, 3),0,0,0
CONV1,f=3x3 s=2 p=2 22 filtros,(23, 23, 22),594,22,616
POOL1,2x2 s=2 max,(11, 11, 22),0,0,0
Flatten,,(2662, 1),0,0,0
FC,Softmax 14 clases,(14, 1),37268,14,37282
Total de parametros,37898
""",
    {"*": "correct?"},
    zeros="correct?",
    note="a person puts the parentheses back together",
)

case(
    "portugues",
    "8JG4BW-X",
    "csv",
    csv_rows(
        [
            ["Folha", "8JG4BW-X", "", "", ""],
            ["Camada", "Parâmetros", "Vieses", "Pesos", "Forma de saída"],
            ["Entrada", "0", "0", "0", "84x84x3"],
            ["Convolução 1", "504", "18", "486", "41x41x18"],
            ["Pooling 1", "0", "0", "0", "20x20x18"],
            ["Convolução 2", "3.749", "23", "3.726", "22x22x23"],
            ["Pooling 2", "0", "0", "0", "10x10x23"],
            ["Convolução 3", "10.368", "18", "10.350", "8x8x18"],
            ["Pooling 3", "0", "0", "0", "3x3x18"],
            ["Achatamento (Flatten)", "0", "0", "0", "162"],
            ["Densa", "2.282", "14", "2.268", "14"],
            ["Total de parâmetros", "16.903", "", "", ""],
        ]
    ),
)

case(
    "sin-cabecera",
    "DWSAHG-P",
    "csv",
    csv_rows(
        [
            ["DWSAHG-P"],
            ["FC1", 384, 204, 78336, 204, 78540],
            ["FC2", 204, 134, 27336, 134, 27470],
            ["FC3", 134, 49, 6566, 49, 6615],
            ["FC4", 49, 17, 833, 17, 850],
            ["Total", "", "", "", "", 113475],
        ]
    ),
    {"*": "correct?"},
)

case(
    "aproximado-y-cientifica",
    "HCJAPE-W",
    "md",
    """Hoja HCJAPE-W

| Capa | Out Shape | # de Pesos | # de Sesgos | # de Parámetros |
|---|---|---|---|---|
| Input | (44, 44, 3) | n/a | n/a | n/a |
| CONV1 | (23 , 23 , 22) | 5.94×10² | 2.2e1 | = 616 |
| POOL1 | (11 , 11 , 22) | n/a | n/a | n/a |
| Flatten | 11·11·22 = 2 662 | n/a | n/a | n/a |
| FC | 14 | 3,7268·10⁴ | 14 | ≈ 37 282 |

Total ≈ 37 898
""",
    {
        "CONV1/weights": "correct?",
        "CONV1/biases": "correct?",
        "FC/weights": "correct?",
        "FC/params": "correct?",
        "total": "correct?",
    },
)

case(
    "unidades",
    "44BBFR-F",
    "md",
    """### Hoja 44BBFR-F

| Capa | Nº de pesos | Nº de sesgos | Nº de parámetros |
|---|---|---|---|
| FC1 | 8.536 pesos | 44 sesgos (bias) | 8.580 parámetros |
| FC2 | 484 pesos | 11 sesgos (bias) | 495 parámetros |

La red tiene en total **9.075 parámetros entrenables**.
""",
)

case(
    "olvida-padding",
    "ZCVY7H-B",
    "md",
    """Código: ZCVY7H-B

| Capa | Out Shape | Pesos | Sesgos | Parámetros |
|---|---|---|---|---|
| Input | 76x76x3 | 0 | 0 | 0 |
| CONV1 | 35x35x26 | 7x7x3x26 = 3822 | 26 | 3848 |
| POOL1 | 17x17x26 | 0 | 0 | 0 |
| CONV2 | 17x17x21 | 5x5x26x21 = 13650 | 21 | 13671 |
| POOL2 | 8x8x21 | 0 | 0 | 0 |
| Flatten | 1344 | 0 | 0 | 0 |
| FC1 | 132 | 1344x132 = 177408 | 132 | 177540 |
| FC2 | 13 | 132x13 = 1716 | 13 | 1729 |

**TOTAL = 196 788**
""",
    {
        "CONV1/out_shape": "wrong [35, 35, 26]",
        "POOL1/out_shape": "carried [17, 17, 26]",
        "CONV2/out_shape": "carried [17, 17, 21]",
        "POOL2/out_shape": "carried [8, 8, 21]",
        "Flatten/out_shape": "carried [1344]",
        "FC1/weights": "carried 177408",
        "FC1/params": "carried 177540",
        "total": "carried 196788",
    },
)

case(
    "desliz",
    "ZCVY7H-B",
    "txt",
    """ZCVY7H-B  ejemplo 5

CONV1
 shape: (37,37,26)
 pesos: 7*7*3*26 = 3832
 sesgos: 26
 parametros: 3832+26 = 3858
POOL1
 shape: (18,18,26)
CONV2
 shape: (18,18,21)
 pesos: 5*5*26*21 = 13650
 sesgos: 21
 parametros: 13671
POOL2
 shape: (9,9,21)
FLATTEN
 shape: 1701
FC1
 shape: 132
 pesos: 1701*132 = 224532
 sesgos: 132
 parametros: 224664
FC2
 pesos: 132*13 = 1716
 sesgos: 13
 parametros: 1729

total = 3858 + 13671 + 224664 + 1729 = 243922
""",
    {"CONV1/weights": "slip 3832", "CONV1/params": "carried 3858", "total": "carried 243922"},
    zeros="blank",
)

case(
    "apostrofos",
    "V4HJCS-J",
    "md",
    """V4HJCS-J

| | entradas | salidas | pesos | bias | parámetros |
|--|--|--|--|--|--|
| capa oculta 1 | 290 | 152 | 44'080 | 152 | 44'232 |
| capa oculta 2 | 152 | 83 | 12'616 | 83 | 12'699 |
| capa de salida | 83 | 7 | 581 | 7 | 588 |

gran total: 57'519
""",
)

case(
    "flechas",
    "HCJAPE-W",
    "txt",
    """Ejemplo 4  Hoja: HCJAPE-W

Shapes: (44,44,3) → CONV1 → (23,23,22) → POOL1 → (11,11,22) → Flatten → (2662,1) → FC → (14,1)

Pesos CONV1 -> 3*3*3*22 -> 594
Sesgos CONV1 -> 22
Parámetros CONV1 -> 594 + 22 -> 616
Pesos FC -> 2662*14 -> 37268
Sesgos FC -> 14
Parámetros FC -> 37282
Total -> 616 + 37282 -> 37898
""",
    {"*/out_shape": "correct?"},
    zeros="blank?",
)

case(
    "vinetas",
    "FYR35V-5",
    "md",
    """# Ejemplo 5
*FYR35V-5 — Íñigo Etxeberria*

* **CONV1**
    * Salida: ⌊(72 + 4 − 3)/2⌋ + 1 = 37 → **37 × 37 × 21**
    * Pesos: 3 × 3 × 3 × 21 = **567**
    * Sesgos: **21**
    * Parámetros: **588**
* **POOL1**
    * Salida: 37/2 → **18 × 18 × 21**
    * Sin parámetros
* **CONV2**
    * Salida: 18 + 2 − 5 + 1 = 16 → **16 × 16 × 19**
    * Pesos: 5 × 5 × 21 × 19 = **9975**
    * Sesgos: **19**
    * Parámetros: **9994**
* **POOL2**
    * Salida: **8 × 8 × 19**
    * Sin parámetros
* **Flatten**: 8·8·19 = **1216**
* **FC1**
    * Salida: **116**
    * Pesos: 1216 × 116 = **141.056**
    * Sesgos: **116**
    * Parámetros: **141.172**
* **FC2**
    * Pesos: 116 × 16 = **1.856**
    * Sesgos: **16**
    * Parámetros: **1.872**

Total: 588 + 9.994 + 141.172 + 1.872 = **153.626**
""",
    zeros="correct/blank",
)

case(
    "no-se",
    "3PK7JU-S",
    "md",
    """Inciso 2d — 3PK7JU-S

| Capa | Out Shape | # de Pesos | # de Sesgos | # de Parámetros |
|---|---|---|---|---|
| Input | (39, 39, 3) | 0 | 0 | 0 |
| CONV1 | (33, 33, 29) | 4263 | 29 | 4292 |
| CONV2 | (29, 29, 38) | 27550 | 38 | 27588 |
| POOL1 | (14, 14, 38) | 0 | 0 | 0 |
| CONV3 | (10, 10, 18) | 17100 | 18 | 17118 |
| POOL2 | (5, 5, 18) | 0 | 0 | 0 |
| Dropout | no sé | ? | ? | ? |
| Flatten | 315 (450 × 0,7) | 0 | 0 | 0 |
| FC1 | (240, 1) | 315·240 = 75600 | 240 | 75840 |
| FC2 | (172, 1) | 41280 | 172 | 41452 |
| OUT | | | | |

Total: (no alcancé)
""",
    {
        "Dropout/out_shape": "blank?",
        "Dropout/weights": "blank?",
        "Dropout/biases": "blank?",
        "Dropout/params": "blank?",
        "Flatten/out_shape": "wrong [315]?",
        "FC1/weights": "carried 75600",
        "FC1/params": "carried 75840",
        "OUT/*": "blank",
        "total": "blank?",
    },
)

case(
    "renglon-por-capa",
    "TUT6ET-G",
    "txt",
    """TUT6ET-G
Capa oculta 1 : 6 x 57 + 57 = 342 + 57 = 399
Capa oculta 2 : 57 x 31 + 31 = 1767 + 31 = 1798
Salida : 31 x 7 + 7 = 217 + 7 = 224
Total : 399 + 1798 + 224 = 2421
""",
    {"FC?/weights": "correct/review/blank", "FC?/biases": "correct/review/blank", "FC?/params": "correct?"},
    note="only the parameters are named by nothing but the sum",
)

case(
    "taller-mixto",
    "GTDV9Q-Y",
    "md",
    """# Taller GTDV9Q-Y

## Ejemplo 1
| Capa | Pesos | Sesgos | Parámetros |
|---|---|---|---|
| FC1 | 7316 | 62 | 7378 |
| FC2 | 868 | 14 | 882 |

Total: 8260

## Ejemplo 2
FC1: 312*156 = 48672 pesos, 156 sesgos, 48828 parámetros
FC2: 156*65 = 10140 pesos, 65 sesgos, 10205 parámetros
FC3: 65*5 = 325 pesos, 5 sesgos, 330 parámetros
Total: 59363

## Ejemplo 3
(no lo hice)

## Ejemplo 4
| Capa | Out | W | b | P |
|---|---|---|---|---|
| CONV1 | 17x17x22 | 3234 | 22 | 3256 |
| POOL1 | 8x8x22 | 0 | 0 | 0 |
| Flatten | 1408 | 0 | 0 | 0 |
| FC | 11 | 15488 | 11 | 15499 |

Total 18755

## Ejemplo 5
| Capa | Out | W | b | P |
|---|---|---|---|---|
| CONV1 | 31x31x15 | 2205 | 15 | 2220 |
| POOL1 | 15x15x15 | 0 | 0 | 0 |
| CONV2 | 15x15x27 | 3645 | 27 | 3672 |
| POOL2 | 7x7x27 | 0 | 0 | 0 |
| Flatten | 1323 | 0 | 0 | 0 |
| FC1 | 122 | 161406 | 122 | 161528 |
| FC2 | 17 | 2074 | 17 | 2091 |

Total 169511
""",
    {"ejemplo-3/*": "blank", "*/Input/*": "blank"},
)
