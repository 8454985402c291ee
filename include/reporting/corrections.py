"""Compares issued reports with what the marts say now, and drafts a correction of figures that changed beyond a limit.

After each build every report that left is counted again from the published copy. What is found stands in the ledger, on
the report's page and in one mail to the operators; the correction notice is a draft for a chief, who has it numbered,
signed and sent, or the report composed again. Nothing is sent from here.
"""

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from include.ledger.entries import Entry, append, entries
from include.ledger.kinds import EntryKind
from include.periods.report_period import ReportPeriod
from include.reporting.approve import subject_of
from include.reporting.compose import Snapshot, published_build_id
from include.reporting.kept import kept_snapshot
from include.reporting.metrics import declared
from include.reporting.model import CellKind, Column, Content, Figure, Paragraph, Section, Table, Value
from include.reporting.notify import notify_operators
from include.reporting.reading import Query, Reading, asked_of, published_rows
from include.reporting.render.docx import render_docx
from include.reporting.shelf import issued_of
from include.reporting.wording import cell, day
from include.settings import settings
from include.warehouse.disclaimer import NOT_EVIDENCE

log = logging.getLogger(__name__)
ACTOR = "build_warehouse"
LEFT = (EntryKind.REPORT_ISSUED, EntryKind.DELIVERY_SENT)
TITLE = "Số liệu được đính chính"
WHY = (
    "Sau khi báo cáo được ban hành, dữ liệu của kỳ đã được bổ sung hoặc xem xét lại. Các số liệu dưới đây thay thế số "
    "liệu đã nêu; các số liệu khác không thay đổi vượt mức phải đính chính."
)
NEXT = "Trường hợp cần thiết, báo cáo của kỳ sẽ được lập lại và gửi thay thế."


@dataclass(frozen=True)
class Change:
    """A figure of an issued report, as it was issued and as the marts give it now."""

    name: str
    label: str
    kind: CellKind
    was: Value
    now: Value

    @property
    def says(self) -> str:
        """The figure and both values, in Vietnamese."""
        return f"{self.label}: {cell(self.kind, self.was)} → {cell(self.kind, self.now)}"


def check_issued(now: datetime, query: Query = published_rows) -> dict[str, int]:
    """Compare every issued report with the published marts, note what changed, and mail the operators what is new.

    Args:
        now: The present instant.
        query: How the published copy is read.

    Returns:
        Counts of reports compared, of those that differ beyond the setting, and of those of which that is new.

    Raises:
        DeliveryError: The mail server failed; the next run mails the same.
    """
    found = [(snapshot, changes_of(snapshot.content, query)) for snapshot in issued_snapshots()]
    fresh = [(snapshot, changes) for snapshot, changes in found if changes != changes_noted(snapshot)]
    if lines := [line for snapshot, changes in fresh for line in _lines(snapshot, changes)]:
        notify_operators("[Báo cáo] Số liệu của báo cáo đã ban hành thay đổi", lines)
    for snapshot, changes in fresh:
        payload = {
            "content_hash": snapshot.content_hash,
            "build_id": published_build_id(),
            "changes": [asdict(change) for change in changes],
        }
        append(EntryKind.REPORT_CHANGED, subject_of(snapshot), payload, ACTOR, now)
    return {"compared": len(found), "changed": sum(bool(changes) for _, changes in found), "new": len(fresh)}


def issued_snapshots() -> list[Snapshot]:
    """Return the content of each report and period that was sent last: later contents replace earlier ones."""
    newest: dict[str, str] = {}
    for entry in sorted((one for kind in LEFT for one in entries(kind)), key=lambda one: one.sequence):
        newest["/".join(entry.subject_id.split("/")[:2])] = str(entry.payload["content_hash"])
    kept = (kept_snapshot(content_hash) for _, content_hash in sorted(newest.items()))
    return [snapshot for snapshot in kept if snapshot is not None]


