"""Reads what somebody outside kept: marks in a report, a mail or a manifest, and older copies of the whole ledger."""

import sqlite3
import zlib
from contextlib import closing
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from include.errors import DeclarationError
from include.ledger.marks import Mark, marks_in
from include.ledger.still_copy import still_copy
from include.mails import UNREADABLE, header_of, read_mail

SQLITE_MAGIC = b"SQLite format 3\x00"
MAIL_SUFFIX = ".eml"
LARGEST_PART = 50_000_000  # bytes of one part of an office file; what is larger is no report of ours
LARGEST_FILE = 200_000_000  # bytes of all its parts


def marks_of(path: Path) -> list[Mark]:
    """Return the marks that a file carries; an older copy of the ledger carries none and is compared as a whole.

    Raises:
        DeclarationError: The file is missing, or carries no mark.
    """
    body = _body(path)
    if body.startswith(SQLITE_MAGIC):
        return []
    found = _in_mail(body) if path.suffix == MAIL_SUFFIX else _in_file(body)
    if not found:
        raise DeclarationError(
            f"{path} carries no mark of a ledger.", hint="Name a report, a mail, a manifest, or a copy of the ledger."
        )
    return list(dict.fromkeys(found))


def _body(path: Path) -> bytes:
    """Return a file's bytes.

    Raises:
        DeclarationError: It cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise DeclarationError(f"{path} cannot be read: {error}.", hint="Name a file that is there.") from error


def _in_file(body: bytes) -> list[Mark]:
    """Return the marks in an office file's parts, or in the bytes as they are."""
    try:
        with ZipFile(BytesIO(body)) as parts:
            small = [part for part in parts.infolist() if part.file_size <= LARGEST_PART]
            if sum(part.file_size for part in small) > LARGEST_FILE:
                return []  # none of our reports unpacks to so much
            return [mark for part in small for mark in marks_in(parts.read(part).decode("utf-8", errors="replace"))]
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError):  # damaged, encrypted, of an unknown packing
        return marks_in(body.decode("utf-8", errors="replace"))


def _in_mail(body: bytes) -> list[Mark]:
    """Return the marks in a mail's header, its texts and its attachments."""
    mail = read_mail(body)
    found = [mark for name in mail for mark in marks_in("".join(header_of(mail, name).split()))]
    for part in mail.walk():
        try:
            content = None if part.is_multipart() else part.get_payload(decode=True)
        except UNREADABLE:  # packed in a way that cannot be undone
            continue
        if isinstance(content, bytes):
            found += _in_file(content)
    return found


def first_difference(path: Path, hashes: tuple[str, ...]) -> str:
    """Return which entry of an older copy is the first that differs from the ledger; empty when none does.

    Args:
        path: A SQLite copy of the ledger; any other file gives nothing.
        hashes: Hash of each entry of the ledger, in order.

    Raises:
        DeclarationError: It is a SQLite file, and no copy of a ledger.
    """
    if not _body(path).startswith(SQLITE_MAGIC):
        return ""
    known = _entries_of(path)
    for sequence, entry_hash in known:
        if sequence > len(hashes):
            return f"entries {sequence} to {known[-1][0]} were cut off: {path} holds them"
        if hashes[sequence - 1] != entry_hash:
            return f"entry {sequence} is the first that differs from {path}"
    return ""


def _entries_of(path: Path) -> list[tuple[int, str]]:
    """Return number and hash of each entry of a copy that somebody brings, which may be made to mislead or to hang.

    Raises:
        DeclarationError: It is no copy of a ledger.
    """
    is_table = "select count(*) from sqlite_master where name = 'ledger_entries' and type = 'table'"
    try:
        with still_copy(path) as still, closing(sqlite3.connect(still)) as copy:
            if copy.execute(is_table).fetchone() != (1,):
                raise sqlite3.DatabaseError("it holds no ledger")
            rows = copy.execute("select sequence, entry_hash from ledger_entries order by sequence").fetchall()
    except sqlite3.Error as error:
        raise DeclarationError(f"{path} is no copy of a ledger: {error}.", hint="Name another file.") from error
    if not all(isinstance(sequence, int) and isinstance(digest, str) for sequence, digest in rows):
        raise DeclarationError(f"{path} is no copy of a ledger: its numbers are none.", hint="Name another file.")
    return rows
