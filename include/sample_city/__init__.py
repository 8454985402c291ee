"""A small invented city press, served on 127.0.0.1, that misbehaves as the real web does."""

from include.sample_city.layout import lay_out

__all__ = ["lay_out"]
