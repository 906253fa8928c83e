"""Expressions with which a weight is trained, handed in."""
# ruff: noqa: E501  (what students typed stands in one line)

from book import case
from shapes_of_files import csv_rows, document, grid, md_table, notebook, workbook

ROWS = [
    "Error 6",
    "Delta 6",
    "Error 5",
    "Delta 5",
    "Error 4",
    "Delta 4",
    "Error 3",
    "Delta 3",
    "Error 2",
    "Delta 2",
    "Peso",
]
PLAIN = [
    "e4 = d4 - y4",
    "delta4 = e4 * 3*neta4^2",
    "e1 = w11*delta1 + w21*delta2 + w31*delta3 + w41*delta4",
    "delta1 = e1",
    "e2 = sum(wi2*deltai, i=1..5)",
    "delta2 = e2*(1 - y2^2)",
    "e2 = sum_{i=1}^{4} w_{i2} delta_i",
    "delta2 = e2*y2*(1-y2)",
    "e4 = sum_{i=1}^{7} w_{i4} delta_i",
    "delta4 = e4*(1-y4^2)",
    "w42(t+1) = w42(t) + alfa*delta4*y2",
]
TEX = [
    r"d_4 - y_4^{(6)}",
    r"3\,e_4^{(6)}\left(neta_4^{(6)}\right)^2",
    r"\sum_{i=1}^{4} w_{i1}^{(5)}\delta_i^{(6)}",
    r"e_1^{(5)}\cdot 1",
    r"\sum_{i=1}^{5} w_{i2}^{(4)}\delta_i^{(5)}",
    r"e_2^{(4)}\left[1-\tanh^2(neta_2^{(4)})\right]",
    r"\sum_{i=1}^{4} w_{i2}^{(3)}\delta_i^{(4)}",
    r"e_2^{(3)}\,y_2^{(3)}\left(1-y_2^{(3)}\right)",
    r"\sum_{i=1}^{7} w_{i4}^{(2)}\delta_i^{(3)}",
    r"e_4^{(2)}\left(1-(y_4^{(2)})^2\right)",
    r"w_{42}^{(1)}(t+1)=w_{42}^{(1)}(t)+\alpha\,\delta_4^{(2)}y_2^{(1)}",
]
UNICODE = [
    "e₄⁶ = d₄ − y₄⁶",
    "δ₄⁶ = e₄⁶ · 3(neta₄⁶)²",
    "e₁⁵ = Σᵢ₌₁⁴ wᵢ₁⁵ δᵢ⁶",
    "δ₁⁵ = e₁⁵",
    "e₂⁴ = Σᵢ₌₁⁵ wᵢ₂⁴ δᵢ⁵",
    "δ₂⁴ = e₂⁴ (1 − (y₂⁴)²)",
    "e₂³ = Σᵢ₌₁⁴ wᵢ₂³ δᵢ⁴",
    "δ₂³ = e₂³ y₂³ (1 − y₂³)",
    "e₄² = Σᵢ₌₁⁷ wᵢ₄² δᵢ³",
    "δ₄² = e₄² (1 − (y₄²)²)",
    "w₄₂¹(t+1) = w₄₂¹(t) + α δ₄² y₂¹",
]

