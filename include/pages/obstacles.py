"""Names what stands in the way of reading a page: a challenge, a cookie or a login asked for, a script that draws it.

An obstacle is named and never passed: no challenge is solved, no other visitor is pretended to be.
"""

import re
from enum import StrEnum

from include.pages.page import Page

_FEW_CHARACTERS = 1500
_FEW_LINKS = 15


class Obstacle(StrEnum):
    """Why an answer is not the page that readers see."""

    CHALLENGE = "challenge"
    COOKIE_PAGE = "cookie_page"
    LOGIN = "login"
    GEO_BLOCK = "geo_block"
    SCRIPT = "script"


HINTS = {
    Obstacle.CHALLENGE: "The site asks visitors for a proof that they are people: ask the outlet to let us through.",
    Obstacle.COOKIE_PAGE: "The site shows its page only with a cookie set: ask the outlet to let us through.",
    Obstacle.LOGIN: "The page asks for a login: it is not public, and is not collected.",
    Obstacle.GEO_BLOCK: "The site refuses visitors from this machine's location: collect from Viet Nam.",
    Obstacle.SCRIPT: "A script draws the page: its text is not in the answer. Look for a feed or a plain page.",
}
_CHALLENGE = re.compile(
    r"cf-chl|challenge-platform|just a moment|checking your browser|attention required|ddos protection|g-recaptcha"
    r"|h-captcha|turnstile|verify you are (?:a )?human|xác minh bạn (?:không phải|là)|kiểm tra trình duyệt|mã xác nhận",
    re.I,
)
_COOKIE = re.compile(
    r"document\.cookie\s*=.{0,2000}?(?:location(?:\.href)?\s*=|location\.(?:reload|replace|assign))", re.S
)
_PASSWORD = re.compile(r"""<input\b[^>]*type\s*=\s*["']?password""", re.I)
_ABROAD = re.compile(
    r"not available in your (?:country|region|location)|from your country|geo-?(?:block|restrict)|error 1009"
    r"|(?:chỉ|không) (?:hỗ trợ|cho phép|phục vụ)[^.]{0,40}(?:việt nam|quốc gia|khu vực|nước ngoài)"
    r"|ngoài lãnh thổ việt nam",
    re.I,
)


def find_obstacle(page: Page) -> Obstacle | None:
    """Return what an answer is instead of the page, or nothing where it is the page.

    A page with much text of its own is a page, whatever words it holds.
    """
    visible = page.visible
    if len(visible.text) > _FEW_CHARACTERS or len(visible.links) > _FEW_LINKS:
        return None
    scripts = " ".join(visible.scripts)
    title = page.tree.findtext(".//title") or ""
    tests = (
        (Obstacle.GEO_BLOCK, _ABROAD.search(f"{title} {visible.text}")),
        (Obstacle.CHALLENGE, _CHALLENGE.search(f"{title} {visible.text} {scripts}")),
        (Obstacle.COOKIE_PAGE, _COOKIE.search(scripts)),
        (Obstacle.LOGIN, _PASSWORD.search(page.source)),
        (Obstacle.SCRIPT, scripts and len(visible.text) < _FEW_CHARACTERS // 10),
    )
    return next((obstacle for obstacle, is_met in tests if is_met), None)
