"""Composes a report from the published copy into a snapshot: a folder whose content never changes again.

The folder is named by the content's hash, which is what people approve. Composing the same figures again finds the
same folder; other figures make another one, which needs an approval of its own.
"""

import importlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from include.atomic import replace_text
from include.errors import ReportError
from include.ledger.entries import entries
from include.ledger.kinds import EntryKind
from include.ledger.marks import marks_in
from include.ledger.signing import has_key, proofs
from include.ledger.verification import require_sound
from include.mailing.recipients import recipients_on
from include.periods.days import local_day
from include.periods.report_period import AD_HOC, ReportPeriod
from include.reporting.as_issued import NOTED, keep_marts
from include.reporting.charts import matters_chart
from include.reporting.comparing import compare
from include.reporting.declaration import ReportDeclaration
from include.reporting.declaration import report as declared_report
from include.reporting.metrics import declared
from include.reporting.model import Content, Figure, Lead, Noted, Section
from include.reporting.reading import Query, Reading, Row, asked_of, published_rows, remembered
from include.reporting.summary import has_data, headlines, lines, verdict
from include.reporting.wording import cell, issued_on, number
from include.settings import settings
from include.warehouse.disclaimer import NOT_EVIDENCE
from include.warehouse.judged_by import require_project_in_force

SNAPSHOT, PROOF = "snapshot.json", "proof"
FOLDER_LETTERS = 16


@dataclass(frozen=True)
class Snapshot:
    """A composed report in its folder.

    Attributes:
        folder: The folder.
        content: What it says.
        build_id: The build that its figures come from.
        composed_after: How many entries the ledger had when it was composed; 0 where nothing in its file proves it.
    """

    folder: Path
    content: Content
    build_id: str
    composed_after: int = 0

    @property
    def content_hash(self) -> str:
        """SHA-256 of the content."""
        return self.content.content_hash

    def summary(self) -> dict[str, Any]:
        """Return what later tasks and the approver need: the folder, the hash, and the text to approve."""
        return {
            "snapshot": str(self.folder),
            "content_hash": self.content_hash,
            "sections": len(self.content.sections),
            "approval_text": self.approval_text,
        }

    @property
    def approval_text(self) -> str:
        """What the approver reads, in Markdown: the answer, the figures, where the files lie, what is approved."""
        figures = "\n".join(f"- {h.label}: **{cell(h.kind, h.value)}**" for h in self.content.headlines)
        return (
            f"### {self.content.type_name} {self.content.title}\n\n{self.content.verdict}\n\n{figures}\n\n"
            f"Hồ sơ: `{self.folder}`\n\nMã nội dung được duyệt: `{self.content_hash}`"
        )


def compose_section(section_id: str, reading: Reading) -> Section:
    """Compose one section by the module that bears its name."""
    try:
        module = importlib.import_module(f"include.reporting.sections.{section_id}")
    except ModuleNotFoundError as error:
        raise ReportError(
            f"No section is called {section_id}.", hint=f"Write include/reporting/sections/{section_id}.py."
        ) from error
    section: Section = module.compose(reading)
    return section


def _figures(reading: Reading) -> tuple[Figure, ...]:
    """List every declared figure with its unit and what it counts."""
    known = declared()
    return tuple(
        Figure(
            name=name,
            label=metric.label,
            value=reading.metric(name),
            unit=metric.unit,
            population=known.populations[metric.of].one_row_per,
            kind=metric.kind,
        )
        for name, metric in known.metrics.items()
        if reading.has_metric(name)
    )


def _plans(reading: Reading) -> list[str]:
    """Return the plans that the report answers to, as the register holds them.

    Those of any two days are the plans of the month in which the last of them lies.
    """
    period = reading.period
    if period.kind == AD_HOC:
        reading = reading.of(ReportPeriod.containing("monthly", period.last_day))
    return [
        f"Kế hoạch số {plan['plan_number']} {issued_on(plan['issued_on'])} của {plan['issuer']} về "
        f"{plan['title'][:1].lower()}{plan['title'][1:]}"
        for plan in reading.rows("rpt_plans", "issued_on, plan_id")
    ]


