"""Marking many submissions."""
