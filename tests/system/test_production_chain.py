"""The production stack's services as plain processes: registers to a delivered report, and marts equal to direct ones.

``make production`` runs it, and continuous integration does after the other suites. Without Redis's server it says so.
"""

import email
import email.policy
import json
import secrets
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from include.classification.classify import classify_days
from include.ingestion.reextract import reextract_days
from include.ledger.kinds import EntryKind
from include.local_stack.airflow_api import AirflowApi
from include.local_stack.chain import all_followed
from include.local_stack.children import Children
from include.local_stack.environment import Ports, project_variables, write_settings
from include.local_stack.mailbox import open_mailbox
from include.local_stack.ports import HOST, free_port
from include.outlets.landing import land_profiles
from include.registers.load import load_registers
from include.reporting.compose import compose, read_snapshot
from include.reporting.render.files import RENDERERS, file_bytes, file_name, render
from include.sample_city.layout import lay_out
from include.sample_city.server import serve
from include.settings import ROOT, SETTINGS_FILE
from include.validation.gate import admit_days
from include.warehouse.build import build_warehouse
from include.warehouse.catalogue import land_catalogue
from tests.support.marts import assert_equal, marts
from tests.system import production
from tests.system.judged import forget
from tests.system.production import PASSWORD, start

pytestmark = pytest.mark.slow
DAYS = [date(2026, 11, 13), date(2026, 11, 14)]  # the last of the report period
RANGE = {"from_day": DAYS[0].isoformat(), "to_day": DAYS[-1].isoformat()}
NO_REPORT = "khong_co"
REPORT = {"report": "monthly_compliance", "period": "2026-11"}
SECONDS = 900
RESTARTS = 2  # of each service
HEALTHY = ("metadatabase", "scheduler", "dag_processor", "triggerer")
ENDED = {"success", "failed"}
ENTRIES = """
import json
from include.ledger.entries import entries
print(json.dumps([(entry.kind, entry.actor) for entry in entries()]))
"""


@dataclass(frozen=True)
class Production:
    """A running production stack and two people who are signed in."""

    home: Path
    environment: dict[str, str]
    children: Children
    engineer: AirflowApi
    head: AirflowApi
    since: str
    restarts: Counter[str] = field(default_factory=Counter)

    def restart_ended(self) -> None:
        """Start a service again that has ended by itself, as compose does, but not again and again."""
        while (ended := self.children.ended()) is not None:
            assert self.restarts[ended.name] < RESTARTS, f"{ended.name} ended: {ended.last_line()}"
            self.restarts[ended.name] += 1
            production.restart_service(ended, self.environment, self.children)

    def wait(self, what: str, is_true: Callable[[], Any]) -> Any:
        """Wait for something while every service lives."""
        until = time.monotonic() + SECONDS
        while not (found := is_true()):
            self.restart_ended()
            assert time.monotonic() < until, f"{what} did not happen"
            time.sleep(1)
        return found

    def mails(self) -> list[EmailMessage]:
        """Return what lies in the mailbox."""
        found = (self.home / "press" / "mailbox").rglob("*.eml")
        return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in found]

    def run(self, dag_id: str, conf: dict[str, str]) -> str:
        """Trigger a DAG as the engineer and return its run's id."""
        return self.engineer.trigger(dag_id, conf)

    def state(self, dag_id: str, run_id: str = "") -> str:
        """Return how a run, or the newest of its DAG, ended; nothing while it runs."""
        runs = [run for run in self.engineer.runs(self.since) if run["dag_id"] == dag_id]
        found = [run for run in runs if run_id in ("", run["dag_run_id"])]
        return str(found[-1]["state"]) if found and all(run["state"] in ENDED for run in found) else ""

    def states(self, since: str = "") -> dict[str, set[str]]:
        """Return the states of each DAG's runs, all or since an instant, once all has settled; nothing before."""
        since = since or self.since
        found: dict[str, set[str]] = {}
        events = self.engineer.asset_events(since)
        for run in self.engineer.runs(since):
            found.setdefault(run["dag_id"], set()).add(run["state"])
        is_quiet = all_followed(events) and set().union(*found.values()) <= ENDED
        return found if is_quiet and len(self.engineer.asset_events(since)) == len(events) else {}

    def ended(self, dag_id: str, run_id: str = "") -> str:
        """Wait for the end of a run, or of every run of its DAG, and return how it ended."""
        return str(self.wait(f"the end of {dag_id}", lambda: self.state(dag_id, run_id)))


