"""Networks made elsewhere: every file of this folder without a leading underscore reads one format."""
