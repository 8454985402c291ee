"""What holds for every DAG file: it reads quickly, says what it is, is described, and tries again."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from include.settings import ROOT

FILES = sorted((ROOT / "dags").glob("*.py"))
DAG_IDS = [path.stem for path in FILES]
HEAVY = ("great_expectations", "pandas", "sklearn", "duckdb", "dbt", "trafilatura", "docxtpl", "typst", "matplotlib")
HOUR = re.compile(r"\b\d\d:\d\d\b")
CRON = re.compile(r"'([\d/*]+) ([\d*]+)\S* \S+ \S+ \S+'")
READ = """
import json, sys
from airflow.dag_processing.dagbag import DagBag
before = set(sys.modules)
bag = DagBag("dags", safe_mode=False)
heavy = [name for name in sys.argv[1:] if name in set(sys.modules) - before]
def is_split(task):
    return bool(getattr(task, "multiple_outputs", False) or getattr(task, "partial_kwargs", {}).get("multiple_outputs"))

found = {
    dag.dag_id: {
        "doc": dag.doc_md or "",
        "tags": sorted(dag.tags),
        "catchup": dag.catchup,
        "follows": type(dag.timetable).__name__.startswith("Asset"),
        "runs": dag.max_active_runs,
        "schedule": repr(dag.schedule),
        "description": getattr(dag.schedule, "description", None) or "",
        "pools": sorted({task.pool for task in dag.tasks}),
        "retries": {task.task_id: task.retries for task in dag.tasks},
        "split": [task.task_id for task in dag.tasks if is_split(task)],
        "policies": {task.task_id: type(task.retry_policy).__name__ for task in dag.tasks},
    }
    for dag in bag.dags.values()
}
print(json.dumps({"dags": found, "heavy": heavy, "errors": bag.import_errors}))
"""


def triggers() -> dict[str, str]:
    """Return the trigger of each DAG as the README says it, in its order."""
    rows = (ROOT / "dags" / "README.md").read_text(encoding="utf-8").splitlines()
    cells = [line.strip("|").split("|") for line in rows if line.startswith("| `")]
    return {cell[0].strip(" `"): cell[1].strip() for cell in cells}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Read all DAG files in a process of their own, as Airflow's DAG processor does."""
    home = tmp_path_factory.mktemp("airflow")
    environment = {
        "PATH": str(Path(sys.executable).parent),
        "PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}",
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "PRESS_HOME": str(home),
    }
    done = subprocess.run(
        [sys.executable, "-c", READ, *HEAVY], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def test_no_dag_file_fails_to_be_read(read: dict[str, Any]) -> None:
    assert read["errors"] == {}


def test_reading_the_dag_files_imports_nothing_heavy(read: dict[str, Any]) -> None:
    assert read["heavy"] == []


def test_no_task_sends_each_key_of_its_answer_by_a_request_of_its_own(read: dict[str, Any]) -> None:
    assert {dag_id: dag["split"] for dag_id, dag in read["dags"].items() if dag["split"]} == {}


def test_each_file_holds_the_dag_it_is_named_after(read: dict[str, Any]) -> None:
    assert sorted(read["dags"]) == DAG_IDS


@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_a_dag_says_what_it_does_and_names_its_runbook(read: dict[str, Any], dag_id: str) -> None:
    assert f"Runbook: docs/runbooks/{dag_id}.md" in read["dags"][dag_id]["doc"]


@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_a_dag_has_tags_and_never_catches_up_by_itself(read: dict[str, Any], dag_id: str) -> None:
    assert read["dags"][dag_id]["tags"]
    assert read["dags"][dag_id]["catchup"] is False


@pytest.mark.parametrize("dag_id", ["admit_articles", "build_warehouse"])
def test_a_dag_that_follows_assets_drops_no_event_and_runs_one_by_one(read: dict[str, Any], dag_id: str) -> None:
    dag = read["dags"][dag_id]
    assert dag["follows"]
    assert dag["runs"] > 1  # of events that come while the only run is active, Airflow keeps the first alone
    assert dag["pools"] in (["admission"], ["warehouse"])


@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_every_task_tries_again_by_the_class_of_its_error(read: dict[str, Any], dag_id: str) -> None:
    dag = read["dags"][dag_id]
    once = {task for task, retries in dag["retries"].items() if not retries}
    assert once <= {"coverage"}  # it fails on purpose, to be seen
    assert set(dag["policies"].values()) == {"PausingPolicy"}


@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_a_dag_has_its_row_in_the_readme(dag_id: str) -> None:
    rows = (ROOT / "dags" / "README.md").read_text(encoding="utf-8").splitlines()
    row = next((line for line in rows if line.startswith(f"| `{dag_id}` |")), "")
    assert len(row.strip("|").split("|")) == 5
    assert f"../docs/runbooks/{dag_id}.md" in row


def test_the_readme_lists_no_dag_that_is_not_there() -> None:
    assert sorted(triggers()) == DAG_IDS


def test_the_readme_lists_dags_by_the_hour_and_last_those_that_run_by_hand_alone() -> None:
    first = {dag_id: HOUR.findall(trigger)[:1] for dag_id, trigger in triggers().items()}
    hours = [hour for found in first.values() for hour in found]
    assert hours == sorted(hours)
    assert len(hours) > 8
    by_hand = [trigger.startswith("by hand") for trigger in triggers().values()]
    assert by_hand == sorted(by_hand)


@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_the_readme_names_the_hour_of_the_schedule(read: dict[str, Any], dag_id: str) -> None:
    said = HOUR.findall(triggers()[dag_id])[:1]
    if cron := CRON.search(read["dags"][dag_id]["schedule"]):
        minute, hour = cron[1], cron[2]
        assert said == ([] if hour == "*" else [f"{int(hour):02}:{int(minute):02}"])
    else:
        assert not said or read["dags"][dag_id]["description"]


def test_reports_come_on_the_same_day_by_their_schedule_their_doc_and_the_readme(read: dict[str, Any]) -> None:
    found = read["dags"]["issue_reports"]
    texts = (found["description"], found["doc"], triggers()["issue_reports"])
    days = [re.findall(r"the \S+ working day after a report period", " ".join(text.split())) for text in texts]
    assert days == [["the first working day after a report period"]] * 3


@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_a_dag_has_a_runbook_for_every_task(read: dict[str, Any], dag_id: str) -> None:
    runbook = (ROOT / "docs" / "runbooks" / f"{dag_id}.md").read_text(encoding="utf-8")
    missing = [task for task in read["dags"][dag_id]["retries"] if f"`{task}`" not in runbook]
    assert missing == []


def test_every_runbook_belongs_to_a_dag() -> None:
    assert sorted(path.stem for path in (ROOT / "docs" / "runbooks").glob("*.md")) == DAG_IDS
