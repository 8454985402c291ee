"""Against a live interface with the auth manager of production (FAB): a user who may approve can, all others cannot.

In a browser, whoever signs in by FAB's own form comes to the desk with the roles that the settings give to their name.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.desk_installation import publish
from include.ledger.entries import entries
from include.reporting.approve import ApprovalState, state_of
from tests.plugins.review_desk.conftest import interface
from tests.security.test_live_page import Live, composed_report
from tests.support.chromium import CHROMIUM, browser  # noqa: F401 - a fixture

pytestmark = pytest.mark.slow
MANAGER = "airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager"
ROLES = {
    "giam_doc": "User", "pho_giam_doc": "User", "ky_su": "Op", "quan_tri": "Admin", "ra_soat": "User", "xem": "Viewer",
}  # fmt: skip
PATIENCE = 300_000  # milliseconds: a busy machine is slow, not wrong
PASSWORD = "một mật khẩu dài của {}"


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Compose a report, make users as production makes them, then start the interface over both."""
    home = tmp_path_factory.mktemp("fab")
    lines = [f"- {{username: {n}, role: {r}, email: {n}@example.org, password_file: {n}}}\n" for n, r in ROLES.items()]
    (home / "users.yml").write_text("".join(lines), encoding="utf-8")
    for name in ROLES:
        (home / name).write_text(PASSWORD.format(name), encoding="utf-8")
    with composed_report(home, "giam_doc,pho_giam_doc") as (snapshot, address, environment):
        environment["AIRFLOW__CORE__AUTH_MANAGER"] = MANAGER
        publish(home / "published", 3, 1)
        users = ["orchestration.users", str(home / "users.yml")]
        passwords = {name: PASSWORD.format(name) for name in ROLES}
        with interface(home, address, environment, [users], passwords) as server:
            yield Live(server, snapshot)


def test_of_the_users_of_production_the_named_one_alone_approves(live: Live) -> None:
    stranger = live.server.stranger()
    sent = stranger.get(live.page, allow_redirects=False, timeout=120)
    assert (sent.status_code, "/auth/login" in sent.headers["Location"]) == (303, True)
    assert live.answer(stranger) == 401
    for name in ("ky_su", "quan_tri"):
        visitor = live.server.session(name)
        assert visitor.get(live.page, timeout=120).status_code == 200
        assert live.answer(visitor) == 403
        assert live.answer(visitor, actor="giam_doc", login="giam_doc", user_id="1") == 403
    left = live.server.session("pho_giam_doc")
    with closing(sqlite3.connect(live.server.home / "airflow.db")) as database, database:
        database.execute("update ab_user set active = 0 where username = 'pho_giam_doc'")
    assert live.answer(left) in (401, 403)  # the session is older than the day on which the account was switched off
    assert (entries(), state_of(live.snapshot.folder)) == ([], ApprovalState.WAITING)
    assert live.answer(live.server.session("giam_doc")) == 303
    [approval] = entries()
    assert (approval.kind, approval.actor) == ("approval", "giam_doc")
    assert approval.payload["authenticated_by"] == MANAGER.split(".auth_manager")[0]
    assert state_of(live.snapshot.folder) == ApprovalState.APPROVED


AT_DESK = {
    "xem": ("chỉ đọc", 0, "Chưa nêu tên đơn vị"),
    "ra_soat": ("người rà soát", 3, "Trang 0"),
    "giam_doc": ("người phụ trách", 3, "Trang 0"),
}
"""What the desk calls a user, how many matters their queue leads to, and what stands there for an outlet."""


@pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed here; apt install chromium.")
@pytest.mark.parametrize("name", AT_DESK)
def test_who_signs_in_by_the_form_of_production_comes_to_the_desk_with_their_role(
    live: Live,
    browser: Browser,  # noqa: F811
    name: str,
) -> None:
    role, links, outlet = AT_DESK[name]
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{live.server.address}/review-desk/?state=all")
    if name == "xem":  # once alone: the form takes five tries in 40 seconds
        sign_in(page, name, "không phải mật khẩu ấy")
        assert "/auth/login" in page.url
    sign_in(page, name, live.server.passwords[name])
    assert page.url == f"{live.server.address}/review-desk/?state=all"
    assert page.locator("header .user").inner_text() == f"{name} · {role}"
    assert page.locator("main h2 a").count() == links
    assert outlet in page.locator("main .cards").inner_text()
    context.close()


def sign_in(page: Page, name: str, password: str) -> None:
    """Fill in the form of production and wait for the page that it leads to."""
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign In").click()
