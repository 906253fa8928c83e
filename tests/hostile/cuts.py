"""Files of each format that end before their time, and files called what they are not."""

from functools import cache
from pathlib import Path

from hostile.catalogue import HONEST, register

CASES = Path(__file__).parents[1] / "cases"
MINIMAL = Path(__file__).parents[1] / "readers" / "minimo.xls"
RTF = r"{\rtf1\ansi Ejemplo 4\par \trowd Capa\cell Pesos\cell\row\trowd CONV1\cell 600\cell\row \'e1 \u225?}"
WHERE = (0.02, 0.3, 0.6, 0.9, 0.99)
"""Of the length of the file."""


@cache
def whole(form):
    """A submission of the labelled ones, the smallest of its format."""
    if form == "xls":
        return MINIMAL.read_bytes()
    if form == "rtf":
        return RTF.encode()
    if form == "md":
        return HONEST.encode()
    return min((path.read_bytes() for path in CASES.rglob(f"*.{form}")), key=len)


def cut(form, share):
    return lambda _: whole(form)[: max(1, int(len(whole(form)) * share))]


def holed(form):
    """The middle overwritten with zeros, as by a copy that was interrupted."""

    def make(_):
        data = whole(form)
        third = len(data) // 3
        return data[:third] + bytes(third) + data[2 * third :]

    return make


FORMS = ("csv", "docx", "html", "ipynb", "md", "ods", "pdf", "rtf", "tex", "xls", "xlsx", "zip")
for form in FORMS:
    for share in WHERE:
        name = f"cortado-{form}-{int(share * 100):02}"
        register(name, f"{name}.{form}", cut(form, share))
    register(f"agujero-{form}", f"agujero.{form}", holed(form))


OTHER = {"pdf": "xlsx", "docx": "csv", "xlsx": "pdf", "html": "ipynb", "ipynb": "docx", "zip": "html", "md": "xls"}
for form, other in OTHER.items():
    register(f"disfrazado-{form}", f"disfrazado-{form}.{other}", cut(form, 1))
