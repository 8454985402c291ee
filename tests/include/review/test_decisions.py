"""People decide findings, with a reason, in a log that keeps every word."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from include.errors import DeclarationError
from include.ledger.entries import entries
from include.ledger.verification import verify
from include.review.decisions import FindingState, decide, state_of, states
from include.settings import settings

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PRESS_HOME", str(tmp_path))
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_a_finding_nobody_decided_is_a_candidate() -> None:
    assert state_of("finding-1") == FindingState.CANDIDATE


def test_the_newest_decision_counts_and_every_one_is_kept() -> None:
    decide("finding-1", "confirm", "Không có tên cơ quan nguồn", "reviewer", AT)
    decide("finding-1", "reopen", "Đơn vị đã có ý kiến", "reviewer", AT)
    decide("finding-1", "dismiss", "Nguồn nằm ở chú thích ảnh", "reviewer", AT)
    decide("finding-2", "confirm", "Rõ", "reviewer", AT)
    assert state_of("finding-1") == FindingState.DISMISSED
    assert states() == {"finding-1": FindingState.DISMISSED, "finding-2": FindingState.CONFIRMED}
    assert len(entries("decision", "finding-1")) == 3
    assert verify().is_unbroken


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_decision_without_a_reason_is_refused(reason: str) -> None:
    with pytest.raises(DeclarationError, match="reason"):
        decide("finding-1", "confirm", reason, "reviewer")
    assert entries() == []


def test_an_unknown_decision_is_refused() -> None:
    with pytest.raises(DeclarationError, match="fine"):
        decide("finding-1", "fine", "Vì", "reviewer")


def test_deciding_the_same_twice_is_refused_and_writes_nothing() -> None:
    decide("finding-1", "confirm", "Rõ", "reviewer", AT)
    with pytest.raises(DeclarationError, match="already"):
        decide("finding-1", "confirm", "Rõ", "reviewer", AT)
    assert len(entries()) == 1
