"""Loads landing and ledger into the warehouse: only partitions that changed, and never an article's full text."""

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from include.landing import store as landing
from include.landing.contract import Table, tables
from include.ledger import export
from include.warehouse import touched
from include.warehouse.store import SQL_TYPES, Store

log = logging.getLogger(__name__)
WITHHELD = {("articles", "text"), ("articles", "summary"), ("releases", "text")}
COLLECTOR = "include.ingestion"
LANDED_LAST = "harvests"  # of an outlet's day, so that where it lies all others lie
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
    "loaded_partitions": "table_name text, partition_day date, partition_part text, version text",
    "changed_partitions": "table_name text, partition_day date, partition_part text, version text",
    "touched_days": "day date",
    "build_states": "name text, fingerprint text",
    "ledger_entries": "sequence bigint, kind text, subject_id text, payload text, actor text, previous_hash text, "
    "entry_hash text, recorded_at timestamptz",
}
CHANGED = pa.schema(
    {"table_name": pa.string(), "partition_day": pa.date32(), "partition_part": pa.string(), "version": pa.string()}
)


@dataclass(frozen=True)
class LoadOutcome:
    """What one load changed: partitions read or removed, and the hash of the registers as they stand."""

    partitions: int
    registers: str


def kept_schema(declared: Table) -> pa.Schema:
    """Return the columns of a landing table that the warehouse keeps; full texts stay in landing."""
    return pa.schema([field for field in declared.schema if (declared.table, field.name) not in WITHHELD])


def load(store: Store) -> LoadOutcome:
    """Bring the landing schema up to date and note which days must be judged again."""
    store.execute("create schema if not exists landing")
    for name, columns in OWN_TABLES.items():
        store.execute(f"create {store.table} if not exists landing.{name} ({columns})")
    for declared in tables().values():
        _shape(store, declared)
    closed = {partition.key for partition in landing.partitions(LANDED_LAST)}
    changed = sum(_load_table(store, declared, closed) for declared in tables().values())
    _load_ledger(store)
    log.info("loaded %d changed partitions of %d landing tables", changed, len(tables()))
    return LoadOutcome(changed, _registers_hash(store))


def touch(store: Store, days: Iterable[date]) -> None:
    """Note days that are to be judged again."""
    if wanted := [{"day": day} for day in days]:
        store.insert("touched_days", pa.Table.from_pylist(wanted, schema=pa.schema({"day": pa.date32()})))


def _shape(store: Store, declared: Table) -> None:
    """Make the table as declared; a changed declaration starts it anew."""
    columns = [f"{c.name} {SQL_TYPES[c.type]}" for c in declared.columns if (declared.table, c.name) not in WITHHELD]
    shape = ", ".join([*columns, "partition_day date", "partition_part text"])
    known = store.rows(f"select shape from landing.loaded_tables where table_name = '{declared.table}'")
    if known == [(shape,)]:
        return
    with store.transaction():
        store.execute(f"drop table if exists landing.{declared.table} cascade")
        store.execute(f"create {store.table} landing.{declared.table} ({shape})")
        for own in ("loaded_tables", "loaded_partitions"):
            store.execute(f"delete from landing.{own} where table_name = '{declared.table}'")
        row = {"table_name": declared.table, "shape": shape}
        store.insert("loaded_tables", pa.Table.from_pylist([row]))


def _load_table(store: Store, declared: Table, closed: set[tuple[date, str]]) -> int:
    """Replace the partitions of one table whose files changed, came or went; return how many.

    Of an outlet's day that was still being landed when the load began nothing is read, lest its tables disagree.
    """
    name = declared.table
    loaded = {
        (day, part): version
        for day, part, version in store.rows(
            f"select partition_day, partition_part, version from landing.loaded_partitions where table_name = '{name}'"
        )
    }
    found = {partition.key: partition.path for partition in landing.partitions(name)}
    if declared.writer == COLLECTOR and declared.part == "outlet":
        found = {key: path for key, path in found.items() if key in closed}
    versions = {key: _version(path) for key, path in found.items()}
    fresh = sorted(key for key, version in versions.items() if loaded.get(key) != version)
    gone = sorted(set(loaded) - set(found))
    if not fresh and not gone:
        return 0
    rows = [
        {"table_name": name, "partition_day": day, "partition_part": part, "version": versions.get((day, part), "")}
        for day, part in (*fresh, *gone)
    ]
    with store.transaction():
        store.execute("delete from landing.changed_partitions")
        store.insert("changed_partitions", pa.Table.from_pylist(rows, schema=CHANGED))
        store.counted("changed_partitions")
        touched.note(store, name)
        for own, condition in ((name, ""), ("loaded_partitions", f"and own.table_name = '{name}'")):
            store.execute(
                f"delete from landing.{own} as own where exists (select 1 from landing.changed_partitions as changed "
                "where changed.partition_day = own.partition_day and changed.partition_part = own.partition_part) "
                + condition
            )
        if fresh:
            store.insert_files(name, kept_schema(declared), [found[key] for key in fresh])
        store.execute(
            "insert into landing.loaded_partitions select * from landing.changed_partitions where version <> ''"
        )
        touched.note(store, name)
    store.loaded(declared)
    return len(rows)


def _version(path: Path) -> str:
    """Return what changes when a file is replaced."""
    status = path.stat()
    return f"{status.st_mtime_ns}-{status.st_size}-{status.st_ino}"


def _load_ledger(store: Store) -> None:
    """Replace the ledger's rows; the ledger itself is append-only and small beside landing."""
    with store.transaction():
        store.execute("delete from landing.ledger_entries")
        store.insert("ledger_entries", pa.Table.from_pylist(export.rows(), schema=LEDGER))


def _registers_hash(store: Store) -> str:
    """Return a hash of every register and profile as it stood at its latest landing, the day of landing apart."""
    digest = hashlib.sha256()
    for declared in tables().values():
        if declared.writer not in ("include.registers", "include.outlets"):
            continue
        names = [n for n in kept_schema(declared).names if n != "day"]
        latest = f"(select max(partition_day) from landing.loaded_partitions where table_name = '{declared.table}')"
        rows = store.rows(f"select {', '.join(names)} from landing.{declared.table} where day = {latest}")
        digest.update(repr((declared.table, sorted(map(repr, rows)))).encode())
    return digest.hexdigest()
