"""Draws the pictures of the README: the first page of a worksheet of each family, with its original numbers.

`python docs/img/make.py` writes them beside this file. It needs Pillow, which nothing else of this project does.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from grader.generate.assignment import load_assignment
from grader.generate.issue import issue
from grader.model import Student
from grader.page import worksheet_page
from grader.writers import write_page

FAMILIES = {
    "parametros": "ejemplo-4",
    "redes-reales": "inciso-2d",
    "tamano-de-salida": "tamano-de-salida",
    "retropropagacion": "inciso-4",
    "gradientes": "inciso-3",
    "escalado": "inciso-5",
}
"""Picture → the exercise that it shows."""
DOTS_PER_POINT = 1.7
FOOT = 60
"""Points at the end of a page that belong to its foot."""
MARGIN, COLOURS = 12, 48


def first_page(exercise: str) -> Image.Image:
    """Without its margins and its foot."""
    students = (Student("2026001", "Ana Pérez Muñoz"),)
    (line,) = issue(load_assignment([exercise]), students, "README", original=True)
    page = pypdfium2.PdfDocument(write_page(worksheet_page(line.worksheet), "pdf"))[0]
    image = page.render(scale=DOTS_PER_POINT, crop=(0, FOOT, 0, 0)).to_pil().convert("RGB")
    left, top, right, bottom = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()
    return image.crop((left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN))


def png(image: Image.Image) -> bytes:
    data = BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(data, "PNG", optimize=True)
    return data.getvalue()


if __name__ == "__main__":
    for name, exercise in FAMILIES.items():
        path = Path(__file__).with_name(f"familia-{name}.png")
        path.write_bytes(png(first_page(exercise)))
        print(f"{path.name}: {path.stat().st_size // 1000} kB")
