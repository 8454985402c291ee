"""Settings read from the environment."""

import os
import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import getaddresses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.errors import SettingError
from include.landing.contract import table
from include.setting_values import MAIL_ADDRESS, is_mail_address
from include.settings import Settings, settings


def test_everything_lies_below_the_home_folder(home: Path) -> None:
    found = settings()
    assert {found.archive, found.landing, found.warehouse, found.published, found.reports, found.registers} == {
        home / name for name in ("archive", "landing", "warehouse", "published", "reports", "registers")
    }
    assert found.ledger_url == f"sqlite:///{home / 'ledger' / 'ledger.sqlite'}"


@pytest.mark.parametrize(("name", "text"), [("SMTP_PORT", "abc"), ("WAREHOUSE_TARGET", "oracle")])
def test_a_wrong_variable_is_named_with_its_value(
    monkeypatch: pytest.MonkeyPatch, home: Path, name: str, text: str
) -> None:
    monkeypatch.setenv(f"PRESS_{name}", text)
    settings.cache_clear()
    with pytest.raises(SettingError, match=f"PRESS_{name} is '{text}'"):
        settings()


def test_an_empty_variable_counts_as_not_given(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setenv("PRESS_SMTP_PORT", "")
    settings.cache_clear()
    assert settings().smtp_port == Settings.model_fields["smtp_port"].default


def test_every_setting_is_described() -> None:
    described = Settings.__doc__ or ""
    assert [name for name in Settings.model_fields if f"    {name}:" not in described] == []


def test_the_settings_file_says_what_the_environment_leaves_open(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "settings.env").write_text("# of this home\nPRESS_SMTP_PORT=2525\nPRESS_SMTP_HOST=mail.example.org\n")
    monkeypatch.setenv("PRESS_SMTP_HOST", "127.0.0.9")
    settings.cache_clear()
    assert (settings().smtp_port, settings().smtp_host) == (2525, "127.0.0.9")
    assert settings().home == home


NUMBERS = [
    name
    for name, field in Settings.model_fields.items()
    if isinstance(field.default, int | float) and not isinstance(field.default, bool)
]
PATHS = [name for name, field in Settings.model_fields.items() if "Path" in str(field.annotation)]


def refused(monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> str:
    """Return the sentence with which a value is refused."""
    monkeypatch.setenv(f"PRESS_{name.upper()}", text)
    settings.cache_clear()
    with pytest.raises(SettingError) as raised:
        settings()
    return str(raised.value)


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("text", ["nan", "inf", "-1", "1e40", "hai"])
def test_every_number_has_a_floor_and_a_ceiling(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    assert f"PRESS_{name.upper()} is '{text}'" in refused(monkeypatch, name, text)


def test_a_retention_that_would_erase_the_archive_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in ("-1", "0", "89"):
        assert "greater than or equal to 90" in refused(monkeypatch, "archive_retention_days", text)


@pytest.mark.parametrize("name", PATHS)
def test_a_tilde_that_no_shell_expanded_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert "write the whole path" in refused(monkeypatch, name, "~/press")


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("PRESS_APROVERS", "PRESS_APPROVERS"),
        ("PRESS_RETENTION_DAYS", "PRESS_ARCHIVE_RETENTION_DAYS"),
        ("press_home", "PRESS_HOME"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_one(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str, nearest: str
) -> None:
    monkeypatch.setenv(name, "x")
    settings.cache_clear()
    with pytest.raises(SettingError, match=f"{name} in the environment is no setting.*Did you mean {nearest}"):
        settings()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ledger_url", "rubbish"),
        ("ledger_url", "postgresql://user:secret@host:port/name"),
        ("ledger_url", "mysql://user:secret@host/name"),
        ("warehouse_url", "http://user:secret@host/name"),
        ("ledger_url", "postgresql+asyncpg://user:secret@host/name"),
        ("ledger_url", "postgresql+nothing://user:secret@host/name"),
        ("ledger_url", "sqlite://"),
        ("ledger_url", "sqlite:///:memory:"),
        ("ledger_url", "sqlite:///ledger.sqlite"),
    ],
)
def test_a_broken_database_address_is_refused_and_its_password_not_repeated(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    said = refused(monkeypatch, name, text)
    assert f"PRESS_{name.upper()} is wrong" in said
    assert "secret" not in said


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("smtp_host", "https://mail.example.org/"),
        ("smtp_host", "mail example"),
        ("mail_sender", "nobody"),
        ("mail_sender", " "),
        ("mail_sender", "a@example.org,b@example.org"),
        ("mail_sender", "báo.cáo@example.org"),
        ("mail_sender", "a@ехаmple.org"),
        ("operators", "a@example.org, b"),
        ("operators", " "),
        ("operators", "a[@example.org"),
        ("registers", "a\nb"),
        ("profiles", "a\u202eb"),
        ("backups", " "),
        ("recheck_after_days", " "),
        ("retest_after_days", ","),
        ("user_agent", "Collector/1.0\r\nX-Other: 1"),
        ("approvers", "an\x1b[2Jbinh"),
        ("approvers", "giam_doc; pho_giam_doc"),
        ("approvers", "*"),
        ("reviewers", '"ra_soat"'),
        ("timestamp_url", "http://[::1"),
        ("timestamp_url", "https://tsa.example.org:99999/"),
        ("timestamp_url", "http:///tsa"),
        ("timestamp_url", "https://user:secret@tsa.example.org/"),
        ("bounce_mailbox", "imaps://user@mail.example.org:99999/x"),
        ("bounce_mailbox", "imap://user@mail.example.org/x"),
        ("reply_mailbox", "imaps://[::1"),
        ("reply_mailbox", "imaps://mail.example.org/x"),
        ("reply_mailbox", "imaps://user:secret@mail.example.org/x"),
        ("reply_mailbox", "maildir"),
        ("warehouse_memory", "all"),
        ("warehouse_memory", "1KB"),
        ("warehouse_memory", "99999999TB"),
        ("recheck_after_days", "1,-7"),
    ],
)
def test_a_value_that_its_reader_could_not_use_is_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    said = refused(monkeypatch, name, text)
    assert f"PRESS_{name.upper()} is" in said
    assert "\x1b" not in said


def test_quotes_comments_export_and_a_byte_order_mark_are_read_as_a_shell_would(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\ufeffPRESS_SMTP_PORT=2525 # of the mail server\n\nexport PRESS_SMTP_HOST='127.0.0.9'\n"
    (home / "settings.env").write_text(text + 'PRESS_APPROVERS="an, binh"\nPRESS_SMTP_USER=$USER\n', encoding="utf-8")
    settings.cache_clear()
    found = settings()
    assert (found.smtp_port, found.smtp_host, found.approvers) == (2525, "127.0.0.9", "an, binh")
    assert found.smtp_user == "$USER"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"PRESS_SMTP_USER=b\xe1o", "settings.env is not UTF-8: byte 18"),
        (b'PRESS_SMTP_PORT=25\nPRESS_SMTP_USER="open\n', "settings.env, line 2: this is no NAME=value"),
        (b"PRESS_SMTP_PORT\n", "settings.env, line 1: this is no NAME=value"),
        (b"PRESS_SMTP_PROT=25\n", "PRESS_SMTP_PROT in .*settings.env is no setting.*PRESS_SMTP_PORT"),
    ],
)
def test_a_settings_file_that_cannot_be_read_is_named_with_its_line(home: Path, text: bytes, reason: str) -> None:
    (home / "settings.env").write_bytes(text)
    settings.cache_clear()
    with pytest.raises(SettingError, match=reason):
        settings()


