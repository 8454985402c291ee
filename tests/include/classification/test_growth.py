"""Four times the articles take about four times the steps, in every stage of classification."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from include.classification import classify
from include.classification.admitted import AdmittedDay, Article
from include.classification.corrections import link_rows
from include.classification.fact_checks import FactCheck, match_rows
from include.classification.reprints import suspect_limit
from include.classification.reprints.matching import match_day
from include.classification.reprints.window import Window
from include.landing import store
from tests.include.classification.landed import DAY, land, landing_row, release, words
from tests.support.steps import steps_of

FEW, MANY = 24, 96
LINEAR = 1.35 * MANY / FEW
CHECKS = [FactCheck("xm-1", words(1, 12)), FactCheck("xm-2", words(2, 12))]


def notice(row: dict[str, Any], corrected: str) -> dict[str, Any]:
    """Return what is observed of an article that corrects another."""
    seen = {name: row[name] for name in ("capture_id", "outlet_id", "article_id", "day")}
    what = {"observation": "corrected_article", "value": corrected, "is_present": True}
    return {**seen, **what, "scope": "article", "place": "seen", "captured_at": datetime(2026, 10, 15, 9, tzinfo=UTC)}


def land_articles(count: int) -> None:
    """Land a number of articles of four outlets; three tell each story, and every third is a correction."""
    rows = []
    for number in range(count):
        text = f"{words(number % (count // 3), 90)} Tại phường Cửa Nam, Hà Nội. {words(number, 20)}"
        rows.append(landing_row(f"a{number:04}", f"bao_{number % 4}", text, DAY, number % 12))
    land(DAY, rows)
    for outlet in {row["outlet_id"] for row in rows}:
        notices = [notice(row, rows[0]["canonical_url"]) for row in rows[::3] if row["outlet_id"] == outlet]
        store.write("observations", DAY, notices, outlet)


def whole_day(stage: Callable[[Sequence[Article]], object]) -> object:
    """Run a stage on every slice of the day."""
    return [stage(some) for some in AdmittedDay(DAY).slices()]


STAGES: dict[str, Callable[[], object]] = {
    **{name: partial(whole_day, stage) for name, stage in classify.BY_ARTICLE.items()},
    "fact_check_matches": lambda: match_rows(CHECKS, AdmittedDay(DAY)),
    "correction_links": lambda: link_rows(DAY, AdmittedDay(DAY)),
    "reading a day": lambda: AdmittedDay(DAY),
    "matching a day": lambda: list(match_day(DAY, Window()).batches),
}


@pytest.mark.parametrize("stage", STAGES)
def test_the_steps_of_a_stage_grow_with_the_articles(home: Path, stage: str) -> None:
    store.write("releases", DAY, [release(1, words(3), datetime(2026, 10, 14, tzinfo=UTC), DAY)])
    taken = []
    for count in (FEW, MANY):
        land_articles(count)
        STAGES[stage]()  # whatever is read once is read now
        taken.append(steps_of(STAGES[stage]))
    assert taken[1] <= LINEAR * taken[0], f"{stage}: {taken[0]} steps for {FEW} articles, {taken[1]} for {MANY}"


def land_alike(count: int) -> None:
    """Land a number of articles, each of an outlet of its own, that all tell the same with a few words of their own."""
    shared = words(1, 90)
    land(DAY, [landing_row(f"a{n:04}", f"bao_{n}", f"{shared} {words(n + 2, 12)}", DAY, n % 12) for n in range(count)])


def test_the_steps_of_matching_grow_with_the_articles_though_all_are_alike(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suspect_limit, "SUSPECTS_A_DAY", 0)
    monkeypatch.setattr(suspect_limit, "SUSPECTS_A_TEXT_ON_AVERAGE", 3)
    taken, unread = [], []
    for count in (FEW, MANY):
        land_alike(count)
        list(match_day(DAY, Window()).batches)  # fingerprints are kept on disk from now on
        taken.append(steps_of(lambda: list(match_day(DAY, Window()).batches)))
        unread.append(match_day(DAY, Window()).unread)
    assert taken[1] <= LINEAR * taken[0]
    assert unread[1] > unread[0] > 0
