"""Two reviewers at once, each in a browser of their own: no decision is lost, none overruled unseen, none twice."""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from include.ledger.entries import Entry, entries
from include.ledger.verification import verify
from include.review.decisions import CLAIM_LASTS
from review_desk import acted
from tests.plugins.review_desk.browser.conftest import Desk
from tests.plugins.review_desk.browser.test_roles import buttons
from tests.support.chromium import in_chromium

pytestmark = in_chromium
OWN = "Đã xem bản chụp ngày ấy: chân trang có ghi thư điện tử liên hệ ở dòng cuối cùng, lượt {0}"
OTHERS = "Trang giới thiệu của đơn vị ghi đủ cơ quan chủ quản, người chịu trách nhiệm và địa chỉ"
TEXT = "textarea[name=reason]"


def opened(browser: Browser, desk: Desk, who: str, state: str) -> Page:
    """Return somebody's page of the matter that was led to a state."""
    page = desk.person(browser, who)
    page.goto(f"{desk.address}{desk.pages[state].matter}")
    return page


def press(page: Page, words: str) -> None:
    """Press a button and wait for the page that it leads to: a click alone may return while the old page shows."""
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).click()


def fill(page: Page, text: str, decision: str = "Loại bỏ") -> None:
    """Fill the form of a decision."""
    page.get_by_label(decision, exact=True).check()
    page.locator("select[name=reason_code]").select_option("shown_elsewhere")
    page.locator(TEXT).fill(text)


def said(page: Page) -> str:
    """Return the words of a page."""
    return page.locator("main").inner_text()


def decisions(desk: Desk, state: str) -> list[Entry]:
    """Return the decisions on a matter, in an unbroken ledger."""
    assert verify().is_unbroken
    matter = desk.pages[state].matter.rpartition("/")[2]
    return [entry for entry in entries("decision") if entry.payload["matters"] == matter]


def test_of_two_who_claim_one_matter_the_second_is_refused_until_it_is_given_back(browser: Browser, desk: Desk) -> None:
    one, other = opened(browser, desk, "an", "given back"), opened(browser, desk, "binh", "given back")
    press(one, "Nhận vụ việc")
    assert "an đang giữ" in said(one)
    press(other, "Nhận vụ việc")
    assert "Người khác đang giữ vụ việc này." in said(other)
    assert buttons(other) == []
    press(one, "Trả lại vụ việc")
    assert "Đã trả lại vụ việc." in said(one)
    other.goto(f"{desk.address}{desk.pages['given back'].matter}")
    press(other, "Nhận vụ việc")
    assert "binh đang giữ" in said(other)


def test_a_form_that_another_overtook_shows_their_decision_and_keeps_the_text(browser: Browser, desk: Desk) -> None:
    one, other = opened(browser, desk, "an", "claim expired"), opened(browser, desk, "binh", "claim expired")
    press(one, "Nhận vụ việc")
    fill(one, OWN.format("đầu"), "Xác nhận có dấu hiệu")
    desk.now += CLAIM_LASTS + timedelta(minutes=1)
    other.reload()
    press(other, "Nhận vụ việc")
    fill(other, OTHERS)
    press(other, "Ghi quyết định")
    assert "Đã ghi quyết định vào sổ" in said(other)
    press(one, "Ghi quyết định")
    assert "người khác đã ghi thêm vào vụ việc" in said(one)
    assert OTHERS in said(one)
    assert one.locator(".log .new").count() == 2, "their claim and their decision are marked"
    assert one.locator("textarea[readonly]").input_value() == OWN.format("đầu")
    assert [entry.actor for entry in decisions(desk, "claim expired")] == ["binh"]


def test_a_claim_that_ended_unseen_is_taken_again_with_the_text_and_decides_nothing_by_itself(
    browser: Browser, desk: Desk
) -> None:
    page = opened(browser, desk, "an", "waiting")
    press(page, "Nhận vụ việc")
    fill(page, OWN.format("hai"))
    desk.now += CLAIM_LASTS + timedelta(minutes=1)
    press(page, "Ghi quyết định")
    assert "thời gian giữ đã hết" in said(page)
    press(page, "Nhận vụ việc")
    assert decisions(desk, "waiting") == []
    assert page.get_by_label("Loại bỏ", exact=True).is_checked()
    assert page.locator(TEXT).input_value() == OWN.format("hai")
    press(page, "Ghi quyết định")
    assert "Đã ghi quyết định vào sổ" in said(page)
    assert [entry.payload["reason"] for entry in decisions(desk, "waiting")] == [OWN.format("hai")]


def test_a_double_click_records_one_decision_and_says_so(browser: Browser, desk: Desk) -> None:
    page = opened(browser, desk, "an", "advisory")
    press(page, "Nhận vụ việc")
    fill(page, OWN.format("ba"))
    page.get_by_role("button", name="Ghi quyết định").evaluate("button => { button.click(); button.click(); }")
    page.get_by_text(re.compile("Đã ghi quyết định vào sổ|đã được ghi ở lần gửi trước")).first.wait_for()
    assert len(decisions(desk, "advisory")) == 1


def test_going_back_shows_the_matter_as_it_is_now_and_the_old_form_records_nothing(
    browser: Browser, desk: Desk
) -> None:
    page = opened(browser, desk, "chi", "reopened")
    before = len(decisions(desk, "reopened"))
    press(page, "Nhận vụ việc")
    fill(page, OWN.format("bốn"))
    old = page.locator("form[action$='/decisions']").evaluate("form => [...new FormData(form)]")
    press(page, "Ghi quyết định")
    page.go_back()
    assert "đã loại bỏ" in said(page)
    assert page.get_by_label("Loại bỏ", exact=True).count() == 0
    origin = {"Origin": desk.address.removesuffix("/review-desk")}
    path = f"{desk.address}{desk.pages['reopened'].matter}/decisions"
    answer = page.request.post(path, form=dict(old), headers=origin, max_redirects=0)
    assert (answer.status, "đã được ghi ở lần gửi trước" in answer.text()) == (409, True)
    assert len(decisions(desk, "reopened")) == before + 1


def test_a_restart_before_a_decision_is_answered_records_it_once(
    browser: Browser, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.now += CLAIM_LASTS + timedelta(minutes=1)
    page = opened(browser, desk, "chi", "held by another")
    press(page, "Nhận vụ việc")
    fill(page, OWN.format("bảy"))
    with monkeypatch.context() as patch:
        patch.setattr(acted, "back", ended)
        press(page, "Ghi quyết định")
    desk.stop()
    desk.start()
    page.reload()
    assert "đã được ghi ở lần gửi trước" in said(page)
    assert len(decisions(desk, "held by another")) == 1


def ended(*_: Any) -> Any:
    """Stand for a process that ends before it answers."""
    raise SystemError


def test_a_lost_session_offers_login_and_brings_the_text_back(browser: Browser, desk: Desk) -> None:
    page = opened(browser, desk, "an", "reviewed")
    press(page, "Nhận vụ việc")
    fill(page, OWN.format("năm"))
    page.context.clear_cookies()
    press(page, "Ghi quyết định")
    assert "Phiên đăng nhập đã hết." in said(page)
    with page.context.expect_page() as login:
        page.get_by_role("link", name="Đăng nhập (mở thẻ mới)").click()
    assert "/auth/login" in login.value.url
    page.context.add_cookies([{"name": "_token", "value": "an", "url": desk.address}])
    assert page.locator(TEXT).input_value() == OWN.format("năm")
    press(page, "Gửi lại")
    assert "Đã ghi quyết định vào sổ" in said(page)
    assert decisions(desk, "reviewed")[-1].actor == "an"