def _gaps(period: ReportPeriod) -> list[str]:
    """Return which entries of the ledger are gone, by restores that were recorded since the period began."""
    restored = [e for e in entries(EntryKind.LEDGER_RESTORED) if local_day(e.recorded_at) >= period.start]
    return [
        f"Sổ ghi quyết định được khôi phục từ bản sao lưu {issued_on(local_day(entry.recorded_at).isoformat())}: "
        f"{number(entry.payload['entries_lost'])} mục sau mục {number(entry.payload['agreed'])} không còn."
        for entry in restored
    ]


def _content(report: ReportDeclaration, reading: Reading, *, is_draft: bool = False, capacity: str = "") -> Content:
    """Compose every section and the parts around them."""
    period = reading.period
    issued = period.issuable_on
    sections = [
        compose_section(one.id, reading).model_copy(update={"part": one.part} if one.part else {})
        for one in report.sections
    ]
    before, year_before = compare(reading, reading.before()), compare(reading, reading.year_before())
    lead = report.lead_on(issued, capacity)
    return Content(
        report_id=report.id,
        period_id=period.period_id,
        period_label=period.label_vi,
        period_span=period.span_vi,
        starts_on=period.start,
        ends_before=period.end,
        type_name=report.type_name,
        type_symbol=report.type_symbol,
        title=report.title.format(period=period.label_vi),
        addressee=report.addressee,
        subject=report.subject.format(period=period.label_vi),
        place=report.place,
        lead=lead,
        bases=(*report.bases_on(issued), *_plans(reading)),
        opening=_opening(report, lead, period),
        verdict=f"{verdict(reading)} {NOT_EVIDENCE}" if report.has_page_one else NOT_EVIDENCE,
        headlines=headlines(reading, before) if report.has_page_one and has_data(reading) else (),
        summary=lines(reading, before, year_before) if report.has_page_one else (),
        is_draft=is_draft,
        chart=matters_chart(reading) if report.has_page_one and has_data(reading) else None,
        figures=_figures(reading) if report.has_page_one else (),
        sections=tuple(sections),
        recipients=tuple(
            one.role for one in recipients_on(report.recipients, issued, with_every_report=report.goes_to_all)
        ),
        file_note=f"Lưu: VT, {report.file_unit}.",
    )


def _opening(report: ReportDeclaration, lead: Lead, period: ReportPeriod) -> str:
    """Return the sentences that open the report: what it leaves out, who reports what, which entries are gone."""
    span = "" if period.kind == AD_HOC else f" (số liệu {period.span_vi})"
    said = f"{lead.department} báo cáo {report.about} {period.label_vi}{span} như sau:"
    return " ".join(filter(None, (report.scope, said, *_gaps(period))))


def published_build_id() -> str:
    """Return the id of the build whose marts are published."""
    from include.warehouse import published

    return str(published.manifest()["build_id"])


def _require_closed(period: ReportPeriod, reading: Reading) -> None:
    """Refuse a period whose last day is not in the warehouse yet: its figures would still change.

    Raises:
        ReportError: Nothing is known of its last day, or of any day.
    """
    (row,) = reading.query("select max(day) as value from fct_coverage")
    known = str(row["value"])[:10] if row["value"] else None
    if known is None or known < period.last_day.isoformat():
        raise ReportError(
            f"{period.period_id} is not closed: it ends on {period.last_day}, and the warehouse knows "
            f"{f'the days up to {known}' if known else 'no day yet'}.",
            hint="Wait for that day to be collected and judged, or build a draft: press report build … --draft.",
        )


