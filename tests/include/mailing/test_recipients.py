"""Recipients come from the register, by report and by day."""

from datetime import date
from pathlib import Path

from include.mailing.recipients import recipients_on


def test_a_recipient_counts_from_its_first_to_its_last_day(register: None) -> None:
    def ids(day: date) -> list[str]:
        return [recipient.recipient_id for recipient in recipients_on("monthly_compliance", day)]

    assert ids(date(2025, 12, 31)) == []
    assert ids(date(2026, 6, 30)) == ["van_phong_ubnd", "ban_tuyen_giao", "so_tttt"]
    assert ids(date(2026, 7, 1)) == ["van_phong_ubnd", "ban_tuyen_giao"]


def test_another_report_has_other_recipients(register: None) -> None:
    found = recipients_on("yearly_evaluation", date(2026, 12, 20))
    assert [recipient.recipient_id for recipient in found] == ["van_phong_ubnd", "phong_khac"]


def test_without_a_landed_register_there_is_nobody(home: Path) -> None:
    assert recipients_on("monthly_compliance", date(2026, 11, 16)) == []
