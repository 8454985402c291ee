"""Records the signed file of an approved report: its number, its date, both hashes and what its signatures say.

What was approved is a PDF without number and signature; what is issued is that PDF, numbered and signed by people with
their own means. Both are kept, so that anybody can prove which content was signed. That the signed file says what was
approved, only people can see: so it is mailed only where an approver who is signed in has brought it.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from include.errors import ReportError
from include.ledger.entries import Entry, append_if, entries
from include.ledger.kinds import EntryKind
from include.ledger.sealed_files import keep
from include.ledger.verification import require_sound
from include.reporting.approve import ApprovalState, Login, approved_files, state_of, subject_of
from include.reporting.compose import Snapshot, read_snapshot
from include.reporting.kept import kept_snapshots
from include.reporting.render.files import file_bytes
from include.reporting.shelf import Issued, issued_from, shelf
from include.reporting.signatures import TRUST, overall, signature_states
from include.text import clean

NUMBER = re.compile(r"\d{1,5}(/[^\W_][\w.-]{0,40})?")
PDF = b"%PDF-"
LARGEST_BYTES = 30_000_000


@dataclass(frozen=True)
class Issue:
    """What a person enters for a signed file: its number, its date, and why where it replaces an earlier record."""

    number: str
    issued_on: date
    correction: str = ""


def snapshot_of(body: bytes) -> Snapshot:
    """Return the approved report over whose very bytes a file was signed.

    Raises:
        ReportError: None is; the file was made again from the DOCX, scanned, or belongs to another installation.
    """
    for snapshot in kept_snapshots():
        if state_of(snapshot.folder) == ApprovalState.APPROVED and body.startswith(_pdf_of(snapshot)):
            return snapshot
    raise ReportError(
        "The file does not begin with the bytes of any approved report.",
        hint="Name the report that it is: --of FOLDER (the snapshot's folder, see the page of reports).",
    )


def _pdf_of(snapshot: Snapshot) -> bytes:
    """Return the PDF of a report whose state says that its files are the approved ones."""
    return next(body for name, body in file_bytes(snapshot.folder, snapshot.content).items() if name.endswith(".pdf"))


def _approved_pdf(snapshot: Snapshot) -> bytes:
    """Return the PDF that was approved."""
    return next(body for name, body in approved_files(snapshot).items() if name.endswith(".pdf"))


def record_issued(
    body: bytes, issue: Issue, by: Login, today: date, folder: Path | None = None, at: datetime | None = None
) -> Issued:
    """Store a signed file and record it, once; recording the same again changes nothing.

    Args:
        body: The signed PDF.
        issue: Number, date, and why where it corrects what was recorded of the same content.
        by: Who brings it; an account of the computer is vouched for by nobody, and what it brings is not mailed.
        today: The local day.
        folder: The snapshot's folder; found by the file's bytes when left out.
        at: Instant of the record; now when left out.

    Raises:
        ReportError: The file is no PDF, the report is not approved, number or date are wrong or taken, or another file
            was recorded before and no reason is given.
        LedgerError: The ledger is not as it was written.
    """
    require_sound()
    if not body.startswith(PDF) or len(body) > LARGEST_BYTES:
        raise ReportError("The file is no PDF of at most 30 MB.", hint="Give the signed PDF.")
    snapshot = read_snapshot(folder) if folder else snapshot_of(body)
    approved = _approved_pdf(snapshot)
    number = _checked_number(issue, snapshot)
    _check_date(issue.issued_on, snapshot, today)
    states = signature_states(body)
    payload = {
        "content_hash": snapshot.content_hash,
        "number": number,
        "issued_on": issue.issued_on.isoformat(),
        "signed_sha256": hashlib.sha256(body).hexdigest(),
        "approved_sha256": hashlib.sha256(approved).hexdigest(),
        "is_over_approved": body.startswith(approved),
        "signatures": [state.value for state in states],
        "signature": overall(states).value,
        "trust": TRUST,
        "correction": clean(issue.correction).strip(),
        "named": " ".join(sorted(snapshot.content.named)),
        "authenticated_by": by.authenticated_by,
    }
    return _record(payload, snapshot, by.name, body, at)


def _record(payload: dict[str, Any], snapshot: Snapshot, actor: str, body: bytes, at: datetime | None) -> Issued:
    """Keep the file and write the entry, unless exactly this is recorded, by somebody who counts as much."""
    same = ("number", "issued_on", "signed_sha256")
    known = [
        entry
        for entry in entries(EntryKind.REPORT_ISSUED, subject_of(snapshot))
        if entry.payload["content_hash"] == snapshot.content_hash
    ]
    if is_known := bool(known) and all(known[-1].payload[name] == payload[name] for name in same):
        last = issued_from(known[-1])
        vouched = payload["authenticated_by"]
        if not vouched or (last.brought_by, last.authenticated_by) == (actor, vouched):
            return last
    if known and not is_known and not payload["correction"]:
        raise ReportError(
            f"{subject_of(snapshot)} is recorded as issued already: {issued_from(known[-1]).says}.",
            hint="Say why the record changes: --correction TEXT.",
        )
    keep(body)
    count = len(known)
    written = append_if(
        lambda now: len([e for e in now if _is_of(e, snapshot)]) == count,
        EntryKind.REPORT_ISSUED,
        subject_of(snapshot),
        payload,
        actor,
        at,
    )
    if written is None:
        raise ReportError(f"Somebody else recorded {subject_of(snapshot)} meanwhile.", hint="Read the shelf again.")
    return issued_from(written)


def _is_of(entry: Entry, snapshot: Snapshot) -> bool:
    """Return whether an entry records this content as issued."""
    return entry.kind == EntryKind.REPORT_ISSUED and entry.payload["content_hash"] == snapshot.content_hash


def _checked_number(issue: Issue, snapshot: Snapshot) -> str:
    """Return the number as a document bears it, below ten with a nought, with the department's symbol.

    Raises:
        ReportError: It is no number, or another report of the year bears it.
    """
    text = "".join(clean(issue.number).split())
    if not NUMBER.fullmatch(text) or not int(text.partition("/")[0]):
        raise ReportError(f"{issue.number!r} is no number of a document.", hint="Write 5 or 05/BC-SVHTT.")
    digits, _, symbol = text.partition("/")
    content = snapshot.content
    number = f"{int(digits):02}/{symbol or f'{content.type_symbol}-{content.lead.symbol}'}"
    for one in shelf():
        is_other = one.content_hash != snapshot.content_hash
        if is_other and (one.number, one.issued_on.year) == (number, issue.issued_on.year):
            raise ReportError(
                f"{number} of {issue.issued_on.year} is {one.report_id}/{one.period_id}.", hint="Read the number again."
            )
    return number


def _check_date(issued_on: date, snapshot: Snapshot, today: date) -> None:
    """Refuse a date that cannot be the report's: before its period has ended, or in the future.

    Raises:
        ReportError: It is one of these.
    """
    if not snapshot.content.ends_before <= issued_on <= today:
        raise ReportError(
            f"{subject_of(snapshot)} cannot be of {issued_on}: its period ends before "
            f"{snapshot.content.ends_before}, and today is {today}.",
            hint="Read the date on the document again.",
        )
