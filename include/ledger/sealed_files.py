"""Files that entries name by their hash: signed letters and what came with replies, kept beside the ledger."""

import hashlib
import os
from pathlib import Path

from include.atomic import replacing
from include.settings import settings


def folder() -> Path:
    """Return where the files lie."""
    return settings().home / "ledger" / "files"


def keep(content: bytes) -> str:
    """Keep a file under its SHA-256, once, readable by the installation alone; return the hash."""
    digest = hashlib.sha256(content).hexdigest()
    path = folder() / digest
    if read(digest) is None:  # a damaged one is replaced by the whole one
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with replacing(path) as stream:
            os.fchmod(stream.fileno(), 0o400)
            stream.write(content)
    return digest


def read(digest: str) -> bytes | None:
    """Return a file by its hash; nothing when it is not there or is not what its name says."""
    path = folder() / digest
    if not path.is_file():
        return None
    content = path.read_bytes()
    return content if hashlib.sha256(content).hexdigest() == digest else None
