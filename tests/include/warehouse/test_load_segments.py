"""Loading from segments and from small files alike: the same rows, and only of what changed."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from include.landing import segments, store
from include.landing.compaction import Compacted, compact
from include.landing.contract import tables
from include.settings import settings
from include.warehouse import load as loading
from include.warehouse.load import load
from include.warehouse.store import Store, open_store
from tests.include.warehouse.conftest import Landing

DAY = date(2026, 10, 17)
OUTLETS = ("bao_a", "bao_b", "tong_hop")


@contextmanager
def opened() -> Iterator[Store]:
    warehouse = open_store()
    try:
        yield warehouse
    finally:
        warehouse.close()


def leave_loose(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the load find landing as it was written."""
    monkeypatch.setattr(loading, "compact", lambda: Compacted(0, 0))


def rows(warehouse: Store) -> dict[str, list[str]]:
    return {name: sorted(map(repr, warehouse.rows(f"select * from landing.{name}"))) for name in tables()}


@pytest.fixture
def landed(home: Path) -> Path:
    """Land two days of three outlets and their registers."""
    landing = Landing()
    for outlet_id in OUTLETS:
        landing.outlet(outlet_id, "newspaper", DAY)
        for day in (DAY, DAY + timedelta(days=1)):
            landing.home_page(outlet_id, day)
            landing.listing(outlet_id, day)
            landing.article(outlet_id, day, "tin")
    landing.write()
    return home


def test_segments_and_small_files_load_alike_and_compacting_loads_nothing(
    landed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched, opened() as warehouse:
        leave_loose(patched)
        assert load(warehouse).partitions == len([p for name in tables() for p in store.partitions(name)])
        from_files = rows(warehouse)
        assert load(warehouse).partitions == 0
    with opened() as warehouse:
        assert load(warehouse).partitions == 0
        assert rows(warehouse) == from_files
    shutil.rmtree(settings().warehouse)
    with opened() as warehouse:
        load(warehouse)
        assert rows(warehouse) == from_files


def test_of_a_replaced_segment_only_the_changed_part_is_loaded(landed: Path) -> None:
    with opened() as warehouse:
        load(warehouse)
        before = rows(warehouse)
        kept = store.read("observations", [DAY], ["bao_b"])
        store.write("observations", DAY, kept.slice(0, 2), "bao_b")
        store.remove("captures", DAY, "tong_hop")
        assert load(warehouse).partitions == 2
        after = rows(warehouse)
    changed = {name for name in tables() if before[name] != after[name]}
    assert changed == {"observations", "captures"}
    assert len(before["observations"]) - len(after["observations"]) == kept.num_rows - 2
    assert len(before["captures"]) - len(after["captures"]) == 1


def test_a_load_that_finds_nothing_new_opens_no_segment(landed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened() as warehouse:
        load(warehouse)
        opened_files: list[Path] = []
        segments.index.cache_clear()
        read = pq.read_metadata

        def noted(path: Path, *given: Any) -> Any:
            opened_files.append(path)
            return read(path, *given)

        monkeypatch.setattr(pq, "read_metadata", noted)
        load(warehouse)
        assert opened_files == []
        store.write("observations", DAY, [], "bao_b")
        load(warehouse)
        assert {path.parent.parent.name for path in opened_files} <= {"observations", "harvests"}
        assert {path.name[:10] for path in opened_files} == {DAY.isoformat()}


def test_an_outlets_day_is_loaded_once_all_its_tables_have_landed(landed: Path) -> None:
    landing, day = Landing(), DAY + timedelta(days=2)
    landing.home_page("bao_a", day)
    harvests = landing.rows.pop(("harvests", day, "bao_a"))
    landing.write()
    with opened() as warehouse:
        load(warehouse)
        assert warehouse.rows(f"select * from landing.captures where day = date '{day}'") == []
        store.write("harvests", day, harvests, "bao_a")
        load(warehouse)
        assert len(warehouse.rows(f"select * from landing.captures where day = date '{day}'")) == 1
        assert load(warehouse).partitions == 0


def test_a_warehouse_of_an_earlier_layout_is_loaded_anew(landed: Path) -> None:
    compact()
    with opened() as warehouse:
        load(warehouse)
        before = rows(warehouse)
        warehouse.execute("update landing.loaded_tables set shape = substr(shape, 4)")
        assert load(warehouse).partitions > 0
        assert rows(warehouse) == before
