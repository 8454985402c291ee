"""The DAGs that the chain does not start, each run to its end on the judged sample city."""

import shutil
from pathlib import Path

import pytest

from include.local_stack.mailbox import open_mailbox
from include.settings import ROOT
from tests.support.ports import free_port
from tests.system.dag_runs import run_dags
from tests.system.judged import city_at

pytestmark = pytest.mark.slow
STARTED_BY_THE_CHAIN = {"admit_articles", "build_warehouse", "ingest_outlets", "issue_reports", "load_registers"}


def test_every_dag_that_the_chain_does_not_start_succeeds_on_the_judged_city(judged_city: Path, tmp_path: Path) -> None:
    others = {path.stem for path in (ROOT / "dags").glob("*.py")} - STARTED_BY_THE_CHAIN
    asked: dict[str, dict[str, str]] = {dag_id: {} for dag_id in sorted(others)}
    asked["backfill_outlets"] = {"from_day": "2026-10-01", "to_day": "2026-10-14"}
    port = free_port()
    mailbox = open_mailbox(tmp_path / "mailbox", port)
    shutil.copytree(judged_city, tmp_path / "home", symlinks=True)
    try:
        with city_at(tmp_path / "home"):
            found = run_dags(tmp_path / "airflow", asked, PRESS_SMTP_HOST="127.0.0.1", PRESS_SMTP_PORT=str(port))
    finally:
        mailbox.stop()
    assert {dag_id: run["state"] for dag_id, run in found.items()} == dict.fromkeys(others, "success"), found
