"""A built warehouse in which a test changes tables and has the marts that rest on them made again, then put back."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from include.settings import settings
from include.warehouse import dbt
from include.warehouse.store import database_file


class RebuiltWarehouse:
    """A copy of the current installation's warehouse, the lineage of its models, and their SQL as it was compiled."""

    def __init__(self, folder: Path) -> None:
        """Copy the warehouse into a folder and open it.

        Args:
            folder: An empty folder.
        """
        self.graph = dbt.manifest()
        self._compiled = settings().warehouse / "target" / "compiled" / "press_compliance"
        path = folder / database_file().name
        shutil.copyfile(database_file(), path)
        path.chmod(0o600)
        self.connection = duckdb.connect(path)
        self.connection.execute("set TimeZone = 'UTC'; set threads = 1")

    def remade(self, targets: Sequence[str], given: Sequence[str]) -> list[str]:
        """Return the models that targets rest on and that rest on given ones, by id, each after those it reads.

        Args:
            targets: Names of models.
            given: Names of models and sources whose rows are given, so that what they rest on does not matter.
        """
        nodes = self.graph["sources"] | self.graph["nodes"]  # where a seed is called as a source, the seed
        ids = {node["name"]: key for key, node in nodes.items() if key.split(".")[0] in ("model", "seed", "source")}
        known, order = {ids[name]: True for name in given}, []

        def rests_on_given(key: str) -> bool:
            if key not in known:
                known[key] = False
                found = [rests_on_given(parent) for parent in self.graph["parent_map"].get(key, ())]
                known[key] = any(found)
                if known[key]:
                    order.append(key)
            return known[key]

        for name in targets:
            rests_on_given(ids[name])
        return order

    @contextmanager
    def over(self, tables: dict[str, pa.Table], order: Sequence[str]) -> Iterator[duckdb.DuckDBPyConnection]:
        """Yield the warehouse with other rows in some tables, named ``schema.name``, and models made again; undo it."""
        self.connection.execute("begin")
        try:
            for name, rows in tables.items():
                self.connection.register("given_rows", rows)
                self.connection.execute(f"delete from {name}")
                self.connection.execute(f"insert into {name} by name select * from given_rows")
                self.connection.unregister("given_rows")
            for key in order:
                self._make(self.graph["nodes"][key])
            yield self.connection
        finally:
            self.connection.execute("rollback")

    def _make(self, node: dict[str, Any]) -> None:
        """Make one model again."""
        if node["config"]["materialized"] != "view":  # a view follows by itself
            place = f"{node['schema']}.{node['name']}"
            sql = (self._compiled / node["original_file_path"]).read_text(encoding="utf-8")
            self.connection.execute(f"create or replace table {place} as {sql}")
