"""Reads the published copy of the marts; never the warehouse itself, never locked.

Both files of the copy are open at once, and a mart is found by its bare name in either: what asks here is this program,
or a person who has the files. Callers decide which rows may be shown to whom.
"""

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from pathlib import Path
from threading import Timer
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from include.errors import SettingError
from include.settings import settings
from include.warehouse.copying import CANDIDATES_DATABASE, DATABASE, DATABASES
from include.warehouse.kept_copy import SEARCHED, KeptCopy
from include.warehouse.publish import DOCUMENTATION

ATTEMPTS = 5  # each fails only when a publication ends between two system calls
READING = {"autoinstall_known_extensions": False, "TimeZone": "UTC"}
LOCKED = "set enable_external_access = false; set lock_configuration = true"  # once both files are open
_KEPT: list[KeptCopy] = []


def is_there() -> bool:
    """Return whether anything has been published yet."""
    return (settings().published / "current").exists()


def current() -> Path:
    """Return the folder of the copy that is current now.

    Raises:
        SettingError: Nothing has been published yet.
    """
    if not is_there():
        raise SettingError(
            f"{settings().published} holds no published warehouse.", hint="Run the DAG build_warehouse first."
        )
    return (settings().published / "current").resolve()


def documentation() -> Path | None:
    """Return dbt's documentation page of the current copy; None when nothing has been published."""
    page = (settings().published / "current" / DOCUMENTATION).resolve()
    is_ours = page.is_relative_to(settings().published.resolve())  # what a link leads to elsewhere is shown to nobody
    return page if is_ours and page.is_file() else None


def connect() -> duckdb.DuckDBPyConnection:
    """Open the current copy read-only; later publications do not change it.

    Raises:
        SettingError: Nothing has been published yet.
    """
    for _ in range(ATTEMPTS):
        with suppress(duckdb.IOException):  # swept away between its name being read and its file being opened
            return _opened(current())
    return _opened(current())


def _opened(folder: Path) -> duckdb.DuckDBPyConnection:
    """Open both files of a copy, where only the first is there, as in an earlier version's, that one."""
    with ExitStack() as on_failure:
        spill = {"temp_directory": str(folder / f"{DATABASE}.tmp")}
        connection = on_failure.enter_context(duckdb.connect(config=READING | spill))
        connection.execute(f"attach '{_quoted(folder / DATABASE)}' as warehouse (read_only)")
        candidates = folder / CANDIDATES_DATABASE
        sealed = f"'{_quoted(candidates)}' as candidates (read_only)"
        connection.execute("attach " + (sealed if candidates.is_file() else "':memory:' as candidates"))
        connection.execute("use warehouse; detach memory")
        connection.execute(f"{SEARCHED}; {LOCKED}")
        on_failure.pop_all()
    return connection


def _quoted(path: Path) -> str:
    """Return a path as it may stand between single quotes."""
    return str(path).replace("'", "''")


def keep_open() -> None:
    """Let this process keep the copy open between its small questions, until another copy is current."""
    if not _KEPT:
        _KEPT.append(KeptCopy())


def _reading() -> AbstractContextManager[Any]:
    """Return the copy to ask: the one that is kept open, or one opened for this question alone."""
    if not _KEPT:
        opened: AbstractContextManager[Any] = connect()
        return opened
    folder = current()
    return _KEPT[0].reading([folder / name for name in DATABASES.values()], connect)


def query(sql: str) -> pd.DataFrame:
    """Return the rows of one query on the current copy."""
    with connect() as connection:
        frame: pd.DataFrame = connection.execute(sql).df()
    return frame


def ask(sql: str, *, seconds: float, limit: int) -> tuple[list[dict[str, Any]], bool]:
    """Return the rows of a person's query, at most ``limit`` of them, and whether there are more.

    Args:
        sql: One statement.
        seconds: Longest time it may take.
        limit: Most rows.

    Raises:
        SettingError: It is not one statement, or takes longer.
    """
    with connect() as connection:
        if len(connection.extract_statements(sql)) != 1:
            raise SettingError("This is not one statement.", hint="Give one statement at a time.")
        timer = Timer(seconds, connection.interrupt)
        timer.start()
        try:
            answer = connection.execute(sql)
            names = [column[0] for column in answer.description or []]
            found = answer.fetchmany(limit + 1)
        except duckdb.InterruptException as error:
            raise SettingError(
                f"The query took longer than {seconds:g} seconds.",
                hint="Narrow it by day or outlet, or raise --seconds.",
            ) from error
        finally:
            timer.cancel()
    return [dict(zip(names, row, strict=True)) for row in found[:limit]], len(found) > limit


def rows(sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
    """Return the rows of one query as plain values, dates as dates; each ``?`` stands for a parameter."""
    with _reading() as connection:
        answer = connection.execute(sql, list(parameters))
        names = [column[0] for column in answer.description or []]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def table(sql: str) -> pa.Table:
    """Return the rows of one query as columns: for long answers, of which most rows are never looked at."""
    with _reading() as connection:
        return connection.sql(sql).to_arrow_table()


def manifest() -> dict[str, Any]:
    """Return the manifest of the current copy: its id, rows of each mart, outcomes of the build.

    Raises:
        SettingError: Nothing has been published yet, or the manifest is damaged.
    """
    path = current() / "manifest.json"
    try:
        found = json.loads(path.read_text("utf-8"))
    except ValueError:
        found = None
    if not isinstance(found, dict) or "build_id" not in found:
        raise SettingError(f"{path} is damaged.", hint=f"Remove {path.parent}, then run the DAG build_warehouse.")
    return found
