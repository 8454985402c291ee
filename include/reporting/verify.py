"""Checks a report's file against its snapshot and the ledger."""

import hashlib
import json
from pathlib import Path
from typing import Any

from include.errors import LedgerError, ReportError
from include.ledger.marks import marks_in
from include.ledger.signing import has_key, known_publics
from include.ledger.verification import verify
from include.reporting.approve import approval_of
from include.reporting.as_issued import MARTS, NOTED, kept_marts, other_figures
from include.reporting.compose import SNAPSHOT, read_snapshot
from include.reporting.model import Content
from include.reporting.render import fonts
from include.reporting.render.files import RENDERERS


def verify_file(file: Path) -> dict[str, Any]:
    """Return what is known of a file: its snapshot, whether its bytes are what the snapshot gives, who approved it.

    A PDF drawn with another font than this computer has is compared with the approved bytes alone. Nothing is made: on
    a computer without a ledger nobody says who approved it.

    Raises:
        LedgerError: The ledger, which would say who approved it, is not as it was written.
        ReportError: The file or its snapshot is missing, altered, or of a kind that reports do not have.
    """
    if not file.exists():
        raise ReportError(f"{file} does not exist.", hint="Name snapshot.json, or a DOCX, PDF or XLSX beside it.")
    snapshot = read_snapshot(file.parent)
    text = (file.parent / SNAPSHOT).read_text(encoding="utf-8")
    approval = approval_of(snapshot) if _is_ledger_proven(file, text) else None
    record = json.loads(text)
    row = {
        "file": str(file),
        "content_hash": snapshot.content_hash,
        "build_id": snapshot.build_id,
        "approved_by": approval.actor if approval else None,
        "approved_at": approval.recorded_at if approval else None,
        "found": _found(record),
        "marts": _marts(file.parent, snapshot.content, record),
    }
    if file.name == SNAPSHOT:
        return {**row, "is_as_composed": True}
    if file.suffix not in RENDERERS:
        raise ReportError(f"{file} is no file of a report.", hint=f"Reports have {', '.join(RENDERERS)}.")
    body = file.read_bytes()
    is_approved = approval is not None and hashlib.sha256(body).hexdigest() in approval.payload["files"].values()
    if not is_approved and body != RENDERERS[file.suffix](snapshot.content):
        raise ReportError(
            f"{file} is not what its snapshot gives{_other_font(file)}.", hint="Draw it again: press report build."
        )
    return {**row, "is_as_composed": True}


def _is_ledger_proven(file: Path, text: str) -> bool:
    """Return whether there is a ledger here, after proving it, with the marks that we gave away in a snapshot.

    Raises:
        LedgerError: It is not as it was written.
    """
    publics = known_publics() if has_key() else {}
    found = verify({mark: file for mark in marks_in(text) if mark.is_signed_by(publics)})
    if not found.is_unbroken:
        raise LedgerError(
            f"The ledger, which would say who approved {file}, is not as it was written: {found.problem}.",
            hint="Follow docs/restoring_the_ledger.md; press decisions verify says the same.",
        )
    return has_key()


def _other_font(file: Path) -> str:
    """Say that a PDF was drawn in another font than this computer would draw it in; nothing where it was not."""
    noted = json.loads((file.parent / SNAPSHOT).read_text(encoding="utf-8")).get("font")
    here = fonts.font_record(fonts.choose_font())
    if file.suffix != ".pdf" or noted in (None, here):
        return ""
    return f": it was drawn in {fonts.said(noted)}, and here it is drawn in {fonts.said(here)}"


def _marts(folder: Path, content: Content, record: dict[str, Any]) -> str:
    """Return whether the marts that a report was made from are kept and give its figures.

    Raises:
        ReportError: They are gone or altered, or do not give a figure.
    """
    if NOTED not in record:
        return "not kept: composed by an earlier version"
    if not (folder / MARTS).exists():
        return "not beside this file"
    if other := other_figures(content, kept_marts(folder, record[NOTED])):
        raise ReportError(
            f"The marts kept in {folder} do not give {', '.join(other)} as the report has it.",
            hint="Put the folder back from a backup.",
        )
    return "kept, and they give every figure"


def _found(record: dict[str, Any]) -> str:
    """Return the sentence that a snapshot is intact, with the number of passages that a lawful erasure removed."""
    gone = record.get("withdrawn", {}).get("passages", 0)
    return f"intact but for {gone} withdrawn passages" if gone else "intact"
