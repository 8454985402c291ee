"""The sites of units are counted at once and named after their units could remark."""

import pytest

from include.reporting.model import Table
from include.reporting.sections.portals import MEASURES, STATE, UNCHECKED, UNREMARKED, compose
from tests.include.reporting.sample_rows import NO_SITE, PORTAL
from tests.include.reporting.sections.conftest import MakeReading, words

MEASURED = {"measured_period_id": "2026-10", "measured_label_vi": "tháng 10 năm 2026"}


def test_a_unit_without_a_site_is_not_concerned(reading: MakeReading) -> None:
    section = compose(reading())
    assert "Có 1 đơn vị có trang riêng; 1 đơn vị không thuộc diện." in words(section)


def test_no_unit_is_named_before_its_row_may_be_printed(reading: MakeReading) -> None:
    section = compose(reading(rpt_portal_sheets=[]))
    assert PORTAL["unit_name"] not in words(section)
    assert PORTAL["domain"] not in words(section)


def test_a_row_is_printed_with_the_unit_its_period_and_its_remark(reading: MakeReading) -> None:
    said = words(compose(reading()))
    assert "Phường Cửa Nam (tháng 10 năm 2026)" in said
    assert "Đã bổ sung mục đánh giá từ ngày 20/11/2026." in said
    assert "30/31 (96,8%)" in said
    assert "420 mili giây" in said
    assert "1/1" in said


@pytest.mark.parametrize(
    ("remark", "received_on", "printed"),
    [
        (None, None, UNREMARKED),
        ("", "2026-10-27", "có ý kiến, sổ chưa ghi nội dung"),
        ("Sai tên miền", None, "Sai tên miền"),
    ],
)
def test_a_remark_is_printed_as_far_as_the_register_has_it(
    reading: MakeReading, remark: str | None, received_on: str | None, printed: str
) -> None:
    row = PORTAL | MEASURED | {"remark": remark, "remark_received_on": received_on}
    assert printed in words(compose(reading(rpt_portal_sheets=[row])))


def test_a_unit_that_ended_or_has_no_site_is_said_to_be_so(reading: MakeReading) -> None:
    ended = PORTAL | MEASURED | {"ended_on": "2026-10-20", "answer_milliseconds_median": None, "pauses": 0}
    said = words(compose(reading(rpt_portal_sheets=[ended, PORTAL | NO_SITE | MEASURED])))
    assert "đến hết ngày 20/10/2026" in said
    assert STATE["not_observed"] in said
    assert STATE["not_applicable"] in said


def test_use_is_said_not_to_be_measured_and_nothing_is_called_a_breach(reading: MakeReading) -> None:
    said = words(compose(reading()))
    assert "Mức độ sử dụng (điểm c khoản 2 Điều 12) không được đo" in said
    assert "vi phạm" not in said


def test_a_period_without_portals_says_so(reading: MakeReading) -> None:
    assert "chưa có số liệu" in words(compose(reading(is_empty=True)))


def test_the_counts_are_declared_figures_and_the_table_adds_up_to_them(reading: MakeReading) -> None:
    section = compose(reading())
    (table,) = [block for block in section.blocks if isinstance(block, Table) and "Số trang" in block.title]
    names = [f"portal_{state}" for state in STATE]
    sums = [sum(int(str(row[place])) for row in table.rows) for place in range(1, 1 + len(STATE))]
    assert [section.figures[name] for name in names] == sums
    assert sum(sums) == len(MEASURES) * section.figures["portal_sites"]
    assert section.figures["portal_units_without_site"] == 1


def test_a_stop_of_which_nothing_is_known_is_no_stop_announced_too_late(reading: MakeReading) -> None:
    row = PORTAL | MEASURED | {"pauses": 0, "pauses_in_time": 0, "pauses_unclear": 2}
    said = words(compose(reading(rpt_portal_sheets=[row])))
    assert "2 lần chưa rõ" in said
    assert "0/2" not in said


def test_a_row_that_changed_after_it_was_sent_is_named_and_not_printed(reading: MakeReading) -> None:
    changed = PORTAL | MEASURED | {"is_as_sent": False}
    said = words(compose(reading(rpt_portal_sheets=[changed])))
    assert "Chưa in số liệu của các đơn vị sau" in said
    assert "Phường Cửa Nam (tháng 10 năm 2026)." in said
    assert PORTAL["domain"] not in said
    assert PORTAL["remark"] not in said


def test_a_row_whose_sheet_the_register_does_not_name_is_printed_with_that(reading: MakeReading) -> None:
    unchecked = PORTAL | MEASURED | {"is_as_sent": None}
    assert f"{PORTAL['remark']} ({UNCHECKED})" in words(compose(reading(rpt_portal_sheets=[unchecked])))
    assert UNCHECKED not in words(compose(reading()))
