"""Models of the warehouse as dbt compiles them, run on tables that a test fills: milliseconds a run, the real SQL."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from include.settings import settings
from include.warehouse import dbt


@dataclass(frozen=True)
class CompiledModels:
    """Compiled models in the order in which they are built, and what they read that is not among them."""

    models: tuple[tuple[str, str], ...] = field(repr=False)

    def placed(self, name: str) -> str:
        """Return where a model stands, as ``schema.name``."""
        (found,) = (relation for relation, _ in self.models if relation.split(".")[-1].strip('"') == name)
        return ".".join(part.strip('"') for part in found.split(".")[1:])

    @contextmanager
    def over(self, tables: dict[str, pa.Table]) -> Iterator[duckdb.DuckDBPyConnection]:
        """Yield a database in which the models stand over the tables, each given as ``schema.name``."""
        with duckdb.connect() as connection:
            connection.execute("set TimeZone = 'UTC'; set threads = 1")
            for catalogue in {name.split(".")[0].strip('"') for name, _ in self.models}:
                connection.execute(f"attach ':memory:' as \"{catalogue}\"")
                connection.execute(f'use "{catalogue}"')
            for name, rows in tables.items():
                connection.execute(f"create schema if not exists {name.split('.')[0]}")
                connection.register("given", rows)
                connection.execute(f"create table {name} as select * from given")
                connection.unregister("given")
            for name, sql in self.models:
                connection.execute(f"create schema if not exists {name.split('.')[1]}")
                connection.execute(f"create table {name} as {sql}")  # views over views are planned again and again
            yield connection


def compile_models(home: Path, names: Sequence[str]) -> CompiledModels:
    """Compile some models, in an installation of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRESS_HOME", str(home))
        settings.cache_clear()
        answer = dbt.run_dbt(["--quiet", "compile", "--select", *names])
        assert answer.success, answer.exception
        compiled = {result.node.name: result.node for result in answer.result}
        ordered: list[str] = []
        waiting = list(names)
        while waiting:
            ready = [n for n in waiting if not _needed(compiled[n]) & set(waiting) - {n}]
            assert ready, waiting
            ordered += ready
            waiting = [n for n in waiting if n not in ready]
    settings.cache_clear()
    return CompiledModels(tuple((compiled[n].relation_name, compiled[n].compiled_code) for n in ordered))


def _needed(node: Any) -> set[str]:
    """Return the names of the models that a model reads."""
    return {unique_id.split(".")[-1] for unique_id in node.depends_on.nodes}
