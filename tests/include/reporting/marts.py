"""A published copy of invented rows: every mart as its contract says, in a database of its own."""

import json
import re
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import count
from pathlib import Path
from typing import Any

import duckdb

from include.reporting.reading import plain
from include.settings import ROOT
from tests.support.declared import read_yaml

Rows = dict[str, list[dict[str, Any]]]
_DATABASE = duckdb.connect(config={"threads": 1})  # one for all: to open one takes as long as twenty questions
_NUMBERS = count()
TABLE = re.compile(r"\b(?:from|join) ((?:rpt|fct|dim)_\w+)")


@cache
def columns(mart: str) -> dict[str, str]:
    """Return a mart's columns with their types, as its contract names them."""
    (path,) = (ROOT / "dbt_project" / "models" / "marts").rglob(f"{mart}.yml")
    (model,) = (one for one in read_yaml(path)["models"] if one["name"] == mart)
    return {column["name"]: column["data_type"] for column in model["columns"]}


def _at(schema: str) -> duckdb.DuckDBPyConnection:
    """Return a connection of its own to a schema of the database."""
    return _DATABASE.cursor().execute(f"use {schema}")


@lru_cache(maxsize=64)
def _schema(text: str, period_id: str) -> tuple[str, set[str]]:
    """Return the name of a schema that holds the rows, and the names of the marts in it."""
    known: Rows = json.loads(text)
    name = f"copy_{next(_NUMBERS)}"
    _DATABASE.cursor().execute(f"create schema {name}")
    with _at(name) as database:
        for mart, rows in known.items():
            _fill(database, mart, rows, period_id)
    return name, set(known)


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
        schema, made = _schema(json.dumps(rows, default=str), period_id)
        with _at(schema) as database:
            for mart in set(TABLE.findall(sql)) - made:
                _fill(database, mart, [], period_id)
                made.add(mart)
            found = database.execute(sql)
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
