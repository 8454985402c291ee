"""Composes a report again from the published copy while it waits for approval, and finds the draft that is current.

The ledger says which draft replaced which, so that the run that composed the first one waits for, and delivers, the
last. A replaced draft is no longer approved.
"""

from datetime import datetime
from pathlib import Path

from include.errors import ReportError
from include.ledger.entries import append_if, entries
from include.ledger.kinds import EntryKind
from include.periods.report_period import ReportPeriod
from include.reporting.approve import Login, approval_of, named_approvers, replaced_by, subject_of
from include.reporting.compose import Snapshot, compose, read_snapshot
from include.reporting.declaration import DatedCapacity, report
from include.reporting.kept import kept_snapshot
from include.reporting.reading import Query, published_rows
from include.reporting.render.files import render
from include.text import has_words


def recompose(
    folder: str | Path,
    login: Login,
    reason: str,
    *,
    capacity: str = "",
    query: Query = published_rows,
    build_id: str = "",
    at: datetime | None = None,
) -> Snapshot:
    """Compose a report again, draw it, and record that it replaces the draft; the same content replaces nothing.

    Args:
        folder: The draft's folder.
        login: Who is signed in.
        reason: Why; never empty.
        capacity: Id of the capacity in which somebody signs for the head; the head signs when left out.
        query: How the published copy is read.
        build_id: The build the figures come from; the published one when left out.
        at: Instant of the act; now when left out.

    Raises:
        ReportError: The draft is altered or approved, the reason is empty, this user may not approve, or the report
            cannot be composed.
        LedgerError: The ledger is not as it was written.
    """
    snapshot = read_snapshot(Path(folder))
    if login.name not in named_approvers():
        raise ReportError(f"{login.name} may not have a report composed again.", hint="PRESS_APPROVERS names who may.")
    if not has_words(reason):
        raise ReportError(f"{subject_of(snapshot)} is composed again without a reason.", hint="Say why.")
    if replaced_by(snapshot):
        raise ReportError(f"{subject_of(snapshot)} was composed again already.", hint="Open the newer draft.")
    if approval_of(snapshot) is not None:
        raise ReportError(f"{subject_of(snapshot)} is approved.", hint="Withdraw the approval first.")
    content = snapshot.content
    made = compose(content.report_id, content.period_id, query, build_id, capacity=capacity)
    render(made.folder)
    if made.content_hash == snapshot.content_hash:
        return made
    payload = {
        "content_hash": snapshot.content_hash,
        "replaced_by": made.content_hash,
        "build_id": made.build_id,
        "reason": reason.strip(),
        "authenticated_by": login.authenticated_by,
    }
    written = append_if(
        # two may have asked for different drafts at once: the second would stand beside the first, and never be sent;
        # or somebody approved it while the other was drawn, and it is being sent
        lambda known: not replaced_by(snapshot, known) and approval_of(snapshot, known) is None,
        EntryKind.REPORT_RECOMPOSED,
        subject_of(snapshot),
        payload,
        login.name,
        at,
    )
    if written is None:
        raise ReportError(
            f"{subject_of(snapshot)} was composed again meanwhile, or approved.", hint="Open its page again."
        )
    return made


def capacities_of(snapshot: Snapshot) -> list[DatedCapacity]:
    """Return in which capacities somebody may sign a report for the head on its day of issue."""
    content = snapshot.content
    issued = ReportPeriod.parse(content.period_id).issuable_on
    return report(content.report_id).capacities_on(issued)


def current_draft(folder: str | Path) -> Path:
    """Return the folder of the draft that is current now: this one, or the last that replaced it.

    Raises:
        ReportError: The draft, or what replaced it, is missing or altered.
    """
    snapshot = read_snapshot(Path(folder))
    current = snapshot.content_hash
    for entry in entries(EntryKind.REPORT_RECOMPOSED, subject_of(snapshot)):
        if entry.payload["content_hash"] == current:
            current = str(entry.payload["replaced_by"])
    found = snapshot if current == snapshot.content_hash else kept_snapshot(current)
    if found is None:
        raise ReportError(f"What replaced {folder} is missing: {current[:12]}.", hint="Compose the report again.")
    return found.folder
