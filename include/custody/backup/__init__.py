"""Keeps everything an installation cannot make again, as of one instant, and puts it back into an empty place."""
