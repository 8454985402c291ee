"""When an article was published: which date counts, what a clock is not, and what disagreement leaves open."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from include.pages.extraction import metadata
from include.pages.extraction.published import Publication
from include.pages.page import open_page

AT = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
MENU = "<nav><a href='/a'>Thời sự</a><a href='/b'>Kinh tế</a></nav>"
BODY = f"<article><p>{'Một đoạn văn dài của bài viết này. ' * 8}</p></article>"
CLOCK = "Thứ sáu, 27/11/2026 14:05"


def read(above: str, below: str = "", head: str = "") -> Publication:
    title = "<h1>Xóm Hạ khoan giếng chung sau mùa khô</h1>"
    page = f"<html><head>{head}</head><body>{above}{title}{below}{BODY}</body></html>"
    return metadata.read(open_page(page.encode(), "https://bao.example.vn/1.html")).publication


def linked(**fields: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(fields)}</script>"


def instant(found: Publication) -> datetime | None:
    return found.moment.instant if found.moment else None


@pytest.mark.parametrize(
    "clock",
    [
        f"<header><span class='date'>{CLOCK}</span></header>{MENU}",
        f"<div class='top'><div class='date'>{CLOCK}</div></div>{MENU}",
        f"<div id='clock'>{CLOCK}</div>",
        f"<marquee>{CLOCK}</marquee>",
        f"<div class='wrapper'><div class='topbar'><time datetime='2026-11-27T14:05'>{CLOCK}</time></div>{MENU}</div>",
        f"<div class='ticker'>{CLOCK}</div>",
        f"<div class='lich-am'>{CLOCK}</div>",
    ],
)
def test_a_clock_above_the_article_is_never_its_date(clock: str) -> None:
    assert read(clock).moment is None
    assert instant(read(clock, "<div class='ngay'>24/11/2026 07:30</div>")) == AT


@pytest.mark.parametrize("place", ["<aside>{}</aside>", "<footer>{}</footer>", "<div class='tin-lien-quan'>{}</div>"])
def test_a_date_beside_the_article_is_never_its_date(place: str) -> None:
    assert read(MENU, place.format("<span class='date'>23/11/2026 08:00</span>")).moment is None


@pytest.mark.parametrize(
    "line",
    [
        "<span class='time' title='07:30 24/11/2026'>3 ngày trước</span>",
        "<time datetime='2026-11-24T07:30:00+07:00'>5 giờ trước</time>",
        "<span class='ago' data-time='1795480200'>hôm qua</span>",
        "<p class='article-meta'>Mẫu Lúa &bull; 24/11/2026 &bull; 07:30</p>",
        "<div><b>Ngày 24/11/2026 | 07:30</b></div>",
        "<div>Mẫu Lúa - 24/11/2026 07:30</div>",
        "<div class='lbPublishDate'>24/11/2026 07:30</div>",
        "<div class='entry-meta'><time datetime='2026-11-24T07:30:00+07:00'>24 Tháng Mười Một, 2026</time></div>",
        "<span itemprop='datePublished' content='2026-11-24T07:30+07:00'>24/11</span>",
    ],
)
def test_a_date_beside_the_title_is_read_in_any_markup(line: str) -> None:
    assert instant(read(MENU, line)) == AT


def test_a_relative_time_alone_gives_no_date() -> None:
    assert read(MENU, "<span class='time'>5 giờ trước</span>").moment is None


def test_a_date_before_the_title_counts_within_the_articles_own_part() -> None:
    part = "<div class='detail'><div class='bar'><span class='date'>24/11/2026, 07:30</span></div>"
    assert instant(read(MENU + part)) == AT


def test_a_line_of_two_dates_says_which_is_the_publication() -> None:
    found = read(MENU, "<div class='meta'>Cập nhật 25/11/2026 lúc 10:00 | Đăng lúc 07:30 ngày 24/11/2026</div>")
    assert instant(found) == AT
    assert found.updated is not None and found.updated.instant == datetime(2026, 11, 25, 3, tzinfo=UTC)


def test_a_last_change_alone_leaves_the_hours_before_it_open() -> None:
    found = read(MENU, "<span class='time'>Cập nhật lúc 07:30 ngày 24/11/2026</span>")
    assert (instant(found), found.source) == (AT, "updated")
    assert found.earliest is not None and AT - found.earliest >= timedelta(hours=12)


def test_the_articles_own_object_counts_before_the_pages() -> None:
    page = {"@type": "WebPage", "datePublished": "2019-01-01T00:00:00+07:00"}
    article = {"@type": "NewsArticle", "datePublished": "2026-11-24T07:30:00+07:00"}
    found = read(MENU, head=linked(**{"@graph": [page, article]}))
    assert (instant(found), found.source) == (AT, "structured_data")
    assert found.earliest == found.latest == AT


@pytest.mark.parametrize("empty", ["0001-01-01T00:00:00", "1970-01-01T00:00:00Z", "", "null"])
def test_an_empty_field_is_passed_by(empty: str) -> None:
    head = f"<meta property='article:published_time' content='{empty}'><meta name='pubdate' content='2026-11-24T07:30'>"
    assert instant(read(MENU, head=head)) == AT


def test_the_clock_that_readers_see_completes_a_declared_day() -> None:
    head = "<meta property='article:published_time' content='2026-11-24'>"
    found = read(MENU, "<span class='date'>24/11/2026 07:30</span>", head)
    assert (instant(found), found.source) == (AT, "meta")


def test_strong_dates_that_disagree_leave_the_interval_between_them() -> None:
    head = "<meta property='article:published_time' content='2026-11-24T09:00:00+07:00'>"
    found = read(MENU, "<span class='date'>Đăng lúc 07:30 ngày 24/11/2026</span>", head)
    assert instant(found) == AT + timedelta(minutes=90)
    assert (found.earliest, found.latest) == (AT - timedelta(seconds=30), AT + timedelta(minutes=90))


def test_seconds_that_one_of_two_clocks_cuts_off_are_no_disagreement() -> None:
    head = "<meta property='article:published_time' content='2026-11-24T07:30:59+07:00'>"
    found = read(MENU, "<span class='date'>24/11/2026 07:30</span>", head)
    assert found.earliest == found.latest == AT + timedelta(seconds=59)


def test_the_times_of_a_running_report_are_not_its_publication() -> None:
    live = "<div class='live-item'><span class='live-time'>09:40 24/11/2026</span><p>Diễn biến.</p></div>"
    assert read(MENU, live).moment is None
