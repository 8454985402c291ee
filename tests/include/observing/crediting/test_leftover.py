"""What stands around an article's text and is nothing known leaves credits and notices unread."""

from random import Random

import pytest

from include.observing.article import observe_article
from include.observing.fact import ObservedFact
from include.observing.observation import Observation
from include.pages.extraction.article import extract_page
from include.pages.page import open_page
from tests.support.layouts.fresh import PARAGRAPHS

SEED = 20261128
DRAWS = 400
SYLLABLES = (
    "Bến",
    "Phố",
    "Ruộng",
    "Mới",
    "Nhỏ",
    "Xưa",
    "Lúa",
    "Quê",
    "Chợ",
    "Sóng",
    "Gió",
    "Nắng",
    "Đò",
    "Rạ",
    "Rơm",
    "Trăng",
)
BOXES = (
    "<p>{}</p>", "<p><b>{}</b></p>", "<div class='x1'><span>{}</span></div>", "<ul><li>{}</li></ul>", "<h5>{}</h5>",
    "<table><tr><td>{}</td><td>24/11/2026</td></tr></table>", "<dl><dt>Bản</dt><dd>{}</dd></dl>", "<small>({})</small>",
    "<p align=right><i>{}</i></p>", "<div><span>07:30 24/11/2026</span> | <span>{}</span></div>",
    "<p>{} · 3 phút đọc</p>", "<blockquote>{}</blockquote>", "<section><header>{}</header></section>",
    "<p>Nơi phát: {}</p>", "<p>► {}</p>", "<p>[{}]</p>",
)  # fmt: skip
PAGE = (
    "<html><head><title>Chợ quê họp lại - Mẫu</title></head><body><nav><a href='/x'>Xã hội</a></nav><div class='d'>"
    "{above}<h1>Chợ quê họp lại</h1>{below}<p class='t'>24/11/2026 07:30</p>{before}" + PARAGRAPHS + "{after}</div>"
    "<footer class='footer'><p>Mẫu. Giấy phép số 1/GP-TTĐT.</p></footer></body></html>"
)


def facts(**places: str) -> dict[Observation, ObservedFact]:
    """Return the facts of an article with something around its title and text."""
    source = PAGE.format(**dict.fromkeys(("above", "below", "before", "after"), "") | places)
    page = open_page(source.encode(), "https://mau.example.vn/bai-1.html")
    return {fact.observation: fact for fact in observe_article(page, extract_page(page))}


def test_a_name_that_nobody_knows_is_never_passed_over_wherever_it_stands() -> None:
    """Whatever its element, its place around title and text, and the signs beside it: the agency is unread or read."""
    random = Random(SEED)  # noqa: S311
    for _ in range(DRAWS):
        name = " ".join(random.sample(SYLLABLES, random.randint(2, 3)))
        box, place = random.choice(BOXES), random.choice(("above", "below", "before", "after"))
        fact = facts(**{place: box.format(name)})[Observation.CREDITED_AGENCY]
        assert fact.is_present or fact.place != "seen", (name, box, place)


@pytest.mark.parametrize(
    ("place", "markup"),
    [
        ("after", "<p><b>Nguyễn Văn Mẫu</b></p>"),
        ("after", "<p>Hạ My</p>"),
        ("after", "<p>Bài: Thu Thảo - Ảnh: Đức Long</p>"),
        ("below", "<div><span>Bảo Trâm</span> <span>3 phút đọc</span> <span>1.204 lượt xem</span></div>"),
        ("after", "<div>Từ khóa: <a href='/t/1'>chợ quê</a>, <a href='/t/2'>đồ cũ</a></div>"),
        ("after", "<div><span>Chia sẻ</span> <span>Sao chép liên kết</span> <span>In bài viết</span></div>"),
        ("above", "<div><a href='/'>Trang chủ</a> › <a href='/xh'>Xã hội</a></div>"),
        ("after", "<h4>Tin liên quan</h4><ul><li><a href='/1'>Bến đò có phòng chờ mới</a></li></ul>"),
        ("after", "<p class='tac-gia'>Mây Trắng</p>"),
        ("after", "<figure><img src='a.jpg' alt='Chợ'><figcaption>Chợ sớm. Ảnh: Gia Hân</figcaption></figure>"),
        ("after", "<p>Mẫu</p>"),
    ],
)
def test_what_every_article_has_around_it_is_known(place: str, markup: str) -> None:
    """By-lines, controls, tags, paths, lists of other articles and the outlet's own name say nothing of an original."""
    found = facts(**{place: markup})
    assert {found[name].place for name in (Observation.CREDITED_AGENCY, Observation.SPONSORED_LABEL)} == {"seen"}
    assert not found[Observation.CREDITED_AGENCY].is_present


@pytest.mark.parametrize(
    ("observation", "place", "markup"),
    [
        (Observation.SPONSORED_LABEL, "above", "<div>Câu chuyện đối tác</div>"),
        (Observation.SPONSORED_LABEL, "after", "<p>Bài đặt hàng</p>"),
        (Observation.AI_LABEL, "below", "<p>Người máy viết</p>"),
        (Observation.CORRECTION_NOTICE, "after", "<p>Bản trước của bài ghi bốn mươi, nay là mười bốn.</p>"),
        (Observation.CORRECTION_NOTICE, "after", "<p>Chợ có <del>bốn mươi</del> mười bốn quầy.</p>"),
        (Observation.ORIGINAL_LINK, "after", "<p><a href='/r/aGVsbG8'>Đọc tiếp</a></p>"),
        (Observation.ORIGINAL_LINK, "after", "<input readonly value='https://khac.example.net/bai-9'>"),
        (Observation.CREDITED_AGENCY, "below", "<div><img src='/logos/bm.png' width='20'></div>"),
        (Observation.CREDITED_AGENCY, "after", "<p>Xin cảm ơn đồng nghiệp ở Bến Mới đã cho dùng lại bài.</p>"),
    ],
)
def test_what_may_be_a_notice_or_an_original_is_unread(observation: Observation, place: str, markup: str) -> None:
    """Short lines that nothing understands, lines about the item itself, addresses in attributes, mute logos."""
    fact = facts(**{place: markup})[observation]
    assert fact.is_present or fact.place != "seen"
