"""Removes the passages of a withdrawn page from everything derived from it: copies, warehouse, snapshots.

A passage is replaced by a sentence that says when it was withdrawn; its hash stays in the ledger. The next build makes
the marts without it; this reaches what no build makes again.
"""

import hashlib
import json
import logging
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from include.atomic import replace_text
from include.custody.databases import QUOTING, SHORTEST_QUOTED, Database, clean_database, clean_file
from include.errors import ReportError
from include.reporting.as_issued import NOTED, keep_marts, kept_marts
from include.reporting.compose import SNAPSHOT
from include.reporting.model import Content
from include.reporting.render.files import render
from include.settings import settings
from include.text import texts_of, with_texts_changed
from include.warehouse.build import build_lock
from include.warehouse.copying import DATABASES
from include.warehouse.publish import FILE_MODE, SUMS
from include.warehouse.store import PostgresStore

log = logging.getLogger(__name__)
REPLACEMENT = "[đã rút ngày {day:%d/%m/%Y}]"
BUILD_SECONDS = 60.0  # how long to wait for a build that runs


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
    def replacement(self) -> str:
        """The words that replace a passage."""
        return REPLACEMENT.format(day=self.day)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """Each passage as it is, and as JSON writes it inside a text: records keep rows as JSON."""
        written = (
            form
            for passage in self.passages
            for form in (passage, *(json.dumps(passage, ensure_ascii=is_ascii)[1:-1] for is_ascii in (False, True)))
        )
        return tuple(dict.fromkeys(written))

    def without(self, text: str, is_quotation: bool = False) -> str:
        """Return a text with every withdrawn passage in it replaced.

        Args:
            text: Any text.
            is_quotation: Whether it may itself be a part of a passage, and then goes as a whole.
        """
        if is_quotation and len(text) >= SHORTEST_QUOTED and any(text in passage for passage in self.passages):
            return self.replacement
        for form in self.forms:
            text = text.replace(form, self.replacement)
        return text

    def clean(self, database: Database) -> list[str]:
        """Take the passages out of a database and return the tables that held any."""
        return clean_database(database, self.forms, self.passages, self.without)


def hashes(passages: Collection[str]) -> list[str]:
    """Return the SHA-256 of each passage, in hex; nothing else is kept of them."""
    return sorted(hashlib.sha256(passage.encode()).hexdigest() for passage in passages)


def remove_traces(withdrawn: Withdrawn) -> dict[str, int]:
    """Remove withdrawn passages from the warehouse, embedded or on a server, and from every published copy.

    Returns:
        Counts of databases and published copies that held any of it.

    Raises:
        StoreBusyError: The warehouse is being built; run the same command again afterwards.
    """
    with build_lock(BUILD_SECONDS):
        builds = settings().published / "builds"
        copies = sorted(path for path in builds.glob("[!.]*") if path.is_dir()) if builds.is_dir() else []
        working = [path for path in settings().warehouse.glob("*.duckdb") if path.is_file()]
        return {
            "databases": sum(clean_file(path, withdrawn.clean) for path in working) + _clean_server(withdrawn),
            "copies": sum(_clean_copy(folder, withdrawn) for folder in copies),
        }


def _clean_server(withdrawn: Withdrawn) -> int:
    """Clean the warehouse that lies on a server; return how many databases held anything."""
    if settings().warehouse_target != "postgres" or not settings().warehouse_url:
        return 0
    store = PostgresStore()
    try:
        changed = withdrawn.clean(store)
        for place in changed:
            store.execute(f"vacuum full {place}")  # rows that an update leaves behind keep what they held
    finally:
        store.close()
    return int(bool(changed))


