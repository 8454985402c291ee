"""A table that has had nothing for longer than its source allows is reported."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from include.warehouse import dbt
from include.warehouse.freshness import stale_tables
from include.warehouse.store import Store, open_store
from tests.include.warehouse.conftest import BuiltCity

LAST = date(2026, 10, 17)  # the last day with harvests; registers are of the 20th


@pytest.fixture
def warehouse(settled_city: BuiltCity) -> Iterator[Store]:
    """Open a copy of the city's warehouse."""
    store = open_store()
    yield store
    store.close()


def names(store: Store, today: date) -> set[str]:
    return {row["table"] for row in stale_tables(store, dbt.manifest(), today)}


def test_a_table_is_stale_from_the_fourth_day(warehouse: Store) -> None:
    assert "harvests" not in names(warehouse, LAST + timedelta(days=3))
    assert "harvests" in names(warehouse, LAST + timedelta(days=4))
    assert "licences" not in names(warehouse, LAST + timedelta(days=4))


def test_a_table_that_was_never_landed_is_not_stale(warehouse: Store) -> None:
    assert "agreements" not in names(warehouse, LAST + timedelta(days=400))


def test_every_source_that_is_landed_daily_declares_how_old_it_may_be(at_city: BuiltCity) -> None:
    declared = {
        node["identifier"] for node in dbt.manifest()["sources"].values() if (node["freshness"] or {}).get("warn_after")
    }
    assert {"harvests", "articles", "admissions", "licences", "outlet_profiles", "catalogue_entries"} <= declared
