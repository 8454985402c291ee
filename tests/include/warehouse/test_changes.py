"""Whatever changes after a build: judging the touched days alone gives what judging everything again gives."""

from collections.abc import Callable
from contextlib import closing
from datetime import date

import duckdb
import pandas as pd
import pytest

from include.landing import store
from include.ledger import entries
from include.warehouse import published
from include.warehouse.build import build_warehouse
from include.warehouse.store import open_store
from tests.include.warehouse.conftest import BuiltCity, Landing, noon
from tests.include.warehouse.test_build import standing
from tests.include.warehouse.whole_city import decide
from tests.support.marts import assert_equal, marts

MODELS_OF_DECISIONS = 60  # of some two hundred
D2021, D15, D16, D17, D18, D19, D20 = date(2021, 6, 1), *(date(2026, 10, number) for number in range(15, 21))


def a_late_article() -> None:
    """Land, on the last day, an article of two days before."""
    late = Landing()
    late.listing("tong_hop", D17)
    late.home_page("tong_hop", D17, missing=("contact_email",))
    late.article("tong_hop", D17, "tre", missing=("original_link",), published_date=D15, published_at=noon(D15))
    late.write()


def a_second_capture() -> None:
    """Land, a day later, that the late article's page was seen again as it was."""
    again = Landing()
    again.listing("tong_hop", D18)
    again.home_page("tong_hop", D18, missing=("contact_email",))
    again.recapture("tong_hop", D18, "tre", first=D17)
    again.write()


def an_article_of_a_past_interval() -> None:
    """Land an article that a sitemap gave for a past day, whose page lacks a link at two captures a day apart."""
    past = Landing()
    for day in (D19, D20):
        past.listing("tong_hop", day)
        past.home_page("tong_hop", day, missing=("contact_email",))
    key = past.article("tong_hop", D19, "xua", missing=("original_link",), published_date=D16, published_at=noon(D16))
    past.rows["harvests", D19, "tong_hop"][-1]["scope"] = "backfill_article"
    past.add("article_backfills", D19, "tong_hop", capture_id=f"item tong_hop xua {D19}", article_id=key,
             outlet_id="tong_hop", listed_on=D16)  # fmt: skip
    past.recapture("tong_hop", D20, "xua", first=D19, hours=24)
    past.write()


def an_article_that_moves_to_another_day() -> None:
    """Land a later version of an article, which now bears the day after."""
    later = Landing()
    later.listing("bao_a", D17)
    later.home_page("bao_a", D17)
    later.article("bao_a", D17, f"goc-{D15}", published_date=D16, published_at=noon(D16))
    later.write()


def a_decision() -> None:
    """Confirm the matter of a finding of 2021."""
    found = published.rows(
        "select belongs.finding_id, matters.matter_id, matters.outlet_id from fct_findings as findings "
        "inner join fct_matter_findings as belongs on findings.finding_id = belongs.finding_id "
        "inner join fct_matters as matters on belongs.matter_id = matters.matter_id "
        "where findings.rule_id = 'source_credit' order by 1 limit 1"
    )[0]
    said = {"matters": found["matter_id"], "findings": found["finding_id"], "decision": "confirm", "stage": "first"}
    entries.append("decision", f"matters/{found['outlet_id']}", said | {"reason": "Đã xem."}, "reviewer", noon(D17))


def a_withdrawn_page() -> None:
    """Land a day again of which one article was erased from the archive."""
    left = Landing()
    left.listing("tong_hop", D16)
    left.home_page("tong_hop", D16, missing=("contact_email",))
    left.article("tong_hop", D16, f"dan-{D16}", published_at=noon(D16, 2))
    left.add("harvests", D16, "tong_hop", outlet_id="tong_hop", scope="article", address="http://tong_hop/khong",
             outcome="failed", cause="withdrawn", is_our_failure=True)  # fmt: skip
    left.write()


def an_old_day_replayed() -> None:
    """Land a day of five years ago again, with other facts."""
    old = Landing()
    old.listing("tong_hop", D2021, outcome="failed", cause="too_slow")
    old.home_page("tong_hop", D2021)
    old.article("tong_hop", D2021, f"dan-{D2021}", missing=("original_time",))
    old.write()


def a_changed_register() -> None:
    """Land the registers again, with one licence that is not what it was."""
    day = date(2026, 10, 21)
    registers = Landing()
    registers.outlet("bao_a", "newspaper", day, legal_form="press_agency")
    registers.outlet("tong_hop", "aggregator", day, valid_to=date(2026, 10, 14))
    registers.attest("licences", day, D17)
    registers.write()


