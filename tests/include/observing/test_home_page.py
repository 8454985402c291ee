"""The masthead of home pages: worded cases, places, and what is said of what is missing."""

import unicodedata

import pytest

from include.observing.fact import ObservedFact
from include.observing.home_page import observe_home_page
from include.observing.observation import Observation as Fact
from include.pages.page import open_page
from tests.include.observing.snippets import facts_by_name

TOP = "<header><img src='logo.png' alt='Báo A'></header><main><h2>"
TOP += "<a href='/bai.html'>Thu hồi giấy phép số 99/GP-ABC</a></h2></main>"


def facts_of(footer: str, top: str = TOP) -> dict[Fact, ObservedFact]:
    """Return the facts of a home page by name, having checked every snippet against the page."""
    page = open_page(f"<html><body>{top}{footer}</body></html>".encode(), "https://a.example.vn/")
    return facts_by_name(page, observe_home_page(page))


CASES = [
    ("Cơ quan chủ quản: Sở Văn hóa và Thể thao Hà Nội", Fact.GOVERNING_BODY, "Sở Văn hóa và Thể thao Hà Nội"),
    ("CƠ QUAN CHỦ QUẢN: HỘI NHÀ BÁO", Fact.GOVERNING_BODY, "HỘI NHÀ BÁO"),
    ("<b>Cơ quan chủ quản</b><br>Thành ủy Hà Nội", Fact.GOVERNING_BODY, "Thành ủy Hà Nội"),
    ("Đơn vị chủ quản: Công ty A. Điện thoại: 024.1234.5678", Fact.GOVERNING_BODY, "Công ty A"),
    ("Cơ quan ngôn luận của Hội Khuyến học", Fact.GOVERNING_BODY, "Hội Khuyến học"),
    ("Cơ quan quản lý: Công ty Cổ phần Truyền thông A", Fact.ORGANISATION_NAME, "Công ty Cổ phần Truyền thông A"),
    ("© 2026 Công ty TNHH Bản Tin", Fact.ORGANISATION_NAME, "Công ty TNHH Bản Tin"),
    ("Bản quyền thuộc về Công ty A", Fact.ORGANISATION_NAME, "Công ty A"),
    ("Địa chỉ: Số 2 Giảng Võ, P. Cầu Giấy, TP. Hà Nội", Fact.CONTACT_ADDRESS, "Số 2 Giảng Võ, P. Cầu Giấy, TP. Hà Nội"),
    ("Tòa soạn: 48 Giảng Võ, Hà Nội", Fact.CONTACT_ADDRESS, "48 Giảng Võ, Hà Nội"),
    ("Trụ sở chính: tầng 3, phố Huế", Fact.CONTACT_ADDRESS, "tầng 3, phố Huế"),
    ("Địa chỉ: đang cập nhật", Fact.CONTACT_ADDRESS, None),
    ("Email: toasoan@a.example.vn", Fact.CONTACT_EMAIL, "toasoan@a.example.vn"),
    ("Thư điện tử: toasoan(at)a.example.vn", Fact.CONTACT_EMAIL, "toasoan@a.example.vn"),
    ("Email: đang cập nhật", Fact.CONTACT_EMAIL, None),
    ("Điện thoại: 024-3736-6491. Fax: 1", Fact.CONTACT_PHONE, "02437366491"),
    ("Hotline: 0942.86.11.33", Fact.CONTACT_PHONE, "0942861133"),
    ("ĐT: (024) 3736 6491", Fact.CONTACT_PHONE, "02437366491"),
    ("Điện thoại: đang cập nhật", Fact.CONTACT_PHONE, None),
    ("Giấy phép số 12/GP-TTĐT do Sở TT&amp;TT Hà Nội cấp ngày 01/02/2021", Fact.LICENCE_NUMBER, "12/GP-TTĐT"),
    ("GIẤY PHÉP SỐ: 378 / GP - BTTTT", Fact.LICENCE_NUMBER, "378/GP-BTTTT"),
    ("Giấy phép thiết lập MXH số 15/GP-BTTTT", Fact.LICENCE_NUMBER, "15/GP-BTTTT"),
    ("Giấy phép hoạt động báo điện tử số <b>55/GP-BVHTTDL</b>", Fact.LICENCE_NUMBER, "55/GP-BVHTTDL"),
    ("Gi&#7845;y ph&eacute;p s&#7889; 12/GP-TTĐT", Fact.LICENCE_NUMBER, "12/GP-TTĐT"),
    ("Giấy phép số: đang chờ cấp", Fact.LICENCE_NUMBER, None),
    ("Giấy phép đăng ký kinh doanh số 0101234567", Fact.LICENCE_NUMBER, None),
    ("Giấy phép số 12/GP-TTĐT cấp ngày 01/02/2021", Fact.LICENCE_DATE, "2021-02-01"),
    ("Giấy phép số 12/GP-TTĐT, ngày 16-09-2013", Fact.LICENCE_DATE, "2013-09-16"),
    ("Giấy phép số 12/GP-TTĐT do Sở A cấp ngày 1.2.2021", Fact.LICENCE_DATE, "2021-02-01"),
    ("Giấy phép số 12/GP-TTĐT ký ngày 16 tháng 9 năm 2013", Fact.LICENCE_DATE, "2013-09-16"),
    ("Giấy phép số 12/GP-TTĐT<br>Ngày cấp: 16/9/2013", Fact.LICENCE_DATE, "2013-09-16"),
    ("Giấy phép số 12/GP-TTĐT", Fact.LICENCE_DATE, None),
    (
        "Giấy phép số 12/GP-TTĐT do Sở Thông tin và Truyền thông Hà Nội cấp",
        Fact.LICENCE_ISSUER,
        "Sở Thông tin và Truyền thông Hà Nội",
    ),
    ("Giấy phép số 12/GP-TTĐT<br>Cơ quan cấp: Sở Văn hóa", Fact.LICENCE_ISSUER, "Sở Văn hóa"),
    ("Giấy phép số 12/GP-TTĐT", Fact.LICENCE_ISSUER, None),
    ("Mã định danh: VN-TTDT-0012", Fact.LICENCE_CODE, "VN-TTDT-0012"),
]


