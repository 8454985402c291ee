"""Raw pages go when their retention has passed; what findings rest on remains, and nothing can be harmed by a kill."""

import unicodedata
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from include.archive import retention as archived
from include.archive.index import read_index, warc_path
from include.custody import retention
from include.custody.holds import holds, lift_hold, place_hold
from include.custody.retention import forget_texts
from include.custody.withdraw import withdraw
from include.errors import DeclarationError, RetentionError, SettingError
from include.ingestion.harvest import close_days
from include.ingestion.reextract import reextract_days
from include.landing import store
from include.ledger.entries import entries
from include.settings import settings

FIRST, SECOND = date(2026, 10, 15), date(2026, 10, 16)
TABLES = ("captures", "articles", "observations", "harvests")


def publish(
    home: Path, findings: list[tuple[str, str | None, str | None]], earlier_capture_id: str | None = None
) -> None:
    """Publish a copy whose findings rest on captures (id, excerpt, observed value), and on one earlier look."""
    folder = home / "published" / "current"
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(folder / "warehouse.duckdb") as connection:
        connection.execute(
            "create or replace table fct_findings "
            "(finding_id text, capture_id text, earlier_capture_id text, excerpt text, observed_value text)"
        )
        connection.execute("create table if not exists fct_matters (matter_id text, state text)")
        connection.execute("create table if not exists fct_matter_findings (matter_id text, finding_id text)")
        connection.execute("create or replace table fct_articles (capture_id text, title text)")
        connection.executemany(
            "insert into fct_articles values (?, ?)", [(c, "Tin") for c, _, _ in findings] or [("", "")]
        )
        for number, row in enumerate(findings):
            looks = [row[0], earlier_capture_id]
            connection.execute("insert into fct_findings values (?, ?, ?, ?, ?)", [f"f{number}", *looks, *row[1:]])


