"""What is said of a mark: its verdict in two words, why it is so, and what to try next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader import spanish
from grader.check.policy import Show
from grader.check.verified import verified
from grader.formula import write
from grader.model import Diagnosis, Mark, Verdict
from grader.notation import Notation
from grader.sampled import Sample

VERDICT_LABELS = {
    Verdict.CORRECT: ("correcta", "correctas"),
    Verdict.CARRIED: ("arrastre", "arrastres"),
    Verdict.SLIP: ("desliz", "deslices"),
    Verdict.MISCONCEPTION: ("idea por revisar", "ideas por revisar"),
    Verdict.INCORRECT: ("incorrecta", "incorrectas"),
    Verdict.BLANK: ("en blanco", "en blanco"),
    Verdict.REVIEW: ("en revisión", "en revisión"),
}
"""One cell and several of them."""

WRONG = frozenset({Verdict.SLIP, Verdict.MISCONCEPTION, Verdict.INCORRECT})
"""Where a student's path may leave the right one."""


def why(mark: Mark, show: Show, *, structural: bool = False) -> Iterator[str]:
    """Spanish sentences, most important first."""
    if mark.decision:
        yield spanish.sentence(f"La revisó una persona: {mark.decision.reason or 'esto es lo que decidió'}")
    match mark.verdict:
        case Verdict.SLIP:
            yield "La expresión es la correcta, pero la cuenta no da ese valor: vuelve a hacerla paso a paso."
        case Verdict.MISCONCEPTION:
            yield from misconception_sentences(mark.diagnoses)
        case Verdict.BLANK if structural and not mark.possible:
            yield "Aquí no hay nada que contar: vacía no suma ni resta."
        case Verdict.BLANK if not mark.reading.raw.strip():
            yield "No se encontró nada escrito en esta celda."
        case Verdict.REVIEW:
            yield "La mira una persona antes de poner la nota definitiva."
        case Verdict.INCORRECT if structural:
            yield LEARNS_NOTHING
        case Verdict.INCORRECT if not mark.reason:
            told = UNEQUAL if isinstance(mark.expected, Sample) else UNEXPLAINED
            yield told[show is Show.SOLUTION]
        case _:
            pass
    note = "" if mark.verdict is Verdict.SLIP else mark.reading.note  # the slip's own sentence says it
    yield from dict.fromkeys(text for text in (mark.reason, note) if text)


LEARNS_NOTHING = "Esta capa no aprende nada: piensa qué pesos y qué sesgos podría tener."
UNEXPLAINED = (
    "No sabemos de dónde sale este valor: escribe la fórmula, pon los números y vuelve a hacer la cuenta.",
    "No sabemos de dónde sale este valor: compara tu cuenta con la del camino correcto.",
)
"""Of a wrong number that no known rule gives: without the solution at hand, and with it."""
UNEQUAL = (
    "Tu expresión no equivale a la que se pide: mira qué cantidades lleva, de qué capa y de qué neurona es cada una.",
    "Tu expresión no equivale a la que se pide: compárala factor por factor con la del camino correcto.",
)


def misconception_sentences(diagnoses: Sequence[Diagnosis]) -> Iterator[str]:
    """The student's number rebuilt by each wrong rule that gives it: «5·5·8 = 200: te faltó multiplicar …»."""
    if len(diagnoses) > 1:
        yield "Tu respuesta puede haber salido de más de una manera:"
    for diagnosis in diagnoses:
        yield spanish.sentence(_rebuilt(diagnosis))


def _rebuilt(diagnosis: Diagnosis) -> str:
    rewiring = diagnosis.rewiring
    equations = verified(rewiring.formula, rewiring.args, diagnosis.numbers, diagnosis.decimals)
    number = "; ".join(write(it, Notation.PLAIN, symbols=False) for it in equations if not it.is_lone)
    sentence = _with_numbers(rewiring.sentence, diagnosis)
    return f"{number}: {sentence}" if number else sentence


def advice(diagnoses: Sequence[Diagnosis]) -> tuple[str, ...]:
    """The next step that each wrong rule suggests, each once."""
    texts = (_with_numbers(it.rewiring.advice, it) for it in diagnoses if it.rewiring.advice)
    return tuple(dict.fromkeys(map(spanish.sentence, texts)))


def _with_numbers(text: str, diagnosis: Diagnosis) -> str:
    letters = {name: spanish.value(it) for name, it in diagnosis.letters.items() if it is not None}
    return text.format_map(letters)
