"""An installation that has something to keep, and empty places to put it back."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from include.ingestion.harvest import close_days
from include.ledger.engine import _ready
from include.ledger.entries import append
from include.ledger.verification import require_sound
from include.outlets import registry
from include.settings import settings

DAYS = [date(2026, 10, 15), date(2026, 10, 16)]
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
PAGE = "http://a.example.vn/tin-2.html"
PASSPHRASE = "mật khẩu của tủ sắt tầng hai"
WHY = "Đĩa hỏng"
DERIVED = (".restoring", "keys", "ledger", "pace", "politeness", "hosts.yml")


@pytest.fixture
def kept(city: Any, press: Any, home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: Any) -> Path:
    """Return where the backups of an installation are kept that has collected two days and decided something."""
    root: Path = tmp_path_factory.mktemp("backups")
    monkeypatch.setenv("PRESS_BACKUPS", str(root))
    monkeypatch.setenv("PRESS_APPROVERS", "giam_doc")
    (home / "settings.env").write_text("PRESS_IS_SCHEDULED=false\nPRESS_WAREHOUSE_URL=postgresql://u:geheim@h/d\n")
    settings.cache_clear()
    close_days(["bao_a"], DAYS, now=press.now)
    append("decision", "a", {}, "x")
    report = home / "reports" / "monthly" / "2026-10" / "1"
    report.mkdir(parents=True)
    (report / "snapshot.json").write_text(json.dumps({"ledger": str(require_sound()), "content": {}}), encoding="utf-8")
    (home / "registers" / "gp.csv").write_text("a;b\n", encoding="utf-8")
    return root


@contextmanager
def empty_place(monkeypatch: pytest.MonkeyPatch, old: Path, new: Path) -> Iterator[Path]:
    """Make a new folder the installation, with nothing in it but the key and what is configured."""
    (new / "keys").mkdir(parents=True)
    (new / "registers").mkdir()
    shutil.copy(old / "keys" / "ledger.pem", new / "keys")
    shutil.copy(old / "hosts.yml", new)
    with monkeypatch.context() as patch:
        patch.setenv("PRESS_HOME", str(new))
        patch.setenv("PRESS_PROFILES", str(new / "profiles"))
        patch.setenv("PRESS_HOSTS_FILE", str(new / "hosts.yml"))
        forget()
        yield new
    forget()


def forget() -> None:
    settings.cache_clear()
    registry.profiles.cache_clear()


def forget_ledger() -> None:
    _ready.cache_clear()


def files(home: Path) -> dict[str, bytes]:
    """Return every file that a restore has to give back, by name."""
    found = (p for p in home.rglob("*") if p.is_file() and not any(part.startswith(".") for part in p.parts[-2:]))
    names = {p.relative_to(home).as_posix(): p.read_bytes() for p in found}
    return {name: body for name, body in names.items() if name.split("/")[0] not in (*DERIVED, "settings.env")}
