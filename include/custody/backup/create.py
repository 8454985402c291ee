"""Makes a backup: everything as of one instant, copied while work goes on.

For that instant the ledger is locked, and every file gets a second name (a hard link) or, where it only grows, its
length is noted. Files that are replaced are replaced by a rename, so the second name keeps what was there. Copying
follows without any lock. A backup that was cut short has no name, and the next one removes it.
"""

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from include.custody.backup.databases import copy_metadata
from include.custody.backup.encryption import SALT_BYTES, key_of, read_passphrase
from include.custody.backup.manifest import FILES, HEAD, Head, Kept, pieces_of, read_head, write_file, write_head
from include.custody.backup.places import CURRENT, LEDGER, SETTINGS, places, settings_kept
from include.errors import SettingError, StoreBusyError
from include.landing.compaction import lock_path
from include.ledger.copies import write_copy
from include.ledger.engine import writing
from include.ledger.verification import require_sound
from include.locks import file_lock, locked
from include.secret_files import SecretFiles
from include.settings import settings

NAME = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"\d{8}T\d{6}Z")
LINKS = ".backup"


@dataclass(frozen=True)
class Frozen:
    """One file as of the instant: its name in the backup, where to read it, and its length then, in bytes."""

    name: str
    path: Path
    length: int


def create_backup(now: datetime, folder: Path | None = None) -> dict[str, Any]:
    """Make a backup and return where it is and what it holds.

    Args:
        now: The present instant; it names the backup.
        folder: Where backups are kept; the one of the settings when left out.

    Raises:
        SettingError: No folder is set, it lies inside what is kept, or the passphrase cannot be read.
        LedgerError: The ledger does not verify: a bad backup must not replace a good one.
        StoreBusyError: Another backup is being made.
    """
    root = _root(folder)
    passphrase = settings().backup_passphrase_file
    salt = os.urandom(SALT_BYTES) if passphrase else b""
    cipher = key_of(read_passphrase(passphrase), salt) if passphrase else None
    name = now.astimezone(UTC).strftime(NAME)
    unfinished = root / f".{name}.part"
    with _links() as links:
        for left in root.glob(".*.part"):
            shutil.rmtree(left)
        with file_lock(lock_path(), shared=True), writing() as connection:  # no manifest may change meanwhile
            mark = require_sound()
            write_copy(connection, links / LEDGER)
            frozen = list(_freeze(links))
        frozen += [_own(links / LEDGER)]
        if metadata := copy_metadata(links):
            frozen += [_own(links / metadata)]
        kept: Kept = {}
        for found in frozen:
            with found.path.open("rb") as stream:
                target = unfinished / FILES / found.name
                kept[found.name] = write_file(target, pieces_of(stream, found.length), cipher, found.name)
        write_head(unfinished, now.isoformat(timespec="seconds"), str(mark), salt, cipher, kept)
    os.sync()
    finished = unfinished.replace(root / name)
    size = sum(length for length, _ in kept.values())
    return {
        "folder": str(finished), "files": len(kept), "bytes": size, "ledger_entries": mark.count,
        "is_encrypted": cipher is not None,
    }  # fmt: skip


def keep_backup(now: datetime) -> dict[str, Any]:
    """Make the day's backup where the settings name a folder for them, remove the oldest, and return counts."""
    if settings().backups is None:
        return {"backups": 0}
    made = create_backup(now)
    return {"backups": 1, "files": made["files"], "removed": len(keep_newest(settings().backups_kept))}


def keep_newest(number: int, folder: Path | None = None) -> list[str]:
    """Remove all but the newest backups of a folder and return the names of those removed."""
    gone = backups(_root(folder))[:-number]
    for path in gone:
        shutil.rmtree(path)
    return [path.name for path in gone]


def backups(root: Path) -> list[Path]:
    """Return the finished backups of a folder, the newest last."""
    return (
        sorted(p for p in root.glob("*") if _NAME.fullmatch(p.name) and (p / HEAD).is_file()) if root.is_dir() else []
    )


def newest_backup() -> Head | None:
    """Return what the newest backup of the installation says of itself, or None where there is none."""
    root = settings().backups
    found = backups(root) if root else []
    return read_head(found[-1]) if found else None


def _root(folder: Path | None) -> Path:
    """Return where backups are kept."""
    root = folder or settings().backups
    if root is None:
        raise SettingError(
            "No folder for backups is set.", hint="Set PRESS_BACKUPS to a folder on another disk, or give --to."
        )
    root = root.resolve()
    if inside := next((name for name, place in places().items() if root.is_relative_to(place)), ""):
        raise SettingError(f"{root} lies inside what is kept ({inside}).", hint="Name a folder on another disk.")
    root.mkdir(parents=True, exist_ok=True)
    return root


@contextmanager
def _links() -> Iterator[Path]:
    """Yield an empty folder for hard links, on the installation's own disk, to one backup at a time."""
    folder = settings().home / LINKS
    busy = StoreBusyError("Another backup is being made.", hint="Wait until it is done.")
    with locked(settings().home / f"{LINKS}.lock", busy, wait_seconds=0):
        shutil.rmtree(folder, ignore_errors=True)  # of one that was killed
        folder.mkdir(mode=0o700, parents=True)
        yield folder
        shutil.rmtree(folder)


def _freeze(links: Path) -> Iterator[Frozen]:
    """Yield every file that a backup keeps, as of now."""
    for place, folder in places().items():
        for path in _files(place, folder):
            name = f"{place}/{path.relative_to(folder)}"
            if (length := _link(path, links / name)) is not None:
                yield Frozen(name, links / name, length)
    current = settings().published / "current"
    for name, text in ((SETTINGS, settings_kept()), (CURRENT, current.readlink().name if current.is_symlink() else "")):
        if text:
            path = links / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            yield Frozen(name, path, path.stat().st_size)


def _files(place: str, folder: Path) -> Iterator[Path]:
    """Yield the files of a place; of the archive the answers last, so that whatever an index names is there.

    Of published copies the current one alone is kept; hidden files are locks and what is unfinished.
    """
    if place == "published":
        folder = (folder / "current").resolve()
    secret = SecretFiles()  # a folder may have been exchanged for a link to theirs, or a name added to one of them
    found = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink() and path not in secret]
    for path in sorted(found, key=lambda path: (path.suffix == ".gz", path)):
        if not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def _link(path: Path, target: Path) -> int | None:
    """Give a file a second name, or copy it where its disk is another; return its length, or None if it is gone."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, target)
    except FileNotFoundError:
        return None
    except OSError as error:
        # another disk, or a file system without hard links or with too many of them
        if error.errno not in (errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP):
            raise
        shutil.copyfile(path, target)
    return target.stat().st_size


def _own(path: Path) -> Frozen:
    """Return a file that was made for the backup."""
    return Frozen(path.name, path, path.stat().st_size)
