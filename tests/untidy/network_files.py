"""Networks, handed in as notebooks, spreadsheets, documents and pages."""
# ruff: noqa: E501  (what students typed stands in one line)

from book import case
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from shapes_of_files import converted, document, grid, html_table, md_table, notebook, page, printed, workbook

# --- notebooks

case(
    "variables-y-print",
    "HCJAPE-W",
    "ipynb",
    notebook(
        ("md", "# Ejemplo 4\nHoja **HCJAPE-W**"),
        (
            "code",
            "# CONV1\nf = 3; C = 3; F = 22\npesos_conv1 = f*f*C*F\nsesgos_conv1 = F\nparams_conv1 = pesos_conv1 + sesgos_conv1\nprint('Pesos CONV1:', pesos_conv1)\nprint('Sesgos CONV1:', sesgos_conv1)\nprint('Parámetros CONV1:', params_conv1)\nprint('Salida CONV1:', ((44+2*2-3)//2+1, (44+2*2-3)//2+1, 22))",
            "Pesos CONV1: 594\nSesgos CONV1: 22\nParámetros CONV1: 616\nSalida CONV1: (23, 23, 22)\n",
        ),
        (
            "code",
            "print('Salida POOL1:', (23//2, 23//2, 22))\nprint('Salida Flatten:', 11*11*22)",
            "Salida POOL1: (11, 11, 22)\nSalida Flatten: 2662\n",
        ),
        (
            "code",
            "pesos_fc = 2662*14\nsesgos_fc = 14\nprint('Pesos FC:', pesos_fc)\nprint('Sesgos FC:', sesgos_fc)\nprint('Parámetros FC:', pesos_fc + sesgos_fc)",
            "Pesos FC: 37268\nSesgos FC: 14\nParámetros FC: 37282\n",
        ),
        ("code", "print('Total de parámetros:', 616 + 37282)", "Total de parámetros: 37898\n"),
    ),
    zeros="blank",
)

ROWS5 = [
    ["CONV1", "(37, 37, 26)", 3822, 26, 3848],
    ["POOL1", "(18, 18, 26)", 0, 0, 0],
    ["CONV2", "(18, 18, 21)", 13650, 21, 13671],
    ["POOL2", "(9, 9, 21)", 0, 0, 0],
    ["Flatten", "(1701,)", 0, 0, 0],
    ["FC1", "(132,)", 224532, 132, 224664],
    ["FC2", "(13,)", 1716, 13, 1729],
]
HEAD5 = ["capa", "salida", "pesos", "sesgos", "parametros"]
FRAME = (
    '<div><style scoped>.dataframe tbody tr th {vertical-align: top;}</style>\n<table border="1" class="dataframe"><thead><tr style="text-align: right;"><th></th>'
    + "".join(f"<th>{it}</th>" for it in HEAD5)
    + "</tr></thead><tbody>"
    + "".join(f"<tr><th>{n}</th>" + "".join(f"<td>{it}</td>" for it in row) + "</tr>" for n, row in enumerate(ROWS5))
    + "</tbody></table></div>"
)
PLAIN = "      capa        salida   pesos  sesgos  parametros\n" + "\n".join(
    f"{n}  {r[0]:>7}  {r[1]:>12}  {r[2]:>6}  {r[3]:>6}  {r[4]:>10}" for n, r in enumerate(ROWS5)
)
SOURCE = (
    "import pandas as pd\nfilas = [\n"
    + "".join(f"  ('{r[0]}', {r[1]}, {r[2]}, {r[3]}, {r[4]}),\n" for r in ROWS5)
    + "]\ndf = pd.DataFrame(filas, columns=['capa','salida','pesos','sesgos','parametros'])\ndf"
)
case(
    "pandas-html",
    "ZCVY7H-B",
    "ipynb",
    notebook(
        ("md", "## Ejemplo 5 — hoja ZCVY7H-B"),
        ("code", SOURCE, {"text/html": FRAME, "text/plain": PLAIN}),
        ("code", "df['parametros'].sum()", {"text/plain": "243912"}),
        ("md", "Por lo tanto el total de parámetros de la red es **243912**."),
    ),
    {"Input/*": "blank"},
)
case(
    "pandas-print",
    "ZCVY7H-B",
    "ipynb",
    notebook(
        ("md", "Hoja ZCVY7H-B"),
        ("code", SOURCE.replace("\ndf", "\nprint(df)"), PLAIN + "\n"),
        ("code", 'print(f"Total: {df.parametros.sum():,}")', "Total: 243,912\n"),
    ),
    {"Input/*": "blank"},
)

