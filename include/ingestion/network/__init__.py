"""Guarded connections: where they may go, how fast, how long, and what went wrong."""
