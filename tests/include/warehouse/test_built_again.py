"""A warehouse that was lost is built again from the landing, the same."""

from datetime import date

from include.settings import settings
from include.warehouse import published
from include.warehouse.build import build_warehouse
from tests.include.warehouse.conftest import BuiltCity, Landing, noon
from tests.support.marts import assert_equal, marts

OLDER, D17 = date(2021, 5, 20), date(2026, 10, 17)


def test_a_warehouse_deleted_and_built_again_has_equal_marts(settled_city: BuiltCity) -> None:
    """Also of an article older than its first day, which a build of changes alone took in."""
    late = Landing()
    older = late.article("tong_hop", D17, "cu-hon", published_date=OLDER, published_at=noon(OLDER))
    late.write()
    build_warehouse([D17])
    assert published.rows(f"select fact, state from fct_article_facts where article_id = '{older}'")
    before = marts()
    for path in settings().warehouse.iterdir():
        if path.is_file():
            path.unlink()
    build_warehouse([])
    assert_equal(before, marts())
