"""The stages of replay_quarantine, killed at every write and run again."""

import os
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from include.landing import store
from include.quarantine.actions import act
from include.quarantine.lifecycle import days_to_replay, overview
from include.quarantine.reasons import QuarantineReason as Reason
from include.registers.load import load_registers
from include.settings import ROOT
from include.validation.gate import admit_days
from tests.include.registers.conftest import Drop, Good, drop, good  # noqa: F401 - fixtures
from tests.include.validation.conftest import (
    Article,
    article,  # noqa: F401 - a fixture
)

DAY = date(2026, 11, 3)
REPLAY = """
import os, signal, sys
count = 0
from pathlib import Path
moved = Path.replace
def replace(self, target):
    global count
    if self.suffix != ".part":
        return moved(self, target)
    count += 1
    if count == int(sys.argv[1]) and sys.argv[2] == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    answer = moved(self, target)
    if count == int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)
    return answer
Path.replace = replace
from include.quarantine.lifecycle import days_to_replay
from include.registers.load import load_registers
from include.validation.gate import admit_days
if days := days_to_replay()["registers"]:
    load_registers(days[-1])
if days := days_to_replay()["articles"]:
    admit_days(days)
"""


def _replay(home: Path, at: int, moment: str) -> int:
    """Run the stages as the DAG does, in a process of their own that kills itself at a rename."""
    environment = {**os.environ, "PRESS_HOME": str(home), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", REPLAY, str(at), moment], env=environment, cwd=ROOT, check=False
    ).returncode


def _landing(home: Path) -> dict[str, bytes]:
    return {p.relative_to(home).as_posix(): p.read_bytes() for p in (home / "landing").rglob("*.parquet")}


@pytest.mark.slow
def test_a_replay_killed_at_any_write_loses_and_doubles_nothing(
    home: Path,
    drop: Drop,  # noqa: F811 - a fixture
    good: Good,  # noqa: F811 - a fixture
    article: Article,  # noqa: F811 - a fixture
) -> None:
    drop("plans", good("plans"), good("plans", plan_id="khac", issued_on="31/02/2021"))
    load_registers(DAY)
    rows = [article(1), article(2, title=None), article(3, text="Ngắn.")]
    store.write("articles", DAY, rows, "bao_a")
    admit_days([DAY])
    for record in overview(DAY):
        is_row = record["reason"] == Reason.DATE_UNREADABLE
        repair = {"issued_on": "28/02/2021"} if is_row else None
        act(record["quarantine_id"], "repair" if is_row else "release", "Đã xem.", actor="clerk", repair=repair)
    shutil.copytree(home / "landing", home / "before")
    assert _replay(home, 0, "never") == 0
    unkilled, killed = _landing(home), 0
    for at in range(1, 20):
        for moment in ("before", "after"):
            shutil.rmtree(home / "landing")
            shutil.copytree(home / "before", home / "landing")
            if _replay(home, at, moment) != -signal.SIGKILL:
                assert killed >= 6  # both tables of registers, both of the gate, each before and after its rename
                return
            killed += 1
            assert _replay(home, 0, "never") == 0
            assert days_to_replay() == {"articles": [], "registers": []}
            assert _landing(home) == unkilled
    pytest.fail("the replay never ended")
