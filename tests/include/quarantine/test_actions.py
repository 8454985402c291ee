"""What people decide about quarantined records."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from include.errors import DeclarationError
from include.ledger import entries as ledger
from include.quarantine.actions import act, actions, instant
from include.quarantine.reasons import QuarantineReason as Reason
from include.quarantine.records import QuarantinedRecord, replace_records

DAY = date(2026, 11, 3)
ARTICLE = QuarantinedRecord("articles", "a/c", Reason.MISSING_TITLE, "x", {}, "data_engineer", DAY, "bao_a")
ROW = QuarantinedRecord("plans", "plans.xlsx/csv/2", Reason.DATE_UNREADABLE, "x", {}, "clerk", DAY)


@pytest.fixture(autouse=True)
def quarantined(home: Path) -> None:
    replace_records(DAY, "bao_a", [ARTICLE, replace(ARTICLE, reason=Reason.MISSING_PUBLISHED_DATE)])
    replace_records(DAY, "plans", [ROW])


def test_an_action_stands_in_the_ledger_with_its_reason() -> None:
    act(ARTICLE.quarantine_id, "release", " Tin ảnh. ", actor="data_engineer")
    (entry,) = ledger.entries(kind="quarantine_action")
    assert entry.payload == {"action": "release", "reason": "Tin ảnh.", "repair": None}
    assert actions()[ARTICLE.quarantine_id].action == "release"


def test_the_latest_action_holds() -> None:
    act(ARTICLE.quarantine_id, "release", "Tin ảnh.", actor="data_engineer")
    act(ARTICLE.quarantine_id, "discard", "Nhầm.", actor="data_engineer")
    assert actions()[ARTICLE.quarantine_id].action == "discard"


def test_a_repair_keeps_its_values() -> None:
    act(ROW.quarantine_id, "repair", "Theo bản giấy.", actor="clerk", repair={"issued_on": "13/05/2021"})
    assert actions()[ROW.quarantine_id].repair == {"issued_on": "13/05/2021"}


@pytest.mark.parametrize(
    ("record", "given", "said"),
    [
        (ARTICLE, {"action": "release", "reason": " "}, "needs a reason"),
        (ARTICLE, {"action": "forget", "reason": "x"}, "no action"),
        (ROW, {"action": "release", "reason": "x"}, "cannot pass as it is"),
        (ROW, {"action": "repair", "reason": "x"}, "gives values"),
        (ROW, {"action": "discard", "reason": "x", "repair": {"title": "y"}}, "gives values"),
        (ROW, {"action": "repair", "reason": "x", "repair": {"day": "y"}}, "cannot be repaired"),
        (ARTICLE, {"action": "repair", "reason": "x", "repair": {"title": "y"}}, "cannot be repaired"),
        (ARTICLE, {"action": "repair", "reason": "x", "repair": {"published_at": "2026-11-03"}}, "no instant"),
    ],
)
def test_what_cannot_be_carried_out_is_refused_and_not_kept(
    record: QuarantinedRecord, given: dict[str, Any], said: str
) -> None:
    with pytest.raises(DeclarationError, match=said):
        act(record.quarantine_id, given.pop("action"), given.pop("reason"), actor="clerk", **given)
    assert ledger.entries(kind="quarantine_action") == []


def test_an_instant_needs_its_offset() -> None:
    assert instant("2026-11-03T07:30:00+07:00") == datetime(2026, 11, 3, 0, 30, tzinfo=UTC)
    assert instant("2026-11-03T07:30:00") is None
    assert instant("") is None
