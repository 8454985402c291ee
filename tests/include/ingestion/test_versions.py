"""A page asked again is the article as it was, a further version of it, or another page altogether."""

from datetime import date, datetime
from email.utils import format_datetime
from typing import Any

import pytest

from include.archive.facts import Unchanged
from include.ingestion.harvest import close_days
from include.ingestion.reextract import reextract_days
from include.ingestion.versions import _seen_at, is_same_article
from include.landing import store
from include.landing.reconciliation import reconcile
from include.periods.days import last_second
from include.settings import settings

FIRST, SECOND = date(2026, 10, 15), date(2026, 10, 16)


def page(title: str, text: str) -> bytes:
    head = f"<html lang=vi><head><title>{title}</title></head>"
    return f"{head}<body><article><h1>{title}</h1>{text}</article></body></html>".encode()


def answer(hostile: Any, body: bytes) -> Any:
    memento = f"Memento-Datetime: {format_datetime(last_second(SECOND), usegmt=True)}"
    return hostile.reply(body, headers=["Vary: accept-datetime", memento, "Content-Type: text/html; charset=utf-8"])


def rows(scope: str) -> list[dict[str, Any]]:
    return [row for row in store.read("harvests", days=[SECOND]).to_pylist() if row["scope"] == scope]


def close(city: Any, hostile: Any, press: Any, body: bytes, listed: list[int]) -> None:
    press.serve(city, hostile, {FIRST: [1], SECOND: listed})
    city.on("/tin-1.html", city._says["/tin-1.html"][0], answer(hostile, body))
    close_days(["bao_a"], [FIRST, SECOND], now=press.now)


@pytest.mark.parametrize("listed", [[2], [1, 2]], ids=["no longer listed", "still listed"])
def test_a_changed_text_lands_as_a_further_version(city: Any, hostile: Any, press: Any, listed: list[int]) -> None:
    title = "Tin số 1 của thành phố"
    close(city, hostile, press, page(title, f"<p>{press.PARAGRAPH}</p><p>Cập nhật. {press.PARAGRAPH}</p>"), listed)
    versions = [r for r in store.read("articles").to_pylist() if r["canonical_url"].endswith("/tin-1.html")]
    assert [row["day"] for row in versions] == [FIRST, SECOND]
    assert len({row["article_id"] for row in versions}) == 1
    assert len({row["text_sha256"] for row in versions}) == 2
    assert [(row["outcome"], row["address"][-10:]) for row in rows("recheck")] == [("landed", "tin-1.html")]
    assert [r["outcome"] for r in rows("article") if r["address"].endswith("/tin-1.html")] == ["landed"]
    (revision,) = store.read("article_revisions").to_pylist()
    assert (revision["capture_id"], revision["previous_capture_id"]) == tuple(
        row["capture_id"] for row in versions[::-1]
    )
    assert (revision["changed_fields"], revision["day"]) == ("text", SECOND)
    assert (revision["characters_added"], revision["characters_removed"]) == (len("Cậpnhật."), len("Bài1."))
    observed = store.read("observations", days=[SECOND]).to_pylist()
    assert {r["scope"] for r in observed if r["capture_id"] == versions[1]["capture_id"]} == {"article"}
    (found,) = reconcile(["bao_a"], [SECOND]).outlet_days
    assert (found.discovered, found.outcomes["landed"]) == (2, 2)


def test_other_bytes_around_the_same_text_are_no_version(city: Any, hostile: Any, press: Any) -> None:
    close(city, hostile, press, press.article(1).replace(b"<body>", b"<body><!-- 2 --><div class=ad></div>"), [2])
    assert [row["outcome"] for row in rows("recheck")] == ["unchanged"]
    assert store.partitions("article_revisions") == []
    assert store.read("articles", days=[SECOND]).num_rows == 1


