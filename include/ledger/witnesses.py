"""Finds the marks of the ledger that this installation has kept: in manifests, copies, snapshots, mails, backups."""

from collections.abc import Iterator
from pathlib import Path

from include.ledger.marks import Mark, marks_in
from include.ledger.signing import has_key, known_publics
from include.settings import settings

PLACES = (
    ("published", "builds/*/manifest.json"),
    ("reports", "*/*/*/snapshot.json"),
    ("outbox", "*.eml"),
    ("timestamps", "*.mark"),
)


def places() -> Iterator[Path]:
    """Yield every file of the installation that may carry a mark; a pipe in its place would keep everything waiting."""
    for folder, pattern in PLACES:
        yield from (path for path in sorted((settings().home / folder).glob(pattern)) if path.is_file())
    if backups := settings().backups:  # others may write here: a mark that our key did not sign proves nothing
        found = (path for path in sorted(backups.glob("*/backup.json")) if path.is_file())
        yield from filter(_is_ours, found)


def _is_ours(path: Path) -> bool:
    """Return whether every mark in a file was signed by a key of this installation; without a key any may be."""
    if not has_key():
        return True
    publics = known_publics()
    found = marks_in(path.read_text(encoding="utf-8", errors="replace"))
    return bool(found) and all(mark.is_signed_by(publics) for mark in found)


def marks_kept() -> dict[Mark, Path]:
    """Return every mark that the installation keeps, with one file that carries it, in the order of their counts."""
    found: dict[Mark, Path] = {}
    for path in places():
        for mark in marks_in(path.read_text(encoding="utf-8", errors="replace")):
            found.setdefault(mark, path)
    return dict(sorted(found.items()))
