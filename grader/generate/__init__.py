"""From an authored exercise to issued worksheets."""
