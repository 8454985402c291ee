"""The list (shelf) of issued reports: number, date, what the signatures say, and the signed file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from include.errors import ReportError
from include.ledger.entries import Entry, entries
from include.ledger.kinds import EntryKind
from include.ledger.sealed_files import read
from include.reporting.approve import refusal, subject_of
from include.reporting.compose import Snapshot, read_snapshot
from include.reporting.kept import kept_snapshot
from include.reporting.signatures import SignatureState
from include.settings import settings

WORDS = {
    SignatureState.NONE: "không có chữ ký số",
    SignatureState.INTACT: "chữ ký số còn nguyên vẹn, chưa kiểm tra độ tin cậy của chứng thư",
    SignatureState.CHANGED: "văn bản đã thay đổi sau khi ký số",
}


@dataclass(frozen=True)
class Issued:
    """A report as it was issued."""

    report_id: str
    period_id: str
    content_hash: str
    number: str
    issued_on: date
    signed_sha256: str
    approved_sha256: str
    is_over_approved: bool
    signature: SignatureState
    correction: str
    brought_by: str = ""
    authenticated_by: str = ""

    @property
    def says(self) -> str:
        """Number, date and signature, in Vietnamese."""
        return f"Số {self.number} ngày {self.issued_on:%d/%m/%Y}; {WORDS[self.signature]}"


def issued_from(entry: Entry) -> Issued:
    """Read one record of the ledger."""
    report_id, _, period_id = entry.subject_id.partition("/")
    given = entry.payload
    return Issued(
        report_id,
        period_id,
        given["content_hash"],
        given["number"],
        date.fromisoformat(given["issued_on"]),
        given["signed_sha256"],
        given["approved_sha256"],
        given["is_over_approved"],
        SignatureState(given["signature"]),
        given["correction"],
        entry.actor,
        str(given.get("authenticated_by", "")),
    )


def shelf() -> list[Issued]:
    """Return every issued report, the last issued first; what was recorded again stands once, as it was last."""
    newest = {entry.payload["content_hash"]: issued_from(entry) for entry in entries(EntryKind.REPORT_ISSUED)}
    return sorted(newest.values(), key=lambda one: (one.issued_on, one.number), reverse=True)


def issued_of(content_hash: str) -> Issued | None:
    """Return the record of a content; nothing where it was not issued."""
    return next((one for one in shelf() if one.content_hash == content_hash), None)


def superseded_by(one: Issued, issued: Sequence[Issued]) -> Issued | None:
    """Return the report of the same period that was issued after this one, the newest; nothing where there is none."""
    later = [o for o in issued if _about(o) == _about(one) and (o.issued_on, o.number) > (one.issued_on, one.number)]
    return max(later, key=lambda other: (other.issued_on, other.number), default=None)


def _about(one: Issued) -> tuple[str, str]:
    """Return report and period."""
    return one.report_id, one.period_id


def signed_copy(snapshot: Snapshot) -> tuple[Issued, bytes]:
    """Return the record and the signed file that may be mailed as the issued report.

    Raises:
        ReportError: It was not issued, its signature is missing or not intact, no approver who was signed in has
            brought it, or the file is gone.
    """
    found = issued_of(snapshot.content_hash)
    if found is None:
        raise ReportError(
            f"{subject_of(snapshot)} is not issued yet.",
            hint="Bring the signed file: press report issued FILE --number N --date D.",
        )
    if why := _not_mailed(found, snapshot):
        raise ReportError(
            f"The file issued for {subject_of(snapshot)} is not mailed as signed: {why}.",
            hint="An approver brings the signed file on the report's page; or mail the other copy: "
            "press report deliver --copy reference.",
        )
    body = read(found.signed_sha256)
    if body is None:
        raise ReportError(
            f"The signed file of {subject_of(snapshot)} is gone or altered.", hint="Put it back from a backup."
        )
    return found, body


def _not_mailed(found: Issued, snapshot: Snapshot) -> str:
    """Return why an issued file is not mailed; empty when it may be."""
    if found.signature != SignatureState.INTACT:
        return WORDS[found.signature]
    if not found.authenticated_by:
        return "chưa được người có quyền duyệt đưa lên sau khi đăng nhập"
    return refusal(snapshot, found.brought_by)


def is_ready(folder: str | Path) -> bool:
    """Return whether an approved report may leave: at once, or where the signed file is mailed, once that is there."""
    if settings().mailed_copy != "signed":
        return True
    snapshot = read_snapshot(Path(folder))
    found = issued_of(snapshot.content_hash)
    return found is not None and not _not_mailed(found, snapshot)


def issued_copy(content_hash: str) -> bytes | None:
    """Return the signed file of a content for whoever opens the shelf; nothing where there is none."""
    found = issued_of(content_hash) if kept_snapshot(content_hash) else None
    return read(found.signed_sha256) if found else None
