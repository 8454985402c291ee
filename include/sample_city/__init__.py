"""A small invented city press, served on 127.0.0.1, that misbehaves as the real web does."""
