"""Questions about the size of an output, handed in."""
# ruff: noqa: E501  (what students typed stands in one line)

from book import case
from shapes_of_files import converted, csv_rows, document, grid, html_table, notebook, page, printed, workbook

case(
    "tamano-correo",
    "KUT9KE-S",
    "txt",
    """Asunto: RE: taller tamaño de salida (KUT9KE-S)

Buenas tardes profesor, adjunto mis respuestas en el cuerpo del correo:

1) La salida es de 46x46x12
2) 36
3) p = 1
4) s = 3
5) Son 108 filtros
6) Son 92 neuronas

Cordialmente,
Camila Restrepo Ibáñez
Código 202610341
""",
)

case(
    "tamano-desarrollo",
    "KUT9KE-S",
    "md",
    """**KUT9KE-S**

**P1.** m = (46 + 2·2 − 5)/1 + 1 = 45 + 1 = 46, entonces la salida es **46 × 46 × 12**

**P2.** m = (74 + 2·2 − 7)/2 + 1 = 71/2 + 1 = 35,5 + 1 → **36** (se redondea hacia abajo)

**P3.** 20 = (41 + 2p − 5)/2 + 1 → 19·2 = 36 + 2p → 2p = 2 → **p = 1**

**P4.** 47 = (139 + 4 − 5)/s + 1 → 46 = 138/s → **s = 3**

**P5.** 2052 = F·(3·3·2 + 1) = 19F → **F = 108**

**P6.** 2760 = m·(29 + 1) → **m = 92 neuronas**
""",
)

case(
    "tamano-tabla-y-errores",
    "HVVJMD-E",
    "md",
    """Código de hoja: HVVJMD-E

| Pregunta | Operación | Respuesta |
|---|---|---|
| P1 | (26+2-5)/1+1 = 24 | 24x24x8 |
| P2 | (56+4-3)/2 + 1 = 29,5 → 30 | 30 |
| P3 | 2p = 9·2+7−23 = 2 | 2 |
| P4 | 97/32 = 3,03 | 3 |
| P5 | 1368/18 | 76 |
| P6 | 3248/29 | 112 |
""",
    {"P2/answer": "wrong 30", "P3/answer": "wrong 2", "P5/answer": "wrong 76"},
)

case(
    "tamano-csv",
    "HVVJMD-E",
    "csv",
    csv_rows(
        [
            ["Hoja", "HVVJMD-E"],
            ["#", "Rta"],
            ["1", "(24;24;8)"],
            ["2", "29,0"],
            ["3", "1"],
            ["4", "3"],
            ["5", "72"],
            ["6", "112"],
        ],
        "\t",
    ).encode("latin-1"),
)

case(
    "tamano-fila",
    "KUT9KE-S",
    "csv",
    csv_rows([["Hoja", "P1", "P2", "P3", "P4", "P5", "P6"], ["KUT9KE-S", "46x46x12", "36", "1", "3", "108", "92"]]),
)

case(
    "tamano-formulas",
    "KUT9KE-S",
    "xlsx",
    workbook(
        {
            "Hoja1": [
                (0, 0, "Código"),
                (0, 1, "KUT9KE-S"),
                *grid(
                    [
                        ["Pregunta", "n", "p", "f", "s", "Resultado"],
                        ["P1", 46, 2, 5, 1, "46x46x12"],
                        ["P2", 74, 2, 7, 2, ("=FLOOR((B4+2*C4-D4)/E4,1)+1", 36)],
                        ["P3", 41, "?", 5, 2, ("=((20-1)*E5+D5-B5)/2", 1)],
                        ["P4", 139, 2, 5, "?", ("=(B6+2*C6-D6)/(47-1)", 3)],
                        ["P5", "", "", 3, "", ("=2052/(3*3*2+1)", 108)],
                        ["P6", 29, "", "", "", ("=2760/(29+1)", 92)],
                    ],
                    1,
                ),
            ]
        }
    ),
)

