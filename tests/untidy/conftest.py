"""What stands here writes a corpus: nothing of it is a test."""

collect_ignore_glob = ["*.py"]
