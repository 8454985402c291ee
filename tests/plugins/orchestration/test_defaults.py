"""Every DAG starts from the same defaults."""

import pytest

from include.settings import settings
from orchestration.defaults import DEFAULT_ARGS, START_DATE, approvers
from orchestration.outcomes import RETRY_POLICY


def test_tasks_try_again_by_the_class_of_their_error() -> None:
    assert DEFAULT_ARGS["retry_policy"] is RETRY_POLICY
    assert DEFAULT_ARGS["retries"] > 0


def test_schedules_are_read_in_hanoi() -> None:
    assert START_DATE.timezone_name == "Asia/Ho_Chi_Minh"


@pytest.mark.parametrize(("given", "names"), [("", None), ("lan, minh ,", ["lan", "minh"])])
def test_approvers_are_those_the_installation_names(
    given: str, names: list[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESS_APPROVERS", given)
    settings.cache_clear()
    found = approvers()
    monkeypatch.undo()
    settings.cache_clear()
    assert (found and [user["name"] for user in found]) == names
