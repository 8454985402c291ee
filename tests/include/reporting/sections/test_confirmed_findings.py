"""Only confirmed findings are counted, and nobody is named before they could answer."""

from include.reporting.sections.confirmed_findings import compose
from tests.include.reporting.sections.conftest import words


def _finding(finding_id: str, name: str, reply: str | None) -> dict[str, object]:
    return {
        "finding_id": finding_id, "rule_id": "source_credit", "outlet_name": name, "title_vi": "Ghi nguồn tin",
        "provision": "Điều 36(1)", "instrument": "Luật Báo chí 2016", "reply_text": reply, "finding_date": "2026-11-01",
    }  # fmt: skip


def test_without_decisions_nothing_is_confirmed(reading) -> None:
    section = compose(reading())
    assert "chưa có nội dung nào được xác nhận" in words(section)
    assert section.figures == {"confirmed_findings": 0}


def test_an_outlet_is_named_only_beside_its_own_reply(reading) -> None:
    rows = [_finding("f1", "Trang Sông Hồng", "Chúng tôi đã bổ sung nguồn."), _finding("f2", "Trang Hồ Gươm", None)]
    section = compose(reading(rpt_confirmed_findings=rows))
    said = words(section)
    assert "Trang Sông Hồng" in said
    assert "Chúng tôi đã bổ sung nguồn." in said
    assert "Trang Hồ Gươm" not in said
    assert "1 nội dung chưa nêu tên đơn vị" in said
    assert section.figures == {"confirmed_findings": 2}
