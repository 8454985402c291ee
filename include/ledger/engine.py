"""Opens the ledger on SQLite or PostgreSQL, its schema brought up to date by Alembic.

Several processes may start at once: the first to hold the lock migrates, the others find it done. A ledger is made
only where nothing shows that there was one; a missing one is reported, never silently made again.
"""

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, NullPool, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import OperationalError, ProgrammingError

from include.errors import LedgerError, SettingError, StoreBusyError
from include.ledger import identity, roles
from include.ledger.signing import has_key, keep_key, replaced_key
from include.ledger.still_copy import still_copy
from include.ledger.tables import metadata
from include.ledger.witnesses import marks_kept
from include.locks import locked
from include.settings import settings

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 60
ADVISORY_LOCK = 7_218_413_902  # any fixed number: it names the ledger's lock in PostgreSQL
log = logging.getLogger(__name__)


def _prepare_sqlite(engine: Engine) -> None:
    """Begin every transaction explicitly: BEGIN IMMEDIATE to write, BEGIN to read.

    A transaction that reads first and writes later would fail with "database is locked" without waiting, when another
    process wrote in between.
    """

    @event.listens_for(engine, "do_connect")
    def _refuse_a_missing_file(*_: object) -> None:
        if not Path(engine.url.database or "").exists():  # SQLite would make an empty one
            raise missing()

    # what a driver gives here has no type that every database shares
    @event.listens_for(engine, "connect")
    def _connect(connection, _record) -> None:  # type: ignore[no-untyped-def]
        connection.isolation_level = None  # otherwise sqlite3 begins transactions itself, and only before a write
        connection.execute("PRAGMA recursive_triggers = ON")  # else REPLACE fires no delete trigger

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("reads", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _open(address: URL) -> Engine:
    """Return an engine without a pool, so that a forked task never shares a connection."""
    if address.get_backend_name() == "sqlite":
        engine = create_engine(address, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})
        _prepare_sqlite(engine)
        return engine
    if address.get_backend_name() == "postgresql":
        return create_engine(address, poolclass=NullPool)
    raise SettingError(
        f"PRESS_LEDGER_URL names {address.get_backend_name()}.", hint="Use sqlite:///… or postgresql://…."
    )


@contextmanager
def _alone(engine: Engine, *, may_adopt: bool) -> Iterator[None]:
    """Keep other processes from opening the same SQLite ledger while it is made."""
    if engine.dialect.name != "sqlite":
        yield
        return
    database = Path(engine.url.database or "")
    database.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with locked(Path(f"{database}.lock")):
        if not database.exists():
            if not may_adopt and (has_key() or marks_kept()):
                raise missing()
            database.touch(mode=0o600)
        connection = engine.raw_connection()
        connection.cursor().execute("PRAGMA journal_mode=WAL")  # refused inside a transaction
        connection.close()
        yield


def missing() -> LedgerError:
    """Return the error that says that the ledger is gone though there was one."""
    return LedgerError(
        f"The ledger at {make_url(settings().ledger_url)!r} is gone, though this installation has recorded in one.",
        hint="Put the newest backup back and record the gap with press restore; docs/restoring_the_ledger.md.",
    )


def upgrade(engine: Engine, *, may_adopt: bool = False, rows: Mapping[str, list[dict[str, Any]]] | None = None) -> None:
    """Bring the schema up to date; safe to repeat, and to call from several processes at once.

    Args:
        engine: Of whoever owns the tables.
        may_adopt: Whether a key that is there already may begin a ledger; only a person says so.
        rows: Rows of a copy by table, for a ledger that is put back.

    Raises:
        LedgerError: The ledger is gone, or its key is.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with _alone(engine, may_adopt=may_adopt), engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
        is_known = inspect(connection).has_table("ledger_entries")
        if not is_known and not may_adopt and (has_key() or marks_kept()):
            raise missing()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        for name, given in (rows or {}).items():
            if given:
                connection.execute(metadata.tables[name].insert(), given)
        identity.establish(connection, may_adopt=may_adopt)
        if engine.dialect.name == "postgresql":
            roles.grant(connection, make_url(settings().ledger_url).username)
    keep_key()


def is_up_to_date(engine: Engine) -> bool:
    """Return whether a ledger is there, at the newest schema, with its identity."""
    if engine.dialect.name == "sqlite" and not Path(engine.url.database or "").exists():
        return False
    newest = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    with engine.connect().execution_options(reads=True) as connection:
        if not inspect(connection).has_table("ledger_identity"):
            return False
        known = connection.execute(text("select version_num from alembic_version")).scalar()
        return known == newest and has_key() and identity.read(connection) is not None


def owner_engine() -> Engine:
    """Return the engine that may change the schema: the owner's where the settings name one, else the application's."""
    return _open(make_url(settings().ledger_owner_url or settings().ledger_url))


@contextmanager
def _locked(engine: Engine) -> Iterator[Connection]:
    """Yield a connection inside a transaction that no other writer shares."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
        yield connection


