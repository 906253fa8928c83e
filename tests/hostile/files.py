"""All hostile submissions: name → what it is handed in as and how it ends. Made when a test runs, never stored."""

from hostile import archives, cuts, found, notebooks, office, pages, pdfs, texts, words
from hostile.catalogue import TRAPS, Canary, Trap

__all__ = ["TRAPS", "Canary", "Trap"]
FAMILIES = (archives, cuts, found, notebooks, office, pages, pdfs, texts, words)


def write(folder, canary):
    """The files as they would lie in a teacher's folder; gives name → path."""
    paths = {}
    for name, trap in TRAPS.items():
        paths[name] = folder / trap.file
        assert not paths[name].exists(), name
        paths[name].write_bytes(trap.make(canary))
    return paths
