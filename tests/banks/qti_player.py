"""A player of QTI 2.1 items, as far as our questions need one: responses → score and feedback.

Written from the standard's response processing, and from nothing that this project writes with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

PACKAGE = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"

PARTS = ("responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback")
"""The parts of an item in the order in which the schema wants them."""
BODY = {
    "p": {"class"}, "b": set(), "i": set(), "ul": {"class"}, "li": set(), "div": {"class"},
    "img": {"src", "alt", "width", "height"}, "table": {"summary"}, "caption": set(), "thead": set(), "tbody": set(),
    "tr": set(), "th": {"scope", "colspan"}, "td": {"colspan"},
    "textEntryInteraction": {"responseIdentifier", "expectedLength"},
}  # fmt: skip
"""What of XHTML and of interactions our items use, with the attributes that QTI 2.1 lets each have."""
NAME = re.compile(r"[A-Za-z_][\w.-]*")


@dataclass
class Item:
    root: etree._Element
    identifier: str
    title: str
    files: dict[str, bytes]

    @property
    def entries(self) -> list[str]:
        return [it.get("responseIdentifier") for it in self.root.iter(f"{QTI}textEntryInteraction")]

    @property
    def maximum(self) -> float:
        return float(
            self.root.findtext(f"{QTI}outcomeDeclaration[@identifier='MAXSCORE']/{QTI}defaultValue/{QTI}value")
        )

    def correct(self) -> dict[str, str]:
        declared = self.root.findall(f"{QTI}responseDeclaration")
        return {it.get("identifier"): it.findtext(f"{QTI}correctResponse/{QTI}value") for it in declared}

    def played(self, responses: dict[str, str]) -> tuple[float, str]:
        """Score and the text of all feedback that is shown."""
        outcomes: dict = {"SCORE": 0.0, "FEEDBACK": []}
        for rule in self.root.find(f"{QTI}responseProcessing"):
            self._rule(rule, responses, outcomes)
        shown = [
            "".join(it.itertext()).strip()
            for it in self.root.findall(f"{QTI}modalFeedback")
            if it.get("outcomeIdentifier") == "FEEDBACK" and it.get("identifier") in outcomes["FEEDBACK"]
        ]
        return outcomes["SCORE"], " ".join(shown)

    def _rule(self, rule, responses, outcomes):
        match rule.tag.removeprefix(QTI):
            case "setOutcomeValue":
                outcomes[rule.get("identifier")] = self._value(rule[0], responses, outcomes)
            case "responseCondition":
                (branch,) = rule
                assert branch.tag == f"{QTI}responseIf"
                if self._value(branch[0], responses, outcomes) is True:
                    for inner in branch[1:]:
                        self._rule(inner, responses, outcomes)
            case other:
                raise AssertionError(other)

    def _value(self, it, responses, outcomes):  # noqa: PLR0911 (one for each operator)
        match it.tag.removeprefix(QTI):
            case "sum":
                return sum(self._value(part, responses, outcomes) for part in it)
            case "mapResponse":
                return self._mapped(it.get("identifier"), responses)
            case "variable":
                name = it.get("identifier")
                return outcomes[name] if name in outcomes else responses.get(name)
            case "baseValue":
                return it.text
            case "multiple":
                found = []
                for part in it:
                    value = self._value(part, responses, outcomes)
                    found += value if isinstance(value, list) else [value]
                return found
            case "or":
                return any(self._value(part, responses, outcomes) is True for part in it)
            case "stringMatch":
                assert it.get("caseSensitive") == "false"
                one, other = (self._value(part, responses, outcomes) for part in it)
                return None if one is None else one.casefold() == other.casefold()
            case other:
                raise AssertionError(other)

    def _mapped(self, name, responses) -> float:
        mapping = self.root.find(f"{QTI}responseDeclaration[@identifier='{name}']/{QTI}mapping")
        for entry in mapping.findall(f"{QTI}mapEntry"):
            assert entry.get("caseSensitive") == "false"
            if entry.get("mapKey").casefold() == responses.get(name, "").casefold():
                return float(entry.get("mappedValue"))
        return float(mapping.get("defaultValue"))

    def placed(self) -> dict[tuple[str, str], str]:
        """Row and heading of the table → the entry that stands there."""
        (table,) = self.root.iter(f"{QTI}table")
        headings = ["".join(it.itertext()) for it in table.find(f"{QTI}thead").iter(f"{QTI}th")]
        found = {}
        for row in table.find(f"{QTI}tbody"):
            columns = headings if len(row) == len(headings) else ["", "total"]
            for cell, heading in zip(row[1:], columns[1:], strict=True):
                for entry in cell.iter(f"{QTI}textEntryInteraction"):
                    found["".join(row[0].itertext()), heading] = entry.get("responseIdentifier")
        return found


def load(data: bytes) -> list[Item]:
    with ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        assert len(set(names)) == len(names)
        manifest = etree.fromstring(archive.read("imsmanifest.xml"))
        assert manifest.tag == f"{PACKAGE}manifest"
        assert NAME.fullmatch(manifest.get("identifier"))
        resources = manifest.findall(f"{PACKAGE}resources/{PACKAGE}resource")
        named = {file.get("href") for it in resources for file in it.findall(f"{PACKAGE}file")}
        assert named == set(names) - {"imsmanifest.xml"}
        assert len({it.get("identifier") for it in resources}) == len(resources)
        return [_item(archive, it) for it in resources]


def _item(archive, resource) -> Item:
    assert resource.get("type") == "imsqti_item_xmlv2p1"
    assert NAME.fullmatch(resource.get("identifier"))
    root = etree.fromstring(archive.read(resource.get("href")))
    assert root.tag == f"{QTI}assessmentItem"
    assert root.get("identifier") == resource.get("identifier")
    assert (root.get("adaptive"), root.get("timeDependent")) == ("false", "false")
    named = [file.get("href") for file in resource.findall(f"{PACKAGE}file")]
    return Item(root, root.get("identifier"), root.get("title"), {name: archive.read(name) for name in named})


def faults(item: Item) -> list[str]:
    """What of an item the schema would not take, as far as it can be told without one."""
    found = []
    order = [PARTS.index(part.tag.removeprefix(QTI)) for part in item.root]
    if order != sorted(order):
        found.append("order of the parts")
    for container in (item.root.find(f"{QTI}itemBody"), *item.root.findall(f"{QTI}modalFeedback")):
        if (container.text or "").strip() or any((part.tail or "").strip() for part in container):
            found.append("text outside a block")
        for part in container.iterdescendants():
            name = part.tag.removeprefix(QTI)
            if name not in BODY or set(part.attrib) - BODY[name]:
                found.append(f"{name} {dict(part.attrib)}")
    declared = [it.get("identifier") for it in item.root.findall(f"{QTI}responseDeclaration")]
    if declared != item.entries:
        found.append("responses and entries differ")
    return found
