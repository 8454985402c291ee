"""A withdrawn page leaves archive and landing, is logged, and is never fetched again."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from include.custody.withdraw import withdraw
from include.ingestion.harvest import close_days
from include.landing import store
from include.ledger.entries import entries
from include.ledger.verification import verify

FIRST, SECOND = date(2026, 10, 15), date(2026, 10, 16)
FILES = ("warehouse.duckdb", "parquet/fct_articles.parquet")
PAGE = "http://a.example.vn/tin-2.html"


def outcome(day: date) -> tuple[str, str]:
    rows = store.read("harvests", days=[day]).to_pylist()
    return next((row["outcome"], row["cause"]) for row in rows if row["address"] == PAGE)


def test_it_is_logged_with_its_reason(city: Any, press: Any) -> None:
    close_days(["bao_a"], [FIRST], now=press.now)
    withdraw(PAGE, "Theo quyết định", "data_engineer", press.now())
    assert [(entry.subject_id, entry.payload["reason"]) for entry in entries(kind="withdrawal")] == [
        (PAGE, "Theo quyết định")
    ]
    assert verify().broken_at is None


def test_a_withdrawn_page_is_never_fetched_again(city: Any, press: Any) -> None:
    close_days(["bao_a"], [FIRST], now=press.now)
    withdraw(PAGE, "reason", "data_engineer", press.now())
    close_days(["bao_a"], [FIRST, SECOND], now=press.now)
    assert city.asked["/tin-2.html"] == 1
    assert (outcome(FIRST), outcome(SECOND)) == (("failed", "withdrawn"), ("unchanged", "already_captured"))


def publish_copies(home: Path, title: str) -> list[Path]:
    """Publish two copies whose marts quote a title, each with its Parquet file and checksums."""
    folders = []
    for name in ("one", "two"):
        folder = home / "published" / "builds" / name
        (folder / "parquet").mkdir(parents=True)
        with duckdb.connect(folder / "warehouse.duckdb") as connection:
            connection.execute("create table fct_articles (capture_id text, title text)")
            connection.execute("insert into fct_articles values ('c', ?), ('d', 'Tin khác của thành phố')", [title])
            connection.execute(
                "create table fct_findings (finding_id text, capture_id text, earlier_capture_id text, "
                "excerpt text, observed_value text)"
            )
            connection.execute(f"copy fct_articles to '{folder / 'parquet' / 'fct_articles.parquet'}' (format parquet)")
        lines = [f"{hashlib.sha256((folder / n).read_bytes()).hexdigest()}  {n}\n" for n in FILES]
        (folder / "SHA256SUMS").write_text("".join(lines))
        for path in folder.rglob("*.*"):
            path.chmod(0o444)
        folders.append(folder)
    (home / "published" / "current").symlink_to(folders[-1])
    return folders


def test_every_published_copy_loses_what_the_page_said_and_keeps_its_checksums_true(
    city: Any, press: Any, home: Path
) -> None:
    close_days(["bao_a"], [FIRST], now=press.now)
    title = next(r["title"] for r in store.read("articles").to_pylist() if r["canonical_url"] == PAGE)
    folders = publish_copies(home, title)
    withdraw(PAGE, "Theo quyết định", "data_engineer", press.now())
    for folder in folders:
        for name in FILES:
            assert title.encode() not in (folder / name).read_bytes()
        with duckdb.connect(folder / "warehouse.duckdb", read_only=True) as connection:
            said = connection.execute("select title from fct_articles order by capture_id").fetchall()
        assert said == [(f"[đã rút ngày {press.now():%d/%m/%Y}]",), ("Tin khác của thành phố",)]
        assert pq.read_table(folder / "parquet" / "fct_articles.parquet")["title"].to_pylist() == [t for (t,) in said]
        for line in (folder / "SHA256SUMS").read_text().splitlines():
            digest, name = line.split("  ")
            assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    (logged,) = entries(kind="withdrawal")
    assert hashlib.sha256(title.encode()).hexdigest() in logged.payload["passages"]
    assert title not in str(logged.payload)


def test_a_short_quotation_that_others_print_too_stays(city: Any, press: Any, home: Path) -> None:
    close_days(["bao_a"], [FIRST], now=press.now)
    (folder, _) = publish_copies(home, "Theo TTXVN")
    withdraw(PAGE, "Theo quyết định", "data_engineer", press.now())
    with duckdb.connect(folder / "warehouse.duckdb", read_only=True) as connection:
        assert connection.execute("select title from fct_articles where capture_id = 'c'").fetchone() == ("Theo TTXVN",)
