"""Only confirmed findings are counted, and only who may be named by now is named, with its replies or its silence."""

from include.reporting.sections.confirmed_findings import compose
from tests.include.reporting.sections.conftest import MakeReading, words


def _named(name: str, reply: str | None) -> dict[str, object]:
    return {
        "matter_id": name, "rule_id": "source_credit", "outlet_name": name, "title_vi": "Ghi nguồn tin",
        "provision": "Điều 36 khoản 1", "instrument": "Luật Báo chí 2016", "reply_text": reply, "met_since": None,
        "first_day": "2026-10-01", "last_day": "2026-10-05", "reply_due_on": "2026-11-03",
    }  # fmt: skip


def test_without_decisions_nothing_is_confirmed(reading: MakeReading) -> None:
    section = compose(reading(is_empty=True))
    assert "chưa có vụ việc nào được xác nhận" in words(section)
    assert set(section.figures.values()) == {0}


def test_confirmed_findings_alone_name_nobody(reading: MakeReading) -> None:
    section = compose(reading())
    assert "Trong kỳ có 1 vụ việc tại 1 đơn vị được xác nhận" in words(section)
    assert section.figures["matters_named"] == 0


def test_an_outlet_is_named_with_its_reply_or_its_silence(reading: MakeReading) -> None:
    rows = [_named("Trang Sông Hồng", "Chúng tôi đã bổ sung nguồn."), _named("Trang Hồ Gươm", None)]
    said = words(compose(reading(rpt_named_matters=rows)))
    assert "Chúng tôi đã bổ sung nguồn." in said
    assert "không có ý kiến trong thời hạn (đến 03/11/2026)" in said


def test_what_lasted_a_day_names_that_day_once(reading: MakeReading) -> None:
    rows = [_named("Trang Hồ Gươm", None) | {"last_day": "2026-10-01"}, _named("Trang Sông Hồng", None)]
    said = words(compose(reading(rpt_named_matters=rows)))
    assert said.count("01/10/2026") == 2
    assert "01/10/2026\u00a0– 05/10/2026" in said


def test_an_outlet_that_was_named_and_cleared_is_corrected(reading: MakeReading) -> None:
    row = {"matter_id": "m", "outlet_name": "Trang Hồ Gươm", "title_vi": "Ghi nguồn tin", "decision": "withdraw",
           "named_in_period": "2026-10", "cleared_on": "2026-11-02"}  # fmt: skip
    section = compose(reading(rpt_corrections=[row]))
    assert "lỗi của hệ thống" in words(section)
    assert "tháng 10 năm 2026" in words(section)
    assert section.figures["corrections"] == 1


def test_undecided_matters_are_told_with_the_age_of_the_oldest(reading: MakeReading) -> None:
    assert "Còn 2 vụ việc chưa có quyết định, vụ việc cũ nhất ghi nhận từ ngày 17/10/2026" in words(compose(reading()))
