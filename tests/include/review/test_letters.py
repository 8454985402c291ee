"""Whatever leaves as a draft of a letter says what its data may not be used for."""

from datetime import date, timedelta

import pytest

from include.review.cases import Finding, Matter
from include.review.causes import observed
from include.review.letters import DRAFTS, correction_letter, notice_letter, reminder_letter, withdrawal_letter
from include.review.notices import Contact
from include.warehouse.disclaimer import NOT_EVIDENCE

DAY = date(2026, 11, 16)


@pytest.mark.parametrize("name", sorted(path.name for path in DRAFTS.glob("*.txt")))
def test_each_draft_has_room_for_what_its_data_may_not_be_used_for(name: str) -> None:
    assert "{not_a_measure}" in (DRAFTS / name).read_text(encoding="utf-8")


def test_each_letter_says_it() -> None:
    letters = (
        reminder_letter("Báo A", "812/SVHTT", DAY, DAY),
        withdrawal_letter("Báo A", ["812/SVHTT"]),
        correction_letter("Báo A", "Ghi rõ nguồn tin", ["Văn phòng"], [DAY], DAY),
    )
    assert [letter for letter in letters if NOT_EVIDENCE not in letter] == []
    assert "vi phạm" not in "".join(letters).replace(NOT_EVIDENCE, "")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2021-01-13", "13/01/2021"),
        ("a.example.vn = a.example.vn", "a.example.vn trùng với a.example.vn"),
        ("baoa.example.vn ~ Báo A", "baoa.example.vn gần giống Báo A"),
        ("0.731", "0,731"),
        ("licence_number, licence_date", "số giấy phép, ngày cấp giấy phép"),
        ("x = y = z", "x = y = z"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("Sáng 2021-01-13", "Sáng 2021-01-13"),
    ],
)
def test_what_was_observed_reads_as_vietnamese(value: str, said: str) -> None:
    assert observed(value) == said


def test_what_was_the_same_on_many_days_stands_once_with_its_days() -> None:
    found = [_finding(DAY + timedelta(days=n), "a.vn = a.vn") for n in range(31) if n != 5]
    found.append(_finding(DAY + timedelta(days=9), "b.vn = b.vn"))
    lines = [line for line in _notice(found).splitlines() if line.startswith("  + ")]
    assert lines == [
        "  + Từ ngày 16/11/2026 đến ngày 16/12/2026 (30 ngày ghi nhận): theo sổ quản lý; cụ thể: a.vn trùng với a.vn",
        "  + Ngày 25/11/2026: theo sổ quản lý; cụ thể: b.vn trùng với b.vn",
    ]


def test_pages_of_several_days_keep_the_hash_of_each() -> None:
    found = [_finding(DAY + timedelta(days=n), "", page_sha256=f"{n}" * 64) for n in range(3)]
    assert [f"{n}" * 64 in _notice(found) for n in range(4)] == [True, True, True, False]


def _finding(day: date, value: str, **known: object) -> Finding:
    """Return a finding of one day."""
    blank = dict.fromkeys(Finding.__dataclass_fields__)
    return Finding(**{**blank, "finding_date": day, "observed_value": value, **known})  # type: ignore[arg-type]


def _notice(found: list[Finding]) -> str:
    """Return the draft of a notice on one matter."""
    matter = Matter("m", "o", "Trang A", "aggregator", "city", "r", "Tên miền", "v", "duty", "", DAY, DAY, len(found),
                    is_nameable=False)  # fmt: skip
    return notice_letter([(matter, found)], Contact("Văn thư", "", ""), lambda text, part, day: "khoản 1 Điều 1")
