"""``press quarantine``."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from include.cli.quarantine import app
from include.errors import DeclarationError
from include.quarantine.actions import actions
from include.quarantine.reasons import QuarantineReason as Reason
from include.quarantine.records import QuarantinedRecord, replace_records
from include.settings import account

RUN = CliRunner()
DAY = date(2026, 11, 3)
ROW = QuarantinedRecord(
    "plans", "plans.xlsx/csv/2", Reason.DATE_UNREADABLE, "“x” is not a date.", {"a": "b"}, "clerk", DAY
)
ARTICLE = QuarantinedRecord("articles", "a/c", Reason.TEXT_TOO_SHORT, "x", {}, "data_engineer", DAY, "bao_a")


@pytest.fixture(autouse=True)
def quarantined(home: Path) -> None:
    replace_records(DAY, "plans", [ROW])
    replace_records(DAY, "bao_a", [ARTICLE])


def _listed(*words: str) -> list[str]:
    return [json.loads(line)["reason"] for line in RUN.invoke(app, ["list", "--json", *words]).stdout.splitlines()]


def test_records_are_listed_and_narrowed() -> None:
    assert sorted(_listed()) == ["date_unreadable", "text_too_short"]
    assert _listed("--reason", "date_unreadable") == ["date_unreadable"]
    assert _listed("--day", "2026-11-04") == []
    shown = RUN.invoke(app, ["list"]).stdout
    assert ROW.quarantine_id in shown and "Fix: Write the date" in shown and "2 records." in shown


def test_one_record_is_shown_with_what_was_read() -> None:
    shown = RUN.invoke(app, ["show", ROW.quarantine_id]).stdout
    assert 'payload: {"a": "b"}' in shown
    assert json.loads(RUN.invoke(app, ["show", ROW.quarantine_id, "--json"]).stdout)["state"] == "open"


def test_a_release_a_discard_and_a_repair_are_kept() -> None:
    assert RUN.invoke(app, ["release", ARTICLE.quarantine_id, "--reason", "Tin ngắn."]).exit_code == 0
    assert RUN.invoke(app, ["discard", ARTICLE.quarantine_id, "--reason", "Nhầm.", "--by", "phó phòng"]).exit_code == 0
    words = ["repair", ROW.quarantine_id, "--reason", "Theo bản giấy.", "--set", "issued_on=13/05/2021", "--json"]
    assert json.loads(RUN.invoke(app, words).stdout)["repair"] == {"issued_on": "13/05/2021"}
    assert actions()[ARTICLE.quarantine_id].actor == f"phó phòng ({account()})"
    assert actions()[ROW.quarantine_id].repair == {"issued_on": "13/05/2021"}
    assert sorted(_listed("--state", "discarded") + _listed("--state", "repaired")) == [
        "date_unreadable",
        "text_too_short",
    ]


def test_a_reason_is_required() -> None:
    assert RUN.invoke(app, ["release", ARTICLE.quarantine_id]).exit_code != 0


@pytest.mark.parametrize("value", ["issued_on=31/02/2021", "issued_on", "day=x"])
def test_a_repair_that_could_not_be_read_is_refused(value: str) -> None:
    answer = RUN.invoke(app, ["repair", ROW.quarantine_id, "--reason", "x", "--set", value])
    assert isinstance(answer.exception, DeclarationError)
    assert actions() == {}
