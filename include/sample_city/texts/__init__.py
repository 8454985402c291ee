"""Sentence parts of the invented news."""
