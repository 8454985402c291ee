"""What a credited name stands for: a press agency, an authority, a person, the outlet itself, nobody."""

import pytest

from include.observing.crediting.names import NameKind, names_of_page
from include.pages.page import open_page

PAGE = open_page(
    "<title>Xóm Hạ khoan giếng - Tin Bến</title><meta property='og:site_name' content='Tin Bến'>".encode(),
    "https://www.tinben.example.vn/1",
)

KINDS = [
    ("Báo Gió Bấc", NameKind.PRESS),
    ("TTXVN", NameKind.PRESS),
    ("TTXVN/Vietnam+", NameKind.PRESS),
    ("Tạp chí Ong Mật", NameKind.PRESS),
    ("Đài PT-TH Bến Long", NameKind.PRESS),
    ("luavang.example.net", NameKind.PRESS),
    ("Công an Nhân dân", NameKind.PRESS),
    ("Nhịp Phố", NameKind.PRESS),
    ("Cổng thông tin điện tử Bộ Y tế", NameKind.PRESS),
    ("Bộ Xây dựng", NameKind.AUTHORITY),
    ("Công an phường", NameKind.AUTHORITY),
    ("Cục Thống kê", NameKind.AUTHORITY),
    ("UBND phường Bến Gạo", NameKind.AUTHORITY),
    ("Sở Y tế Hà Nội", NameKind.AUTHORITY),
    ("Báo cáo của UBND", NameKind.AUTHORITY),
    ("Đài Khí tượng Thủy văn", NameKind.AUTHORITY),
    ("ông Mẫu", NameKind.AUTHORITY),
    ("Nguyễn Văn An", NameKind.PERSON),
    ("T.H", NameKind.PERSON),
    ("Tin Bến", NameKind.OWN),
    ("Báo Tin Bến", NameKind.OWN),
    ("tinben.vn", NameKind.OWN),
    ("Internet", NameKind.NOBODY),
    ("Google News", NameKind.NOBODY),
    ("Hương Quê", NameKind.OTHER),
    ("HNMO", NameKind.OTHER),
]


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_a_name_stands_for_one_thing(name: str, kind: NameKind) -> None:
    """A ministry, a department, the police are never press agencies; who is unknown stays so."""
    assert names_of_page(PAGE, None, {"Nhịp Phố"}).kind_of(name) is kind
