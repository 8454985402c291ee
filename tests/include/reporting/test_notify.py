"""Operators get one mail about all that needs their hands, and the run is seen to have failed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from include.errors import CoverageError
from include.reporting.notify import notify_operators, tell_operators
from tests.include.reporting.conftest import Mailbox


@dataclass
class _Day:
    outlet_id: str
    day: date
    observed_share: float
    main_cause: str | None


@dataclass
class _Found:
    shortfalls: tuple[_Day, ...] = ()
    silent: tuple[tuple[str, date], ...] = ()

    def summary(self) -> dict[str, Any]:
        return {"short": len(self.shortfalls)}


SHORT = _Found(
    (_Day("bao_a", date(2026, 11, 1), 0.5, "too_slow"), _Day("bao_a", date(2026, 11, 3), 0.2, "server_error")),
    (("trang_b", date(2026, 11, 2)),),
)


def test_a_complete_run_sends_nothing(mailbox: Mailbox) -> None:
    assert tell_operators(_Found()) == {"short": 0}
    assert mailbox.messages() == []


def test_an_incomplete_run_sends_one_grouped_mail_and_fails(mailbox: Mailbox) -> None:
    with pytest.raises(CoverageError, match="trang_b"):
        tell_operators(SHORT)
    (message,) = mailbox.messages()
    text = message.get_content()
    assert (
        "bao_a: thiếu 2 ngày (01/11/2026 – 03/11/2026), thấp nhất 20,0%; nguyên nhân: máy chủ báo lỗi (server_error)"
        in text
    )
    assert "trang_b: không có kết quả thu thập ngày 02/11/2026" in text


def test_the_same_words_are_the_same_mail(mailbox: Mailbox) -> None:
    assert notify_operators("a", ["x"]) == notify_operators("a", ["x"])
    assert notify_operators("a", ["y"]) != notify_operators("a", ["x"])
    assert len(mailbox.messages()) == 2


def test_a_very_long_list_is_cut_and_says_so(mailbox: Mailbox) -> None:
    notify_operators("a", [f"dòng {number}" for number in range(250)])
    (message,) = mailbox.messages()
    assert "và 50 dòng nữa" in message.get_content()
