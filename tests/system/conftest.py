"""One installation for all tests of the whole chain: cut short by force first, then run to its end."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from include.settings import settings
from tests.system.installation import CHAIN_SECONDS, Installation, Run, wait_until

HARVEST_LANDED = "landing/harvests/*/*.parquet"
HARVEST_ENDED = b"TaskInstance Finished: dag_id=ingest_outlets, task_id=harvest"


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation on which nothing was started yet."""
    return Installation(tmp_path_factory.mktemp("installation"))


@pytest.fixture(scope="session")
def cut_short(installation: Installation) -> Run:
    """The first start: killed without warning while outlets were being collected."""
    began, process = time.monotonic(), installation.start()
    wait_until(lambda: len(list(installation.home.glob(HARVEST_LANDED))) >= 20, process, CHAIN_SECONDS)
    installation.note_listeners()
    process.kill()
    output, _ = process.communicate(timeout=CHAIN_SECONDS)
    return Run(process.returncode, output, time.monotonic() - began)


@pytest.fixture(scope="session")
def resumed(installation: Installation, cut_short: Run) -> Run:
    """The second start: it finds what the killed one left and runs to the end, though its scheduler is killed too."""
    before = ended_harvests(installation)
    began, process = time.monotonic(), installation.start()
    wait_until(lambda: ended_harvests(installation) > before, process, CHAIN_SECONDS)
    for word in ("airflow worker", "local_stack.scheduler"):
        for process_id in installation.processes(word):
            os.kill(process_id, signal.SIGKILL)
    output, _ = process.communicate(timeout=CHAIN_SECONDS)
    return Run(process.returncode, output, time.monotonic() - began)


def ended_harvests(installation: Installation) -> int:
    """Return how many tasks that collect outlets have ended, over all starts."""
    log = installation.home / "logs" / "scheduler.log"
    return log.read_bytes().count(HARVEST_ENDED) if log.exists() else 0


@pytest.fixture
def published(installation: Installation, resumed: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let this process read the installation's published copy and ledger."""
    assert resumed.status == 0, resumed.output
    monkeypatch.setenv("PRESS_HOME", str(installation.home))
    settings.cache_clear()
    yield installation.home
    monkeypatch.undo()
    settings.cache_clear()