def what_a_matter_goes_through() -> None:
    """Confirm a matter, dismiss another, and note a letter, a reply and what was done about a quarantined record."""
    decide()


# What one build takes in: changes that touch neither each other's outlets and days nor the rows that show them.
CHANGES: list[list[Callable[[], None]]] = [
    [a_late_article, a_decision],
    [a_second_capture, an_old_day_replayed],
    [an_article_of_a_past_interval, an_article_that_moves_to_another_day],
    [a_withdrawn_page],
    [what_a_matter_goes_through],  # the last, so that what it did not build again is compared with a full rebuild
]
# What each change must alter, so that one cannot hide behind another of the same build.
CALLED = "from fct_articles where canonical_url like"
SHOWN = {
    a_late_article: f"select count(*) {CALLED} '%/tre'",
    an_old_day_replayed: "select rule_id, status from fct_verdicts where verdict_date = '2021-06-01' order by all",
    a_second_capture: "select verdict_date, status from fct_verdicts where rule_id = 'source_link' order by all",
    a_decision: "select state, count(*) from fct_findings where finding_date < '2026-01-01' group by 1 order by 1",
    an_article_of_a_past_interval: f"select count(*) {CALLED} '%/xua'",
    an_article_that_moves_to_another_day: f"select published_date {CALLED} '%/goc-2026-10-15'",
    what_a_matter_goes_through: "select event, count(*) from fct_matter_events group by 1 order by 1",
    a_withdrawn_page: f"select count(*) {CALLED} '%/khong-2026-10-16'",
}


def parquet(name: str) -> pd.DataFrame:
    """Return a mart as its Parquet files hold it."""
    folder = published.current() / "parquet"
    files = sorted(path for path in folder.rglob("*.parquet") if name in (path.stem, path.parent.name))
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        frame: pd.DataFrame = connection.execute("from read_parquet(?)", [[str(path) for path in files]]).df()
    return frame.sort_values(list(frame.columns), na_position="first").reset_index(drop=True)


@pytest.mark.slow
def test_each_change_gives_what_a_full_rebuild_gives(settled_city: BuiltCity) -> None:
    for together in CHANGES:
        before = {change: published.rows(SHOWN[change]) for change in together}
        for change in together:
            change()
        outcome = build_warehouse([])
        after = marts()
        names = [change.__name__ for change in together]
        assert not outcome.is_full, names
        assert (outcome.models < MODELS_OF_DECISIONS) is (together == [what_a_matter_goes_through]), names
        if a_late_article in together:
            assert standing("tong_hop", "source_link", D15) == ("needs_review", "advisory", "seen_missing_once")
        if a_second_capture in together:
            assert standing("tong_hop", "source_link", D15) == ("not_met", "advisory", "missing_on_item")
        if an_article_of_a_past_interval in together:
            assert standing("tong_hop", "source_link", D16) == ("needs_review", "advisory", "first_seen_later")
            sums = "select landed, admitted from fct_coverage where outlet_id = 'tong_hop' and day = date '2026-10-19'"
            assert published.rows(sums) == [{"landed": 0, "admitted": 0}]
        assert [change.__name__ for change in together if published.rows(SHOWN[change]) == before[change]] == []
        assert_equal({name: parquet(name) for name in after}, after)
    assert build_warehouse(None).is_full
    assert_equal(after, marts())


@pytest.mark.slow
def test_a_changed_register_judges_every_day_again(settled_city: BuiltCity) -> None:
    a_changed_register()
    outcome = build_warehouse([])
    assert outcome.is_full
    assert outcome.days == settled_city.outcome.days
    changed = published.rows(
        "select status, cause from fct_verdicts where outlet_id = 'tong_hop' and rule_id = 'licence_current' "
        f"and verdict_date = '{D15}'"
    )
    assert changed == [{"status": "needs_review", "cause": "text_not_read"}]


@pytest.mark.slow
def test_a_register_that_was_emptied_holds_nothing_any_more(settled_city: BuiltCity) -> None:
    store.write("attestations", date(2026, 10, 22), [])
    assert build_warehouse([]).is_full
    with closing(open_store()) as warehouse:
        assert warehouse.rows("select count(*) from staging.stg_registers__attestations") == [(0,)]
