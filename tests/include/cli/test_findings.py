"""Who withdraws a reading is the account of this computer, whatever variables say."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from include.cli.findings import app
from include.review import withdrawals
from include.settings import account


def test_no_variable_names_who_withdraws_a_reading(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def withdraw_reading(version: str, reason: str, by: Any, *_: Any, **__: Any) -> list[Any]:
        seen.append(by.name)
        return []

    monkeypatch.setattr(withdrawals, "withdraw_reading", withdraw_reading)
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "truong_phong")
    done = CliRunner().invoke(app, ["withdraw", "--extractor-version", "5", "--reason", "đọc sai chân trang"])
    assert done.exit_code == 0, done.output
    assert seen == [account()]
