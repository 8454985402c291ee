"""Runs DAGs to their end inside one process on the current installation, as ``airflow dags test`` does."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from include.settings import ROOT
from tests.support.airflow_metadata import lend_metadata

RUN = """
import json, sys
from airflow.dag_processing.dagbag import DagBag
bag = DagBag("dags", safe_mode=False)
for dag_id, conf in json.loads(sys.argv[1]).items():
    run = bag.dags[dag_id].test(run_conf=conf)
    tasks = {task.task_id: str(task.state) for task in run.get_task_instances()}
    print("DAG " + json.dumps({"dag_id": dag_id, "state": str(run.state), "tasks": tasks}))
"""


def run_dags(airflow: Path, asked: dict[str, dict[str, str]], **variables: str) -> dict[str, dict[str, Any]]:
    """Run DAGs one after the other and return state and tasks of each.

    Args:
        airflow: A folder for Airflow's own database and logs.
        asked: DAGs to run, with what each is asked for.
        variables: Further settings of the installation.
    """
    environment = {
        **os.environ,
        **variables,
        "PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}",
        "AIRFLOW_HOME": str(airflow),
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    }
    lend_metadata(airflow / "airflow.db", environment)
    command = [sys.executable, "-c", RUN, json.dumps(asked)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found = [json.loads(line[4:]) for line in done.stdout.splitlines() if line.startswith("DAG ")]
    failures = [line for line in (done.stdout + done.stderr).splitlines() if "Failure of" in line]
    assert len(found) == len(asked), done.stderr[-3000:]
    return {run["dag_id"]: run | {"failures": failures} for run in found}
