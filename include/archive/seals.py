"""Seals days of the archive: the hash of every file as it stands, so that a later change is noticed.

``seals/<day>.json`` names each outlet's two files with size and hash; the caller keeps the digest of the whole where
nobody can change it. The archive only grows: a file that grew beyond its sealed length is still as it was sealed.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from include.archive.index import archived_outlets, index_path, warc_path
from include.archive.retention import has_passed
from include.archive.writer import settle_day
from include.atomic import replace_text
from include.settings import settings

CHUNK_BYTES = 1 << 20
Found = Literal["intact", "grown", "altered", "missing", "past_retention"]


def seal_path(day: date) -> Path:
    """Return the seal of a day, whether or not it exists."""
    return settings().archive / ".seals" / f"{day.isoformat()}.json"


def seal(day: date) -> str:
    """Seal a day as it stands, in one rename, and return the digest of the seal.

    What a kill left half-written is cut off first: sealed, it would look altered once the day is written to again.

    Raises:
        StoreBusyError: Another process is writing the archive of one of its outlets.
    """
    for outlet_id in archived_outlets():
        settle_day(outlet_id, day)
    lengths = {path: path.stat().st_size for path in _files(day)}
    files = [[_name(path), length, _hash(path, length)] for path, length in lengths.items()]
    text = json.dumps({"day": day.isoformat(), "files": files}, indent=0)
    replace_text(seal_path(day), text)
    return digest(day)


def digest(day: date) -> str:
    """Return the digest of a day's seal; empty when the day is not sealed."""
    path = seal_path(day)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def check(day: date) -> Iterator[tuple[str, Found]]:
    """Yield every sealed file of a day with its state compared with the seal."""
    for name, length, sha256 in _entries(day):
        path = settings().archive / name
        if not path.exists():
            yield name, "past_retention" if has_passed(path.parent.name, day) else "missing"
        elif path.stat().st_size < length or _hash(path, length) != sha256:
            yield name, "altered"
        else:
            yield name, "intact" if path.stat().st_size == length else "grown"


def is_current(day: date) -> bool:
    """Return, by names and lengths alone, whether a day is sealed as it stands; hashes are for :func:`check`."""
    if not seal_path(day).exists():
        return False
    sealed = {name: length for name, length, _ in _entries(day)}
    return {_name(path): path.stat().st_size for path in _files(day)}.items() <= sealed.items()


def _entries(day: date) -> list[tuple[str, int, str]]:
    """Return name, length and hash of each sealed file of a day."""
    found: list[tuple[str, int, str]] = json.loads(seal_path(day).read_text(encoding="utf-8"))["files"]
    return found


def _name(path: Path) -> str:
    """Return a file's name within the archive."""
    return str(path.relative_to(settings().archive))


def _files(day: date) -> list[Path]:
    """Return the files of a day that the archive holds."""
    both = [path(outlet_id, day) for outlet_id in archived_outlets() for path in (index_path, warc_path)]
    return [path for path in both if path.exists()]


def _hash(path: Path, length: int) -> str:
    """Return the hash of a file's first bytes."""
    found = hashlib.sha256()
    with path.open("rb") as stream:
        while length > 0 and (chunk := stream.read(min(CHUNK_BYTES, length))):
            found.update(chunk)
            length -= len(chunk)
    return found.hexdigest()
