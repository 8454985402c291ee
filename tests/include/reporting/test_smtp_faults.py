"""Whatever a mail server does, nobody gets a report twice, nobody is left out unsaid, and nothing is called sent."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from include.errors import DeliveryError, ReportError
from include.landing import store
from include.ledger.entries import entries
from include.mailing import smtp
from include.reporting.approve import approve
from include.reporting.compose import Snapshot
from include.reporting.deliver import deliver
from include.reporting.deliveries import settle
from include.reporting.delivery_states import delivery_states
from include.settings import settings
from tests.include.reporting.conftest import DIRECTOR
from tests.support.ports import free_port

TODAY = date(2026, 11, 16)
FIRST, SECOND = "van_phong_ubnd@hanoi.example.vn", "ban_tuyen_giao@hanoi.example.vn"


class _Server:
    """A mail server with one bad habit, which keeps the addresses whose mail it took."""

    def __init__(self, habit: str = "") -> None:
        self.habit, self.taken = habit, list[str]()

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.habit == "one mail a connection" and getattr(session, "has_sent", False):
            return "421 one mail a connection"
        session.has_sent = True
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.habit in ("451 greylisted", "550 no such mailbox") and address == FIRST:
            return self.habit
        envelope.rcpt_tos.append(address)
        return "250 OK\r\n250 OK" if self.habit == "answers twice" else "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.taken += envelope.rcpt_tos
        if self.habit == "silent after the words":
            await asyncio.Event().wait()
        return "250 OK"


@pytest.fixture
def serve(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], _Server]]:
    """Approve the report; return what starts a mail server with a habit."""
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    started = []

    def start(habit: str) -> _Server:
        server = _Server(habit)
        controller = Controller(server, hostname="127.0.0.1", port=free_port())
        controller.start()
        started.append(controller)
        monkeypatch.setenv("PRESS_SMTP_PORT", str(controller.port))
        settings.cache_clear()
        return server

    yield start
    for controller in started:
        controller.stop()


def states(snapshot: Snapshot) -> dict[str, str]:
    return {row["recipient_id"]: row["state"] for row in delivery_states(snapshot)}


@pytest.mark.parametrize("habit", ["451 greylisted", "550 no such mailbox"])
def test_who_was_refused_is_named_and_tried_again_alone(
    snapshot: Snapshot, serve: Callable[[str], _Server], habit: str
) -> None:
    server = serve(habit)
    with pytest.raises(DeliveryError, match="refused monthly_compliance/2026-11 for van_phong_ubnd"):
        deliver(snapshot.folder, today=TODAY)
    assert states(snapshot) == {"van_phong_ubnd": "refused", "ban_tuyen_giao": "accepted"}
    assert habit.split()[0] in str(entries("delivery_refused")[0].payload["reason"])
    server.habit = ""
    assert deliver(snapshot.folder, today=TODAY)["sent"] == 1
    assert server.taken == [SECOND, FIRST]


def test_a_server_that_takes_one_mail_a_connection_gets_one(
    snapshot: Snapshot, serve: Callable[[str], _Server]
) -> None:
    server = serve("one mail a connection")
    assert deliver(snapshot.folder, today=TODAY)["sent"] == 2
    assert sorted(server.taken) == sorted([FIRST, SECOND])


def test_a_server_that_answers_twice_never_makes_a_mail_sent_that_was_not(
    snapshot: Snapshot, serve: Callable[[str], _Server]
) -> None:
    server = serve("answers twice")
    with pytest.raises(DeliveryError, match="refused"):
        deliver(snapshot.folder, today=TODAY)
    assert entries("delivery_sent") == []
    assert server.taken == []
    server.habit = ""
    assert deliver(snapshot.folder, today=TODAY)["sent"] == 2


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait no longer than a moment, but only for the answer to a mail's words."""
    answer = smtp.Connection.getreply

    def getreply(connection: smtp.Connection) -> tuple[int, bytes]:
        if connection.has_begun and connection.sock:
            connection.sock.settimeout(0.1)
        return answer(connection)

    monkeypatch.setattr(smtp.Connection, "getreply", getreply)


@pytest.mark.usefixtures("impatient")
def test_a_server_that_falls_silent_after_the_words_leaves_three_in_doubt_and_the_others_queued(
    snapshot: Snapshot, serve: Callable[[str], _Server]
) -> None:
    rows = store.read("recipients").to_pylist()
    more = [{**rows[0], "recipient_id": f"r{n}", "work_address": f"r{n}@hanoi.example.vn"} for n in range(3)]
    store.write("recipients", date(2026, 11, 14), rows + more)
    server = serve("silent after the words")
    with pytest.raises(ReportError, match=r"Nobody knows.*2 more were not tried.*press report settle"):
        deliver(snapshot.folder, today=TODAY)
    doubtful = [name for name, state in states(snapshot).items() if state == "uncertain"]
    assert sorted(states(snapshot).values()) == ["queued", "queued", "uncertain", "uncertain", "uncertain"]
    assert len(server.taken) == 3
    server.habit = ""
    with pytest.raises(ReportError, match=doubtful[0]):
        deliver(snapshot.folder, today=TODAY)  # those that were queued get theirs, nobody gets one twice
    assert len(server.taken) == len(set(server.taken)) == 5
    for name in doubtful:
        settle(snapshot.folder, name, "Nơi nhận xác nhận", "văn thư", has_arrived=name != doubtful[0])
    assert deliver(snapshot.folder, today=TODAY)["sent"] == 1  # of which a person said that it was lost
    assert len(server.taken) == 6


def test_a_server_that_never_greets_leaves_every_recipient_queued(
    snapshot: Snapshot, serve: Callable[[str], _Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("PRESS_SMTP_PORT", str(silent.getsockname()[1]))
        settings.cache_clear()
        with pytest.raises(DeliveryError, match="not ready"):
            deliver(snapshot.folder, today=TODAY)
    assert set(states(snapshot).values()) == {"queued"}
    assert entries("delivery_claimed") == []
