"""Settings read from the environment."""

from pathlib import Path

import pytest

from include.errors import SettingError
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
