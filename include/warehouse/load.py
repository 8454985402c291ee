"""Loads landing and ledger into the warehouse: only partitions that changed, and never an article's full text."""

import hashlib
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from include.landing.compaction import compact, lock_path
from include.landing.contract import Table, tables
from include.ledger import export
from include.locks import file_lock
from include.warehouse import touched
from include.warehouse.changes import Changes, Closed, changed_days, compare
from include.warehouse.store import SQL_TYPES, Store

log = logging.getLogger(__name__)
WITHHELD = {("articles", "text"), ("articles", "summary"), ("releases", "text")}
LEDGER = pa.schema(
    {
        "sequence": pa.int64(),
        "kind": pa.string(),
        "subject_id": pa.string(),
        "payload": pa.string(),
        "actor": pa.string(),
        "previous_hash": pa.string(),
        "entry_hash": pa.string(),
        "recorded_at": pa.timestamp("us", tz="UTC"),
    }
)
OWN_TABLES = {
    "loaded_tables": "table_name text, shape text",
    "loaded_days": "table_name text, partition_day date, segment text",
    "loaded_partitions": "table_name text, partition_day date, partition_part text, version text",
    "changed_partitions": "table_name text, partition_day date, partition_part text, version text",
    "touched_days": "day date",
    "build_states": "name text, fingerprint text",
    "ledger_entries": "sequence bigint, kind text, subject_id text, payload text, actor text, previous_hash text, "
    "entry_hash text, recorded_at timestamptz",
}
LOADED_DAYS = pa.schema({"table_name": pa.string(), "partition_day": pa.date32(), "segment": pa.string()})
LAYOUT = 2  # of these own tables: a warehouse of another layout is loaded again in full
DAYS_AT_ONCE = 500  # days in one list of SQL literals


@dataclass(frozen=True)
class LoadOutcome:
    """The result of one load: partitions read or removed, and the hash of the latest registers."""

    partitions: int
    registers: str


def kept_schema(declared: Table) -> pa.Schema:
    """Return the columns of a landing table that the warehouse keeps; full texts stay in landing."""
    return pa.schema([field for field in declared.schema if (declared.table, field.name) not in WITHHELD])


def load(store: Store) -> LoadOutcome:
    """Bring the landing schema up to date and note which days must be judged again.

    Landing is compacted first, and no segment changes until the load is done.
    """
    compact()
    store.execute("create schema if not exists landing")
    for name, columns in OWN_TABLES.items():
        store.execute(f"create {store.table} if not exists landing.{name} ({columns})")
    with file_lock(lock_path(), shared=True):
        closed = Closed()
        for declared in tables().values():
            _shape(store, declared)
        changed = sum(_load_table(store, declared, closed) for declared in tables().values())
    _load_ledger(store)
    log.info("loaded %d changed partitions of %d landing tables", changed, len(tables()))
    return LoadOutcome(changed, _registers_hash(store))


def touch(store: Store, days: Iterable[date]) -> None:
    """Note days that are to be judged again."""
    if wanted := [{"day": day} for day in days]:
        store.insert("touched_days", pa.Table.from_pylist(wanted, schema=pa.schema({"day": pa.date32()})))


def _shape(store: Store, declared: Table) -> None:
    """Create the table as declared; a changed declaration empties it."""
    columns = [f"{c.name} {SQL_TYPES[c.type]}" for c in declared.columns if (declared.table, c.name) not in WITHHELD]
    shape = ", ".join([*columns, "partition_day date", "partition_part text"])
    noted = f"{LAYOUT}: {shape}"
    known = store.rows(f"select shape from landing.loaded_tables where table_name = '{declared.table}'")
    if known == [(noted,)]:
        return
    with store.transaction():
        store.execute(f"drop table if exists landing.{declared.table} cascade")
        store.execute(f"create {store.table} landing.{declared.table} ({shape})")
        for own in ("loaded_tables", "loaded_partitions", "loaded_days"):
            store.execute(f"delete from landing.{own} where table_name = '{declared.table}'")
        row = {"table_name": declared.table, "shape": noted}
        store.insert("loaded_tables", pa.Table.from_pylist([row]))


