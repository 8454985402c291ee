"""Fetches what outlets publish, extracts it, records what was seen; never judges."""
