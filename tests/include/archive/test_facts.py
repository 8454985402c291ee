"""A fact written as a line is the same fact when read."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.archive.facts import Capture, Interval, Line, Miss, Unchanged, from_line, to_line

DAYS = st.dates()
INSTANTS = st.datetimes(timezones=st.just(UTC))
WORDS = st.text(st.characters(codec="utf-8"), max_size=30)
FACTS = st.one_of(
    st.builds(Capture, day=DAYS, scope=st.just("article"), captured_at=INSTANTS, fetched_at=INSTANTS, url=WORDS),
    st.builds(Miss, day=DAYS, scope=st.just("listing"), fetched_at=INSTANTS, url=WORDS, detail=WORDS),
    st.builds(Unchanged, day=DAYS, scope=st.just("listing"), fetched_at=INSTANTS, url=WORDS),
    st.builds(Interval, day=DAYS, from_day=DAYS, to_day=DAYS, asked_at=INSTANTS),
)


@given(FACTS)
def test_a_fact_survives_its_line(fact: Line) -> None:
    line = to_line(fact)
    assert "\n" not in line
    assert from_line(line) == fact


@pytest.mark.parametrize(
    "line", ["", "{}", "[]", '{"fact":"visit"}', '{"fact":"opinion"}', '{"fact":"visit","day":"x"}']
)
def test_what_is_no_fact_is_refused(line: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        from_line(line)


def test_days_and_instants_keep_their_types() -> None:
    unchanged = Unchanged("a", date(2026, 10, 15), "listing", "u", True, datetime(2026, 10, 15, tzinfo=UTC))
    assert from_line(to_line(unchanged)) == unchanged


def test_an_interval_holds_both_its_ends() -> None:
    asked_at = datetime(2026, 11, 20, tzinfo=UTC)
    interval = Interval("a", date(2026, 11, 20), date(2026, 10, 15), date(2026, 10, 16), asked_at)
    assert [interval.contains(date(2026, 10, day)) for day in (14, 15, 16, 17)] == [False, True, True, False]
