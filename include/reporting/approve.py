"""Records that a named approver, signed in, approved exactly one snapshot and its files; nothing else may be sent.

Who approves is taken from a login alone, is checked against the approvers that the settings name when it is recorded
and again before anything leaves, signs in the capacity that the report bears, and has decided none of the findings that
it names.
"""

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeGuard

from include.errors import ReportError
from include.ledger.entries import Entry, append, append_if, entries
from include.ledger.kinds import EntryKind
from include.ledger.verification import require_sound
from include.periods.days import local_day
from include.reporting.compose import Snapshot, read_snapshot
from include.reporting.named import deciders_of, not_released
from include.reporting.render.files import RENDERERS, drawn_hashes, file_bytes, file_hashes
from include.reporting.signers import not_signing
from include.settings import settings
from include.text import has_words

CHANGED = "A file of {0} changed after it was shown, or somebody answered it or had it composed again."
ANSWERS = frozenset({EntryKind.APPROVAL.value, EntryKind.REPORT_RETURNED.value})


@dataclass(frozen=True)
class Login:
    """Who is signed in: the user's name, and the auth manager that says so."""

    name: str
    authenticated_by: str


class ApprovalState(StrEnum):
    """The state of a snapshot by its newest answer, or by what took its place."""

    DRAFT = "draft"
    WAITING = "waiting"
    APPROVED = "approved"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


def named_approvers() -> frozenset[str]:
    """Return the users who may approve reports; nobody where the settings name nobody."""
    named = (unicodedata.normalize("NFC", one.strip()) for one in settings().approvers.split(","))  # as entries have it
    return frozenset(filter(None, named))


def subject_of(snapshot: Snapshot) -> str:
    """Return what an approval is about: report and period."""
    return f"{snapshot.content.report_id}/{snapshot.content.period_id}"


def replaced_by(snapshot: Snapshot, known: Sequence[Entry] | None = None) -> str:
    """Return the hash of the draft that took this one's place; empty where none did, or this one came back.

    Args:
        snapshot: The draft.
        known: The entries of its subject; read where they are left out.
    """
    newest = ""
    for entry in entries(subject_id=subject_of(snapshot)) if known is None else known:
        if entry.kind != EntryKind.REPORT_RECOMPOSED:
            continue
        if entry.payload["content_hash"] == snapshot.content_hash:
            newest = str(entry.payload["replaced_by"])
        elif entry.payload["replaced_by"] == snapshot.content_hash:
            newest = ""
    return newest


def refusal(snapshot: Snapshot, name: str) -> str:
    """Return why a user may not approve a report; empty when they may."""
    if snapshot.content.is_draft:
        return f"{subject_of(snapshot)} is a draft of a period that is not closed."
    if not named_approvers():
        return "The settings name nobody who may approve."
    if name not in named_approvers():
        return f"{name} is not among the approvers that the settings name."
    if replaced_by(snapshot):
        return f"{subject_of(snapshot)} was composed again; the newer draft is the one to approve."
    if name in deciders_of(snapshot):
        return f"{name} decided a finding that {subject_of(snapshot)} names, and so does not approve it."
    return ""


def require_decided(snapshot: Snapshot) -> None:
    """Refuse a report that names an outlet whom nobody let be named, by the ledger as it stands.

    Raises:
        ReportError: It names one.
    """
    if unproven := not_released(snapshot):
        raise ReportError(
            f"{subject_of(snapshot)} names the outlets of {len(unproven)} matters that may not be named by the ledger: "
            f"{', '.join(unproven)}.",
            hint="Somebody decided otherwise since, or the published copy was changed: build it, then compose again.",
        )


def answer_to(snapshot: Snapshot, known: Sequence[Entry] | None = None) -> Entry | None:
    """Return the newest authenticated answer to exactly this content, an approval or a return.

    Args:
        snapshot: The draft.
        known: The entries of its subject; read where they are left out.
    """
    of_subject = entries(subject_id=subject_of(snapshot)) if known is None else known
    given = [entry for entry in of_subject if entry.kind in ANSWERS]
    mine = [e for e in given if e.payload["content_hash"] == snapshot.content_hash and "authenticated_by" in e.payload]
    return mine[-1] if mine else None


