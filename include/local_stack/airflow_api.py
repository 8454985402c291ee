"""Calls Airflow's REST interface, as far as the stack needs it."""

import json
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import requests

from include.errors import TransientError

TIMEOUT_SECONDS = 120  # for one answer: a computer that also runs tests is slow, not broken
PAGE = 500
TRIES = 5
PAUSE_SECONDS = 0.5
DATABASE_ERROR = "Database error"
REPORTS, APPROVAL = "issue_reports", "approve"
WAITING = ["up_for_reschedule", "scheduled", "queued", "running"]
SHOWN = re.compile(r'name="shown" value="([0-9a-f]{64})"')
APPROVED = 'class="state approved"'
EVERY_RUN = "/dags/~/dagRuns"


class AirflowApi:
    """One user's session at an Airflow on this computer."""

    def __init__(self, interface: str, passwords: Path, user: str) -> None:
        """Keep the address and the user; no request is sent yet."""
        self.interface = interface
        self.passwords = passwords
        self.user = user
        self.session = requests.Session()
        self.session.trust_env = False

    def health(self) -> dict[str, str]:
        """Return the state of each of Airflow's parts; empty while nobody answers."""
        try:
            answer = self.session.get(f"{self.interface}/api/v2/monitor/health", timeout=TIMEOUT_SECONDS)
            parts = answer.json() if answer.ok else {}
        except requests.RequestException:
            return {}
        return {name: str(part.get("status")) for name, part in parts.items()}

    def password(self) -> str:
        """Return the user's password, which Airflow made at its first start."""
        return str(json.loads(self.passwords.read_text(encoding="utf-8"))[self.user])

    def call(self, method: str, path: str, *, body: Any = None, query: Mapping[str, Any] | None = None) -> Any:
        """Send a request and return the answer's JSON, signing in first where that is needed.

        Raises:
            TransientError: Airflow did not answer, or refused.
        """
        try:
            if "Authorization" not in self.session.headers:
                self._sign_in()
            answer = self._ask(method, path, body, query)
            answer.raise_for_status()
        except requests.RequestException as error:
            detail = error.response.text[:300] if error.response is not None else error
            raise TransientError(
                f"Airflow did not accept {method} {path}: {detail}", hint="Look into the logs of api-server."
            ) from error
        return answer.json() if answer.content else None

    def _ask(self, method: str, path: str, body: Any, query: Mapping[str, Any] | None) -> requests.Response:
        """Send a request, again where Airflow could not use its database.

        On SQLite a request may find the database locked by another one that itself waits for this one's lock; Airflow
        then rolls back what it did and returns an error, so that repeating the request does nothing twice.
        """
        for tried in range(1, TRIES + 1):
            answer = self.session.request(
                method, f"{self.interface}/api/v2{path}", json=body, params=query, timeout=TIMEOUT_SECONDS
            )
            may_pass = method == "GET" or DATABASE_ERROR in answer.text
            if tried == TRIES or answer.status_code < 500 or not may_pass:
                break
            time.sleep(PAUSE_SECONDS)
        return answer

    def _sign_in(self) -> None:
        """Exchange the password for a token that every further call carries."""
        answer = self.session.post(
            f"{self.interface}/auth/token",
            json={"username": self.user, "password": self.password()},
            timeout=TIMEOUT_SECONDS,
        )
        answer.raise_for_status()
        self.session.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    def dag_ids(self) -> set[str]:
        """Return the DAGs Airflow has read so far."""
        return {dag["dag_id"] for dag in self.call("GET", "/dags", query={"limit": PAGE})["dags"]}

    def import_errors(self) -> list[str]:
        """Return the import errors of DAG files."""
        found = self.call("GET", "/importErrors")["import_errors"]
        return [f"{error['filename']}: {error['stack_trace'].strip().splitlines()[-1]}" for error in found]

    def set_pool(self, name: str, slots: int, description: str) -> None:
        """Make a pool, or give it that many slots."""
        wanted = {"slots": slots, "description": description, "include_deferred": False}
        known = {found["name"] for found in self.call("GET", "/pools")["pools"]}
        if name in known:
            self.call("PATCH", f"/pools/{name}", body={"pool": name, **wanted})
        else:
            self.call("POST", "/pools", body={"name": name, **wanted})

    def trigger(self, dag_id: str, conf: Mapping[str, Any]) -> str:
        """Start a run of a DAG and return its id."""
        run = self.call("POST", f"/dags/{dag_id}/dagRuns", body={"logical_date": None, "conf": dict(conf)})
        return str(run["dag_run_id"])

    def runs(self, since: str) -> list[dict[str, Any]]:
        """Return every run queued since an instant (ISO 8601)."""
        query = {"limit": PAGE, "run_after_gte": since, "order_by": "run_after"}
        return list(self.call("GET", EVERY_RUN, query=query)["dag_runs"])

    def unfinished_runs(self) -> list[dict[str, Any]]:
        """Return every run that is queued or running."""
        query = {"limit": PAGE, "state": ["queued", "running"]}
        return list(self.call("GET", EVERY_RUN, query=query)["dag_runs"])

    def fail_run(self, dag_id: str, run_id: str) -> None:
        """Mark a run failed, with whatever of it is unfinished."""
        self.call("PATCH", f"/dags/{dag_id}/dagRuns/{run_id}", body={"state": "failed"})

    def read_again(self, dag_id: str) -> None:
        """Have a DAG's file read again, so that the DAG starts further runs.

        A run that is failed from outside still counts against the most active runs of its DAG until then; without it no
        asset event starts a run any more. A file that is already waiting to be read is refused as a second entry.
        """
        token = self.call("GET", f"/dags/{dag_id}")["file_token"]
        try:
            self.call("PUT", f"/parseDagFile/{token}")
        except TransientError as error:
            if "Unique constraint violation" not in str(error):
                raise

    def tasks(self, dag_id: str, run_id: str) -> list[dict[str, Any]]:
        """Return the task instances of a run."""
        path = f"/dags/{dag_id}/dagRuns/{run_id}/taskInstances"
        return list(self.call("GET", path, query={"limit": PAGE})["task_instances"])

    def answer_of(self, task: Mapping[str, Any]) -> Any:
        """Return what a finished task returned, or nothing."""
        path = f"/dags/{task['dag_id']}/dagRuns/{task['dag_run_id']}/taskInstances/{task['task_id']}/xcomEntries"
        query = {"map_index": task["map_index"], "stringify": False}
        try:
            return self.call("GET", f"{path}/return_value", query=query)["value"]
        except TransientError:
            return None  # a task that returns nothing leaves no entry

    def asset_events(self, since: str) -> list[dict[str, Any]]:
        """Return the asset events since an instant (ISO 8601), with the runs they started."""
        query = {"limit": PAGE, "timestamp_gte": since}
        return list(self.call("GET", "/assets/events", query=query)["asset_events"])

    def emit_asset_event(self, name: str, extra: Mapping[str, Any]) -> int:
        """Emit an event of an asset by its name and return the event's id.

        Raises:
            TransientError: Airflow knows no asset of that name, or refused.
        """
        found = self.call("GET", "/assets", query={"limit": PAGE, "name_pattern": name})["assets"]
        ids = [asset["id"] for asset in found if asset["name"] == name]
        if not ids:
            raise TransientError(f"Airflow knows no asset {name}.", hint="Look into the logs of dag-processor.")
        event = self.call("POST", "/assets/events", body={"asset_id": ids[0], "extra": dict(extra)})
        return int(event["id"])

    def approvals_waited_for(self) -> list[dict[str, Any]]:
        """Return the tasks that wait until an approver has answered."""
        query = {"limit": PAGE, "state": WAITING}
        found = self.call("GET", f"/dags/{REPORTS}/dagRuns/~/taskInstances", query=query)["task_instances"]
        return [task for task in found if task["task_id"] == APPROVAL]

    def report_of(self, task: Mapping[str, Any]) -> str:
        """Return the path of the page on which the report is read that a waiting task is about."""
        composed = self.answer_of({**task, "task_id": "compose"})
        return f"/report-approvals/reports/{composed['content_hash']}"

    def approve(self, task: Mapping[str, Any], reason: str) -> None:
        """Approve the report that a waiting task is about, on the page on which people do.

        A page that says it is approved already is left as it is: a second run composes the same bytes, and its task is
        seen for the moment in which it finds the approval.

        Raises:
            TransientError: The page did not take it.
        """
        self.call("GET", "/version")  # signs in where that is needed
        page = f"{self.interface}{self.report_of(task)}"
        try:
            text = self.session.get(page, timeout=TIMEOUT_SECONDS).text
            if APPROVED in text:
                return
            shown = SHOWN.search(text)
            form = {"answer": "approve", "reason": reason, "shown": shown.group(1) if shown else ""}
            answer = self.session.post(
                f"{page}/answers",
                data=form,
                headers={"Origin": self.interface},
                allow_redirects=False,
                timeout=TIMEOUT_SECONDS,
            )
            answer.raise_for_status()
        except requests.RequestException as error:
            raise TransientError(f"The report was not approved: {error}", hint=f"Open {page}.") from error
