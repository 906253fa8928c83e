"""What an LMS lets a docente download, made the way each LMS makes it: zips, folders, grade files."""

import csv
import io
import re
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def save_zip(path, members):
    """`members` are pairs (name, bytes); a name may come twice, and holds whatever it holds."""
    with ZipFile(path, "w") as archive:
        for name, data in members:
            archive.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return path


def unpacked(folder, members):
    for name, data in members:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


# Moodle


def moodle_name(name):
    """What `clean_filename` and the rest leave of a full name."""
    return re.sub(r"[:*?\"<>|/\\\\]", "", name.replace("_", " ").replace("'", ""))


def moodle(handed_in, *, folders=True, underscore=False, blind="", plugin="file"):
    """(name, participant, {file: bytes}) → members; `blind` is the word that stands for every name."""
    tail = "_" if underscore else ""
    for name, participant, files in handed_in:
        prefix = f"{blind or moodle_name(name)}{f'_{participant}' if participant else ''}_assignsubmission_{plugin}"
        for file, data in files.items():
            yield (f"{prefix}{tail}/{file}" if folders else f"{prefix}_{file.replace('/', '')}"), data


MOODLE_HEADS = {
    "es": ("Identificador", "Nombre completo", "Dirección de correo", "Número de ID", "Estado", "Calificación",
           "Calificación máxima", "La calificación puede ser cambiada", "Última modificación (entrega)",
           "Texto en línea", "Última modificación (calificación)", "Comentarios de retroalimentación"),
    "en": ("Identifier", "Full name", "Email address", "ID number", "Status", "Grade", "Maximum grade",
           "Grade can be changed", "Last modified (submission)", "Online text", "Last modified (grade)",
           "Feedback comments"),
}  # fmt: skip
_WORDS = {
    "es": ("Participante", "Enviado para calificar -  - ", "100,00", "Sí", "No",
           "domingo, 22 de noviembre de 2026, 01:26"),
    "en": ("Participant ", "Submitted for grading -  - ", "100.00", "Yes", "No", "Sunday, 22 November 2026, 1:26 AM"),
}  # fmt: skip


def php_csv(rows, separator=",", end="\n"):
    """As PHP's fputcsv writes: quotes where there is a space, a quote, a separator or the end of a line."""
    special = re.compile(rf'[\s"\\{separator}]')

    def written(cell):
        doubled = cell.replace('"', '""')
        return f'"{doubled}"' if special.search(cell) else cell

    return "".join(separator.join(map(written, row)) + end for row in rows)


def worksheet(students, language="es", *, grades=None, comments=None, locked=(), highest=None, text="", blind=False,
              separator=",", end="\n"):  # fmt: skip
    """Moodle's offline grading worksheet of (participant, name, e-mail, number), with its byte order mark."""
    word, state, most, yes, no, when = _WORDS[language]
    heads = MOODLE_HEADS[language]
    rows = [heads]
    for participant, name, email, number in students:
        rows.append((
            f"{word}{participant}", name, email, number, state, (grades or {}).get(participant, ""), highest or most,
            no if participant in locked else yes, when, text, "-", (comments or {}).get(participant, ""),
        ))  # fmt: skip
    if blind:
        rows = [(row[0], *row[4:]) for row in rows]
    return b"\xef\xbb\xbf" + php_csv(rows, separator, end).encode()


EXPORT_HEADS = {
    "es": ("Nombre", "Apellido(s)", "Número de ID", "Institución", "Departamento", "Dirección de correo",
           "Tarea:Tarea 1: cálculo de parámetros (Real)", "Total del curso (Real)", "Última descarga de este curso"),
    "en": ("First name", "Last name", "ID number", "Institution", "Department", "Email address",
           "Assignment: Tarea 1 (Real)", "Course total (Real)", "Last downloaded from this course"),
}  # fmt: skip


def moodle_export(students, language="es"):
    """The gradebook as it is exported: (first, last, number, e-mail); no byte order mark."""
    rows = [EXPORT_HEADS[language]]
    rows += [(first, last, number, "", "", email, "-", "-", "1798765432") for first, last, number, email in students]
    return php_csv(rows).encode()


# Canvas


def canvas_name(sortable):
    return re.sub(r"[^\w]", "", sortable).lower()


def canvas(handed_in, *, anonymous=False):
    """(sortable name, user id, late, {file: (attachment id, bytes)}); a file `text` or `link` was typed."""
    for sortable, user, late, files in handed_in:
        who = f"anon_{user}" if anonymous else str(user)
        parts = [*([] if anonymous else [canvas_name(sortable)]), *(["LATE"] if late else []), who]
        for file, (attachment, data) in files.items():
            name = f"{file}.html" if file in ("text", "link") else f"{attachment}_{re.sub('[/:*?|<>]+', '_', file)}"
            yield "_".join([*parts, name]), data


def gradebook(students, *, separator=",", points="20", column="Tarea 1 (4711)", posting=True, sis=True, sections=True,
              end="\r\n", more=(), grades=None):  # fmt: skip
    """Canvas's export of (sortable name, id, login, number); the numbers of `more` columns stay as they are."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=end)
    ids = ["ID", *(["SIS User ID"] if sis else []), "SIS Login ID", "Section"]
    extra = [name for name, _ in more]
    writer.writerow(["Student", *ids, *extra, column, "Current Score", "Final Grade"])
    blank = [""] * len(ids)
    if posting:
        writer.writerow(["", *blank, *["" for _ in extra], "Manual Posting", "", ""])
    writer.writerow(["    Points Possible", *blank, *[most for _, most in more], points, "(read only)", "(read only)"])
    for sortable, id, login, number in students:
        who = [sortable, id, *([number] if sis else []), login, "Sección 1"]
        writer.writerow(
            [*who, *["7" for _ in extra], (grades or {}).get(id, ""), "0,0" if separator == ";" else "0.0", "A"]
        )
    writer.writerow(
        ["Student, Test", "999", *([""] if sis else []), "f00", "Sección 1", *["" for _ in extra], "", "", ""]
    )
    return out.getvalue().encode()


# Blackboard


def blackboard(handed_in, task="Tarea_1"):
    """(name, login, when, {file: bytes}, typed) → the files of each attempt and the note that tells of it."""
    for name, login, when, files, typed in handed_in:
        stem = f"{task}_{login}_attempt_{when}"
        listed = "".join(f"\tOriginal filename: {file}\n\tFilename: {stem}_{file}\n\n" for file in files)
        note = (
            f"Name: {name} ({login})\nAssignment: {task}\nDate Submitted: lunes 23 de noviembre de 2026\n"
            f"Current Grade: Needs Grading\n\nSubmission Field:\n"
            f"{typed or 'There is no student submission text data for this assignment.'}\n\n"
            f"Comments:\nThere are no student comments for this assignment.\n\nFiles:\n{listed}"
        )
        yield f"{stem}.txt", note.encode()
        for file, data in files.items():
            yield f"{stem}_{file}", data


def grade_center(students, *, column="Tarea 1 [Total Pts: 100 Score] |12345", separator="\t", utf16=True, grades=None):
    """(last, first, login, number) → Blackboard's grade file, every cell in quotes."""
    heads = ("Last Name", "First Name", "Username", "Student ID", "Weighted Total [Total Pts: 100] |999", column)
    rows = [heads] + [(*who, "", (grades or {}).get(who[2], "")) for who in students]
    text = "".join(separator.join(f'"{cell}"' for cell in row) + "\r\n" for row in rows)
    return b"\xff\xfe" + text.encode("utf-16-le") if utf16 else text.encode()
