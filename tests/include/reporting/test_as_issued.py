"""The marts that a report was made from are kept with it; what a later build says otherwise is noted and drafted."""

import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import docx
import pytest

from include.custody.traces import Withdrawn, clean_kept_marts
from include.errors import ReportError
from include.ledger.entries import append, entries
from include.reporting import corrections
from include.reporting.approve import approve, subject_of
from include.reporting.as_issued import MARTS, NOTED, kept_marts, other_figures
from include.reporting.compose import SNAPSHOT, Snapshot, compose
from include.reporting.corrections import (
    Change,
    changed_reports,
    check_issued,
    correction_docx,
    is_beyond,
    issued_snapshots,
)
from include.reporting.deliver import deliver
from include.reporting.render import render
from include.reporting.verify import verify_file
from include.warehouse.disclaimer import NOT_EVIDENCE
from tests.include.reporting.conftest import DIRECTOR, Mailbox
from tests.include.reporting.marts import query_of
from tests.include.reporting.sample_rows import EVENTS, MATTERS, MONTH, month_query

NOW = datetime(2026, 12, 1, 1, tzinfo=UTC)
Query = Callable[[str], list[dict[str, Any]]]


def noted(snapshot: Snapshot) -> str:
    return str(json.loads((snapshot.folder / SNAPSHOT).read_text(encoding="utf-8"))[NOTED])


