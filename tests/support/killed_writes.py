"""A process that is killed (SIGKILL) when it has begun to write landing for the n-th time."""

_SCRIPT = """
import os, signal, sys
from datetime import date
from include.landing import store
written = store.write
count = 0
def write(*given, **named):
    global count
    count += 1
    if count == int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)
    return written(*given, **named)
store.write = write
"""


def killed_writing(work: str) -> str:
    """Return a program that does some work and dies at the write whose number is its argument."""
    return _SCRIPT + work