def test_the_projects_own_file_is_read_where_the_home_has_none(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    written = tmp_path_factory.mktemp("project") / ".env"
    written.write_text("PRESS_SMTP_PORT=2525\nPOSTGRES_PASSWORD=x\n")
    monkeypatch.setattr("include.settings.ENVIRONMENT_FILE", written)
    settings.cache_clear()
    assert settings().smtp_port == 2525
    (home / "settings.env").write_text("PRESS_SMTP_USER=bao-cao\n")
    settings.cache_clear()
    assert settings().smtp_port == Settings.model_fields["smtp_port"].default


def test_the_home_may_be_named_in_the_projects_own_file(
    monkeypatch: pytest.MonkeyPatch, home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    there = tmp_path_factory.mktemp("there")
    written = there / ".env"
    written.write_text(f"PRESS_HOME={there}\n")
    monkeypatch.delenv("PRESS_HOME")
    monkeypatch.setattr("include.settings.ENVIRONMENT_FILE", written)
    settings.cache_clear()
    assert settings().home == there
    (there / "settings.env").write_text("PRESS_SMTP_PORT=2525\n")
    settings.cache_clear()
    assert (settings().home, settings().smtp_port) == (there, 2525)


def test_a_mail_password_never_crosses_a_network_in_clear(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_SMTP_USER", "bao-cao")
    for host in ("mail.example.org", "localhost.example.org", "127.example.org", "127.0.0.1.example.org"):
        assert "set PRESS_SMTP_STARTTLS=true" in refused(monkeypatch, "smtp_host", host)
    monkeypatch.setenv("PRESS_SMTP_STARTTLS", "true")
    monkeypatch.setenv("PRESS_SMTP_HOST", "mail.example.org")
    settings.cache_clear()
    assert settings().smtp_host == "mail.example.org"


def test_a_pipe_in_place_of_the_settings_file_keeps_no_command_waiting(home: Path) -> None:
    os.mkfifo(home / "settings.env")
    settings.cache_clear()
    with pytest.raises(SettingError, match="is no file"):
        settings()


@given(st.from_regex(re.compile(MAIL_ADDRESS, re.ASCII), fullmatch=True))
def test_a_mail_address_that_is_taken_is_the_one_that_a_header_carries(address: str) -> None:
    assert is_mail_address(address)
    message = EmailMessage(policy=SMTP)
    message["To"] = address
    assert [one for _, one in getaddresses([str(message["To"])])] == [address]


@pytest.mark.parametrize(
    "address",
    ["a@[", "a,b@c.vn", "a<b@c.vn", "a@b.vn>", "a@b.vn\n", "a@b", "@b.vn", "a@b..vn", '"a"@b.vn', "a@b.vn,c@d.vn"],
)
def test_what_a_header_would_read_otherwise_is_no_mail_address(address: str) -> None:
    assert not is_mail_address(address)


@pytest.mark.parametrize("name", ["recipients", "units", "contacts"])
def test_registers_take_the_same_mail_addresses_as_settings(name: str) -> None:
    assert table(name).column("work_address").pattern == f"^{MAIL_ADDRESS}$"
