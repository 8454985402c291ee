"""Draws further invented cities from a seed: outlets, layouts, wordings, what is planted in them and what must follow.

The standing city is written by hand and judged everywhere; these are for finding what a hand did not think of. Nothing
here imports what reads pages: the grammar knows how Vietnamese sites look, not how they are read.
"""
