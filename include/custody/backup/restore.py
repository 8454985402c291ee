"""Restores a backup into an empty installation, verified file by file; later withdrawals are repeated first.

Everything is first copied beside its place and compared by hash, then moved, so that a killed restore continues
when it is run again. Until it is done nobody opens the ledger, and no link names the published copy.
"""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from include.atomic import replacing
from include.custody.backup.databases import put_metadata_back
from include.custody.backup.encryption import read_passphrase
from include.custody.backup.manifest import Head, Kept, check_file, open_manifest, pieces_of, require_signed
from include.custody.backup.places import CURRENT, INPUTS, LEDGER, SETTINGS, places
from include.custody.restore import propose_restore
from include.custody.withdraw import withdraw
from include.custody.withdrawal_notes import noted_withdrawals
from include.errors import ArchiveError, DeclarationError, LedgerError
from include.ledger.copies import is_there, put_back, read_copy
from include.ledger.entries import append, entries
from include.ledger.evidence import marks_of
from include.ledger.kinds import EntryKind
from include.ledger.marks import marks_in
from include.ledger.signing import has_key
from include.ledger.verification import verify
from include.settings import settings
from include.text import has_words

COPIED = ".copied"
LATE = timedelta(days=1)  # a withdrawal this short before the backup may have been under way
Withdrawal = tuple[str, str, str]
"""Address, reason and actor of a withdrawal."""


def verify_backup(folder: Path) -> dict[str, Any]:
    """Read a whole backup, compare every file with its hash, and return what it holds.

    Raises:
        ArchiveError: A file is missing, was changed or cannot be decrypted, or another key signed it.
        SettingError: The folder holds no backup, or the passphrase is missing.
    """
    head, cipher, kept = _open(folder)
    for name in kept:
        for _ in check_file(folder, name, cipher, kept):
            pass
    return _summary(head, kept)


def restore_backup(folder: Path, reason: str, actor: str, against: list[Path] | None = None) -> dict[str, Any]:
    """Restore a backup into this installation, which must be empty, and return what was done.

    Args:
        folder: The backup.
        reason: Why; kept for ever.
        actor: Account of who does it.
        against: Reports, mails or younger copies of the ledger that others kept: what they know beyond the backup is
            recorded as lost, and withdrawals that a copy of the ledger knows are done again.

    Raises:
        DeclarationError: There is no reason, or something is there already.
        ArchiveError: The backup is not whole, or not this installation's.
        LedgerError: The ledger in it is not sound, or the key is missing.
    """
    if not has_words(reason):
        raise DeclarationError("A restore needs a reason.", hint="Give --reason.")
    if not has_key():
        raise LedgerError(
            f"The key {settings().ledger_key} is not there.", hint="Put it back first: no backup holds it."
        )
    head, cipher, kept = _open(folder)
    staging = settings().restoring
    if not (staging / COPIED).exists():
        _require_empty()
        _copy(folder, cipher, kept, staging)
    _note_process(staging)
    for name, place in places().items():
        _move(staging / name, place)
    if (staging / SETTINGS).exists() and not (settings().home / SETTINGS).exists():
        (staging / SETTINGS).rename(settings().home / SETTINGS)
    put_back(staging / LEDGER)
    proposal = _record(head, reason, actor, against or [])
    replayed = _withdraw_again(head, folder, against or [])
    metadata = put_metadata_back(staging)
    _name_current(staging)
    shutil.rmtree(staging)
    return {**_summary(head, kept), "withdrawn_again": replayed, "proposal": proposal, "airflow_metadata": metadata}


def restore_ledger(folder: Path) -> None:
    """Restore the ledger alone from a backup, after the broken one was moved away.

    Raises:
        ArchiveError: The backup is not whole, or not this installation's.
        LedgerError: Another ledger is there still.
    """
    _, cipher, kept = _open(folder)
    with TemporaryDirectory(dir=settings().home) as place:
        copy = Path(place) / LEDGER
        with copy.open("wb") as stream:
            stream.writelines(check_file(folder, LEDGER, cipher, kept))
        put_back(copy)


def _open(folder: Path) -> tuple[Head, AESGCM | None, Kept]:
    """Return head, cipher and files of a backup that this installation's key signed."""
    path = settings().backup_passphrase_file
    opened = open_manifest(folder, read_passphrase(path) if path else "")
    require_signed(folder, opened[0])
    return opened


def _summary(head: Head, kept: Kept) -> dict[str, Any]:
    """Return the figures of a backup."""
    [mark] = marks_in(head.ledger)
    size = sum(length for length, _ in kept.values())
    return {"made_at": head.made_at, "files": len(kept), "bytes": size, "ledger_entries": mark.count}


