"""What stands behind a label is the outlet's own, and ends where something else begins."""

import pytest

from include.observing.home_page import observe_masthead
from include.observing.observation import Observation
from include.pages.page import open_page


def read(footer: str) -> dict[Observation, str | None]:
    """Return the values that are read of a home page with a footer."""
    page = open_page(f"<body><h2>Tin</h2><footer class='footer'>{footer}</footer></body>".encode(), "https://a.vn/")
    return {fact.observation: fact.value for fact in observe_masthead(page)}


@pytest.mark.parametrize(
    ("footer", "observation", "value"),
    [
        (
            "<p>Cơ quan chủ quản: Hiệp hội Gạo Lúa - Tin nhanh mỗi ngày cho bạn đọc</p>",
            Observation.GOVERNING_BODY, "Hiệp hội Gạo Lúa",
        ),
        (
            "<p>Tạp chí Lúa là cơ quan của Viện Nghiên cứu Lúa</p>",
            Observation.GOVERNING_BODY, "Viện Nghiên cứu Lúa",
        ),
        (
            "<p>Hotline: 0248.454608 / GP thiết lập MXH số 1365/GP-BTTTT</p>",
            Observation.LICENCE_NUMBER, "1365/GP-BTTTT",
        ),
        (
            "<p>© 2010-2026 XenForo Ltd.</p><p>Đơn vị chủ quản: Công ty TNHH Lúa</p>",
            Observation.ORGANISATION_NAME, "Công ty TNHH Lúa",
        ),
        (
            "<p>Hợp tác: marketing@lua.example.vn</p><p>Tòa soạn: adam@lua.example.vn</p>",
            Observation.CONTACT_EMAIL, "adam@lua.example.vn",
        ),
        ("<p>Email: quangcao@lua.example.vn</p>", Observation.CONTACT_EMAIL, "quangcao@lua.example.vn"),
    ],
)  # fmt: skip
def test_a_value_is_the_outlets_own_and_ends_where_something_else_begins(
    footer: str, observation: Observation, value: str
) -> None:
    assert read(footer)[observation] == value
