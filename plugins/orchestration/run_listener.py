"""Stores the outcomes of runs and the causes of failed tasks in the spool of alerts, as a listener of Airflow.

It writes small files, the events of lineage among them, and sends nothing: a mail server that hangs must not block the
scheduler.
"""

import logging
from typing import Any

from airflow.listeners import hookimpl
from sqlalchemy.orm import object_session

log = logging.getLogger(__name__)
FAILED = "failed"


def _note(dag_run: Any) -> None:
    """Store the outcome of a run, with the task instances that failed for good."""
    from include.alerts.spool import EndedRun, note_run
    from orchestration.defaults import DEFAULT_ARGS

    instances = dag_run.get_task_instances(session=object_session(dag_run))
    failed = tuple(sorted((ti.task_id, ti.map_index) for ti in instances if ti.state == FAILED))
    owner = str(getattr(dag_run.dag, "owner", "") or DEFAULT_ARGS["owner"])
    note_run(EndedRun(dag_run.dag_id, dag_run.run_id, owner, dag_run.end_date.isoformat(), failed))


def _note_lineage(dag_run: Any, state: str, at: Any) -> None:
    """Append the event of lineage of a run; a disk that is full costs the event and nothing else."""
    from include.alerts.lineage import RunState, note

    try:
        note(dag_run.dag_id, dag_run.run_id, RunState(state), at)
    except (KeyError, OSError) as error:
        log.warning("No event of lineage for %s: %s", dag_run.dag_id, error)


@hookimpl  # type: ignore[untyped-decorator]
def on_dag_run_running(dag_run: Any) -> None:
    """Say that a run has begun."""
    _note_lineage(dag_run, "START", dag_run.start_date)


@hookimpl  # type: ignore[untyped-decorator]
def on_dag_run_success(dag_run: Any) -> None:
    """Store a run that Airflow calls successful: its last tasks were, others of it may have failed."""
    _note(dag_run)
    _note_lineage(dag_run, "COMPLETE", dag_run.end_date)


@hookimpl  # type: ignore[untyped-decorator]
def on_dag_run_failed(dag_run: Any) -> None:
    """Store a failed run."""
    _note(dag_run)
    _note_lineage(dag_run, "FAIL", dag_run.end_date)


@hookimpl  # type: ignore[untyped-decorator]
def on_task_instance_failed(task_instance: Any, error: BaseException | str | None) -> None:
    """Store why a try of a task failed."""
    from include.alerts.spool import note_cause

    note_cause(task_instance.dag_id, task_instance.run_id, task_instance.task_id, task_instance.map_index, error)
