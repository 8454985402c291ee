"""Mastheads written by hand, in wordings and markup that the grammar does not draw: nothing shown is ever missing."""

import json

import pytest

from include.observing.fact import ObservedFact
from include.observing.home_page import observe_masthead
from include.pages.page import open_page
from include.settings import ROOT

WRITTEN = (ROOT / "tests" / "fixtures" / "layouts" / "written_mastheads.jsonl").read_text(encoding="utf-8").splitlines()
TOP = "".join(
    f"<article><h3><a href='/bai-{n}.html'>Phường Bến Gạo mở lại chợ sáng sau đợt sửa chữa lần thứ {n}</a></h3>"
    "<p>Ban quản lý chợ cho biết các quầy đã đủ điện nước.</p></article>"
    for n in range(4)
)
PLAIN = (
    "<p>Báo Lúa Mới</p><p>Cơ quan chủ quản: Hội Nông dân Bến Gạo</p><p>Tin nhanh mỗi ngày cho bạn đọc gần xa</p>"
    "<p>Mọi quyền được bảo lưu</p><p>Điều khoản sử dụng | Chính sách bảo mật</p>"
)


def facts_of(html: str) -> dict[str, ObservedFact]:
    """Return the masthead facts of a page by their names."""
    page = f"<!DOCTYPE html><html><head><title>Lúa Mới</title></head><body>{TOP}{html}</body></html>"
    return {
        fact.observation.value: fact for fact in observe_masthead(open_page(page.encode(), "https://a.example.vn/"))
    }


@pytest.mark.parametrize("line", WRITTEN, ids=lambda line: json.loads(line)["name"])
def test_what_a_written_masthead_shows_is_never_missing_with_its_place_seen(line: str) -> None:
    kept = json.loads(line)
    facts = facts_of(kept["html"])
    assert [name for name in kept["shown"] if not facts[name].is_present and facts[name].place == "seen"] == []


def test_what_a_plain_masthead_lacks_is_missing_with_its_place_seen() -> None:
    facts = facts_of(f"<footer>{PLAIN}</footer>")
    assert facts["governing_body"].value == "Hội Nông dân Bến Gạo"
    absent = {name for name, fact in facts.items() if not fact.is_present and fact.place == "seen"}
    assert absent >= {"contact_address", "contact_email", "contact_phone", "responsible_person", "licence_number"}


@pytest.mark.parametrize(
    ("hidden", "field"),
    [
        ("<div hidden>Hotline: 0912345678</div>", "contact_phone"),
        ("<div style='display: none'><p>Địa chỉ: 5 Gạo Tám</p></div>", "contact_address"),
        ("<template><b>Email:</b> toasoan@a.example.vn</template>", "contact_email"),
        ("<noscript>Tổng Biên tập: Mẫu Văn Lúa</noscript>", "responsible_person"),
        ("<a href='tel:02439360000'><i></i></a>", "contact_phone"),
        ("<input value='Giấy phép số 12/GP-TTĐT'>", "licence_number"),
    ],
)
def test_what_stands_where_no_reader_sees_it_leaves_its_field_unread(hidden: str, field: str) -> None:
    assert facts_of(f"<footer>{PLAIN}{hidden}</footer>")[field].place == "unread"


@pytest.mark.parametrize(
    ("markup", "place"),
    [
        ("<iframe src='/chan-trang.html'></iframe>", "script"),
        ("<iframe src='https://www.facebook.com/plugins/page.php'></iframe>", "seen"),
        ("<div id='footer-info'></div><script src='/app.js'></script>", "script"),
        ("<img src='/uploads/ab12.jpg'>", "image"),
        ("<img src='/uploads/ab12.jpg' width='40' height='40'>", "seen"),
        ("<img src='/logo.png'>", "seen"),
        ("<div style='background:url(/uploads/chan-trang.jpg)'></div>", "image"),
    ],
)
def test_a_footer_that_holds_frames_pictures_or_empty_boxes_was_not_all_read(markup: str, place: str) -> None:
    assert facts_of(f"<footer>{PLAIN}{markup}</footer>")["contact_phone"].place == place