def _require_empty() -> None:
    """Refuse to restore over anything of an installation."""
    own = (place for name, place in places().items() if name not in INPUTS)
    full = [str(place) for place in own if place.is_dir() and any(place.rglob("[!.]*"))]
    full += ["the ledger's database"] * is_there()
    if full:
        raise DeclarationError(
            f"This place is not empty: {', '.join(full)}.", hint="Restore into a new PRESS_HOME, or move these away."
        )


def _copy(folder: Path, cipher: AESGCM | None, kept: Kept, staging: Path) -> None:
    """Copy every file beside its place, compare what was written with its hash, and note that all is there."""
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True, mode=0o700)
    for name, (_, digest) in kept.items():
        target = (staging / name).resolve()
        if not target.is_relative_to(staging.resolve()):
            raise ArchiveError(f"{name!r} leads out of the backup.", hint="This is not a backup of ours.")
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as stream:
            stream.writelines(check_file(folder, name, cipher, kept))
        with target.open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != digest:
                raise ArchiveError(f"{target} is not what was written to it.", hint="Check this disk.")
    os.sync()
    (staging / COPIED).touch()


def _note_process(staging: Path) -> None:
    """Note this process as the only one that may open the ledger until the restore is done."""
    (staging / "pid").write_text(str(os.getpid()), encoding="utf-8")


def _move(source: Path, place: Path) -> None:
    """Move one place's files, but for those that an earlier run has moved or that people have put there."""
    for path in sorted(source.rglob("*")) if source.is_dir() else ():
        if path.is_file() and path != settings().restoring / CURRENT:
            target = place / path.relative_to(source)
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                _move_file(path, target)


def _move_file(path: Path, target: Path) -> None:
    """Move one file, whole or not at all, to a place that may lie on another disk."""
    try:
        path.rename(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        with path.open("rb") as source, replacing(target) as stream:
            shutil.copyfileobj(source, stream)


def _record(head: Head, reason: str, actor: str, against: list[Path]) -> int | None:
    """Record the restore, once; return the entry that a second person has to agree to where entries were lost."""
    for entry in entries(EntryKind.BACKUP_RESTORED):
        if entry.payload["ledger"] == head.ledger:  # by a run that was killed after it
            return int(entry.payload["proposal"]) if entry.payload["proposal"] else None
    marks = {mark: path for path in against for mark in marks_of(path)}
    found = verify(marks)
    if found.problem and not found.contradicted:
        raise LedgerError(f"The ledger in the backup is not sound: {found.problem}.", hint="Use another backup.")
    proposal = propose_restore(reason, actor, marks).sequence if found.contradicted else None
    payload = {"made_at": head.made_at, "ledger": head.ledger, "reason": reason.strip(), "proposal": proposal}
    append(EntryKind.BACKUP_RESTORED, found.head, payload, actor)
    return proposal


def _withdraw_again(head: Head, folder: Path, against: list[Path]) -> int:
    """Withdraw every page that was withdrawn after the backup, or while it was made; return how many addresses."""
    count = 0
    for url, reason, actor in dict.fromkeys((*_noted(folder), *_known(against), *_late(head))):
        try:
            withdraw(url, reason, actor)
        except DeclarationError:  # the backup does not hold it
            continue
        count += 1
    return count


def _noted(folder: Path) -> Iterator[Withdrawal]:
    """Yield the withdrawals noted beside the backups."""
    for place in sorted({folder.resolve().parent, settings().backups or folder.resolve().parent}):
        yield from noted_withdrawals(place)


def _known(against: list[Path]) -> Iterator[Withdrawal]:
    """Yield the withdrawals that younger copies of the ledger know."""
    for path in against:
        with path.open("rb") as stream:
            is_ledger = next(pieces_of(stream, 15), b"") == b"SQLite format 3"
        for row in read_copy(path)["ledger_entries"] if is_ledger else ():
            if row["kind"] == EntryKind.WITHDRAWAL:
                yield row["subject_id"], json.loads(row["payload"])["reason"], row["actor"]


def _late(head: Head) -> Iterator[Withdrawal]:
    """Yield the withdrawals that may have been under way when the backup was made."""
    made_at = datetime.fromisoformat(head.made_at).astimezone(UTC)
    for entry in entries(EntryKind.WITHDRAWAL):
        if made_at - LATE <= entry.recorded_at <= made_at + LATE:
            yield entry.subject_id, entry.payload["reason"], entry.actor


def _name_current(staging: Path) -> None:
    """Link the published copy as the current one: until now nobody could open it."""
    if (staging / CURRENT).exists():
        name = (staging / CURRENT).read_text(encoding="utf-8").strip()
        link = settings().published / "current"
        link.unlink(missing_ok=True)
        link.symlink_to(Path("builds") / name)
