"""People approve exactly one content and its files."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from include.errors import ReportError
from include.ledger.entries import entries
from include.reporting.approve import approval_of, approve, approved_files, subject_of
from include.reporting.compose import Snapshot, compose
from tests.include.reporting.sample_rows import month_query

AT = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)


def test_an_approval_names_content_files_and_reason(snapshot: Snapshot) -> None:
    entry = approve(snapshot.folder, "giam_doc", "Đã đối chiếu", AT)
    assert (entry.subject_id, entry.actor, entry.recorded_at) == ("monthly_compliance/2026-11", "giam_doc", AT)
    assert entry.payload["content_hash"] == snapshot.content_hash
    assert len(entry.payload["files"]) == 3
    assert approval_of(snapshot) == entry
    assert set(approved_files(snapshot)) == set(entry.payload["files"])


def test_approving_twice_writes_once(snapshot: Snapshot) -> None:
    assert approve(snapshot.folder, "giam_doc", "Đã xem") == approve(snapshot.folder, "pho_giam_doc", "Đã xem")
    assert len(entries("approval")) == 1


def test_an_approval_without_a_reason_is_refused(snapshot: Snapshot) -> None:
    with pytest.raises(ReportError, match="reason"):
        approve(snapshot.folder, "giam_doc", " ")


def test_what_is_not_drawn_cannot_be_approved(register: None) -> None:
    composed = compose("monthly_compliance", "2026-11", month_query, "build-1")
    with pytest.raises(ReportError, match="lacks drawn files"):
        approve(composed.folder, "giam_doc", "Đã xem")
    assert subject_of(composed) == "monthly_compliance/2026-11"


def test_an_altered_snapshot_cannot_be_approved(snapshot: Snapshot) -> None:
    path: Path = snapshot.folder / "snapshot.json"
    path.write_text(path.read_text("utf-8").replace("34 nội dung", "0 nội dung"), encoding="utf-8")
    with pytest.raises(ReportError, match="altered"):
        approve(snapshot.folder, "giam_doc", "Đã xem")
