"""Where the label of a field ends what stands before it in one line."""

from itertools import product

import pytest

from include.observing.masthead.findings import Masthead
from include.observing.masthead.reading import read_masthead
from include.observing.observation import Observation
from include.pages.visible import read_visible

MENU = (
    "RSS",
    "Facebook Youtube RSS",
    "Theo dõi",
    "Tải ứng dụng",
    "Website",
    "Kết nối",
    "Giới thiệu",
    "Hotline",
    "Liên hệ",
)
SIGNED = ("© 2024", "Bản quyền", "© Báo Mây Xanh", "Powered by Mây", "Đang online: 123", "Giờ làm việc: 8h-17h")
BEFORE = [*(f"{words}{sign}" for words, sign in product(MENU, (" ", ". "))), *(f"{words}. " for words in SIGNED)]
FIELDS = {
    "Giấy phép số: 12/GP-TTĐT cấp ngày 01/02/2024": (Observation.LICENCE_NUMBER, "12/GP-TTĐT"),
    "Giấy phép số 12/GP-TTĐT cấp ngày 01/02/2024": (Observation.LICENCE_DATE, "2024-02-01"),
    "Địa chỉ: 15 Hàng Bài, Hoàn Kiếm, Hà Nội": (Observation.CONTACT_ADDRESS, "15 Hàng Bài, Hoàn Kiếm, Hà Nội"),
    "ĐT: 024 3825 3536": (Observation.CONTACT_PHONE, "02438253536"),
    "Email: may@xanh.example.vn": (Observation.CONTACT_EMAIL, "may@xanh.example.vn"),
    "Cơ quan chủ quản: Hội Mây": (Observation.GOVERNING_BODY, "Hội Mây"),
    "Đơn vị vận hành: Công ty Cổ phần Mây": (Observation.ORGANISATION_NAME, "Công ty Cổ phần Mây"),
    "Chịu trách nhiệm nội dung: Nguyễn Văn An": (Observation.RESPONSIBLE_PERSON, None),
}
BUSINESSES = (
    "MSDN: 0123456789, cấp lần đầu ngày 31/10/2022",
    "MSDN 0123456789, cấp lần đầu ngày 31/10/2022",
    "ĐKKD số 0123456789 do Sở KHĐT Hà Nội cấp ngày 31/10/2022",
)


def read(line: str) -> Masthead:
    """Return what is read of a footer of one line."""
    return read_masthead(read_visible(f"<footer><p>{line}</p></footer>"))


@pytest.mark.parametrize(("before", "business"), product(BEFORE, BUSINESSES))
def test_nothing_of_a_business_registration_is_the_licences_whatever_stands_before_it(
    before: str, business: str
) -> None:
    found = read(before + business).hits
    assert not {Observation.LICENCE_DATE, Observation.LICENCE_ISSUER, Observation.CONTACT_PHONE} & set(found)


@pytest.mark.parametrize(("before", "field"), product(BEFORE, FIELDS))
def test_a_label_behind_a_menu_or_a_full_stop_announces_its_field(before: str, field: str) -> None:
    observation, value = FIELDS[field]
    masthead = read(before + field)
    hit = masthead.hits.get(observation)
    is_joined = before.startswith(("Hotline ", "Liên hệ "))  # "Liên hệ cơ quan chủ quản:" may be one label
    assert observation in masthead.unread if hit is None and is_joined else hit is not None and hit.value == value


def test_an_office_behind_a_sign_of_copyright_names_a_person_and_no_organisation() -> None:
    found = read("© 2024 Tổng biên tập Nguyễn Văn An").hits
    assert set(found) == {Observation.RESPONSIBLE_PERSON}


def test_a_label_goes_on_with_what_belongs_to_it() -> None:
    assert read("Trụ sở tòa soạn: 15 Hàng Bài, Hà Nội").hits[Observation.CONTACT_ADDRESS].value == "15 Hàng Bài, Hà Nội"
    assert read("ĐT. liên hệ: 024 3825 3536").hits[Observation.CONTACT_PHONE].value == "02438253536"
    assert read("Tel. Fax: 024 3825 3536").hits[Observation.CONTACT_PHONE].value == "02438253536"


@pytest.mark.parametrize("line", ["Liên hệ quảng cáo: 0912 000 999. Bạn đọc: 0936 444 555", "Quảng cáo: 0912 000 999"])
def test_a_telephone_of_advertising_is_the_outlets_only_where_it_shows_no_other(line: str) -> None:
    footer = f"<footer><p>{line}</p></footer>"
    header = "<header><span>Hotline: 0936 444 555</span></header>"
    phones = [
        read_masthead(read_visible(page)).hits[Observation.CONTACT_PHONE].value for page in (header + footer, footer)
    ]
    assert phones == ["0936444555", "0936444555" if "Bạn đọc" in line else "0912000999"]


@pytest.mark.parametrize(("authority", "is_issuer"), [("Cục Báo chí", True), ("Sở Y tế Hà Nội", False)])
def test_an_authority_of_the_press_right_behind_a_licence_issued_it(authority: str, is_issuer: bool) -> None:
    masthead = read(f"Giấy phép 402/GP-BVHTTDL · {authority} · 09/02/2026")
    assert (Observation.LICENCE_ISSUER in masthead.hits) is is_issuer
    assert is_issuer or Observation.LICENCE_ISSUER in masthead.unread
