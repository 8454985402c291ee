"""Against a live interface with the auth manager of production (FAB): a user who may approve can, all others cannot."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from include.ledger.entries import entries
from include.reporting.approve import ApprovalState, state_of
from tests.plugins.review_desk.conftest import interface
from tests.security.test_live_page import Live, composed_report

pytestmark = pytest.mark.slow
MANAGER = "airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager"
ROLES = {"giam_doc": "User", "pho_giam_doc": "User", "ky_su": "Op", "quan_tri": "Admin"}
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
