"""Checks Airflow: ``python -m orchestration.doctor`` prints one JSON object a line, for ``press doctor``.

It reads Airflow's own database with the settings of this environment, as a service of the stack has them. Each line
holds ``check``, ``is_well``, ``found`` and ``hint``.
"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from airflow.configuration import conf
from airflow.jobs.job import Job
from airflow.models.dag import DagModel
from airflow.models.errors import ParseImportError
from airflow.models.pool import Pool
from airflow.utils.session import create_session
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from orchestration.outcomes import QUEUES

PARTS = {"SchedulerJob": "scheduler", "DagProcessorJob": "dag-processor", "TriggererJob": "triggerer"}
LATE = timedelta(minutes=2)  # Airflow's parts write a heartbeat every few seconds
POOLS = Path(__file__).parent / "pools.json"
FAB, CELERY = "FabAuthManager", "CeleryExecutor"
ANSWER_SECONDS = 5.0


def _row(check: str, problems: list[str], well: str, hint: str) -> dict[str, Any]:
    """Return the line of one check, which is well without problems."""
    found = "; ".join(problems) or well
    return {"check": check, "is_well": not problems, "found": found, "hint": hint if problems else ""}


def dags(session: Any, wanted: set[str]) -> dict[str, Any]:
    """Return whether every DAG file is read, importable and not paused."""
    known = dict(session.execute(select(DagModel.dag_id, DagModel.is_paused)).all())
    errors = [f"{Path(name).name} cannot be read" for (name,) in session.execute(select(ParseImportError.filename))]
    paused = sorted(dag_id for dag_id in wanted if known.get(dag_id))
    missing = sorted(wanted - known.keys())
    problems = [
        *errors,
        *(f"{dag_id} is paused" for dag_id in paused),
        *(f"{dag_id} is not known" for dag_id in missing),
    ]
    hint = "Read `airflow dags list-import-errors`; `airflow dags unpause DAG` starts one; see that dag-processor runs."
    return _row("DAGs", problems, f"{len(wanted)} are read and run", hint)


def pools(session: Any, declared: dict[str, Any]) -> dict[str, Any]:
    """Return whether every pool of the project is there and has slots."""
    known = dict(session.execute(select(Pool.pool, Pool.slots)).all())
    problems = [f"{name} is missing" for name in sorted(declared.keys() - known.keys())]
    problems += [f"{name} has no slots" for name in sorted(declared) if known.get(name) == 0]
    return _row("pools", problems, f"{len(declared)} are there", f"airflow pools import {POOLS}")


def parts(session: Any, now: datetime) -> dict[str, Any]:
    """Return whether scheduler, DAG processor and triggerer sent a heartbeat lately."""
    query = select(Job.job_type, func.max(Job.latest_heartbeat)).where(Job.state == "running").group_by(Job.job_type)
    seen = dict(session.execute(query).all())
    silent = [name for kind, name in PARTS.items() if kind not in seen or now - seen[kind] > LATE]
    return _row("Airflow's parts", [f"{name} has sent no heartbeat" for name in silent], "all alive", "Start it again.")


def workers(wanted: set[str]) -> dict[str, Any]:
    """Return whether a live worker takes tasks from every queue."""
    from airflow.providers.celery.executors.celery_executor import app
    from celery.exceptions import OperationalError

    hint = "Start the service of docker-compose.yaml whose command names the queue; check that Redis is up."
    try:
        found = app.control.inspect(timeout=ANSWER_SECONDS).active_queues() or {}
    except OperationalError:
        return _row("workers", ["the broker does not answer"], "", hint)
    served = {queue["name"] for listened in found.values() for queue in listened}
    problems = [f"no worker serves the queue {name}" for name in sorted(wanted - served)]
    return _row("workers", problems, f"{len(found)} serve every queue", hint)


def users(people: set[str]) -> dict[str, Any]:
    """Return whether everyone whom the settings let act can sign in; only where Airflow keeps the users itself."""
    from airflow.providers.fab.auth_manager.cli_commands.utils import get_application_builder

    with get_application_builder() as builder:
        known = {user.username: user.is_active for user in builder.sm.get_all_users()}
    problems = [f"{name} is no user" for name in sorted(people - known.keys())]
    problems += [f"{name} is switched off" for name in sorted(people) if known.get(name) is False]
    problems += [] if known else ["there are no users: nobody can sign in"]
    hint = "List them in secrets/users.yml and start `prepare` again, or correct PRESS_APPROVERS and PRESS_REVIEWERS."
    return _row("users", problems, f"{len(known)} users; everyone who may act can sign in", hint)


def rows(now: datetime) -> Iterator[dict[str, Any]]:
    """Yield the line of each check."""
    from include.settings import ROOT, settings

    people = {name.strip() for names in (settings().approvers, settings().reviewers) for name in names.split(",")}
    with create_session() as session:
        yield dags(session, {path.stem for path in (ROOT / "dags").glob("*.py")})
        yield pools(session, json.loads(POOLS.read_text(encoding="utf-8")))
        yield parts(session, now)
    if conf.get("core", "executor").endswith(CELERY):
        yield workers({conf.get("operators", "default_queue"), *QUEUES.values()})
    if conf.get("core", "auth_manager").endswith(FAB):
        yield users(people - {""})


def main() -> None:
    """Print every line; a database that is not there, or is another's, is one line too."""
    try:
        for row in rows(datetime.now(UTC)):
            sys.stdout.write(json.dumps(row) + "\n")
    except SQLAlchemyError as error:
        problem = f"its database does not answer: {str(error).splitlines()[0]}"
        hint = "Run it as the services are run: .ci/start press doctor; check that PostgreSQL is up."
        sys.stdout.write(json.dumps(_row("Airflow", [problem], "", hint)) + "\n")


if __name__ == "__main__":
    main()
