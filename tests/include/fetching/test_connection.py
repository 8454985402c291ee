"""The allowance ends whatever takes too long or is too large."""

import pytest

from include.fetching.causes import HarvestCause
from include.fetching.connection import Allowance, AllowanceSpentError


def test_time_runs_out() -> None:
    now = [0.0]
    allowance = Allowance(clock=lambda: now[0])
    allowance.renew(5.0)
    now[0] = 4.0
    assert allowance.seconds_left() == 1.0
    now[0] = 5.0
    with pytest.raises(AllowanceSpentError):
        allowance.seconds_left()
    assert allowance.spent is HarvestCause.TOO_SLOW


def test_each_part_of_an_answer_has_its_own_bytes() -> None:
    allowance = Allowance()
    allowance.expect(10, HarvestCause.HEADER_FLOOD)
    allowance.take(10)
    allowance.expect(5, HarvestCause.TOO_LARGE)
    with pytest.raises(AllowanceSpentError):
        allowance.take(6)
    assert allowance.spent is HarvestCause.TOO_LARGE


def test_a_renewed_allowance_has_forgotten() -> None:
    allowance = Allowance(spent=HarvestCause.TOO_LARGE)
    allowance.renew(1.0)
    assert allowance.spent is None
