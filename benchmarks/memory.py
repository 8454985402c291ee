"""The most memory a process held: its own, not that of the process it was started from.

``getrusage`` is no help here: Linux hands a parent's peak on to the programs it starts.
"""

from pathlib import Path


def peak_kilobytes() -> int:
    """Return the most memory that this process held since its program began."""
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
