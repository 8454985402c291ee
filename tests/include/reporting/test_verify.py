"""Anyone can check that a file is what its snapshot gives."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from include.errors import LedgerError, ReportError
from include.reporting.approve import approve
from include.reporting.compose import Snapshot
from include.reporting.verify import verify_file
from include.settings import settings
from tests.include.reporting.conftest import DIRECTOR

NAMES = ["snapshot.json", *(f"monthly_compliance_2026-11.{suffix}" for suffix in ("docx", "pdf", "xlsx"))]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_as_composed_is_confirmed_with_its_approval(snapshot: Snapshot, name: str) -> None:
    found = verify_file(snapshot.folder / name)
    assert (found["is_as_composed"], found["approved_by"]) == (True, None)
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    assert verify_file(snapshot.folder / name)["approved_by"] == "giam_doc"


@pytest.mark.parametrize("name", NAMES[1:])
def test_an_altered_file_is_refused(snapshot: Snapshot, name: str) -> None:
    (snapshot.folder / name).write_bytes((snapshot.folder / name).read_bytes() + b" ")
    with pytest.raises(ReportError, match="not what its snapshot gives"):
        verify_file(snapshot.folder / name)


@pytest.mark.parametrize("noted", ["font", "withdrawn", "marts_sha256", "build_id", "content_hash", "content"])
def test_whatever_a_damaged_snapshot_notes_is_one_sentence(snapshot: Snapshot, noted: str) -> None:
    path, pdf = snapshot.folder / "snapshot.json", snapshot.folder / NAMES[2]
    whole = json.loads(path.read_text(encoding="utf-8"))
    pdf.write_bytes(b"as drawn in another font")
    damages: tuple[object, ...] = ("x", 5, [], {}, {"family": 1, "passages": "x"}, True)
    for damage in damages:
        path.write_text(json.dumps({**whole, noted: damage}), encoding="utf-8")
        with pytest.raises(ReportError):
            verify_file(pdf)


def test_a_file_that_is_missing_or_of_another_kind_is_refused(snapshot: Snapshot) -> None:
    with pytest.raises(ReportError, match="does not exist"):
        verify_file(snapshot.folder / "x.docx")
    (snapshot.folder / "x.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ReportError, match="no file of a report"):
        verify_file(snapshot.folder / "x.txt")


def test_an_approval_that_no_key_signed_is_never_called_one(snapshot: Snapshot) -> None:
    approve(snapshot.folder, DIRECTOR, "Đã xem")
    database = settings().home / "ledger" / "ledger.sqlite"
    with closing(sqlite3.connect(database)) as connection, connection:
        triggers = connection.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"drop trigger {name}")
        connection.execute("update ledger_entries set actor = 'ai_do'")
        for _, statement in triggers:
            connection.execute(statement)
    with pytest.raises(LedgerError, match="not as it was written"):
        verify_file(snapshot.folder / "snapshot.json")


def test_where_no_ledger_is_none_is_made_and_nobody_is_said_to_have_approved(
    snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = shutil.copytree(snapshot.folder, tmp_path / "received")
    monkeypatch.setenv("PRESS_HOME", str(tmp_path / "another"))
    settings.cache_clear()
    assert verify_file(received / "snapshot.json")["approved_by"] is None
    assert not (tmp_path / "another").exists()