@cache
def _ready(url: str) -> Engine:
    """Open, and upgrade where that is needed, once per process and address."""
    _refuse_during_a_restore()
    engine = _open(make_url(url))
    try:
        if not is_up_to_date(engine):
            upgrade(owner_engine())
        if replaced_key().exists():  # a rotation runs now, or was cut short
            with _locked(engine) as connection:
                identity.finish_rotation(connection)
    except ProgrammingError as error:
        raise LedgerError(
            f"The ledger's schema is not up to date, and this role may not change it: {error.orig}.",
            hint="Run press decisions migrate where PRESS_LEDGER_OWNER_URL is set.",
        ) from error
    except OperationalError as error:
        raise StoreBusyError(
            f"The ledger at {engine.url!r} does not open: {why_closed(error)}.",
            hint="Check whether its disk is full or its server is down, then run again.",
        ) from error
    return engine


def why_closed(error: OperationalError) -> str:
    """Return why the ledger does not open: what its driver says, and the file system that lets nothing be written."""
    place = _read_only_place()
    return f"{error.orig}; {place.parent} is on a read-only file system" if place else str(error.orig)


def _read_only_place() -> Path | None:
    """Return the file of a SQLite ledger whose file system lets nothing be written, or nothing."""
    address = make_url(settings().ledger_url)
    place = Path(address.database or "")
    if address.get_backend_name() != "sqlite" or not place.parent.is_dir():
        return None
    return place if os.statvfs(place.parent).f_flag & os.ST_RDONLY else None


@contextmanager
def reading_as_it_is() -> Iterator[Connection]:
    """Yield a connection to the ledger as it is: nothing is made, brought up to date or written beside it.

    Raises:
        SettingError: The address names a database that is not supported.
        LedgerError: There is no ledger though there was one.
        StoreBusyError: It lies on a read-only file system, and there is no room for a copy.
    """
    place = _read_only_place()
    if place is None or not place.is_file():
        with existing_engine().connect().execution_options(reads=True) as connection:
            yield connection
        return
    with (
        still_copy(place) as copy,
        _open(make_url(f"sqlite:///{copy}")).connect().execution_options(reads=True) as connection,
    ):
        yield connection


def _refuse_during_a_restore() -> None:
    """Refuse to open a ledger that is being restored, but for the process that restores it."""
    folder = settings().restoring
    owner = folder / "pid"
    if folder.exists() and (not owner.exists() or owner.read_text(encoding="utf-8") != str(os.getpid())):
        raise LedgerError(
            "A restore of this installation is not done.", hint="Run press backup restore again with the same backup."
        )


def ledger_engine() -> Engine:
    """Return the engine of the installation's ledger, its schema up to date.

    Raises:
        SettingError: The address names a database that is not supported.
        StoreBusyError: The database does not answer.
        LedgerError: The ledger or its key is gone.
    """
    return _ready(settings().ledger_url)


def existing_engine() -> Engine:
    """Return an engine of the ledger as it is: nothing is made and nothing is brought up to date.

    Raises:
        SettingError: The address names a database that is not supported.
        LedgerError: There is no ledger though there was one.
    """
    return _open(make_url(settings().ledger_url))


@contextmanager
def reading() -> Iterator[Connection]:
    """Yield a connection that only reads and holds up no writer.

    Raises:
        StoreBusyError: The database does not answer.
    """
    try:
        with ledger_engine().connect().execution_options(reads=True) as connection:
            yield connection
    except OperationalError as error:
        raise StoreBusyError(f"The ledger does not answer: {error.orig}.", hint="Run again in a minute.") from error


@lru_cache(maxsize=1)
def _writers(process: int) -> Lock:
    """Return the lock on which a process's writers queue: SQLite itself lets them sleep and retry, in no order."""
    return Lock()


@contextmanager
def writing() -> Iterator[Connection]:
    """Yield a connection inside a transaction that no other writer shares.

    Raises:
        StoreBusyError: Another process held the ledger for longer than the wait, or the database does not answer.
    """
    try:
        with _writers(os.getpid()), _locked(ledger_engine()) as connection:
            yield connection
    except OperationalError as error:
        raise StoreBusyError(f"The ledger is busy: {error.orig}.", hint="Run again in a minute.") from error