case(
    "prints-por-capa",
    "8JG4BW-X",
    "ipynb",
    notebook(
        ("md", "### ConvNetJS\n\nCódigo 8JG4BW-X"),
        (
            "code",
            "for capa in red:\n    print(f'{capa.nombre} -> salida={capa.salida}, W={capa.w}, b={capa.b}, total={capa.w+capa.b}')",
            (
                "CONV1 -> salida=(41, 41, 18), W=486, b=18, total=504\nPOOL1 -> salida=(20, 20, 18), W=0, b=0, total=0\nCONV2 -> salida=(22, 22, 23), W=3726, b=23, total=3749\nPOOL2 -> salida=(10, 10, 23), W=0, b=0, total=0\n"
                "CONV3 -> salida=(8, 8, 18), W=10350, b=18, total=10368\nPOOL3 -> salida=(3, 3, 18), W=0, b=0, total=0\nFlatten -> salida=(162,), W=0, b=0, total=0\nFC -> salida=(14,), W=2268, b=14, total=2282\n"
            ),
        ),
        ("code", "print('TOTAL RED =', sum(c.w + c.b for c in red))", "TOTAL RED = 16903\n"),
    ),
    {"Input/*": "blank"},
)

case(
    "mitad-y-mitad",
    "3PK7JU-S",
    "ipynb",
    notebook(
        (
            "md",
            "# Inciso 2d (3PK7JU-S)\n\nFormas de salida\n\n"
            + md_table(
                [
                    ["Capa", "Out Shape"],
                    ["CONV1", "33x33x29"],
                    ["CONV2", "29x29x38"],
                    ["POOL1", "14x14x38"],
                    ["CONV3", "10x10x18"],
                    ["POOL2", "5x5x18"],
                    ["Dropout", "5x5x18"],
                    ["Flatten", "450"],
                    ["FC1", "240"],
                    ["FC2", "172"],
                ]
            ),
        ),
        ("md", "Ahora los parámetros de cada capa:"),
        (
            "code",
            "capas = {'CONV1':(7*7*3*29,29),'CONV2':(5*5*29*38,38),'CONV3':(5*5*38*18,18),'FC1':(450*240,240),'FC2':(240*172,172),'OUT':(172*21,21)}\ntot=0\nfor k,(w,b) in capas.items():\n    print(k,'pesos',w,'sesgos',b,'parámetros',w+b)\n    tot+=w+b\nprint('total',tot)",
            "CONV1 pesos 4263 sesgos 29 parámetros 4292\nCONV2 pesos 27550 sesgos 38 parámetros 27588\nCONV3 pesos 17100 sesgos 18 parámetros 17118\nFC1 pesos 108000 sesgos 240 parámetros 108240\nFC2 pesos 41280 sesgos 172 parámetros 41452\nOUT pesos 3612 sesgos 21 parámetros 3633\ntotal 202323\n",
        ),
    ),
    zeros="blank",
)

case(
    "celda-por-capa",
    "YX8YKJ-Y",
    "ipynb",
    notebook(
        ("md", "YX8YKJ-Y"),
        ("md", "**Capa FC1**"),
        ("code", "186*37", {"text/plain": "6882"}),
        ("code", "186*37 + 37", {"text/plain": "6919"}),
        ("md", "**Capa FC2**"),
        ("code", "37*6", {"text/plain": "222"}),
        ("code", "37*6 + 6", {"text/plain": "228"}),
        (
            "md",
            "Resumen: FC1 tiene 6882 pesos, 37 sesgos y 6919 parámetros; FC2 tiene 222 pesos, 6 sesgos y 228 parámetros. La red completa tiene 7147 parámetros.",
        ),
    ),
    {"total": "correct?"},
)

