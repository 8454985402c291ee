"""Publishes the marts as a read-only copy: a DuckDB file, Parquet files, checksums, dictionary and manifest.

Each copy is a folder of its own below ``published/builds``; ``published/current`` is a link that one rename moves from
the last copy to the next. Readers that hold the last copy keep it; it goes with the copy after the next.
"""

import hashlib
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb

from include.settings import settings
from include.warehouse import dbt
from include.warehouse.dictionary import as_markdown, marts
from include.warehouse.store import DuckDBStore, PostgresStore, Store

KEPT_COPIES = 3
DATABASE = "warehouse.duckdb"


def publish(store: Store, outcomes: list[dict[str, Any]]) -> str:
    """Copy the marts out of the warehouse and make the copy the current one.

    Args:
        store: The warehouse, built and tested.
        outcomes: What became of each model, for the manifest.

    Returns:
        The id of the copy.
    """
    build_id = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}-{uuid4().hex[:8]}"
    builds = settings().published / "builds"
    builds.mkdir(parents=True, exist_ok=True)
    _sweep(builds)
    unfinished = builds / f".{build_id}"
    (unfinished / "parquet").mkdir(parents=True)
    declared = marts(dbt.manifest())
    counts = _copy_marts(store, [mart["name"] for mart in declared], declared, unfinished)
    (unfinished / "data_dictionary.json").write_text(json.dumps(declared, ensure_ascii=False, indent=1), "utf-8")
    (unfinished / "data_dictionary.md").write_text(as_markdown(declared), "utf-8")
    manifest = {"build_id": build_id, "rows": counts, "outcomes": outcomes}
    (unfinished / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), "utf-8")
    _write_checksums(unfinished)
    finished = unfinished.replace(builds / build_id)
    _point_at(finished)
    _sweep(builds)
    return build_id


def _copy_marts(store: Store, names: list[str], declared: list[dict[str, Any]], folder: Path) -> dict[str, int]:
    """Write every mart as a table and as a Parquet file; return the number of rows of each."""
    target = folder / DATABASE
    if isinstance(store, DuckDBStore):
        store.execute(f"attach '{_quoted(target)}' as copy")
        for name in names:
            store.execute(f"create table copy.main.{name} as from marts.{name}")
        store.execute("detach copy")
    elif isinstance(store, PostgresStore):
        _copy_from_postgres(store, declared, folder)
    counts = {}
    with duckdb.connect(target) as copy:
        copy.execute("set TimeZone = 'UTC'")
        for name in names:
            path = _quoted(folder / "parquet" / f"{name}.parquet")
            copy.execute(f"copy {name} to '{path}' (format parquet, compression zstd)")
            counts[name] = int(copy.execute(f"select count(*) from {name}").fetchall()[0][0])
    return counts


def _copy_from_postgres(store: PostgresStore, declared: list[dict[str, Any]], folder: Path) -> None:
    """Bring the marts over as CSV, typed again by their contracts."""
    with duckdb.connect(folder / DATABASE) as copy:
        copy.execute("set TimeZone = 'UTC'")
        for mart in declared:
            name, text = mart["name"], folder / f"{mart['name']}.csv"
            columns = ", ".join(f"{column['name']} {column['type']}" for column in mart["columns"])
            store.copy_out(f"select * from marts.{name}", text)
            copy.execute(f"create table {name} ({columns})")
            copy.execute(
                f"copy {name} from '{_quoted(text)}' (format csv, header true, nullstr '', allow_quoted_nulls false)"
            )
            text.unlink()


def _quoted(path: Path) -> str:
    """Return a path as it may stand between single quotes."""
    return str(path).replace("'", "''")


def _write_checksums(folder: Path) -> None:
    """Write SHA256SUMS, as sha256sum reads it."""
    lines = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as content:
                lines.append(f"{hashlib.file_digest(content, 'sha256').hexdigest()}  {path.relative_to(folder)}\n")
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")


def _point_at(finished: Path) -> None:
    """Move the link ``current`` to a finished copy, in one rename."""
    link = settings().published / f".current-{finished.name}"
    link.symlink_to(Path("builds") / finished.name)
    link.replace(settings().published / "current")


def _sweep(builds: Path) -> None:
    """Remove copies that were cut short and all but the latest few; who has one open keeps it."""
    current = (settings().published / "current").resolve().name
    finished = sorted(path for path in builds.iterdir() if not path.name.startswith("."))
    for path in [*builds.glob(".*"), *finished[:-KEPT_COPIES]]:
        if path.name != current:
            shutil.rmtree(path)
    for link in settings().published.glob(".current-*"):
        link.unlink()
