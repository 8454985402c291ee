"""List pages."""

from datetime import UTC, datetime

from include.pages.listings import list_pages

PAGE = """<html><body><nav><a href="/xa-hoi-chinh-tri-doi-song">Xã hội và đời sống</a></nav>
<ul><li><a href="/bai-1001.html"><img></a>
<h3><a href="/bai-1001.html#anh" title="Tin một">Tin một trong ngày</a></h3><span>07:30 24/11/2026</span></li>
<li><a class="bai" href="https://khac.vn/bai-1002.html">Bài của nơi khác, dài đủ</a></li></ul>
<a href="javascript:x">x</a></body></html>"""


def test_links_are_guessed_on_the_same_host_each_once() -> None:
    entries = list_pages.read(PAGE, "https://a.vn/xa-hoi").entries
    assert [(entry.url, entry.title) for entry in entries] == [("https://a.vn/bai-1001.html", "Tin một trong ngày")]
    assert entries[0].published_at == datetime(2026, 11, 24, 0, 30, tzinfo=UTC)


def test_a_selector_chooses_the_links() -> None:
    entries = list_pages.read(PAGE, "https://a.vn/xa-hoi", "a.bai").entries
    assert [entry.url for entry in entries] == ["https://khac.vn/bai-1002.html"]


def test_each_item_has_its_own_date_and_not_its_neighbours() -> None:
    """Links that share an element are parted by the next link; an item without a date has none."""
    page = """<div class="list">
    <a href="/tin-a-100123.html">Trạm nước Bến Gạo cấp nước cho dân</a><span>24/11/2026</span><br>
    <a href="/tin-b-100124.html">Chợ Lúa Vàng mở cửa trở lại sau lũ</a><br>
    <a href="/tin-c-100125.html">Hội làng Gốm phục dựng trò đua thuyền</a><span>22/11/2026</span></div>"""
    days = [entry.published_at and entry.published_at.day for entry in list_pages.read(page, "https://a.vn/").entries]
    assert days == [24, None, 22]


def test_a_date_in_a_teaser_is_when_something_happened() -> None:
    """Only what is a date and little else says when an item was published."""
    page = """<section><div><h3><a href="/tin-a-100123.html">Trạm nước Bến Gạo cấp nước cho dân</a></h3>
    <p>Dự án khởi công ngày 15/3/2024 tại phường.</p></div>
    <div><h3><a href="/tin-b-100124.html">Chợ Lúa Vàng mở cửa trở lại</a></h3>
    <span class="time">Thứ ba, 24/11/2026 07:30</span>
    <p>Chợ cháy ngày 2/1/2026.</p></div></section>"""
    first, second = list_pages.read(page, "https://a.vn/").entries
    assert first.published_at is None
    assert second.published_at == datetime(2026, 11, 24, 0, 30, tzinfo=UTC)


def test_a_relative_time_counts_from_when_the_page_was_fetched() -> None:
    """To the day, where the whole hour it may mean lies in one; without an instant it is no date."""
    page = '<ul><li><a href="/tin-a-100123.html">Trạm nước Bến Gạo cấp nước</a><span>2 giờ trước</span></li></ul>'
    noon, midnight = (datetime(2026, 11, 24, hour, 30, tzinfo=UTC) for hour in (5, 19))
    found = [list_pages.read(page, "https://a.vn/", seen_at=at).entries[0] for at in (None, noon, midnight)]
    assert [entry.published_precision for entry in found] == [None, "day", None]
    assert found[1].published_at == datetime(2026, 11, 24, 5, tzinfo=UTC)


def test_a_script_that_shows_sections_menus_or_polls_leads_to_no_article() -> None:
    links = (
        "index.php?option=com_content&view=category&id=13&Itemid=101", "index.php?option=com_wrapper&Itemid=105",
        "Default.aspx?tabid=58", "Default.aspx?page=12", "Login.aspx?returnid=123", "?page_id=22", "poll.aspx?pollid=4",
        "index.php?option=com_content&view=article&id=34:xa-mau&catid=2&Itemid=11", "Default.aspx?tabid=7&NewsID=1234",
    )  # fmt: skip
    page = "".join(f"<p><a href='/{link}'>Xã Mẫu trồng thêm hai trăm cây bàng</a></p>" for link in links)
    found = [entry.url for entry in list_pages.read(page, "https://a.vn/").entries]
    assert found == [f"https://a.vn/{link}" for link in links[-2:]]


def test_how_long_a_film_is_is_no_date_and_yesterday_is_one() -> None:
    page = """<div><a href="/phim-a-100123.html">Phóng sự về làng chiếu bên sông</a><time>25 phút</time></div>
    <div><a href="/tin-b-100124.html">Làng nón bên kia sông mở hội</a><span class="time">Hôm qua, 14:20</span></div>"""
    film, item = list_pages.read(page, "https://a.vn/", seen_at=datetime(2026, 11, 24, 5, tzinfo=UTC)).entries
    assert film.published_at is None
    assert item.published_at == datetime(2026, 11, 23, 7, 20, tzinfo=UTC)
