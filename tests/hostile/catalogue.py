"""What a hostile file is: a name to hand it in under, its bytes, and how its marking has to end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MARKED, STOPPED, ANY = "marked", "stopped", "any"
"""Cells with marks; a report without any, `rejected` or `review`, that says why; or either."""


@dataclass(frozen=True)
class Canary:
    """What must not be touched: a folder with a secret in it, and a port that nobody may call."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/canario"

    @property
    def secret(self) -> str:
        return f"file://{self.folder}/secreto.txt"

    def path(self, name: str) -> str:
        """Where nothing may be written."""
        return f"{self.folder}/{name}"


@dataclass(frozen=True)
class Trap:
    name: str
    file: str
    """Name to hand it in under."""
    make: Callable[[Canary], bytes]
    ends: str
    says: str
    """A part of one of its notices; empty: any reason will do."""
    earns: int | None
    """How many points it is worth, where its honest part is known."""


TRAPS: dict[str, Trap] = {}


def trap(
    file: str, ends: str = ANY, says: str = "", *, earns: int | None = None
) -> Callable[[Callable[[Canary], bytes]], Callable[[Canary], bytes]]:
    """Put the function under its name, with hyphens, into `TRAPS`."""

    def add(make: Callable[[Canary], bytes]) -> Callable[[Canary], bytes]:
        register(make.__name__.replace("_", "-"), file, make, ends, says, earns)
        return make

    return add


def register(
    name: str, file: str, make: Callable[[Canary], bytes], ends: str = ANY, says: str = "", earns: int | None = None
) -> None:
    assert name not in TRAPS, name
    TRAPS[name] = Trap(name, file, make, ends, says, earns)


TITLE = "# Ejemplo 4\n\n"
HEAD = "| Capa | Detalle | Out Shape | # de Pesos | # de Sesgos | # de Parámetros |\n|---|---|---|---|---|---|\n"
ROWS = (
    "| CONV1 | f=5x5, s=1, p=2, 8 filtros | (32, 32, 8) | 600 | 8 | 608 |\n"
    "| POOL1 | 2x2, s=2, max | (16, 16, 8) | 0 | 0 | 0 |\n"
    "| Flatten | | (2048, 1) | 0 | 0 | 0 |\n"
    "| FC | Softmax, 10 clases | (10, 1) | 20480 | 10 | 20490 |\n"
)
HONEST = f"{TITLE}{HEAD}{ROWS}\nTotal de parámetros: 21098\n"
"""Ejemplo 4 as a student who has understood it hands it in."""
