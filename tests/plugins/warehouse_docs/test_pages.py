"""Airflow's own server shows the warehouse's documentation to who is signed in, and to nobody else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from include.settings import ROOT
from include.warehouse.publish import DOCUMENTATION

ASK = """
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
    print("viewer", answer.status_code, "fct_verdicts" in answer.text)
    guarded = "default-src 'none'" in answer.headers.get("content-security-policy", "")
    print("guarded", guarded, answer.headers.get("x-frame-options"))
    client.cookies.set("_token", token)
    print("browser", client.get("/warehouse-docs/").status_code)
    listed = client.get("/api/v2/plugins", headers={"Authorization": f"Bearer {token}"}).text
    print("view", "Warehouse documentation" in listed)
"""


def ask(home: Path, airflow_home: Path) -> list[str]:
    """Ask the pages in a process of its own, with a database and an auth manager of its own."""
    environment = os.environ | {
        "AIRFLOW_HOME": str(airflow_home),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(airflow_home / "dags"),
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": "analyst:viewer,chief:admin",
        "AIRFLOW__API_AUTH__JWT_SECRET": "a secret of this test, long enough to sign with it",
        "AIRFLOW__API__SECRET_KEY": "another secret of this test",
        "PRESS_HOME": str(home),
        "PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}",
    }
    for words in (["-m", "airflow", "db", "migrate"], ["-c", ASK]):
        done = subprocess.run(
            [sys.executable, *words], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
    said = ("stranger", "headers", "forged", "viewer", "browser", "view", "guarded")
    return [line for line in done.stdout.splitlines() if line.startswith(said)]


@pytest.mark.slow
def test_only_who_is_signed_in_sees_the_documentation(tmp_path: Path) -> None:
    copy = tmp_path / "published" / "builds" / "one"
    copy.mkdir(parents=True)
    (copy / DOCUMENTATION).write_text("<html>fct_verdicts</html>", encoding="utf-8")
    (tmp_path / "published" / "current").symlink_to(Path("builds") / "one")
    said = ask(tmp_path, tmp_path)
    assert said == [
        "stranger 303 True False", "headers default-src 'none' nosniff", "forged 403", "viewer 200 True",
        "guarded True SAMEORIGIN", "browser 200", "view True",
    ]  # fmt: skip


@pytest.mark.slow
def test_before_anything_is_published_the_page_says_what_to_do(tmp_path: Path) -> None:
    assert "viewer 404 False" in ask(tmp_path, tmp_path)
