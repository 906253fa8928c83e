"""A QTI 1.2 package of Canvas → what decides its marks."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from grader.banks._reading import ReadAnswer, ReadQuestion

_ANY = "{*}"


def read(data: bytes) -> Iterator[ReadQuestion]:
    with ZipFile(BytesIO(data)) as package:
        manifest = etree.fromstring(package.read("imsmanifest.xml"))
        for resource in manifest.iterfind(f".//{_ANY}resource[@type='imsqti_xmlv1p2']"):
            for file in resource.iterfind(f"{_ANY}file"):
                assessment = etree.fromstring(package.read(file.get("href", "")), etree.XMLParser(huge_tree=True))
                for item in assessment.iterfind(f".//{_ANY}item"):
                    yield ReadQuestion(item.get("ident", ""), tuple(_gaps(item)))


def _gaps(item: etree._Element) -> Iterator[tuple[ReadAnswer, ...]]:
    blanks = item.findall(f"{_ANY}presentation/{_ANY}response_lid")
    for blank in blanks:
        texts = blank.iterfind(f"{_ANY}render_choice/{_ANY}response_label/{_ANY}material/{_ANY}mattext")
        yield tuple(ReadAnswer(text.text or "", 100, numeric=False) for text in texts)
    if not blanks:
        numeric = item.find(f".//{_ANY}render_fib[@fibtype='Decimal']") is not None
        equal = item.iterfind(f"{_ANY}resprocessing/{_ANY}respcondition//{_ANY}varequal")
        yield tuple(ReadAnswer(it.text or "", 100, numeric=numeric) for it in equal)
