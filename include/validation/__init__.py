"""Checks a day's batch before the warehouse sees it."""
