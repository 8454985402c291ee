"""Removes the passages of a withdrawn page from everything derived from it: copies, warehouse, snapshots.

A passage is replaced by a sentence that says when it was withdrawn; its hash stays in the ledger. The next build makes
the marts without it; this reaches what no build makes again.
"""

import hashlib
import json
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from include.atomic import replace_text
from include.errors import StoreBusyError
from include.reporting.compose import SNAPSHOT
from include.reporting.model import Content
from include.reporting.render.files import render
from include.settings import settings
from include.text import texts_of, with_texts_changed
from include.warehouse.copying import DATABASE
from include.warehouse.publish import FILE_MODE, SUMS

REPLACEMENT = "[đã rút ngày {day:%d/%m/%Y}]"
QUOTE = "'"
COLUMNS = """
select c.schema_name, c.table_name, c.column_name
from duckdb_columns() as c
inner join duckdb_tables() as t on t.table_oid = c.table_oid
where c.data_type = 'VARCHAR' and not t.internal
order by all
"""


@dataclass(frozen=True)
class Withdrawn:
    """The passages of withdrawn pages, and the day of the decision."""

    passages: tuple[str, ...]
    day: date

    @classmethod
    def of(cls, passages: Collection[str], day: date) -> Self:
        """Order passages the longest first, so that replacing one leaves no part of another."""
        return cls(tuple(sorted(set(passages), key=lambda one: (-len(one), one))), day)

    @property
    def word(self) -> str:
        """The words that replace a passage."""
        return REPLACEMENT.format(day=self.day)

    def without(self, text: str) -> str:
        """Return a text with every withdrawn passage in it replaced."""
        for passage in self.passages:
            text = text.replace(passage, self.word)
        return text


def hashes(passages: Collection[str]) -> list[str]:
    """Return the SHA-256 of each passage, in hex; nothing else is kept of them."""
    return sorted(hashlib.sha256(passage.encode()).hexdigest() for passage in passages)


def remove_traces(gone: Withdrawn) -> dict[str, int]:
    """Remove withdrawn passages from the embedded warehouse and from every published copy.

    Returns:
        Counts of databases and published copies that held any of it.

    Raises:
        StoreBusyError: The warehouse is being built; run the same command again afterwards.
    """
    builds = settings().published / "builds"
    copies = sorted(path for path in builds.glob("[!.]*") if path.is_dir()) if builds.is_dir() else []
    working = [path for path in settings().warehouse.glob("*.duckdb") if path.is_file()]
    return {
        "databases": sum(_clean_database(path, gone) for path in working),
        "copies": sum(_clean_copy(folder, gone) for folder in copies),
    }


def changed_snapshots(gone: Withdrawn) -> dict[Path, dict[str, Any]]:
    """Return the snapshots that hold a withdrawn passage, each as it is to be written; nothing is written yet.

    ``content_hash`` stays the one that was approved; ``withdrawn`` says what is left and how often something went.
    """
    found = {}
    for path in sorted(settings().reports.rglob(SNAPSHOT)):
        record = json.loads(path.read_text(encoding="utf-8"))
        count = sum(text.count(passage) for text in texts_of(record["content"]) for passage in gone.passages)
        if count:
            content = Content.model_validate(with_texts_changed(record["content"], gone.without))
            before = record.get("withdrawn", {"passages": 0})
            left = {"passages": before["passages"] + count, "content_hash": content.content_hash}
            found[path] = {**record, "content": content.model_dump(mode="json"), "withdrawn": left}
    return found


def write_snapshots(snapshots: dict[Path, dict[str, Any]]) -> None:
    """Write snapshots whose change the ledger knows, and draw their files again."""
    for path, record in snapshots.items():
        replace_text(path, json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        render(path.parent)


def _clean_copy(folder: Path, gone: Withdrawn) -> bool:
    """Replace a copy's database and Parquet files that held a passage, and its checksums."""
    database = folder / DATABASE
    fresh = folder / f".{DATABASE}.part"
    shutil.copyfile(database, fresh)  # a reader keeps the file it has open
    is_changed = _clean_database(fresh, gone)
    if is_changed:
        _write_whole(fresh, database)
    fresh.unlink()
    files = [path for path in sorted((folder / "parquet").rglob("*.parquet")) if _clean_parquet(path, gone)]
    if is_changed or files:
        _renew_checksums(folder)
    return is_changed or bool(files)


def _write_whole(source: Path, target: Path) -> None:
    """Replace a database by a new file with the same tables: blocks that an update frees keep the bytes they held."""
    fresh = target.with_name(f".{target.name}.whole")
    fresh.unlink(missing_ok=True)
    with duckdb.connect() as connection:
        for name, path in (("source", source), ("target", fresh)):
            connection.execute(f"attach '{str(path).replace(QUOTE, QUOTE * 2)}' as {name}")
        connection.execute("copy from database source to target")
    fresh.chmod(FILE_MODE)
    fresh.replace(target)


def _clean_database(path: Path, gone: Withdrawn) -> bool:
    """Replace passages in every column of text of a database; return whether there was any."""
    try:
        with duckdb.connect(path) as connection:
            columns = connection.execute(COLUMNS).fetchall()
            changed = [found for found in columns if _clean_column(connection, found, gone)]
            connection.execute("checkpoint")  # or the passages would stay in the log beside the file
            return bool(changed)
    except duckdb.IOException as error:
        raise StoreBusyError(f"{path} is in use: {error}", hint="Run the same command again in a minute.") from error


def _clean_column(connection: duckdb.DuckDBPyConnection, place: tuple[str, str, str], gone: Withdrawn) -> bool:
    """Replace passages in one column; return whether there was any."""
    schema, table, column = (f'"{name}"' for name in place)
    is_changed = False
    for passage in gone.passages:
        where = f"from {schema}.{table} where contains({column}, ?)"
        found = connection.execute(f"select count(*) {where}", [passage]).fetchone()
        if found and found[0]:
            update = f"update {schema}.{table} set {column} = replace({column}, ?, ?) where contains({column}, ?)"  # noqa: S608
            connection.execute(update, [passage, gone.word, passage])
            is_changed = True
    return is_changed


def _clean_parquet(path: Path, gone: Withdrawn) -> bool:
    """Replace passages in a Parquet file; return whether there was any."""
    rows = pq.read_table(path)
    is_changed = False
    for place, field in enumerate(rows.schema):
        if not pa.types.is_string(field.type):
            continue
        for passage in gone.passages:
            if pc.any(pc.match_substring(rows[place], passage)).as_py():
                replaced = pc.replace_substring(rows[place], passage, gone.word)
                rows, is_changed = rows.set_column(place, field, replaced), True
    if is_changed:
        fresh = path.with_name(f".{path.name}.part")
        pq.write_table(rows, fresh, compression="zstd")
        fresh.chmod(FILE_MODE)
        fresh.replace(path)  # other copies may hold the old file by a link of their own: each is cleaned in its turn
    return is_changed


def _renew_checksums(folder: Path) -> None:
    """Recompute the checksums of a copy, in the order of its list."""
    names = [line.split("  ", 1)[1] for line in (folder / SUMS).read_text("utf-8").splitlines()]
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    replace_text(folder / SUMS, "".join(lines))
    (folder / SUMS).chmod(FILE_MODE)
