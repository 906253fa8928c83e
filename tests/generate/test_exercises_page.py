"""docs/ejercicios.md is true: who copies its first exercise has an exercise that can be handed out."""

import re
from pathlib import Path

TEXT = (Path(__file__).parents[2] / "docs" / "ejercicios.md").read_text("utf-8")
EXERCISE, *_ = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)


def test_its_first_exercise_gives_a_class_of_forty_different_worksheets(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("mi-red.toml").write_text(EXERCISE, "utf-8")
    assert command("generar", "mi-red.toml", "-n", "40", "--semilla", "s", "--formatos", "csv", "-o", "hojas")[0] == 0
    sheets = {re.sub(r"Código.*|Estudiante.*", "", it.read_text("utf-8")) for it in Path("hojas/hojas").iterdir()}
    assert len(sheets) == 40
