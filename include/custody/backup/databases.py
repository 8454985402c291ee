"""Copies Airflow's metadata database, SQLite or PostgreSQL, and puts it back where there is none."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from include.errors import SettingError, StoreBusyError
from include.settings import settings

SQLITE, POSTGRES = "airflow.sqlite", "airflow.pgdump"
LONGEST_SECONDS = 3600  # of one pg_dump or pg_restore


def _address() -> URL:
    """Return the address of the metadata: the one that the settings give, else the file of the local stack."""
    return make_url(settings().airflow_database_url or f"sqlite:///{settings().home / 'airflow' / 'airflow.db'}")


def copy_metadata(folder: Path) -> str:
    """Write a consistent copy of Airflow's metadata into a folder and return its file's name; empty where none is.

    Raises:
        SettingError: PostgreSQL's own programs are not there.
        StoreBusyError: The server refused to dump it.
    """
    address = _address()
    if address.get_backend_name() == "postgresql":
        _run("pg_dump", address, "--format=custom", "--no-owner", f"--file={folder / POSTGRES}")
        return POSTGRES
    source = Path(address.database or "")
    if not source.is_file():
        return ""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(folder / SQLITE)) as copy:
        live.backup(copy)
    return SQLITE


def put_metadata_back(folder: Path) -> str:
    """Restore Airflow's metadata from what :func:`copy_metadata` left in a folder; return what was done.

    Raises:
        SettingError: The copy is of one kind of database and the settings name the other.
        StoreBusyError: The server refuses it, e.g. since its database is not empty.
    """
    address, is_dump = _address(), (folder / POSTGRES).exists()
    if not is_dump and not (folder / SQLITE).exists():
        return "none was kept"
    if is_dump != (address.get_backend_name() == "postgresql"):
        raise SettingError(
            "Airflow's metadata was kept of another kind of database.",
            hint="Set PRESS_AIRFLOW_DATABASE_URL as it was, or start with an empty one by airflow db migrate.",
        )
    if is_dump:
        if _run("psql", address, "-Atc", "select count(*) from pg_tables where schemaname = 'public'").strip() != "0":
            return "its database holds tables already and was left as it is"
        _run("pg_restore", address, "--no-owner", "--exit-on-error", "--single-transaction", str(folder / POSTGRES))
        return "restored"
    target = Path(address.database or "")
    if target.exists():
        return "it is there already and was left as it is"
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.move(folder / SQLITE, target)
    return "restored"


def _run(program: str, address: URL, *arguments: str) -> str:
    """Run one of PostgreSQL's programs on a database and return what it prints; the password is in no argument."""
    place = {
        "PGHOST": address.host or str(address.query.get("host", "")),
        "PGPORT": str(address.port or 5432),
        "PGUSER": address.username or "",
        "PGPASSWORD": address.password or "",
        "PGDATABASE": address.database or "",
    }
    named = {name: value for name, value in place.items() if value}
    target = [] if program != "pg_restore" else [f"--dbname={address.database}"]
    try:
        done = subprocess.run(
            [program, *target, *arguments],
            env={**os.environ, **named},
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except FileNotFoundError as error:
        raise SettingError(f"{program} is not installed.", hint="Install PostgreSQL's client programs.") from error
    except subprocess.TimeoutExpired as error:
        raise StoreBusyError(f"{program} took more than an hour.", hint="Look at the server, then retry.") from error
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"status {done.returncode}"]
        raise StoreBusyError(f"{program}: {said[0]}", hint="Look at PRESS_AIRFLOW_DATABASE_URL, version and server.")
    return done.stdout
