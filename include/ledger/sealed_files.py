"""Files that entries name by their hash: signed letters and what came with replies, kept beside the ledger."""

import hashlib
from pathlib import Path

from include.settings import settings


def folder() -> Path:
    """Return where the files lie."""
    return settings().home / "ledger" / "files"


def keep(content: bytes) -> str:
    """Keep a file under its SHA-256, once, readable by the installation alone; return the hash."""
    digest = hashlib.sha256(content).hexdigest()
    path = folder() / digest
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(content)
        unfinished.chmod(0o400)
        unfinished.replace(path)
    return digest


def read(digest: str) -> bytes | None:
    """Return a file by its hash; nothing when it is not there or is not what its name says."""
    path = folder() / digest
    if not path.is_file():
        return None
    content = path.read_bytes()
    return content if hashlib.sha256(content).hexdigest() == digest else None
