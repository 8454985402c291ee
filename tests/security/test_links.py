"""A link put among the files that we serve, copy or open to others leads to no file of the installation elsewhere."""

import os
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from include.errors import InvariantError
from include.ledger.signing import prepare_key
from include.reporting.render.files import RENDERERS, file_bytes, file_name
from include.settings import settings
from include.warehouse import published
from include.warehouse.copying import CANDIDATES_DATABASE
from include.warehouse.dbt import run_dbt
from include.warehouse.publish import DOCUMENTATION, Change, _base, _make_readable
from include.warehouse.store import open_store


@pytest.fixture
def key(home: Path) -> Path:
    """Return the file of the ledger's key, which its owner alone may read."""
    prepare_key()
    (path,) = settings().ledger_key.parent.iterdir()
    return path


def test_a_link_in_the_last_copy_is_taken_over_into_no_other_and_opened_to_nobody(key: Path) -> None:
    builds = settings().published / "builds"
    (builds / "last" / "parquet").mkdir(parents=True)
    (builds / "last" / CANDIDATES_DATABASE).write_bytes(b"")
    (settings().published / "current").symlink_to(Path("builds") / "last")
    change = Change("last", (date(2026, 10, 1),), frozenset())
    assert _base(builds, change) is not None
    (builds / "last" / "parquet" / "dim_outlets.parquet").symlink_to(key)
    assert _base(builds, change) is None
    with pytest.raises(InvariantError, match="is a link"):
        _make_readable(builds / "last")
    assert key.stat().st_mode & 0o077 == 0


def test_a_link_in_place_of_the_documentation_is_shown_to_nobody(key: Path) -> None:
    current = settings().published / "current"
    current.mkdir(parents=True)
    (current / DOCUMENTATION).write_text("own", encoding="utf-8")
    assert published.documentation() == (current / DOCUMENTATION).resolve()
    (current / DOCUMENTATION).unlink()
    (current / DOCUMENTATION).symlink_to(key)
    assert published.documentation() is None
    (current / DOCUMENTATION).unlink()
    current.rmdir()
    current.symlink_to(key.parent)
    key.rename(key.with_name(DOCUMENTATION))
    assert published.documentation() is None


def test_a_link_or_a_pipe_in_place_of_a_drawn_report_is_none(key: Path, tmp_path: Path) -> None:
    content = cast(Any, SimpleNamespace(report_id="monthly", period_id="2026-11"))
    drawn, linked, pipe = (tmp_path / file_name(content, suffix) for suffix in RENDERERS)
    drawn.write_bytes(b"drawn")
    linked.symlink_to(key)
    os.mkfifo(pipe)
    assert file_bytes(tmp_path, content) == {drawn.name: b"drawn"}


@pytest.mark.parametrize("name", ["target/run_results.json", "shapes/articles.parquet", "warehouse.duckdb.wal"])
@pytest.mark.parametrize("put", ["symlink_to", "hardlink_to"])
def test_a_link_to_the_key_where_the_warehouse_is_written_overwrites_it_by_nothing_of_ours(
    key: Path, name: str, put: str
) -> None:
    kept, link = key.read_bytes(), settings().warehouse / name
    link.parent.mkdir(parents=True)
    getattr(link, put)(key)
    with pytest.raises(InvariantError, match="leads elsewhere"):
        open_store()
    with pytest.raises(InvariantError, match="leads elsewhere"):
        run_dbt(["--quiet", "build", "--select", "units"])
    assert key.read_bytes() == kept
