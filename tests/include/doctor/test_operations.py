"""What wears out or falls silent is found before it hurts."""

import json
import os
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from include.archive.index import index_path, warc_path
from include.doctor import operations
from include.doctor.operations import check_airflow, check_alerts, check_clock, check_growth, check_landing
from include.landing import store
from include.landing.compaction import compact
from include.settings import settings


def change(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"PRESS_{name}", value)
    settings.cache_clear()


def test_the_clock_is_only_a_warning(home: Path) -> None:
    assert check_clock().is_well


def test_an_archive_that_fills_the_disk_within_weeks_is_found(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_growth().is_well
    today = date(2026, 11, 14)
    monkeypatch.setattr(operations, "local_day", lambda now: today)
    for days in (1, 40):
        path = warc_path("bao_a", today - timedelta(days=days))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * 1000)
        index_path("bao_a", today - timedelta(days=days)).touch()
    for free, is_well in ((3000, True), (2000, False)):
        usage = SimpleNamespace(free=free)
        monkeypatch.setattr(shutil, "disk_usage", lambda path, usage=usage: usage)
        assert check_growth().is_well is is_well
    assert "room for 60 days" in check_growth().found


def test_landing_that_nothing_compacts_is_found(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "MOST_LOOSE_DAYS", 1)
    for day in (date(2026, 10, 1), date(2026, 10, 2)):
        store.write("admissions", day, [], "bao_a")
    assert not check_landing().is_well
    compact()
    assert check_landing() == (
        True,
        "0 days are not compacted",
        "Run press landing compact; check that build_warehouse runs.",
    )


def test_a_watch_that_is_silent_is_found_where_dags_run_by_the_clock(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not check_alerts().is_well
    alive = home / "alerts" / "alive"
    alive.parent.mkdir()
    alive.touch()
    assert check_alerts().is_well
    os.utime(alive, (0, 0))
    assert not check_alerts().is_well
    change(monkeypatch, IS_SCHEDULED="false")
    assert check_alerts().is_well


@pytest.mark.parametrize("is_well", [True, False])
def test_airflow_is_asked_only_in_an_environment_of_its_services(
    home: Path, monkeypatch: pytest.MonkeyPatch, is_well: bool
) -> None:
    row = {"check": "DAGs", "is_well": is_well, "found": "x is paused", "hint": "Unpause it."}
    asked: list[list[str]] = []

    def answer(command: list[str], **_: Any) -> Any:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, f"a warning\n{json.dumps(row)}\n", "")

    monkeypatch.setattr(subprocess, "run", answer)
    assert check_airflow().is_well and asked == []
    change(monkeypatch, IS_BESIDE_AIRFLOW="true")
    found = check_airflow()
    assert (found.is_well, found.found) == (is_well, "DAGs: x is paused")
    assert found.hint == ("" if is_well else "Unpause it.")
