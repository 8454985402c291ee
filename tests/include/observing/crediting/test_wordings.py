"""The wordings of credits, and what only resembles them."""

import pytest

from include.observing.crediting.wordings import LABEL_ALONE, attributions, bare, labelled, lead, may_credit

CREDITS = [
    ("Nguồn: Báo Gió Bấc", "Báo Gió Bấc"),
    ("Nguồn bài viết: Tạp chí Ong Mật", "Tạp chí Ong Mật"),
    ("NGUỒN TIN: TTXVN", "TTXVN"),
    ("Minh Lúa - Nguồn: Báo Gió Bấc, đăng lúc 07:50", "Báo Gió Bấc, đăng lúc 07:50"),
    ("PV | Nguồn tin: TTXVN", "TTXVN"),
    ("(Theo Dân trí)", "Dân trí"),
    ("T.H (theo AFP, Reuters)", "AFP, Reuters"),
    ("Dẫn theo Báo Làng Nghề", "Báo Làng Nghề"),
    ("* Bài được đăng lại từ Tạp chí Lúa Thơm với sự đồng ý của tòa soạn.", "Tạp chí Lúa Thơm"),
    ("Bài viết được trích dẫn từ Báo Mai Vàng.", "Báo Mai Vàng"),
    ("Theo Tiền Phong, 23/11/2026 09:15", "Tiền Phong, 23/11/2026 09:15"),
    ("Trạm nước đã chạy thử. (Nguồn: Báo Gió Bấc)", "Báo Gió Bấc"),
    ("Trạm nước đã chạy thử. Theo Báo Gió Bấc", "Báo Gió Bấc"),
]
NONE = [
    "Theo Bộ Xây dựng, cả nước còn hai trăm trạm nước cần nâng cấp.",
    "Theo đó, người dân đi lại dễ hơn.",
    "Nguồn vốn của dự án gồm ngân sách và đóng góp của người dân.",
    "Nguồn nước lấy từ sông Lúa, cách trạm hai ki-lô-mét.",
    "Nguồn ảnh: VnExpress",
    "Ảnh: Minh Lúa - Nguồn: VnExpress",
    "Ảnh minh họa (Nguồn: TTXVN)",
    "Trích Báo cáo của UBND phường: Công suất đạt hai nghìn mét khối.",
]


@pytest.mark.parametrize(("text", "who"), CREDITS)
def test_a_wording_names_whom_it_credits(text: str, who: str) -> None:
    """Labels, brackets, sentences, the end of a paragraph."""
    found = labelled(text)
    assert found is not None
    assert found.who == who
    assert text[found.start :].startswith(who)


@pytest.mark.parametrize("text", NONE)
def test_quoting_and_pictures_are_no_credits(text: str) -> None:
    """Figures of a ministry, sources of water and money, a photograph's credit."""
    assert labelled(text) is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("(TTXVN/Vietnam+)", "TTXVN/Vietnam+"),
        ("PV/VOV.VN", "VOV.VN"),
        ("Nguyễn Hoài/VTC News", "VTC News"),
        ("Hà Phương (Báo Giao thông)", "Báo Giao thông"),
    ],
)
def test_a_short_line_below_the_text_may_credit_without_a_label(text: str, who: str) -> None:
    """Brackets and signatures."""
    assert who in [found.who for found in bare(text)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("TTXVN - Đơn vị thi công cho biết", "TTXVN"),
        ("(Chinhphu.vn) – Xe chạy từ năm giờ sáng", "Chinhphu.vn"),
        ("Hà Nội (TTXVN 24/11) – Sáng nay", "TTXVN"),
        ("(Dân trí) - Sáng nay", "Dân trí"),
    ],
)
def test_a_mark_may_open_the_first_paragraph(text: str, who: str) -> None:
    """With or without the place and the day."""
    found = lead(text)
    assert found is not None
    assert found.who == who


def test_a_paragraph_quotes_whom_it_names_before_a_comma() -> None:
    """Whether that is a ministry or an outlet is weighed elsewhere."""
    assert [found.who for found in attributions("Theo Bộ Y tế, dịch đã giảm. Theo TTXVN, nhiều nơi mưa.")] == [
        "Bộ Y tế",
        "TTXVN",
    ]


def test_a_label_alone_speaks_of_the_next_line() -> None:
    """As in a table or a list of definitions."""
    assert LABEL_ALONE.match("Nguồn tin:")
    assert not LABEL_ALONE.match("Nguồn lực")


def test_what_speaks_like_a_credit_is_suspect() -> None:
    """It was not understood, so nothing is missing for sure."""
    assert may_credit("Nguồn: xem trong tệp đính kèm")
    assert not may_credit("Nguồn ảnh: tư liệu")
