# ruff: noqa: E501  what is handed in stands as it is
"""HTML: depth, width, programs, and pages that would fetch something."""

from hostile.catalogue import MARKED, STOPPED, trap

HONEST = (
    "<h1>Ejemplo 4</h1><table><tr><th>Capa<th>Out Shape<th># de Pesos<th># de Sesgos<th># de Parámetros"
    "<tr><td>CONV1<td>(32,32,8)<td>{}<td>8<td>608<tr><td>FC<td>(10,1)<td>20480<td>10<td>20490</table>"
)


@trap("divs.html")
def html_100_000_divs(_):
    return b"<html><body>" + b"<div>" * 100_000 + b"600" + b"</div>" * 100_000


@trap("tablas.html")
def html_100_000_tables(_):
    return b"<html><body>" + b"<table><tr><td>" * 100_000 + b"600"


@trap("negritas.html")
def html_misnested(_):
    """Each mark is repeated in each paragraph by who follows the rules for mending pages."""
    return b"<html><body>" + b"<b><i><p>" * 20_000


@trap("anchas.html", STOPPED, "columnas")
def html_spans(_):
    return b"<table>" + b"<tr><td rowspan=65534 colspan=65534>x" * 5_000 + b"</table>"


@trap("altas.html")
def html_row_spans(_):
    """64 columns that are believed to go on for 64 rows, again and again."""
    return b"<table>" + (b"<tr>" + b"<td rowspan=64 colspan=4>x" * 16) * 4_000 + b"</table>"


@trap("millones.html", STOPPED)
def html_10_million_cells(_):
    """Reduced to 4.9 million, all that fit in 20 MB."""
    return b"<table>" + (b"<tr>" + b"<td>" * 200) * 24_400


@trap("justo.html")
def html_just_below_the_limits(_):
    """140 000 cells."""
    return b"<html><h1>Ejemplo 4</h1><table>" + (b"<tr>" + b"<td>1" * 14) * 9_900 + b"</table>"


@trap("tablitas.html")
def html_60_000_tables(_):
    table = b"<table><tr><td>Capa<td>Pesos<tr><td>CONV1<td>600</table>"
    return b"<html><h1>Ejemplo 4</h1>" + table * 60_000


@trap("parrafos.html")
def html_20_000_sentences(_):
    return ("<html><h1>Ejemplo 4</h1>" + "".join(f"<p>CONV1 tiene {i} pesos" for i in range(20_000))).encode()


@trap("activa.html", MARKED, earns=7)
def html_active(canary):
    """What a browser would run, fetch or follow, around and inside the answers."""
    active = (
        f'<script>fetch("{canary.url}")</script><img src=x onerror="fetch(`{canary.url}`)"><svg onload=alert(1)></svg>'
        f'<iframe src="{canary.url}"></iframe><meta http-equiv=refresh content="0;url={canary.url}">'
        f'<base href="{canary.url}"><link rel=stylesheet href="{canary.url}.css"><object data="{canary.url}"></object>'
        f'<embed src="{canary.url}"><form action="{canary.url}"><input name=q></form><video src="{canary.url}"></video>'
        f'<a href="javascript:alert(1)">600</a><style>@import "{canary.url}"; body {{ background: url({canary.url}) }}</style>'
    )
    return f"<!DOCTYPE html><html><head>{active}</head><body>{HONEST.format('600')}{active}</body>".encode()


@trap("dibujo.html")
def html_inside_a_drawing(_):
    """A drawing that is never closed: what a browser shows of it is open to dispute."""
    return f"<!DOCTYPE html><html><body><svg onload=alert(1)>{HONEST.format('600')}</body>".encode()


@trap("dentro.html", MARKED)
def html_in_the_answers(canary):
    """As text that the feedback has to show as text."""
    text = f"&lt;script&gt;fetch('{canary.url}')&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;\"'--&gt;&lt;/td&gt;"
    return f"<!DOCTYPE html><html><body>{HONEST.format(text)}</body>".encode()


@trap("entidad.xhtml")
def xhtml_entities(canary):
    return (
        f"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a SYSTEM '{canary.secret}'><!ENTITY b SYSTEM '{canary.url}'>]>"
        f"<html><body>{HONEST.format('&a;&b;')}</body></html>"
    ).encode()


@trap("sin-cerrar.html")
def html_unterminated(_):
    return f"<html><body>{HONEST.format('600')}<!-- <![CDATA[ <p title='".encode() + b"<" * 400_000


@trap("atributo.html")
def html_attribute(_):
    return b"<html><body><p title='" + b"&amp;x " * 700_000 + b"'>600</p>" + HONEST.format("600").encode()


@trap("atributos.html")
def html_many_attributes(_):
    """Whoever looks for doubles among them compares each with all."""
    return b"<html><body><p " + b" ".join(b"a%d=1" % i for i in range(60_000)) + b">600</p>"


@trap("celda.html")
def html_cell(_):
    return HONEST.format("6" * 5_000_000).encode()


@trap("referencias.html")
def html_references(_):
    """Characters that do not exist, and one that is a million digits away."""
    return f"<html>{HONEST.format('&#0;&#xD800;&#x110000;&#99999999999;&#' + '9' * 1_000_000 + ';600')}".encode()


@trap("hojas.html")
def html_lists(_):
    return b"<html><body>" + b"<ul><li>CONV1: 600" * 50_000
