"""A published copy of invented rows: every mart as its contract says, in a database of its own."""

import json
import re
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import duckdb

from include.reporting.reading import plain
from include.settings import ROOT
from tests.support.declared import read_yaml

Rows = dict[str, list[dict[str, Any]]]
TABLE = re.compile(r"\b(?:from|join) ((?:rpt|fct|dim)_\w+)")


@cache
def columns(mart: str) -> dict[str, str]:
    """Return a mart's columns with their types, as its contract names them."""
    (path,) = (ROOT / "dbt_project" / "models" / "marts").rglob(f"{mart}.yml")
    (model,) = (one for one in read_yaml(path)["models"] if one["name"] == mart)
    return {column["name"]: column["data_type"] for column in model["columns"]}


@lru_cache(maxsize=64)
def _database(text: str, period_id: str) -> tuple[duckdb.DuckDBPyConnection, set[str]]:
    """Return a database that holds the rows, and the names of the marts in it."""
    known: Rows = json.loads(text)
    database = duckdb.connect(config={"threads": 1})
    for mart, rows in known.items():
        _fill(database, mart, rows, period_id)
    return database, set(known)


def _fill(database: duckdb.DuckDBPyConnection, mart: str, rows: list[dict[str, Any]], period_id: str) -> None:
    """Make one mart and put its rows into it; what a row does not say is null, its period the one given."""
    types = columns(mart)
    database.execute(f"create table {mart} ({', '.join(f'{name} {kind}' for name, kind in types.items())})")
    places = ", ".join("?" for _ in types)
    for row in rows:
        values = [row.get(name, period_id if name == "period_id" else None) for name in types]
        database.execute(f"insert into {mart} values ({places})", values)


def query_of(rows: Rows, period_id: str = "2026-11") -> Callable[[str], list[dict[str, Any]]]:
    """Return what answers SQL on the rows; a mart that is not among them is there, and empty."""

    def query(sql: str) -> list[dict[str, Any]]:
        database, made = _database(json.dumps(rows, default=str), period_id)
        for mart in set(TABLE.findall(sql)) - made:
            _fill(database, mart, [], period_id)
            made.add(mart)
        with database.cursor() as cursor:
            found = cursor.execute(sql)
            names = [one[0] for one in found.description]
            return [{name: plain(value) for name, value in zip(names, row, strict=True)} for row in found.fetchall()]

    return query


def publish(rows: Rows, home: Path, period_id: str = "2026-11") -> None:
    """Publish the rows as the current copy of an installation."""
    folder = home / "published" / "current"
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(folder / "warehouse.duckdb", config={"threads": 1}) as database:
        for mart, held in rows.items():
            _fill(database, mart, held, period_id)
