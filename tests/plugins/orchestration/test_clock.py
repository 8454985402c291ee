"""The days and the report a run stands for come from what was asked, else from the local day before."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.sdk import AssetOrTimeSchedule

from include.errors import SettingError
from include.settings import settings
from orchestration.assets import ARTICLES_ADMITTED, REGISTERS_LANDED
from orchestration.clock import by_assets_or_clock, by_clock, interval_asked, report_asked, run_days


def run(conf: dict[str, Any] | None = None, due: datetime = datetime(2026, 11, 14, 22, tzinfo=UTC)) -> SimpleNamespace:
    return SimpleNamespace(conf=conf, run_after=due, logical_date=None)


def test_a_run_at_five_in_hanoi_closes_the_local_day_before() -> None:
    # 22:00 UTC of the 14th is 05:00 of the 15th in Hanoi.
    assert run_days(run()) == [date(2026, 11, 14)]


def test_the_turn_of_the_local_day_decides_and_not_the_utc_day() -> None:
    assert run_days(run(due=datetime(2026, 11, 14, 16, 59, tzinfo=UTC))) == [date(2026, 11, 13)]
    assert run_days(run(due=datetime(2026, 11, 14, 17, 0, tzinfo=UTC))) == [date(2026, 11, 14)]


def test_days_that_were_asked_for_win_and_both_ends_count() -> None:
    found = run_days(run({"from_day": "2026-10-30", "to_day": "2026-11-01"}))
    assert found == [date(2026, 10, 30), date(2026, 10, 31), date(2026, 11, 1)]


@pytest.mark.parametrize(
    "conf",
    [
        {"from_day": "2026-11-02", "to_day": "2026-11-01"},
        {"from_day": "2026-11-02"},
        {"to_day": "2026-11-02"},
        {"from_day": "02/11/2026", "to_day": "2026-11-02"},
    ],
)
def test_days_that_make_no_range_are_refused_with_the_fix(conf: dict[str, str]) -> None:
    with pytest.raises(SettingError, match="Fix"):
        run_days(run(conf))


def test_empty_params_mean_the_day_before() -> None:
    assert run_days(run({"from_day": None, "to_day": None})) == [date(2026, 11, 14)]


def test_a_report_run_stands_for_the_month_that_ended() -> None:
    assert report_asked(run()) == ("monthly_compliance", "2026-11")
    assert report_asked(run(due=datetime(2026, 11, 14, 16, tzinfo=UTC))) == ("monthly_compliance", "2026-10")


def test_a_report_and_period_that_were_asked_for_win() -> None:
    assert report_asked(run({"report": "yearly_summary", "period": "2025"})) == ("yearly_summary", "2025")


def test_dags_run_by_the_clock_only_where_the_installation_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    settings.cache_clear()
    assert by_clock("0 5 * * *") == "0 5 * * *"
    monkeypatch.setenv("PRESS_IS_SCHEDULED", "false")
    settings.cache_clear()
    assert by_clock("0 5 * * *") is None
    monkeypatch.undo()
    settings.cache_clear()


def test_an_interval_is_asked_for_by_both_its_ends() -> None:
    asked = run({"from_day": "2026-10-30", "to_day": "2026-11-01"})
    assert interval_asked(asked) == (date(2026, 10, 30), date(2026, 11, 1))


@pytest.mark.parametrize("conf", [None, {}, {"to_day": "2026-11-01"}, {"from_day": "2026-11-01"}])
def test_no_interval_stands_for_a_day_by_itself(conf: dict[str, Any] | None) -> None:
    with pytest.raises(SettingError, match="from_day and to_day"):
        interval_asked(run(conf))


def test_a_clock_stands_beside_the_assets_only_where_the_installation_runs_by_the_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assets = ARTICLES_ADMITTED | REGISTERS_LANDED
    settings.cache_clear()
    both = by_assets_or_clock(assets, "0 7 * * *")
    assert isinstance(both, AssetOrTimeSchedule)
    monkeypatch.setenv("PRESS_IS_SCHEDULED", "false")
    settings.cache_clear()
    assert by_assets_or_clock(assets, "0 7 * * *") is assets
    monkeypatch.undo()
    settings.cache_clear()
