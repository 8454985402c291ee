"""A delivery or an approval killed anywhere and run again ends as one that never was: nothing twice, nothing lost."""

import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from include.custody.restore import agree_to_restore, propose_restore
from include.errors import LedgerError
from include.ledger.engine import ledger_engine
from include.ledger.entries import entries
from include.ledger.evidence import marks_of
from include.ledger.verification import verify
from include.mailing.smtp import send_mail
from include.reporting import clearings
from include.reporting import deliver as delivering
from include.reporting.approve import ApprovalState, approve, state_of
from include.reporting.compose import Snapshot
from include.settings import settings
from tests.include.reporting.conftest import DIRECTOR, Mailbox
from tests.include.reporting.test_clearings import (
    ADDRESSES,
    decide,
    naming_report,  # noqa: F401 - a fixture
    now,
    release,
    told,
)
from tests.include.reporting.test_deliver import TODAY
from tests.support.kill_log import note_kill
from tests.support.kill_points import open_stage

WATCHED = tuple(f"include/{name}.py" for name in ("reporting/deliver", "mailing/outbox", "ledger/entries", "atomic"))
CORRECTING = (*WATCHED, "include/reporting/clearings.py")
# SQLite writes by itself: the steps of its statement are counted, and its log is cut in half at the commit.
APPROVE = """
import os
from pathlib import Path
from sqlalchemy import Engine, event
from sqlalchemy.engine.default import DefaultDialect
from include.reporting.approve import Login, approve

written = []

def counted():
    point("inside the insert")
    return 0
@event.listens_for(Engine, "before_cursor_execute")
def begin(connection, cursor, statement, *_):
    if statement.startswith("INSERT INTO ledger_entries"):
        written.append(statement)
        cursor.connection.set_progress_handler(counted, 1)
@event.listens_for(Engine, "after_cursor_execute")
def end(connection, cursor, *_):
    cursor.connection.set_progress_handler(None, 0)
commit = DefaultDialect.do_commit
def noted(self, connection):
    log = Path(os.environ["PRESS_HOME"]) / "ledger" / "ledger.sqlite-wal"
    if written:
        point("before the commit")
    commit(self, connection)
    if written:
        point("half of the commit", str(log))
        point("behind the commit")
DefaultDialect.do_commit = noted
approve(Path(os.environ["PRESS_HOME"]) / "{folder}", Login("giam_doc", "tests"), "Đã xem")
"""
AFTER_DATA = [
    *range(1, 25, 2),
    30,
    38,
    46,
]  # lines of ours after the server answered DATA

CORRECTED = range(1, 31, 3)  # the same of a correction


