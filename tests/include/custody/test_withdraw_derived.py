"""What stages made of a withdrawn page goes with it: quarantined records, snippets, the warehouse, on a server too."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from sqlalchemy import NullPool, create_engine, text

from include.custody.databases import clean_database
from include.custody.traces import Withdrawn, _clean_server
from include.custody.withdraw import withdraw
from include.ingestion.harvest import close_days
from include.landing import store
from include.ledger.entries import entries
from include.settings import settings

DAY = date(2026, 10, 15)
PAGE = "http://a.example.vn/tin-2.html"
WHY = "Theo quyết định"


def landed(name: str, url: str = PAGE) -> dict[str, Any]:
    """Return the landed row of a page."""
    return next(row for row in store.read(name).to_pylist() if row["canonical_url"] == url)


@pytest.fixture
def collected(city: Any, press: Any) -> dict[str, Any]:
    """Collect a day and let later stages quote both of its articles; return the landed one that is to go."""
    close_days(["bao_a"], [DAY], now=press.now)
    records, places = [], []
    for number in (1, 2):
        row = landed("articles", f"http://a.example.vn/tin-{number}.html")
        payload = json.dumps({"title": row["title"], "url": row["url"]}, ensure_ascii=False)
        key = f"{row['article_id']}/{row['capture_id']}"
        record = {"quarantine_id": f"q{number}", "record_table": "articles", "record_key": key, "outlet_id": "bao_a"}
        more = {"reason": "text_empty", "evidence": "x", "payload": payload, "owner": "data_engineer", "day": DAY}
        records.append(record | more)
        named = {"article_id": row["article_id"], "unit_id": "u1", "snippet": row["text"][10:70], "mentions": 1}
        places.append(named | {"classifier_version": "1", "confidence": 1.0, "day": DAY})
    store.write("quarantined_records", DAY, records, "bao_a")
    store.write("article_places", DAY, places)
    return landed("articles")


def test_rows_of_later_stages_that_quote_the_page_go_and_all_others_stay(collected: dict[str, Any], home: Path) -> None:
    withdraw(PAGE, WHY, "data_engineer")
    assert [row["quarantine_id"] for row in store.read("quarantined_records").to_pylist()] == ["q1"]
    assert collected["article_id"] not in {row["article_id"] for row in store.read("article_places").to_pylist()}
    assert len(store.read("article_places")) == 1
    for path in (home / "landing").rglob("*.parquet"):
        assert collected["title"].encode() not in path.read_bytes()


def test_the_file_of_the_working_warehouse_keeps_no_byte_of_it_and_its_views_stand(
    collected: dict[str, Any], home: Path
) -> None:
    path = home / "warehouse" / "warehouse.duckdb"
    path.parent.mkdir(exist_ok=True)
    quoted = json.dumps({"title": collected["title"]}, ensure_ascii=False)
    with duckdb.connect(path) as connection:
        connection.execute("create schema marts; create table marts.a (title text, snippet text, payload text)")
        values = [collected["title"], collected["text"][5:60], quoted, "Tin khác của thành phố"]
        connection.execute(
            "insert into marts.a values (?, ?, ?), (?4, ?4, ?4)".replace("?, ?, ?", "?1, ?2, ?3"), values
        )
        connection.execute("create view marts.b as select title from marts.a")
    withdraw(PAGE, WHY, "data_engineer")
    assert collected["title"].encode() not in path.read_bytes()
    assert collected["text"][5:60].encode() not in path.read_bytes()
    with duckdb.connect(path, read_only=True) as connection:
        rows = connection.execute("select * from marts.a").fetchall()
        assert rows[1] == ("Tin khác của thành phố",) * 3
        assert all("đã rút ngày" in value for value in rows[0])
        assert connection.execute("select count(*) from marts.b").fetchall() == [(2,)]


def test_a_title_with_quotation_marks_is_found_inside_json() -> None:
    title = 'Dự án "Bờ xanh" ở phường Bồ Đề'
    gone = Withdrawn.of([title], DAY)
    for is_ascii in (True, False):
        written = json.dumps({"title": title}, ensure_ascii=is_ascii)
        assert json.loads(gone.without(written))["title"] == gone.replacement


def test_a_part_of_the_text_goes_where_pages_are_quoted_and_nowhere_else() -> None:
    text = "Ủy ban nhân dân Thành phố Hà Nội cho biết cầu mới thông xe vào tháng tới, sớm hơn dự kiến."
    gone, part = Withdrawn.of([text], DAY), "Ủy ban nhân dân Thành phố Hà Nội"
    assert gone.without(part) == part
    assert gone.without(part, is_quotation=True) == gone.replacement


def test_the_warehouse_on_a_server_loses_it_too(postgres_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    postgres_server.psql("drop database if exists withdrawn with (force);")
    postgres_server.psql("create database withdrawn;")
    address = str(postgres_server.get_uri("withdrawn")).replace("postgresql://", "postgresql+psycopg2://")
    monkeypatch.setenv("PRESS_WAREHOUSE_TARGET", "postgres")
    monkeypatch.setenv("PRESS_WAREHOUSE_URL", address)
    settings.cache_clear()
    engine = create_engine(address, poolclass=NullPool)
    title = "Chợ 'Hàng Da' 100% mở cửa trở lại"
    with engine.begin() as connection:
        connection.execute(text("create schema marts"))
        connection.execute(text("create table marts.fct_articles (article_id text, title text)"))
        connection.execute(text("insert into marts.fct_articles values ('a', :title), ('b', 'Khác')"), {"title": title})
    gone = Withdrawn.of([title], DAY)
    assert (_clean_server(gone), _clean_server(gone)) == (1, 0)
    with engine.connect() as connection:
        found = connection.execute(text("select title from marts.fct_articles order by article_id"))
        assert [title for (title,) in found] == [gone.replacement, "Khác"]
    settings.cache_clear()


def test_rubbish_among_the_reports_stops_no_withdrawal(collected: dict[str, Any], home: Path) -> None:
    for name, content in (("a", "[]"), ("b", "{"), ("c", '{"content": {}}'), ("d", "\x00")):
        (home / "reports" / name).mkdir(parents=True)
        (home / "reports" / name / "snapshot.json").write_text(content, encoding="utf-8")
    assert withdraw(PAGE, WHY, "data_engineer")
    assert len(entries("withdrawal")) == 1


def test_the_same_command_run_again_logs_nothing_twice(collected: dict[str, Any]) -> None:
    assert withdraw(PAGE, WHY, "data_engineer") == withdraw(PAGE, WHY, "data_engineer")
    assert len(entries("withdrawal")) == 1


def test_lists_that_quote_it_in_the_sealed_archive_are_named(collected: dict[str, Any]) -> None:
    withdraw(PAGE, WHY, "data_engineer")
    assert entries("withdrawal")[0].payload["quoted_by"] == ["http://a.example.vn/rss"]


def test_names_of_columns_and_tables_are_quoted(tmp_path: Path) -> None:
    gone = Withdrawn.of(["Một câu của trang đã rút"], DAY)
    with duckdb.connect(tmp_path / "a.duckdb") as connection:
        connection.execute('create table "of; drop" ("a "" b" text)')
        connection.execute('insert into "of; drop" values (?)', [gone.passages[0]])

        class Opened:
            def execute(self, sql: str) -> None:
                connection.execute(sql)

            def rows(self, sql: str) -> list[tuple[Any, ...]]:
                return connection.execute(sql).fetchall()

        assert len(clean_database(Opened(), gone.forms, gone.passages, gone.without)) == 1
        assert connection.execute('select * from "of; drop"').fetchall() == [(gone.replacement,)]
