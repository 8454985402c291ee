"""Lists of articles written by hand in the markup of old and new sites, before anything was tried on them.

When first read, four of eight were wrong: script addresses were passed over, a tooltip's clock was not read, and
"2 giờ" in a time element was no time.
"""

from datetime import datetime, timedelta, timezone

import pytest

from include.pages.listings import list_pages
from include.settings import ROOT

LISTS = (ROOT / "tests/fixtures/layouts/fresh_listings_12.txt").read_text(encoding="utf-8").split("=== ")[1:]
LOCAL = timezone(timedelta(hours=7))


@pytest.mark.parametrize("page", LISTS, ids=lambda page: page.split("\n", 1)[0])
def test_each_article_of_a_list_has_its_address_title_and_moment(page: str) -> None:
    given = [line.partition(": ")[::2] for line in page.splitlines()[1:-1]]
    (url,) = (value for name, value in given if name == "url")
    seen = next((datetime.fromisoformat(value).replace(tzinfo=LOCAL) for name, value in given if name == "seen"), None)
    wanted = [value.split(" | ") for name, value in given if name == "item"]
    entries = list_pages.read(page.splitlines()[-1], url, seen_at=seen).entries
    assert [[entry.url, entry.title] for entry in entries] == [item[:2] for item in wanted]
    for entry, (_, _, moment) in zip(entries, wanted, strict=True):
        assert entry.published_at is not None
        assert entry.published_at.astimezone(LOCAL).strftime("%Y-%m-%dT%H:%M").startswith(moment)
        assert (entry.published_precision == "day") is moment.endswith("T")
