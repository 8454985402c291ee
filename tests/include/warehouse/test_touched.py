"""Which days a changed partition makes us judge again."""

from datetime import date, timedelta
from pathlib import Path

from include.landing import store
from include.warehouse.load import load
from include.warehouse.store import Store, open_store
from include.warehouse.touched import CONFIRMING_DAYS
from tests.include.warehouse.conftest import Landing, noon

DAY = date(2026, 10, 17)


def touched(warehouse: Store) -> set[date]:
    load(warehouse)
    found = {day for (day,) in warehouse.rows("select distinct day from landing.touched_days")}
    warehouse.execute("delete from landing.touched_days")
    return found


def test_a_capture_touches_its_day_and_those_it_may_confirm(home: Path) -> None:
    landing = Landing()
    landing.home_page("tong_hop", DAY)
    landing.write()
    warehouse = open_store()
    try:
        found = touched(warehouse)
    finally:
        warehouse.close()
    assert {DAY + timedelta(days=ahead) for ahead in range(CONFIRMING_DAYS + 1)} <= found
    assert DAY - timedelta(days=1) not in found


def test_a_late_article_touches_the_day_it_was_published(home: Path) -> None:
    landing = Landing()
    early = DAY - timedelta(days=2)
    landing.listing("tong_hop", DAY)
    landing.article("tong_hop", DAY, "tre", published_date=early, published_at=noon(early))
    landing.write()
    warehouse = open_store()
    try:
        assert early in touched(warehouse)
        assert touched(warehouse) == set()  # nothing changed since
        store.write("observations", DAY, [], "tong_hop")
        assert DAY in touched(warehouse)
    finally:
        warehouse.close()


def test_a_page_seen_again_touches_the_day_its_article_was_published(home: Path) -> None:
    landing, early = Landing(), DAY - timedelta(days=8)
    landing.article("tong_hop", early, "cu")
    landing.write()
    warehouse = open_store()
    try:
        assert early in touched(warehouse)
        again = Landing()
        again.recapture("tong_hop", DAY, "cu", first=early)
        again.write()
        assert touched(warehouse) == {DAY, early}
    finally:
        warehouse.close()
