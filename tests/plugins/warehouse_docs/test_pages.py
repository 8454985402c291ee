"""Airflow's own server shows the warehouse's documentation to who is signed in, and to nobody else."""

import json
import os
import subprocess
import sys

import pytest

from include.settings import ROOT
from include.warehouse.publish import DOCUMENTATION
from tests.support.airflow_metadata import lend_metadata

ASK = """
import json, sys
from pathlib import Path
from fastapi.testclient import TestClient
from airflow.api_fastapi.app import create_app, get_auth_manager
from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser

with TestClient(create_app(apps="core")) as client:
    asked = {"follow_redirects": False, "headers": {"Host": "evil.example"}}
    sent = client.get("/warehouse-docs/?next=https://evil.example", **asked)
    print("stranger", sent.status_code, "/auth/login" in sent.headers["location"], "evil" in sent.headers["location"])
    print("headers", sent.headers["content-security-policy"][:18], sent.headers["x-content-type-options"])
    print("forged", client.get("/warehouse-docs/", cookies={"_token": "forged"}).status_code)
    token = get_auth_manager().generate_jwt(SimpleAuthManagerUser(username="analyst", role="viewer"))
    answer = client.get("/warehouse-docs/", headers={"Authorization": f"Bearer {token}"})
    print("unpublished", answer.status_code, "Run the DAG build_warehouse first" in answer.text)
    link, target = map(Path, json.loads(sys.argv[1]))
    link.symlink_to(target)
    answer = client.get("/warehouse-docs/", headers={"Authorization": f"Bearer {token}"})
    print("viewer", answer.status_code, "fct_verdicts" in answer.text)
    guarded = "default-src 'none'" in answer.headers.get("content-security-policy", "")
    print("guarded", guarded, answer.headers.get("x-frame-options"))
    client.cookies.set("_token", token)
    print("browser", client.get("/warehouse-docs/").status_code)
    listed = client.get("/api/v2/plugins", headers={"Authorization": f"Bearer {token}"}).text
    print("view", "Warehouse documentation" in listed)
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Ask the pages before and after a copy is published, in a process with a database of its own."""
    home = tmp_path_factory.mktemp("docs")
    copy = home / "published" / "builds" / "one"
    copy.mkdir(parents=True)
    (copy / DOCUMENTATION).write_text("<html>fct_verdicts</html>", encoding="utf-8")
    environment = os.environ | {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(home / "dags"),
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": "analyst:viewer,chief:admin",
        "AIRFLOW__API_AUTH__JWT_SECRET": "a secret of this test, long enough to sign with it",
        "AIRFLOW__API__SECRET_KEY": "another secret of this test",
        "PRESS_HOME": str(home),
        "PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}",
    }
    lend_metadata(home / "airflow.db", environment)
    published = json.dumps([str(home / "published" / "current"), "builds/one"])
    command = [sys.executable, "-c", ASK, published]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    answers = ("stranger", "headers", "forged", "unpublished", "viewer", "browser", "view", "guarded")
    return [line for line in done.stdout.splitlines() if line.startswith(answers)]


@pytest.mark.slow
def test_only_who_is_signed_in_sees_the_documentation(said: list[str]) -> None:
    assert [line for line in said if not line.startswith("unpublished")] == [
        "stranger 303 True False", "headers default-src 'none' nosniff", "forged 403", "viewer 200 True",
        "guarded True SAMEORIGIN", "browser 200", "view True",
    ]  # fmt: skip


@pytest.mark.slow
def test_before_anything_is_published_the_page_says_what_to_do(said: list[str]) -> None:
    assert "unpublished 404 True" in said
