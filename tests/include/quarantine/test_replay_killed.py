"""The stages of replay_quarantine, killed at every write and run again."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from include.landing import store
from include.quarantine.actions import act
from include.quarantine.lifecycle import days_to_replay, overview
from include.quarantine.reasons import QuarantineReason as Reason
from include.registers.load import load_registers
from include.validation.gate import admit_days
from tests.include.registers.conftest import Drop, Good, drop, good  # noqa: F401 - fixtures
from tests.include.validation.conftest import (
    Article,
    article,  # noqa: F401 - a fixture
)
from tests.support.kill_points import open_stage, spread

DAY = date(2026, 11, 3)
IMPORTS = ("include.quarantine.lifecycle", "include.registers.load", "include.validation.gate", "great_expectations")
REPLAY = """
from include.quarantine.lifecycle import days_to_replay
from include.registers.load import load_registers
from include.validation.gate import admit_days
if days := days_to_replay()["registers"]:
    load_registers(days[-1])
if days := days_to_replay()["articles"]:
    admit_days(days)
"""


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
    with open_stage("replay", REPLAY, IMPORTS, {}) as replay:
        whole = replay.run(home)
        unkilled = _landing(home)
        assert len(whole.writes) >= 6  # both tables of registers, both of the gate, each opened and renamed
        for at in spread(len(whole.writes), 10):
            shutil.rmtree(home / "landing")
            shutil.copytree(home / "before", home / "landing")
            assert replay.run(home, at).is_killed
            assert replay.run(home).ended == 0
            assert days_to_replay() == {"articles": [], "registers": []}
            assert _landing(home) == unkilled
