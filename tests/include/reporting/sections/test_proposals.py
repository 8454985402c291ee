"""What stands in the way and what is proposed, with room for people's own words."""

from include.reporting.sections.proposals import compose
from tests.include.reporting.sections.conftest import MakeReading, words


def test_difficulties_proposals_and_matters_beyond_powers_are_listed(reading: MakeReading) -> None:
    section = compose(reading())
    said = words(section)
    assert "Nhiệm vụ II.1: Thiếu nhân sự. Đề xuất: Thêm người." in said
    assert "Nhiệm vụ III.1 (vượt thẩm quyền của đơn vị chủ trì)" in said
    assert section.figures == {"proposals": 2}


def test_there_is_always_room_for_people(reading: MakeReading) -> None:
    assert "đơn vị chủ trì bổ sung ý kiến" in words(compose(reading(is_empty=True)))
