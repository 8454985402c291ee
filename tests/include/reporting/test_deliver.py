"""An approved report reaches each recipient once, over real SMTP, whatever happens on the way."""

import multiprocessing
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from include.errors import DeliveryError, ReportError
from include.landing import store
from include.ledger.entries import entries
from include.reporting import deliver as delivery
from include.reporting.approve import approve
from include.reporting.compose import Snapshot, compose
from include.reporting.deliver import deliver
from include.reporting.deliveries import settle
from include.reporting.render import render
from include.settings import settings
from tests.include.reporting.conftest import DIRECTOR, Mailbox
from tests.include.reporting.sample_rows import MONTH, month_query
from tests.support.ports import free_port

TODAY = date(2026, 11, 16)
BOTH = {"sent": 2, "already_sent": 0, "uncertain": 0, "refused": 0, "bounced": 0, "queued": 0}


def _deliver_and_die(folder: Path) -> None:
    """Deliver from a process that is killed after its first claim, before the mail leaves."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delivery, "send_mail", lambda *_: os._exit(9))
        deliver(folder, today=TODAY)


def _deliver(folder: Path) -> None:
    deliver(folder, today=TODAY)


def _kill_while_sending(folder: Path) -> None:
    process = multiprocessing.get_context("fork").Process(target=_deliver_and_die, args=(folder,))
    process.start()
    process.join()
    assert process.exitcode == 9


def test_each_recipient_gets_one_mail_with_the_files(snapshot: Snapshot, mailbox: Mailbox) -> None:
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    assert deliver(snapshot.folder, today=TODAY) == BOTH
    received = mailbox.messages()
    assert {m["To"] for m in received} == {"van_phong_ubnd@hanoi.example.vn", "ban_tuyen_giao@hanoi.example.vn"}
    for message in received:
        names = {part.get_filename() for part in message.iter_attachments()}
        assert names == {f"Báo cáo theo dõi báo chí tháng 11 năm 2026.{suffix}" for suffix in ("docx", "pdf", "xlsx")}
        attached = {Path(part.get_filename() or "").suffix: part.get_content() for part in message.iter_attachments()}
        kept = {suffix: (snapshot.folder / f"monthly_compliance_2026-11{suffix}").read_bytes() for suffix in attached}
        assert attached == kept


@pytest.mark.parametrize("address", ["a@[", "a,b@hanoi.example.vn", "a@hanoi.example.vn\r\nBcc: x@y.vn"])
def test_an_address_that_no_header_carries_keeps_no_other_recipient_waiting(
    snapshot: Snapshot, mailbox: Mailbox, address: str
) -> None:
    rows = store.read("recipients").to_pylist()
    rows[0]["work_address"] = address  # as a register that was landed before addresses were checked may hold
    store.write("recipients", date(2026, 11, 14), rows)
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    with pytest.raises(DeliveryError, match="van_phong_ubnd"):
        deliver(snapshot.folder, today=TODAY)
    assert [message["To"] for message in mailbox.messages()] == ["ban_tuyen_giao@hanoi.example.vn"]


def test_delivering_twice_sends_nothing_more(snapshot: Snapshot, mailbox: Mailbox) -> None:
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    deliver(snapshot.folder, today=TODAY)
    assert deliver(snapshot.folder, today=TODAY) == {**BOTH, "sent": 0, "already_sent": 2}
    assert len(mailbox.messages()) == 2
    assert len(entries("approval")) == 1


def test_nothing_leaves_without_an_approval_of_exactly_this_content(snapshot: Snapshot, mailbox: Mailbox) -> None:
    with pytest.raises(ReportError, match="Nobody approved"):
        deliver(snapshot.folder, today=TODAY)
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    (snapshot.folder / "monthly_compliance_2026-11.pdf").write_bytes(b"another")
    with pytest.raises(ReportError, match="changed after it was approved"):
        deliver(snapshot.folder, today=TODAY)
    assert mailbox.messages() == []


def test_nothing_leaves_before_the_day_it_may_be_issued(snapshot: Snapshot, mailbox: Mailbox) -> None:
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    with pytest.raises(ReportError, match="2026-11-16"):
        deliver(snapshot.folder, today=date(2026, 11, 15))
    assert mailbox.messages() == []


def test_a_mail_cut_short_is_left_to_people(snapshot: Snapshot, mailbox: Mailbox) -> None:
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    _kill_while_sending(snapshot.folder)
    with pytest.raises(ReportError, match=r"van_phong_ubnd.*press report settle"):
        deliver(snapshot.folder, today=TODAY)
    assert {m["To"] for m in mailbox.messages()} == {"ban_tuyen_giao@hanoi.example.vn"}
    settle(snapshot.folder, "van_phong_ubnd", "Văn phòng báo chưa nhận", "văn thư", has_arrived=False)
    assert deliver(snapshot.folder, today=TODAY) == {**BOTH, "sent": 1, "already_sent": 1}
    assert len(mailbox.messages()) == 2


def test_a_mail_that_arrived_all_the_same_is_not_sent_again(snapshot: Snapshot, mailbox: Mailbox) -> None:
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    _kill_while_sending(snapshot.folder)
    settle(snapshot.folder, "van_phong_ubnd", "Văn phòng đã nhận", "văn thư", has_arrived=True)
    assert deliver(snapshot.folder, today=TODAY) == {**BOTH, "sent": 1, "already_sent": 1}
    with pytest.raises(ReportError, match="in doubt"):
        settle(snapshot.folder, "van_phong_ubnd", "Lần nữa", "văn thư", has_arrived=True)


def test_where_the_settings_allow_it_a_mail_in_doubt_goes_again_under_its_message_id(
    snapshot: Snapshot, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESS_RESEND_UNCERTAIN", "true")
    settings.cache_clear()
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    _kill_while_sending(snapshot.folder)
    assert deliver(snapshot.folder, today=TODAY) == BOTH
    claims = entries("delivery_claimed", "monthly_compliance/2026-11/van_phong_ubnd")
    assert len(claims) == 2
    assert len({claim.payload["message_id"] for claim in claims}) == 1
    assert len(mailbox.messages()) == 2


def test_two_deliveries_at_once_send_each_mail_once(snapshot: Snapshot, mailbox: Mailbox) -> None:
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    fork = multiprocessing.get_context("fork")
    both = [fork.Process(target=_deliver, args=(snapshot.folder,)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0]
    assert len(entries("delivery_claimed")) == len(entries("delivery_sent")) == 2


def test_a_server_that_is_down_leaves_no_claim(
    snapshot: Snapshot, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    monkeypatch.setenv("PRESS_SMTP_PORT", "1")
    settings.cache_clear()
    with pytest.raises(DeliveryError, match="not ready"):
        deliver(snapshot.folder, today=TODAY)
    assert entries("delivery_claimed") == []


def test_other_figures_make_a_revision_that_needs_its_own_approval(
    snapshot: Snapshot, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    deliver(snapshot.folder, today=TODAY)
    monkeypatch.setitem(MONTH, "rpt_training", [{"kind": "training", "sessions": 3, "participants": 200}])
    revised = compose("monthly_compliance", "2026-11", month_query, "build-2")
    render(revised.folder)
    with pytest.raises(ReportError, match="Nobody approved"):
        deliver(revised.folder, today=TODAY)
    approve(revised.folder, DIRECTOR, "Đã xem")
    assert deliver(revised.folder, today=TODAY) == BOTH
    subjects = [m["Subject"] for m in mailbox.messages()]
    assert sum("THAY THẾ LẦN 2" in subject for subject in subjects) == 2


class _FirstBreaks:
    """A mail server that goes away on the first recipient it hears of, at RCPT or after the words."""

    def __init__(self, at: str) -> None:
        self.at, self.first, self.taken = at, "", set[str]()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        self.first = self.first or address
        if self.at == "rcpt" and address == self.first:
            server.transport.close()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.at == "data" and self.first in envelope.rcpt_tos:
            server.transport.close()
        else:
            self.taken.update(envelope.rcpt_tos)
        return "250 OK"


@pytest.mark.parametrize(("at", "named"), [("rcpt", "refused"), ("data", "Nobody knows whether")])
def test_a_connection_that_breaks_at_one_recipient_leaves_no_other_in_doubt(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, at: str, named: str
) -> None:
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    server = _FirstBreaks(at)
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    monkeypatch.setenv("PRESS_SMTP_PORT", str(controller.port))
    settings.cache_clear()
    with pytest.raises((DeliveryError, ReportError), match=rf"{named}.*van_phong_ubnd"):
        deliver(snapshot.folder, today=TODAY)
    controller.stop()
    assert server.taken == {"ban_tuyen_giao@hanoi.example.vn"}
    assert len(entries("delivery_sent")) == 1
