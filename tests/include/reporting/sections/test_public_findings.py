"""The public reads what was decided, who may be named and what was corrected; no candidate and nothing that waits."""

from include.reporting.declaration import report
from include.reporting.sections.public_findings import compose
from tests.include.reporting.sections.conftest import MakeReading, words
from tests.include.reporting.sections.test_confirmed_findings import _named


def test_what_was_confirmed_is_said_and_what_waits_is_not(reading: MakeReading) -> None:
    said = words(compose(reading()))
    assert "Trong kỳ có 1 vụ việc tại 1 đơn vị được xác nhận" in said
    assert "chưa có quyết định" not in said


def test_who_may_be_named_stands_with_the_reply_and_binds_the_approver(reading: MakeReading) -> None:
    section = compose(reading(rpt_named_matters=[_named("Trang Sông Hồng", "Đã bổ sung nguồn.")]))
    assert "Đã bổ sung nguồn." in words(section)
    assert section.named == ("Trang Sông Hồng",)


def test_without_decisions_nothing_is_confirmed(reading: MakeReading) -> None:
    assert "chưa có vụ việc nào được xác nhận" in words(compose(reading(is_empty=True)))


def test_the_public_summary_has_no_section_of_candidates() -> None:
    declared = report("public_summary")
    assert not {"compliance", "confirmed_findings", "precision", "plan_progress"} & set(declared.section_ids)
    assert not declared.has_page_one
    assert not declared.goes_to_all
