"""Submissions as abstract tables, changed at random, written in some format and marked as a careful person would."""
