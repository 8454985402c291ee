"""Where masthead fields are believed."""

from include.ingestion.observation import Observation
from include.ingestion.observing.masthead import read_masthead
from include.ingestion.visible import read_visible


def test_lines_outside_the_footer_count_when_they_open_with_a_label() -> None:
    found = read_masthead(
        read_visible("<p>Giấy phép số 12/GP-TTĐT</p><p>Bộ thu hồi giấy phép số 99/GP-X của công ty.</p>")
    )
    assert found[Observation.LICENCE_NUMBER].value == "12/GP-TTĐT"


def test_a_link_is_a_headline() -> None:
    found = read_masthead(read_visible("<p><a href='/x'>Giấy phép số 12/GP-TTĐT bị thu hồi</a></p>"))
    assert Observation.LICENCE_NUMBER not in found


def test_a_field_may_stand_in_the_line_below_its_label() -> None:
    found = read_masthead(read_visible("<footer><p>Cơ quan chủ quản:</p><p>Hội Nhà báo</p></footer>"))
    assert found[Observation.GOVERNING_BODY].value == "Hội Nhà báo"
