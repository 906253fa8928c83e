"""What each LMS accepts back, by the rules of its own importer written down anew: nothing here uses the program."""

import csv
import io
import re


def moodle_file(path, participants):
    """(participant, plugin, file name) that Moodle reads out of a path in a zip of feedback; `None`: refused."""
    if path.rpartition("/")[2].startswith((".", "~")):
        return None
    parts = path.split("/")
    while parts:
        info = parts.pop(0).split("_", 4)
        if len(info) < 4 or not info[1].isdigit() or int(info[1]) not in participants:
            continue
        if (info[2], info[3]) not in {("assignfeedback", "file"), ("assignsubmission", "file")}:
            continue
        return int(info[1]), f"{info[2]}_{info[3]}", "/".join([*info[4:], *parts]).lstrip("/")
    return None


WORDS = {
    "es": (
        "Identificador",
        "Calificación",
        "Última modificación (calificación)",
        "Participante",
        "Calificación máxima",
    ),
    "en": ("Identifier", "Grade", "Last modified (grade)", "Participant ", "Maximum grade"),
}


def moodle_grades(data, language, separator=","):
    """Participant → (grade, feedback) that Moodle takes out of a worksheet uploaded by somebody with that language."""
    id, grade, modified, word, most = WORDS[language]
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator))
    head = rows[0]
    assert {id, grade, modified} <= set(head), "Moodle no puede leer la hoja cargada"
    taken = {}
    for row in rows[1:]:
        value, top = (_float(row[head.index(it)], language) for it in (grade, most))
        if value is not None:
            assert 0 <= value <= top
            taken[int(row[head.index(id)][len(word) :])] = (value, row[-1])
    return taken


def _float(text, language):
    """unformat_float: the language's decimal mark becomes a point."""
    text = text.replace(" ", "")
    return float(text.replace(",", ".") if language == "es" else text) if text else None


def canvas_file(name):
    """(user, attachment) that Canvas infers from the name of an uploaded file; `None`: ignored."""
    name = name.rpartition("/")[2]
    parts = [part for part in name.split("_") if part != "LATE"]
    if parts[0] == "anon":
        return parts[1], parts[2]
    numbers = [part for part in parts if re.fullmatch(r"\d+", part)]
    if len(numbers) < 2 or parts[-1].startswith("link") or name.startswith("._"):
        return None
    return numbers[0], numbers[1]


def canvas_grades(data, assignment):
    """User id → grade that Canvas reads from an uploaded gradebook."""
    text = data.decode("utf-8-sig")
    separator = max(",;", key="".join(text.splitlines()[:3]).count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    head = rows[0]
    assert "Student" in head[0]
    assert head[1] == "ID"
    assert "Section" in head
    (place,) = [i for i, title in enumerate(head) if title.endswith(f"({assignment})")]
    return {row[1]: _last_mark(row[place]) for row in rows[1:] if row[1] and row[place]}


def _last_mark(text):
    """The last `.` or `,` is the decimal mark, those before it are dropped."""
    whole, mark, part = re.fullmatch(r"(.*?)(?:([.,])(\d*))?", text).groups()
    return float(re.sub(r"[.,]", "", whole) + (f".{part}" if mark else ""))