@pytest.fixture
def collected(city: Any, press: Any, home: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Two days, of which a finding rests on one article of the first."""
    monkeypatch.setenv("PRESS_ARCHIVE_RETENTION_DAYS", "90")
    settings.cache_clear()
    close_days(["bao_a"], [FIRST, SECOND], now=press.now)
    capture = article(1).capture_id
    publish(home, [(capture, "Theo nguồn khác", None)])
    return city


def article(number: int) -> Any:
    found = read_index("bao_a", FIRST).latest("article", f"http://a.example.vn/tin-{number}.html")
    assert found is not None
    return found


def after(press: Any, days: int) -> datetime:
    """Return an instant some days after everything was received."""
    return press.now() + timedelta(days=days)


def apply_retention(now: datetime) -> dict[str, int]:
    """End retention with a person's word: the archive of these tests is so small that every run is over its limit."""
    return retention.apply_retention(now, confirmed_by="chief", reason="Small archive.")


def landing() -> dict[str, bytes]:
    return {str(kept.path): kept.path.read_bytes() for name in TABLES for kept in store.partitions(name)}


@pytest.mark.parametrize(("days", "outlet_days"), [(90, 0), (91, 2)])
def test_nothing_within_its_retention_is_touched(collected: Any, press: Any, days: int, outlet_days: int) -> None:
    before = landing()
    assert apply_retention(after(press, days))["outlet_days"] == outlet_days
    assert (landing() == before) is (outlet_days == 0)
    assert warc_path("bao_a", FIRST).exists() is (outlet_days == 0)


def test_a_past_day_fetched_lately_is_kept_from_its_fetching_on(collected: Any, press: Any) -> None:
    assert apply_retention(press.now())["outlet_days"] == 0


def test_the_excerpts_a_finding_rests_on_remain(collected: Any, press: Any) -> None:
    apply_retention(after(press, 91))
    kept = archived.excerpts("bao_a", FIRST)
    assert list(kept) == [article(1).capture_id]
    assert kept[article(1).capture_id][:2] == ["Tin", "Theo nguồn khác"]


def test_the_earlier_look_that_an_absence_rests_on_remains_too(collected: Any, press: Any, home: Path) -> None:
    publish(home, [(article(1).capture_id, None, "credited_agency")], article(2).capture_id)
    apply_retention(after(press, 91))
    assert set(archived.excerpts("bao_a", FIRST)) == {article(1).capture_id, article(2).capture_id}


def test_the_landing_stays_without_its_texts(collected: Any, press: Any) -> None:
    before = store.read("articles").to_pylist()
    observed = store.read("observations").num_rows
    apply_retention(after(press, 91))
    rows = store.read("articles").to_pylist()
    assert [row | {"text": None, "summary": None} for row in before] == rows
    assert store.read("observations").num_rows == observed
    snippets = {r["capture_id"] for r in store.read("observations", [FIRST]).to_pylist() if r["snippet"] is not None}
    assert snippets <= {article(1).capture_id}


def test_it_is_logged_by_day_and_a_second_run_changes_nothing(collected: Any, press: Any) -> None:
    apply_retention(after(press, 91))
    before = landing()
    assert apply_retention(after(press, 91))["outlet_days"] == 0
    assert landing() == before
    logged = entries("retention_ended")
    assert [(e.subject_id, e.payload["outlets"], e.payload["kept"]) for e in logged] == [
        (FIRST.isoformat(), ["bao_a"], 1), (SECOND.isoformat(), ["bao_a"], 0),
    ]  # fmt: skip


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_run_that_was_killed_is_finished_and_logged_by_the_next(collected: Any, press: Any, step: int) -> None:
    archived.write_excerpts("bao_a", FIRST, {article(1).capture_id: ["Tin", "Theo nguồn khác"]})
    if step > 1:
        forget_texts("articles", "bao_a", FIRST, set())
    if step > 2:
        archived.remove_answers("bao_a", FIRST)
    counts = apply_retention(after(press, 91))
    assert (counts["outlet_days"], counts["kept"]) == (2, 1)
    assert not warc_path("bao_a", FIRST).exists()
    assert {row["text"] for row in store.read("articles").to_pylist()} == {None}


def test_a_day_past_retention_is_neither_made_again_nor_fetched_again(
    collected: Any, press: Any, caplog: pytest.LogCaptureFixture
) -> None:
    apply_retention(after(press, 91))
    before = landing()
    assert reextract_days([FIRST, SECOND], ["bao_a"]) == {"past_retention": 2}
    assert close_days(["bao_a"], [FIRST, SECOND], now=press.now)["requests"] == 0
    assert landing() == before
    assert "its bytes have passed retention; its landing is kept" in caplog.text


def test_a_lawful_erasure_reaches_what_is_left(collected: Any, press: Any) -> None:
    apply_retention(after(press, 91))
    withdraw("http://a.example.vn/tin-1.html", "Theo quyết định", "data_engineer", after(press, 92))
    assert archived.excerpts("bao_a", FIRST) == {}
    assert [row["canonical_url"][-10:] for row in store.read("articles", [FIRST]).to_pylist()] == ["tin-2.html"]
    gone = next(r for r in store.read("harvests", [FIRST]).to_pylist() if r["address"].endswith("/tin-1.html"))
    assert (gone["outcome"], gone["cause"], gone["capture_id"]) == ("failed", "withdrawn", None)
    (logged,) = entries("withdrawal")
    assert logged.payload["findings"] == ["f0"]
    assert not warc_path("bao_a", FIRST).exists()


def test_nothing_goes_while_it_is_unknown_what_findings_rest_on(city: Any, press: Any) -> None:
    close_days(["bao_a"], [FIRST], now=press.now)
    with pytest.raises(SettingError, match="no published warehouse"):
        apply_retention(after(press, 10_000))
    assert warc_path("bao_a", FIRST).exists()


def test_a_run_that_is_due_more_than_its_share_removes_nothing_without_a_persons_word(
    collected: Any, press: Any
) -> None:
    before = landing()
    with pytest.raises(RetentionError, match="2 of the 2 outlet days .* removes at most 0; nothing was removed"):
        retention.apply_retention(after(press, 91))
    assert landing() == before
    assert warc_path("bao_a", FIRST).exists()


def test_a_word_without_a_reason_is_none(collected: Any, press: Any) -> None:
    with pytest.raises(RetentionError):
        retention.apply_retention(after(press, 91), confirmed_by="chief", reason=" ")


def test_a_run_within_its_share_needs_nobody(
    collected: Any, press: Any, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESS_RETENTION_SHARE_A_RUN", "0.5")
    settings.cache_clear()
    place_hold("vu-1", "Theo yêu cầu", "chief", press.now(), outlet_id="bao_a", from_day=FIRST, to_day=FIRST)
    assert retention.apply_retention(after(press, 91))["outlet_days"] == 1


@pytest.mark.parametrize("outlet_id", ["bao_a", ""])
def test_a_legal_hold_keeps_its_days_until_it_is_lifted(collected: Any, press: Any, outlet_id: str) -> None:
    place_hold("vu-1", "Theo yêu cầu", "chief", press.now(), outlet_id=outlet_id, from_day=FIRST, to_day=FIRST)
    counts = apply_retention(after(press, 91))
    assert (counts["outlet_days"], counts["held"]) == (1, 1)
    assert warc_path("bao_a", FIRST).exists()
    assert not warc_path("bao_a", SECOND).exists()
    lift_hold("vu-1", "Đã xong", "chief", after(press, 92))
    assert apply_retention(after(press, 92))["outlet_days"] == 1
    assert not warc_path("bao_a", FIRST).exists()


def test_a_hold_of_another_outlet_keeps_nothing_here(collected: Any, press: Any, home: Path) -> None:
    (home / "profiles" / "bao_b.yml").write_text("no profile: a hold reads none", encoding="utf-8")
    place_hold("vu-1", "Theo yêu cầu", "chief", press.now(), outlet_id="bao_b", from_day=FIRST, to_day=SECOND)
    assert apply_retention(after(press, 91))["outlet_days"] == 2


def test_a_hold_needs_a_name_a_reason_and_days_in_order(home: Path, press: Any) -> None:
    def place(name: str = "vu-1", reason: str = "Theo yêu cầu", to_day: date = SECOND) -> None:
        place_hold(name, reason, "chief", press.now(), outlet_id="", from_day=FIRST, to_day=to_day)

    for wrong in ({"name": " "}, {"reason": ""}, {"to_day": FIRST - timedelta(days=1)}):
        with pytest.raises(DeclarationError):
            place(**wrong)
    with pytest.raises(DeclarationError, match="would keep nothing"):
        place_hold("vu-1", "Theo yêu cầu", "chief", press.now(), outlet_id="bao_aa", from_day=FIRST, to_day=SECOND)
    place()
    with pytest.raises(DeclarationError, match="in force"):
        place()
    lift_hold("vu-1", "Đã xong", "chief", press.now())
    with pytest.raises(DeclarationError, match="No hold"):
        lift_hold("vu-1", "Đã xong", "chief", press.now())
    assert holds() == []


def test_a_hold_spelled_in_other_bytes_takes_no_other_holds_place(home: Path, press: Any) -> None:
    days = {"from_day": FIRST, "to_day": FIRST}
    place_hold("vụ án", "Theo yêu cầu", "chief", press.now(), outlet_id="", **days)
    for name in (unicodedata.normalize("NFD", "vụ án"), "vụ án"):
        with pytest.raises(DeclarationError, match="in force"):
            place_hold(name, "Việc khác", "chief", press.now(), outlet_id="", from_day=SECOND, to_day=SECOND)
    [kept] = holds()
    assert (kept.from_day, kept.reason) == (FIRST, "Theo yêu cầu")
    lift_hold(unicodedata.normalize("NFD", "vụ án"), "Đã xong", "chief", press.now())
    assert holds() == []


@pytest.mark.parametrize(
    ("state", "is_kept"), [("notice_sent", True), ("appealed", True), ("waiting", False), ("remedied", False)]
)
def test_a_matter_in_procedure_keeps_what_it_rests_on_and_no_other(
    collected: Any, press: Any, home: Path, state: str, is_kept: bool
) -> None:
    with duckdb.connect(home / "published" / "current" / "warehouse.duckdb") as connection:
        connection.execute("insert into fct_matters values ('v1', ?)", [state])
        connection.execute("insert into fct_matter_findings values ('v1', 'f0')")
    apply_retention(after(press, 91))
    assert warc_path("bao_a", FIRST).exists() is is_kept
    assert not warc_path("bao_a", SECOND).exists()
