"""A step of backpropagation, handed in."""
# ruff: noqa: E501  (what students typed stands in one line)

from book import case
from shapes_of_files import converted, csv_rows, document, grid, html_table, md_table, notebook, page, printed, workbook

HEAD = ["Neurona o peso", "neta", "salida y", "error e", "delta δ", "nuevo valor"]
POINT = [
    ["Oculta 1", "1.1", "0.8005", "0.0362", "0.0130", ""],
    ["Oculta 2", "0.4", "0.3799", "", "", ""],
    ["Oculta 3", "2.4", "0.9837", "", "", ""],
    ["Oculta 4", "1.4", "0.8854", "", "", ""],
    ["Salida 1", "-1.4847", "0.1847", "-0.1847", "-0.0278", ""],
    ["Salida 2", "-0.7290", "0.3254", "0.1746", "0.0383", ""],
    ["Salida 3", "0.6223", "0.6508", "0.3492", "0.0794", ""],
    ["Salida 4", "0.9201", "0.7151", "-0.2151", "-0.0438", ""],
    ["b(1) Oculta", "", "", "", "", "0.3039"],
    ["w(2,4) Salida", "", "", "", "", "1.8102"],
]
COMMA = [[row[0], *(it.replace(".", ",").replace("-", "−") for it in row[1:])] for row in POINT]
LONG = [
    ["Oculta 1", 1.1, 0.8004990217606297, 0.03624719259548084, 0.013020039287411687, None],
    ["Oculta 2", 0.4, 0.3799489622552249, None, None, None],
    ["Oculta 3", 2.4, 0.9836748576936802, None, None, None],
    ["Oculta 4", 1.4, 0.8853516482022625, None, None, None],
    ["Salida 1", -1.484718811072871, 0.1847157285221705, -0.1847157285221705, -0.027817418110732815, None],
    ["Salida 2", -0.7290037136897657, 0.3254133936546793, 0.1745866063453207, 0.03832516747948576, None],
    ["Salida 3", 0.6223473782943179, 0.650752234685484, 0.34924776531451596, 0.07937485409988274, None],
    ["Salida 4", 0.9201219430948185, 0.7150669517955179, -0.21506695179551794, -0.04381907551709573, None],
    ["b(1) Oculta", None, None, None, None, 0.3039060117862235],
    ["w(2,4) Salida", None, None, None, None, 1.8101793750586772],
]

case("retro-md", "575URN-P", "md", "# Inciso 4\n\nHoja 575URN-P\n\n" + md_table([HEAD, *COMMA]))
case("retro-csv", "575URN-P", "csv", csv_rows([["Código de hoja", "575URN-P"], HEAD, *COMMA]).encode("utf-8-sig"))
case(
    "retro-csv-ingles",
    "575URN-P",
    "csv",
    csv_rows(
        [
            ["sheet", "575URN-P"],
            ["Neuron", "net", "output", "error", "delta", "new value"],
            *[[row[0].replace("Oculta", "Hidden").replace("Salida", "Output"), *row[1:]] for row in POINT],
        ],
        ",",
    ),
    {"w(2,4) Salida/updated": "correct?", "b(1) Oculta/updated": "correct?"},
    note="w(2,4) breaks at its comma",
)
case(
    "retro-xlsx",
    "575URN-P",
    "xlsx",
    workbook({"Inciso 4": [(0, 0, "575URN-P"), *grid([HEAD, *LONG], 2)]}),
    note="all decimals of the calculator",
)

