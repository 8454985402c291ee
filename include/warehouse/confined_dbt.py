"""Confines the connection of dbt, which runs every statement of a project: a plug-in that the profile names."""

from pathlib import Path
from typing import Any

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin

from include.warehouse.confined import confine


class Plugin(BasePlugin):  # type: ignore[misc] # the adapter has no types
    """Lets dbt's connection open nothing but the warehouse's own file and the project's seeds."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """Keep the folder of the seeds, which DuckDB reads itself.

        Args:
            plugin_config: The plug-in's part of the profile.
        """
        self._seeds = Path(plugin_config["seeds"])

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Confine the connection once, when dbt has opened it.

        Args:
            conn: The connection, whose cursors the models share.
        """
        confine(conn, self._seeds)
