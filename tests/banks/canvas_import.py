"""Canvas's side: opens a QTI 1.2 package as its importer does and marks what a student types.

Written from packages that Canvas imports, and from nothing that this project writes with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from lxml import etree
from lxml import html as lxml_html

PACKAGE = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
META = "{http://canvas.instructure.com/xsd/cccv1p0}"


@dataclass
class Group:
    title: str
    pick: int
    points: float
    items: list[Item]


@dataclass
class Item:
    ident: str
    title: str
    kind: str
    points: float
    text: str
    """HTML."""
    accepted: dict[str, list[str]]
    """Blank → what is taken; the one answer of another question stands under an empty name."""
    shares: dict[str, float]
    feedback: str
    """HTML of what is shown after answering; empty: nothing."""

    def marked(self, typed: str, blank: str = "") -> bool:
        if self.kind == "numerical_question":
            return any(float(typed) == float(value) for value in self.accepted[""])
        return any(typed.strip().casefold() == text.strip().casefold() for text in self.accepted[blank])

    def placed(self) -> dict[tuple[str, str], str]:
        """Row and heading of the table → the blank that stands there."""
        (table,) = lxml_html.fromstring(f"<div>{self.text}</div>").iter("table")
        headings = [cell.text_content() for cell in table.find("thead").iter("th")]
        found = {}
        for row in table.find("tbody").iter("tr"):
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            columns = headings if len(cells) == len(headings) else ["", "total"]
            for cell, heading in zip(cells[1:], columns[1:], strict=True):
                for blank in re.findall(r"\[(\w+)\]", cell.text_content()):
                    found[cells[0].text_content(), heading] = blank
        return found


@dataclass
class Package:
    title: str
    points: float
    groups: list[Group]
    files: dict[str, bytes]

    @property
    def items(self) -> list[Item]:
        return [item for group in self.groups for item in group.items]


def load(data: bytes) -> Package:
    with ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        assert len(set(names)) == len(names)
        manifest = etree.fromstring(archive.read("imsmanifest.xml"))
        assert manifest.tag == f"{PACKAGE}manifest"
        assert manifest.findtext(f"{PACKAGE}metadata/{PACKAGE}schema") == "IMS Content"
        resources = {it.get("identifier"): it for it in manifest.iter(f"{PACKAGE}resource")}
        named = {file.get("href") for it in resources.values() for file in it.iter(f"{PACKAGE}file")}
        assert named == set(names) - {"imsmanifest.xml"}, "every file is named, every named file is there"
        (quiz,) = (it for it in resources.values() if it.get("type") == "imsqti_xmlv1p2")
        (dependency,) = quiz.iter(f"{PACKAGE}dependency")
        meta_path = resources[dependency.get("identifierref")].get("href")
        meta = etree.fromstring(archive.read(meta_path))
        assert meta.tag == f"{META}quiz"
        root = etree.fromstring(archive.read(quiz.find(f"{PACKAGE}file").get("href")))
        files = {name: archive.read(name) for name in names if name.startswith("images/")}
    (assessment,) = root.findall(f"{QTI}assessment")
    (section,) = assessment.findall(f"{QTI}section")
    assert section.get("ident") == "root_section"
    assert assessment.get("title") == meta.findtext(f"{META}title")
    groups = [_group(it) for it in section.findall(f"{QTI}section")]
    return Package(assessment.get("title"), float(meta.findtext(f"{META}points_possible")), groups, files)


def _group(section) -> Group:
    selection = section.find(f"{QTI}selection_ordering/{QTI}selection")
    points = selection.findtext(f"{QTI}selection_extension/{QTI}points_per_item")
    return Group(
        section.get("title"),
        int(selection.findtext(f"{QTI}selection_number")),
        float(points),
        [_item(it) for it in section.findall(f"{QTI}item")],
    )


def _item(item) -> Item:
    fields = {
        it.findtext(f"{QTI}fieldlabel"): it.findtext(f"{QTI}fieldentry")
        for it in item.findall(f"{QTI}itemmetadata/{QTI}qtimetadata/{QTI}qtimetadatafield")
    }
    presentation = item.find(f"{QTI}presentation")
    mattext = presentation.find(f"{QTI}material/{QTI}mattext")
    assert mattext.get("texttype") == "text/html"
    kind = fields["question_type"]
    accepted, shares = _blanks(item) if kind == "fill_in_multiple_blanks_question" else ({"": _texts(item, kind)}, {})
    listed = fields["original_answer_ids"].split(",")
    labels = [it.get("ident") for it in presentation.iter(f"{QTI}response_label")]
    assert listed == labels
    assert len(set(labels)) == len(labels)
    return Item(
        ident=item.get("ident"),
        title=item.get("title"),
        kind=kind,
        points=float(fields["points_possible"]),
        text=mattext.text,
        accepted=accepted,
        shares=shares,
        feedback=_shown(item),
    )


def _blanks(item):
    accepted, shares, idents = {}, {}, {}
    for blank in item.findall(f"{QTI}presentation/{QTI}response_lid"):
        name = blank.findtext(f"{QTI}material/{QTI}mattext")
        assert blank.get("ident") == f"response_{name}"
        labels = blank.findall(f"{QTI}render_choice/{QTI}response_label")
        accepted[name] = [it.findtext(f"{QTI}material/{QTI}mattext") for it in labels]
        idents[name] = {it.get("ident") for it in labels}
    for condition in item.findall(f"{QTI}resprocessing/{QTI}respcondition"):
        for equal in condition.iter(f"{QTI}varequal"):
            name = equal.get("respident").removeprefix("response_")
            assert equal.text in idents[name]
            value = condition.find(f"{QTI}setvar")
            assert value.get("action") == "Add"
            shares[name] = float(value.text)
    return accepted, shares


def _texts(item, kind):
    (response,) = item.findall(f"{QTI}presentation/{QTI}response_str")
    assert (response.find(f"{QTI}render_fib").get("fibtype") == "Decimal") == (kind == "numerical_question")
    found = []
    for condition in item.findall(f"{QTI}resprocessing/{QTI}respcondition"):
        equal = list(condition.iter(f"{QTI}varequal"))
        if equal:
            assert condition.findtext(f"{QTI}setvar") == "100"
            assert {it.get("respident") for it in equal} == {response.get("ident")}
            found += [it.text for it in equal]
            for bound in (*condition.iter(f"{QTI}vargte"), *condition.iter(f"{QTI}varlte")):
                assert bound.text == equal[0].text
    return found


def _shown(item) -> str:
    feedback = {
        it.get("ident"): it.findtext(f"{QTI}flow_mat/{QTI}material/{QTI}mattext")
        for it in item.findall(f"{QTI}itemfeedback")
    }
    shown = [
        it.get("linkrefid")
        for condition in item.findall(f"{QTI}resprocessing/{QTI}respcondition")
        if condition.find(f"{QTI}conditionvar/{QTI}other") is not None
        for it in condition.findall(f"{QTI}displayfeedback")
    ]
    assert set(shown) == set(feedback)
    return "".join(feedback[ident] for ident in shown)
