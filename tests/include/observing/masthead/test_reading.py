"""Where masthead fields are believed."""

import pytest

from include.observing.masthead.reading import read_masthead
from include.observing.observation import Observation
from include.pages.visible import read_visible
from include.settings import ROOT

FOOTERS = ROOT / "tests" / "fixtures" / "footers"
SHOWN: dict[str, dict[str, str | None]] = {
    "aggregator_one_line": {
        "organisation_name": "Công ty Cổ phần Bến Gạo Số", "governing_body": "Công ty Cổ phần Bến Gạo Số",
        "contact_address": "Tầng 7, tòa nhà Lúa Vàng, số 12 phố Bến Gạo, phường Cửa Nam, Hà Nội",
        "contact_email": "lienhe@bengao.example.vn", "contact_phone": "02439990101", "responsible_person": None,
        "licence_number": "1234/GP-STTTT", "licence_date": "2022-04-05",
        "licence_issuer": "Sở Thông tin và Truyền thông TP. Hà Nội",
    },
    "aggregator_columns": {
        "organisation_name": "CÔNG TY TNHH CẦU MỚI", "governing_body": "CÔNG TY TNHH CẦU MỚI",
        "contact_address": "Số 3 ngõ 5 phố Cầu Mới, Hà Nội", "contact_email": "toasoan@caumoi.example.vn",
        "contact_phone": "02435557788", "responsible_person": None, "licence_number": "88/GP-TTĐT",
        "licence_date": "2021-03-12", "licence_issuer": "Sở Thông tin và Truyền thông Hà Nội",
    },
    "newspaper": {
        "organisation_name": "Báo Lúa Mới", "governing_body": "Liên hiệp Nghề nông Bến Gạo",
        "contact_address": "45 phố Lúa Mới, phường Hoàn Kiếm, Hà Nội", "contact_email": "toasoan@luamoi.example.vn",
        "contact_phone": "02439990000", "responsible_person": None, "licence_number": "321/GP-BTTTT",
        "licence_date": "2021-07-09", "licence_issuer": "Bộ Thông tin và Truyền thông",
    },
    "social_network": {
        "organisation_name": "Công ty TNHH Chợ Quê", "contact_address": "9 đường Quê, xã Bát Tràng, Hà Nội",
        "contact_email": "hotro@choque.example.vn", "contact_phone": "+842438881234", "responsible_person": None,
        "licence_number": "210/GP-BTTTT", "licence_date": "2020-06-01",
        "licence_issuer": "Bộ Thông tin và Truyền thông",
    },
}  # fmt: skip


def test_lines_outside_the_footer_count_when_they_open_with_a_label() -> None:
    found = read_masthead(
        read_visible("<p>Giấy phép số 12/GP-TTĐT</p><p>Bộ thu hồi giấy phép số 99/GP-X của công ty.</p>")
    ).hits
    assert found[Observation.LICENCE_NUMBER].value == "12/GP-TTĐT"


def test_a_link_is_a_headline() -> None:
    found = read_masthead(read_visible("<p><a href='/x'>Giấy phép số 12/GP-TTĐT bị thu hồi</a></p>")).hits
    assert Observation.LICENCE_NUMBER not in found


def test_a_field_may_stand_in_the_line_below_its_label() -> None:
    found = read_masthead(read_visible("<footer><p>Cơ quan chủ quản:</p><p>Hội Nhà báo</p></footer>")).hits
    assert found[Observation.GOVERNING_BODY].value == "Hội Nhà báo"


