"""What Word makes of an answer: equation objects, tracked changes, content controls, text boxes, lists, notes."""

from __future__ import annotations

from html import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

_M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
_W = nsdecls("w")
_DRAWN = nsdecls("a", "wp") + (
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_WHO = 'w:author="Camila" w:date="2026-11-12T10:00:00Z"'


def run(text):
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def deleted(text, number=1):
    words = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f'<w:del w:id="{number}" {_WHO}>{words}</w:del>'


def inserted(text, number=2):
    return f'<w:ins w:id="{number}" {_WHO}>{run(text)}</w:ins>'


def control(text, *, placeholder=False):
    """A content control; one that nobody filled shows its prompt."""
    shown = "<w:showingPlcHdr/>" if placeholder else ""
    about = f'<w:sdtPr><w:alias w:val="respuesta"/>{shown}<w:text/></w:sdtPr>'
    return f"<w:sdt>{about}<w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"


def t(text):
    return f'<m:r><m:t xml:space="preserve">{escape(text)}</m:t></m:r>'


def frac(above, below):
    return f"<m:f><m:num>{above}</m:num><m:den>{below}</m:den></m:f>"


def sub(base, low):
    return f"<m:sSub><m:e>{base}</m:e><m:sub>{low}</m:sub></m:sSub>"


def sup(base, high):
    return f"<m:sSup><m:e>{base}</m:e><m:sup>{high}</m:sup></m:sSup>"


def both(base, low, high):
    return f"<m:sSubSup><m:e>{base}</m:e><m:sub>{low}</m:sub><m:sup>{high}</m:sup></m:sSubSup>"


def fence(inner, left="(", right=")"):
    pair = f'<m:dPr><m:begChr m:val="{left}"/><m:endChr m:val="{right}"/></m:dPr>'
    return f"<m:d>{pair}<m:e>{inner}</m:e></m:d>"


def total(low, high, inner):
    sign = '<m:naryPr><m:chr m:val="∑"/><m:limLoc m:val="undOvr"/></m:naryPr>'
    return f"<m:nary>{sign}<m:sub>{low}</m:sub><m:sup>{high}</m:sup><m:e>{inner}</m:e></m:nary>"


def math(inner):
    return f"<m:oMath>{inner}</m:oMath>"


def paragraph(*parts, style=None, number=None):
    """Of raw runs; `number` makes it an item of the automatic list of that number."""
    about = f'<w:pStyle w:val="{style}"/>' if style else ""
    about += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    return parse_xml(f"<w:p {_W} {_M}><w:pPr>{about}</w:pPr>{''.join(parts)}</w:p>")


def add(*parts, **about):
    """For `document`: appends such a paragraph."""

    def append(made):
        made.element.body.insert(len(made.element.body) - 1, paragraph(*parts, **about))

    return append


def table(rows):
    """For `document`: cells are texts, or raw runs that start with `<`."""

    def append(made):
        grid = made.add_table(len(rows), max(map(len, rows)), style="Table Grid")
        for r, row in enumerate(rows):
            for c, it in enumerate(row):
                cell = grid.cell(r, c)
                if it.startswith("<"):
                    cell._tc.replace(cell.paragraphs[0]._p, paragraph(it))
                else:
                    cell.text = it

    return append


def text_box(*lines):
    """For `document`: a drawn box with paragraphs, kept twice as Word keeps it (new and fallback)."""
    inside = "".join(f"<w:p>{run(line)}</w:p>" for line in lines)
    size = f'cx="4000000" cy="{len(lines) * 300000}"'
    shape = (
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="6350">'
        '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
        f"</a:ln></wps:spPr><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx><wps:bodyPr/>"
    )
    drawing = (
        f'<w:drawing><wp:inline><wp:extent {size}/><wp:docPr id="{len(inside)}" name="Cuadro de texto"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"<wps:wsp>{shape}</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    old = f'<v:shape style="width:315pt;height:{len(lines) * 24}pt"><v:textbox><w:txbxContent>{inside}</w:txbxContent>'
    box = (
        f'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" {_DRAWN}>'
        f'<mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback><w:pict>{old}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    return add(f"<w:r>{box}</w:r>")
