# ruff: noqa: E501  what is handed in stands as it is
"""PDF: loops, bombs and actions, in files written by hand."""

import zlib

from hostile.catalogue import ANY, STOPPED, trap

PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F 5 0 R >> %s >> /Contents 4 0 R %s >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
TEXT = b"BT /F 12 Tf 50 700 Td (Ejemplo 4) Tj 0 -20 Td (CONV1: 600 pesos, 8 sesgos) Tj ET"


def pdf(*objects, root=b"<< /Type /Catalog /Pages 2 0 R %s >>", catalog=b""):
    """Objects from number 2 on, with a table of where they stand."""
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate([root % catalog, *objects], 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + b"".join(
        b"%010d 00000 n \n" % at for at in places
    )
    return out + table + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(out))


def stream(data, *, packed=False, more=b""):
    if packed:
        data, more = zlib.compress(data, 9), more + b" /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


def one_page(content, resources=b"", page=b"", *more, catalog=b""):
    kids = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf(kids, PAGE % (resources, page), content, FONT, *more, catalog=catalog)


@trap("bucle.pdf")
def pdf_page_tree_loop(_):
    return pdf(
        b"<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] /Count 3 /Parent 2 0 R >>", PAGE % (b"", b""), stream(TEXT), FONT
    )


@trap("paginas.pdf", STOPPED)
def pdf_a_million_pages(_):
    """It only says so."""
    return pdf(b"<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>", PAGE % (b"", b""), stream(TEXT), FONT)


@trap("kids.pdf")
def pdf_one_page_a_thousand_times(_):
    kids = b"<< /Type /Pages /Kids [%s] /Count 99 >>" % (b"3 0 R " * 99)
    return pdf(kids, PAGE % (b"", b""), stream(TEXT * 50), FONT)


@trap("bomba.pdf")
def pdf_flate_bomb(_):
    """150 kB that unpack to 150 MB of blanks."""
    return one_page(stream(TEXT + b" " * 150_000_000, packed=True))


@trap("bomba-doble.pdf")
def pdf_flate_bomb_twice(_):
    data = zlib.compress(zlib.compress(b"\0" * 150_000_000, 9), 9)
    return one_page(b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(data), data))


@trap("objetos.pdf")
def pdf_object_stream_bomb(_):
    """An object stream of 150 MB and a table of places said to have a thousand million entries."""
    packed = stream(b"6 0 << >> " + b" " * 150_000_000, packed=True, more=b"/Type /ObjStm /N 1000000000 /First 10")
    return one_page(stream(TEXT), b"", b"", packed)


@trap("letras.pdf")
def pdf_a_million_operators(_):
    """Each letter of half a million in an operator of its own."""
    return one_page(stream(b"BT /F 1 Tf " + b"1 0 Td (6) Tj " * 500_000 + b"ET", packed=True))


@trap("justo.pdf")
def pdf_just_below_the_limits(_):
    """96 000 letters on 99 pages."""
    kids = b"<< /Type /Pages /Kids [%s] /Count 99 >>" % (b"3 0 R " * 99)
    lines = b"".join(b"1 0 0 1 50 %d Tm (CONV1: 600 pesos, 8 sesgos) Tj " % (20 + 14 * i) for i in range(36))
    return pdf(kids, PAGE % (b"", b""), stream(b"BT /F 12 Tf " + lines + b"ET", packed=True), FONT)


@trap("una-pagina.pdf")
def pdf_one_crowded_page(_):
    """96 000 letters on one page."""
    lines = b"".join(b"1 0 0 1 %d %d Tm (600) Tj " % (i * 7 % 600, i * 11 % 780) for i in range(32_000))
    return one_page(stream(b"BT /F 4 Tf " + lines + b"ET", packed=True))


@trap("rayas.pdf")
def pdf_rules(_):
    """As many lines as are still taken for those of a table."""
    lines = b"".join(b"%d 0 m %d 792 l S 0 %d m 612 %d l S " % (i, i, i, i) for i in range(600)) * 3
    return one_page(stream(lines + TEXT * 500, packed=True))


