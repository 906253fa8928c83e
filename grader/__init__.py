"""Exercises on the arithmetic of neural networks done by hand: made, printed and marked."""

__version__ = "0.1.0"
