"""A QTI 2.1 package of items → what decides their marks."""

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
        for resource in manifest.iterfind(f".//{_ANY}resource[@type='imsqti_item_xmlv2p1']"):
            item = etree.fromstring(package.read(resource.get("href", "")))
            names = [it.get("responseIdentifier", "") for it in item.iter(f"{_ANY}textEntryInteraction")]
            ident = resource.get("identifier", "").removeprefix("item-")
            yield ReadQuestion(ident, tuple(tuple(_answers(item, name)) for name in names))


def _answers(item: etree._Element, name: str) -> Iterator[ReadAnswer]:
    """What earns points, then what only a sentence is said of."""
    entries = item.findall(f"{_ANY}responseDeclaration[@identifier='{name}']/{_ANY}mapping/{_ANY}mapEntry")
    worth = {entry.get("mapKey", ""): float(entry.get("mappedValue", "0")) for entry in entries}
    top = max(worth.values())
    for text, points in worth.items():
        yield ReadAnswer(text, 100 * points / top if top else 100, numeric=False)
    for match in item.iter(f"{_ANY}stringMatch"):
        text = match.findtext(f"{_ANY}baseValue") or ""
        if match.find(f"{_ANY}variable[@identifier='{name}']") is not None and text not in worth:
            yield ReadAnswer(text, 0, numeric=False)
