"""Make the table of entries, and the triggers that refuse to change or remove one."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None

SQLITE = """
create trigger ledger_entries_refuse_{event} before {event} on ledger_entries
begin select raise(abort, 'ledger_entries is append-only'); end
"""
POSTGRES_FUNCTION = """
create or replace function refuse_change() returns trigger language plpgsql as $$
begin raise exception 'ledger_entries is append-only'; end $$
"""
POSTGRES = """
create trigger ledger_entries_refuse_{event} before {event} on ledger_entries
for each statement execute function refuse_change()
"""


def upgrade() -> None:
    """Make the table and its triggers."""
    op.create_table(
        "ledger_entries",
        sa.Column("sequence", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject_id", sa.String(400), nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("recorded_at", sa.String(40), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("entry_hash", sa.String(64), nullable=False, unique=True),
    )
    op.create_index("ledger_entries_by_subject", "ledger_entries", ["kind", "subject_id"])
    if op.get_bind().dialect.name == "sqlite":
        for event in ("update", "delete"):
            op.execute(SQLITE.format(event=event))
        return
    op.execute(POSTGRES_FUNCTION)
    for event in ("update", "delete", "truncate"):
        op.execute(POSTGRES.format(event=event))
