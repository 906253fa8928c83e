"""With `--anonimo` what is to be shared, names of files included, and the screen say of nobody who it is."""

from downloads import moodle, save_zip
from room import ANA, BRUNO, CLASS, NAMESAKES, OHIGGINS, manifest, paper, results, sheets, without_code

from grader.names import normalise

SHEETS = sheets()


def test_a_whole_run_without_a_name(command, tmp_path):
    handed_in = [
        (ANA.name, 100, {f"{ANA.name}.csv": paper(SHEETS["A01"], doubtful=1)}),
        (BRUNO.name, 101, {"h.csv": paper(SHEETS["A01"])}),  # told: it is Ana's
        (OHIGGINS.name, 102, {f"de {OHIGGINS.email}.csv": paper(SHEETS["A03"]), "x.zip": b"PK\x03\x04roto"}),
        (NAMESAKES[0].name, 103, {"h.csv": without_code(SHEETS["A04"])}),  # told: may be either Luz's
    ]
    path = save_zip(tmp_path / "x.zip", moodle(handed_in))
    out_folder = tmp_path / "salida"
    status, out, err = command("calificar", path, "--manifiesto", manifest(tmp_path), "-o", out_folder, "--anonimo")
    assert (status, err) == (1, "")
    shared = out_folder / "anonimo"
    written = [it for it in shared.rglob("*") if it.is_file()]
    names = [str(it.relative_to(shared)) for it in written]
    everything = "\n".join([out, *names, *(it.read_bytes().decode("utf-8") for it in written)])
    words = set(normalise(everything).split())
    told = {word for student in CLASS for word in normalise(student.name).split() if len(word) > 3}
    assert told & words == set()
    assert "uni.example" not in everything
    codes = {SHEETS["A01"].code, SHEETS["A03"].code}
    assert {line["student"] for line in results(shared).values()} == codes | {""}
    assert sorted(results(shared)) == sorted(
        [f"{SHEETS['A01'].code}.csv", SHEETS["A03"].code, "entrega-2.csv", "entrega-4.csv"]
    )
