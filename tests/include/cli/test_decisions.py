"""``press decisions`` proves the log, or says where it breaks."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from include.cli.decisions import app
from include.errors import LedgerError
from include.ledger.engine import ledger_engine
from include.ledger.entries import append


def test_an_unbroken_log_is_said_to_be_so(home: Path) -> None:
    append("decision", "finding-1", {"decision": "confirm", "reason": "rõ"}, "reviewer")
    answer = CliRunner().invoke(app, ["verify", "--json"])
    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["entries"] == 1


def test_a_broken_log_is_named_and_fails(home: Path) -> None:
    append("decision", "finding-1", {"decision": "confirm", "reason": "rõ"}, "reviewer")
    with ledger_engine().begin() as connection:
        connection.execute(text("drop trigger ledger_entries_refuse_update"))
        connection.execute(text("update ledger_entries set actor = 'khác'"))
    answer = CliRunner().invoke(app, ["verify", "--json"])
    assert json.loads(answer.stdout)["broken_at"] == 1
    assert isinstance(answer.exception, LedgerError)


@pytest.mark.parametrize(("kind", "count"), [("decision", 1), ("reply", 0)])
def test_entries_are_listed_by_kind(home: Path, kind: str, count: int) -> None:
    append("decision", "finding-1", {"decision": "confirm", "reason": "rõ"}, "reviewer")
    answer = CliRunner().invoke(app, ["list", "--kind", kind, "--json"])
    assert len(answer.stdout.splitlines()) == count


def test_proving_a_log_that_is_not_there_makes_nothing(home: Path) -> None:
    before = sorted(path.name for path in home.rglob("*"))
    answer = CliRunner().invoke(app, ["verify", "--json"])
    assert json.loads(answer.stdout)["entries"] == 0
    assert sorted(path.name for path in home.rglob("*")) == before
