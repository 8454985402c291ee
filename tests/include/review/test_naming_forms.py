"""Over drawn histories: no form of any report, no mail, file name, overview or chart names who may not be named.

Every declared report is composed of one drawn history: of each the words that every form is drawn from, the marts kept
with it and its mail; and one of them, drawn, in every form. So are the mails to clerks and operators that speak of
matters and figures; and a letter leaves for nobody but the outlet itself.
"""

import email
import email.policy
import gzip
import io
from datetime import date
from typing import Any

import docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from include.periods.days import local_day
from include.periods.report_period import PeriodKind, ReportPeriod
from include.reporting.as_issued import MARTS
from include.reporting.compose import SNAPSHOT, Snapshot, compose
from include.reporting.corrections import changes_of
from include.reporting.declaration import reports
from include.reporting.overview import matter_rows, overview_chart, period_lines
from include.reporting.remind import reminder_lines
from include.reporting.render.files import RENDERERS, file_name
from include.reporting.render.mail import compose_mail
from tests.include.reporting.marts import query_of
from tests.include.reporting.sample_rows import MONTH
from tests.support.compiled import CompiledModels
from tests.support.naming_histories import (
    LAW,
    NAME,
    OUTLET,
    Log,
    given_tables,
    marts_of,
    may_be_named,
    play,
    steps,
    straight,
)
from tests.support.reviewed import CHIEFS, CONTACT

RECIPIENT = ("van_phong_ubnd", "Văn phòng UBND Thành phố", "vanphong@hanoi.example.vn")
DAY = date(2026, 12, 10)
KINDS: tuple[PeriodKind, ...] = ("monthly", "quarterly", "half_year", "yearly", "weekly")
PERIODS: dict[PeriodKind, ReportPeriod] = {kind: ReportPeriod.containing(kind, DAY) for kind in KINDS} | {
    "nine_months": ReportPeriod.parse("2026-9M"), "ad_hoc": ReportPeriod.parse("2026-11-15_2026-12-14"),
}  # fmt: skip
LONGER = [one.period_id for kind, one in PERIODS.items() if kind not in ("monthly", "weekly", "ad_hoc")]
NAMING = {"confirmed_findings", "public_findings"}  # the sections that may name


