"""Appends to the ledger, reads it back, and proves that nobody altered it."""

import json
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from include.errors import LedgerError
from include.ledger.chain import GENESIS, canonical_json, entry_hash
from include.ledger.engine import reading, writing
from include.ledger.kinds import EntryKind
from include.ledger.tables import ledger_entries


@dataclass(frozen=True)
class Entry:
    """One entry as it stands in the ledger; recorded_at is an instant in UTC."""

    sequence: int
    kind: str
    subject_id: str
    payload: dict[str, Any]
    actor: str
    recorded_at: datetime
    previous_hash: str
    entry_hash: str


def _content(sequence: int, kind: str, subject_id: str, payload: str, actor: str, recorded_at: str) -> dict[str, Any]:
    """Return what an entry's hash covers, beside the hash before it."""
    return {
        "sequence": sequence,
        "kind": kind,
        "subject_id": subject_id,
        "payload": payload,
        "actor": actor,
        "recorded_at": recorded_at,
    }


def _entry(row: Row[Any]) -> Entry:
    """Turn a stored row into an entry."""
    return Entry(
        row.sequence,
        row.kind,
        row.subject_id,
        json.loads(row.payload),
        row.actor,
        datetime.fromisoformat(row.recorded_at),
        row.previous_hash,
        row.entry_hash,
    )


def _select(connection: Connection, kind: str | None, subject_id: str | None) -> list[Entry]:
    """Read entries in their order, narrowed where asked."""
    wanted = select(ledger_entries).order_by(ledger_entries.c.sequence)
    if kind is not None:
        wanted = wanted.where(ledger_entries.c.kind == EntryKind(kind).value)
    if subject_id is not None:
        wanted = wanted.where(ledger_entries.c.subject_id == unicodedata.normalize("NFC", subject_id))
    return [_entry(row) for row in connection.execute(wanted)]


def entries(kind: str | None = None, subject_id: str | None = None) -> list[Entry]:
    """Return the entries in their order, narrowed to one kind or one subject where given."""
    with reading() as connection:
        return _select(connection, kind, subject_id)


def _checked(kind: str, subject_id: str, actor: str) -> EntryKind:
    """Refuse an entry that says not what it is, whom it concerns or who wrote it."""
    if kind not in set(EntryKind):
        raise LedgerError(f"The ledger knows no entry of kind {kind!r}.", hint="Use a member of EntryKind.")
    if not subject_id.strip() or not actor.strip():
        raise LedgerError(f"An entry of kind {kind} lacks its subject or its actor.", hint="Name both.")
    return EntryKind(kind)


def _insert(connection: Connection, kind: str, subject_id: str, payload: str, actor: str, at: datetime) -> Entry:
    """Write one entry behind the last; the caller holds the write lock."""
    newest = select(ledger_entries.c.sequence, ledger_entries.c.entry_hash)
    last = connection.execute(newest.order_by(ledger_entries.c.sequence.desc()).limit(1)).first()
    previous_hash = last.entry_hash if last else GENESIS
    recorded_at = at.astimezone(UTC).isoformat(timespec="microseconds")
    content = _content((last.sequence if last else 0) + 1, kind, subject_id, payload, actor, recorded_at)
    stored = {**content, "previous_hash": previous_hash, "entry_hash": entry_hash(previous_hash, content)}
    connection.execute(insert(ledger_entries).values(stored))
    return Entry(**{**stored, "payload": json.loads(payload), "recorded_at": datetime.fromisoformat(recorded_at)})


def append_if(
    allows: Callable[[Sequence[Entry]], bool],
    kind: str,
    subject_id: str,
    payload: dict[str, Any],
    actor: str,
    at: datetime | None = None,
) -> Entry | None:
    """Append one entry if its subject's entries allow it, in one step that no other process can enter.

    Args:
        allows: Judges all entries of the same subject, in order, while every other writer waits.
        kind: A member of EntryKind.
        subject_id: What the entry is about.
        payload: JSON values; dates and instants are kept as ISO 8601.
        actor: Role or account that acts.
        at: Instant of the act; now when left out.

    Returns:
        The entry, or None when it was not allowed.

    Raises:
        LedgerError: Kind, subject or actor are missing or unknown.
        StoreBusyError: The ledger stayed locked.
    """
    known = _checked(kind, subject_id, actor)
    subject, who = unicodedata.normalize("NFC", subject_id), unicodedata.normalize("NFC", actor)
    with writing() as connection:
        if not allows(_select(connection, None, subject)):
            return None
        return _insert(connection, known.value, subject, canonical_json(payload), who, at or datetime.now(UTC))


def append(kind: str, subject_id: str, payload: dict[str, Any], actor: str, at: datetime | None = None) -> Entry:
    """Append one entry and return it; see append_if for the arguments and errors."""
    written = append_if(lambda _: True, kind, subject_id, payload, actor, at)
    assert written is not None  # noqa: S101 - the guard above lets everything pass
    return written


@dataclass(frozen=True)
class Verification:
    """What a walk along the chain found; broken_at is the first sequence that does not fit, else None."""

    count: int
    head: str
    broken_at: int | None
    problem: str

    @property
    def is_unbroken(self) -> bool:
        """Whether every entry follows from the one before."""
        return self.broken_at is None


def _problem(row: Row[Any], sequence: int, previous_hash: str) -> str:
    """Say what is wrong with one stored entry, or nothing."""
    if row.sequence != sequence:
        return f"entry {sequence} is missing; the next one found is {row.sequence}"
    if row.previous_hash != previous_hash:
        return f"entry {sequence} does not follow entry {sequence - 1}"
    content = _content(row.sequence, row.kind, row.subject_id, row.payload, row.actor, row.recorded_at)
    if row.entry_hash != entry_hash(previous_hash, content):
        return f"entry {sequence} ({row.kind} of {row.subject_id}) was altered after it was written"
    return ""


def _walk(rows: Iterable[Row[Any]]) -> Verification:
    """Follow the chain from its beginning to its end or to its first break."""
    count, previous_hash = 0, GENESIS
    for row in rows:
        if problem := _problem(row, count + 1, previous_hash):
            return Verification(count, previous_hash, count + 1, problem)
        count, previous_hash = count + 1, row.entry_hash
    return Verification(count, previous_hash, None, "")


def verify() -> Verification:
    """Recompute every hash and say whether the chain is unbroken, or where it breaks.

    Entries cut off at the end leave no break: compare ``head`` with one noted earlier, as report snapshots do.
    """
    with reading() as connection:
        return _walk(connection.execute(select(ledger_entries).order_by(ledger_entries.c.sequence)))
