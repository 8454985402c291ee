"""Proves that the ledger is the one that was written: chain, signatures, triggers, times, and the marks kept of it.

What a holder of the signing key could still do is said in SECURITY.md.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, inspect, select
from sqlalchemy.exc import OperationalError

from include.errors import LedgerError, StoreBusyError
from include.ledger import identity
from include.ledger.chain import GENESIS, entry_hash
from include.ledger.engine import existing_engine, missing, reading_as_it_is, why_closed
from include.ledger.entries import PURPOSE, content
from include.ledger.keys import KeyChain, key_chain
from include.ledger.kinds import EntryKind
from include.ledger.marks import Mark, sign_mark
from include.ledger.signing import has_key, is_signed, public_text, signing_key
from include.ledger.tables import ledger_entries
from include.ledger.triggers import changed_guards, torn_index
from include.ledger.witnesses import marks_kept


@dataclass(frozen=True)
class Verification:
    """The result of a verification.

    Attributes:
        count: Entries that are sound.
        head: Hash of the last of them.
        broken_at: Sequence of the first entry that is not, or None.
        problem: What is wrong, in one clause; empty when nothing is.
        compared: How many marks kept elsewhere were compared.
        hashes: Hash of each sound entry, in order.
        contradicted: Marks that this installation signed and that the sound chain contradicts, in their order.
        agreed: The highest count of a mark below the first of those that the chain agrees with.
    """

    count: int
    head: str
    broken_at: int | None
    problem: str
    compared: int = 0
    hashes: tuple[str, ...] = field(default=(), repr=False)
    contradicted: tuple[Mark, ...] = ()
    agreed: int = 0

    @property
    def is_unbroken(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problem


@dataclass(frozen=True)
class _Ledger:
    """Everything that a verification reads, in one transaction."""

    rows: Sequence[Row[Any]]
    keys: KeyChain
    unsigned_count: int
    unsigned_head: str
    problem: str


def verify(against: Mapping[Mark, Path] | None = None) -> Verification:
    """Recompute every hash, check every signature, and compare with every mark kept; nothing is made or changed.

    Args:
        against: Marks to compare with beside those that the installation keeps, each with the file that carries it.

    Raises:
        StoreBusyError: The database does not answer.
    """
    marks = {**marks_kept(), **(against or {})}
    try:
        if not has_key():
            return _without_key(marks)
        with reading_as_it_is() as connection:
            found = _read(connection)
    except LedgerError as error:
        return Verification(0, GENESIS, 1, error.args[0].rstrip("."))
    except OperationalError as error:
        said = f"The ledger does not open: {why_closed(error)}."
        raise StoreBusyError(said, hint="Check its disk or server.") from error
    walked = _walk(found)
    return walked if walked.problem else _compared(walked, found, marks)


def _without_key(marks: Mapping[Mark, Path]) -> Verification:
    """Return the result without the key: nothing is wrong only where nothing was ever recorded."""
    engine = existing_engine()
    is_there = engine.dialect.name != "sqlite" or Path(engine.url.database or "").exists()
    if is_there:
        with reading_as_it_is() as connection:
            is_there = inspect(connection).has_table("ledger_entries")
    if is_there or marks:
        return Verification(0, GENESIS, 1, "the key that signs the ledger is gone")
    return Verification(0, GENESIS, None, "")


def _read(connection: Connection) -> _Ledger:
    """Read entries, identity and triggers."""
    if not inspect(connection).has_table("ledger_identity"):
        raise missing()
    rows = connection.execute(select(ledger_entries).order_by(ledger_entries.c.sequence)).all()
    keys = key_chain(rows)
    row = identity.read(connection)
    if row is None:
        raise LedgerError("the ledger has lost its identity")
    problem = keys.problem
    if not problem and not identity.is_genuine(row, keys.publics):
        problem = "the ledger's identity was not signed by this installation's key"
    if not problem and (wrong := changed_guards(connection)):
        problem = f"what makes the ledger append-only was removed, added or changed: {', '.join(wrong)}"
    if not problem and (torn := torn_index(connection)):
        problem = f"an index of the ledger hides entries or names others: {torn}"
    return _Ledger(rows, keys, row.unsigned_count, row.unsigned_head, problem)


def _walk(found: _Ledger) -> Verification:
    """Follow the chain from its beginning to its end or to its first break."""
    hashes: list[str] = []
    last: Row[Any] | None = None
    for row in found.rows:
        if problem := _problem(row, last) or _unsigned(row, found):
            return Verification(len(hashes), hashes[-1] if hashes else GENESIS, len(hashes) + 1, problem)
        hashes.append(row.entry_hash)
        last = row
    head = hashes[-1] if hashes else GENESIS
    if found.problem:
        return Verification(len(hashes), head, len(hashes), found.problem)
    known = hashes[found.unsigned_count - 1 : found.unsigned_count] or [GENESIS]
    if found.unsigned_count and known != [found.unsigned_head]:
        return Verification(0, GENESIS, 1, f"entries 1 to {found.unsigned_count} are not those that were taken over")
    return Verification(len(hashes), head, None, "", hashes=tuple(hashes))


def _problem(row: Row[Any], last: Row[Any] | None) -> str:
    """Return what is wrong with one stored entry after the one before; empty when nothing is."""
    sequence, previous_hash = (last.sequence + 1, last.entry_hash) if last else (1, GENESIS)
    if row.sequence != sequence:
        return f"entry {sequence} is missing; the next one found is {row.sequence}"
    if row.previous_hash != previous_hash:
        return f"entry {sequence} does not follow entry {sequence - 1}"
    covered = content(row.sequence, row.kind, row.subject_id, row.payload, row.actor, row.recorded_at)
    if row.entry_hash != entry_hash(previous_hash, covered):
        return f"entry {sequence} ({row.kind} of {row.subject_id}) was altered after it was written"
    return _backwards(row, last)


def _backwards(row: Row[Any], last: Row[Any] | None) -> str:
    """Return the problem of an entry with an earlier time than the one before it, unless a person explained it."""
    if last is None or row.kind == EntryKind.CLOCK_CORRECTED:
        return ""
    is_earlier = datetime.fromisoformat(row.recorded_at) < datetime.fromisoformat(last.recorded_at)
    return f"entry {row.sequence} was recorded before entry {last.sequence}: the clock went back" if is_earlier else ""


def _unsigned(row: Row[Any], found: _Ledger) -> str:
    """Return the problem of an entry without the signature of the key of its time; empty when it has it."""
    if row.sequence <= found.unsigned_count and row.signature is None:
        return ""
    public = found.keys.at(row.sequence)
    if is_signed(public, PURPOSE, row.entry_hash, row.signature):
        return ""
    return f"entry {row.sequence} ({row.kind} of {row.subject_id}) was not signed by this installation's key"


def _compared(walked: Verification, found: _Ledger, marks: Mapping[Mark, Path]) -> Verification:
    """Compare a sound chain with the marks kept of it, and name the first that it contradicts."""
    known = superseded(found.rows)
    agreed = 0
    problems: list[tuple[int, str]] = []
    contradicted: list[Mark] = []
    for mark, path in sorted(marks.items()):
        if (mark.count, mark.head) in known:
            continue
        problem = _contradiction(mark, path, walked, found.keys, agreed)
        if not problem:
            agreed = agreed if problems else mark.count
            continue
        problems.append((min(mark.count, walked.count + 1), problem))
        if mark.is_signed_by(found.keys.publics):
            contradicted.append(mark)
    broken_at, problem = problems[0] if problems else (None, "")
    return replace(
        walked,
        broken_at=broken_at,
        problem=problem,
        compared=len(marks),
        contradicted=tuple(contradicted),
        agreed=agreed,
    )


def _contradiction(mark: Mark, path: Path, walked: Verification, keys: KeyChain, agreed: int) -> str:
    """Return how a mark contradicts the ledger; empty when it does not."""
    if mark.signature and not mark.is_signed_by(keys.publics):
        return f"{path} carries a mark that this installation's key did not sign"
    if mark.count > walked.count:
        return (
            f"entries {walked.count + 1} to {mark.count} were cut off: {path} knows of {mark.count} entries, "
            f"the ledger ends at {walked.count}"
        )
    head = walked.hashes[mark.count - 1] if mark.count else GENESIS
    if head != mark.head:
        return f"entry {mark.count} is not the one that {path} knows; the first that differs is after entry {agreed}"
    return ""


def superseded(rows: Iterable[Row[Any]]) -> set[tuple[int, str]]:
    """Return the marks that no longer fit because of a restore that two persons have recorded."""
    proposed: dict[int, Row[Any]] = {}
    known: set[tuple[int, str]] = set()
    for row in rows:
        if row.kind == EntryKind.RESTORE_PROPOSED:
            proposed[row.sequence] = row
        elif row.kind == EntryKind.LEDGER_RESTORED:
            payload = json.loads(row.payload)
            proposal = proposed.get(payload["proposal"])
            if proposal is not None and proposal.actor != row.actor:
                known.update((count, head) for count, head in json.loads(proposal.payload)["superseded"])
    return known


def require_sound() -> Mark:
    """Return the signed mark of the ledger as it stands, after proving that nobody altered it.

    Build, approval and delivery call this first, and stop with what it raises.

    Raises:
        LedgerError: Something is wrong; the sentence names it.
        StoreBusyError: The database does not answer.
    """
    from include.ledger.engine import ledger_engine

    ledger_engine()  # makes the ledger of a new installation, and refuses one that is gone
    found = verify()
    if not found.is_unbroken:
        raise LedgerError(
            f"The ledger is not as it was written: {found.problem}.",
            hint="Follow docs/restoring_the_ledger.md; press decisions verify says the same.",
        )
    return sign_mark(found.count, found.head)


class RunningProof:
    """A proof of the ledger that is kept up while entries are added, so that only new ones cost time.

    Every mail of a delivery carries the state of the ledger that let it leave; without its newest entries, a ledger
    that was put back from before the delivery would be taken for whole. An entry changed under the proof, older than
    its last mark, is named when the delivery is done and proves the whole once more.
    """

    def __init__(self) -> None:
        """Prove the whole ledger.

        Raises:
            LedgerError: Something is wrong; the sentence names it.
            StoreBusyError: The database does not answer.
        """
        self._mark = require_sound()
        self._engine = existing_engine()

    def mark(self) -> Mark:
        """Return the signed mark of the ledger as it stands now, after proving what was added since the last one.

        Raises:
            LedgerError: Something is wrong; the sentence names it.
            StoreBusyError: The database does not answer.
        """
        added = select(ledger_entries).where(ledger_entries.c.sequence >= self._mark.count)
        with self._engine.connect().execution_options(reads=True) as connection:
            rows = connection.execute(added.order_by(ledger_entries.c.sequence)).all()
        public = public_text(signing_key())
        follows = bool(rows) and (rows[0].sequence, rows[0].entry_hash) == (self._mark.count, self._mark.head)
        is_sound = follows and all(
            not _problem(row, last) and is_signed(public, PURPOSE, row.entry_hash, row.signature)
            for last, row in pairwise(rows)
        )
        # anything else, also an empty ledger or a new key, is proven or named from the beginning
        self._mark = sign_mark(rows[-1].sequence, rows[-1].entry_hash) if is_sound else require_sound()
        return self._mark