case(
    "corregido-en-otra-celda",
    "44BBFR-F",
    "ipynb",
    notebook(
        ("md", "Hoja 44BBFR-F"),
        ("code", "# intento 1, MAL\nprint('FC1 pesos:', 194*43)", "FC1 pesos: 8342\n"),
        (
            "code",
            "# corregido\nprint('FC1 pesos:', 194*44)\nprint('FC1 sesgos:', 44)\nprint('FC1 parametros:', 194*44+44)\nprint('FC2 pesos:', 44*11)\nprint('FC2 sesgos:', 11)\nprint('FC2 parametros:', 44*11+11)\nprint('Total:', 8580+495)",
            "FC1 pesos: 8536\nFC1 sesgos: 44\nFC1 parametros: 8580\nFC2 pesos: 484\nFC2 sesgos: 11\nFC2 parametros: 495\nTotal: 9075\n",
        ),
    ),
    {"FC1/weights": "correct?"},
)

# --- spreadsheets

case(
    "formulas",
    "HCJAPE-W",
    "xlsx",
    workbook(
        {
            "Ejemplo 4": [
                (0, 0, ("merge", 0, 5, "EJEMPLO 4 — Código de hoja HCJAPE-W")),
                *grid([["Capa", "Detalle", "Out Shape", "Pesos", "Sesgos", "Parámetros"]], 2),
                *grid(
                    [
                        ["Input", "(44, 44, 3)", "44 x 44 x 3", 0, 0, ("=D4+E4", 0)],
                        [
                            "CONV1",
                            "f=3x3, s=2, p=2, 22 filtros",
                            "23 x 23 x 22",
                            ("=3*3*3*22", 594),
                            22,
                            ("=D5+E5", 616),
                        ],
                        ["POOL1", "2x2", "11 x 11 x 22", 0, 0, ("=D6+E6", 0)],
                        ["Flatten", "", ("=11*11*22", 2662), 0, 0, ("=D7+E7", 0)],
                        ["FC", "Softmax", 14, ("=C7*C8", 37268), 14, ("=D8+E8", 37282)],
                        ["", "", "", "", "Total", ("=SUM(F4:F8)", 37898)],
                    ],
                    3,
                ),
            ]
        }
    ),
    zeros="correct/blank",
    note="this library writes a 0 into a formula that nobody has calculated",
)

W = {
    "Ejemplo 1": [["FC1", 118, 62, 7316, 62, 7378], ["FC2", 62, 14, 868, 14, 882], ["Total", "", "", "", "", 8260]],
    "Ejemplo 2": [
        ["FC1", 312, 156, 48672, 156, 48828],
        ["FC2", 156, 65, 10140, 65, 10205],
        ["FC3", 65, 5, 325, 5, 330],
        ["Total", "", "", "", "", 59363],
    ],
    "Ejemplo 3": [
        ["FC1", 588, 318, 186984, 318, 187302],
        ["FC2", 318, 114, 36252, 114, 36366],
        ["FC3", 114, 65, 7410, 65, 7475],
        ["FC4", 65, 8, 520, 8, 528],
        ["Total", "", "", "", "", 231671],
    ],
}
case(
    "hoja-por-ejemplo",
    "GTDV9Q-Y",
    "xlsx",
    workbook(
        {
            "Portada": [
                (0, 0, "Taller de parámetros"),
                (1, 0, "Camila Restrepo Ibáñez"),
                (2, 0, "GTDV9Q-Y"),
                (3, 0, "Nota:"),
                (3, 1, 5),
            ],
            **{
                name: grid([["Capa", "Entrada", "Salida", "Pesos", "Sesgos", "Parámetros"], *rows], 1, 1)
                for name, rows in W.items()
            },
            "Ejemplo 4": grid(
                [
                    ["Capa", "Out shape", "Pesos", "Sesgos", "Parámetros"],
                    ["CONV1", "(17,17,22)", 3234, 22, 3256],
                    ["POOL1", "(8,8,22)", "-", "-", "-"],
                    ["Flatten", "(1408,1)", "-", "-", "-"],
                    ["FC", "(11,1)", 15488, 11, 15499],
                    ["TOTAL", "", "", "", 18755],
                ],
                1,
                1,
            ),
            "Ejemplo 5": grid(
                [
                    ["Capa", "Out shape", "Pesos", "Sesgos", "Parámetros"],
                    ["CONV1", "(31,31,15)", 2205, 15, 2220],
                    ["POOL1", "(15,15,15)", "-", "-", "-"],
                    ["CONV2", "(15,15,27)", 3645, 27, 3672],
                    ["POOL2", "(7,7,27)", "-", "-", "-"],
                    ["Flatten", "(1323,1)", "-", "-", "-"],
                    ["FC1", "(122,1)", 161406, 122, 161528],
                    ["FC2", "(17,1)", 2074, 17, 2091],
                    ["TOTAL", "", "", "", 169511],
                ],
                1,
                1,
            ),
        }
    ),
    {"*/Input/*": "blank"},
)

