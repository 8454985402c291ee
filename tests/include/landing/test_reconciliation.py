"""Nothing disappears between what was discovered and what was admitted, and silence is named."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from include.errors import ReconciliationError
from include.landing import store
from include.landing.reconciliation import reconcile

DAY = date(2026, 10, 15)


def harvest(address: str, outcome: str, scope: str = "article", cause: str | None = None) -> dict[str, Any]:
    return {
        "outlet_id": "bao_a", "scope": scope, "address": address, "outcome": outcome, "cause": cause,
        "is_our_failure": False, "day": DAY,
    }  # fmt: skip


def article(article_id: str) -> dict[str, Any]:
    return {
        "article_id": article_id, "capture_id": "c", "outlet_id": "bao_a", "url": "u", "canonical_url": "u",
        "text_sha256": "h", "extractor": "x", "text_characters": 1, "has_byline": False, "day": DAY,
    }  # fmt: skip


def admission(article_id: str, status: str = "admitted") -> dict[str, Any]:
    return {"article_id": article_id, "capture_id": "c", "outlet_id": "bao_a", "status": status, "day": DAY}


@pytest.fixture
def landed(home: Path) -> None:
    rows = [
        harvest("1", "landed"), harvest("2", "landed"), harvest("3", "unchanged"), harvest("3#2", "duplicate"),
        harvest("4", "discarded", cause="off_domain"), harvest("5", "failed", cause="server_error"),
        harvest("/", "landed", "home_page"), harvest("/rss", "landed", "listing"),
    ]  # fmt: skip
    store.write("harvests", DAY, rows, "bao_a")
    store.write("articles", DAY, [article("1"), article("2")], "bao_a")


@pytest.mark.usefixtures("landed")
def test_every_entry_is_accounted_for() -> None:
    found = reconcile(["bao_a"], [DAY])
    assert found.summary() == {
        "outlet_days": 1, "silent": 0, "short": 1, "coverage": 0.0, "discovered": 6, "backfilled": 0,
        "landed": 2, "unchanged": 1, "duplicate": 1, "discarded": 1, "failed": 1,
    }  # fmt: skip
    assert found.shortfalls[0].main_cause == "server_error"
    assert found.shortfalls[0].observed_share == pytest.approx(5 / 6)


@pytest.mark.usefixtures("landed")
def test_articles_of_a_past_interval_stand_beside_the_day_and_in_the_second_equation_alone() -> None:
    before = reconcile(["bao_a"], [DAY]).outlet_days[0]
    rows = store.read("harvests", days=[DAY]).to_pylist()
    past = [harvest("7", "landed", "backfill_article"), harvest("8", "failed", "backfill_article", "left_over")]
    store.write("harvests", DAY, [*rows, *past, harvest("/map", "failed", "backfill_listing", "not_found")], "bao_a")
    with pytest.raises(ReconciliationError, match="3 articles were harvested and 2 landed"):
        reconcile(["bao_a"], [DAY])
    store.write("articles", DAY, [article("1"), article("2"), article("7")], "bao_a")
    found = reconcile(["bao_a"], [DAY]).outlet_days[0]
    assert found.backfilled == 1
    assert (found.outcomes, found.observed_share) == (before.outcomes, before.observed_share)


@pytest.mark.usefixtures("landed")
def test_the_second_equation_holds_once_the_day_was_admitted() -> None:
    store.write("admissions", DAY, [admission("1"), admission("2", "quarantined")], "bao_a")
    found = reconcile(["bao_a"], [DAY]).outlet_days[0]
    assert (found.admitted, found.quarantined) == (1, 1)


@pytest.mark.usefixtures("landed")
def test_an_article_that_got_lost_at_the_gate_stops_the_run() -> None:
    store.write("admissions", DAY, [admission("1")], "bao_a")
    with pytest.raises(ReconciliationError, match="bao_a on 2026-10-15: 2 landed, 1 admitted and 0 quarantined"):
        reconcile(["bao_a"], [DAY])


@pytest.mark.usefixtures("landed")
def test_an_admission_older_than_the_landing_is_still_to_come() -> None:
    store.write("admissions", DAY, [admission("1")], "bao_a")
    store.write("articles", DAY, [article("1"), article("2")], "bao_a")
    assert reconcile(["bao_a"], [DAY]).outlet_days[0].admitted is None


@pytest.mark.usefixtures("landed")
def test_an_article_without_its_harvest_stops_the_run() -> None:
    store.write("articles", DAY, [article("1")], "bao_a")
    with pytest.raises(ReconciliationError, match="2 articles were harvested and 1 landed"):
        reconcile(["bao_a"], [DAY])


@pytest.mark.usefixtures("landed")
def test_who_was_expected_and_not_seen_is_named() -> None:
    found = reconcile(["bao_a", "bao_b"], [DAY])
    assert found.silent == (("bao_b", DAY),)
    assert not found.is_covered


def test_an_empty_list_of_outlets_stops_the_run(home: Path) -> None:
    with pytest.raises(ReconciliationError, match="Nobody was expected"):
        reconcile([], [DAY])


def test_a_day_that_was_wholly_seen_is_covered(home: Path) -> None:
    store.write("harvests", DAY, [harvest("/", "landed", "home_page")], "bao_a")
    found = reconcile(["bao_a"], [DAY])
    assert (found.is_covered, found.coverage, found.outlet_days[0].main_cause) == (True, 1.0, None)
