"""Names of an archive's members: labels for a report, never paths to write to."""

from __future__ import annotations

_LITTER = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints"})
LONGEST = 300
"""Characters of a name that a report shows."""


def is_litter(name: str) -> bool:
    """What operating systems and office suites leave behind."""
    parts = name.replace("\\", "/").split("/")
    return any(part in _LITTER or part.startswith((".DS_Store", "._", "~$", ".~lock")) for part in parts)


def member_name(name: str, *, utf8: bool = True) -> str:
    r"""Relative, with `/`, in printable letters; of a very long one its end.

    >>> member_name("../../etc/passwd"), member_name(r"C:\Ana\hoja.csv"), member_name("a\x1b\u202e.csv")
    ('etc/passwd', 'Ana/hoja.csv', 'a__.csv')
    """
    return "/".join(name_parts(name, utf8=utf8))[-LONGEST:] or "sin nombre"


def name_parts(name: str, *, utf8: bool = True) -> tuple[str, ...]:
    """The same, whole and cut where it has a `/`; empty: nothing is left of it."""
    if not utf8:
        name = _redecoded(name)
    parts = name.replace("\\", "/").split("/")
    clean = [part for part in parts if part not in ("", ".", "..") and not (len(part) == 2 and part[1] == ":")]
    return tuple("".join(letter if letter.isprintable() else "_" for letter in part) for part in clean)


def _redecoded(name: str) -> str:
    """Macs and Linux write UTF-8 without saying so; `zipfile` then reads it as code page 437."""
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name
