"""What a PDF would unpack and draw, measured before pdfium does either: it keeps no measure of its own."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO

import pikepdf

from grader.errors import UnreadableError

_MOST_UNPACKED = 80_000_000
_MOST_DRAWN = 4_000_000
"""Bytes of drawing instructions on all pages, each form as often as it is drawn; pdfium takes 60 bytes for each."""
_DEEPEST = 20
_LAYERS = 4
"""Times that a stream can be packed in itself."""
_PIECE = 1 << 16
_STREAM = re.compile(rb"stream\r?\n")
_DRAWN = re.compile(rb"(?:/([^\s/\[\]()<>{}%]+)\s+)?\bDo\b")
_TOO_MUCH = (
    "El PDF contiene dibujos o datos que ocupan demasiado al abrirlos y no se leyó: lo mira una persona. "
    "Si puedes, entrégalo exportado de nuevo desde el programa en que lo hiciste."
)


class _TooMuchError(UnreadableError):
    def __init__(self) -> None:
        super().__init__(_TOO_MUCH, needs_person=True)


def check_unpacked(data: bytes) -> None:
    """Refuse streams that unpack to more than a document holds, wherever they lie."""
    left = _MOST_UNPACKED
    for start in _STREAM.finditer(data):
        left -= _unpacked(data, start.end(), left)
        if left <= 0:
            raise _TooMuchError


def _unpacked(data: bytes, start: int, most: int) -> int:
    """Bytes that the stream and what is packed in it unpack to, at most `most`; 0 for what is not packed."""
    if not _is_packed(data[start : start + 2]):
        return 0
    layers = [zlib.decompressobj()]
    total = 0
    for at in range(start, len(data), _PIECE):
        try:
            total += _feed(layers, data[at : at + _PIECE], most - total)
        except zlib.error:
            return total
        if total >= most or layers[0].eof:
            break
    return total


def _feed(layers: list[zlib._Decompress], piece: bytes, most: int) -> int:
    """Bytes that this piece of the outermost layer becomes, in all layers."""
    total = 0
    for depth in range(_LAYERS):
        unpacked = layers[depth].decompress(piece, max(1, most - total))
        total += len(unpacked)
        if total >= most:
            return total
        if depth + 1 == len(layers):
            if depth + 1 == _LAYERS or not _is_packed(unpacked[:2]):
                break
            layers.append(zlib.decompressobj())
        piece = unpacked
    return total


def _is_packed(head: bytes) -> bool:
    return len(head) == 2 and head[0] & 15 == 8 and int.from_bytes(head, "big") % 31 == 0


def check_drawn(data: bytes) -> None:
    """Refuse pages of more instructions than anybody's worksheet has, and forms that draw themselves."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            costs: dict[tuple[int, int], int] = {}
            drawn = 0
            for page in pdf.pages:
                drawn += _cost(page.obj, _resources(page.obj), costs, 0)
                if drawn > _MOST_DRAWN:
                    raise _TooMuchError
    except (pikepdf.PdfError, ValueError, TypeError) as error:
        raise UnreadableError("El PDF está dañado o incompleto. Vuelve a exportarlo y a entregarlo.") from error


def _cost(node: pikepdf.Object, resources: pikepdf.Object | None, costs: dict[tuple[int, int], int], depth: int) -> int:
    """Bytes of instructions of a page or a form and of all forms that it draws."""
    if depth > _DEEPEST:
        raise _TooMuchError
    content = b"\n".join(_contents(node))
    drawn = [it[1] for it in _DRAWN.finditer(content)]
    if not drawn:
        return len(content)
    forms = {name: _form_cost(form, resources, costs, depth) for name, form in _forms(resources)}
    worst = max(forms.values(), default=0)
    return len(content) + sum(worst if name is None or b"#" in name else forms.get(name, 0) for name in drawn)


def _form_cost(
    form: pikepdf.Object, resources: pikepdf.Object | None, costs: dict[tuple[int, int], int], depth: int
) -> int:
    if form.objgen not in costs:
        costs[form.objgen] = _MOST_DRAWN  # for itself, if it draws itself
        costs[form.objgen] = _cost(form, form.get("/Resources", resources), costs, depth + 1)
    return costs[form.objgen]


def _contents(node: pikepdf.Object) -> Iterator[bytes]:
    streams = node if isinstance(node, pikepdf.Stream) else node.get("/Contents")
    for stream in streams if isinstance(streams, pikepdf.Array) else [streams]:
        if isinstance(stream, pikepdf.Stream):
            try:
                yield stream.read_bytes()
            except pikepdf.PdfError:
                yield stream.read_raw_bytes()


def _forms(resources: pikepdf.Object | None) -> Iterator[tuple[bytes, pikepdf.Object]]:
    named = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    for name, it in named.items() if isinstance(named, pikepdf.Dictionary) else ():
        if isinstance(it, pikepdf.Stream) and it.get("/Subtype") == pikepdf.Name.Form:
            yield name[1:].encode(), it


def _resources(page: pikepdf.Object) -> pikepdf.Object | None:
    """A page's own, or those of the group of pages that it is in."""
    node: pikepdf.Object | None = page
    for _ in range(_DEEPEST):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if "/Resources" in node:
            return node["/Resources"]
        node = node.get("/Parent")
    return None
