"""Where marks of the ledger are kept on this installation: manifests, published copies, snapshots, mails, backups."""

from collections.abc import Iterator
from pathlib import Path

from include.ledger.marks import Mark, marks_in
from include.settings import settings

PLACES = (
    ("published", "builds/*/manifest.json"),
    ("reports", "*/*/*/snapshot.json"),
    ("outbox", "*.eml"),
    ("timestamps", "*.mark"),
)


def places() -> Iterator[Path]:
    """Yield every file of the installation that may carry a mark."""
    for folder, pattern in PLACES:
        yield from sorted((settings().home / folder).glob(pattern))


def marks_kept() -> dict[Mark, Path]:
    """Return every mark that the installation keeps, with one file that carries it, in the order of their counts."""
    found: dict[Mark, Path] = {}
    for path in places():
        for mark in marks_in(path.read_text(encoding="utf-8", errors="replace")):
            found.setdefault(mark, path)
    return dict(sorted(found.items()))