def compose(
    report_id: str,
    period: ReportPeriod | str,
    query: Query = published_rows,
    build_id: str = "",
    *,
    is_draft: bool = False,
    capacity: str = "",
) -> Snapshot:
    """Compose a report of a period and keep it in its folder; a draft says so on every page and cannot be approved.

    Args:
        report_id: A declared report.
        period: The period, or how it is written.
        query: How the published copy is read.
        build_id: The build the figures come from; the published one when left out.
        is_draft: Whether it may be of a period that is not closed.
        capacity: Id of the declared capacity in which somebody signs for the head; the head signs when left out.

    Raises:
        ReportError: The report, its period or a section is declared wrongly, or the period is not closed.
        LedgerError: The ledger is not as it was written.
        DeclarationError: The installed dbt project is not the one that builds judge by.
    """
    mark = require_sound()
    require_project_in_force()
    report = declared_report(report_id)
    wanted = report.period(period if isinstance(period, str) else period.period_id)
    asked = remembered(asked_of(wanted, query))
    reading = Reading(wanted, asked, report.not_built)
    if not is_draft:
        _require_closed(wanted, reading)
    content = _content(report, reading, is_draft=is_draft, capacity=capacity)
    folder = folder_of(content)
    if (folder / SNAPSHOT).exists():
        kept = read_snapshot(folder)
        if kept.composed_after or not kept.content.named:
            return kept
    marked = content.model_copy(update={"ledger": str(mark)})
    return _keep(Snapshot(folder, marked, build_id or published_build_id(), mark.count), asked.answers)


def folder_of(content: Content) -> Path:
    """Return the folder that holds, or would hold, a content."""
    return settings().reports / content.report_id / content.period_id / content.content_hash[:FOLDER_LETTERS]


def _keep(snapshot: Snapshot, answers: Mapping[str, list[Row]]) -> Snapshot:
    """Write the marts that it was made from, then the snapshot's file in one rename."""
    record = {
        NOTED: keep_marts(snapshot.folder, answers),
        "content_hash": snapshot.content_hash,
        "build_id": snapshot.build_id,
        "content": snapshot.content.model_dump(mode="json"),
        PROOF: _proofs(snapshot.content_hash, snapshot.content)[0],
    }
    text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    replace_text(snapshot.folder / SNAPSHOT, text)
    return snapshot


def _is_withdrawn(content_hash: str, record: dict[str, Any]) -> bool:
    """Return whether a snapshot differs from what was approved by lawful withdrawals alone, as the ledger says."""
    logged = (entry.payload.get("snapshots", {}) for entry in entries(EntryKind.WITHDRAWAL))
    return any(snapshots.get(content_hash) == record["content_hash"] for snapshots in logged)


def read_snapshot(folder: Path) -> Snapshot:
    """Read a snapshot back and check that it is the one its hash names.

    Raises:
        ReportError: The file is missing, unreadable or altered.
    """
    path = folder / SNAPSHOT
    if path.exists() and not path.is_file():  # a pipe would keep every reader waiting
        raise ReportError(f"{path} is not a snapshot: it is no file.", hint="Remove it.")
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        content, noted = Content.model_validate(record["content"]), Noted.model_validate(record)
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        raise ReportError(f"{path} is not a snapshot: {error}", hint="Compose the report again.") from error
    if content.content_hash != noted.content_hash and not _is_withdrawn(content.content_hash, record):
        raise ReportError(f"{path} was altered after it was composed.", hint="Compose the report again.")
    is_proven = has_key() and record.get(PROOF) in _proofs(noted.content_hash, content)
    counts = [mark.count for mark in marks_in(content.ledger)] if is_proven else []
    return Snapshot(folder, content, noted.build_id, max(counts, default=0))


def _proofs(content_hash: str, content: Content) -> list[str]:
    """Return what proves after which entry of the ledger a content was composed; a mark alone can be a later one's."""
    return proofs("composed", f"{content_hash} {content.ledger}")