case(
    "tamano-ipynb",
    "KUT9KE-S",
    "ipynb",
    notebook(
        ("md", "# Tamaño de la salida\nKUT9KE-S"),
        ("md", "### P1"),
        ("code", "m = (46 + 2*2 - 5)//1 + 1\n(m, m, 12)", {"text/plain": "(46, 46, 12)"}),
        ("md", "### P2"),
        ("code", "(74 + 2*2 - 7)//2 + 1", {"text/plain": "36"}),
        ("md", "### P3"),
        ("code", "for p in range(5):\n    if (41+2*p-5)//2+1 == 20:\n        print('p =', p)", "p = 1\n"),
        ("md", "### P4"),
        ("code", "s = (139+4-5)/(47-1)\nprint(s)", "3.0\n"),
        ("md", "### P5"),
        ("code", "2052/(3*3*2+1)", {"text/plain": "108.0"}),
        ("md", "### P6"),
        ("code", "2760/30", {"text/plain": "92.0"}),
    ),
)

case(
    "tamano-docx",
    "KUT9KE-S",
    "docx",
    document(
        "Tamaño de la salida",
        "Camila Restrepo — KUT9KE-S",
        "P1: Una imagen de 46x46x3 pasa por 12 filtros con kernel de 5x5, stride de 1 y padding de 2. ¿Qué forma tiene la salida?",
        "R/ 46 x 46 x 12",
        "P2: Por una imagen de 74x74 pasa un kernel de 7x7, stride de 2 y padding de 2. ¿Cuánto mide el lado m de la salida?",
        "R/ 36",
        "P3: De una imagen de 41x41, con kernel de 5x5 y stride de 2, sale una de 20x20. ¿Qué padding p se usó?",
        "R/ padding de 1",
        "P4: De una imagen de 139x139, con kernel de 5x5 y padding de 2, sale una de 47x47. ¿Qué stride s se usó?",
        "R/ stride de 3",
        "P5: Una convolución con kernels de 3x3 sobre 2 canales tiene 2052 parámetros. ¿Cuántos filtros F son?",
        "R/ 108 filtros",
        "P6: Una capa densa que recibe 29 valores tiene 2760 parámetros. ¿Cuántas neuronas m son?",
        "R/ 92 neuronas",
    ),
)

case(
    "tamano-tex",
    "HVVJMD-E",
    "tex",
    r"""\documentclass{article}\begin{document}
HVVJMD-E
\begin{enumerate}
\item $\left\lfloor\frac{26+2\cdot1-5}{1}\right\rfloor+1=24 \Rightarrow \boxed{24\times24\times8}$
\item $\left\lfloor\frac{56+4-3}{2}\right\rfloor+1=28+1=\boxed{29}$
\item $p=\frac{(10-1)\cdot2+7-23}{2}=\boxed{1}$
\item $s=\left\lfloor\frac{96+6-5}{33-1}\right\rfloor=\lfloor 3{,}03\rfloor=\boxed{3}$
\item $F=\frac{1368}{19}=\boxed{72}$
\item $m=\frac{3248}{29}=\boxed{112}$
\end{enumerate}
\end{document}
""",
)

case(
    "tamano-inverso",
    "HVVJMD-E",
    "txt",
    """HVVJMD-E
P6 = 112
P5 = 72 filtros
P4 = stride 3
P3 no me dio
P2 = 29x29
P1 = 24*24*8
""",
    {"P3/answer": "blank?", "P2/answer": "review/correct"},
)

case(
    "tamano-pdf",
    "KUT9KE-S",
    "pdf",
    lambda: printed(
        page(
            "<h3>Hoja KUT9KE-S</h3>"
            + html_table(
                [
                    ["Pregunta", "Procedimiento", "Respuesta"],
                    ["P1", "(46+4−5)/1+1=46", "46 × 46 × 12"],
                    ["P2", "⌊71/2⌋+1", "36"],
                    ["P3", "(38+5−41)/2", "1"],
                    ["P4", "138/46", "3"],
                    ["P5", "2052/19", "108"],
                    ["P6", "2760/30", "92"],
                ],
                "border=1 cellpadding=8",
            )
        )
    ),
)

case(
    "tamano-odt",
    "HVVJMD-E",
    "odt",
    lambda: converted(
        page(
            "<p>HVVJMD-E</p>"
            + html_table(
                [
                    ["Pregunta", "Detalle", "Respuesta"],
                    ["P1", "n = 26, p = 1, f = 5, s = 1, C = 1, F = 8", "24, 24, 8"],
                    ["P2", "n = 56, p = 2, f = 3, s = 2", "m = 29"],
                    ["P3", "n = 23, f = 7, s = 2, m = 10", "uno"],
                    ["P4", "n = 96, p = 3, f = 5, m = 33", "s = 3"],
                    ["P5", "f = 3, C = 2, P = 1368", "F = 72"],
                    ["P6", "n = 28, P = 3248", "m = 112"],
                ],
                "border=1",
            )
        ),
        "html",
        "odt",
    ),
    {"P3/answer": "correct?"},
)

