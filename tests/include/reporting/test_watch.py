"""The weekly mail speaks of changes alone, of each once, and leaves known outages in peace."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from include.ledger.entries import entries
from include.outlets import registry
from include.outlets.outages import acknowledge
from include.reporting.watch import notify_changes
from include.reporting.wording import COLLECTING
from tests.include.reporting.conftest import Mailbox
from tests.support.profiles import profile_text

DAY = date(2026, 11, 15)
NOW = datetime(2026, 11, 16, 0, 30, tzinfo=UTC)
PROFILE = profile_text("{0}", "{0}")


def publish(home: Path, states: dict[str, str], canaries: dict[str, str] | None = None) -> None:
    """Publish a board with the given state of each outlet."""
    folder = home / "published" / "current"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "warehouse.duckdb").unlink(missing_ok=True)
    with duckdb.connect(folder / "warehouse.duckdb") as connection:
        connection.execute(
            "create table rpt_outlet_health (outlet_id text, state text, canary_state text, main_cause text, "
            "articles bigint, volume_ratio float8, text_characters float8, text_characters_before float8, "
            "undated_share float8, last_heard_on date, day date)"
        )
        for outlet_id, state in states.items():
            row: list[Any] = [outlet_id, state, (canaries or {}).get(outlet_id, "none"), "too_slow", 3, 0.2, 100.0,
                              400.0, 0.5, date(2026, 11, 9), DAY]  # fmt: skip
            connection.execute(f"insert into rpt_outlet_health values ({', '.join('?' * len(row))})", row)


def texts(mailbox: Mailbox) -> list[str]:
    return [message.get_content().replace("\r\n", "\n") for message in mailbox.messages()]


def test_all_that_changed_goes_into_one_mail_grouped_by_state(mailbox: Mailbox, home: Path) -> None:
    publish(home, {"bao_a": "silent", "bao_b": "ok", "bao_c": "low", "bao_d": "silent"})
    assert notify_changes(NOW) == {"silent": 2, "ok": 1, "low": 1, "without_canary": 4, "reported": 3, "known": 0}
    (text,) = texts(mailbox)
    said = text.splitlines()
    assert said[0] == "Không có tin:"
    assert said[1].startswith("- bao_a: lần cuối ngày 09/11/2026; ")
    assert said[2].startswith("- bao_d")
    assert "- bao_c: 3 tin trong 7 ngày, bằng 20,0% so với trước" in text
    assert "bao_b" not in text
    assert "Chưa có trang mẫu để kiểm tra: 4 trên 4 cơ quan." in said


def test_a_state_is_reported_once_and_its_end_once(mailbox: Mailbox, home: Path) -> None:
    publish(home, {"bao_a": "silent"})
    assert [notify_changes(NOW)["reported"] for _ in range(2)] == [1, 0]
    publish(home, {"bao_a": "fixed"})
    assert [notify_changes(NOW)["reported"] for _ in range(2)] == [1, 0]
    publish(home, {"bao_a": "ok"})
    assert notify_changes(NOW)["reported"] == 0
    assert {text.splitlines()[0] for text in texts(mailbox)} == {"Không có tin:", "Đã trở lại bình thường:"}
    assert [entry.payload["state"] for entry in entries("outlet_state_told")] == ["silent", "fixed"]


def test_a_change_from_one_trouble_to_another_is_reported(mailbox: Mailbox, home: Path) -> None:
    for state in ("low", "silent"):
        publish(home, {"bao_a": state})
        assert notify_changes(NOW)["reported"] == 1


def test_a_canary_that_reads_otherwise_is_reported(mailbox: Mailbox, home: Path) -> None:
    publish(home, {"bao_a": "ok", "bao_b": "ok"}, {"bao_a": "changed", "bao_b": "ok"})
    assert notify_changes(NOW)["reported"] == 1
    (text,) = texts(mailbox)
    assert text.startswith("Trang mẫu nay đọc ra khác:\n- bao_a: ")


def test_a_known_outage_is_no_reason_for_a_mail_and_stays_printed_in_one(mailbox: Mailbox, home: Path) -> None:
    (home / "profiles" / "bao_a.yml").write_text(PROFILE.format("bao_a"), encoding="utf-8")
    registry.profiles.cache_clear()
    publish(home, {"bao_a": "silent"})
    acknowledge("bao_a", "Chuyển máy chủ", date(2026, 11, 20), "data_engineer", NOW)
    assert notify_changes(NOW) == {"silent": 1, "without_canary": 1, "reported": 0, "known": 1}
    assert texts(mailbox) == []
    publish(home, {"bao_a": "silent", "bao_b": "high"})
    notify_changes(NOW)
    assert "Đã ghi nhận, không nhắc lại:\n- bao_a: Chuyển máy chủ (đến hết ngày 20/11/2026)" in texts(mailbox)[0]


def test_an_outage_that_outlasts_its_acknowledgement_is_reported_again(mailbox: Mailbox, home: Path) -> None:
    (home / "profiles" / "bao_a.yml").write_text(PROFILE.format("bao_a"), encoding="utf-8")
    registry.profiles.cache_clear()
    publish(home, {"bao_a": "silent"})
    notify_changes(NOW)
    acknowledge("bao_a", "Chuyển máy chủ", date(2026, 11, 20), "data_engineer", NOW)
    assert notify_changes(NOW)["reported"] == 0
    assert notify_changes(NOW + timedelta(days=5))["reported"] == 1


@pytest.mark.parametrize("state", [name for name in COLLECTING if not name.startswith("canary")])
def test_every_state_has_its_words(mailbox: Mailbox, home: Path, state: str) -> None:
    publish(home, {"bao_b": "silent"})
    notify_changes(NOW)
    publish(home, {"bao_b": state} if state == "fixed" else {"bao_b": "silent", "bao_a": state})
    assert notify_changes(NOW)["reported"] == 1
    assert f"{COLLECTING[state]}:" in "\n".join(texts(mailbox))
