"""A file that does not hold its key is never given out: each mistake planted in one is found."""

import pytest
from shelf import drawn

from grader.banks import Form, _read_canvas, _read_moodle, _read_qti, canvas, moodle, qti
from grader.banks._package import pack
from grader.banks._proof import DiffersError, prove
from grader.banks._questions import questions
from grader.check.policy import Policy

ROADS = {"moodle": (moodle, _read_moodle), "canvas": (canvas, _read_canvas), "qti": (qti, _read_qti)}


def asked(form=Form.TABLE):
    return list(questions(drawn("ejemplo-1", 2), Policy(), form))


def changed(data, old, new):
    """The file with one text exchanged for another, inside a package too."""
    from io import BytesIO
    from zipfile import ZipFile

    if not data.startswith(b"PK"):
        return data.replace(old, new, 1)
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return pack({name: part.replace(old, new, 1) for name, part in parts.items()})


PLANTED = {
    "moodle": ((b"=%d:0", b"=1%d:0"), (b"=%d:0", b"%%0%%%d:0"), (b":NUMERICAL:=%d", b":NUMERICAL;=%d")),
    "canvas": ((b">%d<", b">1%d<"),),
    "qti": ((b'mapKey="%d"', b'mapKey="1%d"'), (b'mapKey="%d" mappedValue="1"', b'mapKey="%d" mappedValue="0.5"')),
}


@pytest.mark.parametrize("target", PLANTED)
def test_a_wrong_answer_is_found(target):
    writer, reader = ROADS[target]
    these = asked()
    data = writer.write(these)
    assert prove(reader.read(data), these).gaps == sum(len(it.gaps) for it in these)
    total = these[0].gaps[-1].right
    for right, wrong in PLANTED[target]:
        damaged = changed(data, right % total, wrong % total)
        assert damaged != data
        with pytest.raises((DiffersError, KeyError, ValueError)):
            prove(reader.read(damaged), these)


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("target", ROADS)
def test_a_question_too_few_or_another_one_is_found(target, form):
    writer, reader = ROADS[target]
    these = asked(form)
    for written, wanted in ((these[:-1], these), (these, these[:-1])):
        with pytest.raises(DiffersError):
            prove(reader.read(writer.write(written)), wanted)