# --- several families on a worksheet

case(
    "mezcla-docx",
    "M66RRE-M",
    "docx",
    document(
        "# Tamaño de la salida",
        "Hoja M66RRE-M",
        [
            ["Pregunta", "Respuesta"],
            ["P1", "32x32x16"],
            ["P2", "27"],
            ["P3", "2"],
            ["P4", "5"],
            ["P5", "76"],
            ["P6", "76"],
        ],
        "# Inciso 5: escalado",
        [
            ["Fila", "Coeficiente", "Lado", "Canales", "Repeticiones"],
            ["d", "3,713", "—", "—", "—"],
            ["w", "2,011", "—", "—", "—"],
            ["r", "2,703", "—", "—", "—"],
            ["FLOPS", "109,72", "—", "—", "—"],
            ["Imagen", "—", "320", "—", "—"],
            ["Tallo", "—", "—", "56", "—"],
            ["Etapa 1", "—", "—", "16", "8"],
            ["Etapa 3", "—", "—", "80", "8"],
            ["Etapa 5", "—", "—", "160", "8"],
            ["Cabeza", "—", "—", "1.848", "—"],
        ],
        "# Inciso 1: pasas (Raisin)",
        [
            ["Capa", "Pesos", "Sesgos", "Parámetros"],
            ["FC1", "217", "31", "248"],
            ["FC2", "1.147", "37", "1.184"],
            ["FC3", "259", "7", "266"],
        ],
        "Total de parámetros: 1.698",
    ),
    {"inciso-5/FLOPS/factor": "correct/review/wrong"},
    note="109,72 has two decimals where three are asked: the convention decides",
)

case(
    "mezcla-txt",
    "M66RRE-M",
    "txt",
    """M66RRE-M

PUNTO 1 (tamaño de la salida)
P1 32x32x16
P2 27
P3 2
P4 5
P5 76
P6 76

PUNTO 2 (escalado)
d = 1,3^5 = 3,713
w = 1,15^5 = 2,011
r = 1,22^5 = 2,703
FLOPS = 3,713 * 2,011^2 * 2,703^2 = 109,709
Imagen: 320
Tallo: 56 canales
Etapa 1: 16 canales y 8 repeticiones
Etapa 3: 80 canales y 8 repeticiones
Etapa 5: 160 canales y 8 repeticiones
Cabeza: 1848 canales

PUNTO 3 (pasas)
FC1: 217 pesos, 31 sesgos, 248 parámetros
FC2: 1147 pesos, 37 sesgos, 1184 parámetros
FC3: 259 pesos, 7 sesgos, 266 parámetros
Total 1698
""",
)

case(
    "mezcla-xlsx",
    "M66RRE-M",
    "xlsx",
    workbook(
        {
            "Tamaños": [
                (0, 0, "M66RRE-M"),
                *grid(
                    [
                        ["P1", "32x32x16"],
                        ["P2", 27],
                        ["P3", 2],
                        ["P4", 5],
                        ["P5", ("=2128/28", 76)],
                        ["P6", ("=1292/17", 76)],
                    ],
                    1,
                ),
            ],
            "Escalado": grid(
                [
                    ["Fila", "Coeficiente"],
                    ["d", ("=1.3^5", 3.71293)],
                    ["w", ("=1.15^5", 2.0113571875)],
                    ["r", ("=1.22^5", 2.7027081632)],
                    ["FLOPS", ("=B2*B3^2*B4^2", 109.72246)],
                    [""],
                    ["", "Lado", "Canales", "Repeticiones"],
                    ["Imagen", 320],
                    ["Tallo", "", 56],
                    ["Etapa 1", "", 16, 8],
                    ["Etapa 3", "", 80, 8],
                    ["Etapa 5", "", 160, 8],
                    ["Cabeza", "", 1848],
                ]
            ),
            "Pasas": grid(
                [
                    ["Capa", "Pesos", "Sesgos", "Parámetros"],
                    ["FC1", 217, 31, 248],
                    ["FC2", 1147, 37, 1184],
                    ["FC3", 259, 7, 266],
                    ["Total", "", "", 1698],
                ]
            ),
        }
    ),
)