@pytest.fixture
def sent(snapshot: Snapshot, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    """Approve and mail the report, so that it has left."""
    monkeypatch.setattr(corrections, "published_build_id", lambda: "build-2")
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    deliver(snapshot.folder, today=date(2026, 11, 16))
    return snapshot


@pytest.fixture
def later() -> Query:
    """Return what the marts answer after a matter of the month was found that nobody had seen."""
    matter = {**MATTERS[2], "matter_id": "m9"}
    event = {**EVENTS[2], "matter_id": "m9"}
    return query_of(MONTH | {"fct_matters": [*MATTERS, matter], "fct_matter_events": [*EVENTS, event]})


def test_every_figure_is_counted_again_from_the_marts_that_were_kept(snapshot: Snapshot) -> None:
    answers = kept_marts(snapshot.folder, noted(snapshot))
    assert other_figures(snapshot.content, answers) == []
    assert any("rpt_coverage" in sql and rows for sql, rows in answers.items())
    assert verify_file(snapshot.folder / SNAPSHOT)["marts"] == "kept, and they give every figure"


def test_marts_that_give_another_figure_are_found(snapshot: Snapshot) -> None:
    answers = kept_marts(snapshot.folder, noted(snapshot))
    wrong = {sql: [{"value": 26}] if "count(*) as value" in sql else rows for sql, rows in answers.items()}
    assert "matters_new" in other_figures(snapshot.content, wrong)


def test_marts_that_were_altered_or_are_damaged_are_refused_and_missing_ones_said(snapshot: Snapshot) -> None:
    path = snapshot.folder / MARTS
    with pytest.raises(ReportError, match="altered"):
        kept_marts(snapshot.folder, "0" * 64)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(ReportError, match="does not hold the marts"):
        verify_file(snapshot.folder / SNAPSHOT)
    path.unlink()
    assert verify_file(snapshot.folder / SNAPSHOT)["marts"] == "not beside this file"


def test_a_lawful_erasure_reaches_the_kept_marts_and_they_stay_whole(snapshot: Snapshot) -> None:
    passage = MONTH["rpt_plans"][0]["title"]
    assert clean_kept_marts(Withdrawn.of([passage], date(2026, 11, 27))) == 1
    answers = kept_marts(snapshot.folder, noted(snapshot))
    assert passage not in json.dumps(answers, ensure_ascii=False)
    assert other_figures(snapshot.content, answers) == []
    assert clean_kept_marts(Withdrawn.of([passage], date(2026, 11, 27))) == 0


def test_a_report_that_stands_is_compared_and_nothing_is_said(sent: Snapshot, mailbox: Mailbox) -> None:
    before = len(mailbox.messages())
    assert check_issued(NOW, month_query) == {"compared": 1, "changed": 0, "new": 0}
    assert (len(mailbox.messages()), entries("report_changed"), correction_docx(sent)) == (before, [], None)


def test_a_draft_and_a_report_that_never_left_are_not_compared(snapshot: Snapshot, later: Query) -> None:
    assert check_issued(NOW, later) == {"compared": 0, "changed": 0, "new": 0}


def test_a_change_is_noted_and_mailed_once_to_operators_and_to_no_recipient(
    sent: Snapshot, mailbox: Mailbox, later: Query
) -> None:
    before = len(mailbox.messages())
    assert check_issued(NOW, later) == {"compared": 1, "changed": 1, "new": 1}
    assert check_issued(NOW, later) == {"compared": 1, "changed": 1, "new": 0}
    mails = mailbox.messages()
    (mail,) = (one for one in mails if one["To"] == "van-hanh@example.org")
    assert len(mails) == before + 1
    assert "Vụ việc mới: 3 → 4" in mail.get_content()
    (entry,) = entries("report_changed")
    assert (entry.subject_id, entry.payload["build_id"]) == (subject_of(sent), "build-2")
    ((snapshot, _, changes),) = changed_reports()
    assert snapshot.content_hash == sent.content_hash
    assert {"matters_new", "matters_open"} <= {change.name for change in changes}


def test_the_notice_is_a_draft_that_says_what_was_issued_and_what_stands_now(sent: Snapshot, later: Query) -> None:
    check_issued(NOW, later)
    body = correction_docx(sent)
    assert body is not None
    document = docx.Document(io.BytesIO(body))
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["Vụ việc mới", "3", "4"] in cells
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "THÔNG BÁO" in text
    assert text.count(NOT_EVIDENCE) == 1
    assert sent.content.verdict not in text  # the answer of the report, whose figures are those put right
    assert "Đính chính số liệu tại Báo cáo tháng 11 năm 2026" in text.replace("\u00a0", " ")
    assert "DỰ THẢO" in "".join(part.blob.decode("utf-8", "ignore") for part in document.part.package.iter_parts())


def test_a_figure_that_is_as_it_was_issued_again_takes_the_notice_back(sent: Snapshot, later: Query) -> None:
    check_issued(NOW, later)
    assert check_issued(NOW, month_query) == {"compared": 1, "changed": 0, "new": 1}
    assert (changed_reports(), correction_docx(sent)) == ([], None)


def test_what_registers_say_as_of_today_is_no_correction(sent: Snapshot) -> None:
    done = [{**row, "status": "done"} for row in MONTH["rpt_plan_tasks"]]
    assert check_issued(NOW, query_of(MONTH | {"rpt_plan_tasks": done}))["changed"] == 0


def test_a_report_that_was_replaced_is_compared_no_more(sent: Snapshot, later: Query) -> None:
    other = compose("monthly_compliance", "2026-11", later, "build-2")
    render(other.folder)
    approve(other.folder, DIRECTOR, "Số liệu mới")
    deliver(other.folder, today=date(2026, 11, 17))
    assert [one.content_hash for one in issued_snapshots()] == [other.content_hash]
    assert check_issued(NOW, later)["changed"] == 0


def test_a_report_issued_on_paper_alone_is_compared_too(snapshot: Snapshot, later: Query) -> None:
    append("report_issued", subject_of(snapshot), {"content_hash": snapshot.content_hash}, "giam_doc")
    assert [one.content_hash for one in issued_snapshots()] == [snapshot.content_hash]


@pytest.mark.parametrize(
    ("kind", "was", "now", "is_it"),
    [
        ("count", 100, 105, False),
        ("count", 100, 106, True),
        ("count", 0, 1, True),
        ("count", 0, 0, False),
        ("percent", 0.90, 0.86, False),
        ("percent", 0.90, 0.84, True),
        ("percent", None, 0.5, True),
        ("percent", None, None, False),
        ("date", "2026-10-15", "2026-10-16", True),
    ],
)
def test_a_change_counts_beyond_the_share_that_the_settings_let_pass(
    kind: Any, was: Any, now: Any, is_it: bool
) -> None:
    assert is_beyond(Change("x", "X", kind, was, now), 0.05) is is_it
