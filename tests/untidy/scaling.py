"""Compound scaling, handed in."""
# ruff: noqa: E501  (what students typed stands in one line)

from book import case
from shapes_of_files import converted, csv_rows, document, grid, html_table, md_table, notebook, page, workbook

case(
    "escalado-correo",
    "YP4YQE-J",
    "txt",
    """YP4YQE-J

d = 1,1^4 = 1,464
w = 1,15^4 = 1,749
r = 1,12^4 = 1,574
FLOPS = d * w² * r² = 11,095

Imagen = 304 px
Tallo = 40 canales
Etapa 1 = 24 canales, 2 repeticiones
Etapa 3 = 56 canales, 5 repeticiones
Etapa 5 = 136 canales, 5 repeticiones
Cabeza = 1480 canales
""",
    note="1,464·1,749²·1,574² = 11,095 with what was written",
)

case(
    "escalado-md",
    "YP4YQE-J",
    "md",
    "# Hoja YP4YQE-J\n\n"
    + md_table(
        [
            ["Fila", "Coeficiente", "Lado", "Canales", "Repeticiones"],
            ["Profundidad d", "1.1⁴ = 1.464", "", "", ""],
            ["Anchura w", "1.15⁴ = 1.749", "", "", ""],
            ["Resolución r", "1.12⁴ = 1.574", "", "", ""],
            ["FLOPS", "≈ 11.089", "", "", ""],
            ["Imagen", "", "224·1.36 = 304.64 → 304", "", ""],
            ["Tallo", "", "", "32·1.15 = 36.8 → 40", ""],
            ["Etapa 1", "", "", "18.4 → 16 <90% → 24", "1.6 → 2"],
            ["Etapa 3", "", "", "55.2 → 56", "4.8 → 5"],
            ["Etapa 5", "", "", "138 → 136", "4.8 → 5"],
            ["Cabeza", "", "", "1481.2 → 1480", ""],
        ]
    ),
    {"Etapa 1/channels": "correct?", "FLOPS/factor": "correct?"},
    note="11.089 could be eleven thousand to somebody who does not look at the exercise",
)

case(
    "escalado-partido",
    "YP4YQE-J",
    "docx",
    document(
        "Inciso 5",
        "Hoja YP4YQE-J",
        "a) Coeficientes",
        [
            ["Coeficiente", "Valor"],
            ["d = α^φ", "1,464"],
            ["w = β^φ", "1,749"],
            ["r = γ^φ", "1,574"],
            ["FLOPS", "11,089"],
        ],
        "b) Red escalada",
        [
            ["", "Canales", "Repeticiones"],
            ["Tallo", "40", ""],
            ["Etapa 1", "24", "2"],
            ["Etapa 3", "56", "5"],
            ["Etapa 5", "136", "5"],
            ["Cabeza", "1.480", ""],
        ],
        "La imagen queda de 304 x 304.",
    ),
    {"Imagen/side": "correct?"},
)

case(
    "escalado-csv",
    "YP4YQE-J",
    "csv",
    csv_rows(
        [
            ["YP4YQE-J"],
            ["Fila", "Resultado 1", "Resultado 2"],
            ["d", "1,464", ""],
            ["w", "1,749", ""],
            ["r", "1,574", ""],
            ["FLOPS", "11,089", ""],
            ["Imagen", "304", ""],
            ["Tallo", "40", ""],
            ["Etapa 1", "24", "2"],
            ["Etapa 3", "56", "5"],
            ["Etapa 5", "136", "5"],
            ["Cabeza", "1480", ""],
        ]
    ),
    {"*": "correct?"},
    note="columns renamed to say nothing",
)

case(
    "escalado-xlsx",
    "W98Y4B-B",
    "xlsx",
    workbook(
        {
            "Coef": [
                (0, 0, "W98Y4B-B"),
                *grid(
                    [
                        ["α", 1.2],
                        ["β", 1.1],
                        ["γ", 1.12],
                        ["φ", 4],
                        ["", ""],
                        ["d", ("=B2^B5", 2.0736)],
                        ["w", ("=B3^B5", 1.4641)],
                        ["r", ("=B4^B5", 1.57351936)],
                        ["FLOPS", ("=B7*B8^2*B9^2", 11.0055)],
                    ],
                    1,
                ),
            ],
            "Red": grid(
                [
                    ["", "base", "escalada", "repeticiones"],
                    ["Imagen", 224, 264, ""],
                    ["Tallo", 32, 48, ""],
                    ["Etapa 1", 8, 16, 6],
                    ["Etapa 3", 48, 72, 6],
                    ["Etapa 5", 112, 160, 11],
                    ["Cabeza", 1232, 1784, ""],
                ]
            ),
        }
    ),
    {"Imagen/side": "correct?", "*/channels": "correct?", "*/repeats": "correct?"},
    note="«escalada» holds channels and a side",
)