case(
    "retro-numpy",
    "575URN-P",
    "ipynb",
    notebook(
        ("md", "## Inciso 4\n\n575URN-P"),
        (
            "code",
            "neta_o = Wo @ x + bo\nprint('neta oculta:', neta_o)\ny_o = np.tanh(neta_o)\nprint('salida oculta:', y_o.round(4))",
            "neta oculta: [1.1 0.4 2.4 1.4]\nsalida oculta: [0.8005 0.3799 0.9837 0.8854]\n",
        ),
        (
            "code",
            "neta_s = Ws @ y_o + bs\nprint('neta salida:', neta_s.round(4))\ny_s = 1/(1+np.exp(-neta_s))\nprint('salida y:', y_s.round(4))",
            "neta salida: [-1.4847 -0.729   0.6223  0.9201]\nsalida y: [0.1847 0.3254 0.6508 0.7151]\n",
        ),
        (
            "code",
            "e_s = d - y_s\ndelta_s = e_s*y_s*(1-y_s)\nprint('error salida:', e_s.round(4))\nprint('delta salida:', delta_s.round(4))",
            "error salida: [-0.1847  0.1746  0.3492 -0.2151]\ndelta salida: [-0.0278  0.0383  0.0794 -0.0438]\n",
        ),
        (
            "code",
            "e_o1 = Ws[:,0] @ delta_s\nd_o1 = e_o1*(1-y_o[0]**2)\nprint('e oculta 1 =', round(e_o1,4))\nprint('delta oculta 1 =', round(d_o1,4))",
            "e oculta 1 = 0.0362\ndelta oculta 1 = 0.013\n",
        ),
        (
            "code",
            "print('b(1) nuevo =', round(0.3 + 0.3*d_o1, 4))\nprint('w(2,4) nuevo =', round(1.8 + 0.3*delta_s[1]*y_o[3], 4))",
            "b(1) nuevo = 0.3039\nw(2,4) nuevo = 1.8102\n",
        ),
    ),
    {"*": "correct?"},
    note="vectors in the order of the neurons",
)

case(
    "retro-lineas",
    "575URN-P",
    "txt",
    """Inciso 4 - 575URN-P

Oculta 1: neta = 1,1; y = 0,8005
Oculta 2: neta = 0,4; y = 0,3799
Oculta 3: neta = 2,4; y = 0,9837
Oculta 4: neta = 1,4; y = 0,8854

Salida 1: neta = -1,4847; y = 0,1847; e = -0,1847; delta = -0,0278
Salida 2: neta = -0,7290; y = 0,3254; e = 0,1746; delta = 0,0383
Salida 3: neta = 0,6223; y = 0,6508; e = 0,3492; delta = 0,0794
Salida 4: neta = 0,9201; y = 0,7151; e = -0,2151; delta = -0,0438

Oculta 1: e = 0,0362; delta = 0,0130

b(1) Oculta nuevo = 0,3 + 0,3*0,0130 = 0,3039
w(2,4) Salida nuevo = 1,8 + 0,3*0,0383*0,8854 = 1,8102
""",
)

case(
    "retro-desarrollo",
    "575URN-P",
    "md",
    """575URN-P

**Capa oculta**

- neta de Oculta 1 = (−0,3)(−2) + 0,6(−1) + (−0,4)(−2) + 0,4(0) + 0,3 = 1,1; y = tanh(1,1) = 0,8005
- neta de Oculta 2 = (−0,5)(−2) + 0,4(−1) + (−0,3)(−2) + 1,1(0) − 0,8 = 0,4; y = tanh(0,4) = 0,3799
- neta de Oculta 3 = (−0,9)(−2) + (−0,7)(−1) + 0,4(−2) − 0,5(0) + 0,7 = 2,4; y = tanh(2,4) = 0,9837
- neta de Oculta 4 = 0,7(−2) − 0,5(−1) − 0,7(−2) − 1(0) + 0,9 = 1,4; y = tanh(1,4) = 0,8854

**Capa de salida**

| neurona | neta | y = σ(neta) | e = d − y | δ = e·y·(1−y) |
|---|---|---|---|---|
| 1 | −1,4847 | 0,1847 | 0 − 0,1847 = −0,1847 | −0,0278 |
| 2 | −0,7290 | 0,3254 | 0,5 − 0,3254 = 0,1746 | 0,0383 |
| 3 | 0,6223 | 0,6508 | 1 − 0,6508 = 0,3492 | 0,0794 |
| 4 | 0,9201 | 0,7151 | 0,5 − 0,7151 = −0,2151 | −0,0438 |

**Hacia atrás**

e de Oculta 1 = 1,6·(−0,0278) + 0,2·0,0383 + 0,7·0,0794 − 0,4·(−0,0438) = 0,0363
δ de Oculta 1 = 0,0363·(1 − 0,8005²) = 0,0130

b(1) de la capa oculta = 0,3 + 0,3·0,0130 = **0,3039**
w(2,4) de la capa de salida = 1,8 + 0,3·0,0383·0,8854 = **1,8102**
""",
    {"*": "correct?"},
)

