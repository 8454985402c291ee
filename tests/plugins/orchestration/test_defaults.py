"""Every DAG starts from the same defaults."""

from orchestration.defaults import DEFAULT_ARGS, START_DATE
from orchestration.outcomes import RETRY_POLICY


def test_tasks_try_again_by_the_class_of_their_error() -> None:
    assert DEFAULT_ARGS["retry_policy"] is RETRY_POLICY
    assert DEFAULT_ARGS["retries"] > 0


def test_schedules_are_read_in_hanoi() -> None:
    assert START_DATE.timezone_name == "Asia/Ho_Chi_Minh"
