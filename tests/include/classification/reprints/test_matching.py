"""One day's articles against each other and the days before."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from include.classification.reprints import suspect_limit
from include.classification.reprints.candidates import BOILERPLATE_ARTICLES
from include.classification.reprints.matching import match_day
from include.classification.reprints.window import Window
from tests.include.classification.landed import DAY, land, landing_row, words

NEXT = DAY + timedelta(days=1)


def ids(day: date = NEXT) -> set[tuple[str, str]]:
    matched = match_day(day, Window()).batches
    return {(m.left.article_id, m.right.article_id) for some in matched for m in some}


def test_matches_are_found_within_the_day_and_with_earlier_days(home: Path) -> None:
    land(DAY, [landing_row("a", "bao_a", words(1), DAY, 3)])
    land(NEXT, [landing_row("b", "bao_b", words(1), NEXT, 3), landing_row("c", "bao_c", words(1), NEXT, 4)])
    assert ids() == {("b", "a"), ("c", "a"), ("b", "c")}
    assert ids(DAY) == set()


def test_an_outlet_is_not_matched_with_itself(home: Path) -> None:
    land(DAY, [landing_row("a", "bao_a", words(1), DAY, 3)])
    land(NEXT, [landing_row("b", "bao_a", words(1), NEXT, 3)])
    assert ids() == set()


def test_boilerplate_spread_over_the_days_of_one_outlet_is_no_copying(home: Path) -> None:
    footer = words(99, 60)
    for back in range(BOILERPLATE_ARTICLES):
        day = DAY - timedelta(days=back)
        land(day, [landing_row(f"a{back}", "bao_a", f"{words(back, 30)} {footer}", day, 3)])
    land(NEXT, [landing_row("b", "bao_b", f"{words(50, 30)} {footer}", NEXT, 3)])
    assert ids() == set()
    assert match_day(NEXT, Window()).uncompared == 0


def test_an_article_that_is_boilerplate_altogether_is_compared_with_none_and_counted(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    copies = [landing_row(f"a{n}", "bao_a", words(1), NEXT, 3) for n in range(BOILERPLATE_ARTICLES)]
    land(NEXT, [*copies, landing_row("b", "bao_b", words(2), NEXT, 3)])
    found = match_day(NEXT, Window())
    assert (list(found.batches), found.unread, found.uncompared) == ([], 0, BOILERPLATE_ARTICLES)
    assert f"{BOILERPLATE_ARTICLES} articles have no text of their own" in caplog.text


def test_of_a_crowd_the_likest_are_read_and_the_others_counted(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(suspect_limit, "SUSPECTS_A_TEXT", 1)
    land(DAY, [landing_row("a", "bao_a", words(1), DAY, 3), landing_row("z", "bao_z", words(7), DAY, 3)])
    printed = [landing_row(f"b{n}", f"bao_b{n}", words(1), NEXT, 4) for n in range(4)]
    land(NEXT, [*printed, landing_row("y", "bao_y", words(7), NEXT, 5)])
    found = match_day(NEXT, Window())
    crowded = {(m.left.article_id, m.right.article_id): m.is_crowded for some in found.batches for m in some}
    assert crowded.pop(("y", "z")) is False
    assert all(crowded.values())
    assert len(crowded) + found.unread == 4 * 3 // 2 + 4  # pairs of the four, and of each with the first
    assert found.unread
    assert f"{found.unread} suspected pairs" in caplog.text