case(
    "retro-cientifica",
    "575URN-P",
    "md",
    "575URN-P\n\n"
    + md_table(
        [
            HEAD,
            ["Oculta 1", "11/10", "8,005·10⁻¹", "3,62·10⁻²", "1,30×10^-2", "—"],
            ["Oculta 2", "2/5", "3.799e-1", "—", "—", "—"],
            ["Oculta 3", "2 2/5", "≈0,9837", "—", "—", "—"],
            ["Oculta 4", "1,40", "≈ 0,8854", "—", "—", "—"],
            ["Salida 1", "– 1,4847", "18,47 %", "– 0,1847", "–2,78·10⁻²", "—"],
            ["Salida 2", "-0,729", ",3254", "+0,1746", "3,83 × 10⁻²", "—"],
            ["Salida 3", "0,6223…", "0,6508", ".3492", "7.94E-02", "—"],
            ["Salida 4", "0,9201", "0,7151", "(-0,2151)", "-4,38·10^(-2)", "—"],
            ["b(1) Oculta", "—", "—", "—", "—", "0,3 + 0,0039 = 0,3039"],
            ["w(2,4) Salida", "—", "—", "—", "—", "1,8102 (antes 1,8)"],
        ]
    ),
    {
        "Oculta 3/net": "correct?",
        "Salida 1/output": "correct?",
        "Salida 3/net": "correct?",
        "w(2,4) Salida/updated": "correct?",
    },
)

case(
    "retro-arrastre",
    "575URN-P",
    "docx",
    document(
        "Inciso 4. Hoja 575URN-P",
        [
            HEAD,
            ["Oculta 1", "1,1", "0,8005", "0,0362", "0,0290", "—"],
            ["Oculta 2", "0,4", "0,3799", "—", "—", "—"],
            ["Oculta 3", "2,4", "0,9837", "—", "—", "—"],
            ["Oculta 4", "1,4", "0,8854", "—", "—", "—"],
            *[[*row[:-1], "—"] for row in COMMA[4:8]],
            ["b(1) Oculta", "—", "—", "—", "—", "0,3087"],
            ["w(2,4) Salida", "—", "—", "—", "—", "1,8339"],
        ],
    ),
    {"Oculta 1/delta": "wrong", "b(1) Oculta/updated": "carried", "w(2,4) Salida/updated": "wrong"},
    note="δ = e·y for e·(1 − y²); forgot α in w",
)

case(
    "retro-pdf",
    "575URN-P",
    "pdf",
    lambda: printed(
        page(
            "<p>575URN-P</p>"
            + html_table([HEAD, *[[it or "—" for it in row] for row in COMMA]], "border=1 cellpadding=5")
        )
    ),
)
case(
    "retro-odt",
    "575URN-P",
    "odt",
    lambda: converted(
        page("<p>575URN-P</p>" + html_table([HEAD, *[[it or "—" for it in row] for row in COMMA]], "border=1")),
        "html",
        "odt",
    ),
)

case(
    "retro-iñigo",
    "SNNQFP-8",
    "txt",
    """SNNQFP-8
                neta      y        e        δ
oculta 1       1.2     0.8337  -0.2509  -0.0765
oculta 2      -2      -0.9640
oculta 3      -1.4    -0.8854
oculta 4       1.15    0.8178
salida 1       0.5876  0.6428  -0.1428  -0.0328
salida 2      -0.7590  0.3189   0.6811   0.1479
salida 3      -0.2242  0.4442   0.5558   0.1372
salida 4       1.3323  0.7912  -0.7912  -0.1307

b1 (oculta) nuevo: -0.4459
w24 (salida) nuevo: -1.2274
""",
    {"*": "correct?"},
)