case(
    "respuestas-al-lado",
    "DWSAHG-P",
    "xlsx",
    workbook(
        {
            "Hoja": [
                *grid([["Ejemplo 3"], ["Código de hoja", "DWSAHG-P"], ["Estudiante", "Camila Restrepo Ibáñez"]]),
                *grid(
                    [
                        [
                            "Capa",
                            "# de Neuronas de Entrada",
                            "# de Neuronas de Salida",
                            "# de Pesos",
                            "# de Sesgos",
                            "# de Parámetros",
                        ],
                        ["FC1", 384, 204, "", "", ""],
                        ["FC2", 204, 134, "", "", ""],
                        ["FC3", 134, 49, "", "", ""],
                        ["FC4", 49, 17, "", "", ""],
                        ["Total de parámetros"],
                    ],
                    4,
                ),
                (3, 8, "MIS RESPUESTAS"),
                *grid(
                    [
                        ["Capa", "Pesos", "Sesgos", "Parámetros"],
                        ["FC1", 78336, 204, 78540],
                        ["FC2", 27336, 134, 27470],
                        ["FC3", 6566, 49, 6615],
                        ["FC4", 833, 17, 850],
                        ["Total", "", "", 113475],
                    ],
                    4,
                    8,
                ),
            ]
        }
    ),
)

case(
    "traspuesta",
    "Q57VSS-6",
    "xlsx",
    workbook(
        {
            "Hoja1": [
                (0, 0, "Q57VSS-6"),
                *grid(
                    [
                        ["", "CONV1_1", "CONV1_2", "POOL1", "CONV2_1", "CONV2_2", "POOL2", "Flatten", "OUT"],
                        [
                            "Out shape",
                            "59x59x8",
                            "55x55x16",
                            "27x27x16",
                            "25x25x19",
                            "23x23x18",
                            "11x11x18",
                            "2178",
                            "25",
                        ],
                        ["Pesos", 216, 3200, 0, 2736, 3078, 0, 0, 54450],
                        ["Sesgos", 8, 16, 0, 19, 18, 0, 0, 25],
                        ["Parámetros", 224, 3216, 0, 2755, 3096, 0, 0, 54475],
                        ["Total", 63766],
                    ],
                    2,
                ),
            ]
        }
    ),
    {"Input/*": "blank"},
)

case(
    "formato-largo",
    "ZCVY7H-B",
    "xlsx",
    workbook(
        {
            "Resp": [
                (0, 0, "Hoja:"),
                (0, 1, "ZCVY7H-B"),
                *grid([["Capa", "Concepto", "Operación", "Resultado"]], 2),
                *[
                    cell
                    for n, (layer, shape, work_w, w, b, p) in enumerate(
                        [
                            ("CONV1", "(37,37,26)", "7*7*3*26", 3822, 26, 3848),
                            ("CONV2", "(18,18,21)", "5*5*26*21", 13650, 21, 13671),
                            ("FC1", "(132,1)", "1701*132", 224532, 132, 224664),
                            ("FC2", "(13,1)", "132*13", 1716, 13, 1729),
                        ]
                    )
                    for cell in [
                        (3 + 4 * n, 0, ("merge", 6 + 4 * n, 0, layer)),
                        *grid(
                            [
                                ["Out shape", "", shape],
                                ["Pesos", work_w, w],
                                ["Sesgos", "", b],
                                ["Parámetros", f"{w}+{b}", p],
                            ],
                            3 + 4 * n,
                            1,
                        ),
                    ]
                ],
                *grid(
                    [
                        ["POOL1", "Out shape", "", "(18,18,26)"],
                        ["POOL2", "Out shape", "", "(9,9,21)"],
                        ["Flatten", "Out shape", "9*9*21", "(1701,1)"],
                        ["Total", "", "3848+13671+224664+1729", 243912],
                    ],
                    19,
                ),
            ]
        }
    ),
    zeros="blank",
)


