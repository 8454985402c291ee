"""A restore that two persons have recorded is not taken for an attack; reports name what is gone."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from include.custody.restore import agree_to_restore, open_proposal, propose_restore
from include.errors import DeclarationError, LedgerError
from include.ledger.entries import append, entries
from include.ledger.verification import require_sound, verify
from include.reporting.compose import compose
from include.settings import settings
from tests.include.reporting.sample_rows import month_query


@pytest.fixture
def put_back(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a home whose ledger is two entries older than the newest mark says."""
    monkeypatch.setenv("PRESS_APPROVERS", "giam_doc, quan_tri")
    settings.cache_clear()
    database, backup = home / "ledger" / "ledger.sqlite", home / "backup.sqlite"
    append("decision", "a", {}, "x")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("vacuum into ?", (str(backup),))
    for subject in "bc":
        append("decision", subject, {}, "x")
        path = home / "reports" / "r" / "p" / subject / "snapshot.json"
        path.parent.mkdir(parents=True)
        path.write_text(str(require_sound()), encoding="utf-8")
    for path in database.parent.glob("ledger.sqlite-*"):
        path.unlink()
    shutil.copy(backup, database)
    return home


def test_only_two_persons_let_an_older_copy_count(put_back: Path) -> None:
    assert "cut off" in verify().problem
    proposal = propose_restore("Đĩa hỏng, bản sao 22/11", "quan_tri")
    assert not verify().is_unbroken
    with pytest.raises(DeclarationError, match="second person"):
        agree_to_restore(proposal.sequence, "Đã kiểm tra", "quan_tri", "tests")
    with pytest.raises(DeclarationError, match="not among the approvers"):
        agree_to_restore(proposal.sequence, "Đã kiểm tra", "ai_do", "tests")
    agreed = agree_to_restore(proposal.sequence, "Đã kiểm tra", "giam_doc", "tests")
    assert verify().is_unbroken
    assert open_proposal() is None
    assert (agreed.payload["entries_lost"], agreed.payload["agreed"]) == (2, 1)
    assert agreed.payload["old_count"] == 3
    assert [count for count, _ in agreed.payload["superseded"]] == [2, 3]


def test_the_next_report_names_the_gap(put_back: Path) -> None:
    with pytest.raises(LedgerError, match="cut off"):
        compose("monthly_compliance", "2026-11", month_query, "build-1")
    proposal = propose_restore("Đĩa hỏng", "quan_tri")
    agree_to_restore(proposal.sequence, "Đã kiểm tra", "giam_doc", "tests")
    content = compose("monthly_compliance", "2026-11", month_query, "build-1").content
    assert "được khôi phục từ bản sao lưu" in content.opening
    assert "2 mục sau mục 1 không còn" in content.opening


def test_a_proposal_that_its_own_author_agreed_to_in_the_database_counts_nothing(put_back: Path) -> None:
    proposal = propose_restore("Đĩa hỏng", "quan_tri")
    append("ledger_restored", proposal.subject_id, {**proposal.payload, "proposal": proposal.sequence}, "quan_tri")
    assert not verify().is_unbroken


def test_nothing_is_restored_where_nothing_is_missing_or_the_copy_is_not_sound(home: Path) -> None:
    append("decision", "a", {}, "x")
    with pytest.raises(DeclarationError, match="Nothing is missing"):
        propose_restore("thử", "quan_tri")
    with pytest.raises(DeclarationError, match="reason"):
        propose_restore(" ", "quan_tri")
    with closing(sqlite3.connect(settings().home / "ledger" / "ledger.sqlite")) as connection:
        connection.execute("drop trigger ledger_entries_refuse_update")
        connection.commit()
    with pytest.raises(LedgerError, match="not sound"):
        propose_restore("thử", "quan_tri")
    assert entries("restore_proposed") == []
