"""The ledger's tables, as SQLAlchemy Core sees them; the migrations make them."""

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table, Text

metadata = MetaData()

ledger_entries = Table(
    "ledger_entries",
    metadata,
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(40), nullable=False),
    Column("subject_id", String(400), nullable=False),
    Column("payload", Text, nullable=False),
    Column("actor", String(200), nullable=False),
    Column("recorded_at", String(40), nullable=False),
    Column("previous_hash", String(64), nullable=False, unique=True),
    Column("entry_hash", String(64), nullable=False, unique=True),
    Column("key_id", String(16)),
    Column("signature", String(128)),
)

ledger_identity = Table(  # one row: which key the ledger was made with, and which older entries it took over unsigned
    "ledger_identity",
    metadata,
    Column("identity_id", Integer, primary_key=True, autoincrement=False),
    Column("key_id", String(16), nullable=False),
    Column("unsigned_count", BigInteger, nullable=False),
    Column("unsigned_head", String(64), nullable=False),
    Column("made_at", String(40), nullable=False),
    Column("signature", String(128), nullable=False),
)