case(
    "horizontal-numeros-como-texto",
    "2F77HS-U",
    "xlsx",
    workbook(
        {
            "Hoja1": [
                (0, 0, "Código de hoja"),
                (0, 1, "2F77HS-U"),
                *grid(
                    [
                        [
                            "Capa",
                            "Detalle",
                            "Out Shape",
                            "# de Pesos",
                            "# de Sesgos",
                            "# de Parámetros",
                            "Observaciones",
                        ],
                        ["Input", "(34, 34, 3)", "(34, 34, 3)", "No aplica", "No aplica", "No aplica", ""],
                        [
                            "CONV1",
                            "f=7x7, s=2, p=2, 11 filtros",
                            "(16, 16, 11)",
                            "1.617 ",
                            " 11",
                            "1.628",
                            "floor((34+4-7)/2)+1 = 16",
                        ],
                        [
                            "POOL1",
                            "3x3, s=2, max",
                            "(7, 7, 11)",
                            "No aplica",
                            "No aplica",
                            "No aplica",
                            "revisar con 8?",
                        ],
                        ["Flatten", "", "(539, 1)", "No aplica", "No aplica", "No aplica", ""],
                        ["FC", "Softmax, 27 clases", "(27, 1)", "14.553", "27", "14.580", "539*27"],
                    ],
                    2,
                ),
                (9, 0, "Total de parámetros"),
                (9, 5, "16.208"),
            ]
        }
    ),
)

case(
    "decimales-de-excel",
    "V4HJCS-J",
    "xlsx",
    workbook(
        {
            "Hoja1": grid(
                [
                    ["V4HJCS-J"],
                    ["Capa", "Pesos", "Sesgos", "Parámetros"],
                    ["FC1", 44.08, 152, 44.232],
                    ["FC2", 12.616, 83, 12.699],
                    ["FC3", 581, 7, 588],
                    ["Total", "", "", 57.519],
                ]
            )
        }
    ),
    {
        "FC1/weights": "review/correct",
        "FC1/params": "correct?",
        "FC2/weights": "correct?",
        "FC2/params": "correct?",
        "total": "correct?",
    },
    note="typed 44.080 in a plain cell of an English Excel",
)

# --- documents

case(
    "con-unidades",
    "HCJAPE-W",
    "docx",
    document(
        "# Ejemplo 4",
        "Código de hoja: HCJAPE-W",
        [
            ["CAPA", "DETALLE", "OUT SHAPE", "PESOS", "SESGOS", "PARÁMETROS"],
            ["Input", "(44, 44, 3)", "(44, 44, 3)", "No tiene", "No tiene", "No tiene"],
            [
                "CONV1",
                "f=3x3, s=2, p=2, 22 filtros",
                "n = (44 + 2(2) – 3)/2 + 1 = 23,5 ≈ 23\n(23, 23, 22)",
                "3x3x3x22 = 594 pesos",
                "22 sesgos (uno por filtro)",
                "594 + 22 = 616 parámetros",
            ],
            [
                "POOL1",
                "2x2, s=2, max",
                "n = (23 – 2)/2 + 1 = 11,5 ≈ 11\n(11, 11, 22)",
                "No tiene",
                "No tiene",
                "No tiene",
            ],
            ["Flatten", "", "11x11x22 = 2.662", "No tiene", "No tiene", "No tiene"],
            [
                "FC",
                "Softmax, 14 clases",
                "(14, 1)",
                "2.662 x 14 = 37.268 pesos",
                "14 sesgos",
                "37.268 + 14 = 37.282 parámetros",
            ],
        ],
        "Total de parámetros: 616 + 37.282 = 37.898",
    ),
    {"CONV1/biases": "correct?"},
)

