"""Every DAG starts from the same defaults."""

from orchestration.defaults import DEFAULT_ARGS, START_DATE, TASK_LIMIT
from orchestration.outcomes import RETRY_POLICY


def test_tasks_try_again_by_the_class_of_their_error() -> None:
    assert DEFAULT_ARGS["retry_policy"] is RETRY_POLICY
    assert DEFAULT_ARGS["retries"] > 0


def test_schedules_are_read_in_hanoi() -> None:
    assert START_DATE.timezone_name == "Asia/Ho_Chi_Minh"


def test_no_task_runs_without_end() -> None:
    assert DEFAULT_ARGS["execution_timeout"] == TASK_LIMIT
    assert TASK_LIMIT.total_seconds() < 24 * 3600
