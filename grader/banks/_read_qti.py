"""A QTI 2.1 package of items → what decides their marks."""

from __future__ import annotations

from collections import defaultdict
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
            ident = resource.get("identifier", "").removeprefix("item-")
            yield ReadQuestion(ident, tuple(_gaps(item)))


def _gaps(item: etree._Element) -> Iterator[tuple[ReadAnswer, ...]]:
    """What earns points, then what only a sentence is said of."""
    told: dict[str, list[str]] = defaultdict(list)
    for match in item.iter(f"{_ANY}stringMatch"):
        variable = match.find(f"{_ANY}variable")
        if variable is not None:
            told[variable.get("identifier", "")].append(match.findtext(f"{_ANY}baseValue") or "")
    for entry in item.iter(f"{_ANY}textEntryInteraction"):
        name = entry.get("responseIdentifier", "")
        worth = _worth(item, name)
        top = max(worth.values())
        earning = [ReadAnswer(it, 100 * worth[it] / top if top else 100, numeric=False) for it in worth]
        yield (*earning, *(ReadAnswer(it, 0, numeric=False) for it in told[name] if it not in worth))


def _worth(item: etree._Element, name: str) -> dict[str, float]:
    entries = item.findall(f"{_ANY}responseDeclaration[@identifier='{name}']/{_ANY}mapping/{_ANY}mapEntry")
    return {entry.get("mapKey", ""): float(entry.get("mappedValue", "0")) for entry in entries}