def approval_of(snapshot: Snapshot, known: Sequence[Entry] | None = None) -> Entry | None:
    """Return the approval of exactly this content, unless there is none or the report was returned since."""
    answer = answer_to(snapshot, known)
    return answer if answer is not None and answer.kind == EntryKind.APPROVAL else None


def state_of(folder: str | Path) -> ApprovalState:
    """Return whether a snapshot waits, may be sent, or was returned, as the ledger alone says; a draft does neither."""
    snapshot = read_snapshot(Path(folder))
    if snapshot.content.is_draft:
        return ApprovalState.DRAFT
    if replaced_by(snapshot):
        return ApprovalState.REPLACED
    answer = answer_to(snapshot)
    if answer is None:
        return ApprovalState.WAITING
    if answer.kind == EntryKind.REPORT_RETURNED:
        return ApprovalState.WITHDRAWN if answer.payload.get("withdraws") else ApprovalState.RETURNED
    is_standing = not _discounted(snapshot, answer) and _covers(answer, snapshot)
    return ApprovalState.APPROVED if is_standing else ApprovalState.WAITING


def _discounted(snapshot: Snapshot, approval: Entry) -> str:
    """Return why an approval does not count any more, by today's approvers and the signers of its day."""
    return refusal(snapshot, approval.actor) or not_signing(snapshot, approval.actor, local_day(approval.recorded_at))


def _covers(answer: Entry, snapshot: Snapshot) -> bool:
    """Return whether an approval covers the files as they are now."""
    return bool(answer.payload["files"] == file_hashes(snapshot.folder, snapshot.content))


def shown_hash(snapshot: Snapshot, files: Mapping[str, str] | None = None, answer: Entry | None = None) -> str:
    """Return one hash over content, files and the newest answer: it binds an approval to what the approver saw.

    Args:
        snapshot: The draft.
        files: Hash of each of its files by name; read where they are left out.
        answer: The newest answer to it, where there is one.
    """
    named = sorted((file_hashes(snapshot.folder, snapshot.content) if files is None else files).items())
    return hashlib.sha256(f"{snapshot.content_hash}{named}{answer.sequence if answer else 0}".encode()).hexdigest()


def approve(folder: str | Path, login: Login, reason: str, shown: str = "", at: datetime | None = None) -> Entry:
    """Record an approval, once per content and set of files.

    Args:
        folder: The snapshot's folder, its files drawn.
        login: Who is signed in.
        reason: On what ground it may go out; never empty.
        shown: What the approver was shown, see :func:`shown_hash`; unchecked when left out.
        at: Instant of the approval; now when left out.

    Raises:
        ReportError: The snapshot is altered, its files are not those that its content draws or that were shown, the
            reason is empty, somebody answered or composed it again meanwhile, this user may not approve it or does not
            sign in the capacity that it bears, or it names somebody whom the ledger does not let be named.
        LedgerError: The ledger is not as it was written.
    """
    snapshot = _answerable(folder, login, reason)
    require_decided(snapshot)
    if why := not_signing(snapshot, login.name, local_day(at or datetime.now(UTC))):
        raise ReportError(why, hint="The register of signers says who signs in which capacity, and from when.")
    files, before = file_hashes(snapshot.folder, snapshot.content), answer_to(snapshot)  # read once
    payload = {**_answer(snapshot, login, reason), "files": files}
    if _is_same(before, payload) and not _discounted(snapshot, before):
        return before
    if shown and shown != shown_hash(snapshot, files, before):
        raise ReportError(CHANGED.format(subject_of(snapshot)), hint="Open the page again and read it.")
    if len(files) < len(RENDERERS):
        raise ReportError(f"{folder} lacks drawn files.", hint="Render the report before approving it.")
    if files != drawn_hashes(snapshot.content):
        raise ReportError(
            f"A file in {folder} is not the one that its content draws.",
            hint="Have the report composed again on its page, which draws it anew.",
        )
    written = append_if(
        lambda known: answer_to(snapshot, known) == before and not replaced_by(snapshot, known),
        EntryKind.APPROVAL,
        subject_of(snapshot),
        payload,
        login.name,
        at,
    )
    if written is None and _is_same(meanwhile := answer_to(snapshot), payload) and not _discounted(snapshot, meanwhile):
        return meanwhile
    if written is None:
        raise ReportError(CHANGED.format(subject_of(snapshot)), hint="Open the page again and read it.")
    return written


