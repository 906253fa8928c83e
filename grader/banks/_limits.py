"""What a question of each target cannot do that our own marking does: told to the docente with every export."""

from __future__ import annotations

from grader.banks._question import Form

_EVERYWHERE = (
    ("Arrastre", "no: cada hueco se compara con la clave; un error en una capa cuesta también en lo que sale de ella"),
    ("Desliz", "no: se escribe solo el resultado; la expresión correcta con la cuenta mal no gana nada"),
    ("Idea repetida", "cuesta en cada capa, aunque la política diga que una sola vez"),
    ("Duda", "nadie la revisa: lo que no está en la lista de respuestas cuenta como incorrecto"),
    ("Cero vacío", "donde una capa no tiene pesos hay que escribir 0 o un guion; vacío cuenta como sin responder"),
)
_TEXTS = (
    "Formas",
    "valen las escrituras usuales: (28, 28, 16), 28x28x16, [28,28,16]…; con otra cuenta como incorrecta",
)
_MOODLE = (
    _TEXTS,
    ("Miles", "33.024 vale (Moodle avisa del punto); con siete cifras o más hay que escribir solo dígitos"),
)
_CANVAS = (
    _TEXTS,
    ("Idea equivocada", "no gana nada, diga lo que diga la política, y no se explica: solo se ve el desarrollo"),
)
_QTI = (
    _TEXTS,
    ("Dónde", "ni Moodle ni Canvas importan QTI 2.1 con varios huecos: es para otros sistemas (TAO, por ejemplo)"),
    ("Explicaciones", "la frase de cada idea equivocada sale solo si el sistema muestra «modalFeedback»"),
)
LIMITS: dict[tuple[str, Form], tuple[tuple[str, str], ...]] = {
    ("moodle", Form.TABLE): (
        *_EVERYWHERE,
        *_MOODLE,
        ("Puntos", "la pregunta vale la suma de los pesos de sus huecos; el cuestionario la lleva a su nota"),
        ("Otra importación", "Moodle no actualiza: importar otra vez duplica las preguntas"),
    ),
    ("moodle", Form.CELL): (
        *_EVERYWHERE,
        *_MOODLE,
        ("Otra importación", "Moodle no actualiza: importar otra vez duplica las preguntas"),
    ),
    ("canvas", Form.TABLE): (
        *_EVERYWHERE,
        *_CANVAS,
        ("Pesos", "todos los huecos de una tabla valen igual, diga lo que diga la política"),
    ),
    ("canvas", Form.CELL): (
        *_EVERYWHERE,
        *_CANVAS,
        ("Variante", "cada celda puede tocar de otra variante: la pregunta trae su propia red"),
    ),
    ("qti", Form.TABLE): (*_EVERYWHERE, *_QTI),
    ("qti", Form.CELL): (*_EVERYWHERE, *_QTI),
}  # fmt: skip
