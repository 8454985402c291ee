"""DuckDB and PostgreSQL: the same marts from the same landing, row by row."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from include.landing import store
from include.warehouse.build import build_warehouse
from tests.include.warehouse.conftest import BuiltCity, installation
from tests.include.warehouse.test_build import assert_equal, marts


@pytest.mark.slow
def test_both_stores_give_equal_marts(built_city: BuiltCity, tmp_path: Path, postgres: str) -> None:
    with installation(built_city.home):
        on_duckdb = marts()
    home = tmp_path / "on_postgres"
    shutil.copytree(built_city.home / "landing", home / "landing")
    with installation(home, warehouse_target="postgres", warehouse_url=postgres):
        store.write("reprints", date(2021, 5, 31), [])  # nothing was found on that day: an empty partition comes first
        build_warehouse(None)
        on_postgres = marts()
        again = build_warehouse([])
        assert not again.is_full
        assert_equal(on_postgres, marts())
    assert_equal(on_duckdb, on_postgres)
