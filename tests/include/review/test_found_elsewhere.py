"""An outlet is given its articles elsewhere as facts; whoever is listed is given the same rows."""

from pathlib import Path

import duckdb
import pytest

from include.review.found_elsewhere import EXPLAINED, HEADING, found_elsewhere
from include.settings import settings
from include.warehouse.copying import DATABASE
from tests.support.reviewed import AT

TABLES = """
create table dim_outlets as select * from (values ('bao_a', 'Báo A'), ('trang_b', 'Trang B'), ('bao_c', 'Báo C'))
    as t(outlet_id, outlet_name);
create table fct_articles as select * from (values
    ('b1', timestamptz '2026-10-15 05:30:00+00', 15.0), ('b2', null, null), ('b3', null, null)
) as t(article_id, published_at, published_uncertainty_minutes);
create table fct_reprints as select * from (values
    ('bao_a', 'trang_b', 'https://a/1', 'https://b/1', 'b1', .914, 20.0, 50.0, true, date '2026-10-15'),
    ('bao_c', 'trang_b', 'https://c/1', 'https://b/2', 'b2', .5, null, null, true, date '2026-10-16'),
    ('bao_a', 'trang_b', 'https://a/2', 'https://b/3', 'b3', .9, 1.0, 2.0, false, date '2026-10-16')
) as t(original_outlet_id, reprint_outlet_id, original_url, reprint_url, reprint_article_id, containment,
    delay_minutes_min, delay_minutes_max, is_counted, reprint_published_date);
create table fct_article_facts as select * from (values
    ('b1', 'credited_agency', 'absent', date '2026-10-15'), ('b1', 'original_link', 'present', date '2026-10-15'),
    ('b1', 'credited_author', 'present', date '2026-10-15')
) as t(article_id, fact, state, published_date);
"""
ROW = """Trang B: https://b/1
   Bài trước của Báo A: https://a/1
   Đăng lúc 12:30 ngày 15/10/2026 (giờ Hà Nội, ± 15 phút); sau bài trước từ 20 đến 50 phút
   Phần trùng: 91% của bài đăng sau; ghi nguồn: không thấy; đường dẫn bài gốc: có"""


@pytest.fixture(autouse=True)
def published_copy(home: Path) -> None:
    """Publish the few tables that are asked."""
    build = settings().published / "builds" / "one"
    build.mkdir(parents=True)
    with duckdb.connect(build / DATABASE) as connection:
        connection.execute(TABLES)
    (settings().published / "current").symlink_to(Path("builds") / "one")


def test_an_outlet_is_told_where_its_articles_stand_as_facts() -> None:
    text = found_elsewhere("bao_a", AT)
    assert text.startswith(f"{HEADING}\nBáo A, lập ngày 02/11/2026\n{EXPLAINED}\n")
    assert f"Bài của đơn vị xuất hiện ở đơn vị khác: 1\n1. {ROW}\n" in text
    assert "Bài của đơn vị khác xuất hiện ở đơn vị: 0" in text
    assert "https://b/3" not in text, "what may come from a common source is not listed"
    assert "vi phạm" not in text


def test_the_listed_outlet_is_told_the_same_rows() -> None:
    text = found_elsewhere("trang_b", AT)
    assert f"Bài của đơn vị khác xuất hiện ở đơn vị: 2\n1. {ROW}\n" in text
    assert "Đăng không rõ thời điểm; chưa rõ cách bài trước bao lâu" in text
    assert "ghi nguồn: chưa đọc được; đường dẫn bài gốc: chưa đọc được" in text


def test_an_outlet_without_any_is_told_nothing() -> None:
    assert found_elsewhere("bao_d", AT) == ""
