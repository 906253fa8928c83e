"""What an export says of its bank, in Spanish."""

from __future__ import annotations

from grader.banks._limits import LIMITS
from grader.banks._proof import Count
from grader.banks._question import Form
from grader.spanish import count, plural


def told(target: str, form: Form, found: Count, size: int) -> str:
    """What was proven of the file of `size` bytes, and a table of what its target cannot do."""
    rows = LIMITS[target, form]
    width = max(len(what) for what, _ in rows)
    right = plural(found.right, "respuesta correcta", "respuestas correctas")
    wrong = f" y {plural(found.wrong, 'equivocada', 'equivocadas')}" if found.wrong else ""
    asked = plural(found.questions, "pregunta", "preguntas")
    return "\n".join(
        (
            f"{asked} con {plural(found.gaps, 'hueco', 'huecos')}, {count(-(-size // 1000))} kB.",
            f"El archivo se leyó de vuelta y dice lo que la clave: {right}{wrong}, contando cada escritura.",
            "",
            "Lo que una pregunta de este banco no hace:",
            *(f"  {what:<{width}}  {how}" for what, how in rows),
        )
    )
