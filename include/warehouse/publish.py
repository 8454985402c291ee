"""Publishes the marts as a read-only copy: DuckDB files, Parquet files, checksums, dictionary, manifest, project.

Each copy is a folder of its own below ``published/builds``; ``published/current`` is a link that one rename moves from
the last copy to the next. Readers that have a copy open keep it; older ones are removed.
"""

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from include.errors import InvariantError
from include.settings import settings
from include.warehouse import documentation
from include.warehouse.copying import CANDIDATES_DATABASE, PARQUET, Base, copy_marts
from include.warehouse.dbt import Dbt
from include.warehouse.dictionary import as_markdown, marts
from include.warehouse.freshness import stale_tables
from include.warehouse.judged_by import pack
from include.warehouse.schemas import CANDIDATES, SCHEMAS
from include.warehouse.store import Store

KEPT_COPIES = 3  # the current one, and two that open readers may still be on
FILE_MODE, FOLDER_MODE = 0o444, 0o755
SEALED_MODE, SEALED_FOLDER_MODE = 0o440, 0o750  # of candidates: the owner's group alone reads them
SUMS = "SHA256SUMS"
DOCUMENTATION = "dbt_docs.html"


@dataclass(frozen=True)
class Change:
    """The changes of a build against the copy that was published last.

    Attributes:
        build_id: Id of that copy.
        days: Days that were judged again; all else in the marts with a day column is as it was.
        models: Models that were built again; the marts of others are as they were. Empty for all.
    """

    build_id: str
    days: tuple[date, ...]
    models: frozenset[str] = frozenset()


def publish(
    store: Store, project: Dbt, outcomes: list[dict[str, Any]], ledger: str, change: Change | None = None
) -> str:
    """Copy the marts out of the warehouse and make the copy the current one.

    Args:
        store: The warehouse, built and tested.
        project: The project that it was built by.
        outcomes: The outcome of each model, for the manifest.
        ledger: The signed mark of the ledger that the build read.
        change: What the build changed, so that the rest is copied from the last copy; None writes everything.

    Returns:
        The id of the copy.
    """
    built_at = datetime.now(UTC)
    build_id = f"{built_at:%Y%m%dT%H%M%S.%fZ}-{uuid4().hex[:8]}"
    builds = settings().published / "builds"
    builds.mkdir(parents=True, exist_ok=True)
    for folder in (settings().published, builds):
        folder.chmod(FOLDER_MODE)
    _sweep(builds)
    base = _base(builds, change)
    unfinished = builds / f".{build_id}"
    unfinished.mkdir()
    graph = project.graph()
    declared = marts(graph)
    _drop_undeclared(store, declared)
    counts = copy_marts(store, declared, unfinished, base)
    (unfinished / "data_dictionary.json").write_text(json.dumps(declared, ensure_ascii=False, indent=1), "utf-8")
    (unfinished / "data_dictionary.md").write_text(as_markdown(declared), "utf-8")
    _document(store, graph, unfinished, base)
    stale = stale_tables(store, graph, built_at.date())
    manifest = {"build_id": build_id, "rows": counts, "stale": stale, "outcomes": outcomes, "ledger": ledger}
    manifest["law"] = project.copy.project_hash
    pack(unfinished, project.copy.folder)
    (unfinished / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), "utf-8")
    _write_checksums(unfinished, base.folder if base else None)
    _make_readable(unfinished)
    finished = unfinished.replace(builds / build_id)
    _point_at(finished)
    _sweep(builds)
    return build_id


def _document(store: Store, graph: dict[str, Any], folder: Path, base: Base | None) -> None:
    """Put the page of models, columns and lineage into a copy; only full builds can change it, which have no base."""
    if base and (base.folder / DOCUMENTATION).is_file():
        os.link(base.folder / DOCUMENTATION, folder / DOCUMENTATION)
    else:
        (folder / DOCUMENTATION).write_text(documentation.page(store, graph), encoding="utf-8")


def _drop_undeclared(store: Store, declared: list[dict[str, Any]]) -> None:
    """Drop tables among the marts that are no longer declared, such as a mart that moved to the other schema."""
    known = {(mart["schema"], mart["name"]) for mart in declared}
    for schema in SCHEMAS:
        for name in store.relations(schema):
            if (schema, name) not in known:
                store.execute(f"drop table if exists {schema}.{name} cascade")


def _make_readable(folder: Path) -> None:
    """Make a copy readable for everyone and writable for nobody; the home folder's own mode still bars strangers.

    Candidates are for reviewers and analysts: the group of the folder's owner.
    """
    for path in folder.rglob("*"):
        if path.is_symlink():  # otherwise its target would be made readable for everybody
            raise InvariantError(f"{path} is a link.", hint="Remove it; a full build writes the whole copy again.")
        is_sealed = is_of_candidates(path.relative_to(folder))
        of_folder, of_file = (SEALED_FOLDER_MODE, SEALED_MODE) if is_sealed else (FOLDER_MODE, FILE_MODE)
        path.chmod(of_folder if path.is_dir() else of_file)
    folder.chmod(FOLDER_MODE)


def is_of_candidates(name: Path) -> bool:
    """Return whether a file or folder of a copy, by its name in the copy, holds candidates."""
    return name == Path(CANDIDATES_DATABASE) or name.is_relative_to(PARQUET[CANDIDATES])


def _base(builds: Path, change: Change | None) -> Base | None:
    """Return the last copy to reuse; None when it is not the one that the change refers to."""
    current = (settings().published / "current").resolve()
    if change is None or not change.build_id or current != (builds / change.build_id).resolve():
        return None
    if any(path.is_symlink() for path in current.rglob("*")):  # no publication made one
        return None
    return Base(current, change.days, change.models) if (current / CANDIDATES_DATABASE).is_file() else None


def _write_checksums(folder: Path, base: Path | None) -> None:
    """Write SHA256SUMS, as sha256sum reads it; the sums of files linked from the last copy are reused."""
    known = _checksums(base) if base else {}
    lines = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = str(path.relative_to(folder))
            is_same = base is not None and name in known and path.samefile(base / name)
            lines.append(f"{known[name] if is_same else _sha256(path)}  {name}\n")
    (folder / SUMS).write_text("".join(lines), "utf-8")


def _checksums(folder: Path) -> dict[str, str]:
    """Return the checksums that a copy names."""
    lines = (folder / SUMS).read_text("utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def _sha256(path: Path) -> str:
    """Return the hash of a file."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


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