case(
    "tabuladores",
    "3PK7JU-S",
    "docx",
    document(
        "Inciso 2d: CIFAR-10",
        "3PK7JU-S",
        "Capa\tOut Shape\tPesos\tSesgos\tParámetros",
        "CONV1\t33x33x29\t4263\t29\t4292",
        "CONV2\t29x29x38\t27550\t38\t27588",
        "POOL1\t14x14x38\t0\t0\t0",
        "CONV3\t10x10x18\t17100\t18\t17118",
        "POOL2\t5x5x18\t0\t0\t0",
        "Dropout\t5x5x18\t0\t0\t0",
        "Flatten\t450\t0\t0\t0",
        "FC1\t240\t108000\t240\t108240",
        "FC2\t172\t41280\t172\t41452",
        "OUT\t21\t3612\t21\t3633",
        "",
        "Total: 202323",
    ),
    {"Input/*": "blank"},
)


def nested(made):
    outer = made.add_table(2, 1, style="Table Grid")
    outer.cell(0, 0).text = "Estudiante: Camila Restrepo Ibáñez — Hoja V4HJCS-J"
    rows = [
        ["Capa", "Pesos", "Sesgos", "Parámetros"],
        ["FC1", "44.080", "152", "44.232"],
        ["FC2", "12.616", "83", "12.699"],
        ["FC3", "581", "7", "588"],
        ["Total", "", "", "57.519"],
    ]
    inner = outer.cell(1, 0).add_table(len(rows), 4)
    for r, row in enumerate(rows):
        for c, it in enumerate(row):
            inner.cell(r, c).text = it


case("tabla-anidada", "V4HJCS-J", "docx", document("Ejemplo 2", nested))


def tracked(made):
    """Corrections with «Control de cambios» on: the struck text is deleted, the other one stands."""
    table = made.add_table(3, 4, style="Table Grid")
    rows = [
        ["Capa", "Pesos", "Sesgos", "Parámetros"],
        ["FC1", ("8.356", "8.536"), ("1", "44"), ("8.537", "8.580")],
        ["FC2", "484", ("1", "11"), ("485", "495")],
    ]
    for r, row in enumerate(rows):
        for c, it in enumerate(row):
            paragraph = table.cell(r, c).paragraphs[0]
            if isinstance(it, str):
                paragraph.add_run(it)
                continue
            for tag, text_tag, text in (("w:del", "w:delText", it[0]), ("w:ins", "w:t", it[1])):
                change, run, text_node = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
                change.set(qn("w:author"), "Camila")
                change.set(qn("w:id"), str(100 * r + 10 * c + len(tag)))
                text_node.text = text
                run.append(text_node)
                change.append(run)
                paragraph._p.append(change)


case(
    "control-de-cambios",
    "44BBFR-F",
    "docx",
    document("Ejemplo 1. Hoja 44BBFR-F", tracked, "Total de parámetros: 9.075"),
)

case(
    "lista-por-capa",
    "8JG4BW-X",
    "docx",
    document(
        "ConvNetJS, hoja 8JG4BW-X",
        "# CONV1",
        "- Tamaño de salida: (84 - 3)/2 + 1 = 41,5 → 41 x 41 x 18",
        "- Número de pesos: 3 x 3 x 3 x 18 = 486",
        "- Número de sesgos: 18",
        "- Número de parámetros: 504",
        "# POOL1",
        "- Tamaño de salida: 20 x 20 x 18",
        "- No tiene parámetros",
        "# CONV2",
        "- Tamaño de salida: 22 x 22 x 23",
        "- Número de pesos: 3 x 3 x 18 x 23 = 3.726",
        "- Número de sesgos: 23",
        "- Número de parámetros: 3.749",
        "# POOL2",
        "- Tamaño de salida: 10 x 10 x 23",
        "- No tiene parámetros",
        "# CONV3",
        "- Tamaño de salida: 8 x 8 x 18",
        "- Número de pesos: 5 x 5 x 23 x 18 = 10.350",
        "- Número de sesgos: 18",
        "- Número de parámetros: 10.368",
        "# POOL3",
        "- Tamaño de salida: 3 x 3 x 18",
        "- No tiene parámetros",
        "# Flatten",
        "- 3 x 3 x 18 = 162",
        "# Capa de salida",
        "- Número de pesos: 162 x 14 = 2.268",
        "- Número de sesgos: 14",
        "- Número de parámetros: 2.282",
        "# Total",
        "504 + 3.749 + 10.368 + 2.282 = 16.903 parámetros",
    ),
    {"total": "correct?"},
    zeros="correct/blank",
)

