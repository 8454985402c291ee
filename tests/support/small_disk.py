"""A disk of a few megabytes at one folder, seen by this process and what it starts, that can be filled and freed."""

import ctypes
import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CLONE_NEWNS = 0x00020000
MEGABYTES = 128
_BLOCK = bytes(1 << 16)


class SmallDisk:
    """A mounted disk."""

    def __init__(self, folder: Path) -> None:
        """Take a folder at which a disk is mounted."""
        self._filler = folder / ".filler"

    def fill(self) -> None:
        """Write until not one byte more finds room."""
        with self._filler.open("ab", buffering=0) as filler:
            try:
                while True:
                    filler.write(_BLOCK)
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise

    def free(self) -> None:
        """Make room again."""
        self._filler.unlink(missing_ok=True)


def is_possible() -> bool:
    """Return whether this process may mount a disk in a namespace of its own."""
    return subprocess.run(["unshare", "--mount", "true"], check=False, capture_output=True).returncode == 0


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """Mount a small disk at a folder while the block runs; nobody sees it but this process and its children."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNS):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    subprocess.run(["mount", "--make-rprivate", "/"], check=True)
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", folder], check=True)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
