"""``press doctor`` says what is wrong, with the fix, and fails when something is."""

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from typer.testing import CliRunner

from include.cli.__main__ import build_app
from include.custody.backup.create import create_backup
from include.doctor import installation
from include.doctor.checks import CHECKS
from include.doctor.finding import Finding, examine
from include.doctor.installation import check_home, check_people, check_secrets
from include.doctor.services import check_mail
from include.doctor.stores import check_backups, check_rules
from include.errors import SettingError
from include.ledger.entries import append
from include.ledger.kinds import EntryKind
from include.settings import settings
from include.warehouse import projects, published

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


@pytest.fixture
def mail_server(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server that greets, then closes."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setenv("PRESS_SMTP_PORT", str(server.getsockname()[1]))
        settings.cache_clear()

        def greet() -> None:
            connection, _ = server.accept()
            connection.sendall(b"220 ready\r\n")
            connection.close()

        Thread(target=greet, daemon=True).start()
        yield


def test_an_empty_installation_is_not_well_and_each_finding_has_its_fix(home: Path) -> None:
    ended = CliRunner().invoke(build_app(), ["doctor", "--json"])
    assert ended.exit_code == 1
    rows = {row["check"]: row for row in map(json.loads, ended.stdout.splitlines())}
    assert list(rows) == list(CHECKS)
    assert not rows["profiles"]["is_well"]
    assert [name for name, row in rows.items() if not row["is_well"] and not row["hint"]] == []
    assert rows["home"]["is_well"]
    assert rows["ledger"]["is_well"]


def test_an_upgrade_whose_rules_nobody_agreed_to_is_a_finding_before_the_build_refuses_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check_rules().is_well  # before the first build there is nothing to differ from
    monkeypatch.setattr(published, "is_there", lambda: True)
    monkeypatch.setattr(published, "manifest", lambda: {"law": "e" * 64})
    found = check_rules()
    assert not found.is_well
    assert "press rules compare" in found.hint
    append(EntryKind.RULES_AGREED, projects.project_hash(), {"comparison": 1, "before": "e" * 64}, "tests")
    assert check_rules().is_well
    monkeypatch.setattr(published, "manifest", lambda: {"law": projects.project_hash()})
    assert check_rules().is_well


@pytest.mark.usefixtures("mail_server")
def test_a_mail_server_that_greets_is_well() -> None:
    assert check_mail()[:2] == (True, "220 ready")


def test_a_mail_server_that_is_not_there_is_a_finding(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_SMTP_PORT", "1")
    settings.cache_clear()
    is_well, found, hint = check_mail()
    assert not is_well
    assert "127.0.0.1:1" in found
    assert "PRESS_SMTP_PORT" in hint


def test_a_password_open_to_others_is_a_finding(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = home / "password"
    secret.write_text("x")
    secret.chmod(0o644)
    monkeypatch.setenv("PRESS_SMTP_PASSWORD_FILE", str(secret))
    settings.cache_clear()
    assert not check_secrets()[0]
    secret.chmod(0o600)
    assert check_secrets()[0]


def test_a_check_that_fails_in_a_known_way_is_a_finding() -> None:
    def fail() -> Finding:
        raise SettingError("It is wrong.", hint="Correct it.")

    row = examine("anything", fail)
    assert (row["is_well"], row["found"], row["hint"]) == (False, "It is wrong.", "Correct it.")


def test_a_full_disk_is_a_finding(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "LEAST_FREE_MEGABYTES", 10**12)
    assert not check_home()[0]


def test_what_nobody_can_do_is_a_finding(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_APPROVERS", "giam_doc")
    settings.cache_clear()
    is_well, found, hint = check_people()
    assert not is_well
    assert found.startswith("nobody can: ")
    assert "PRESS_REVIEWERS" in hint
    monkeypatch.setenv("PRESS_REVIEWERS", "an, binh")
    settings.cache_clear()
    assert check_people()[0]


def test_no_backup_and_an_old_one_are_findings(
    home: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "no backups are made" in check_backups().found
    root = tmp_path_factory.mktemp("backups")
    monkeypatch.setenv("PRESS_BACKUPS", str(root))
    settings.cache_clear()
    assert "holds no backup" in check_backups().found
    create_backup(NOW - timedelta(days=3))
    assert check_backups(NOW)[:2] == (False, "the newest backup is 3.0 days old")
    create_backup(NOW)
    assert check_backups(NOW + timedelta(days=1)).is_well
