"""Appends signed entries to the ledger and reads them back."""

import json
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from include.errors import LedgerError
from include.ledger.chain import GENESIS, canonical_json, entry_hash
from include.ledger.engine import reading, writing
from include.ledger.kinds import EntryKind
from include.ledger.signing import key_id, public_text, sign, signing_key
from include.ledger.tables import ledger_entries
from include.text import clean, clean_value

PURPOSE = "entry"
CLOCK_TOLERANCE = timedelta(minutes=5)  # clocks of several workers differ by less; beyond it one was set back


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


def content(sequence: int, kind: str, subject_id: str, payload: str, actor: str, recorded_at: str) -> dict[str, Any]:
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
        wanted = wanted.where(ledger_entries.c.kind == _known(kind).value)
    if subject_id is not None:
        wanted = wanted.where(ledger_entries.c.subject_id == unicodedata.normalize("NFC", clean(subject_id)))
    return [_entry(row) for row in connection.execute(wanted)]


def entries_from(sequence: int) -> list[Entry]:
    """Return the entry of a number and all that follow, in their order, for a reader who follows the log."""
    wanted = select(ledger_entries).where(ledger_entries.c.sequence >= sequence).order_by(ledger_entries.c.sequence)
    with reading() as connection:
        return [_entry(row) for row in connection.execute(wanted)]


def newest_hash() -> str:
    """Return the hash of the newest entry; of nothing at all in a ledger without any."""
    newest = select(ledger_entries.c.entry_hash).order_by(ledger_entries.c.sequence.desc()).limit(1)
    with reading() as connection:
        return str(connection.execute(newest).scalar() or GENESIS)


def entries(kind: str | None = None, subject_id: str | None = None) -> list[Entry]:
    """Return the entries in their order, narrowed to one kind or one subject where given."""
    with reading() as connection:
        return _select(connection, kind, subject_id)


def _checked(kind: str, subject_id: str, actor: str) -> EntryKind:
    """Refuse an entry without a known kind, a subject or an actor."""
    known = _known(kind)
    if not subject_id.strip() or not actor.strip():
        raise LedgerError(f"An entry of kind {kind} lacks its subject or its actor.", hint="Name both.")
    return known


def _known(kind: str) -> EntryKind:
    """Return a kind by its name.

    Raises:
        LedgerError: There is no such kind.
    """
    if kind not in set(EntryKind):
        raise LedgerError(f"The ledger knows no entry of kind {kind!r}.", hint=f"Kinds are {', '.join(EntryKind)}.")
    return EntryKind(kind)


def insert_entry(
    connection: Connection, kind: EntryKind, subject_id: str, payload: dict[str, Any], actor: str, at: datetime | None
) -> Entry:
    """Append one signed entry; the caller holds the write lock, see append_if for the rest."""
    subject, who = unicodedata.normalize("NFC", clean(subject_id)), unicodedata.normalize("NFC", clean(actor))
    return _insert(connection, kind.value, subject, canonical_json(clean_value(payload)), who, at or datetime.now(UTC))


def _insert(connection: Connection, kind: str, subject_id: str, payload: str, actor: str, at: datetime) -> Entry:
    """Append one entry whose texts are clean."""
    newest = select(ledger_entries.c.sequence, ledger_entries.c.entry_hash, ledger_entries.c.recorded_at)
    last = connection.execute(newest.order_by(ledger_entries.c.sequence.desc()).limit(1)).first()
    previous_hash = last.entry_hash if last else GENESIS
    moment = at.astimezone(UTC) if last is None else _not_before(at.astimezone(UTC), last, kind)
    recorded_at = moment.isoformat(timespec="microseconds")
    covered = content((last.sequence if last else 0) + 1, kind, subject_id, payload, actor, recorded_at)
    stored = {**covered, "previous_hash": previous_hash, "entry_hash": entry_hash(previous_hash, covered)}
    key = signing_key()
    signed = {"key_id": key_id(public_text(key)), "signature": sign(key, PURPOSE, stored["entry_hash"])}
    if connection.execute(insert(ledger_entries).values(**stored, **signed)).rowcount != 1:
        raise LedgerError(
            f"The ledger's file did not keep entry {stored['sequence']}.", hint="Run press decisions verify."
        )
    return Entry(**{**stored, "payload": json.loads(payload), "recorded_at": datetime.fromisoformat(recorded_at)})


def _not_before(moment: datetime, last: Row[Any], kind: str) -> datetime:
    """Return the instant to record: never before the entry before, as long as the clock is only a little behind.

    Raises:
        LedgerError: The clock went back by more than clocks of several machines differ.
    """
    before = datetime.fromisoformat(last.recorded_at)
    if moment >= before or kind == EntryKind.CLOCK_CORRECTED:
        return moment
    if before - moment > CLOCK_TOLERANCE:
        raise LedgerError(
            f"The clock says {moment:%Y-%m-%d %H:%M:%S} UTC, and entry {last.sequence} was recorded at {before}.",
            hint="Set the clock right. If it was that entry's clock which was ahead: press decisions correct-clock.",
        )
    return before


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
        LedgerError: Kind, subject or actor are missing or unknown; the clock went back; the ledger or its key is gone.
        StoreBusyError: The ledger stayed locked.
    """
    known = _checked(kind, subject_id, actor)
    with writing() as connection:
        if not allows(_select(connection, None, subject_id)):
            return None
        return insert_entry(connection, known, subject_id, payload, actor, at)


def append_all_if(
    allows: Callable[[Sequence[Entry]], bool],
    kind: str,
    subject_id: str,
    payloads: Sequence[dict[str, Any]],
    actor: str,
    at: datetime | None = None,
) -> list[Entry]:
    """Append several entries of one subject together, all of them or none; see append_if for the rest.

    Args:
        allows: Judges all entries of the same subject, in order, while every other writer waits.
        kind: A member of EntryKind.
        subject_id: What the entries are about.
        payloads: What each of them holds.
        actor: Role or account that acts.
        at: Instant of the act; now when left out.
    """
    known = _checked(kind, subject_id, actor)
    with writing() as connection:
        if not allows(_select(connection, None, subject_id)):
            return []
        return [insert_entry(connection, known, subject_id, one, actor, at) for one in payloads]


def append(kind: str, subject_id: str, payload: dict[str, Any], actor: str, at: datetime | None = None) -> Entry:
    """Append one entry whatever its subject holds, and return it; see append_if for the arguments and errors."""
    known = _checked(kind, subject_id, actor)
    with writing() as connection:
        return insert_entry(connection, known, subject_id, payload, actor, at)


def append_beside_last(kind: str, subject_id: str, payload: dict[str, Any], actor: str) -> Entry | None:
    """Append one entry at the instant of the newest, where its place in the chain counts and not its time.

    So a day in the past can be recorded (by a demonstration, a restored installation) without a refusal of its time.

    Returns:
        The entry, or None in a ledger without any.

    Raises:
        LedgerError: Kind, subject or actor are missing or unknown; the ledger or its key is gone.
        StoreBusyError: The ledger stayed locked.
    """
    known = _checked(kind, subject_id, actor)
    newest = select(ledger_entries.c.recorded_at).order_by(ledger_entries.c.sequence.desc()).limit(1)
    with writing() as connection:
        last = connection.execute(newest).scalar()
        at = datetime.fromisoformat(last) if last else None
        return insert_entry(connection, known, subject_id, payload, actor, at) if at else None