@pytest.mark.parametrize(("words", "observation", "value"), CASES)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_masthead_fields_are_read_in_their_wordings(
    words: str, observation: Fact, value: str | None, form: str
) -> None:
    footer = unicodedata.normalize(form, f"<footer><p>Chân trang</p><p>{words}</p></footer>")  # type: ignore[arg-type]
    fact = facts_of(footer)[observation]
    assert (fact.is_present, fact.value, fact.place) == (value is not None, value, "seen")


@pytest.mark.parametrize(
    ("words", "is_present"),
    [
        ("Chịu trách nhiệm nội dung: Ông Nguyễn Văn An", True),
        ("Người chịu trách nhiệm quản lý nội dung: NGUYỄN VĂN AN", True),
        ("Chịu trách nhiệm nội dung<br>Bà Trần Thị Bình", True),
        ("Tổng Biên tập: Nguyễn Văn An", True),
        ("Chịu trách nhiệm nội dung: đang cập nhật", False),
        ("Chịu trách nhiệm với bạn đọc", False),
    ],
)
def test_the_responsible_person_is_present_or_not_and_never_named(words: str, is_present: bool) -> None:
    fact = facts_of(f"<footer><p>{words}</p></footer>")[Fact.RESPONSIBLE_PERSON]
    assert (fact.is_present, fact.value) == (is_present, None)
    assert "An" not in (fact.snippet or "")
    assert "Bình" not in (fact.snippet or "")


@pytest.mark.parametrize(
    ("footer", "place"),
    [
        ("<footer><p>Trang tin của phường, cập nhật hằng ngày</p></footer>", "seen"),
        ("<footer id='chan'></footer><script>document.querySelector('footer').innerHTML = x;</script>", "script"),
        ("<script>document.write('<footer>Giấy phép số 1/GP-X</footer>');</script>", "script"),
        ("<footer><img src='chan-trang.png'></footer>", "image"),
        ("<p>Không có chân trang.</p>", "absent"),
    ],
)
def test_what_is_missing_says_where_it_would_have_stood(footer: str, place: str) -> None:
    fact = facts_of(footer)[Fact.LICENCE_NUMBER]
    assert (fact.is_present, fact.place) == (False, place)


@pytest.mark.parametrize(
    ("markup", "observation", "value"),
    [
        (
            "<footer>Trang thông tin điện tử tổng hợp Phố Cổ</footer>",
            Fact.SELF_LABEL,
            "trang thông tin điện tử tổng hợp",
        ),
        ("<footer>TRANG TTĐT TỔNG HỢP</footer>", Fact.SELF_LABEL, "trang thông tin điện tử tổng hợp"),
        ("<footer>Mạng xã hội Người Hà Nội</footer>", Fact.SELF_LABEL, "mạng xã hội"),
        ("<footer>Theo dõi chúng tôi trên mạng xã hội</footer>", Fact.SELF_LABEL, None),
        (
            "<footer><a href='/cai-chinh'>Thông tin cải chính, xin lỗi</a></footer>",
            Fact.CORRECTION_SECTION,
            "thông tin cải chính, xin lỗi",
        ),
        (
            "<footer><a href='/x'>Thỏa thuận cung cấp và sử dụng dịch vụ</a></footer>",
            Fact.SERVICE_AGREEMENT,
            "thỏa thuận cung cấp và sử dụng dịch vụ",
        ),
        (
            "<footer><a href='/x'>Phương thức phân phối nội dung</a></footer>",
            Fact.CONTENT_DISTRIBUTION,
            "phương thức phân phối nội dung",
        ),
        (
            "<nav><a href='/1'>Chính trị</a><a href='/2'>Xã hội</a><a href='/3'>Giải trí</a></nav>",
            Fact.FIXED_SECTIONS,
            "Chính trị; Xã hội; Giải trí",
        ),
        ("<nav><a href='/1'>Nhóm của tôi</a><a href='/2'>Xã hội</a></nav>", Fact.FIXED_SECTIONS, None),
        (
            "<footer>Tòa soạn: phố Huế. Văn phòng đại diện: phố Vọng</footer>",
            Fact.NEWSROOM_WORDS,
            "tòa soạn; văn phòng đại diện",
        ),
        (
            "<footer><a href='//phu.example.vn/'>Chuyên trang Phố</a></footer>",
            Fact.SPECIAL_PAGES,
            "https://phu.example.vn/",
        ),
    ],
)
def test_labels_sections_and_linked_pages_are_found(markup: str, observation: Fact, value: str | None) -> None:
    fact = facts_of(markup)[observation]
    assert (fact.is_present, fact.value) == (value is not None, value)


def test_every_home_page_fact_is_looked_for_once() -> None:
    last = list(Fact).index(Fact.SPECIAL_PAGES)
    assert sorted(facts_of("")) == sorted(list(Fact)[: last + 1])


def test_a_headline_about_licences_is_no_licence() -> None:
    assert not facts_of("<footer>Chân trang của trang tin</footer>")[Fact.LICENCE_NUMBER].is_present
