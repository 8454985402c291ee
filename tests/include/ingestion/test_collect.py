"""What may stand for a day depends on the day and on the outlet."""

from datetime import date, datetime, timedelta

import pytest

from include.ingestion.collect import Standing, standing_of
from include.outlets.profile import Profile
from include.periods.days import day_start

DAY = date(2026, 10, 15)


def profile(*, has_time_gate: bool) -> Profile:
    return Profile(
        outlet_id="bao_a", name="A", kind="newspaper", licensing_authority="city", domains=("a.vn",),
        home_page="http://a.vn/", has_time_gate=has_time_gate,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("now", "has_time_gate", "standing"),
    [
        (day_start(DAY), False, Standing.LIVE),
        (day_start(DAY), True, Standing.LIVE),
        (day_start(DAY + timedelta(days=1)) - timedelta(seconds=1), False, Standing.LIVE),
        (day_start(DAY + timedelta(days=1)), False, Standing.PAST),
        (day_start(DAY + timedelta(days=1)), True, Standing.TIME_GATE),
    ],
)
def test_a_live_page_stands_for_its_own_day_alone(now: datetime, has_time_gate: bool, standing: Standing) -> None:
    assert standing_of(profile(has_time_gate=has_time_gate), DAY, now) is standing
