"""The masthead: its lines, the labels and shapes that are known, and what is left over that could be a field.

A field counts as missing only where every line was understood; see docs/seen.md.
"""