def rows_of(found: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Return every mart that reports read, with those of the drawn history in the place of the invented ones."""
    collected = [{"outlet_id": "trang_mot", "day": "2026-12-31", "observed_share": 1.0, "discovered": 1, "landed": 1}]
    outlets = [{"outlet_id": OUTLET, "outlet_name": NAME, "kind": "aggregator", "jurisdiction": "city"}]
    law = {mart: MONTH[mart] + rows for mart, rows in LAW.items()}
    return MONTH | law | found | {"fct_coverage": collected, "dim_outlets": outlets}


def mail_of(snapshot: Snapshot, files: dict[str, bytes]) -> str:
    """Return the words of the mail that carries a report, without what is attached."""
    mail = email.message_from_bytes(
        compose_mail(snapshot.content, files, RECIPIENT, "bao-cao@example.org").as_bytes(), policy=email.policy.default
    )
    bodies = [str(part.get_content()) for part in mail.walk() if part.get_content_maintype() == "text"]
    return " ".join([str(mail["Subject"]), *bodies])


def drawn(snapshot: Snapshot) -> dict[str, str]:
    """Draw a report in every form; return the words of each, of its mail with the files, and all file names."""
    files = {file_name(snapshot.content, suffix): draw(snapshot.content) for suffix, draw in RENDERERS.items()}
    book = load_workbook(io.BytesIO(files[file_name(snapshot.content, ".xlsx")]))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    pages = PdfReader(io.BytesIO(files[file_name(snapshot.content, ".pdf")])).pages
    document = docx.Document(io.BytesIO(files[file_name(snapshot.content, ".docx")]))
    return {
        "docx": "".join(document.element.body.itertext()),
        "pdf": " ".join(" ".join(page.extract_text().split()) for page in pages),
        "xlsx": " ".join([*cells, *book.sheetnames]),
        "mail": mail_of(snapshot, files),
        "names": " ".join([*files, str(snapshot.folder)]),
    }


def overview(rows: dict[str, list[dict[str, Any]]]) -> str:
    """Return what the overview page lists, and its chart."""
    query = query_of(rows, PERIODS["monthly"].period_id)
    said = [*period_lines("monthly", query), *matter_rows(PERIODS["monthly"], query), overview_chart("monthly", query)]
    return str(said)


def mails_of_work(found: dict[str, list[dict[str, Any]]]) -> str:
    """Return what clerks are reminded of while the time to reply runs, and operators told of a report's new figures."""
    deadline = {"deadline_kind": "notice_reply", "title_vi": "Hết hạn trả lời", "instrument": None, "provision": None,
                "in_force": None, "is_of_outlet": False, "done_on": None}  # fmt: skip
    due = [
        {**deadline, "subject_id": one["matter_id"], "subject_name": NAME, "due_on": one["reply_due_on"]}
        for one in found["fct_matters"]
        if one["reply_due_on"]
    ]
    said = [line for heading in ("ahead", "today", "overdue") for line in reminder_lines({heading: due})]
    period = PERIODS["monthly"]
    issued = compose("monthly_compliance", period.period_id, query_of(rows_of({}), period.period_id), "build-0")
    changes = changes_of(issued.content, query_of(rows_of(found), period.period_id))
    return " ".join([*said, *(change.says for change in changes)])


def check_letters(log: Log, jurisdiction: str | None, strength: str) -> None:
    """Fail where a letter names an outlet to anyone but itself, or left without a chief who decided nothing."""
    for drafted in log.entries("notice_drafted"):
        assert (jurisdiction, strength) == ("city", "duty")
        assert drafted.payload["contact_email"] == CONTACT.email
    for sent in log.entries("notice_sent"):
        released = [one for one in log.entries("notice_released") if one.payload["notice"] == sent.payload["notice"]]
        before = {one.actor for one in released if one.sequence < sent.sequence}
        earlier = {one.actor for one in log.entries("decision") if one.sequence < released[0].sequence}
        assert before, "nobody released it"
        assert before <= set(CHIEFS.split(",")) - earlier


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.one_of(straight(), straight(), st.lists(st.tuples(st.integers(0, 12), steps()), max_size=8)),
    jurisdiction=st.sampled_from(["city", "city", "city", "ministry", None]),
    strength=st.sampled_from(["duty", "duty", "duty", "advisory"]),
    status=st.sampled_from(["not_met", "not_met", "not_met", "needs_review"]),
    in_full=st.sampled_from(sorted(reports())),
)
def test_no_form_names_an_outlet_that_may_not_be_named(
    models: CompiledModels,
    log: Log,
    acts: list[Any],
    jurisdiction: str | None,
    strength: str,
    status: str,
    in_full: str,
) -> None:
    history = play(log, acts, jurisdiction, strength)
    found = marts_of(models, given_tables(log, jurisdiction, strength, history.at, status, LONGER))
    if status != "not_met" or not may_be_named(log, jurisdiction, strength, local_day(history.at)):
        assert NAME not in str(found["rpt_named_matters"])
    rows = rows_of(found)
    assert NAME not in overview(rows)
    assert NAME not in mails_of_work(found)
    check_letters(log, jurisdiction, strength)
    for report_id, declared in reports().items():
        check_report(report_id, PERIODS[declared.period_kind], rows, is_drawn=report_id == in_full)


def check_report(
    report_id: str, period: ReportPeriod, rows: dict[str, list[dict[str, Any]]], *, is_drawn: bool
) -> None:
    """Fail where a report names the outlet in a form though it may not, or leaves it out though it is to be named."""
    days = (str(period.start), str(period.end))
    is_named = bool(NAMING & set(reports()[report_id].section_ids)) and any(
        days[0] <= str(row["nameable_from"]) < days[1] for row in rows["rpt_named_matters"]
    )
    snapshot = compose(report_id, period.period_id, query_of(rows, period.period_id), "build-1")
    kept = gzip.decompress((snapshot.folder / MARTS).read_bytes()).decode()
    said = {"json": (snapshot.folder / SNAPSHOT).read_text(encoding="utf-8"), "kept": kept}
    said |= drawn(snapshot) if is_drawn else {"mail": mail_of(snapshot, {}), "names": str(snapshot.folder)}
    assert NAME not in said["names"] + said["mail"], "the mail's body gives figures alone"
    wanted = set(said) - {"names", "mail"} if is_named else set()
    assert {form for form in said if NAME in said[form]} == wanted, (report_id, period.period_id)