@pytest.mark.parametrize("name", sorted(SHOWN))
def test_every_field_of_a_whole_footer_is_read(name: str) -> None:
    visible = read_visible((FOOTERS / f"{name}.html").read_text(encoding="utf-8"))
    found = read_masthead(visible).hits
    assert {observation.value: hit.value for observation, hit in found.items()} == SHOWN[name]
    shown = " ".join(visible.text[hit.start : hit.end] for hit in found.values())
    assert not any(person in shown.casefold() for person in ("mẫu đơn", "trần văn", "phạm văn", "đỗ thị", "đặng thị"))


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("0973 567 567 - 0974 567 567", "0973567567"),
        ("0973567567 0974567567", "0973567567"),
        ("024.3736.6491 - 024.3736.6492", "02437366491"),
        ("04.37366491 - 37366492", "0437366491"),
        ("024 3736 6491/ 024 3736 6492", "02437366491"),
        ("024 3736 0491", "02437360491"),
        ("024 3736 6491 (máy lẻ 123)", "02437366491"),
        ("1900 1234 - 1900 5678", "19001234"),
        ("(84-24) 3736 6491 - Fax: 9", "842437366491"),
        ("+84 24 3736 6491", "+842437366491"),
        ("123", None),
    ],
)
def test_of_numbers_side_by_side_the_first_is_read(words: str, value: str | None) -> None:
    hit = read_masthead(read_visible(f"<footer><p>Điện thoại: {words}</p></footer>")).hits.get(
        Observation.CONTACT_PHONE
    )
    assert (hit.value if hit else None) == value


def test_a_governing_body_that_is_no_company_is_not_who_runs_the_site() -> None:
    found = read_masthead(read_visible("<footer><p>Cơ quan chủ quản: Hội Nhà báo</p></footer>")).hits
    assert Observation.ORGANISATION_NAME not in found


@pytest.mark.parametrize(
    ("footer", "observation", "value"),
    [
        ("<p>Phó Tổng Biên tập phụ trách: Nguyễn Văn Mẫu</p>", Observation.RESPONSIBLE_PERSON, None),
        ("<p>Giám đốc chịu trách nhiệm nội dung: Nguyễn Văn Mẫu</p>", Observation.RESPONSIBLE_PERSON, None),
        ("<p>Mẫu Tám - Chịu trách nhiệm về nội dung</p>", Observation.RESPONSIBLE_PERSON, None),
        ("<p>Bộ Thủy lộ</p><p>Cơ quan chủ quản</p><p>Email: a@b.vn</p>", Observation.GOVERNING_BODY, "Bộ Thủy lộ"),
        (
            "<span>Địa chỉ</span><span>53 Nguyễn Lúa, Hà Nội</span>",
            Observation.CONTACT_ADDRESS,
            "53 Nguyễn Lúa, Hà Nội",
        ),
        ("<p>Email: <a href='#'>[email&#160;protected]</a></p>", Observation.CONTACT_EMAIL, None),
        ("<p><a href='mailto:a@b.vn?subject=x'>Gửi thư</a></p>", Observation.CONTACT_EMAIL, "a@b.vn"),
        ("<p>Cục Báo chí cấp Giấy phép số 1/GP-CBC</p>", Observation.LICENCE_ISSUER, "Cục Báo chí"),
        ("<p>GIẤY PHÉP SỐ 4/GP-BTTTT<br>DO BỘ A CẤP<br>NGÀY 15/11/2020</p>", Observation.LICENCE_DATE, "2020-11-15"),
        (
            "<p>Giấy phép cũ: số 2/GP-TTĐT</p><p>Giấy phép cấp lại: số 14/GP-SVHTT</p>",
            Observation.LICENCE_NUMBER,
            "14/GP-SVHTT",
        ),
    ],
)
def test_fields_are_read_where_sites_put_them(footer: str, observation: Observation, value: str | None) -> None:
    found = read_masthead(read_visible(f"<footer>{footer}</footer>"))
    assert observation in found.hits
    assert found.hits[observation].value == value


