"""Tests of the declaration: complete, and true to what was asked of the city."""

from datetime import date

import pytest
from pydantic import ValidationError

from include.sample_city.articles import articles
from include.sample_city.declaration import (
    DAYS,
    ExpectedVerdict,
    Fault,
    Misbehaviour,
    fault_of_article,
    faults,
    faults_of,
    outlets,
    read_yaml,
)


def test_there_are_outlets_of_all_five_kinds_licensed_by_city_and_ministry() -> None:
    assert len(outlets()) >= 12
    kinds = {outlet.kind for outlet in outlets().values()}
    assert kinds == {"newspaper", "magazine", "aggregator", "social_network", "portal"}
    assert {x.authority for outlet in outlets().values() for x in outlet.licences} == {"city", "ministry"}


def test_there_are_five_layouts_and_every_style_of_listing() -> None:
    assert len({outlet.layout for outlet in outlets().values()}) == 5
    styles = {style for outlet in outlets().values() for style in outlet.listings}
    assert styles == {"rss", "atom", "rdf", "json_feed", "news_sitemap", "sitemap_index", "list_page"}


@pytest.mark.parametrize("misbehaviour", list(Misbehaviour))
def test_every_misbehaviour_is_declared(misbehaviour: Misbehaviour) -> None:
    assert [fault for fault in faults().faults if fault.misbehaviour is misbehaviour]


def test_every_fault_holds_on_collected_days_at_a_known_outlet() -> None:
    for fault in faults().faults:
        assert fault.outlet_id in outlets()
        assert set(fault.days) <= set(DAYS)


def test_every_fault_of_an_article_meets_an_article() -> None:
    met = {a.fault for a in articles() if a.fault}
    assert {fault for fault in faults().faults if fault.article is not None} == met


def test_all_domains_are_invented() -> None:
    assert all(
        domain.endswith((".example.vn", ".example.com")) for outlet in outlets().values() for domain in outlet.domains
    )


def test_the_licence_shown_is_the_newest_issued() -> None:
    outlet = outlets()["cong_tin_long_thanh"]
    assert outlet.licence_shown_on(date(2021, 1, 15)).number == "08/GP-TTĐT"
    assert outlet.licence_shown_on(date(2026, 11, 1)).number == "41/GP-TTĐT"


def test_a_fault_is_found_by_day_and_by_article() -> None:
    (fault,) = faults_of("diem_tin_ho_guom", date(2026, 11, 1), Misbehaviour.LAPSED_LICENCE)
    assert fault.holds_on(date(2026, 11, 14))
    assert not list(faults_of("diem_tin_ho_guom", date(2026, 10, 31), Misbehaviour.LAPSED_LICENCE))
    assert fault_of_article("cong_tin_song_hong", date(2026, 10, 21), 1)
    assert fault_of_article("cong_tin_song_hong", date(2026, 10, 21), 2) is None


def test_unknown_keys_are_refused() -> None:
    with pytest.raises(ValidationError):
        ExpectedVerdict.model_validate({"rule_id": "licence_held", "status": "met", "reason": "none"})
    with pytest.raises(ValidationError):
        Fault.model_validate({"misbehaviour": "no_such", "outlet_id": "x", "days": "2026-11-01"})


def test_files_are_read_as_written() -> None:
    assert len(read_yaml("outlets.yml")) == len(outlets())
