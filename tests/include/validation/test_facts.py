"""What is measured of each article."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pandas
import pyarrow as pa
import pytest

from include.landing.contract import table
from include.validation.facts import add_context, article_facts, normal_title

Article = Callable[..., dict[str, Any]]


def _facts(*rows: dict[str, Any], first: dict[str, date] | None = None) -> pandas.DataFrame:
    return add_context(article_facts(pa.Table.from_pylist(list(rows), schema=table("articles").schema)), first or {})


def test_no_text_is_kept(article: Article) -> None:
    assert "text" not in _facts(article(1)).columns


def test_vietnamese_and_other_languages_are_told_apart(article: Article) -> None:
    english = "The city council said on Monday that water will reach all communes next month. " * 4
    shares = _facts(article(1), article(2, text=english), article(3, text="Ngắn"))["marked_letter_share"]
    assert shares[0] > 0.15 > 0.05 > shares[1]
    assert pandas.isna(shares[2])


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
def test_text_read_in_a_wrong_set_is_seen(article: Article, wrong: str) -> None:
    text = article(1)["text"]
    broken = text.encode().decode(wrong, "replace")
    shares = _facts(article(1), article(2, text=broken), article(3, title="Ti\ufffdu \ufffd\ufffd"))[
        "broken_character_share"
    ]
    assert shares[0] == 0
    assert shares[1] > 0.005 and shares[2] > 0.005


def test_a_title_of_blanks_is_none(article: Article) -> None:
    assert pandas.isna(_facts(article(1, title=" \u3000 "))["title"][0])


def test_times_are_counted_from_day_and_licence(article: Article) -> None:
    late = article(1, published_at=datetime(2026, 11, 3, 17, 30, tzinfo=UTC), published_date=date(2026, 11, 4))
    facts = _facts(late, article(2), first={"bao_a": date(2026, 11, 4)})
    assert facts["minutes_after_day"][0] == 30
    assert facts["minutes_after_day"][1] < 0
    assert list(facts["days_since_licence"]) == [0, -1]


def test_the_later_of_two_like_articles_counts_the_earlier(article: Article) -> None:
    facts = _facts(
        article(2, title="TIN  mới!"),
        article(1, title="Tin mới"),
        article(3, title="Tin mới", day=date(2026, 11, 4)),
        article(4, title="Tin mới", outlet_id="bao_b"),
        article(5, title="Tin mới", text="khác hẳn và ngắn hơn nhiều"),
        article(1, title="Tin mới", capture_id="c1b"),
    )
    assert list(facts["earlier_same_titles"]) == [2, 0, 0, 0, 0, 0]


def test_a_daily_column_of_several_days_that_lands_at_once_is_no_duplicate(article: Article) -> None:
    column = [article(n, title="Giá vàng hôm nay", published_date=date(2026, 11, n)) for n in (1, 2, 2)]
    undated = [article(n, title="Lịch phát sóng", published_date=None, published_at=None) for n in (7, 8)]
    column[2] |= {"article_id": "again", "published_at": datetime(2026, 11, 3, 2, tzinfo=UTC)}
    assert list(_facts(*column, *undated)["earlier_same_titles"]) == [0, 0, 1, 0, 1]


def test_titles_are_compared_without_case_and_signs() -> None:
    assert normal_title("  Hà Nội: MƯA lớn! ") == "hà nội mưa lớn"
    assert normal_title(None) == normal_title(float("nan")) == ""


def test_an_empty_day_has_no_facts() -> None:
    assert article_facts(table("articles").schema.empty_table()).empty