def _load_table(store: Store, declared: Table, closed: Closed) -> int:
    """Replace the partitions of one table that changed, came or went; return how many.

    Only days are compared of which the segment is another than the loaded one, or beside whose segment files stand.
    """
    name = declared.table
    rows = store.rows(f"select partition_day, segment from landing.loaded_days where table_name = '{name}'")
    loaded_days: dict[date, str] = dict(rows)
    days = changed_days(name, loaded_days)
    if not days:
        return 0
    changes = compare(declared, days, _loaded_versions(store, name, set(days) & set(loaded_days)), closed)
    with store.transaction():
        if changes.changed.num_rows:
            _replace(store, declared, changes)
        _note_days(store, name, days, changes)
    if changes.changed.num_rows:
        store.loaded(declared)
    return int(changes.changed.num_rows)


def _loaded_versions(store: Store, name: str, days: set[date]) -> dict[date, dict[str, str]]:
    """Return the versions of the partitions that are loaded of some days, by day and part."""
    found: dict[date, dict[str, str]] = {}
    listed = sorted(days)
    for start in range(0, len(listed), DAYS_AT_ONCE):
        wanted = ", ".join(f"date '{day}'" for day in listed[start : start + DAYS_AT_ONCE])
        for day, part, version in store.rows(
            "select partition_day, partition_part, version from landing.loaded_partitions "
            f"where table_name = '{name}' and partition_day in ({wanted})"
        ):
            found.setdefault(day, {})[part] = version
    return found


def _replace(store: Store, declared: Table, changes: Changes) -> None:
    """Replace the rows of changed partitions, and note the days they touch, before and after."""
    name = declared.table
    store.replace("changed_partitions", changes.changed)
    store.counted("changed_partitions")
    touched.note(store, name)
    for own, condition in ((name, ""), ("loaded_partitions", f"and own.table_name = '{name}'")):
        store.execute(
            f"delete from landing.{own} as own where exists (select 1 from landing.changed_partitions as changed "
            "where changed.partition_day = own.partition_day and changed.partition_part = own.partition_part) "
            + condition
        )
    if changes.sources:
        store.insert_files(name, kept_schema(declared), changes.sources)
    store.execute("insert into landing.loaded_partitions select * from landing.changed_partitions where version <> ''")
    touched.note(store, name)


def _note_days(store: Store, name: str, days: Sequence[date], changes: Changes) -> None:
    """Note which segment each day was loaded from; a day that rests on other files too is compared again next time."""
    listed = ", ".join(f"date '{day}'" for day in days)
    store.execute(f"delete from landing.loaded_days where table_name = '{name}' and partition_day in ({listed})")
    rows = [{"table_name": name, "partition_day": day, "segment": segment} for day, segment in changes.segments.items()]
    if rows:
        store.insert("loaded_days", pa.Table.from_pylist(rows, schema=LOADED_DAYS))


def _load_ledger(store: Store) -> None:
    """Replace the ledger's rows; the ledger itself is append-only and small beside landing."""
    with store.transaction():
        store.replace("ledger_entries", pa.Table.from_pylist(export.rows(), schema=LEDGER))


def _registers_hash(store: Store) -> str:
    """Return a hash of every register and profile as it stood at its latest landing, the day of landing apart."""
    digest = hashlib.sha256()
    for declared in tables().values():
        if declared.writer not in ("include.registers", "include.outlets"):
            continue
        names = [n for n in kept_schema(declared).names if n != "day"]
        latest = f"(select max(partition_day) from landing.loaded_days where table_name = '{declared.table}')"
        rows = store.rows(f"select {', '.join(names)} from landing.{declared.table} where day = {latest}")
        digest.update(repr((declared.table, sorted(map(repr, rows)))).encode())
    return digest.hexdigest()