def _killed(work: Callable[[], Any], watched: tuple[str, ...], killed_at: int, begins: list[bool]) -> int:
    """Fork, run the work, and kill it at the n-th line of the watched modules; return the signal, 0 if it ended."""
    child = os.fork()
    if child == 0:
        lines = 0

        def at_line(frame: Any, event: str, argument: object) -> Any:
            nonlocal lines
            if event == "call" and not frame.f_code.co_filename.endswith(watched):
                return None
            lines += event == "line" and begins[0]
            if lines == killed_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return at_line

        sys.settrace(at_line)
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def _noting(module: Any, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Let a module note when the mail server has answered; return the note, which a fork has for itself."""
    has_answered, real = [False], send_mail

    def sent(*given: Any) -> None:
        real(*given)
        has_answered[0] = True

    monkeypatch.setattr(module, "send_mail", sent)
    return has_answered


@pytest.fixture
def recorded(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> Mailbox:
    """Let the mail server's own copies be read, as make run does."""
    monkeypatch.setenv("PRESS_MAIL_RECORD", str(mailbox.folder))
    settings.cache_clear()
    return mailbox


@pytest.mark.parametrize("killed_at", AFTER_DATA)
def test_a_delivery_killed_after_the_server_took_the_mail_sends_nothing_twice(
    snapshot: Snapshot, recorded: Mailbox, monkeypatch: pytest.MonkeyPatch, killed_at: int
) -> None:
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    with monkeypatch.context() as patch:
        has_answered = _noting(delivering, patch)
        work = lambda: delivering.deliver(snapshot.folder, today=TODAY)  # noqa: E731 - run in the fork
        assert _killed(work, WATCHED, killed_at, has_answered) == signal.SIGKILL
    note_kill("deliver after DATA", f"the record of it, {killed_at} lines of code after the answer")
    assert len(recorded.messages()) == 1
    assert entries("delivery_sent") == []
    outcome = delivering.deliver(snapshot.folder, today=TODAY)
    assert (outcome["uncertain"], outcome["sent"] + outcome["already_sent"]) == (0, 2)
    assert list(recorded.times().values()) == [1, 1]
    assert [entry.kind for entry in entries("delivery_sent")] == ["delivery_sent"] * 2
    assert verify().is_unbroken


@pytest.mark.parametrize("killed_at", CORRECTED)
def test_a_correction_killed_after_the_server_took_the_mail_reaches_everybody_once(
    naming_report: Snapshot,  # noqa: F811
    recorded: Mailbox,
    monkeypatch: pytest.MonkeyPatch,
    killed_at: int,
) -> None:
    delivering.deliver(naming_report.folder, today=TODAY)
    decide("dismiss")
    release()
    at = now()
    with monkeypatch.context() as patch:
        has_answered = _noting(clearings, patch)
        work = lambda: clearings.mail_corrections(at)  # noqa: E731 - run in the fork
        assert _killed(work, CORRECTING, killed_at, has_answered) == signal.SIGKILL
    note_kill("correct after DATA", f"the record of it, {killed_at} lines of code after the answer")
    assert (len(told(recorded)), len(entries("correction_sent"))) == (1, 0)
    assert clearings.mail_corrections(at)["mails"] == 2
    assert len(told(recorded)) == 2
    assert set(recorded.times().values()) == {1}
    assert {one["To"] for one in told(recorded)} == ADDRESSES
    assert [entry.kind for entry in entries("correction_sent")] == ["correction_sent"] * 2
    assert clearings.mail_corrections(at) == {"corrections": 1, "mails": 0, "mailed_already": 2}
    assert verify().is_unbroken


@pytest.mark.slow
def test_an_approval_killed_at_its_writes_is_recorded_once_by_the_next(
    snapshot: Snapshot, home: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger_engine()  # a first start makes it: its own kills are tested with it
    homes = tmp_path_factory.mktemp("approved")

    def installed(name: str) -> Path:
        shutil.copytree(home, homes / name)
        monkeypatch.setenv("PRESS_HOME", str(homes / name))
        settings.cache_clear()
        return homes / name

    work = APPROVE.format(folder=snapshot.folder.relative_to(home))
    with open_stage("approve", work, ["include.reporting.approve", "include.reporting.render.files"], {}) as stage:
        whole = stage.run(installed("unbroken"))
        assert [entry.kind for entry in entries()] == ["approval"]
        inside = sum(write.startswith("inside") for write in whole.writes)
        kills = [("inside", 1 + number * (inside * 9 // 10) // 7) for number in range(8)]
        for only, killed_at in (*kills, ("before the commit", 1), ("half of the commit", 1), ("behind the commit", 1)):
            own = installed(f"{only} {killed_at}")
            assert stage.run(own, killed_at, only).is_killed
            assert len(entries()) == int(only == "behind the commit")
            assert verify().is_unbroken
            assert stage.run(own).ended == 0
            assert [entry.kind for entry in entries()] == ["approval"]
            assert verify().is_unbroken
            assert state_of(own / snapshot.folder.relative_to(home)) == ApprovalState.APPROVED


def test_a_ledger_put_back_from_before_the_delivery_sends_nothing_again(
    snapshot: Snapshot, mailbox: Mailbox, tmp_path: Path
) -> None:
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    database = settings().home / "ledger" / "ledger.sqlite"
    with sqlite3.connect(database) as connection:
        connection.execute("vacuum into ?", (str(tmp_path / "backup.sqlite"),))
    connection.close()
    delivering.deliver(snapshot.folder, today=TODAY)
    for path in database.parent.glob("ledger.sqlite-*"):
        path.unlink()
    shutil.copy(tmp_path / "backup.sqlite", database)
    with pytest.raises(LedgerError, match="cut off"):
        delivering.deliver(snapshot.folder, today=TODAY)
    proposal = propose_restore("Đĩa hỏng", "quan_tri")
    agree_to_restore(proposal.sequence, "Đã kiểm tra", DIRECTOR.name, DIRECTOR.authenticated_by)
    assert delivering.deliver(snapshot.folder, today=TODAY)["already_sent"] == 2
    assert len(mailbox.messages()) == 2
    assert {entry.payload["known_from"] for entry in entries("delivery_sent")} == {"outbox"}


def test_every_mail_carries_the_state_of_the_ledger_that_let_it_leave(snapshot: Snapshot, mailbox: Mailbox) -> None:
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    delivering.deliver(snapshot.folder, today=TODAY)
    for path in mailbox.folder.glob("new/*.eml"):
        marks = marks_of(path)
        assert max(mark.count for mark in marks) >= 1  # the approval is covered
        assert verify(dict.fromkeys(marks, path)).is_unbroken
