"""What a sheet asks and lines have not answered yet: which quantities of a layer are open, told or in doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from grader.model import Role, Sheet


@dataclass(slots=True)
class Asked:
    sheet: Sheet
    answered: AbstractSet[str] = frozenset()
    """Refs that a table or a form fills."""
    told: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Layer → the quantities that lines have told of it."""
    doubts: dict[str, str] = field(default_factory=dict)
    """Ref → why what was said of it could not be used, in Spanish; it counts where nothing else answers."""

    def tell(self, layer: str, quantity: str) -> str:
        """The ref, which is told from now on."""
        self.told[layer].add(quantity)
        return f"{layer}/{quantity}"

    def doubt(self, layer: str, quantity: str, reason: str) -> None:
        """Without a quantity, of every count that is open."""
        for q in [quantity] if quantity else self.open_counts(layer):
            if self.is_open(layer, q):
                self.doubts.setdefault(f"{layer}/{q}", reason)

    def is_open(self, layer: str, quantity: str) -> bool:
        ref = f"{layer}/{quantity}"
        return ref in self.refs(layer) and ref not in self.answered and quantity not in self.told[layer]

    def open_counts(self, layer: str) -> list[str]:
        found = [ref.rpartition("/")[2] for ref in self.refs(layer)]
        return [quantity for quantity in found if quantity != "out_shape" and self.is_open(layer, quantity)]

    def only(self, layer: str) -> str:
        """The one quantity of a layer that is no zero by structure; empty when there are several."""
        found = [ref for ref in self.refs(layer) if not self.is_structural(ref)]
        return found[0].rpartition("/")[2] if len(found) == 1 else ""

    def learning(self, quantity: str) -> list[str]:
        """The layers of which the quantity is asked and is no zero by structure."""
        refs = [ref for ref in self.sheet.cells if ref.endswith(f"/{quantity}") and not self.is_structural(ref)]
        return [ref.rpartition("/")[0] for ref in refs if self.sheet.cells[ref].role is Role.ASKED]

    def refs(self, layer: str) -> list[str]:
        """What is asked of a layer, in the order of the columns."""
        refs = [f"{layer}/{quantity}" for quantity in self.sheet.columns]
        return [ref for ref in refs if ref in self.sheet.cells and self.sheet.cells[ref].role is Role.ASKED]

    def is_structural(self, ref: str) -> bool:
        return self.sheet.cells[ref].structural
