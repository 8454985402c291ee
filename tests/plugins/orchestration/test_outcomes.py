"""Errors end a task by their class, and every task's log ends with one line."""

import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
from airflow.sdk import RetryAction
from airflow.sdk.exceptions import AirflowSkipException

from include.errors import DeliveryError, FetchError, GateError, PressError, ProfileError, SettingError
from orchestration.defaults import DEFAULT_ARGS
from orchestration.outcomes import (
    LONGEST_PAUSE,
    LOST_PAUSE,
    PAUSE,
    RETRY_POLICY,
    logged,
    nothing_to_do,
    summary_line,
)


@pytest.mark.parametrize(
    ("error", "action"),
    [
        (ProfileError("wrong"), RetryAction.FAIL),
        (SettingError("wrong"), RetryAction.FAIL),
        (GateError("contradicts"), RetryAction.FAIL),
        (FetchError("down", cause="http_status"), RetryAction.RETRY),
        (DeliveryError("down"), RetryAction.RETRY),
        (MemoryError("unknown"), RetryAction.RETRY),
    ],
)
def test_the_class_of_an_error_decides_whether_to_try_again(error: Exception, action: RetryAction) -> None:
    assert RETRY_POLICY.evaluate(error, try_number=1, max_tries=3).action is action


def test_an_error_is_tried_again_after_a_pause_that_doubles_and_a_lost_worker_within_seconds() -> None:
    pauses = [RETRY_POLICY.evaluate(DeliveryError("down"), number, 9).retry_delay for number in range(1, 10)]
    assert pauses[:3] == [PAUSE, PAUSE * 2, PAUSE * 4]
    assert pauses[-1] == LONGEST_PAUSE
    assert DEFAULT_ARGS["retry_delay"] == LOST_PAUSE <= timedelta(seconds=15)


def test_the_summary_line_names_the_counts_and_leaves_lists_out() -> None:
    assert (
        summary_line("harvest", {"landed": 3, "failed": 1, "days": ["x"]}) == "Summary of harvest: landed 3, failed 1"
    )
    assert summary_line("list_batches", [["a"], ["b"]]) == "Summary of list_batches: 2 items"
    assert summary_line("tidy", None) == "Summary of tidy: nothing to count"


def test_a_task_ends_its_log_with_its_summary(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        assert logged(counting)() == {"landed": 3}
    assert caplog.messages == ["Summary of counting: landed 3"]


def test_a_failure_is_logged_with_its_fix_and_raised(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(PressError):
        logged(failing)()
    assert caplog.messages == ["Failure of failing: It is wrong. Fix: Correct it."]


def test_a_told_function_keeps_its_name_and_parameters() -> None:
    wrapped: Callable[..., object] = logged(counting)
    assert wrapped.__name__ == "counting"


def test_nothing_to_do_ends_a_task_as_skipped() -> None:
    with pytest.raises(AirflowSkipException, match="No article waits"):
        nothing_to_do("No article waits.")


def counting() -> dict[str, int]:
    return {"landed": 3}


def failing() -> None:
    raise SettingError("It is wrong.", hint="Correct it.")
