"""Where masthead fields are believed."""

import pytest

from include.pages.observing.masthead.reading import read_masthead
from include.pages.observing.observation import Observation
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