@pytest.mark.parametrize(
    ("footer", "observation"),
    [
        ("<p>GPĐKKD số 0101234567 do Sở KHĐT Hà Nội cấp ngày 01/02/2010</p>", Observation.LICENCE_ISSUER),
        ("<p>MSDN: 0101234567, cấp ngày 01/02/2010</p>", Observation.LICENCE_DATE),
        ("<p>Fax: 024 3999 0000</p>", Observation.CONTACT_PHONE),
        ("<p>Địa chỉ: đang cập nhật</p>", Observation.CONTACT_ADDRESS),
    ],
)
def test_what_belongs_to_something_else_is_no_field_and_leaves_nothing_unread(
    footer: str, observation: Observation
) -> None:
    found = read_masthead(read_visible(f"<footer>{footer}</footer>"))
    assert observation not in found.hits
    assert observation not in found.unread


@pytest.mark.parametrize(
    ("footer", "observation", "words"),
    [
        ("<p>Người giữ trang: Trần Văn Mẫu</p>", Observation.RESPONSIBLE_PERSON, "Người giữ trang:"),
        ("<p>Nhà trên: 12 phố Lúa</p>", Observation.GOVERNING_BODY, None),
        ("<p>Chỗ ngồi – ngách năm phố Lúa, phường Bến</p>", Observation.CONTACT_ADDRESS, "Chỗ ngồi"),
    ],
)
def test_a_line_that_nobody_understands_is_evidence_without_a_name(
    footer: str, observation: Observation, words: str | None
) -> None:
    visible = read_visible(f"<footer>{footer}</footer>")
    line = read_masthead(visible).unread.get(observation)
    assert (line is None) == (words is None)
    assert line is None or visible.text[line.start : line.end].strip().startswith(words or "")
    assert line is None or "Mẫu" not in visible.text[line.start : line.end]


def test_a_masthead_of_ten_thousand_lines_is_unread_beyond_its_limit() -> None:
    lines = "".join(f"<p>Dòng thứ {number} của chân trang</p>" for number in range(10_000))
    found = read_masthead(read_visible(f"<footer><p>Email: a@b.vn</p>{lines}</footer>"))
    assert found.hits[Observation.CONTACT_EMAIL].value == "a@b.vn"
    assert Observation.LICENCE_NUMBER in found.unread


def test_of_two_mastheads_the_first_is_read() -> None:
    one, two = (f"<footer><p>Giấy phép số {n}/GP-TTĐT</p><p>Email: {n}@b.vn</p></footer>" for n in (1, 2))
    found = read_masthead(read_visible(one + two)).hits
    assert found[Observation.LICENCE_NUMBER].value == "1/GP-TTĐT"
    assert found[Observation.CONTACT_EMAIL].value == "1@b.vn"


def test_an_english_masthead_is_read() -> None:
    lines = ("Editor-in-chief: Nguyen Van Mau", "Address: 12 Lua street, Hanoi", "Tel: 024 3999 0000")
    found = read_masthead(read_visible(f"<footer>{'<br>'.join(lines)}</footer>")).hits
    assert Observation.RESPONSIBLE_PERSON in found
    assert found[Observation.CONTACT_ADDRESS].value == "12 Lua street, Hanoi"
    assert found[Observation.CONTACT_PHONE].value == "02439990000"


@pytest.mark.parametrize(
    "line",
    ["Báo giá quảng cáo", "BÁO GIÁ QUẢNG CÁO 2026", "Báo cáo tài chính", "Tin tức mới nhất", "Báo lỗi", "Báo in"],
)
def test_what_begins_like_a_newspaper_and_is_none_names_no_organisation(line: str) -> None:
    footer = f"<footer><p>Cơ quan chủ quản: Bộ Mẫu</p><p>{line}</p></footer>"
    found = read_masthead(read_visible(footer))
    assert Observation.ORGANISATION_NAME not in found.hits
    named = read_masthead(read_visible(footer.replace(line, f"Báo Sao Mẫu</p><p>{line}")))
    assert named.hits[Observation.ORGANISATION_NAME].value == "Báo Sao Mẫu"
