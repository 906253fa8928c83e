"""Which asked expression an equation is of, by the name on its left: «δ_4^{(2)} = …», «w42(t+1) = …»."""

from __future__ import annotations

from grader.check.expressions._names import Written, read_name
from grader.check.expressions._spelling import plain
from grader.model import Role, Sheet
from grader.neurons import DELTA, TARGET, WEIGHT, Name

MAX_LENGTH = 60
_BOX = "\\boxed{"


def unboxed(line: str) -> str:
    r"""What stands in the frame that a whole line is: `\boxed{e = d - y}`."""
    bare = line.strip().strip("$").strip()
    return bare.removeprefix(_BOX).removesuffix("}") if bare.startswith(_BOX) and bare.endswith("}") else line


def asked_by(sheet: Sheet, text: str, *, any_neuron: bool = False) -> str:
    """The only cell that `text` names; empty when it names none, or more than one.

    With `any_neuron` the layer is enough: an answer on another neuron than the asked one is no empty cell.
    """
    if len(text) > MAX_LENGTH:
        return ""
    text = plain(text.lstrip("-•* "))
    name = read_name(text, 0)
    if name is None or text[name.end :].strip():
        return ""
    cells = [cell for cell in sheet.cells.values() if cell.scope and cell.role is Role.ASKED]
    found = [cell.ref for cell in cells if cell.scope and _names(name, cell.scope.asked, any_neuron=any_neuron)]
    return found[0] if len(found) == 1 else ""


def _names(name: Written, asked: Name, *, any_neuron: bool) -> bool:
    letter = DELTA if name.letter == TARGET else name.letter
    layer = name.layer + name.loose
    if letter != asked.letter.rstrip("+") or layer not in (0, asked.layer):
        return False
    if any_neuron:
        return layer == asked.layer and bool(name.indices)
    if not name.indices:  # «e^{06} = …»: the layer says which, but for a weight
        return layer == asked.layer and letter != WEIGHT
    turned = asked.indices[::-1] if letter == WEIGHT else asked.indices
    return name.indices in (asked.indices, turned)