@contextmanager
def places(home: Path) -> Iterator[dict[str, str]]:
    """Serve the sample city and a mailbox, and give the settings under which the project works on them."""
    with ExitStack() as stack:
        city = serve(HOST, 0)
        stack.callback(city.server_close)
        stack.callback(city.shutdown)
        lay_out(home / "sample_city", city.place)
        ports = Ports(free_port(18080), free_port(11025), int(city.place.rpartition(":")[2]))
        write_settings(home, ports)  # else what a filled .env beside the README says would hold here too
        mailbox = open_mailbox(home / "mailbox", ports.mailbox)
        stack.callback(mailbox.stop)
        yield project_variables(home, ports) | {
            "PRESS_APPROVERS": "truong_phong",
            "PRESS_REVIEWERS": "truong_phong",
            "AIRFLOW__API__HOST": HOST,
            "AIRFLOW__API__PORT": str(ports.airflow),
            "AIRFLOW__API__WORKERS": "1",
            "AIRFLOW__API__BASE_URL": ports.interface,
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{ports.interface}/execution/",
            "AIRFLOW__LOGGING__TRIGGER_LOG_SERVER_PORT": str(free_port(18780)),
        }


@contextmanager
def running_stack(server: Any, home: Path) -> Iterator[Production]:
    """Prepare and start everything as docs/production.md does; at the end, stop it."""
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed here")
    children = Children(secrets.token_hex(8), home / "logs")
    with production.environment(server, home) as here, places(home / "press") as there:
        environment = here | there | {"AIRFLOW__CELERY__BROKER_URL": f"redis://{HOST}:{free_port(16379)}/0"}
        start(environment, "--as-owner", str(ROOT / ".ci" / "prepare"))
        passwords = home / "passwords.json"
        passwords.write_text(json.dumps({name: f"{PASSWORD}{name}" for name in ("ky_su", "truong_phong")}))
        engineer, head = (AirflowApi(there["AIRFLOW__API__BASE_URL"], passwords, n) for n in ("ky_su", "truong_phong"))
        try:
            for name in ("redis", *production.commands()):
                production.start_service(name, environment, children)
            running = Production(home, environment, children, engineer, head, datetime.now(UTC).isoformat())
            running.wait("health", lambda: all(engineer.health().get(part) == "healthy" for part in HEALTHY))
            wanted = {path.stem for path in (ROOT / "dags").glob("*.py")}
            running.wait("every DAG", lambda: wanted <= engineer.dag_ids())
            yield running
        finally:
            children.stop()


@pytest.fixture(scope="module")
def stack(postgres_server: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Production]:
    """The running stack."""
    with running_stack(postgres_server, tmp_path_factory.mktemp("production")) as running:
        yield running


@pytest.fixture(scope="module")
def collected(stack: Production) -> Production:
    """Load registers, collect two days and let what follows follow: admission, and the build of it all."""
    stack.run("load_registers", {"from_day": RANGE["to_day"], "to_day": RANGE["to_day"]})
    stack.run("ingest_outlets", RANGE)
    stack.run("issue_reports", {"report": NO_REPORT, "period": "2026-11"})
    states = stack.wait("the end of what was asked and of what follows", stack.states)
    # registers were quarantined and too little of an outlet was seen: those two may fail
    wanted = {"admit_articles": {"success"}, "build_warehouse": {"success"}, "issue_reports": {"failed"}}
    assert {dag_id: states.get(dag_id) for dag_id in wanted} == wanted
    return stack


@pytest.fixture(scope="module")
def reported(collected: Production) -> Production:
    """Issue the report; the head of the department, signed in through FAB, approves it on the page."""
    run_id = collected.run("issue_reports", REPORT)
    (task,) = collected.wait("the wait for approval", collected.engineer.approvals_waited_for)
    collected.head.approve(task, "Đã đọc, đồng ý phát hành.")
    assert collected.ended("issue_reports", run_id) == "success"
    return collected


@contextmanager
def installation(home: Path, environment: dict[str, str]) -> Iterator[None]:
    """Let this process read an installation's stores; the ledger in PostgreSQL stays with the services."""
    if not (home / SETTINGS_FILE).exists():
        shutil.copy(Path(environment["PRESS_HOME"], SETTINGS_FILE), home)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRESS_HOME", str(home))
        forget()
        yield
    forget()


