"""What docker-compose.yaml runs, run here as plain processes: the same commands, settings and secrets, other places."""

import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import yaml

from include.local_stack.children import Child, Children
from include.local_stack.ports import HOST, free_port
from include.settings import ROOT
from tests.support.postgres_port import listening

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yaml").read_text(encoding="utf-8"))
PASSWORD = "@ / : % mật khẩu #?"
USERS = """
- {username: truong_phong, role: User, email: truongphong@example.org, password_file: passwords/truong_phong}
- {username: ky_su, role: Op, email: kysu@example.org, password_file: passwords/ky_su}
"""
SECRETS = ("postgres_password", "ledger_password", "ledger_owner_password", "jwt_secret", "secret_key")


def lay_out_secrets(secrets: Path) -> None:
    """Write the files that docs/production.md lists, with passwords that need care in an address."""
    (secrets / "passwords").mkdir(parents=True)
    for name in SECRETS:
        (secrets / name).write_text(f"{PASSWORD}{name}\n", encoding="utf-8")
    (secrets / "fernet_key").write_text("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n", encoding="utf-8")
    for name in ("truong_phong", "ky_su"):
        (secrets / "passwords" / name).write_text(f"{PASSWORD}{name}\n", encoding="utf-8")
    (secrets / "users.yml").write_text(USERS, encoding="utf-8")


@contextmanager
def environment(server: Any, home: Path) -> Iterator[dict[str, str]]:
    """Lay out secrets and give the environment of compose's services, with this machine's places.

    Args:
        server: A PostgreSQL on which nothing was made yet.
        home: A folder for everything that is written.
    """
    secrets = home / "secrets"
    lay_out_secrets(secrets)
    server.psql("create role airflow superuser login;")
    server.psql("create database airflow owner airflow;")
    declared = COMPOSE["services"]["worker"]["environment"]
    folder = parse_qs(urlsplit(server.get_uri()).query)["host"][0]
    (socket_file,) = [path for path in Path(folder).iterdir() if stat.S_ISSOCK(path.stat().st_mode)]
    with listening(str(socket_file)) as port:
        yield {
            "PATH": f"{Path(sys.executable).parent}:{server.bin_path}:{os.environ['PATH']}",
            "HOME": str(home),
            "PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}",
            "SECRETS_FOLDER": str(secrets),
            "POSTGRES_HOST": "127.0.0.1",
            "POSTGRES_PORT": str(port),
            "AIRFLOW_HOME": str(home / "airflow"),
            "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
            "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            **{name: value for name, value in declared.items() if name.startswith("AIRFLOW__") and "${" not in value},
            "PRESS_HOME": str(home / "press"),
            "PRESS_IS_BESIDE_AIRFLOW": declared["PRESS_IS_BESIDE_AIRFLOW"],
            "PRESS_LEDGER_KEY_FILE": str(home / "key" / "ledger.key"),
        }


def start(environment: dict[str, str], *command: str) -> str:
    """Run a command to its end as compose's services are run, and return what it prints."""
    ended = subprocess.run(
        [ROOT / ".ci" / "start", *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600
    )
    assert ended.returncode == 0, ended.stdout[-1500:] + ended.stderr[-3000:]
    return ended.stdout


def start_service(name: str, environment: dict[str, str], children: Children) -> None:
    """Start one service with compose's command, for the first time or again.

    A container has a host name and ports of its own; here Redis and workers are given theirs.
    """
    if name == "redis":
        port = environment["AIRFLOW__CELERY__BROKER_URL"].rpartition(":")[2].partition("/")[0]
        command = [*COMPOSE["services"][name]["command"], "--bind", HOST, "--port", port]
        children.start(name, command, environment, Path(environment["HOME"]))
        return
    command, own = commands()[name], {}
    if name.startswith("worker"):
        command = [*command, "--celery-hostname", f"{name}@%h"]
        first = 18793 + 10 * sorted(commands()).index(name)  # apart, since a service binds only seconds after its start
        own = {"AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": str(free_port(first))}
    children.start(name, [str(ROOT / ".ci" / "start"), *command], environment | own, ROOT)


def restart_service(child: Child, environment: dict[str, str], children: Children) -> None:
    """Start a service that has ended once more; what is left of it goes first, as a container's processes do."""
    children.running.remove(child)
    children.end_session(child)
    start_service(child.name, environment, children)


def restart_postgres(server: Any, seconds: float) -> None:
    """Start a PostgreSQL that was killed and wait until it answers, however long it reads its log.

    ``pg_ctl``'s own wait ends after ten seconds in the package that brings the server.
    """
    until = time.monotonic() + seconds
    info = server.get_postmaster_info()
    info.process.wait(seconds)
    options = ("-W", "-o", f'-h "" -k {info.socket_dir}', "-l", str(server.log), "-D", str(server.pgdata), "start")
    as_user = {"user": server.system_user} if server.system_user else {}
    subprocess.run([server.bin_path / "pg_ctl", *options], check=True, stdout=subprocess.DEVNULL, **as_user)
    is_ready = [str(server.bin_path / "pg_isready"), "-q", "-h", str(info.socket_dir)]
    while subprocess.run(is_ready, check=False).returncode:
        assert time.monotonic() < until, server.log.read_text(encoding="utf-8", errors="replace")[-2000:]
        time.sleep(0.2)
    server.ensure_postgres_running()  # it runs: only what the server's object knows of it is read anew


def commands() -> dict[str, list[str]]:
    """Return the command of each long-running service that compose makes of this project's image."""
    ours = COMPOSE["x-airflow"]["image"]
    services = {name: found for name, found in COMPOSE["services"].items() if found.get("image") == ours}
    return {name: found["command"] for name, found in services.items() if found["restart"] != "no"}