def return_report(folder: str | Path, login: Login, reason: str, at: datetime | None = None) -> Entry:
    """Record that an approver sent a report back; it is not sent as it is.

    Raises:
        ReportError: The snapshot is altered, the reason is empty, or this user may not approve it.
        LedgerError: The ledger is not as it was written.
    """
    snapshot = _answerable(folder, login, reason)
    return append(EntryKind.REPORT_RETURNED, subject_of(snapshot), _answer(snapshot, login, reason), login.name, at)


def withdraw(folder: str | Path, login: Login, reason: str, at: datetime | None = None) -> Entry:
    """Record that an approver took an approval back; no further mail leaves, and the report may be approved again.

    Raises:
        ReportError: The snapshot is altered or not approved, the reason is empty, or this user may not approve it.
        LedgerError: The ledger is not as it was written.
    """
    snapshot = _answerable(folder, login, reason)
    approval = approval_of(snapshot)
    if approval is None:
        raise ReportError(f"{subject_of(snapshot)} is not approved.", hint="Return it, if it is not to be sent.")
    payload = {**_answer(snapshot, login, reason), "withdraws": approval.sequence}
    return append(EntryKind.REPORT_RETURNED, subject_of(snapshot), payload, login.name, at)


def _answer(snapshot: Snapshot, login: Login, reason: str) -> dict[str, Any]:
    """Return what every answer records."""
    return {
        "content_hash": snapshot.content_hash,
        "build_id": snapshot.build_id,
        "reason": reason.strip(),
        "authenticated_by": login.authenticated_by,
    }


def _answerable(folder: str | Path, login: Login, reason: str) -> Snapshot:
    """Return the snapshot, after proving that this user may answer to it as it is."""
    require_sound()
    snapshot = read_snapshot(Path(folder))
    if not has_words(reason):
        raise ReportError(f"The answer to {subject_of(snapshot)} has no reason.", hint="Say on what ground.")
    if why := refusal(snapshot, login.name):
        raise ReportError(why, hint="Ask one of the approvers that PRESS_APPROVERS names.")
    return snapshot


def _is_same(entry: Entry | None, payload: Mapping[str, object]) -> TypeGuard[Entry]:
    """Return whether an answer is an approval of the same content and files."""
    if entry is None or entry.kind != EntryKind.APPROVAL:
        return False
    return all(entry.payload[name] == payload[name] for name in ("content_hash", "files"))


def approved_files(snapshot: Snapshot, *, is_ledger_proven: bool = False) -> dict[str, bytes]:
    """Return the files to send by name, after proving that they are the approved ones.

    Args:
        snapshot: The report.
        is_ledger_proven: Whether the caller has just proven the whole ledger.

    Raises:
        ReportError: Nobody who may approve this content did, a file changed since, or somebody whom it names may not be
            named any more.
        LedgerError: The ledger is not as it was written.
    """
    if not is_ledger_proven:
        require_sound()
    approval = approval_of(snapshot)
    if approval is None:
        raise ReportError(
            f"Nobody approved {subject_of(snapshot)} with the content {snapshot.content_hash[:12]}.",
            hint="Approve exactly this snapshot on the page of reports, or compose the report again.",
        )
    if why := _discounted(snapshot, approval):
        raise ReportError(f"The approval of {subject_of(snapshot)} does not count: {why}", hint="Approve it again.")
    require_decided(snapshot)
    files = file_bytes(snapshot.folder, snapshot.content)
    if {name: hashlib.sha256(body).hexdigest() for name, body in files.items()} != approval.payload["files"]:
        raise ReportError(
            f"A file in {snapshot.folder} changed after it was approved.", hint="Render it again and approve it again."
        )
    return dict(sorted(files.items()))
