"""Airflow's own database, migrated and with the project's DAGs in it, made once for all tests that start from one.

A migration and the reading of all DAGs are two starts of Airflow, each of which loads it for seconds.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from include.settings import ROOT
from tests.support.shared import built_once

MANAGER = "AIRFLOW__CORE__AUTH_MANAGER"  # its tables are in the database too
COMMANDS = (["db", "migrate"], ["dags", "reserialize"])


def lend_metadata(database: Path, environment: Mapping[str, str]) -> None:
    """Copy the database to where an Airflow will look for its own.

    Args:
        database: File of the copy; its folder is made.
        environment: Of that Airflow, which names its auth manager where it has another than Airflow's own.
    """
    manager = environment.get(MANAGER, "")
    with built_once(f"airflow-{manager.rpartition('.')[2] or 'metadata'}") as home:
        made = home / "made.db"
        if not made.exists():
            _make(home, {MANAGER: manager} if manager else {})
            (home / "airflow.db").rename(made)
    database.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(made, database)


def _make(home: Path, chosen: Mapping[str, str]) -> None:
    """Migrate a new database and read the DAGs into it, with none of the caller's own settings."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PRESS_", "AIRFLOW_"))}
    environment = inherited | {
        "PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}",
        "PRESS_HOME": str(home),
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        **chosen,
    }
    for words in COMMANDS:
        command = [sys.executable, "-m", "airflow", *words]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
