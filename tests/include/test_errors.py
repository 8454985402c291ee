"""The tree of errors."""

import inspect

from include import errors


def test_the_tree_at_the_top_of_the_file_names_every_error() -> None:
    drawn = errors.__doc__ or ""
    declared = [
        name for name, found in inspect.getmembers(errors, inspect.isclass) if found.__module__ == errors.__name__
    ]
    assert [name for name in declared if name not in drawn] == []


def test_an_error_says_what_is_wrong_and_what_to_do() -> None:
    assert (
        str(errors.SettingError("The port is taken.", hint="Choose another."))
        == "The port is taken. Fix: Choose another."
    )
    assert str(errors.SettingError("The port is taken.")) == "The port is taken."


def test_a_fetch_error_carries_its_cause() -> None:
    raised = errors.FetchError("bao_a answered 429.", cause="too_many_requests", retry_after_seconds=2)
    assert (raised.cause, raised.retry_after_seconds) == ("too_many_requests", 2)
