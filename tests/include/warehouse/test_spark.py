"""Spark beside DuckDB: the same marts from the same landing, row by row, in full and after a late article.

The build runs in the environment that `.ci/spark` makes, against a master and two workers of this computer.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from include.settings import ROOT
from include.warehouse.spark import to_spark_sql
from tests.include.warehouse.conftest import BuiltCity, installation
from tests.include.warehouse.test_changes import a_late_article
from tests.include.warehouse.test_store import build_twice, two_homes
from tests.support import spark_cluster
from tests.support.marts import marts

Marts = dict[str, pd.DataFrame]
# Marts that are not yet equal; one that is equal may not stand here, so the list can only become shorter.
NOT_YET: set[str] = set()
CAN_RUN = shutil.which("java") is not None and spark_cluster.PYTHON.exists() and spark_cluster.jar() is not None
needs_spark = pytest.mark.skipif(not CAN_RUN, reason="Spark's environment is not here: .ci/spark makes it")


@dataclass(frozen=True)
class Pair:
    """The marts of one landing as both engines give them, in full and after a late article."""

    on_duckdb: list[Marts]
    on_spark: list[Marts]


def build_on_spark(home: Path, master: str) -> None:
    """Build what changed of an installation in the environment of Spark.

    Raises:
        RuntimeError: It failed.
    """
    own = {"HOME": home, "PROFILES": home / "profiles", "WAREHOUSE_TARGET": "spark", "SPARK_MASTER": master}
    own["SPARK_JAR"] = spark_cluster.jar() or ""
    environment = {**os.environ, **{f"PRESS_{name}": str(value) for name, value in own.items()}}
    environment |= {"PYTHONPATH": str(ROOT), "SPARK_LOCAL_IP": "127.0.0.1"}
    command = [str(spark_cluster.PYTHON), "-m", "include.warehouse.build"]
    ran = subprocess.run(command, env=environment, cwd=home, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(ran.stderr[-4000:])


@pytest.fixture(scope="module")
def pair(built_city: BuiltCity, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Build one landing, in which every table has rows, on both engines."""
    homes = two_homes(built_city, tmp_path_factory, "on_duckdb", "on_spark")
    with installation(homes[0]):
        on_duckdb = build_twice()
    with installation(homes[1]), spark_cluster.started(homes[1]) as master:
        build_on_spark(homes[1], master)
        on_spark = [marts()]
        a_late_article()
        build_on_spark(homes[1], master)
        return Pair(on_duckdb, [*on_spark, marts()])


def unequal(left: Marts, right: Marts) -> set[str]:
    """Return the names of the marts that differ in a row or a column."""
    assert left.keys() == right.keys()
    found = set()
    for name, frame in left.items():
        try:
            pd.testing.assert_frame_equal(frame, right[name], check_dtype=False)
        except AssertionError:
            found.add(name)
    return found


@needs_spark
@pytest.mark.slow
@pytest.mark.parametrize("build", [0, 1], ids=["in full", "after a late article"])
def test_every_mart_is_equal_on_spark_but_those_named(pair: Pair, build: int) -> None:
    assert unequal(pair.on_duckdb[build], pair.on_spark[build]) == NOT_YET


def test_statements_of_the_load_are_put_to_spark_sql() -> None:
    created = to_spark_sql("create table if not exists landing.x (a text, b float8, c timestamptz, text_id date)")
    assert created == "create table if not exists landing.x (a string, b double, c timestamp, text_id date)"
    moved = to_spark_sql("select cast(own.at at time zone 'Asia/Ho_Chi_Minh' as date) from landing.x as own")
    assert moved == "select cast(from_utc_timestamp(own.at, 'Asia/Ho_Chi_Minh') as date) from landing.x as own"
    assert to_spark_sql("drop table if exists landing.x cascade") == "drop table if exists landing.x"
