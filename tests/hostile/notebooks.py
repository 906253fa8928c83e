# ruff: noqa: E501  what is handed in stands as it is
"""Notebooks: depth, numbers, programs that would do something, and values of every wrong type."""

import json

from hostile.catalogue import ANY, HONEST, MARKED, STOPPED, TITLE, register, trap


def notebook(*cells, **more):
    return json.dumps({"cells": list(cells), "nbformat": 4, "nbformat_minor": 5, "metadata": {}, **more}).encode()


def text(source):
    return {"cell_type": "markdown", "source": source, "metadata": {}}


def code(source, *outputs):
    return {"cell_type": "code", "source": source, "outputs": list(outputs), "metadata": {}, "execution_count": 1}


def result(**data):
    return {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}


@trap("honda.ipynb", STOPPED)
def json_100_000_deep(_):
    return b'{"cells": [' + b'{"a":[' * 100_000


@trap("honda-cerrada.ipynb")
def json_100_000_deep_and_closed(_):
    """In a place that the reader does not look at."""
    deep = b"[" * 100_000 + b"]" * 100_000
    return notebook(text(HONEST)).replace(b'"metadata": {}}', b'"metadata": {"x": %s}}' % deep, 1)


@trap("honda-antigua.ipynb")
def json_deep_of_2013(_):
    """An old version goes through another library."""
    return b'{"nbformat": 3, "worksheets": [' + b"[" * 100_000 + b"]" * 100_000 + b"]}"


@trap("numeros.ipynb")
def json_numbers(_):
    huge = b"9" * 100_000
    return b'{"cells": [], "nbformat": %s, "metadata": {"a": NaN, "b": Infinity, "c": 1e999999, "d": -%s}}' % (
        huge,
        huge,
    )


@trap("numeros-fuera.ipynb")
def json_numbers_elsewhere(_):
    more = b'"metadata": {"a": %s, "b": 1e999999, "c": -0}}' % (b"9" * 100_000)
    return notebook(text(HONEST)).replace(b'"metadata": {}}', more, 1)


@trap("claves.ipynb")
def json_repeated_keys(_):
    body = notebook(text(HONEST)).decode()
    return ("{" + '"cells": [], ' * 10_000 + body[1:-1] + "}").encode()


@trap("sustitutos.ipynb")
def json_lone_surrogates(_):
    return notebook(text(HONEST.replace("600", "\ud800600\udfff")))


@trap("programa.ipynb", MARKED)
def notebook_program(canary):
    """Read as text: if any of it ran, a file would be there or somebody would call."""
    program = (
        f"open({canary.path('celda')!r}, 'w').write('x')\n!touch {canary.path('consola')}\n%%bash\ntouch {canary.path('bash')}\n"
        f"import os, socket; os.system('touch {canary.path('sistema')}')\nsocket.create_connection(('127.0.0.1', {canary.port}))\n"
        f"conv1_pesos = __import__('os').system('touch {canary.path('nombre')}')\n"
        f"Parametro_1 = eval('open({canary.path('eval')!r}, \"w\")')\nconv1_sesgos = 8\n%run http://127.0.0.1:{canary.port}/x.py"
    )
    javascript = result(
        **{"application/javascript": f"fetch('{canary.url}')", "text/html": f"<script src='{canary.url}'></script>"}
    )
    return notebook(text(TITLE), code(program, javascript), text(HONEST))


@trap("salida.ipynb", MARKED)
def notebook_output(_):
    """A picture of 10 MB beside the answers."""
    return notebook(
        text(HONEST),
        code("plt.show()", result(**{"image/png": "iVBORw0KGgo" + "A" * 10_000_000, "text/plain": "<Figure>"})),
    )


@trap("salida-html.ipynb")
def notebook_html_outputs(_):
    """Many small pages, each of which is parsed."""
    page = "<table><tr><td>Capa<td>Pesos<tr><td>CONV1<td>600</table>"
    return notebook(text(TITLE), *(code("df", result(**{"text/html": page})) for _ in range(20_000)))


@trap("registro.ipynb")
def notebook_training_log(_):
    """What a training prints, ten thousand times; the answers stand below it."""
    printed = "".join(f"Epoch {i}/9999 - loss: 0.{i} - params: {i}\n" for i in range(9_999))
    return notebook(
        text(TITLE), code("model.fit()", {"output_type": "stream", "name": "stdout", "text": printed}), text(HONEST)
    )


@trap("adjunto.ipynb")
def notebook_attachments(canary):
    cell = text(f"![x]({canary.url}) ![y]({canary.secret}) <img src='{canary.url}'>\n\n{HONEST}")
    return notebook(cell | {"attachments": {"../../x.png": {"image/png": "!" * 1_000_000}}})


WRONG = (None, True, -1, 1.5, "x", [], {}, [[[]]], [None], {"": None})
"""A value of each type."""


def of_wrong_type(place, wrong):
    right = {"cells": [text(HONEST)], "nbformat": 4, "metadata": {}}
    whole = right | {place: wrong} if place in right else right | {"cells": [text(HONEST) | {place: wrong}]}
    return lambda _: json.dumps(whole).encode()


for place in ("cells", "nbformat", "metadata", "source", "outputs", "cell_type"):
    for number, wrong in enumerate((None, -1, "x", [None])):
        register(f"ipynb-{place}-{number}", f"tipo-{place}-{number}.ipynb", of_wrong_type(place, wrong), ANY)


@trap("celdas.ipynb")
def notebook_of_wrong_cells(_):
    cells = [
        {"cell_type": kind, "source": wrong, "outputs": other}
        for kind in ("code", 3)
        for wrong in WRONG
        for other in WRONG
    ]
    return notebook(text(HONEST), *cells)
