"""``press day status`` says what was collected, missed, quarantined, judged and reported."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from include.cli.__main__ import build_app
from include.landing import store
from include.ledger.entries import append

DAY = date(2026, 11, 14)
PROFILE = """
outlet_id: {outlet_id}
name: {outlet_id}
kind: newspaper
licensing_authority: city
domains: [{outlet_id}.example.vn]
home_page: http://{outlet_id}.example.vn/
"""


@pytest.fixture
def city(home: Path) -> Path:
    """Two outlets, of which one was seen: an article landed, one failed."""
    for outlet_id in ("bao_a", "bao_b"):
        (home / "profiles" / f"{outlet_id}.yml").write_text(PROFILE.format(outlet_id=outlet_id), encoding="utf-8")
    harvest = {"outlet_id": "bao_a", "scope": "article", "is_our_failure": False, "day": DAY}
    rows = [
        {**harvest, "address": "http://bao_a.example.vn/1", "outcome": "discarded", "cause": "off_domain"},
        {**harvest, "address": "http://bao_a.example.vn/2", "outcome": "failed", "cause": "timeout"},
    ]
    store.write("harvests", DAY, rows, "bao_a")
    return home


def answer(*arguments: str) -> Any:
    return CliRunner().invoke(build_app(), ["day", "status", DAY.isoformat(), *arguments])


@pytest.mark.usefixtures("city")
def test_each_outlet_is_a_line_and_the_day_is_the_last() -> None:
    ended = answer("--json")
    assert ended.exit_code == 0
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [line.get("outlet_id") for line in lines] == ["bao_a", "bao_b", None]
    assert (lines[0]["discarded"], lines[0]["failed"], lines[0]["main_cause"]) == (1, 1, "timeout")
    assert lines[-1]["missing"] == ["bao_b"]
    assert lines[-1]["short"] == ["bao_a"]


@pytest.mark.usefixtures("city")
def test_what_has_not_happened_yet_is_said_to_be_so() -> None:
    day = json.loads(answer("--json").stdout.splitlines()[-1])
    assert (day["is_admitted"], day["verdicts"], day["reports"]) == (False, None, {})
    assert "none yet" in answer().stdout


@pytest.mark.usefixtures("city")
def test_a_report_whose_period_holds_the_day_is_named_with_its_deliveries() -> None:
    append("approval", "monthly_compliance/2026-11", {"content_hash": "x"}, "approver")
    append("approval", "monthly_compliance/2026-10", {"content_hash": "y"}, "approver")
    append("delivery_sent", "monthly_compliance/2026-11/ubnd", {"content_hash": "x"}, "issue_reports")
    day = json.loads(answer("--json").stdout.splitlines()[-1])
    assert day["reports"] == {"monthly_compliance/2026-11": "approved, sent to 1 recipients"}


def test_what_is_no_day_is_refused(home: Path) -> None:
    assert CliRunner().invoke(build_app(), ["day", "status", "14/11/2026"]).exit_code == 2
