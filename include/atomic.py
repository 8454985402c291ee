"""Replaces files in one step: a reader sees the old content or the new one, and a kill leaves one of them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(path: Path, *, is_derived: bool = False) -> Iterator[BinaryIO]:
    """Yield a stream whose bytes replace the file when the block succeeds; otherwise nothing has changed.

    The bytes are on the disk before they get the name, and the name before the block ends (write, fsync, rename, fsync
    of the folder). Missing folders are made.

    Args:
        path: The file.
        is_derived: Whether the file can be made again from others: then no write waits for the disk (fsync). Waiting
            costs some milliseconds a file, and landing has thousands of them.

    Raises:
        OSError: The disk is full or cannot be written; what was begun is removed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        unfinished.unlink(missing_ok=True)  # a link there, put under a guessed name, would lead elsewhere
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666), "wb") as stream:
            yield stream
            stream.flush()
            if not is_derived:
                os.fsync(stream.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)  # gone already where the block ended well
    if not is_derived:
        sync_folder(path.parent)


def replace_text(path: Path, text: str) -> None:
    """Replace a UTF-8 text file in one step."""
    with replacing(path) as stream:
        stream.write(text.encode("utf-8"))


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries to the disk, so that a power cut loses no file of it."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
