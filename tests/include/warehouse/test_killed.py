"""A build and a publication killed at their writes: the last copy stays as it was, and the next build completes."""

import hashlib

import pytest

from include.landing import store
from include.settings import settings
from include.warehouse import published
from include.warehouse.build import build_warehouse
from include.warehouse.publish import SUMS
from tests.include.warehouse.conftest import BuiltCity
from tests.support.kill_points import open_stage, spread
from tests.support.marts import assert_equal, marts

IMPORTS = ("include.warehouse.build", "dbt.cli.main", "dbt.adapters.duckdb", "pandas")
# dbt takes seconds to read the project: once here, not in each run.
PREPARED = """
from include.warehouse.dbt import run_dbt
run_dbt(["--quiet", "list", "--select", "fct_verdicts"])
"""
# DuckDB writes by itself: what it is asked for is counted as it is asked, and each model as dbt begins and ends it.
BUILD = """
import dbt.cli.main as main
from include.warehouse import build
from include.warehouse.store import DuckDBStore

def counted(name, does):
    def call(self, *given):
        answer = does(self, *given)  # the rows are there, their transaction is open
        point(f"{name} {given[0][:60]}")
        return answer
    return call
for name in ("insert", "insert_files"):
    setattr(DuckDBStore, name, counted(name, getattr(DuckDBStore, name)))
runner = main.dbtRunner
def at_a_model(event):
    if event.info.name in ("LogStartLine", "LogModelResult", "LogSeedResult"):
        point(f"model {event.info.msg[:70]}")
main.dbtRunner = lambda: runner(callbacks=[at_a_model])
close = build._close_build
def noted(*given):
    point("note the build")
    close(*given)
build._close_build = noted
build.build_warehouse(None)
"""
PUBLISH = """
from include.ledger.verification import require_sound
from include.warehouse import copying
from include.warehouse.dbt import Dbt
from include.warehouse.projects import private_copy
from include.warehouse.publish import publish
from include.warehouse.store import DuckDBStore, open_store

execute, export = DuckDBStore.execute, copying._export
def counted(self, sql):
    execute(self, sql)
    if "copy" in sql:
        point(f"table {sql[:60]}")
def exported(copy, relation, path):
    export(copy, relation, path)
    point(f"parquet {path.name}")
DuckDBStore.execute, copying._export = counted, exported
mark, store = str(require_sound()), open_store()
with private_copy() as copy:
    publish(store, Dbt(copy), [], mark)
store.close()
"""


def assert_whole() -> None:
    """Compare every file of the current copy with its checksum."""
    folder = published.current()
    for line in (folder / SUMS).read_text("utf-8").splitlines():
        digest, name = line.split("  ", 1)
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def land_the_same_again() -> None:
    """Write every partition of the collected tables again, with the rows it has: all of them are to be loaded again."""
    for name in ("captures", "harvests", "articles", "observations", "admissions"):
        for partition in store.partitions(name):
            store.write(name, partition.day, store.read_partition(name, partition), partition.part)


@pytest.mark.slow
def test_a_build_killed_at_its_writes_leaves_the_last_copy_and_the_next_one_completes(settled_city: BuiltCity) -> None:
    before, copy = marts(), published.current()
    land_the_same_again()
    with open_stage("build", BUILD, IMPORTS, {}, PREPARED) as build:
        for only, killed_at in (("insert", 1), ("insert", 2), ("model", 1), ("model", 30), ("model", 60)):
            assert build.run(settled_city.home, killed_at, only).is_killed
            assert published.current() == copy
        assert build.run(settled_city.home, 1, "note the build").is_killed
        assert_equal(before, marts())
        assert_whole()
        copy = published.current()
        assert build.run(settled_city.home).ended == 0
    assert published.current() != copy  # what was killed before it was noted is published again
    assert_equal(before, marts())
    assert build_warehouse([]).days == 0


@pytest.mark.slow
def test_a_publication_killed_at_its_writes_leaves_a_whole_copy_and_no_rubbish(settled_city: BuiltCity) -> None:
    before = marts()
    with open_stage("publish", PUBLISH, IMPORTS, {}, PREPARED) as publish:
        whole = publish.run(settled_city.home)
        assert whole.ended == 0
        step = 1 + next(n for n, write in enumerate(whole.writes) if write.startswith("rename") and "current" in write)
        for killed_at in sorted({*spread(step, 8), step}):
            copy = published.current()
            assert publish.run(settled_city.home, killed_at).is_killed
            assert published.current() == copy
            assert_whole()
            assert_equal(before, marts())
        assert publish.run(settled_city.home).ended == 0
    assert published.current() != copy
    assert_equal(before, marts())
    assert_whole()
    assert not [*(settings().published / "builds").glob(".*"), *settings().published.glob(".current-*")]
