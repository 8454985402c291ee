"""Articles from pages."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.errors import ProfileError
from include.outlets.profile import Layout, Profile
from include.pages.extraction.article import ExtractedArticle, extract_article

URL = "https://bao.example.vn/bai-1.html?utm_source=zalo"
PARAGRAPH = "Thành phố mở thêm tuyến xe buýt nối các phường trung tâm với khu đô thị mới ở phía tây trong năm tới. "
PAGE = f"""<html lang="vi-VN"><head><title>Thêm tuyến xe buýt - Báo A</title>
<meta property="og:site_name" content="Báo A">
<meta name="description" content="Tóm tắt &amp; lời dẫn"><link rel="canonical" href="/bai-1.html"></head><body>
<h1>Thêm tuyến xe buýt</h1><p class="muc">Giao thông</p><div class="date">Thứ ba, 24/11/2026, 07:30 (GMT+7)</div>
<div class="noi-dung"><p>{PARAGRAPH * 3}</p><p class="lien-quan">Đọc thêm: bài khác</p><p>{PARAGRAPH * 2}Hết.</p>
<div class="binh-luan">Bạn đọc: ý kiến riêng</div></div><p class="tac-gia">Nguyễn Văn An</p></body></html>"""
PROFILE = Profile(
    outlet_id="bao_a",
    name="Báo A",
    kind="newspaper",
    licensing_authority="city",
    domains=("bao.example.vn",),
    home_page="https://bao.example.vn/",
    layouts=(
        Layout(valid_from=date(2020, 1, 1), text=".cu", title=".cu"),
        Layout(
            valid_from=date(2026, 1, 1),
            title="h1",
            text=".noi-dung",
            drop=(".lien-quan",),
            section=".muc",
            byline=".tac-gia",
        ),
    ),
)


def read(page: str = PAGE, day: date = date(2026, 11, 24), profile: Profile | None = PROFILE) -> ExtractedArticle:
    return extract_article(page.encode(), URL, "text/html", profile, day)


def test_the_layout_of_the_day_reads_the_page() -> None:
    article = read()
    assert (article.title, article.section, article.summary) == (
        "Thêm tuyến xe buýt",
        "Giao thông",
        "Tóm tắt & lời dẫn",
    )
    assert (article.text or "").split("\n")[-1].endswith("Hết.")
    assert "Đọc thêm" not in (article.text or "")
    assert article.extractor == "bao_a@2026-01-01"


def test_comments_and_names_of_authors_are_not_kept() -> None:
    article = read()
    assert "ý kiến riêng" not in (article.text or "")
    assert "Nguyễn Văn An" not in repr(article)
    assert article.has_byline


def test_a_layout_that_finds_nothing_gives_way_to_trafilatura() -> None:
    article = read(day=date(2021, 6, 1))
    assert article.extractor.startswith("trafilatura@")
    assert PARAGRAPH.strip() in (article.text or "")


def test_a_page_without_profile_is_read_by_general_means() -> None:
    article = read(profile=None)
    assert (article.title, article.language, article.charset) == ("Thêm tuyến xe buýt", "vi", "utf-8")
    assert article.canonical_url == "https://bao.example.vn/bai-1.html"


def test_the_publication_time_carries_its_precision() -> None:
    article = read()
    assert (article.published_at, article.published_date) == (
        datetime(2026, 11, 24, 0, 30, tzinfo=UTC),
        date(2026, 11, 24),
    )
    assert (article.published_precision, article.published_from, article.published_uncertainty_minutes) == (
        "minute",
        "shown",
        0.5,
    )


@pytest.mark.parametrize(
    ("markup", "precision"),
    [
        (
            '<script type="application/ld+json">{"@type":"NewsArticle",'
            '"datePublished":"2026-11-24T07:30:00+07:00"}</script>',
            "second",
        ),
        ('<meta property="article:published_time" content="2026-11-24T07:30:00+07:00">', "second"),
        ('<time datetime="2026-11-24T07:30+07:00">sáng nay</time>', "minute"),
        ('<span class="post-time">07:30, 24/11/2026</span>', "minute"),
        ('<span class="post-time">24/11/2026</span>', "day"),
        ("<span>24/11/2026</span>", "day"),
        ("<aside><span>24/11/2026</span></aside>", "none"),
    ],
)
def test_the_time_is_read_wherever_a_page_says_it(markup: str, precision: str) -> None:
    page = f"<html><body><h1>Tin trong ngày</h1>{markup}<p>{PARAGRAPH}</p></body></html>"
    assert read(page, profile=None).published_precision == precision


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://noi-khac.example.com/x", "https://bao.example.vn/bai-1.html"),
        ("https://m.bao.example.vn/bai-1.html", "https://m.bao.example.vn/bai-1.html"),
        ("/", "https://bao.example.vn/bai-1.html"),
        ("javascript:x", "https://bao.example.vn/bai-1.html"),
    ],
)
def test_a_canonical_link_counts_on_the_outlets_own_domains_only(link: str, expected: str) -> None:
    assert read(PAGE.replace('href="/bai-1.html"', f'href="{link}"')).canonical_url == expected


def test_the_hash_changes_with_the_text_alone() -> None:
    assert read().text_sha256 == read(PAGE.replace("utm", "x")).text_sha256
    assert read().text_sha256 != read(PAGE.replace("Hết.", "Hết bài.")).text_sha256


def test_a_selector_that_cannot_be_read_stops_with_its_words() -> None:
    broken = PROFILE.model_copy(update={"layouts": (Layout(valid_from=date(2020, 1, 1), text="p[["),)})
    with pytest.raises(ProfileError, match="p\\[\\["):
        read(profile=broken)


@given(st.binary(max_size=300))
def test_no_body_raises(body: bytes) -> None:
    extract_article(body, URL)
