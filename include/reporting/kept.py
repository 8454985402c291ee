"""Finds the snapshots that the installation keeps, by the hash of their content."""

import re
from collections.abc import Iterator

from include.errors import ReportError
from include.reporting.compose import FOLDER_LETTERS, SNAPSHOT, Snapshot, read_snapshot
from include.settings import settings

HASH = re.compile(r"[0-9a-f]{64}")


def kept_snapshots() -> list[Snapshot]:
    """Return every snapshot that is as it was composed: the newest period first, then the newest content."""
    return sorted(
        _sound("*"),
        key=lambda found: (found.content.ends_before, (found.folder / SNAPSHOT).stat().st_mtime_ns),
        reverse=True,
    )


def kept_snapshot(content_hash: str) -> Snapshot | None:
    """Return the snapshot of a content; nothing where there is none, or it was altered."""
    if not HASH.fullmatch(content_hash):
        return None
    found = (one for one in _sound(content_hash[:FOLDER_LETTERS]) if one.content_hash == content_hash)
    return next(found, None)


def _sound(folder: str) -> Iterator[Snapshot]:
    """Yield the snapshots in folders of a name that can be read and are what their hash names."""
    for path in settings().reports.glob(f"*/*/{folder}/{SNAPSHOT}"):
        try:
            yield read_snapshot(path.parent)
        except ReportError:
            continue