def changes_of(content: Content, query: Query = published_rows) -> tuple[Change, ...]:
    """Return the settled figures of a report that the marts give otherwise now, beyond what the settings let pass."""
    period = ReportPeriod.parse(content.period_id)
    reading = Reading(period, asked_of(period, query))
    changes = (
        Change(figure.name, figure.label, figure.kind, figure.value, reading.metric(figure.name))
        for figure in content.figures
        if _is_settled(figure)
    )
    return tuple(change for change in changes if is_beyond(change, settings().correction_share))


def _is_settled(figure: Figure) -> bool:
    """Return whether a figure stands once its period is closed; one that is declared no more cannot be compared."""
    known = declared()
    return figure.name in known.metrics and known.populations[known.metrics[figure.name].of].is_settled


def is_beyond(change: Change, share: float) -> bool:
    """Return whether a figure changed by more than a share of what it was.

    Of a share it is the difference itself; a figure that was nought, or was not there, changed beyond any share.
    """
    was, now = change.was, change.now
    if isinstance(was, str | None) or isinstance(now, str | None):
        return was != now
    return abs(now - was) > share * (1 if change.kind == "percent" else abs(was)) + 1e-9


def changes_noted(snapshot: Snapshot) -> tuple[Change, ...]:
    """Return what the ledger says has changed of an issued report; nothing where nothing was noted."""
    noted = last_note(snapshot)
    return tuple(Change(**change) for change in noted.payload["changes"]) if noted else ()


def last_note(snapshot: Snapshot) -> Entry | None:
    """Return the newest entry on a change of an issued report."""
    known = entries(EntryKind.REPORT_CHANGED, subject_of(snapshot))
    return next((one for one in reversed(known) if one.payload["content_hash"] == snapshot.content_hash), None)


def _lines(snapshot: Snapshot, changes: Sequence[Change]) -> list[str]:
    """Return the lines of the mail on one report."""
    head = f"{subject_of(snapshot)} ({snapshot.content_hash[:12]})"
    if not changes:
        return [f"{head}: số liệu trở lại như đã ban hành.", ""]
    guide = "Dự thảo thông báo đính chính nằm trên trang duyệt báo cáo; hệ thống không tự gửi."
    return [f"{head}:", *(f"- {change.says}" for change in changes), guide, ""]


def correction_notice(snapshot: Snapshot, changes: Sequence[Change]) -> Content:
    """Return the draft of the correction notice for a chief."""
    content, issued = snapshot.content, issued_of(snapshot.content_hash)
    named = f"số {issued.number} ngày {day(issued.issued_on.isoformat())}" if issued else content.period_label
    rows = tuple((one.label, cell(one.kind, one.was), cell(one.kind, one.now)) for one in changes)
    columns = (Column(header="Chỉ tiêu", weight=3), Column(header="Đã nêu"), Column(header="Đính chính"))
    blocks = (Paragraph(text=WHY), Table(title=TITLE, columns=columns, rows=rows), Paragraph(text=NEXT))
    said: dict[str, Any] = {
        "type_name": "THÔNG BÁO",
        "type_symbol": "TB",
        "title": f"Đính chính số liệu tại Báo cáo {named}",
        "opening": f"{content.lead.department} thông báo đính chính số liệu tại Báo cáo {named} (số liệu "
        f"{content.period_span}) như sau:",
        "sections": (Section(section_id="corrections", title=TITLE, blocks=blocks),),
        "verdict": NOT_EVIDENCE, "headlines": (), "summary": (), "figures": (), "chart": None, "is_draft": True,
    }  # fmt: skip
    return content.model_copy(update=said)


def correction_docx(snapshot: Snapshot) -> bytes | None:
    """Return the draft notice as DOCX; nothing where no figure of the report has changed."""
    changes = changes_noted(snapshot)
    return render_docx(correction_notice(snapshot, changes)) if changes else None


def changed_reports() -> list[tuple[Snapshot, Entry, tuple[Change, ...]]]:
    """Return every issued report of which the ledger says that figures have changed, with that entry."""
    found = ((snapshot, last_note(snapshot), changes_noted(snapshot)) for snapshot in issued_snapshots())
    return [(snapshot, note, changes) for snapshot, note, changes in found if note is not None and changes]
