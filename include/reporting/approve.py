"""Records that a person approved exactly one snapshot and its files; nothing else may be sent."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from include.errors import ReportError
from include.ledger.entries import Entry, append_if, entries
from include.ledger.kinds import EntryKind
from include.reporting.compose import Snapshot, read_snapshot
from include.reporting.render.files import RENDERERS, file_hashes


def subject_of(snapshot: Snapshot) -> str:
    """Return what an approval is about: report and period."""
    return f"{snapshot.content.report_id}/{snapshot.content.period_id}"


def approval_of(snapshot: Snapshot) -> Entry | None:
    """Return the newest approval of exactly this content, if there is one."""
    given = entries(EntryKind.APPROVAL, subject_of(snapshot))
    return next((e for e in reversed(given) if e.payload["content_hash"] == snapshot.content_hash), None)


def approve(folder: str | Path, actor: str, reason: str, at: datetime | None = None) -> Entry:
    """Record an approval, once per content and set of files.

    Args:
        folder: The snapshot's folder, its files drawn.
        actor: Role or account of the approver.
        reason: On what ground it may go out; never empty.
        at: Instant of the approval; now when left out.

    Raises:
        ReportError: The snapshot is altered, its files are not drawn, or the reason is empty.
    """
    snapshot = read_snapshot(Path(folder))
    files = file_hashes(snapshot.folder, snapshot.content)
    if len(files) < len(RENDERERS):
        raise ReportError(f"{folder} lacks drawn files.", hint="Render the report before approving it.")
    if not reason.strip():
        raise ReportError(f"The approval of {subject_of(snapshot)} has no reason.", hint="Say on what ground.")
    payload = {"content_hash": snapshot.content_hash, "files": files, "reason": reason.strip()}
    written = append_if(
        lambda known: not any(e.kind == EntryKind.APPROVAL and _same(e, payload) for e in known),
        EntryKind.APPROVAL,
        subject_of(snapshot),
        payload,
        actor,
        at,
    )
    found = written or approval_of(snapshot)
    assert found is not None  # noqa: S101 - either written now or known before
    return found


def _same(entry: Entry, payload: Mapping[str, object]) -> bool:
    """Return whether an approval covers the same content and files."""
    return all(entry.payload[name] == payload[name] for name in ("content_hash", "files"))


def approved_files(snapshot: Snapshot) -> dict[str, bytes]:
    """Return the files to send by name, after proving that they are the approved ones.

    Raises:
        ReportError: Nobody approved this content, or a file changed since.
    """
    approval = approval_of(snapshot)
    if approval is None:
        raise ReportError(
            f"Nobody approved {subject_of(snapshot)} with the content {snapshot.content_hash[:12]}.",
            hint="Approve exactly this snapshot, or compose the report again.",
        )
    if file_hashes(snapshot.folder, snapshot.content) != approval.payload["files"]:
        raise ReportError(
            f"A file in {snapshot.folder} changed after it was approved.", hint="Render it again and approve it anew."
        )
    return {name: (snapshot.folder / name).read_bytes() for name in sorted(approval.payload["files"])}
