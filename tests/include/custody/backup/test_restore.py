"""A backup holds one instant, is put back into an empty place alone, and opens only once it is equal and cleaned."""

import json
import os
import shutil
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from include.archive.index import read_index
from include.archive.reader import read
from include.cli.__main__ import build_app
from include.custody.backup import create as creating
from include.custody.backup.create import backups, create_backup, keep_newest
from include.custody.backup.manifest import FILES, HEAD, MANIFEST
from include.custody.backup.restore import restore_backup, verify_backup
from include.custody.restore import agree_to_restore, open_proposal
from include.custody.withdraw import withdraw
from include.errors import ArchiveError, DeclarationError, LedgerError, SettingError
from include.ingestion.harvest import close_days
from include.landing import store
from include.ledger.entries import append, entries
from include.ledger.verification import require_sound, verify
from include.settings import settings
from tests.include.custody.backup.conftest import DAYS, NOW, PAGE, PASSPHRASE, WHY, empty_place, files, forget_ledger


def test_a_restored_installation_is_the_one_that_was_kept(
    kept: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, city: Any, press: Any
) -> None:
    before, log, asked = files(home), [entry.entry_hash for entry in entries()], Counter(city.asked)
    made = create_backup(NOW)
    assert verify_backup(Path(made["folder"]))["files"] == made["files"]
    with empty_place(monkeypatch, home, tmp_path / "new") as new:
        done = restore_backup(Path(made["folder"]), WHY, "x")
        assert files(new) == before
        assert (new / "settings.env").read_text() == "PRESS_IS_SCHEDULED=false\n"
        assert [entry.entry_hash for entry in entries()][: len(log)] == log
        assert [entry.kind for entry in entries()][len(log) :] == ["backup_restored"]
        assert (verify().problem, done["proposal"], done["withdrawn_again"]) == ("", None, 0)
        close_days(["bao_a"], DAYS, now=press.now)
        assert Counter(city.asked) == asked
        assert files(new) == before