case(
    "gradiente-teclado",
    "YM6D9Q-2",
    "txt",
    "YM6D9Q-2\n\n" + "\n".join(f"{row}: {it}" for row, it in zip(ROWS, PLAIN, strict=True)) + "\n",
)
case(
    "gradiente-tex",
    "YM6D9Q-2",
    "tex",
    "\\documentclass{article}\\begin{document}\nHoja YM6D9Q-2\n\\begin{itemize}\n"
    + "\n".join(f"\\item {row}: ${it}$" for row, it in zip(ROWS, TEX, strict=True))
    + "\n\\end{itemize}\n\\end{document}\n",
)
case(
    "gradiente-ipynb",
    "YM6D9Q-2",
    "ipynb",
    notebook(
        (
            "md",
            "## Inciso 3 — YM6D9Q-2\n\n"
            + md_table([["Cantidad", "Expresión"], *[[row, f"${it}$"] for row, it in zip(ROWS, TEX, strict=True)]]),
        )
    ),
)
case(
    "gradiente-docx",
    "YM6D9Q-2",
    "docx",
    document(
        "Inciso 3", "YM6D9Q-2", [["Cantidad", "Expresión"], *[[row, it] for row, it in zip(ROWS, UNICODE, strict=True)]]
    ),
)
case(
    "gradiente-xlsx",
    "YM6D9Q-2",
    "xlsx",
    workbook(
        {
            "Hoja1": [
                (0, 0, "YM6D9Q-2"),
                *grid([["Cantidad", "Respuesta"], *[[row, it] for row, it in zip(ROWS, PLAIN, strict=True)]], 1),
            ]
        }
    ),
)
case(
    "gradiente-csv",
    "YM6D9Q-2",
    "csv",
    csv_rows(
        [
            ["YM6D9Q-2"],
            ["Cantidad", "Detalle", "Expresión"],
            *[[row, "", it.replace(";", ",")] for row, it in zip(ROWS, UNICODE, strict=True)],
        ]
    ),
)
case(
    "gradiente-bloques",
    "YM6D9Q-2",
    "md",
    "Hoja YM6D9Q-2\n\nCapa 6 (cúbica)\n\n$$e_4^{(6)} = d_4 - y_4^{(6)}$$\n$$\\delta_4^{(6)} = e_4^{(6)} \\cdot 3 (neta_4^{(6)})^2$$\n\nCapa 5 (lineal)\n\n$$e_1^{(5)} = \\sum_{i=1}^{4} w_{i1}^{(5)} \\delta_i^{(6)}$$\n$$\\delta_1^{(5)} = e_1^{(5)}$$\n\nCapa 4 (tanh)\n\n$$e_2^{(4)} = \\sum_{i=1}^{5} w_{i2}^{(4)} \\delta_i^{(5)}$$\n$$\\delta_2^{(4)} = e_2^{(4)} (1 - (y_2^{(4)})^2)$$\n\n"
    "Capa 3 (logística)\n\n$$e_2^{(3)} = \\sum_{i=1}^{4} w_{i2}^{(3)} \\delta_i^{(4)}$$\n$$\\delta_2^{(3)} = e_2^{(3)} y_2^{(3)} (1 - y_2^{(3)})$$\n\nCapa 2 (tanh)\n\n$$e_4^{(2)} = \\sum_{i=1}^{7} w_{i4}^{(2)} \\delta_i^{(3)}$$\n$$\\delta_4^{(2)} = e_4^{(2)} (1 - (y_4^{(2)})^2)$$\n\nPeso\n\n$$w_{42}^{(1)}(t+1) = w_{42}^{(1)}(t) + \\alpha \\delta_4^{(2)} y_2^{(1)}$$\n",
    {"*": "correct?"},
    note="no table: the quantity stands on the left side",
)
case(
    "gradiente-errores",
    "YM6D9Q-2",
    "md",
    "YM6D9Q-2\n\n"
    + md_table(
        [
            ["Cantidad", "Detalle", "Expresión"],
            *[
                [row, "", it]
                for row, it in zip(
                    ROWS,
                    [
                        "y₄ − d₄",
                        *UNICODE[1:5],
                        "δ₂⁴ = e₂⁴·y₂⁴·(1 − y₂⁴)",
                        *UNICODE[6:8],
                        "e₄² = Σᵢ₌₁⁷ w₄ᵢ² δᵢ³",
                        UNICODE[9],
                        "w₄₂¹(t+1) = w₄₂¹(t) + δ₄² y₂¹",
                    ],
                    strict=False,
                )
            ],
        ]
    ),
    {
        "Error 6/expression": "wrong",
        "Delta 4/expression": "wrong",
        "Error 2/expression": "wrong",
        "Peso/expression": "wrong",
    },
)
case(
    "gradiente-en-palabras",
    "YM6D9Q-2",
    "txt",
    """YM6D9Q-2
Error 6: lo deseado menos la salida de la neurona 4, d4 - y4
Delta 6: error por la derivada de la cúbica, e4*3*neta4^2
Error 5: la suma de los pesos por los deltas de la capa 6
Delta 5: igual al error porque es lineal, e1
Peso: w42 + alfa*delta4*y2
""",
    {
        "*": "correct?",
        "Error 5/expression": "review/wrong",
        "Error 4/expression": "blank?",
        "Delta 4/expression": "blank?",
        "Error 3/expression": "blank?",
        "Delta 3/expression": "blank?",
        "Error 2/expression": "blank?",
        "Delta 2/expression": "blank?",
    },
)
