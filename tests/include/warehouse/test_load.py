"""Landing and ledger as the warehouse holds them."""

from datetime import date
from pathlib import Path

from include.landing import store
from include.landing.contract import table, tables
from include.ledger import entries
from include.warehouse.load import kept_schema, load, touch
from include.warehouse.store import open_store
from tests.include.warehouse.conftest import Landing

DAY = date(2026, 10, 17)


def test_full_text_stays_in_landing() -> None:
    assert "text" in table("articles").schema.names
    assert "text" not in kept_schema(table("articles")).names


def test_every_declared_table_is_there_even_when_nothing_has_landed(home: Path) -> None:
    warehouse = open_store()
    try:
        load(warehouse)
        for name in tables():
            assert warehouse.rows(f"select count(*) from landing.{name}") == [(0,)], name
    finally:
        warehouse.close()


def test_only_changed_partitions_are_read_and_removed_ones_leave(home: Path) -> None:
    landing = Landing()
    landing.outlet("tong_hop", "aggregator", DAY)
    landing.write()
    warehouse = open_store()
    try:
        first = load(warehouse)
        assert first.partitions > 0
        assert load(warehouse).partitions == 0
        store.remove("licences", DAY)
        second = load(warehouse)
        assert second.partitions == 1
        assert second.registers != first.registers
        assert warehouse.rows("select count(*) from landing.licences") == [(0,)]
    finally:
        warehouse.close()


def test_the_ledger_is_loaded_whole_and_days_may_be_noted_by_hand(home: Path) -> None:
    entries.append("decision", "finding", {"decision": "confirm", "reason": "Đã xem."}, "reviewer")
    warehouse = open_store()
    try:
        load(warehouse)
        touch(warehouse, [DAY])
        touch(warehouse, [])
        assert warehouse.rows("select kind from landing.ledger_entries") == [("decision",)]
        assert warehouse.rows("select day from landing.touched_days") == [(DAY,)]
    finally:
        warehouse.close()
