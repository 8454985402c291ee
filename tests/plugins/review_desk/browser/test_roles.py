"""What each role sees of the desk in a browser, and what none of them can do, also by sending a form directly."""

import pytest
from playwright.sync_api import Browser, Page

from include.ledger.entries import entries
from review_desk.desk import ACTS
from tests.plugins.review_desk.browser.conftest import Desk
from tests.support.chromium import in_chromium
from tests.support.desk_states import STATES

pytestmark = in_chromium
TEXT = "Đã xem bản chụp ngày ấy: chân trang có ghi thư điện tử liên hệ đầy đủ"
EVIDENCE = frozenset({"evidence_viewed"})


def acts() -> int:
    """Return how many acts the ledger holds."""
    return len([entry for entry in entries() if entry.kind not in EVIDENCE])


def send(page: Page, desk: Desk, path: str, **form: str) -> tuple[int, str]:
    """Send a form of the desk directly, with the cookies and the origin of somebody's browser."""
    origin = {"Origin": desk.address.removesuffix("/review-desk")}
    answer = page.request.post(f"{desk.address}{path}", form=dict(form), headers=origin, max_redirects=0)
    return answer.status, answer.text()


def buttons(page: Page) -> list[str]:
    """Return what the buttons of a page say."""
    return [text.strip() for text in page.locator("button").all_inner_texts()]


def notice_of(outlet: str) -> str:
    """Return the id of the newest notice to an outlet."""
    drafted = entries("notice_drafted", f"matters/{outlet.rpartition('/')[2]}")
    return str(drafted[-1].payload["notice"])


def test_a_reader_sees_the_queue_without_outlets_and_opens_nothing(browser: Browser, desk: Desk) -> None:
    page = desk.person(browser, "doc")
    page.goto(f"{desk.address}/?state=all")
    assert page.locator(".cards > li").count() == len(STATES)
    words = page.locator("body").inner_text()
    assert "doc · chỉ đọc" in words
    assert "Đời sống và Đô thị" not in words
    assert page.locator("main a[href*='/matters/'], main a[href*='/outlets/']").count() == 0
    shown = desk.pages["replied"]
    for path in (shown.matter, shown.finding, shown.outlet, "/questions", "/tasks", "/messages", "/samples"):
        answer = page.goto(f"{desk.address}{path}")
        assert answer is not None
        assert answer.status == 403, path
        assert "Chỉ người rà soát và người phụ trách" in page.locator("main").inner_text()
        assert "Đời sống và Đô thị" not in page.content()


def test_a_reader_cannot_act_by_sending_a_form_directly(browser: Browser, desk: Desk) -> None:
    page, shown, before = desk.person(browser, "doc"), desk.pages["held"], acts()
    ids = {"matter_id": shown.matter.rpartition("/")[2], "outlet_id": shown.outlet.rpartition("/")[2]}
    form = {"decision": "dismiss", "reason_code": "reading_wrong", "reason": TEXT, "seen": "2"}
    for path in ACTS:
        assert send(page, desk, path.format(**ids, question_id="q", item="i"), **form)[0] == 403, path
    assert acts() == before


CHIEFS_OWN = {
    "drafted": ("outlet", "releases", "Duyệt gửi thông báo"),
    "confirmed": ("matter", "naming", "Cho phép nêu tên"),
    "cleared": ("matter", "corrections", "Duyệt gửi cải chính"),
    "appealed": ("matter", "appeals", "Ghi trả lời"),
}


@pytest.mark.parametrize("state", CHIEFS_OWN)
def test_a_chiefs_acts_are_shown_to_chiefs_alone_and_refused_to_reviewers(
    browser: Browser, desk: Desk, state: str
) -> None:
    kind, act, words = CHIEFS_OWN[state]
    path, before = getattr(desk.pages[state], kind), acts()
    chief, reviewer = desk.person(browser, "hoa"), desk.person(browser, "chi")
    for page, is_shown in ((chief, True), (reviewer, False)):
        page.goto(f"{desk.address}{path}")
        assert (words in buttons(page)) is is_shown
    notice = notice_of(desk.pages[state].outlet)
    status, answer = send(reviewer, desk, f"{path}/{act}", notice=notice, step="answered", text=TEXT)
    assert (status, "Tài khoản này không có quyền làm việc đó." in answer) == (409, True)
    assert acts() == before


def test_whoever_decided_is_not_offered_the_second_decision_and_is_refused_it(browser: Browser, desk: Desk) -> None:
    path = desk.pages["silent"].matter
    first, second = desk.person(browser, "an"), desk.person(browser, "binh")
    first.goto(f"{desk.address}{path}")
    assert "Người đã quyết định vụ việc này không làm bước này" in first.locator("main").inner_text()
    assert "Nhận vụ việc" not in buttons(first)
    send(first, desk, f"{path}/claims", reason="Được phân công.")
    first.reload()
    form = first.locator("form[action$='/decisions'] input[type=hidden]")
    carried = {one.get_attribute("name") or "": one.get_attribute("value") or "" for one in form.all()}
    given = {"decision": "confirm", "reason_code": "seen_on_captures", "reason": TEXT}
    status, answer = send(first, desk, f"{path}/decisions", **carried, **given)
    assert (status, "cần một người khác" in answer) == (409, True)
    send(first, desk, f"{path}/returns")
    second.goto(f"{desk.address}{path}")
    assert "Nhận vụ việc" in buttons(second)


def test_a_recused_reviewer_is_offered_nothing_and_another_is(browser: Browser, desk: Desk) -> None:
    path, before = desk.pages["recused"].matter, acts()
    recused, other = desk.person(browser, "an"), desk.person(browser, "chi")
    recused.goto(f"{desk.address}{path}")
    assert "Bạn đã từ chối rà soát vụ việc này" in recused.locator("main").inner_text()
    assert buttons(recused) == []
    status, answer = send(recused, desk, f"{path}/claims", reason="Được phân công.")
    assert (status, "Bạn đã từ chối rà soát" in answer, acts()) == (409, True, before)
    other.goto(f"{desk.address}{path}")
    assert buttons(other) == ["Nhận vụ việc", "Tôi không rà soát vụ việc này"]


@pytest.mark.parametrize("state", ["named", "referred", "advisory"])
def test_no_chief_is_offered_a_name_that_was_released_or_never_may_be(browser: Browser, desk: Desk, state: str) -> None:
    page = desk.person(browser, "hoa")
    page.goto(f"{desk.address}{desk.pages[state].matter}")
    assert "Cho phép nêu tên" not in buttons(page)
    if state != "named":
        assert send(page, desk, f"{desk.pages[state].matter}/naming")[0] == 409
