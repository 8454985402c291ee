"""The environment the stack's children run in: where everything lives, and an Airflow tuned for one computer."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from include.local_stack.ports import HOST, free_port
from include.sample_city.department import chiefs, reviewers
from include.settings import ROOT, SETTINGS_FILE, Settings
from include.variables import PREFIX

ADMINISTRATOR = "admin"
APPROVER = "nguoi_duyet"
REVIEWER = reviewers()[-1]
PARALLEL_TASKS = 3
LOCK_SECONDS = 60  # that SQLite waits for another writer, five where it is not set
WRITTEN_BY_US = "# Written by make run."


@dataclass(frozen=True)
class Ports:
    """Where the parts of a stack listen on this computer."""

    airflow: int
    mailbox: int
    sample_city: int

    @property
    def interface(self) -> str:
        """Address of Airflow's interface."""
        return f"http://{HOST}:{self.airflow}"


def find_ports(wanted: Settings) -> Ports:
    """Return three different free ports, as near as possible to those the settings name."""
    airflow = free_port(wanted.airflow_port)
    mailbox = free_port(wanted.mailbox_port, taken=frozenset({airflow}))
    city = free_port(wanted.sample_city_port, taken=frozenset({airflow, mailbox}))
    return Ports(airflow, mailbox, city)


def project_variables(home: Path, ports: Ports) -> dict[str, str]:
    """Return the settings under which the project works on the sample city."""
    city = home / "sample_city"
    return {
        "PRESS_HOME": str(home),
        "PRESS_PROFILES": str(city / "profiles"),
        "PRESS_REGISTERS": str(city / "registers"),
        "PRESS_HOSTS_FILE": str(city / "hosts.yml"),
        "PRESS_SMTP_HOST": HOST,
        "PRESS_SMTP_PORT": str(ports.mailbox),
        "PRESS_IS_SCHEDULED": "false",
        "PRESS_OUTLETS_A_BATCH": "4",
        "PRESS_RETRY_DELAY_SECONDS": "2",
        "PRESS_REQUEST_INTERVAL_SECONDS": "0",
        "PRESS_APPROVERS": ",".join([APPROVER, *chiefs()]),
        "PRESS_REVIEWERS": ",".join(reviewers()),
        "PRESS_APPROVAL_POLL_SECONDS": "2",
        "PRESS_MAIL_RECORD": str(home / "mailbox"),
    }


def write_settings(home: Path, ports: Ports) -> None:
    """Leave the stack's settings in the home folder, so that ``press`` speaks of the same outlets."""
    lines = [f"{name}={value}" for name, value in project_variables(home, ports).items() if name != "PRESS_HOME"]
    (home / SETTINGS_FILE).write_text("\n".join([WRITTEN_BY_US, *lines, ""]), encoding="utf-8")


def airflow_variables(home: Path, ports: Ports) -> dict[str, str]:
    """Return Airflow's settings: SQLite, tasks on this computer, the interface on 127.0.0.1, quick hand-overs."""
    airflow = home / "airflow"
    return {
        "AIRFLOW_HOME": str(airflow),
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__PARALLELISM": str(PARALLEL_TASKS),
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": ",".join(
            [f"{ADMINISTRATOR}:admin", *(f"{name}:user" for name in (APPROVER, *chiefs(), *reviewers()))]
        ),
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{ports.interface}/execution/",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{airflow / 'airflow.db'}?timeout={LOCK_SECONDS}",
        "AIRFLOW__API__HOST": HOST,
        "AIRFLOW__API__PORT": str(ports.airflow),
        "AIRFLOW__API__BASE_URL": ports.interface,
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_urlsafe(48),
        "AIRFLOW__API__SECRET_KEY": secrets.token_urlsafe(48),
        "AIRFLOW__DAG_PROCESSOR__PARSING_PROCESSES": "1",
        "AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "3600",
        "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "3600",
        "AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.3",
        # a task whose output closes before its process ends is waited for this long, five seconds where it is not set
        "AIRFLOW__WORKERS__MIN_HEARTBEAT_INTERVAL": "1",
        "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": "15",
        "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_THRESHOLD": "20",
        "AIRFLOW__SCHEDULER__ENABLE_HEALTH_CHECK": "False",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(airflow / "logs"),
        "DO_NOT_TRACK": "1",
        "GX_ANALYTICS_ENABLED": "False",
    }


def child_environment(home: Path, ports: Ports) -> dict[str, str]:
    """Return everything a child is given: what this process has, then the stack's own settings."""
    own: Mapping[str, str] = {
        "PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}",
        "PYTHONUNBUFFERED": "1",
        **project_variables(home, ports),
        **airflow_variables(home, ports),
    }
    # another installation's settings must not reach the demonstration: it would write into that one's stores
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW_", PREFIX))}
    return {**inherited, **own}