ES_ROWS = [
    ["Capa", "Out Shape", "# de Pesos", "# de Sesgos", "# de Parámetros"],
    ["CONV1", "(37, 37, 21)", "567", "21", "588"],
    ["POOL1", "(18, 18, 21)", "0", "0", "0"],
    ["CONV2", "(16, 16, 19)", "9.975", "19", "9.994"],
    ["POOL2", "(8, 8, 19)", "0", "0", "0"],
    ["Flatten", "(1216, 1)", "0", "0", "0"],
    ["FC1", "(116, 1)", "141.056", "116", "141.172"],
    ["FC2", "(16, 1)", "1.856", "16", "1.872"],
    ["Total", "", "", "", "153.626"],
]
case(
    "writer",
    "FYR35V-5",
    "odt",
    lambda: converted(page("<p>Íñigo Etxeberria — FYR35V-5</p>" + html_table(ES_ROWS, "border=1")), "html", "odt"),
    {"Input/*": "blank"},
)
case(
    "wordpad",
    "V4HJCS-J",
    "rtf",
    lambda: converted(
        document(
            "Ejemplo 2 (V4HJCS-J)",
            "FC1: pesos = 290 × 152 = 44.080; sesgos = 152; parámetros = 44.232",
            "FC2: pesos = 152 × 83 = 12.616; sesgos = 83; parámetros = 12.699",
            "FC3: pesos = 83 × 7 = 581; sesgos = 7; parámetros = 588",
            "Total de parámetros de la red: 57.519",
        ),
        "docx",
        "rtf",
    ),
)
case(
    "word-a-pdf",
    "FYR35V-5",
    "pdf",
    lambda: converted(document("Ejemplo 5", "Código de hoja: FYR35V-5", ES_ROWS), "docx", "pdf"),
    {"Input/*": "blank"},
)
case(
    "chromium",
    "3PK7JU-S",
    "pdf",
    lambda: printed(
        page(
            "<h2>Inciso 2d — 3PK7JU-S</h2>"
            + html_table(
                [
                    ["Capa", "Out Shape", "Pesos", "Sesgos", "Parámetros"],
                    ["CONV1", "33 × 33 × 29", "7·7·3·29 = 4263", "29", "4292"],
                    ["CONV2", "29 × 29 × 38", "5·5·29·38 = 27550", "38", "27588"],
                    ["POOL1", "14 × 14 × 38", "—", "—", "—"],
                    ["CONV3", "10 × 10 × 18", "5·5·38·18 = 17100", "18", "17118"],
                    ["POOL2", "5 × 5 × 18", "—", "—", "—"],
                    ["Dropout", "5 × 5 × 18", "—", "—", "—"],
                    ["Flatten", "450", "—", "—", "—"],
                    ["FC1", "240", "450·240 = 108000", "240", "108240"],
                    ["FC2", "172", "240·172 = 41280", "172", "41452"],
                    ["OUT", "21", "172·21 = 3612", "21", "3633"],
                ],
                "border=1 cellpadding=6",
            )
            + "<p><b>Total de parámetros: 202323</b></p>"
        )
    ),
    {"Input/*": "blank"},
)

