"""The whole sample city, collected once over real sockets: what its faults end as, and its landing made again."""

import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from include.ingestion.reextract import reextract_days
from include.landing import store
from include.sample_city.article import Article
from include.sample_city.articles import articles
from include.sample_city.declaration import Fault, Misbehaviour, faults
from include.settings import settings
from tests.system.judged import installed_at

pytestmark = pytest.mark.slow
TABLES = ("captures", "harvests", "articles", "observations")


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory, classified_month: Path) -> Iterator[None]:
    """Give the tests a copy of the collected month; the city is closed."""
    home = tmp_path_factory.mktemp("month")
    shutil.copytree(classified_month, home, dirs_exist_ok=True)
    with installed_at(home):
        yield


def declared(kind: Misbehaviour) -> list[Fault]:
    return [fault for fault in faults().faults if fault.misbehaviour is kind]


def rows(table: str, outlet_id: str, first: date, last: date) -> list[dict[str, Any]]:
    found = store.read(table, parts=[outlet_id]).to_pylist()
    return [row for row in found if first <= row["day"] <= last]


def of(kind: Misbehaviour) -> Iterator[tuple[Fault, Article]]:
    """Yield the faulty articles of one kind with their fault."""
    return ((a.fault, a) for a in articles() if a.fault is not None and a.problem is kind)


def rechecks(address: str) -> Counter[tuple[str, str | None, date]]:
    found = store.read("harvests").to_pylist()
    seen = [row for row in found if row["scope"] == "recheck" and row["address"] == address]
    return Counter((row["outcome"], row["cause"], row["day"]) for row in seen if row["outcome"] != "unchanged")


def test_the_landing_of_the_whole_month_comes_back_equal_without_the_network(month: None) -> None:
    root = settings().landing
    before = {path.relative_to(root): path.read_bytes() for path in root.rglob("*.parquet")}
    for name in TABLES:
        for partition in store.partitions(name):
            partition.path.unlink()
    reextract_days()
    assert {path.relative_to(root): path.read_bytes() for path in root.rglob("*.parquet")} == before


def test_a_vanished_article_is_seen_gone_twice_and_one_that_came_back_once(month: None) -> None:
    seen = {article.outlet_id: rechecks(article.url) for _, article in of(Misbehaviour.VANISHED_ARTICLE)}
    assert seen == {
        "bao_thang_long": Counter(
            [("failed", "not_found", date(2026, 10, 30)), ("failed", "not_found", date(2026, 10, 31))]
        ),
        "bao_kinh_thanh": Counter([("failed", "not_found", date(2026, 11, 3))]),
    }


def test_a_lawful_removal_is_seen_like_any_other_disappearance(month: None) -> None:
    ((_, article),) = of(Misbehaviour.LAWFUL_REMOVAL)
    assert rechecks(article.url) == Counter(
        [("failed", "gone", date(2026, 10, 29)), ("failed", "gone", date(2026, 10, 30))]
    )


def test_a_revised_article_lands_in_two_versions_and_no_other_does(month: None) -> None:
    versions = Counter(row["canonical_url"] for row in store.read("articles").to_pylist())
    changed = (Misbehaviour.REVISED_ARTICLE, Misbehaviour.CREDITED_AT_FIRST)
    revised = {article.url for kind in changed for _, article in of(kind)}
    assert {url for url, count in versions.items() if count > 1} == revised


def test_broken_xml_loses_no_article(month: None) -> None:
    for fault in declared(Misbehaviour.BROKEN_XML):
        found = rows("harvests", fault.outlet_id, *fault.days)
        listing = next(row for row in found if row["scope"] == "listing" and row["address"].endswith(".rss"))
        assert listing["outcome"] == "landed"
        listed = {a.url for a in articles() if a.outlet_id == fault.outlet_id and a.listed_on == fault.days[0]}
        assert listed <= {row["address"] for row in found if row["scope"] == "article"}


@pytest.mark.parametrize("kind", [Misbehaviour.WRONG_CHARSET, Misbehaviour.DECOMPOSED_TEXT, Misbehaviour.LAYOUT_CHANGE])
def test_titles_and_texts_come_out_as_they_were_written(month: None, kind: Misbehaviour) -> None:
    written = {a.url: a.draft for a in articles()}
    for fault in declared(kind):
        landed = rows("articles", fault.outlet_id, *fault.days)
        assert landed
        for row in landed:
            draft = written[row["canonical_url"]]
            assert row["title"] == draft.title
            assert all(paragraph in row["text"] for paragraph in draft.paragraphs)
            assert unicodedata.is_normalized("NFC", row["title"] + row["text"])
            if kind is Misbehaviour.LAYOUT_CHANGE:
                assert fault.days[0].isoformat() in row["extractor"]
