"""Every state of a matter in a real browser: by axe's rules, in both colour schemes, on a phone."""

from typing import Literal

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.plugins.review_desk.browser.conftest import DESK, PHONE, Desk
from tests.plugins.review_desk.test_browser import TAGS
from tests.support.chromium import in_chromium
from tests.support.desk_states import STATES

pytestmark = in_chromium
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
FITS = "document.documentElement.scrollWidth <= window.innerWidth"
TWICE: ViewportSize = {"width": DESK["width"] // 2, "height": DESK["height"] // 2}


NOTICES = ("reviewed", "drafted", "released", "sent", "bounced", "time runs", "replied")
PAGES = {
    "an": [(name, "matter") for name in STATES] + [(name, "outlet") for name in NOTICES],
    "hoa": [(name, "matter") for name in ("confirmed", "named", "cleared", "appealed")] + [("drafted", "outlet")],
}


@pytest.mark.parametrize("who", PAGES, ids=["reviewer", "chief"])
def test_every_state_meets_axes_rules_and_fits_a_phone_in_both_colour_schemes(
    browser: Browser, desk: Desk, who: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = desk.person(browser, who, viewport=PHONE, bypass_csp=True)
    for name, kind in PAGES[who]:
        page.goto(f"{desk.address}{getattr(desk.pages[name], kind)}")
        assert STATES[name][0] in page.locator("main").inner_text(), name
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
            assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == [], name
        for size in (PHONE, TWICE):
            page.set_viewport_size(size)
            assert page.evaluate(FITS), (name, size)
