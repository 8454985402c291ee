"""Which sitemaps can hold entries of a past interval."""

from datetime import UTC, date, datetime

import pytest

from include.archive.facts import Interval
from include.ingestion.backfill.ages import Age, age_of, named_days
from include.pages.dates import parse_moment
from include.pages.listings.listing import Nested

OCTOBER = Interval(
    "bao_a", date(2026, 11, 20), date(2026, 10, 10), date(2026, 10, 20), datetime(2026, 11, 20, tzinfo=UTC)
)
YEAR = date(2026, 1, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("path", "days"),
    [
        ("/sitemap-2026-10.xml", (date(2026, 10, 1), date(2026, 10, 31))),
        ("/sitemap_2026_02.xml.gz", (date(2026, 2, 1), date(2026, 2, 28))),
        ("/sitemaps/news-202610.xml", (date(2026, 10, 1), date(2026, 10, 31))),
        ("/2026/10/15/sitemap.xml", (date(2026, 10, 15), date(2026, 10, 15))),
        ("/sitemap-20261015.xml", (date(2026, 10, 15), date(2026, 10, 15))),
        ("/sitemap.xml?yyyy=2026&mm=10&dd=15", (date(2026, 10, 15), date(2026, 10, 15))),
        ("/2024/sitemap-2026-10.xml", (date(2026, 10, 1), date(2026, 10, 31))),
        ("/sitemap-2026-10-32.xml", (date(2026, 10, 1), date(2026, 10, 31))),
        ("/sitemap-2026.xml", YEAR),
        ("/sitemap-2026-2.xml", YEAR),
        ("/sitemap-2026-42.xml", YEAR),
        ("/articles-2026-w10.xml", YEAR),
        ("/sitemap-12.xml", None),
        ("/sitemap-0815.xml", None),
        ("/post-sitemap3.xml", None),
        ("/sitemap-120261015.xml", None),
    ],
)
def test_a_name_gives_a_day_a_month_a_year_or_nothing(path: str, days: tuple[date, date] | None) -> None:
    assert named_days(f"http://a.vn{path}") == days


@pytest.mark.parametrize(
    ("changed", "age"),
    [
        ("2026-10-08", Age.OLDER),
        ("2026-10-09", Age.MAY_HOLD),
        ("2026-10-08T23:59:59+07:00", Age.OLDER),
        ("2026-10-09T00:00:00+07:00", Age.MAY_HOLD),
        ("2026-11-20", Age.MAY_HOLD),
        ("", Age.MAY_HOLD),
    ],
)
def test_what_last_changed_before_the_interval_holds_older_entries(changed: str, age: Age) -> None:
    assert age_of(Nested("http://a.vn/map-1.xml", parse_moment(changed)), OCTOBER) is age


@pytest.mark.parametrize(
    ("name", "age"),
    [
        ("2026-10-08", Age.OLDER),
        ("2026-10-09", Age.MAY_HOLD),
        ("2026-10-21", Age.MAY_HOLD),
        ("2026-10-22", Age.YOUNGER),
        ("2026-09", Age.OLDER),
        ("2026-11", Age.YOUNGER),
        ("2025", Age.OLDER),
        ("2026", Age.MAY_HOLD),
        ("2027", Age.YOUNGER),
    ],
)
def test_a_day_more_on_each_side_of_the_interval_is_granted_to_a_name(name: str, age: Age) -> None:
    assert age_of(Nested(f"http://a.vn/sitemap-{name}.xml"), OCTOBER) is age