def test_what_changes_while_it_is_copied_is_not_in_it(
    kept: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(home)

    def busy(links: Path) -> str:
        append("decision", "late", {}, "x")
        for path in (*home.glob("archive/bao_a/**/*.gz"), *home.glob("archive/bao_a/**/*.jsonl")):
            with path.open("ab") as stream:
                stream.write(b"later")
        for found in store.partitions("articles"):
            store.write("articles", found.day, [], found.part)
        shutil.rmtree(home / "reports")
        return ""

    monkeypatch.setattr(creating, "copy_metadata", busy)
    made = create_backup(NOW)
    shutil.rmtree(home / "ledger")
    with empty_place(monkeypatch, home, tmp_path / "new") as new:
        restore_backup(Path(made["folder"]), WHY, "x")
        assert files(new) == before
        assert "late" not in {entry.subject_id for entry in entries()}


def test_a_page_withdrawn_after_the_backup_is_gone_before_anything_opens(
    kept: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, press: Any
) -> None:
    made = create_backup(NOW)
    withdraw(PAGE, "Theo quyết định", "data_engineer")
    held = {capture.url for capture in read_index("bao_a", DAYS[0]).captures}
    with empty_place(monkeypatch, home, tmp_path / "new") as new:
        done = restore_backup(Path(made["folder"]), WHY, "x")
        assert done["withdrawn_again"] == 1
        assert {capture.url for capture in read_index("bao_a", DAYS[0]).captures} == held
        assert PAGE not in {row["url"] for row in store.read("articles").to_pylist()}
        assert [entry.subject_id for entry in entries("withdrawal")] == [PAGE]
        for capture in read_index("bao_a", DAYS[0]).captures:
            read(capture)
        assert files(new)


def test_no_page_goes_by_a_strangers_word(
    kept: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = create_backup(NOW)
    line = {"url": PAGE, "reason": "x", "actor": "x", "at": "2026-11-20T03:00:00+00:00"}
    (kept / "withdrawals.jsonl").write_text(json.dumps(line | {"key_id": "0" * 16, "signature": "0" * 128}) + "\n")
    with empty_place(monkeypatch, home, tmp_path / "new"):
        with pytest.raises(DeclarationError, match="line 1: no key of this installation signed it"):
            restore_backup(Path(made["folder"]), WHY, "x")
        with pytest.raises(LedgerError, match="not done"):
            forget_ledger()
            monkeypatch.setattr("os.getpid", lambda: -1)
            entries()


def test_a_backup_head_that_a_stranger_left_accuses_nobody(kept: Path, home: Path) -> None:
    (kept / "20991231T000000Z").mkdir()
    forged = f"press-ledger:9999:{'a' * 64}:{'b' * 16}:{'c' * 128}"
    (kept / "20991231T000000Z" / HEAD).write_text(json.dumps({"ledger": forged}), encoding="utf-8")
    assert verify().is_unbroken


def test_entries_that_a_younger_backup_knows_need_a_second_person(
    kept: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = create_backup(NOW)
    append("decision", "b", {}, "x")
    create_backup(NOW + timedelta(days=1))
    with empty_place(monkeypatch, home, tmp_path / "new"):
        done = restore_backup(Path(made["folder"]), WHY, "quan_tri")
        waiting = open_proposal()
        assert waiting and waiting.sequence == done["proposal"]
        with pytest.raises(LedgerError):
            require_sound()
        agree_to_restore(waiting.sequence, "Đã kiểm tra", "giam_doc", "tests")
        assert verify().is_unbroken
        assert require_sound().count == len(entries())


def test_the_ledger_alone_is_put_back_with_its_guards(kept: Path, home: Path) -> None:
    made = create_backup(NOW)["folder"]
    words = ["restore", "ledger", "--backup", made, "--reason", WHY]
    assert "nothing that this installation knows is missing" in CliRunner().invoke(build_app(), words).stdout
    append("decision", "b", {}, "x")
    create_backup(NOW + timedelta(days=1))
    shutil.rmtree(home / "ledger")
    forget_ledger()
    assert "Entry 2: 1 entries after entry 1 are gone" in CliRunner().invoke(build_app(), words).stdout
    waiting = open_proposal()
    assert waiting
    agree_to_restore(waiting.sequence, "Đã kiểm tra", "giam_doc", "tests")
    assert verify().is_unbroken  # its triggers, too


@pytest.fixture
def encrypted(kept: Path, tmp_path_factory: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let backups be encrypted; return the file of the passphrase."""
    path: Path = tmp_path_factory.mktemp("safe") / "passphrase"
    path.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("PRESS_BACKUP_PASSPHRASE_FILE", str(path))
    settings.cache_clear()
    return path


@pytest.mark.parametrize("is_encrypted", [False, True])
def test_no_key_and_no_password_is_in_it(
    kept: Path, home: Path, is_encrypted: bool, request: pytest.FixtureRequest
) -> None:
    if is_encrypted:
        request.getfixturevalue("encrypted")
    made = Path(create_backup(NOW)["folder"])
    key = (home / "keys" / "ledger.pem").read_bytes().splitlines()[1]
    bodies = {path.relative_to(made).as_posix(): path.read_bytes() for path in made.rglob("*") if path.is_file()}
    assert len(bodies) > 10
    for body in bodies.values():
        assert key not in body and b"geheim" not in body and PASSPHRASE.encode() not in body
        assert not is_encrypted or "Tin số".encode() not in body
    assert all("keys/" not in name for name in bodies)


def test_links_to_the_keys_bring_none_of_them_into_it(kept: Path, home: Path) -> None:
    key = home / "keys" / "ledger.pem"
    (home / "models").symlink_to(key.parent)
    os.link(key, home / "landing" / "a.pdf")
    made = Path(create_backup(NOW)["folder"])
    bodies = [path.read_bytes() for path in made.rglob("*") if path.is_file()]
    assert len(bodies) > 10
    assert [body for body in bodies if key.read_bytes().splitlines()[1] in body] == []


def test_an_encrypted_backup_opens_with_its_passphrase_alone(
    encrypted: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, made = files(home), Path(create_backup(NOW)["folder"])
    with empty_place(monkeypatch, home, tmp_path / "new") as new:
        encrypted.write_text("một mật khẩu hoàn toàn khác", encoding="utf-8")
        with pytest.raises(ArchiveError, match="cannot be decrypted"):
            restore_backup(made, WHY, "x")
        monkeypatch.delenv("PRESS_BACKUP_PASSPHRASE_FILE")
        settings.cache_clear()
        with pytest.raises(SettingError, match="is encrypted"):
            verify_backup(made)
        monkeypatch.setenv("PRESS_BACKUP_PASSPHRASE_FILE", str(encrypted))
        encrypted.write_text(PASSPHRASE, encoding="utf-8")
        settings.cache_clear()
        restore_backup(made, WHY, "x")
        assert files(new) == before


@pytest.mark.parametrize("target", [HEAD, MANIFEST, f"{FILES}/ledger.sqlite", f"{FILES}/registers/gp.csv"])
def test_a_backup_that_was_changed_puts_nothing_in_place(
    kept: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    made = Path(create_backup(NOW)["folder"])
    body = bytearray((made / target).read_bytes())
    place = body.index(b"2026-11-20") if target == HEAD else len(body) // 2
    body[place] ^= 1
    (made / target).write_bytes(body)
    with pytest.raises((ArchiveError, SettingError)):
        verify_backup(made)
    with empty_place(monkeypatch, home, tmp_path / "new") as new:
        with pytest.raises((ArchiveError, SettingError)):
            restore_backup(made, WHY, "x")
        assert files(new) == {}


def test_it_goes_into_an_empty_place_alone(kept: Path, home: Path) -> None:
    made = Path(create_backup(NOW)["folder"])
    before = files(home)
    with pytest.raises(DeclarationError, match="not empty"):
        restore_backup(made, WHY, "x")
    assert files(home) == before


def test_registers_and_profiles_that_are_there_stay_as_they_are(
    kept: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Path(create_backup(NOW)["folder"])
    with empty_place(monkeypatch, home, tmp_path / "new") as new:
        (new / "registers" / "gp.csv").write_text("newer\n", encoding="utf-8")
        restore_backup(made, WHY, "x")
        assert (new / "registers" / "gp.csv").read_text(encoding="utf-8") == "newer\n"
        assert (new / "profiles" / "bao_a.yml").read_bytes() == (home / "profiles" / "bao_a.yml").read_bytes()


def test_a_name_that_leads_out_of_the_backup_is_refused(
    kept: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(creating, "settings_kept", lambda: "x")
    monkeypatch.setattr(creating, "SETTINGS", "../../../escaped")
    made = Path(create_backup(NOW)["folder"])
    (kept / "escaped").write_text("x")
    with empty_place(monkeypatch, home, tmp_path / "a" / "b" / "new"), pytest.raises(ArchiveError, match="leads out"):
        restore_backup(made, WHY, "x")
    assert not list(tmp_path.rglob("escaped"))


def test_the_newest_are_kept_and_the_oldest_go(kept: Path) -> None:
    for day in range(4):
        create_backup(NOW + timedelta(days=day))
    assert keep_newest(2) == ["20261120T030000Z", "20261121T030000Z"]
    assert [path.name for path in backups(kept)] == ["20261122T030000Z", "20261123T030000Z"]


def test_where_backups_are_no_ledger_is_begun_anew(kept: Path, home: Path) -> None:
    create_backup(NOW)
    for folder in ("ledger", "keys", "reports"):
        shutil.rmtree(home / folder)
    forget_ledger()
    with pytest.raises(LedgerError, match="is gone"):
        append("decision", "b", {}, "x")
    assert verify().problem == "the key that signs the ledger is gone"
