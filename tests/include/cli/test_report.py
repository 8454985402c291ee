"""``press report`` builds, verifies and delivers; a wrong call ends with one sentence."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from include.cli.report import app
from include.errors import ReportError
from include.reporting import compose as composing
from tests.include.reporting.marts import query_of
from tests.include.reporting.sample_rows import month_query
from tests.include.reporting.test_ad_hoc import ROWS


@pytest.fixture
def built(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    real = composing.compose
    monkeypatch.setattr(
        composing, "compose", lambda report, period, **given: real(report, period, month_query, "build-1", **given)
    )
    output = home / "out"
    arguments = ["build", "monthly_compliance", "--period", "2026-11", "--output", str(output), "--json"]
    answer = CliRunner().invoke(app, arguments)
    assert answer.exit_code == 0, answer.output
    assert json.loads(answer.stdout)["build_id"] == "build-1"
    return output


def test_a_report_is_built_into_the_folder_asked_for(built: Path) -> None:
    names = {path.name for path in built.iterdir()}
    assert names == {"snapshot.json", *(f"monthly_compliance_2026-11.{suffix}" for suffix in ("docx", "pdf", "xlsx"))}


def test_each_file_built_is_verified(built: Path) -> None:
    for path in built.iterdir():
        answer = CliRunner().invoke(app, ["verify", str(path), "--json"])
        assert json.loads(answer.stdout)["is_as_composed"] is True


def test_nobody_approves_on_the_command_line(built: Path) -> None:
    answer = CliRunner().invoke(app, ["approve", str(built), "--actor", "giam_doc", "--reason", "Đã xem"])
    assert answer.exit_code == 2
    assert "No such command" in answer.output


def test_delivering_what_nobody_approved_fails(built: Path) -> None:
    answer = CliRunner().invoke(app, ["deliver", str(built)])
    assert isinstance(answer.exception, ReportError)


def test_settling_what_is_not_in_doubt_fails(built: Path) -> None:
    arguments = ["settle", str(built), "--recipient", "a", "--arrived", "--reason", "x"]
    assert isinstance(CliRunner().invoke(app, arguments).exception, ReportError)


def test_an_unknown_report_fails(home: Path) -> None:
    answer = CliRunner().invoke(app, ["build", "weekly", "--period", "2026-11", "--output", str(home / "out")])
    assert isinstance(answer.exception, ReportError)


@pytest.mark.parametrize(
    "days", [[], ["--from", "2026-10-20"], ["--to", "2026-10-20"], ["--from", "2026-13-01", "--to", "2026-11-03"],
             ["--period", "2026-11", "--from", "2026-10-20", "--to", "2026-11-03"]]
)  # fmt: skip
def test_a_report_asks_for_a_period_or_for_two_days(home: Path, days: list[str]) -> None:
    answer = CliRunner().invoke(app, ["build", "ad_hoc_compliance", "--output", str(home / "out"), *days])
    assert answer.exit_code == 2
    assert not (home / "out").exists()


def test_two_days_are_reported_in_a_file_named_after_them(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = composing.compose
    monkeypatch.setattr(composing, "compose", lambda name, period, **given: real(name, period, query_of(ROWS), **given))
    arguments = ["build", "ad_hoc_compliance", "--from", "2026-10-16", "--to", "2026-10-20", "--json"]
    monkeypatch.setattr(composing, "published_build_id", lambda: "build-1")
    answer = CliRunner().invoke(app, [*arguments, "--output", str(home / "out")])
    assert answer.exit_code == 0, answer.output
    assert json.loads(answer.stdout)["period"] == "2026-10-16_2026-10-20"
    assert (home / "out" / "ad_hoc_compliance_2026-10-16_2026-10-20.pdf").exists()
