"""What somebody with access to the files, or an approver's change of mind, makes of a delivery that is under way."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from include.errors import LedgerError, ReportError
from include.ledger.entries import append, entries
from include.mailing import outbox, smtp
from include.reporting import deliver as delivery
from include.reporting.approve import approve, return_report
from include.reporting.compose import Snapshot
from include.reporting.deliver import deliver
from include.reporting.deliveries import Delivery
from include.reporting.delivery_states import recipients_of
from include.reporting.notify import notify_operators
from include.settings import settings
from tests.include.reporting.conftest import DEPUTY, DIRECTOR, Mailbox

TODAY = date(2026, 11, 16)


def _note(message_id: str, text: str) -> None:
    """Write a note that a mail was sent, as whoever writes files can."""
    path = outbox._path(message_id, ".sent")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("proof", ["", "f" * 32, "another mail's"])
def test_a_note_that_somebody_else_wrote_keeps_no_report_from_leaving_unnoticed(
    snapshot: Snapshot, mailbox: Mailbox, proof: str
) -> None:
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    if proof == "another mail's":
        outbox.note_sent("<other@example.vn>")
        proof = outbox._path("<other@example.vn>", ".sent").read_text(encoding="utf-8")
    for recipient in recipients_of(snapshot):
        message_id = Delivery(snapshot, recipient).message_id
        _note(message_id, f"{message_id}\n{proof}\n")
    with pytest.raises(ReportError, match=r"Nobody knows whether .* reached van_phong_ubnd, ban_tuyen_giao"):
        deliver(snapshot.folder, today=TODAY)
    assert (entries("delivery_sent"), mailbox.messages()) == ([], [])


def test_a_note_that_somebody_else_wrote_keeps_no_mail_from_the_operators(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    append("switch", "bao_a", {}, "tests")
    real = outbox.state_of

    def forged(key: str) -> outbox.MailState:
        _note(key, f"{key}\n")
        return real(key)

    monkeypatch.setattr(outbox, "state_of", forged)
    notify_operators("Sổ bị sửa", ["x"])
    assert [message["Subject"] for message in mailbox.messages()] == ["Sổ bị sửa"]


def test_a_report_returned_while_its_delivery_waits_for_another_is_not_sent(
    snapshot: Snapshot, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    approve(snapshot.folder, DIRECTOR, "Đã xem")

    @contextmanager
    def waited(_: Path) -> Iterator[None]:
        return_report(snapshot.folder, DEPUTY, "Sai số liệu")
        yield

    monkeypatch.setattr(delivery, "locked", waited)
    with pytest.raises(ReportError, match="Nobody approved"):
        deliver(snapshot.folder, today=TODAY)
    assert mailbox.messages() == []


def _after_the_first(monkeypatch: pytest.MonkeyPatch, act: Any) -> None:
    """Let something happen once the first mail has left."""
    real = smtp.send_mail
    left: list[Any] = []

    def send(*given: Any) -> None:
        real(*given)
        if not left:
            act()
        left.append(given)

    monkeypatch.setattr(delivery, "send_mail", send)


def test_a_report_returned_while_it_is_sent_reaches_nobody_more(
    snapshot: Snapshot, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    _after_the_first(monkeypatch, lambda: return_report(snapshot.folder, DEPUTY, "Sai số liệu"))
    with pytest.raises(ReportError, match="was returned while it was being sent"):
        deliver(snapshot.folder, today=TODAY)
    assert (len(mailbox.messages()), len(entries("delivery_sent"))) == (1, 1)


def test_an_older_entry_changed_while_mails_leave_is_named_when_they_have_left(
    snapshot: Snapshot, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    append("decision", "f-1", {"decision": "confirm", "reason": "rõ"}, "ra_soat")
    approve(snapshot.folder, DIRECTOR, "Đã xem")

    def tamper() -> None:
        with closing(sqlite3.connect(settings().home / "ledger" / "ledger.sqlite")) as connection, connection:
            kept = connection.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
            for name, _ in kept:
                connection.execute(f"drop trigger {name}")
            connection.execute("update ledger_entries set payload = '{}' where sequence = 1")
            for _, statement in kept:
                connection.execute(statement)

    _after_the_first(monkeypatch, tamper)
    with pytest.raises(LedgerError, match=r"entry 1 .* was altered"):
        deliver(snapshot.folder, today=TODAY)
