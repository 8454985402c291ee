"""Pages that stand before the page are named."""

import pytest

from include.pages.obstacles import HINTS, Obstacle, find_obstacle
from include.pages.page import open_page

STORY = "<p>" + "Phường khai trương thư viện ven hồ. " * 60 + "</p>"


@pytest.mark.parametrize(
    ("markup", "obstacle"),
    [
        ("<title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/x.js'></script>", Obstacle.CHALLENGE),
        ("<p>Nhập mã xác nhận để tiếp tục</p><script>x()</script>", Obstacle.CHALLENGE),
        ("<script>document.cookie='a=1;path=/';location.reload()</script>", Obstacle.COOKIE_PAGE),
        ("<form><input name='u'><input type='password' name='p'></form><p>Đăng nhập</p>", Obstacle.LOGIN),
        ("<p>This site is not available in your country.</p>", Obstacle.GEO_BLOCK),
        ("<div id='app'></div><script src='/app.js'></script>", Obstacle.SCRIPT),
        (STORY + "<input type='password'><script>document.cookie='a';location.reload()</script>", None),
        ("<p>Trang đang được nâng cấp.</p>", None),
    ],
)
def test_what_stands_before_a_page_is_named(markup: str, obstacle: Obstacle | None) -> None:
    assert find_obstacle(open_page(markup.encode(), "https://a.example.vn/")) == obstacle


def test_every_obstacle_says_what_to_do() -> None:
    assert set(HINTS) == set(Obstacle)
