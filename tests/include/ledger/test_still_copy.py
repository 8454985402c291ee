"""An older ledger is read with what its log holds, and where no copy of it can be made, one sentence says so."""

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from include.errors import StoreBusyError
from include.ledger.entries import append
from include.ledger.evidence import first_difference
from include.ledger.verification import verify


def test_entries_that_only_the_log_of_an_older_copy_holds_are_missed_when_they_are_cut_off(home: Path) -> None:
    database = home / "ledger" / "ledger.sqlite"
    append("decision", "a", {}, "x")
    with closing(sqlite3.connect(database)) as reader:
        reader.execute("select count(*) from ledger_entries").fetchone()  # as long as somebody reads, the log stays
        append("decision", "b", {}, "x")
        (home / "kept").mkdir()
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{database}{suffix}", home / "kept" / f"{database.name}{suffix}")
    assert "entries 2 to 2 were cut off" in first_difference(home / "kept" / database.name, verify().hashes[:1])
    assert len(list((home / "kept").iterdir())) == 2  # nothing was made beside what somebody brings


def test_without_room_for_a_copy_a_sentence_says_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append("decision", "a", {}, "x")
    monkeypatch.setattr(tempfile, "tempdir", str(home / "missing"))
    with pytest.raises(StoreBusyError, match="read from a copy, which cannot be made"):
        first_difference(home / "ledger" / "ledger.sqlite", verify().hashes)
