"""The desk in a real browser: every page meets axe's rules, fits a phone, and works by keyboard alone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from include.ledger.entries import entries_from
from include.review import samples, sampling
from tests.plugins.review_desk.conftest import Server
from tests.plugins.review_desk.test_desk import CREDIT, IDENTITY
from tests.support.chromium import in_chromium

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 800}

pytestmark = in_chromium


@pytest.fixture(scope="module", autouse=True)
def given_back(server: Server) -> Iterator[None]:
    """Leave no matter taken: the interface serves other files of tests as well."""
    yield
    visitor = server.session("hai")
    visitor.send_form(f"{visitor.matter(IDENTITY)}/returns")


def opened(browser: Browser, server: Server, user: str, scheme: Literal["light", "dark"], size: ViewportSize) -> Page:
    """Return a page of somebody who is signed in; scripts of the test may run beside the pages' own policy."""
    context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
    token = server.session(user).cookies["_token"]
    context.add_cookies([{"name": "_token", "value": token, "url": server.address}])
    return context.new_page()


def sample() -> str:
    """Return the path of a place of the blind sample, drawn where none was."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sampling, "month_before", lambda day: (date(2026, 10, 1), date(2026, 11, 1)))
        patch.setattr(sampling, "_is_judged", lambda end: True)
        sampling.draw_month(entries_from(0)[-1].recorded_at)
    return f"/samples/{next(one for one in samples.items().values() if one.is_open and one.article_id).item}"


def paths(server: Server) -> dict[str, str]:
    """Return a path of every page and of every state that forms make of it."""
    visitor = server.session("hai")
    matter = visitor.matter(CREDIT)
    for other in ("ra_soat", "phu_trach"):  # who may have taken it in another file of tests
        server.session(other).send_form(f"{visitor.matter(IDENTITY)}/returns")
    visitor.take(visitor.matter(IDENTITY))
    return {
        "queue": "/?state=all", "empty": "/?state=withdrawn", "matter": matter, "held": visitor.matter(IDENTITY),
        "finding": f"/findings/{visitor.findings(matter)[0]}", "outlet": "/outlets/tong_hop", "questions": "/questions",
        "tasks": "/tasks", "messages": "/messages", "samples": "/samples",
        "sample": sample(),
        "refusal": "/matters/none",
    }  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_page_meets_axes_rules_and_fits_its_window(
    browser: Browser, at_home: Server, scheme: Literal["light", "dark"], size: ViewportSize, tmp_path: Path
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(browser, at_home, "hai", scheme, size)
    for name, path in paths(at_home).items():
        page.goto(f"{at_home.address}/review-desk{path}")
        page.screenshot(path=tmp_path / f"{name}-{scheme}-{size['width']}.png", full_page=True)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
        assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
    page.context.close()


def test_a_matter_is_taken_and_decided_by_keyboard_alone(browser: Browser, at_home: Server) -> None:
    page = opened(browser, at_home, "hai", "light", DESK)
    page.goto(f"{at_home.address}/review-desk{paths(at_home)['held']}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"
    assert page.locator("input[name=decision]:checked").count() == 0, "nothing is chosen beforehand"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "decision":
            break
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Ngắn")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".problem")
    assert page.locator("textarea[name=reason]").input_value() == "Ngắn"
    page.context.close()


def test_twice_the_size_needs_no_scrolling_sideways(browser: Browser, at_home: Server) -> None:
    page = opened(browser, at_home, "hai", "light", {"width": DESK["width"] // 2, "height": DESK["height"] // 2})
    for name, path in paths(at_home).items():
        page.goto(f"{at_home.address}/review-desk{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
    page.context.close()


def test_a_lost_session_leads_to_airflows_own_login_form_and_brings_the_text_back(
    browser: Browser, at_home: Server
) -> None:
    page = opened(browser, at_home, "hai", "light", DESK)
    page.goto(f"{at_home.address}/review-desk{paths(at_home)['held']}")
    page.locator("input[name=decision]").first.check()
    page.locator("select[name=reason_code]").select_option(index=1)
    page.locator("textarea[name=reason]").fill("Chân trang ghi đủ.")
    page.context.clear_cookies()
    page.get_by_role("button", name="Ghi quyết định").click()
    assert "Phiên đăng nhập đã hết." in page.locator("main").inner_text()
    sign_in(page, at_home, "hai", "Username", "Password", "Sign in")
    assert page.locator("textarea[name=reason]").input_value() == "Chân trang ghi đủ."
    page.get_by_role("button", name="Gửi lại").click()
    assert "ít nhất mười từ" in page.locator(".problem").inner_text(), (
        "it is the desk that answers now, to who signed in"
    )
    assert page.locator("textarea[name=reason]").input_value() == "Chân trang ghi đủ."
    page.context.close()


def sign_in(page: Page, server: Server, user: str, name: str, password: str, button: str) -> None:
    """Follow the link to sign in, fill in Airflow's own form, and come back to the desk."""
    with page.context.expect_page() as opening:
        page.get_by_role("link", name="Đăng nhập (mở thẻ mới)").click()
    form = opening.value
    form.get_by_label(name).fill(user)
    form.get_by_label(password).fill(server.passwords[user])
    form.get_by_role("button", name=button).click()
    form.wait_for_url(f"{server.address}/review-desk/")
    assert form.locator("h1").inner_text() == "Vụ việc"
    form.close()
