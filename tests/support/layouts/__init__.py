"""A grammar of pages: wordings, markup, order and separators of Vietnamese sites, with what each drawn page shows.

It imports nothing that reads pages, so that what it declares is judged by nobody's recogniser but its own knowledge.
"""
