"""Fifty reviewers at a real interface for a minute: Airflow's own server on loopback, over 10,000 open findings.

Each reviewer signs in once, then reads as people do: the queue, a matter, its evidence, the archived page, and every
third time takes the matter and decides it. Between two pages they read for a few seconds, drawn from a seed. All of
them, the server and its database share the two cores of this machine with whatever else runs there.
"""

import itertools
import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from benchmarks.desk_installation import archive, installation

MATTERS, OUTLETS, REVIEWERS = 10_000, 100, 50
SECONDS, READS_SECONDS = 60.0, (2.0, 6.0)
PAGE_BYTES = 60_000
REFUSED = 409  # two reviewers chose one matter: the second is told so, as is right
ROOT = Path(__file__).parent.parent
NAMES = [f"nguoi_{number}" for number in range(REVIEWERS)]


@dataclass
class Reviewer:
    """Somebody at the desk, with what each of their pages took."""

    name: str
    address: str
    password: str
    chosen: random.Random
    session: requests.Session = field(default_factory=requests.Session)
    spent: list[tuple[str, float, int]] = field(default_factory=list)
    number: int = 0

    def sign_in(self) -> None:
        """Sign in, as a browser does, by a cookie."""
        self.session.trust_env = False
        known = {"username": self.name, "password": self.password}
        answer = self.session.post(f"{self.address}/auth/token", json=known, timeout=120)
        self.session.cookies.set("_token", answer.json()["access_token"])

    def ask(self, kind: str, path: str, **form: str) -> str:
        """Ask for a page or send a form, note what it took, and read for a while."""
        began = time.perf_counter()
        address, origin = f"{self.address}/review-desk{path}", {"Origin": self.address}
        answer = (
            self.session.post(address, data=form, headers=origin, allow_redirects=False, timeout=120)
            if form
            else self.session.get(address, timeout=120)
        )
        self.spent.append((kind, (time.perf_counter() - began) * 1000, answer.status_code))
        time.sleep(self.chosen.uniform(*READS_SECONDS))
        return answer.text

    def work(self, until: float) -> None:
        """Read and decide until the time is over."""
        time.sleep(self.chosen.uniform(0, READS_SECONDS[1]))
        while time.monotonic() < until:
            self.number += 1
            page = self.ask("queue", f"/?part={self.chosen.randint(1, MATTERS // 50)}")
            matter = self.chosen.choice(re.findall(r'href="/review-desk(/matters/\w+)"', page))
            finding = re.findall(r'href="/review-desk(/findings/\w+)"', self.ask("matter", matter))[0]
            self.ask("evidence", finding)
            self.ask("archived page", f"{finding}/pages/latest")
            if self.number % 3 == 0:
                self.decide(matter)

    def decide(self, matter: str) -> None:
        """Take a matter and decide it."""
        self.ask("claim", f"{matter}/claims", reason="Đơn vị vừa hỏi về vụ việc này.")
        page = self.ask("matter", matter)
        seen, version = (re.search(rf'name="{name}" value="(\w+)"', page) for name in ("seen", "version"))
        if seen and version:
            text = (
                f"Bản chụp ngày ấy của {self.name} lần {self.number} cho thấy chân trang có ghi đủ thư điện tử liên hệ"
            )
            form = {"decision": "dismiss", "reason_code": "reading_wrong", "reason": text, "seen": seen[1]}
            form["version"] = version[1]
            self.ask("decision", f"{matter}/decisions", **form)


@contextmanager
def _interface(home: Path) -> Iterator[tuple[str, dict[str, str], int]]:
    """Run Airflow's interface over an installation; yield its address, the passwords, and its process."""
    from include.local_stack.ports import free_port

    port = free_port(8790)
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "PYTHONPATH": f"{ROOT}:{ROOT / 'plugins'}", "AIRFLOW_HOME": str(home), "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"), "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": ",".join(f"{name}:user" for name in NAMES),
        "AIRFLOW__API__HOST": "127.0.0.1", "AIRFLOW__API__PORT": str(port), "AIRFLOW__API__BASE_URL": address,
        "AIRFLOW__API__WORKERS": "1", "AIRFLOW__API_AUTH__JWT_SECRET": "a secret of this benchmark alone " * 2,
    }  # fmt: skip
    subprocess.run([sys.executable, "-m", "airflow", "db", "migrate"], env=environment, check=True, capture_output=True)
    with (home / "api-server.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "airflow", "api-server"], env=environment, stdout=log, stderr=log, cwd=ROOT
        )
    try:
        _wait(f"{address}/api/v2/version", server)
        yield address, json.loads((home / "simple_auth_manager_passwords.json.generated").read_text()), server.pid
    finally:
        server.terminate()
        server.wait(60)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until the interface answers."""
    while server.poll() is None:
        try:
            requests.get(address, timeout=5)
        except requests.RequestException:
            time.sleep(0.5)
        else:
            return
    sys.exit("The interface did not start.")


def _processor_seconds(process: int) -> float:
    """Return the processor time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _busy() -> str:
    """Say how many processes wanted a core over the last minute."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def run() -> list[dict[str, Any]]:
    """Return what the pages of fifty reviewers took."""
    with installation(MATTERS, OUTLETS, PRESS_REVIEWERS=",".join(NAMES)) as home:
        for number in range(OUTLETS):
            archive(f"outlet_{number}", PAGE_BYTES)
        with _interface(home) as (address, passwords, process):
            people = [Reviewer(name, address, passwords[name], random.Random(name)) for name in NAMES]  # noqa: S311 - draws, no lock
            for person in people:
                person.sign_in()
            people[0].ask("queue", "/")
            people[0].spent.clear()
            began, until = _processor_seconds(process), time.monotonic() + SECONDS
            with ThreadPoolExecutor(REVIEWERS) as pool:
                list(pool.map(lambda person: person.work(until), people))
            spent = sorted(itertools.chain.from_iterable(person.spent for person in people), key=lambda one: one[1])
            each = 1000 * (_processor_seconds(process) - began) / max(len(spent), 1)
    return [*_rows(spent), {"what": "processor time of the server a page", "value": round(each), "unit": "ms"}]


def _rows(spent: list[tuple[str, float, int]]) -> list[dict[str, Any]]:
    """Return the figures of pages, quickest first."""
    what = f"{REVIEWERS} reviewers, {len(spent)} pages, {_busy()}"
    refused = [one for one in spent if one[2] == REFUSED]
    errors = [one for one in spent if one[2] not in (200, 303, REFUSED)]
    rows = [
        {"what": f"{what}: p95", "value": round(_percentile(spent, 0.95)), "unit": "ms", "mark": "≤ 300"},
        {"what": f"{what}: errors", "value": len(errors), "unit": "", "mark": "0"},
        {"what": f"{what}: acts that another's came before", "value": len(refused), "unit": "", "mark": None},
        {"what": f"{what}: median", "value": round(_percentile(spent, 0.5)), "unit": "ms", "mark": None},
    ]
    for kind in dict.fromkeys(one[0] for one in spent):
        of_kind = [one for one in spent if one[0] == kind]
        said = f"{kind}, {len(of_kind)} of them: p95"
        rows.append({"what": said, "value": round(_percentile(of_kind, 0.95)), "unit": "ms", "mark": None})
    return rows


def _percentile(spent: list[tuple[str, float, int]], share: float) -> float:
    """Return what a share of pages, quickest first, took at most."""
    return spent[min(int(len(spent) * share), len(spent) - 1)][1] if spent else float("nan")
