"""A past interval is asked for by hand alone, of outlets that are followed, and what it brought is always reported."""

import runpy
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from include.errors import CoverageError, ProfileError, SettingError
from include.settings import ROOT
from tests.include.reporting.conftest import Mailbox, mailbox  # noqa: F401
from tests.support.profiles import profile_text

INTERVAL = {"from_day": "2026-10-15", "to_day": "2026-10-16"}
PROFILE = profile_text()


def run(conf: dict[str, Any]) -> SimpleNamespace:
    return SimpleNamespace(run_after=datetime(2026, 11, 20, 3, tzinfo=UTC), conf=conf)


@pytest.fixture(scope="module")
def dag() -> Any:
    """Return the DAG."""
    return runpy.run_path(str(ROOT / "dags" / "backfill_outlets.py"))["backfill_outlets"]()


def test_it_never_runs_by_itself(dag: Any) -> None:
    assert type(dag.timetable).__name__ == "NullTimetable"


def test_outlets_are_asked_in_the_pool_of_those_that_are_collected(dag: Any) -> None:
    assert dag.get_task("ask").pool == "outlet_fetch"


def test_nothing_is_handed_over_for_the_day_is_landed_when_it_is_closed(dag: Any) -> None:
    assert [asset for task in dag.tasks for asset in task.outlets] == []


def test_followed_outlets_are_listed_all_or_those_asked_for(dag: Any, home: Path) -> None:
    (home / "profiles" / "bao_a.yml").write_text(PROFILE, encoding="utf-8")
    listed = dag.get_task("list_batches").python_callable
    assert listed(dag_run=run(INTERVAL)) == listed(dag_run=run({**INTERVAL, "outlet_ids": ["bao_a"]})) == [["bao_a"]]
    with pytest.raises(ProfileError, match="bao_x"):
        listed(dag_run=run({**INTERVAL, "outlet_ids": ["bao_x"]}))
    with pytest.raises(SettingError, match="No days"):
        listed(dag_run=run({}))


def test_the_outcome_is_mailed_even_when_nobody_could_be_asked(dag: Any, request: pytest.FixtureRequest) -> None:
    mails: Mailbox = request.getfixturevalue("mailbox")
    notify = dag.get_task("notify")
    assert notify.trigger_rule == "all_done"
    for batches in ([["bao_a"]], None):
        with pytest.raises(CoverageError):
            notify.python_callable(batches, None, dag_run=run(INTERVAL))
    assert "bao_a: không có kết quả" in mails.messages()[0].get_content() + mails.messages()[-1].get_content()
