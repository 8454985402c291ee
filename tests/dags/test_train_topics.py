"""Training emits the days that a promoted model classified again, and only those."""

import runpy
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowSkipException

from include.classification.classify import classify_days
from include.classification.topics.promotion import promote
from include.settings import ROOT
from orchestration.assets import ARTICLES_ADMITTED
from tests.include.classification.landed import DAY, land, landing_row, words
from tests.include.classification.topics.examples import small_model

RUN = SimpleNamespace(run_after=datetime(2026, 11, 2, 15, tzinfo=UTC), conf={})


@pytest.fixture(scope="module")
def tasks() -> dict[str, Any]:
    """Return the functions of the DAG's tasks."""
    dag = runpy.run_path(str(ROOT / "dags" / "train_topics.py"))["train_topics"]()
    return {task.task_id: task for task in dag.tasks}


def test_history_is_classified_again_after_the_training_even_when_that_was_skipped(tasks: dict[str, Any]) -> None:
    assert tasks["reclassify"].upstream_task_ids == {"retrain"}
    assert tasks["reclassify"].trigger_rule == "none_failed"
    assert [asset.name for asset in tasks["reclassify"].outlets] == ["articles_admitted"]


def test_no_other_run_classifies_meanwhile(tasks: dict[str, Any]) -> None:
    assert tasks["reclassify"].pool == "admission"


def test_a_run_that_is_asked_to_train_nothing_skips_the_training(tasks: dict[str, Any]) -> None:
    with pytest.raises(AirflowSkipException):
        tasks["retrain"].python_callable(dag_run=RUN, params={"retrain": False})


def test_without_articles_nothing_is_promoted_and_nothing_fails(tasks: dict[str, Any], home: Path) -> None:
    figures = tasks["retrain"].python_callable(dag_run=RUN, params={"retrain": True})
    assert figures["is_promoted"] is False


def test_the_days_classified_again_are_handed_over(tasks: dict[str, Any], home: Path) -> None:
    land(DAY, [landing_row("a", "bao_a", words(1), DAY, 3)])
    classify_days([DAY])
    promote(small_model())
    events = {ARTICLES_ADMITTED: SimpleNamespace(extra={})}
    tasks["reclassify"].python_callable(outlet_events=events)
    assert events[ARTICLES_ADMITTED].extra["days"] == [DAY.isoformat()]


def test_where_nothing_changed_nothing_is_handed_over(tasks: dict[str, Any], home: Path) -> None:
    with pytest.raises(AirflowSkipException):
        tasks["reclassify"].python_callable(outlet_events={ARTICLES_ADMITTED: SimpleNamespace(extra={})})
