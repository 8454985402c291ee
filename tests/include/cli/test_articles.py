"""``press articles`` makes landings again from the archive."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from include.archive.writer import open_day
from include.cli.__main__ import build_app
from include.landing import store
from tests.support.profiles import profile_text

PROFILE = profile_text()
DAY = date(2026, 10, 15)


@pytest.fixture
def archived(home: Path) -> None:
    (home / "profiles" / "bao_a.yml").write_text(PROFILE, encoding="utf-8")
    at = datetime(2026, 10, 15, 5, tzinfo=UTC)
    with open_day("bao_a", DAY) as writer:
        writer.keep(
            "id", "home_page", "http://a.example.vn/", final_url="http://a.example.vn/", status=(200, "OK"),
            headers=[("Content-Type", "text/html")], received=b"<h1>A</h1>", body=b"<h1>A</h1>",
            captured_at=at, fetched_at=at, is_from_archive=False,
        )  # fmt: skip


@pytest.mark.usefixtures("archived")
def test_a_day_is_landed_again_from_the_archive() -> None:
    ended = CliRunner().invoke(build_app(), ["articles", "re-extract", "--day", DAY.isoformat(), "--json"])
    assert ended.exit_code == 0
    assert json.loads(ended.stdout)["outlet_days"] == 1
    assert store.read("harvests").to_pylist()[0]["outcome"] == "landed"


@pytest.mark.usefixtures("archived")
def test_a_day_that_is_none_is_refused() -> None:
    assert CliRunner().invoke(build_app(), ["articles", "re-extract", "--day", "soon"]).exit_code == 2
