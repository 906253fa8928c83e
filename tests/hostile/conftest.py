"""The generators register what they make: they are imported once, as `hostile.…`, never collected as tests."""

from pathlib import Path

collect_ignore = [path.name for path in Path(__file__).parent.glob("*.py") if not path.name.startswith("test_")]
