"""Changed readers run beside those in use: days are read and judged again from the archive; nothing else changes."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from include.cli.rules import app
from include.ingestion.harvest import close_days
from include.landing import store
from include.ledger.entries import entries
from include.ledger.kinds import EntryKind
from include.pages.version import EXTRACTOR_VERSION
from include.settings import settings
from tests.include.warehouse.conftest import Landing

FIRST, SECOND = date(2026, 10, 15), date(2026, 10, 16)
DAYS = ["--from-day", "2026-09-18", "--to-day", "2026-10-17"]


def everything_landed() -> dict[str, bytes]:
    """Return every file of the landing by its path, but locks."""
    root = settings().landing
    files = (path for path in sorted(root.rglob("*")) if path.is_file() and path.suffix != ".lock")
    return {str(path.relative_to(root)): path.read_bytes() for path in files if path.name != ".lock"}


@pytest.fixture
def read_earlier(city: Any, press: Any) -> None:
    """Collect two days of a newspaper on whose page earlier readers saw a correction section that is not there."""
    close_days(["bao_a"], [FIRST, SECOND], now=press.now)
    city.close()
    for day in (FIRST, SECOND):
        rows = store.read("observations", [day]).to_pylist()
        (row,) = [row for row in rows if row["observation"] == "correction_section"]
        row |= {"is_present": True, "place": "seen", "extractor_version": EXTRACTOR_VERSION - 1}
        store.write("observations", day, rows, "bao_a")
    registers = Landing()
    registers.outlet("bao_a", "newspaper", SECOND, legal_form="press_agency")
    registers.write()


@pytest.mark.slow
def test_verdicts_that_changed_readers_would_change_are_found_and_the_landing_in_use_stays(
    read_earlier: None, tmp_path: Path
) -> None:
    before = everything_landed()
    answer = CliRunner().invoke(app, ["compare", *DAYS, "--re-read", "--output", str(tmp_path / "changed.jsonl")])
    assert answer.exit_code == 0, answer.output
    changed = list(map(json.loads, (tmp_path / "changed.jsonl").read_text(encoding="utf-8").splitlines()))
    assert {row["rule_id"] for row in changed} == {"correction_section"}
    assert [(row["verdict_date"], row["old_status"]) for row in changed] == [(str(FIRST), "met"), (str(SECOND), "met")]
    assert {(row["new_status"], row["new_cause"]) for row in changed} == {("needs_review", "place_not_read")}
    assert everything_landed() == before
    (entry,) = entries(EntryKind.RULES_COMPARED)
    assert (entry.payload["readers"], entry.payload["changed"]) == (EXTRACTOR_VERSION, 2)
    assert entry.payload["verdicts"] > 2
    assert not list(settings().home.glob("beside-*"))
