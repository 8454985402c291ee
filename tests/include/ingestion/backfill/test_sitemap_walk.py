"""Walking through sitemaps: what is read, what is lacking, what is passed by, and what cannot be."""

from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

from include.archive.facts import Interval
from include.archive.index import read_index
from include.archive.writer import open_day
from include.fetching.causes import HarvestCause
from include.ingestion.backfill.ages import Age
from include.ingestion.backfill.sitemap_walk import UNDATED_NAMED, SitemapWalk
from include.outlets.profile import Profile

SITE, DAY, NOW = "http://a.example.vn", date(2026, 11, 20), datetime(2026, 11, 20, tzinfo=UTC)
INTERVAL = Interval("bao_a", DAY, date(2026, 10, 15), date(2026, 10, 16), NOW)
PROFILE = Profile(
    outlet_id="bao_a", name="A", kind="newspaper", licensing_authority="city", domains=("a.example.vn",),
    home_page=f"{SITE}/", sitemaps=(f"{SITE}/map-2001-01.xml",),
)  # fmt: skip
MAP = f"{SITE}/map-2001-01.xml"


def index_of(*lines: str) -> bytes:
    return f"<sitemapindex>{''.join(lines)}</sitemapindex>".encode()


def child(address: str, changed: str = "") -> str:
    return f"<sitemap><loc>{address}</loc><lastmod>{changed}</lastmod></sitemap>"


def entry(number: int, changed: str = "") -> str:
    return f"<url><loc>{SITE}/{number}.html</loc><lastmod>{changed}</lastmod></url>"


def walked(bodies: dict[str, bytes]) -> SitemapWalk:
    with open_day("bao_a", DAY) as writer:
        for number, (url, body) in enumerate(bodies.items()):
            writer.keep(
                str(number), "backfill_listing", url, final_url=url, status=(200, "OK"), headers=[], received=body,
                body=body, captured_at=NOW, fetched_at=NOW, is_from_archive=False,
            )  # fmt: skip
    walk = SitemapWalk(PROFILE, [INTERVAL])
    walk.walk(read_index("bao_a", DAY))
    return walk


def test_what_the_profile_names_is_asked_whatever_its_name_says(home: Path) -> None:
    assert walked({}).lacking == [MAP]


def test_children_are_sorted_into_those_to_be_asked_and_the_others(home: Path) -> None:
    index = index_of(
        child(f"{SITE}/1.xml", "2026-11-01"), child(f"{SITE}/2.xml", "2026-10-01"), child(f"{SITE}/map-2026-11.xml"),
        child("http://b.vn/4.xml"), child(f"{SITE}/1.xml"), "<sitemap></sitemap>",
    )  # fmt: skip
    walk = walked({MAP: index})
    assert walk.lacking == [f"{SITE}/1.xml"]
    assert walk.skipped == {f"{SITE}/2.xml": Age.OLDER, f"{SITE}/map-2026-11.xml": Age.YOUNGER}
    assert walk.strangers == ["http://b.vn/4.xml"]


def test_an_index_that_points_to_itself_ends(home: Path) -> None:
    walk = walked({MAP: index_of(child(MAP), child(f"{SITE}/1.xml")), f"{SITE}/1.xml": index_of(child(MAP))})
    assert list(walk.archived) == [MAP, f"{SITE}/1.xml"]
    assert walk.lacking == []


def test_indexes_of_indexes_are_followed_a_few_levels(home: Path) -> None:
    chain = [MAP, *(f"{SITE}/{number}.xml" for number in range(1, 5))]
    walk = walked({url: index_of(child(further)) for url, further in pairwise(chain)})
    assert list(walk.archived) == chain[:3]
    assert walk.too_deep == [chain[3]]


def test_of_other_days_the_number_and_the_oldest_remain(home: Path) -> None:
    urls = entry(1, "2026-10-14"), entry(2, "2026-10-15"), entry(3, "2026-10-16"), entry(4, "2026-10-17"), entry(5)
    found = walked({MAP: f"<urlset>{''.join(urls)}</urlset>".encode()}).archived[MAP]
    assert [e.url for e in found.entries] == [f"{SITE}/2.html", f"{SITE}/3.html", f"{SITE}/5.html"]
    assert (found.of_other_days, found.oldest, found.undated) == (2, date(2026, 10, 14), 1)


def test_of_entries_without_a_date_so_many_are_named(home: Path) -> None:
    urls = "".join(entry(number) for number in range(UNDATED_NAMED + 5))
    found = walked({MAP: f"<urlset>{urls}</urlset>".encode()}).archived[MAP]
    assert (found.undated, len(found.entries)) == (UNDATED_NAMED + 5, UNDATED_NAMED)


def test_what_is_no_sitemap_is_said(home: Path) -> None:
    found = walked({MAP: b"<html><body><ul><li><a href='/1.html'>Tin</a></li></ul></body></html>"}).archived[MAP]
    assert found.cause is HarvestCause.LISTING_UNREADABLE
    assert found.entries == []
