"""One day's articles against each other and the days before."""

from datetime import timedelta
from pathlib import Path

from include.classification.reprints.candidates import BOILERPLATE_ARTICLES
from include.classification.reprints.matching import match_day
from include.classification.reprints.window import Window
from tests.include.classification.landed import DAY, land, landing_row, words

NEXT = DAY + timedelta(days=1)


def ids(day: object = NEXT) -> set[tuple[str, str]]:
    return {(m.left.article_id, m.right.article_id) for some in match_day(day, Window()) for m in some}  # type: ignore[arg-type]


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
