"""Writes the submissions and their labels to `tests/cases/untidy-*`: `python tests/untidy/make.py`.

What LibreOffice, Chromium and the writers of XLSX and DOCX make differs from run to run, so a file whose script has not
changed is kept: only those that are missing are written, and all labels.
"""

from __future__ import annotations

import importlib
import json
from pathlib import Path

from book import CASES, MANIFEST, SHEETS, Case, asked, key, label_of

FAMILIES = {"output_size": "tamano", "backprop": "retropropagacion", "gradient": "gradientes", "scaling": "escalado"}


def folder(case: Case) -> Path:
    found = {it.family for it in SHEETS[case.code].instances}
    family = next(iter(found)) if len(found) == 1 else "varias"
    return MANIFEST.parent / f"untidy-{FAMILIES.get(family, 'redes' if family != 'varias' else family)}"


def as_toml(case: Case) -> str:
    """All asked cells; `reading` where the text leaves no doubt which number it is."""
    right, several = key(case.code), len(SHEETS[case.code].instances) > 1
    lines = [
        f'worksheet = "{case.code}"',
        f"about = {json.dumps(case.note or case.name, ensure_ascii=False)}",
        "",
        "[cells]",
    ]
    for ref, structural in asked(case.code).items():
        label = label_of(case, ref, structural)
        words, _, written = label.rstrip("?").partition(" ")
        verdicts = words.split("/")
        name = ref if several else ref.partition("/")[2]
        reading = written or _as_read(right[name]) if verdicts == ["correct"] or written else ""
        told = [f"verdict = {json.dumps(verdicts[0] if len(verdicts) == 1 else verdicts)}"]
        told += [f"reading = {reading}"] * bool(reading) + ["review = true"] * label.endswith("?")
        lines.append(f"{json.dumps(name, ensure_ascii=False)} = {{ {', '.join(told)} }}")
    return "\n".join(lines) + "\n"


def _as_read(value: object) -> str:
    """Counts and shapes; a real number is right within the rounding, an expression in many forms."""
    if isinstance(value, tuple):
        return json.dumps(value)
    return str(value) if isinstance(value, int) else ""


def main() -> None:
    first = ("network_texts", "network_files", "sizes", "backprop", "scaling", "gradients")
    for name in (*first, "networks_again", "families_again"):
        importlib.import_module(name)
    for case in CASES:
        target = folder(case)
        target.mkdir(exist_ok=True)
        file = target / f"{case.name}-{case.ext}.{case.ext}"
        if not file.exists():
            file.write_bytes(case.content())
        (target / f"{case.name}-{case.ext}.labels.toml").write_text(as_toml(case), "utf-8")


if __name__ == "__main__":
    main()
