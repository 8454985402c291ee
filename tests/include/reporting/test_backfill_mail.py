"""Operators read what a past interval brought, one line an outlet."""

from datetime import date
from typing import Any

import pytest

from include.errors import CoverageError
from include.reporting.backfill_mail import FIGURES, notify_backfill
from tests.include.reporting.conftest import Mailbox

FROM, TO = date(2026, 10, 15), date(2026, 10, 16)


def account(outlet_id: str, state: str | None = None, oldest: str | None = None, **figures: int) -> dict[str, Any]:
    return {"outlet_id": outlet_id, "state": state, "oldest": oldest, **dict.fromkeys(FIGURES, 0), **figures}


def test_each_outlet_has_its_line(mailbox: Mailbox) -> None:
    accounts = [
        account("trang_b", "too_young", "2026-10-16", entries=3, undated=1200),
        account("bao_a", entries=5, known=1, fetched=2, failed=1, left_over=1),
        account("bao_c", "no_sitemap"),
        account("bao_d"),
        account("bao_e", "time_gate"),
        account("bao_f", "sitemap_unread"),
    ]
    sums = notify_backfill([found["outlet_id"] for found in accounts], accounts, FROM, TO)
    assert (sums["outlets"], sums["entries"], sums["fetched"]) == (6, 8, 2)
    (message,) = mailbox.messages()
    assert message["Subject"] == "[Vận hành] Thu thập bổ sung 15/10/2026 – 16/10/2026"
    assert message.get_content().splitlines() == [
        "bao_a: tìm thấy 5, đã có 1, thu thập 2, không lấy được 1, để lại cho lượt sau 1",
        "bao_c: hồ sơ chưa khai báo sơ đồ trang (sitemap)",
        "bao_d: không có tin, bài nào",
        "bao_e: có cổng thời gian; chạy ingest_outlets cho chính các ngày đó",
        "bao_f: không đọc được sơ đồ trang nào",
        "trang_b: tìm thấy 3, không có ngày 1.200, sơ đồ trang chỉ có từ ngày 16/10/2026",
        "Hướng dẫn: docs/runbooks/backfill_outlets.md",
    ]


def test_who_was_to_be_asked_and_of_whom_nothing_is_known_is_named(mailbox: Mailbox) -> None:
    with pytest.raises(CoverageError, match="Nothing is known of bao_b"):
        notify_backfill(["bao_a", "bao_b"], [account("bao_a", entries=1, fetched=1)], FROM, TO)
    (message,) = mailbox.messages()
    assert "bao_b: không có kết quả" in message.get_content()


def test_an_empty_list_of_outlets_is_a_failure(mailbox: Mailbox) -> None:
    with pytest.raises(CoverageError, match="any outlet"):
        notify_backfill([], [], FROM, TO)
