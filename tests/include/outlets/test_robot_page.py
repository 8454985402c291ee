"""The page for outlets says what this installation does, and escapes what its settings hold."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from include.cli.robot_page import app
from include.outlets.robot_page import robot_page
from include.settings import settings


def test_it_says_who_asks_how_often_what_for_and_how_to_complain(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_USER_AGENT", "Robot<b>/1.0 (+mailto:hoi-dap@so.example.vn)")
    monkeypatch.setenv("PRESS_REQUEST_INTERVAL_SECONDS", "2.5")
    settings.cache_clear()
    page = robot_page()
    for part in ("Robot&lt;b&gt;/1.0", "2,5 giây", "Ghi rõ nguồn tin được dẫn lại",
                 "mailto:hoi-dap@so.example.vn", "khiếu nại"):  # fmt: skip
        assert part in page
    assert "<b>" not in page


def test_the_command_writes_it(home: Path) -> None:
    target = home / "robot.html"
    assert CliRunner().invoke(app, ["--output", str(target)]).exit_code == 0
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")
