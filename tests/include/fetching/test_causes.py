"""Causes tell our failures from the server's, and what may be asked again from what may not."""

import pytest

from include.fetching.causes import HarvestCause as Cause


@pytest.mark.parametrize("cause", [Cause.NEVER_ASKED, Cause.TOO_LARGE, Cause.ADDRESS_REFUSED, Cause.READING_FAILED])
def test_our_limits_and_bugs_are_ours(cause: Cause) -> None:
    assert cause.is_ours


@pytest.mark.parametrize("cause", [Cause.SERVER_ERROR, Cause.GONE, Cause.TLS_INVALID, Cause.NOT_THAT_DAY])
def test_what_the_server_did_is_not_ours(cause: Cause) -> None:
    assert not cause.is_ours


@pytest.mark.parametrize("cause", [Cause.GONE, Cause.NOT_FOUND, Cause.REFUSED, Cause.ADDRESS_REFUSED, Cause.TOO_LARGE])
def test_what_will_not_change_is_not_asked_again(cause: Cause) -> None:
    assert not cause.is_temporary


def test_a_day_landed_before_a_cause_was_renamed_is_read_as_one_landed_today() -> None:
    assert Cause("held_earlier") is Cause.ALREADY_CAPTURED
    assert Cause("held_earlier").outcome == "unchanged"


def test_a_value_that_no_cause_has_or_had_is_refused() -> None:
    with pytest.raises(ValueError, match="captured_never"):
        Cause("captured_never")
