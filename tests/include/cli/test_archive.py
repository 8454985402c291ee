"""``press archive withdraw`` erases from archive and landing, and logs it."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from include.archive.facts import Scope
from include.archive.writer import open_day
from include.cli.__main__ import build_app
from include.custody import retention
from include.ingestion.reextract import reextract_days
from include.landing import store
from include.ledger.entries import entries
from include.settings import account

DAY = date(2026, 10, 15)
SITE = "http://a.example.vn"
PROFILE = f"""
outlet_id: bao_a
name: Báo A
kind: newspaper
licensing_authority: city
domains: [a.example.vn]
home_page: {SITE}/
feeds: [{SITE}/rss]
"""
FEED = f"<rss version='2.0'><channel><item><title>Tin</title><link>{SITE}/1.html</link></item></channel></rss>"


def test_an_erased_article_leaves_the_landing_and_says_why(home: Path) -> None:
    (home / "profiles" / "bao_a.yml").write_text(PROFILE, encoding="utf-8")
    at = datetime(2026, 10, 15, 5, tzinfo=UTC)
    with open_day("bao_a", DAY) as writer:
        pages: tuple[tuple[Scope, str, str], ...]
        pages = (("listing", f"{SITE}/rss", FEED), ("article", f"{SITE}/1.html", "<h1>Tin</h1>"))
        for scope, url, body in pages:
            writer.keep(
                url, scope, url, final_url=url, status=(200, "OK"), headers=[], received=body.encode(),
                body=body.encode(), captured_at=at, fetched_at=at, is_from_archive=False,
            )  # fmt: skip
    reextract_days([DAY])
    assert store.read("articles").num_rows == 1
    words = ["archive", "withdraw", f"{SITE}/1.html", "--reason", "Theo quyết định", "--json"]
    ended = CliRunner().invoke(build_app(), words)
    assert ended.exit_code == 0
    assert json.loads(ended.stdout)["url"] == f"{SITE}/1.html"
    assert store.read("articles").num_rows == 0
    row = next(row for row in store.read("harvests").to_pylist() if row["scope"] == "article")
    assert (row["outcome"], row["cause"]) == ("failed", "withdrawn")
    [logged] = entries(kind="withdrawal")
    assert logged.actor == f"data_engineer ({account()})"


def test_a_day_is_compared_with_its_seal(home: Path) -> None:
    from include.custody.sealing import seal_archive

    at = datetime(2026, 10, 15, 5, tzinfo=UTC)
    with open_day("bao_a", DAY) as writer:
        writer.keep(
            "c", "article", f"{SITE}/1.html", final_url=f"{SITE}/1.html", status=(200, "OK"), headers=[],
            received=b"x", body=b"x", captured_at=at, fetched_at=at, is_from_archive=False,
        )  # fmt: skip
    words = ["archive", "verify", "2026-10-15", "--json"]
    ended = CliRunner().invoke(build_app(), words)
    assert (ended.exit_code, json.loads(ended.stdout)["found"]) == (1, "not sealed")
    seal_archive(at.replace(month=11))
    ended = CliRunner().invoke(build_app(), words)
    assert ended.exit_code == 0
    assert {json.loads(line)["found"] for line in ended.stdout.splitlines()} == {"intact"}


def test_a_hold_is_placed_listed_and_lifted(home: Path) -> None:
    def press(*words: str) -> str:
        answer = CliRunner().invoke(build_app(), ["archive", *words])
        assert answer.exit_code == 0, answer.output
        return answer.stdout

    (home / "profiles" / "bao_a.yml").write_text(PROFILE, encoding="utf-8")
    days = ("--from", "2026-10-01", "--to", "2026-10-31")
    press("hold", "vu-1", "--reason", "Theo yêu cầu", *days, "--outlet", "bao_a")
    assert [json.loads(line)["outlet_id"] for line in press("holds", "--json").splitlines()] == ["bao_a"]
    press("lift", "vu-1", "--reason", "Đã xong")
    assert press("holds", "--json").strip() == ""
    assert {entry.actor for entry in entries()} == {f"data_engineer ({account()})"}


def test_whoever_lets_more_go_than_one_run_may_is_recorded_with_the_account(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[str] = []

    def apply(_: datetime, *, confirmed_by: str, reason: str) -> dict[str, int]:
        given.append(confirmed_by)
        return {}

    monkeypatch.setattr(retention, "apply_retention", apply)
    for confirmed_by in ("chánh văn phòng", " ", ""):
        words = ["archive", "expire", "--confirmed-by", confirmed_by, "--reason", "Kho nhỏ"]
        assert CliRunner().invoke(build_app(), words).exit_code == 0
    assert given == [f"chánh văn phòng ({account()})", "", ""]
