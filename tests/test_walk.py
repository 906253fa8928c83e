"""The order of the files of a folder is that of their paths, whatever the disk says first."""

from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.walk import files_below


def test_order_is_that_of_the_paths_part_by_part(tmp_path):
    for name in ["b/1", "b-1", "b.csv", "a/z/1", "a/B", "a/ñ", "B", "a/10", "a/9"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    found = list(files_below(tmp_path))
    assert found == [path for path in sorted(tmp_path.rglob("*")) if path.is_file()]
    assert [path.relative_to(tmp_path).as_posix() for path in found] == [
        "B", "a/10", "a/9", "a/B", "a/z/1", "a/ñ", "b/1", "b-1", "b.csv",
    ]  # fmt: skip


def test_links_to_files_count_and_links_to_folders_do_not_lead_in_circles(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/h.csv").write_bytes(b"")
    (tmp_path / "a/again").symlink_to(tmp_path)
    (tmp_path / "link.csv").symlink_to(tmp_path / "a/h.csv")
    (tmp_path / "lost.csv").symlink_to(tmp_path / "nowhere")
    assert [path.name for path in files_below(tmp_path)] == ["h.csv", "link.csv"]


def test_a_folder_that_cannot_be_read_is_told_and_a_hidden_one_passed_over(tmp_path, monkeypatch):
    for name in ("a/h.csv", "Ana_1/h.csv", ".Trash/x"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(b"")
    closed = {tmp_path / ".Trash"}
    listed = Path.iterdir

    def iterdir(folder):
        if folder in closed:
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    assert [path.parent.name for path in files_below(tmp_path)] == ["Ana_1", "a"]
    closed.add(tmp_path / "Ana_1")
    with pytest.raises(
        UsageError, match=r"No se puede leer la carpeta «.*Ana_1»: no hay permiso\. Puede haber entregas"
    ):
        list(files_below(tmp_path))
