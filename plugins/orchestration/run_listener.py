"""Stores the outcomes of runs and the causes of failed tasks in the spool of alerts, as a listener of Airflow.

It writes two small files and sends nothing: a mail server that hangs must not block the scheduler.
"""

from typing import Any

from airflow.listeners import hookimpl
from sqlalchemy.orm import object_session

FAILED = "failed"


def _note(dag_run: Any) -> None:
    """Store the outcome of a run, with the task instances that failed for good."""
    from include.alerts.spool import EndedRun, note_run
    from orchestration.defaults import DEFAULT_ARGS

    instances = dag_run.get_task_instances(session=object_session(dag_run))
    failed = tuple(sorted((ti.task_id, ti.map_index) for ti in instances if ti.state == FAILED))
    owner = str(getattr(dag_run.dag, "owner", "") or DEFAULT_ARGS["owner"])
    note_run(EndedRun(dag_run.dag_id, dag_run.run_id, owner, dag_run.end_date.isoformat(), failed))


@hookimpl  # type: ignore[untyped-decorator]
def on_dag_run_success(dag_run: Any) -> None:
    """Store a run that Airflow calls successful: its last tasks were, others of it may have failed."""
    _note(dag_run)


@hookimpl  # type: ignore[untyped-decorator]
def on_dag_run_failed(dag_run: Any) -> None:
    """Store a failed run."""
    _note(dag_run)


@hookimpl  # type: ignore[untyped-decorator]
def on_task_instance_failed(task_instance: Any, error: BaseException | str | None) -> None:
    """Store why a try of a task failed."""
    from include.alerts.spool import note_cause

    note_cause(task_instance.dag_id, task_instance.run_id, task_instance.task_id, task_instance.map_index, error)
