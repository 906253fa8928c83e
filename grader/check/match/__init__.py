"""Document → cells: which part of what was handed in answers which cell of a worksheet."""
