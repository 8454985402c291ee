"""Folders for the time of one piece of work, which no kill leaves behind for long and no content keeps from going.

Each holds a file whose lock its process holds; whoever makes the next one removes those that nobody holds any more.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

IN_USE = ".in-use"


@contextmanager
def scratch(folder: Path, prefix: str) -> Iterator[Path]:
    """Yield a new folder that is this user's alone; it goes when the block ends, whatever was put into it.

    Args:
        folder: Where it lies.
        prefix: How the names of such folders begin.

    Raises:
        OSError: The disk is full or cannot be written.
    """
    remove_abandoned(folder, prefix)
    place, held = _taken(folder, prefix)
    try:
        yield place
    finally:
        remove_deep(place)
        os.close(held)


def _taken(folder: Path, prefix: str) -> tuple[Path, int]:
    """Return a new folder and its lock; one that another process took for abandoned before it was locked is let go."""
    while True:
        place = Path(tempfile.mkdtemp(prefix=prefix, dir=folder))
        with suppress(FileNotFoundError):
            held = os.open(place / IN_USE, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
            fcntl.flock(held, fcntl.LOCK_EX)
            if (place / IN_USE).exists():
                return place, held
            os.close(held)


def remove_abandoned(folder: Path, prefix: str) -> None:
    """Remove the folders of processes that were killed: nobody holds their locks."""
    for place in folder.glob(f"{prefix}*"):
        with suppress(OSError):  # of another user, in use, or gone meanwhile
            held = os.open(place / IN_USE, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if not place.is_symlink() and place.stat().st_uid == os.geteuid():
                    remove_deep(place)  # of another user it would go wherever that user's links lead meanwhile
            finally:
                os.close(held)


def remove_deep(folder: Path) -> None:
    """Remove a folder, however deep the folders in it are nested and whatever their modes are, as far as it can be.

    Args:
        folder: What is removed; a link in it goes, and not what it leads to.
    """
    with suppress(OSError, RecursionError):
        shutil.rmtree(folder)
        return
    number = count()
    with suppress(OSError):
        while inner := [one for one in folder.iterdir() if one.is_dir() and not one.is_symlink()]:
            for one in inner:  # whose folders come up to where no path is long
                one.chmod(0o700)
                for below in [*one.iterdir()]:
                    if below.is_dir() and not below.is_symlink():
                        below.chmod(0o700)
                        below.rename(folder / f".up-{next(number)}")
                    else:
                        below.unlink()
                one.rmdir()
        shutil.rmtree(folder)
