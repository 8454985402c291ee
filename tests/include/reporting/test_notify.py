"""Operators get one mail about all that needs their hands, and the run is seen to have failed."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from include.errors import CoverageError, DeliveryError
from include.outlets import registry
from include.outlets.outages import acknowledge
from include.reporting.notify import notify_coverage, notify_operators
from include.settings import settings
from tests.include.reporting.conftest import Mailbox
from tests.support.ports import free_port
from tests.support.profiles import profile_text


def found(short: list[dict[str, Any]], silent: list[dict[str, Any]]) -> dict[str, Any]:
    return {"counts": {"short": len(short)}, "short": short, "silent": silent}


SHORT = found(
    [
        {"outlet_id": "bao_a", "day": "2026-11-01", "observed_share": 0.5, "main_cause": "too_slow"},
        {"outlet_id": "bao_a", "day": "2026-11-03", "observed_share": 0.2, "main_cause": "server_error"},
    ],
    [{"outlet_id": "trang_b", "day": "2026-11-02"}],
)


LAST = date(2026, 11, 3)
PROFILE = profile_text("{0}", "{0}")


def know(home: Path, *outlet_ids: str) -> None:
    """Let people know of outlets' outages until the last day."""
    for outlet_id in outlet_ids:
        (home / "profiles" / f"{outlet_id}.yml").write_text(PROFILE.format(outlet_id), encoding="utf-8")
    registry.profiles.cache_clear()
    for outlet_id in outlet_ids:
        acknowledge(outlet_id, "Chuyển máy chủ", LAST, "data_engineer", datetime(2026, 11, 1, tzinfo=UTC))


def test_a_known_outage_stays_printed_beside_what_is_reported(mailbox: Mailbox, home: Path) -> None:
    know(home, "bao_a")
    with pytest.raises(CoverageError, match="of 1 outlets: trang_b"):
        notify_coverage(SHORT, LAST)
    (message,) = mailbox.messages()
    assert "(server_error) (đã ghi nhận: Chuyển máy chủ)" in message.get_content()


def test_known_outages_alone_are_neither_told_nor_a_failure_until_they_end(mailbox: Mailbox, home: Path) -> None:
    know(home, "bao_a", "trang_b")
    assert notify_coverage(SHORT, LAST) == {"short": 2}
    assert mailbox.messages() == []
    with pytest.raises(CoverageError):
        notify_coverage(SHORT, LAST + timedelta(days=1))


def test_a_complete_run_sends_nothing(mailbox: Mailbox) -> None:
    assert notify_coverage(found([], []), LAST) == {"short": 0}
    assert mailbox.messages() == []


def test_an_incomplete_run_sends_one_grouped_mail_and_fails(mailbox: Mailbox) -> None:
    with pytest.raises(CoverageError, match="trang_b"):
        notify_coverage(SHORT, LAST)
    (message,) = mailbox.messages()
    text = message.get_content()
    assert (
        "bao_a: thiếu 2 ngày (01/11/2026 – 03/11/2026), thấp nhất 20,0%; nguyên nhân: máy chủ báo lỗi (server_error)"
        in text
    )
    assert "trang_b: không có kết quả thu thập ngày 02/11/2026" in text


class _Server:
    """A mail server that refuses some addresses, for good or for now, and keeps what it took."""

    def __init__(self, *refused: str, answer: str = "550 no such mailbox") -> None:
        self.refused, self.answer, self.taken = set(refused), answer, list[str]()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.answer and address in self.refused:
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.refused & set(envelope.rcpt_tos):
            server.transport.close()  # after the words, without an answer
            return "250 never heard"
        self.taken += envelope.rcpt_tos
        return "250 OK"


@pytest.mark.parametrize(
    ("answer", "did"), [("550 no such mailbox", "refused"), ("451 greylisted, try again", "refused"), ("", "failed at")]
)
def test_an_operator_at_whom_the_server_fails_is_named_and_asked_for_alone(
    home: Path, monkeypatch: pytest.MonkeyPatch, answer: str, did: str
) -> None:
    server = _Server("b@example.org", answer=answer)
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    monkeypatch.setenv("PRESS_SMTP_PORT", str(controller.port))
    monkeypatch.setenv("PRESS_OPERATORS", "a@example.org, b@example.org, c@example.org")
    settings.cache_clear()
    for _ in range(2):
        with pytest.raises(DeliveryError, match=rf"{did} b@example\.org\."):
            notify_operators("a", ["x"])
        assert server.taken == ["a@example.org", "c@example.org"]
    server.refused.clear()
    notify_operators("a", ["x"])
    assert server.taken == ["a@example.org", "c@example.org", "b@example.org"]
    notify_operators("a", ["x"])  # the same words later are news again, to everybody
    controller.stop()
    assert len(server.taken) == 6


def test_the_same_words_are_the_same_mail(mailbox: Mailbox) -> None:
    assert notify_operators("a", ["x"]) == notify_operators("a", ["x"])
    assert notify_operators("a", ["y"]) != notify_operators("a", ["x"])
    assert len(mailbox.messages()) == 2


def test_a_very_long_list_is_cut_and_says_so(mailbox: Mailbox) -> None:
    notify_operators("a", [f"dòng {number}" for number in range(250)])
    (message,) = mailbox.messages()
    assert "và 50 dòng nữa" in message.get_content()
