"""What an outsider leaves where we look: links, pipes, bombs and rubbish block nothing and show nothing."""

import os
import sqlite3
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from include.doctor.inputs import check_registers
from include.errors import DeclarationError, LedgerError, ProfileError, RegisterError, ReportError, SettingError
from include.fetching.guard import read_hosts
from include.landing import store
from include.ledger.entries import append
from include.ledger.evidence import first_difference, marks_of
from include.ledger.verification import verify
from include.outlets.registry import profiles
from include.registers.files import take_inventory
from include.registers.load import load_registers
from include.reporting.compose import read_snapshot
from include.reporting.kept import kept_snapshots
from include.text import clean
from review_desk import sealed
from tests.include.registers.conftest import Drop, Good, drop, good
from tests.include.test_mails import HOSTILE

DAY = date(2026, 11, 3)

__all__ = ["drop", "good"]  # fixtures that pytest finds by their names here


def test_a_link_out_of_the_registers_folder_is_not_read(home: Path, drop: Drop, good: Good) -> None:
    (home / "secret.csv").write_text("licence_number\nmật khẩu\n", encoding="utf-8")
    (home / "registers" / "gp.csv").symlink_to(home / "secret.csv")
    (home / "registers" / "folder").symlink_to(home)
    with pytest.raises(RegisterError, match="holds no register"):
        take_inventory()
    drop("plans", good("plans"))
    assert [found.path.name for found in take_inventory().files] == ["plans.xlsx"]


def test_pipes_and_names_that_are_no_text_keep_no_register_waiting(
    home: Path,
    drop: Drop,
    good: Good,
    caplog: pytest.LogCaptureFixture,
) -> None:
    os.mkfifo(home / "registers" / "pipe.csv")
    (home / "registers" / "loop.csv").symlink_to(home / "registers" / "loop.csv")
    Path(os.fsdecode(bytes(home / "registers") + b"/\xff\n\x1b[2J.csv")).write_text("a,b\n1,2\n", encoding="utf-8")
    drop("plans", good("plans"))
    load_registers(DAY)
    assert len(take_inventory().files) == 1
    assert clean(caplog.text) == caplog.text
    assert not [record for record in caplog.records if "\n" in record.getMessage()]


def test_a_register_lands_whatever_its_file_is_called(home: Path, drop: Drop, good: Good) -> None:
    dropped = drop("plans", good("plans"))
    dropped.rename(os.fsdecode(bytes(dropped.parent) + b"/plans \xff\n\x1b[2J.xlsx"))
    load_registers(DAY)
    assert set(store.read("plans", [DAY])["file_name"].to_pylist()) == {"plans \ufffd\ufffd\ufffd[2J.xlsx"}


def test_a_pipe_among_profiles_or_in_place_of_the_hosts_keeps_nothing_waiting(home: Path) -> None:
    os.mkfifo(home / "profiles" / "bao_a.yml")
    with pytest.raises(ProfileError, match="is no file"):
        profiles()
    os.mkfifo(home / "hosts.yml")
    with pytest.raises(SettingError, match="is no file"):
        read_hosts(home / "hosts.yml")


def test_pipes_and_folders_in_place_of_what_carries_marks_keep_no_verification_waiting(home: Path) -> None:
    append("switch", "a", {}, "x")
    for name in (
        "published/builds/x/manifest.json",
        "reports/a/b/c/snapshot.json",
        "outbox/x.eml",
        "timestamps/x.mark",
    ):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(home / name)
    (home / "published" / "builds" / "y" / "manifest.json").mkdir(parents=True)
    assert verify().is_unbroken
    assert kept_snapshots() == []
    (home / "keys" / "ledger.pem").unlink()
    os.mkfifo(home / "keys" / "ledger.pem")
    with pytest.raises(LedgerError, match="is no file"):
        append("switch", "b", {}, "x")


def test_doctor_counts_what_would_be_read_and_nothing_else(home: Path, drop: Drop, good: Good) -> None:
    (home / "registers" / "gp.csv").symlink_to("/etc/hostname")
    os.mkfifo(home / "registers" / "pipe.csv")
    assert not check_registers().is_well
    drop("plans", good("plans"))
    assert check_registers().found.endswith(": 1 files")


@pytest.mark.parametrize(
    "text", ["[]", "null", "1", '{"content": 1}', '{"content": {}}', "[" * 100_000, "\x00", '{"content_hash": "x"}']
)
def test_rubbish_among_the_reports_hides_no_other(home: Path, text: str) -> None:
    folder = home / "reports" / "a" / "b" / "c"
    folder.mkdir(parents=True)
    (folder / "snapshot.json").write_text(text, encoding="utf-8")
    with pytest.raises(ReportError, match="not a snapshot"):
        read_snapshot(folder)
    assert kept_snapshots() == []


def test_a_file_given_as_evidence_that_unpacks_without_end_is_not_unpacked(tmp_path: Path) -> None:
    bomb = tmp_path / "report.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts:
        for number in range(20):
            parts.writestr(f"{number}.xml", b"0" * 20_000_000)
    with pytest.raises(DeclarationError, match="carries no mark"):
        marks_of(bomb)


def test_a_damaged_file_given_as_evidence_is_refused_in_one_sentence(tmp_path: Path) -> None:
    damaged = tmp_path / "report.docx"
    with zipfile.ZipFile(damaged, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("a.xml", b"x" * 1000)
    body = bytearray(damaged.read_bytes())
    body[40:46] = b"\xff" * 6
    damaged.write_bytes(body)
    with pytest.raises(DeclarationError, match="carries no mark"):
        marks_of(damaged)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_mail_made_to_stop_its_reader_ends_neither_a_verification_nor_a_page_of_the_desk(
    tmp_path: Path, name: str
) -> None:
    received = tmp_path / "received.eml"
    received.write_bytes(HOSTILE[name])
    with pytest.raises(DeclarationError, match="carries no mark"):
        marks_of(received)
    assert "Subject: x" in sealed._words(HOSTILE[name])


@pytest.mark.parametrize(
    "made",
    [
        "create table x (y)",
        "create table ledger_entries (sequence, entry_hash); insert into ledger_entries values ('a', 1)",
        "create view ledger_entries as with recursive n(sequence, entry_hash) as "
        "(select 1, 'a' union all select sequence + 1, 'a' from n) select * from n",
    ],
)
def test_a_made_up_copy_of_the_ledger_neither_hangs_nor_ends_in_a_traceback(tmp_path: Path, made: str) -> None:
    path = tmp_path / "a %3f #copy.sqlite"
    with closing(sqlite3.connect(path)) as copy:
        copy.executescript(made)
    with pytest.raises(DeclarationError, match="no copy of a ledger"):
        first_difference(path, ("a",))
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 4000)
    with pytest.raises(DeclarationError, match="no copy of a ledger"):
        first_difference(path, ("a",))
