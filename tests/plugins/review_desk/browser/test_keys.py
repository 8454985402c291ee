"""The desk by keyboard alone: from the queue to a recorded decision, and never a decision without its text."""

from playwright.sync_api import Browser, Page

from include.ledger.entries import entries
from tests.plugins.review_desk.browser.conftest import Desk
from tests.plugins.review_desk.browser.test_together import decisions, said
from tests.support.chromium import in_chromium

pytestmark = in_chromium
TEXT = "Đã xem hai bản chụp: chân trang ghi thư điện tử liên hệ, bộ đọc bỏ sót dòng cuối"
STOPS = 80
ALT, SHIFT = 1, 8  # as Chromium's protocol counts them
FOCUSED = """() => {
    const one = document.activeElement, style = getComputedStyle(one);
    return [one.name || "", one.textContent.trim(), style.outlineStyle + " " + style.outlineWidth];
}"""


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until what has a name or says some words is focused; every stop on the way shows that it is."""
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        name, words, outline = page.evaluate(FOCUSED)
        if page.evaluate("document.activeElement !== document.body"):
            assert outline == "solid 3px", (name, words)
        if wanted in (name, words):
            return
    raise AssertionError(f"Tab never came to {wanted!r}.")


def follow(page: Page, wanted: str) -> None:
    """Press Tab until something is focused, then Enter, and wait for the page that it leads to."""
    tab_to(page, wanted)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def access(page: Page, key: str, modifiers: int = ALT) -> None:
    """Press a key of the pages with what Chromium asks to be held; Playwright's own presses leave its text out."""
    pressed = {"modifiers": modifiers, "key": key, "unmodifiedText": key, "windowsVirtualKeyCode": ord(key.upper())}
    devtools = page.context.new_cdp_session(page)
    for kind in ("keyDown", "keyUp"):
        devtools.send("Input.dispatchKeyEvent", {"type": kind, **pressed})
    devtools.detach()


def test_a_matter_is_opened_claimed_and_decided_from_the_queue_without_a_mouse(browser: Browser, desk: Desk) -> None:
    page = desk.person(browser, "chi")
    page.goto(f"{desk.address}/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN", "the skip link leads past the head"
    title = page.locator(f".cards a[href$='{desk.pages['waiting'].matter}']").inner_text()
    follow(page, title)
    assert page.locator(f"h1:has-text('{title}')").count() == 1
    follow(page, "Nhận vụ việc")
    assert page.locator("input:checked").count() == 0, "nothing is chosen beforehand"
    access(page, "2")
    assert page.get_by_label("Loại bỏ", exact=True).is_checked()
    tab_to(page, "reason_code")
    page.keyboard.type("Thông tin có ở chỗ khác")
    access(page, "0")
    page.keyboard.type(TEXT)
    follow(page, "Ghi quyết định")
    assert "Đã ghi quyết định vào sổ" in said(page)
    (kept,) = decisions(desk, "waiting")
    assert (kept.actor, kept.payload["decision"], kept.payload["reason"]) == ("chi", "dismiss", TEXT)


def test_no_key_decides_without_the_text(browser: Browser, desk: Desk) -> None:
    page = desk.person(browser, "an")
    page.goto(f"{desk.address}{desk.pages['held'].matter}")
    before = len(entries("decision"))
    for key in "123456":
        access(page, key)
        page.keyboard.press("Enter")
    page.locator("select[name=reason_code]").select_option("reading_wrong")
    for field in ("input[name=decision] >> nth=0", "select[name=reason_code]"):
        page.locator(field).focus()
        page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    access(page, "0")
    page.keyboard.type("Ngắn")
    follow(page, "Ghi quyết định")
    assert "ít nhất mười từ khác nhau" in said(page)
    assert page.locator("textarea[name=reason]").input_value() == "Ngắn"
    assert len(entries("decision")) == before


def test_keys_lead_to_the_next_matter_and_to_the_help_and_have_names(browser: Browser, desk: Desk) -> None:
    page = desk.person(browser, "an")
    page.goto(f"{desk.address}{desk.pages['held'].matter}")
    forward, back = page.locator("a[rel=next]").get_attribute("href"), page.url
    named = page.locator("main").aria_snapshot()
    for name in (
        'radio "Loại bỏ"',
        'combobox "Lý do"',
        'textbox "Đã thấy gì',
        'button "Ghi quyết định"',
        'heading "Quá',
    ):
        assert name in named
    access(page, "?", ALT | SHIFT)
    assert page.locator("details.keys").get_attribute("open") is not None
    access(page, "j")
    page.wait_for_url(lambda url: url != back)
    assert page.url.endswith(str(forward))
    access(page, "k")
    page.wait_for_url(lambda url: not url.endswith(str(forward)))
    assert page.url.rpartition("/")[0] == f"{desk.address}/matters"
