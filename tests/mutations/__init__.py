"""A submission as an abstract table, changed at random, written in some format, marked, and compared with what a person would say."""
