"""The ledger's identity: one signed row that says with which key it was made and what it took over unsigned."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from include.errors import LedgerError
from include.ledger.chain import GENESIS
from include.ledger.kinds import EntryKind
from include.ledger.signing import (
    has_key,
    is_signed,
    key_id,
    prepare_key,
    public_text,
    replaced_key,
    retire_replaced_key,
    sign,
    signing_key,
    unfinished_key,
)
from include.ledger.tables import ledger_entries, ledger_identity
from include.settings import settings

PURPOSE = "ledger"


def read(connection: Connection) -> Row[Any] | None:
    """Return the row, or nothing where the ledger has none."""
    return connection.execute(select(ledger_identity)).first()


def _text(row: Any) -> str:
    """Return what the row's signature covers."""
    return f"{row.key_id}:{row.unsigned_count}:{row.unsigned_head}:{row.made_at}"


def is_genuine(row: Row[Any], publics: dict[str, str]) -> bool:
    """Return whether one of the known public keys signed the row."""
    public = publics.get(row.key_id)
    return public is not None and is_signed(public, PURPOSE, _text(row), row.signature)


def establish(connection: Connection, *, may_adopt: bool) -> None:
    """Write the row of a ledger that has none: a new one, or one whose entries were written before there were keys.

    Raises:
        LedgerError: There is a key already, so the row was removed; or the key is gone.
    """
    if read(connection) is not None:
        _refuse_a_lost_key(connection)
        return
    if has_key() and not may_adopt:
        raise LedgerError(
            "The ledger has lost its identity: it is not the one that this installation's key was made for.",
            hint="Put the newest backup back, or run press decisions begin where a new key was put there on purpose.",
        )
    key = prepare_key()
    last = connection.execute(select(ledger_entries).order_by(ledger_entries.c.sequence.desc()).limit(1)).first()
    values = {
        "identity_id": 1,
        "key_id": key_id(public_text(key)),
        "unsigned_count": last.sequence if last else 0,
        "unsigned_head": last.entry_hash if last else GENESIS,
        "made_at": datetime.now(UTC).isoformat(timespec="microseconds"),
    }
    text = f"{values['key_id']}:{values['unsigned_count']}:{values['unsigned_head']}:{values['made_at']}"
    connection.execute(insert(ledger_identity).values(**values, signature=sign(key, PURPOSE, text)))


def _refuse_a_lost_key(connection: Connection) -> None:
    """Refuse a ledger whose key is neither there nor left over from a start that was cut short."""
    if has_key():
        return
    left, found = unfinished_key(), read(connection)
    if left is None or found is None or key_id(public_text(left)) != found.key_id:
        raise LedgerError("The key that signs the ledger is gone.", hint="Put the key file back from where it is kept.")


def finish_rotation(connection: Connection) -> None:
    """Finish a rotation of the key that was cut short, or take it back; the caller holds the write lock."""
    if not replaced_key().exists():
        return
    current = key_id(public_text(signing_key()))
    rotated = select(ledger_entries.c.subject_id).where(ledger_entries.c.kind == EntryKind.KEY_ROTATED.value)
    if current in set(connection.execute(rotated).scalars()):
        retire_replaced_key()
    else:
        replaced_key().replace(settings().ledger_key)
