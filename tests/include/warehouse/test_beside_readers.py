"""Changed readers run beside those in use: the days are read again from the archive, and nothing else changes."""

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
from include.warehouse import beside

FIRST, SECOND = date(2026, 10, 15), date(2026, 10, 16)
WRONG = "Một tiêu đề mà bộ đọc trước đọc sai"
DAYS = ["--from-day", "2026-09-18", "--to-day", "2026-10-17"]


def everything_landed() -> dict[str, bytes]:
    """Return every file of the landing by its path."""
    root = settings().landing
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.fixture
def read_earlier(city: Any, press: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Collect two days, and let the readers of before have read one title of the second day otherwise."""
    close_days(["bao_a"], [FIRST, SECOND], now=press.now)
    city.close()
    rows = store.read("articles", [SECOND]).to_pylist()
    rows[0] |= {"title": WRONG, "extractor_version": EXTRACTOR_VERSION - 1}
    store.write("articles", SECOND, rows, "bao_a")
    monkeypatch.setattr(beside, "JUDGING", "tests.support.landing_as_verdicts")


@pytest.mark.slow
def test_what_changed_readers_read_otherwise_is_found_and_the_landing_in_use_stays(
    read_earlier: None, tmp_path: Path
) -> None:
    before = everything_landed()
    answer = CliRunner().invoke(app, ["compare", *DAYS, "--re-read", "--output", str(tmp_path / "changed.jsonl")])
    assert answer.exit_code == 0, answer.output
    (changed,) = map(json.loads, (tmp_path / "changed.jsonl").read_text(encoding="utf-8").splitlines())
    assert (changed["old_status"], changed["verdict_date"]) == (WRONG, "2026-10-16")
    assert changed["new_status"].startswith("Tin số")
    assert everything_landed() == before
    (entry,) = entries(EntryKind.RULES_COMPARED)
    assert (entry.payload["readers"], entry.payload["changed"]) == (EXTRACTOR_VERSION, 1)
    assert not list(settings().home.glob("beside-*"))


@pytest.mark.slow
def test_readers_that_read_the_same_change_nothing(city: Any, press: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    close_days(["bao_a"], [FIRST, SECOND], now=press.now)
    monkeypatch.setattr(beside, "JUDGING", "tests.support.landing_as_verdicts")
    answer = CliRunner().invoke(app, ["compare", *DAYS, "--re-read", "--json"])
    assert answer.exit_code == 0, answer.output
    (entry,) = entries(EntryKind.RULES_COMPARED)
    assert (entry.payload["verdicts"], entry.payload["changed"]) == (3, 0)
