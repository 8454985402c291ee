"""A layout is proposed from articles of one outlet, and only proposed."""

from datetime import date
from typing import Any

from include.ingestion.layout_proposal import propose, propose_layout
from include.outlets.profile import Profile
from include.pages.extraction.article import extract_page
from include.pages.page import open_page

SITE = "http://a.example.vn"
PROFILE = Profile(
    outlet_id="bao_a", name="A", kind="newspaper", licensing_authority="city", domains=("a.example.vn",),
    home_page=f"{SITE}/", feeds=(f"{SITE}/rss",),
)  # fmt: skip


def article(number: int, body: str = "detail-content") -> bytes:
    """Return an article in one layout."""
    lines = "".join(
        f"<p>Đoạn {part} của bài số {number} kể rằng phường đã mở lại chợ sáng sau nhiều tuần sửa chữa.</p>"
        for part in range(6)
    )
    return (
        f"<html><head><title>Bài số {number} về chợ sáng</title></head><body><nav>Trang chủ</nav>"
        f"<h1 class='detail-title'>Bài số {number} về chợ sáng</h1>"
        f"<span class='detail-time'>2{number}/11/2026 07:30</span>"
        f"<p class='detail-sapo'>Lời dẫn của bài số {number}.</p><div class='{body}'>{lines}"
        f"<div class='box-related'><a href='/x'>Bài khác</a></div></div></body></html>"
    ).encode()


def test_a_layout_names_what_most_pages_share(server: Any, hostile: Any, open_fetcher: Any) -> None:
    for number in range(1, 5):
        server.on(f"/{number}", hostile.reply(article(number)))
    found = propose_layout([f"{SITE}/{n}" for n in range(1, 5)], PROFILE, open_fetcher(), date(2026, 11, 27))
    assert found.layout.title == "h1.detail-title"
    assert found.layout.published == "span.detail-time"
    assert found.layout.text == "div.detail-content"
    assert found.layout.summary == "p.detail-sapo"
    assert found.layout.drop == ("div.box-related",)
    assert [row["title"] for row in found.readings] == [f"Bài số {n} về chợ sáng" for n in range(1, 5)]
    assert all(row["characters"] > 300 for row in found.readings)


def test_what_only_half_of_the_pages_share_is_not_proposed() -> None:
    pages = [open_page(article(n, body=f"than-{n % 2}"), f"{SITE}/{n}") for n in range(1, 5)]
    assert propose([(page, extract_page(page)) for page in pages], date(2026, 11, 27)).text == ""