@trap("formas.pdf")
def pdf_recursive_form(_):
    """A form that shows itself twice."""
    form = stream(
        b"/X Do /X Do", more=b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    )
    return one_page(stream(TEXT + b" /X Do"), b"/XObject << /X 6 0 R >>", b"", form)


@trap("formas-dobladas.pdf")
def pdf_doubling_forms(_):
    """Twenty forms, each of which shows the next one twice: a million times the last."""

    def form(number):
        inner = b"/X Do /X Do" if number < 25 else TEXT
        resources = b"/Font << /F 5 0 R >> /XObject << /X %d 0 R >>" % (number + 1)
        return stream(inner, more=b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << %s >>" % resources)

    return one_page(stream(TEXT + b" /X Do"), b"/XObject << /X 6 0 R >>", b"", *(form(n) for n in range(6, 26)))


@trap("acciones.pdf")
def pdf_actions(canary):
    """JavaScript, programs to start and pages to open, on opening and in the notes of the page."""
    url, path = canary.url.encode(), canary.path("lanzado").encode()
    actions = (
        b"<< /S /JavaScript /JS (app.launchURL\\('%s'\\)) /Next << /S /Launch /F (/bin/touch) /Win << /F (touch) /P (%s) >> >> >>"
        % (url, path)
    )
    note = b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 600 700] /A << /S /URI /URI (%s) >> >> << /Type /Annot "
    note += b"/Subtype /FileAttachment /FS << /F (%s) /EF << >> >> /Rect [0 0 1 1] >>]"
    remote = b"/OpenAction %s /AA << /WC %s >> /Names << /JavaScript << /Names [(x) %s] >> >>" % (
        actions,
        actions,
        actions,
    )
    return one_page(stream(TEXT), b"", note % (url, path), catalog=remote)


@trap("fuera.pdf")
def pdf_external_stream(canary):
    """A stream that is said to be in another file."""
    return one_page(
        b"<< /Length 0 /F (%s) /FFilter /FlateDecode >>\nstream\n\nendstream" % canary.path("secreto.txt").encode()
    )


@trap("campos.pdf")
def pdf_form_loop(_):
    """A field that is its own parent and its own child, and 4 000 fields of long names."""
    loop = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (ejemplo-4/CONV1/weights) /V (600) /Parent 6 0 R /Kids [6 0 R] /Rect [0 0 9 9] >>"
    many = b"/Annots [6 0 R %s]" % (
        b"<< /Subtype /Widget /FT /Tx /T (%s) /V 6 /Rect [0 0 9 9] >> " % (b"a" * 400) * 4_000
    )
    return one_page(stream(TEXT), b"", many, loop, catalog=b"/AcroForm << /Fields [6 0 R] >>")


@trap("notas.pdf")
def pdf_notes(_):
    """Typed notes with rectangles that are none."""
    boxes = (b"[0 0 0 0]", b"[1e38 -1e38 1e38 1e38]", b"[(a) /b null 3]", b"[0 0]", b"[9 9 9 9 9]")
    notes = b"".join(b"<< /Type /Annot /Subtype /FreeText /Contents (600) /Rect %s >>" % box for box in boxes)
    return one_page(stream(TEXT), b"", b"/Annots [%s]" % notes)


@trap("lejos.pdf")
def pdf_far_text(_):
    """Letters of no size, of a huge one, and a kilometre apart."""
    ops = b"BT /F 0 Tf (600) Tj /F 1e30 Tf (600) Tj /F 12 Tf 1e9 0 Td (600) Tj -3e9 7e8 Td (8) Tj 0 0 0 0 1e9 1e9 Tm (608) Tj ET"
    return one_page(stream(ops))


@trap("referencias.pdf", ANY)
def pdf_reference_loop(_):
    return one_page(b"4 0 R", b"/XObject 3 0 R", b"/Annots 3 0 R")
