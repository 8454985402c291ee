"""The version of how pages are read: landed rows carry it, so that earlier readings are known and can be made again."""

EXTRACTOR_VERSION = 11
"""Raised with every change that may read another title, date, text, section or observation from the same bytes."""