case(
    "escalado-phi",
    "W98Y4B-B",
    "md",
    "W98Y4B-B\n\n"
    + md_table(
        [
            ["Fila", "Detalle", "Coeficiente", "Lado", "Canales", "Repeticiones"],
            ["d", "α^φ", "4,8", "—", "—", "—"],
            ["w", "β^φ", "4,4", "—", "—", "—"],
            ["r", "γ^φ", "4,48", "—", "—", "—"],
            ["FLOPS", "d·w²·r²", "4,8·4,4²·4,48² = 1865,102", "—", "—", "—"],
            ["Imagen", "224", "—", "262", "—", "—"],
            ["Tallo", "32", "—", "—", "48", "—"],
            ["Etapa 1", "8; 2", "—", "—", "16", "5"],
            ["Etapa 3", "48; 2", "—", "—", "72", "5"],
            ["Etapa 5", "112; 4", "—", "—", "160", "10"],
            ["Cabeza", "1232", "—", "—", "1784", "—"],
        ]
    ),
    {
        "d/factor": "wrong",
        "w/factor": "wrong",
        "r/factor": "wrong",
        "FLOPS/factor": "carried",
        "Imagen/side": "wrong 262",
        "Etapa 1/repeats": "wrong 5",
        "Etapa 3/repeats": "wrong 5",
        "Etapa 5/repeats": "wrong 10",
    },
)

case(
    "escalado-ipynb",
    "W98Y4B-B",
    "ipynb",
    notebook(
        ("md", "W98Y4B-B"),
        (
            "code",
            "alpha,beta,gamma,phi = 1.2,1.1,1.12,4\nd = alpha**phi\nw = beta**phi\nr = gamma**phi\nprint(f'd = {d:.3f}')\nprint(f'w = {w:.3f}')\nprint(f'r = {r:.3f}')\nprint(f'FLOPS = {d*w**2*r**2:.3f}')",
            "d = 2.074\nw = 1.464\nr = 1.574\nFLOPS = 11.006\n",
        ),
        (
            "md",
            "| | Canales | Repeticiones |\n|---|---|---|\n| Tallo | 48 | |\n| Etapa 1 | 16 | 6 |\n| Etapa 3 | 72 | 6 |\n| Etapa 5 | 160 | 11 |\n| Cabeza | 1784 | |\n\nLado de la imagen: **264**",
        ),
    ),
    {"Imagen/side": "correct?"},
)

case(
    "escalado-html",
    "YP4YQE-J",
    "html",
    page(
        "<p>YP4YQE-J</p>"
        + html_table(
            [
                ["Fila", "Coeficiente", "Lado", "Canales", "Repeticiones"],
                ["d", "1,1<sup>4</sup> = 1,464", "&mdash;", "&mdash;", "&mdash;"],
                ["w", "1,15<sup>4</sup> = 1,749", "&mdash;", "&mdash;", "&mdash;"],
                ["r", "1,12<sup>4</sup> = 1,574", "&mdash;", "&mdash;", "&mdash;"],
                ["FLOPS", "11,089 veces", "&mdash;", "&mdash;", "&mdash;"],
                ["Imagen", "", "304 px", "", ""],
                ["Tallo", "", "", "40 canales", ""],
                ["Etapa 1", "", "", "24", "2 veces"],
                ["Etapa 3", "", "", "56", "5 veces"],
                ["Etapa 5", "", "", "136", "5 veces"],
                ["Cabeza", "", "", "1480", ""],
            ],
            "border=1",
        )
    ),
)

case(
    "escalado-rtf",
    "YP4YQE-J",
    "rtf",
    lambda: converted(
        document(
            "YP4YQE-J",
            [
                ["Fila", "Coeficiente", "Lado", "Canales", "Repeticiones"],
                ["d", "1,464", "—", "—", "—"],
                ["w", "1,749", "—", "—", "—"],
                ["r", "1,574", "—", "—", "—"],
                ["FLOPS", "11,089", "—", "—", "—"],
                ["Imagen", "—", "304", "—", "—"],
                ["Tallo", "—", "—", "40", "—"],
                ["Etapa 1", "—", "—", "24", "2"],
                ["Etapa 3", "—", "—", "56", "5"],
                ["Etapa 5", "—", "—", "136", "5"],
                ["Cabeza", "—", "—", "1.480", "—"],
            ],
        ),
        "docx",
        "rtf",
    ),
)
