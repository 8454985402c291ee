"""Sign entries: a key and a signature each, the ledger's identity, and triggers against replacing a row."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"

# REPLACE removes the row it conflicts with without asking the delete trigger (unless recursive_triggers is on), but
# this one is asked before any conflict is looked for.
SQLITE_REPLACE = """
create trigger ledger_entries_refuse_replace before insert on ledger_entries
when new.sequence <> (select coalesce(max(sequence), 0) + 1 from ledger_entries)
    or exists (
        select 1 from ledger_entries where entry_hash = new.entry_hash or previous_hash = new.previous_hash
    )
begin select raise(abort, 'ledger_entries is append-only'); end
"""
SQLITE_IDENTITY_REPLACE = """
create trigger ledger_identity_refuse_replace before insert on ledger_identity
when exists (select 1 from ledger_identity)
begin select raise(abort, 'ledger_identity is append-only'); end
"""
SQLITE_IDENTITY = """
create trigger ledger_identity_refuse_{event} before {event} on ledger_identity
begin select raise(abort, 'ledger_identity is append-only'); end
"""
POSTGRES_IDENTITY = """
create trigger ledger_identity_refuse_{event} before {event} on ledger_identity
for each statement execute function refuse_change()
"""


def upgrade() -> None:
    """Add the columns, the table of the identity, and the triggers."""
    op.add_column("ledger_entries", sa.Column("key_id", sa.String(16)))
    op.add_column("ledger_entries", sa.Column("signature", sa.String(128)))
    op.create_table(
        "ledger_identity",
        sa.Column("identity_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("unsigned_count", sa.BigInteger, nullable=False),
        sa.Column("unsigned_head", sa.String(64), nullable=False),
        sa.Column("made_at", sa.String(40), nullable=False),
        sa.Column("signature", sa.String(128), nullable=False),
        sa.CheckConstraint("identity_id = 1", name="ledger_identity_is_one_row"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for statement in (SQLITE_REPLACE, SQLITE_IDENTITY_REPLACE):
            op.execute(statement)
        for event in ("update", "delete"):
            op.execute(SQLITE_IDENTITY.format(event=event))
        return
    for event in ("update", "delete", "truncate"):
        op.execute(POSTGRES_IDENTITY.format(event=event))