def test_compose_names_every_service_that_the_chain_needs() -> None:
    workers = {"worker", "worker-fetch", "worker-warehouse"}
    assert set(production.commands()) == {"api-server", "scheduler", "dag-processor", "triggerer", "alerts"} | workers


def test_the_report_is_in_the_mailbox_once_approved_by_the_one_who_may(reported: Production) -> None:
    assert sum(any(mail.iter_attachments()) for mail in reported.mails()) > 0
    entries = json.loads(start(reported.environment, sys.executable, "-c", ENTRIES).splitlines()[-1])
    assert {actor for kind, actor in entries if kind == EntryKind.APPROVAL} == {"truong_phong"}


def test_the_doctor_finds_airflow_well(reported: Production) -> None:
    lines = start(reported.environment, sys.executable, "-m", "orchestration.doctor").splitlines()
    rows = [json.loads(line) for line in lines if line.startswith('{"check"')]
    assert {row["check"] for row in rows} == {"DAGs", "pools", "Airflow's parts", "workers", "users"}
    assert [row for row in rows if not row["is_well"]] == []


def test_each_line_of_a_log_says_which_run_and_which_outlet_and_day_it_is_about(reported: Production) -> None:
    logs = (reported.home / "airflow" / "logs" / "dag_id=ingest_outlets").rglob("*task_id=harvest/**/*.log")
    lines = [json.loads(line) for path in logs for line in path.read_text(encoding="utf-8").splitlines()]
    about = {(line["outlet_id"], line["day"]) for line in lines if "outlet_id" in line and "run_id" in line}
    assert {day for _, day in about} == {day.isoformat() for day in DAYS}


def test_airflows_database_is_cleaned_as_the_guide_says(reported: Production) -> None:
    guide = (ROOT / "docs" / "production.md").read_text(encoding="utf-8")
    (line,) = (line for line in guide.splitlines() if "airflow db clean" in line)
    command = line.partition("prepare ")[2].replace("\"$(date -d '-90 days' +%F)\"", "2026-01-01").split()
    assert "2026-01-01" in command
    start(reported.environment, *command)


def test_operators_get_one_mail_of_a_run_that_failed(reported: Production) -> None:
    def found() -> list[str]:
        bodies = (mail.get_body(("plain",)) for mail in reported.mails() if "Không thành công" in str(mail["Subject"]))
        return [text for body in bodies if body and NO_REPORT in (text := str(body.get_content()))]

    (text,) = reported.wait("the mail of a failed run", found)
    assert "issue_reports.compose" in text and "docs/runbooks/issue_reports.md" in text


@pytest.fixture(scope="module")
def embedded(reported: Production, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an installation that has made everything from the same archive without Airflow, on SQLite."""
    home = tmp_path_factory.mktemp("embedded")
    shutil.copytree(reported.home / "press" / "archive", home / "archive")
    with installation(home, reported.environment):
        load_registers(DAYS[-1])
        land_catalogue(DAYS[-1])
        land_profiles(DAYS[-1])
        reextract_days(DAYS)
        admit_days(DAYS)
        classify_days(DAYS)
        build_warehouse(None)
        render(compose(REPORT["report"], REPORT["period"]).summary()["snapshot"])
    return home


def test_the_marts_are_those_of_the_embedded_installation(reported: Production, embedded: Path) -> None:
    with installation(reported.home / "press", reported.environment):
        found = marts()
    with installation(embedded, reported.environment):
        assert_equal(marts(), found)


def test_the_delivered_report_is_to_the_byte_that_of_the_embedded_installation(
    reported: Production, embedded: Path
) -> None:
    """Each prints the mark of its own ledger, whose keys are not the same; with the same mark it is the same files."""
    with installation(embedded, reported.environment):
        made = compose(REPORT["report"], REPORT["period"])
        delivered = read_snapshot(reported.home / "press" / made.folder.relative_to(embedded))
        assert made.content.ledger != delivered.content.ledger
        marked = made.content.model_copy(update={"ledger": delivered.content.ledger})
        wanted = {file_name(marked, suffix): draw(marked) for suffix, draw in RENDERERS.items()}
    found = file_bytes(delivered.folder, delivered.content)
    assert {name for name, body in found.items() if body == wanted[name]} == set(wanted)
    mailed = {part.get_content() for mail in reported.mails() for part in mail.iter_attachments()}
    assert mailed == set(found.values())
