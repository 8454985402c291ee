"""What a day must have given before a rule may be called met, on numbers drawn into the macros that decide it."""

from typing import Any

import duckdb
import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from include.warehouse.projects import PROJECT

MINIMUM = 0.9
COUNTS = st.integers(0, 12)
COLUMNS = "grain, listings_expected, listings_seen, due, admitted, were_read, against, unclear, unobserved"


@st.composite
def days(draw: st.DrawFn) -> tuple[Any, ...]:
    """Draw what a rule on articles or home pages should have read of a day, what it read, and its evidence."""
    grain = draw(st.sampled_from(["article", "home_page"]))
    expected = draw(COUNTS) if grain == "article" else 0
    due = draw(st.just(0) | COUNTS)
    admitted = draw(st.integers(0, due))
    evidence = draw(st.tuples(*[st.sampled_from([0, 0, 0, 1])] * 3))
    seen = draw(st.integers(max(0, expected - 1), expected) | st.integers(0, expected))
    return grain, expected, seen, due, admitted, draw(st.integers(0, admitted)), *evidence


def judge(drawn: list[tuple[Any, ...]], cap: str = "null") -> list[dict[str, Any]]:
    """Return the drawn days with the share, the flag and the status that the macros give them."""
    macros = jinja2.Environment(autoescape=False).from_string(  # noqa: S701 - SQL, no page
        (PROJECT / "macros" / "verdicts.sql").read_text(encoding="utf-8")
    )
    made: Any = macros.module
    share = made.observed_share("grain", "listings_expected", "listings_seen", "due", "{}")
    is_judged = made.is_something_judged("listings_expected", "listings_seen", "due", "were_read")
    values = ", ".join(str(row) for row in drawn)
    found = duckdb.sql(f"""
        with drawn ({COLUMNS}) as (values {values}),
        shared as (
            select drawn.*, 0 as in_favour, false as is_register_attested, {cap} as cap_cause,
                {is_judged} as is_judged,
                {share.replace("{}", "were_read")} as observed_share,
                {share.replace("{}", "admitted")} as admitted_share
            from drawn
        )
        select shared.*, {made.verdict_status("shared", MINIMUM)} as status from shared
    """)
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


@given(st.lists(days(), min_size=1, max_size=60))
@settings(max_examples=60, deadline=None)
def test_nothing_is_met_unless_something_was_read_or_nothing_was_due_in_a_whole_listing(drawn: list[Any]) -> None:
    for day in judge(drawn):
        if day["status"] == "met":
            is_whole = day["listings_seen"] == day["listings_expected"] > 0
            assert day["were_read"] > 0 or (day["due"] == 0 and is_whole), day
            assert day["observed_share"] >= MINIMUM
            assert not day["against"] + day["unclear"] + day["unobserved"]


@given(st.lists(days(), min_size=1, max_size=60))
@settings(max_examples=40, deadline=None)
def test_an_article_that_is_hidden_never_helps_the_outlet(drawn: list[Any]) -> None:
    order = {"met": 0, "needs_review": 1, "not_observed": 2, "not_met": 3}
    quiet = [(*day[:6], 0, 0, 0) for day in drawn]
    hidden = [(*day[:3], day[3] + 1, *day[4:]) for day in quiet]
    for shown, less in zip(judge(quiet), judge(hidden), strict=True):
        assert less["observed_share"] <= shown["observed_share"] or shown["due"] == 0
        assert shown["status"] == "not_observed" or order[less["status"]] >= order[shown["status"]]


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (("article", 3, 3, 3, 0, 0, 0, 0, 0), "not_observed"),  # each article in quarantine
        (("article", 20, 20, 1, 0, 0, 0, 0, 0), "not_observed"),  # many listings do not stand for the one article
        (("article", 11, 10, 0, 0, 0, 0, 0, 0), "not_observed"),  # nothing found, and a listing not read
        (("article", 11, 11, 0, 0, 0, 0, 0, 0), "met"),  # a quiet day
        (("article", 0, 0, 0, 0, 0, 0, 0, 0), "not_observed"),  # never asked
        (("article", 1, 1, 9, 9, 9, 0, 0, 0), "met"),
        (("article", 1, 1, 9, 8, 8, 0, 0, 0), "met"),  # exactly nine tenths
        (("article", 1, 1, 9, 9, 7, 0, 0, 0), "not_observed"),  # two captured and not read, and nothing says so
        (("article", 1, 1, 9, 9, 7, 0, 2, 0), "needs_review"),  # the rule says so of each
        (("article", 1, 1, 9, 7, 7, 0, 2, 0), "not_observed"),
        (("article", 1, 1, 9, 0, 0, 1, 0, 0), "not_met"),
        (("home_page", 0, 0, 6, 6, 6, 0, 0, 0), "met"),
        (("home_page", 0, 0, 6, 6, 5, 0, 1, 0), "needs_review"),
        (("home_page", 0, 0, 1, 1, 0, 0, 0, 0), "not_observed"),
        (("home_page", 0, 0, 6, 0, 0, 0, 0, 0), "not_observed"),
    ],
)
def test_a_days_status_follows_what_was_read(day: tuple[Any, ...], status: str) -> None:
    (found,) = judge([day])
    assert found["status"] == status


def test_what_a_text_leaves_open_caps_a_breach() -> None:
    (found,) = judge([("article", 1, 1, 9, 9, 9, 1, 0, 0)], cap="'window_unknown'")
    assert found["status"] == "needs_review"
