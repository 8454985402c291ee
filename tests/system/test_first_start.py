"""The production stack's first start, as plain processes: what compose runs, run here, until people can sign in."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from include.settings import ROOT
from tests.system import production
from tests.system.production import PASSWORD, start

pytestmark = pytest.mark.slow
# What the API server does with a name and a password.
SIGN_IN = """
import json, sys
from starlette.testclient import TestClient
from airflow.api_fastapi.app import create_app
found = {}
with TestClient(create_app(apps="all"), base_url="http://localhost:8080") as client:
    for name, password in json.loads(sys.argv[1]):
        answer = client.post("/auth/token", json={"username": name, "password": password})
        found[f"{name} {password}"] = answer.status_code
print("ANSWERS" + json.dumps(found))
"""
# What a worker may do with the ledger.
WRITE = """
from datetime import UTC, datetime
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from include.settings import settings
with create_engine(settings().ledger_url).connect() as connection:
    print("USER", connection.execute(text("select current_user")).scalar_one())
    for word in ("update ledger_entries set actor = 'x'", "delete from ledger_entries", "drop table ledger_entries"):
        try:
            connection.execute(text(word))
            print("MAY", word)
        except DBAPIError:
            connection.rollback()
            print("MAY NOT", word)
"""


@pytest.fixture(scope="module")
def environment(postgres_server: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of compose's services, with this machine's places."""
    with production.environment(postgres_server, tmp_path_factory.mktemp("production")) as here:
        yield here


@pytest.fixture(scope="module")
def prepared(environment: dict[str, str]) -> dict[str, str]:
    """Prepare twice: every step may be repeated."""
    for _ in range(2):
        start(environment, "--as-owner", str(ROOT / ".ci" / "prepare"))
    return environment


def test_who_is_in_the_list_of_users_can_sign_in_and_nobody_else(prepared: dict[str, str]) -> None:
    names = [
        ["truong_phong", f"{PASSWORD}truong_phong"],
        ["ky_su", f"{PASSWORD}ky_su"],
        ["ky_su", "admin"],
        ["admin", "admin"],
    ]
    printed = start(prepared, sys.executable, "-c", SIGN_IN, json.dumps(names))
    answers = json.loads(printed.partition("ANSWERS")[2].splitlines()[0])
    assert [answers[f"{name} {password}"] for name, password in names] == [201, 201, 401, 401]


def test_dags_run_from_the_first_start_and_every_pool_is_there(prepared: dict[str, str]) -> None:
    assert prepared["AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION"] == "False"
    pools = json.loads(start(prepared, "airflow", "pools", "list", "--output", "json").splitlines()[-1])
    declared = json.loads((ROOT / "plugins" / "orchestration" / "pools.json").read_text(encoding="utf-8"))
    assert {pool["pool"] for pool in pools} == {*declared, "default_pool"}


def test_a_worker_writes_the_ledger_as_a_role_that_may_not_change_it(prepared: dict[str, str]) -> None:
    printed = start(prepared, sys.executable, "-c", WRITE)
    assert "USER ledger_writer" in printed
    assert printed.count("MAY NOT") == 3


def test_a_missing_secret_stops_the_start_with_one_sentence(environment: dict[str, str], tmp_path: Path) -> None:
    ended = subprocess.run(
        [ROOT / ".ci" / "start", "true"],
        env=environment | {"SECRETS_FOLDER": str(tmp_path)}, capture_output=True, text=True,
    )  # fmt: skip
    assert ended.returncode == 1
    assert "postgres_password" in ended.stderr and "Fix:" in ended.stderr
