"""Who came first, as far as publication times can tell."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from include.classification.reprints.direction import Published, delay

NOON = datetime(2026, 10, 15, 12, tzinfo=UTC)


@given(st.integers(-5000, 5000), st.floats(0, 800), st.floats(0, 800))
def test_not_both_directions_are_known_and_the_truth_lies_within(minutes: int, first: float, second: float) -> None:
    a, b = Published(NOON, first), Published(NOON + timedelta(minutes=minutes), second)
    forth, back = delay(a, b), delay(b, a)
    assert forth is not None and back is not None
    assert not (forth.is_known and back.is_known)
    assert forth.minutes_min <= minutes <= forth.minutes_max


def test_a_missing_time_gives_no_delay() -> None:
    assert delay(Published(None), Published(NOON)) is None
    assert delay(Published(NOON), Published(None)) is None


def test_equal_times_decide_nothing() -> None:
    found = delay(Published(NOON), Published(NOON))
    assert found is not None and not found.is_known


def test_intervals_that_meet_decide_nothing_and_a_minute_more_decides() -> None:
    first = Published(NOON, 30)
    meeting = delay(first, Published(NOON + timedelta(minutes=60), 30))
    apart = delay(first, Published(NOON + timedelta(minutes=61), 30))
    assert meeting is not None and not meeting.is_known
    assert apart is not None and apart.is_known
    assert (apart.minutes_min, apart.minutes_max) == (1.0, 121.0)
