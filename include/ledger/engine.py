"""Opens the ledger on SQLite or PostgreSQL, its schema brought up to date by Alembic.

Several processes may start at once: the first to hold the lock migrates, the others find it done.
"""

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, NullPool, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import OperationalError

from include.errors import SettingError, StoreBusyError
from include.settings import settings

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 60
ADVISORY_LOCK = 7_218_413_902  # any fixed number: it names the ledger's lock in PostgreSQL
log = logging.getLogger(__name__)


def _prepare_sqlite(engine: Engine) -> None:
    """Let every transaction begin by our own word: BEGIN IMMEDIATE to write, BEGIN to read."""

    # what a driver hands over here has no type that every database shares
    @event.listens_for(engine, "connect")
    def _connect(connection, _record) -> None:  # type: ignore[no-untyped-def]
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("reads", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _open(address: URL) -> Engine:
    """Return an engine without a pool, so that a forked task never shares a connection."""
    if address.get_backend_name() == "sqlite":
        Path(address.database or "").parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(address, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})
        _prepare_sqlite(engine)
        return engine
    if address.get_backend_name() == "postgresql":
        return create_engine(address, poolclass=NullPool)
    raise SettingError(
        f"PRESS_LEDGER_URL names {address.get_backend_name()}.", hint="Use sqlite:///… or postgresql://…."
    )


@contextmanager
def _alone(engine: Engine) -> Iterator[None]:
    """Keep other processes from opening the same SQLite ledger while it is made."""
    if engine.dialect.name != "sqlite":
        yield
        return
    lock = Path(f"{engine.url.database}.lock")
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        connection = engine.raw_connection()
        connection.cursor().execute("PRAGMA journal_mode=WAL")  # refused inside a transaction
        connection.close()
        yield


def upgrade(engine: Engine) -> None:
    """Bring the schema up to date; harmless when it is, and when several processes call it at once."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with _alone(engine), engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@cache
def _ready(url: str) -> Engine:
    """Open and upgrade once per process and address."""
    engine = _open(make_url(url))
    try:
        upgrade(engine)
    except OperationalError as error:
        raise StoreBusyError(
            f"The ledger at {engine.url!r} does not open: {error.orig}.",
            hint="Look whether its disk is full or its server is down, then run again.",
        ) from error
    return engine


def ledger_engine() -> Engine:
    """Return the engine of the installation's ledger, its schema up to date.

    Raises:
        SettingError: The address names a database that is not supported.
        StoreBusyError: The database does not answer.
    """
    return _ready(settings().ledger_url)


@contextmanager
def reading() -> Iterator[Connection]:
    """Yield a connection that only reads and holds up no writer."""
    with ledger_engine().connect().execution_options(reads=True) as connection:
        yield connection


@contextmanager
def writing() -> Iterator[Connection]:
    """Yield a connection inside a transaction that no other writer shares.

    Raises:
        StoreBusyError: Another process held the ledger for longer than the wait.
    """
    engine = ledger_engine()
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
            yield connection
    except OperationalError as error:
        raise StoreBusyError(f"The ledger is busy: {error.orig}.", hint="Run again in a minute.") from error