def looked_for() -> list[dict[str, Any]]:
    """Return what was looked for on the page that was asked again."""
    (again,) = rows("recheck")
    observed = store.read("observations", days=[SECOND]).to_pylist()
    return [row for row in observed if row["capture_id"] == again["capture_id"]]


def test_other_bytes_around_the_same_text_are_a_second_capture(city: Any, hostile: Any, press: Any) -> None:
    credited = press.article(1).replace(b"</article>", "<p>Nguồn: Báo Thăng Long</p></article>".encode())
    close(city, hostile, press, credited.replace(b"<body>", b"<body><!-- 2 -->"), [2])
    (again,) = rows("recheck")
    assert again["seen_at"] == last_second(SECOND)
    assert {(row["scope"], row["article_id"]) for row in looked_for()} == {("article", again["article_id"])}
    first = {row["observation"] for row in store.read("observations", days=[FIRST]).to_pylist() if row["article_id"]}
    assert {row["observation"] for row in looked_for()} == first


def test_a_byline_at_the_second_capture_counts_as_a_credited_author(city: Any, hostile: Any, press: Any) -> None:
    signed = press.article(1).replace(b"<head>", '<head><meta name="author" content="Ban Bạn đọc">'.encode())
    close(city, hostile, press, signed, [2])
    assert {row["observation"]: row["is_present"] for row in looked_for()}["credited_author"]


def test_a_page_that_was_not_the_article_was_no_capture(city: Any, hostile: Any, press: Any) -> None:
    close(city, hostile, press, page("Trang bạn tìm không còn", "<p>Mời quý vị xem các tin khác trong ngày.</p>"), [2])
    assert [row["seen_at"] for row in rows("recheck")] == [None]
    assert looked_for() == []


def unchanged(*, is_whole: bool = True, fetched: date = SECOND, instant: datetime | None = None) -> Unchanged:
    return Unchanged("bao_a", SECOND, "recheck", "u", is_whole, last_second(fetched), instant)


def test_only_a_whole_page_whose_instant_is_known_to_lie_on_the_day_was_seen_again() -> None:
    assert _seen_at(unchanged()) == last_second(SECOND)
    assert _seen_at(unchanged(fetched=FIRST, instant=last_second(SECOND))) == last_second(SECOND)
    assert _seen_at(unchanged(fetched=FIRST)) is None  # answered by a time gate, its instant not noted
    assert _seen_at(unchanged(is_whole=False)) is None


def test_another_page_at_the_same_address_is_no_version(city: Any, hostile: Any, press: Any) -> None:
    close(city, hostile, press, page("Trang bạn tìm không còn", "<p>Mời quý vị xem các tin khác trong ngày.</p>"), [2])
    assert [(row["outcome"], row["cause"], row["is_our_failure"]) for row in rows("recheck")] == [
        ("failed", "replaced", False)
    ]


def test_versions_come_back_equal_from_the_archive(city: Any, hostile: Any, press: Any) -> None:
    title = "Tin số 1 của thành phố"
    close(city, hostile, press, page(title, f"<p>{press.PARAGRAPH}</p><p>Cập nhật. {press.PARAGRAPH}</p>"), [2])
    before = {path: path.read_bytes() for path in settings().landing.rglob("*.parquet")}
    city.close()
    reextract_days([SECOND], ["bao_a"])
    assert {path: path.read_bytes() for path in settings().landing.rglob("*.parquet")} == before


def test_an_article_stays_itself_under_its_title_or_with_enough_of_its_words() -> None:
    first = {"article_id": "x", "title": "Mưa lớn", "text": "hôm nay thành phố mưa lớn nhiều nơi ngập"}
    assert is_same_article(first, {**first, "text": "đăng ký để đọc"})
    assert is_same_article(first, {**first, "title": "Mưa rất lớn"})
    assert not is_same_article(first, {"article_id": "x", "title": "Không tìm thấy", "text": "mời xem tin khác"})
    assert not is_same_article(first, {**first, "article_id": "y"})