def changed_snapshots(withdrawn: Withdrawn) -> dict[Path, dict[str, Any]]:
    """Return the snapshots that hold a withdrawn passage, each as it is to be written; nothing is written yet.

    ``content_hash`` stays the one that was approved; ``withdrawn`` says what is left and how often something went.
    A file that is not a snapshot is skipped. The mart rows kept with a snapshot are part of it.
    """
    found = {}
    for path in sorted(settings().reports.rglob(SNAPSHOT)):
        record = _read_record(path)
        count = sum(text.count(passage) for text in texts_of(record.get("content")) for passage in withdrawn.passages)
        if count:
            content = Content.model_validate(with_texts_changed(record["content"], withdrawn.without))
            before = record.get("withdrawn", {"passages": 0})
            left = {"passages": before["passages"] + count, "content_hash": content.content_hash}
            found[path] = {**record, "content": content.model_dump(mode="json"), "withdrawn": left}
    return found


def clean_kept_marts(withdrawn: Withdrawn) -> int:
    """Take withdrawn passages out of the marts that reports were made from; return how many held any.

    Unreadable ones are left alone and logged: they hide no other.
    """
    count = 0
    for path in sorted(settings().reports.rglob(SNAPSHOT)):
        record = _read_record(path)
        try:
            answers = kept_marts(path.parent, record[NOTED]) if NOTED in record else {}
        except ReportError as error:
            log.warning("%s", error)
            continue
        if any(passage in text for text in texts_of(answers) for passage in withdrawn.passages):
            noted = keep_marts(path.parent, with_texts_changed(answers, withdrawn.without))
            replace_text(
                path, json.dumps({**record, NOTED: noted}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
            )
            count += 1
    return count


def _read_record(path: Path) -> dict[str, Any]:
    """Return what a snapshot's file holds; nothing where it is none that was ever composed."""
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        Content.model_validate(record["content"])
    except (ValueError, LookupError, TypeError, RecursionError):
        log.warning("%s is not a snapshot; nothing was removed from it", path)
        return {}
    return record


def write_snapshots(snapshots: dict[Path, dict[str, Any]]) -> None:
    """Write snapshots whose change the ledger knows, and draw their files again."""
    for path, record in snapshots.items():
        replace_text(path, json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        render(path.parent)


def _clean_copy(folder: Path, withdrawn: Withdrawn) -> bool:
    """Replace a copy's databases and Parquet files that held a passage, and its checksums."""
    databases = [folder / name for name in DATABASES.values() if (folder / name).is_file()]
    changed = [path for path in databases if _clean_database(path, withdrawn)]
    changed += [path for path in sorted((folder / "parquet").rglob("*.parquet")) if _clean_parquet(path, withdrawn)]
    if changed:
        _renew_checksums(folder)
    return bool(changed)


def _clean_database(path: Path, withdrawn: Withdrawn) -> bool:
    """Replace one file of a copy; return whether it held a passage."""
    fresh = path.with_name(f".{path.name}.part")
    try:
        shutil.copyfile(path, fresh)  # a reader keeps the file it has open
        is_changed = clean_file(fresh, withdrawn.clean)
        if is_changed:
            shutil.copymode(path, fresh)
            fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return is_changed


def _clean_parquet(path: Path, withdrawn: Withdrawn) -> bool:
    """Replace passages in a Parquet file; return whether there was any."""
    rows = pq.read_table(path)
    is_changed = False
    for place, field in enumerate(rows.schema):
        if not pa.types.is_string(field.type):
            continue
        held = [value for value in pc.unique(rows[place]).to_pylist() if value]
        renewed = {value: withdrawn.without(value, field.name in QUOTING) for value in held}
        if any(value != new for value, new in renewed.items()):
            values = [renewed.get(value, value) for value in rows[place].to_pylist()]
            rows, is_changed = rows.set_column(place, field, pa.array(values, field.type)), True
    if is_changed:
        fresh = path.with_name(f".{path.name}.part")
        pq.write_table(rows, fresh, compression="zstd")
        shutil.copymode(path, fresh)
        fresh.replace(path)  # other copies may hold the old file by a link of their own: each is cleaned in its turn
    return is_changed


def _renew_checksums(folder: Path) -> None:
    """Recompute the checksums of a copy, in the order of its list."""
    names = [line.split("  ", 1)[1] for line in (folder / SUMS).read_text("utf-8").splitlines()]
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    replace_text(folder / SUMS, "".join(lines))
    (folder / SUMS).chmod(FILE_MODE)
