"""What an ordinary day is."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from include.landing import store
from include.validation.volume import History, backfilled, landed_counts

DAY = date(2026, 11, 10)
Article = Callable[..., dict[str, Any]]


def _land(article: Article, back: int, count: int, outlet_id: str = "bao_a") -> None:
    day = DAY - timedelta(days=back)
    store.write("articles", day, [article(n, day=day, outlet_id=outlet_id) for n in range(count)], outlet_id)


def test_landed_rows_are_counted_by_outlet(home: Path, article: Article) -> None:
    _land(article, 0, 3)
    _land(article, 0, 1, "bao_b")
    assert landed_counts(DAY) == {"bao_a": 3, "bao_b": 1}
    _land(article, 0, 2)
    assert landed_counts(DAY) == {"bao_a": 2, "bao_b": 1}


def test_the_ordinary_day_is_the_median_of_the_days_before(home: Path, article: Article) -> None:
    for back, count in enumerate([99, 4, 6, 5], start=0):
        _land(article, back, count)
    assert History(DAY, 14, 3).ordinary("bao_a") == 5
    assert History(DAY, 14, 3).ordinary() == 5


def test_articles_of_a_past_interval_are_no_part_of_an_ordinary_day(home: Path, article: Article) -> None:
    _land(article, 1, 5)
    day = DAY - timedelta(days=1)
    rows = [
        {
            "capture_id": f"c{n}",
            "article_id": f"a{n}",
            "outlet_id": "bao_a",
            "sitemap": "s",
            "listed_on": day,
            "day": day,
        }
        for n in range(3)
    ]
    store.write("article_backfills", day, rows, "bao_a")
    assert landed_counts(day) == {"bao_a": 2}
    assert backfilled(day) == {"c0", "c1", "c2"}
    assert backfilled(DAY) == frozenset()


def test_too_short_a_history_says_nothing(home: Path, article: Article) -> None:
    _land(article, 1, 5)
    assert History(DAY, 14, 2).ordinary() is None
    assert History(DAY, 14, 1).ordinary("bao_b") is None
    assert History(DAY + timedelta(days=20), 14, 1).ordinary() is None