case(
    "colab",
    "ZCVY7H-B",
    "html",
    page(
        """<div class="jp-Cell jp-MarkdownCell"><div class="jp-RenderedHTMLCommon jp-RenderedMarkdown"><h1 id="Ejemplo-5">Ejemplo 5<a class="anchor-link" href="#Ejemplo-5">¶</a></h1><p>Hoja ZCVY7H-B</p>"""
        + html_table(
            [
                ["Capa", "Out Shape", "# de Pesos", "# de Sesgos", "# de Parámetros"],
                ["CONV1", "(37, 37, 26)", "3822", "26", "3848"],
                ["POOL1", "(18, 18, 26)", "0", "0", "0"],
                ["CONV2", "(18, 18, 21)", "13650", "21", "13671"],
                ["POOL2", "(9, 9, 21)", "0", "0", "0"],
                ["Flatten", "(1701, 1)", "0", "0", "0"],
                ["FC1", "(132, 1)", "224532", "132", "224664"],
                ["FC2", "(13, 1)", "1716", "13", "1729"],
            ]
        )
        + """</div></div><div class="jp-Cell jp-CodeCell"><div class="jp-InputPrompt jp-InputArea-prompt">In&nbsp;[1]:</div><div class="highlight hl-ipython3"><pre><span class="n">total</span> <span class="o">=</span> <span class="mi">3848</span><span class="o">+</span><span class="mi">13671</span><span class="o">+</span><span class="mi">224664</span><span class="o">+</span><span class="mi">1729</span>
<span class="nb">print</span><span class="p">(</span><span class="s1">'Total de parámetros:'</span><span class="p">,</span> <span class="n">total</span><span class="p">)</span></pre></div><div class="jp-OutputArea-output"><pre>Total de parámetros: 243912
</pre></div></div>"""
    ),
    {"Input/*": "blank"},
)

case(
    "tabla-fusionada",
    "TUT6ET-G",
    "html",
    page("""<p style="font-family:Arial">Hoja <b>TUT6ET-G</b></p><table style="border-collapse:collapse" border="1"><tbody>
<tr><td colspan="2" rowspan="2"><b>Capa</b></td><td colspan="3" align="center"><b>Cantidad de</b></td></tr>
<tr><td>Pesos</td><td>Sesgos</td><td>Parámetros</td></tr>
<tr><td>1</td><td>Oculta&nbsp;1</td><td>6&times;57=342</td><td>57</td><td>399</td></tr>
<tr><td>2</td><td>Oculta&nbsp;2</td><td>57&times;31=1.767</td><td>31</td><td>1.798</td></tr>
<tr><td>3</td><td>Salida</td><td>31&times;7=217</td><td>7</td><td>224</td></tr>
<tr><td colspan="4" align="right"><b>Total de par&aacute;metros</b></td><td><b>2.421</b></td></tr></tbody></table>"""),
)

case(
    "dataframe",
    "Q57VSS-6",
    "html",
    page(
        "<h3>Q57VSS-6</h3>"
        """<table border="1" class="dataframe"><thead><tr><th></th><th>Layer</th><th>Output</th><th>n_weights</th><th>n_bias</th><th>n_params</th></tr></thead><tbody>"""
        + "".join(
            f"<tr><th>{n}</th>" + "".join(f"<td>{it}</td>" for it in row) + "</tr>"
            for n, row in enumerate(
                [
                    ("Input", "(61, 61, 3)", "0.0", "0.0", "0.0"),
                    ("CONV1_1", "(59, 59, 8)", "216.0", "8.0", "224.0"),
                    ("CONV1_2", "(55, 55, 16)", "3200.0", "16.0", "3216.0"),
                    ("POOL1", "(27, 27, 16)", "NaN", "NaN", "0.0"),
                    ("CONV2_1", "(25, 25, 19)", "2736.0", "19.0", "2755.0"),
                    ("CONV2_2", "(23, 23, 18)", "3078.0", "18.0", "3096.0"),
                    ("POOL2", "(11, 11, 18)", "NaN", "NaN", "0.0"),
                    ("Flatten", "(2178,)", "NaN", "NaN", "0.0"),
                    ("OUT", "(25,)", "54450.0", "25.0", "54475.0"),
                    ("TOTAL", "", "63680.0", "86.0", "63766.0"),
                ]
            )
        )
        + "</tbody></table>"
    ),
    zeros="correct/blank",
)
