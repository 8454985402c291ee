"""The days' partitions: whole, the same twice, the same in any order."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from include.classification.classify import Credits, classify_days, credited_agencies
from include.classification.reprints import suspect_limit
from include.classification.reprints.candidates import BOILERPLATE_ARTICLES
from include.landing import store
from tests.include.classification.landed import DAY, land, landing_row, licence, release, words

TABLES = (
    "article_topics",
    "article_places",
    "reprints",
    "release_carriers",
    "release_places",
    "fact_check_matches",
    "correction_links",
)
DAYS = [DAY + timedelta(days=offset) for offset in range(3)]


def stored() -> dict[str, list[dict[str, Any]]]:
    return {table: store.read(table).to_pylist() for table in TABLES}


def land_three_days() -> None:
    """An original, its reprint a day later, a reprint of the reprint, and the first article landing late."""
    land(DAYS[0], [landing_row("b", "bao_b", words(2), DAYS[0], 3), landing_row("z", "bao_z", words(9), DAYS[0], 1)])
    land(DAYS[1], [landing_row("c", "trang_c", words(2), DAYS[1], 3)])
    late = landing_row("a", "bao_a", words(2) + " Xem thêm.", DAYS[2], 1, published_date=DAYS[0])
    late["published_at"] = datetime(2026, 10, 14, 23, tzinfo=UTC)
    land(DAYS[2], [late, landing_row("d", "trang_d", words(2), DAYS[2], 5)])


def test_any_order_of_days_gives_the_same_partitions(home: Path) -> None:
    land_three_days()
    classify_days(DAYS)
    together = stored()
    for order in permutations(DAYS):
        for table in TABLES:
            for day in DAYS:
                store.remove(table, day)
        for day in order:
            classify_days([day])
        assert stored() == together, order


def test_classifying_twice_changes_nothing(home: Path) -> None:
    land_three_days()
    assert classify_days(DAYS) == classify_days(DAYS)
    before = stored()
    classify_days(DAYS)
    assert stored() == before


def test_a_pair_is_stored_on_the_day_the_later_of_the_two_landed(home: Path) -> None:
    land_three_days()
    classify_days(DAYS)
    days = {(r["original_article_id"], r["reprint_article_id"]): r["day"] for r in store.read("reprints").to_pylist()}
    assert days[("b", "c")] == DAYS[1]
    assert days[("a", "b")] == days[("a", "c")] == days[("a", "d")] == DAYS[2]


def test_a_chain_leads_to_the_earliest_article_even_when_that_landed_late(home: Path) -> None:
    land_three_days()
    classify_days(DAYS)
    earliest = {
        r["reprint_article_id"]: r["original_article_id"]
        for r in store.read("reprints").to_pylist()
        if r["is_earliest_original"]
    }
    assert earliest == {"b": "a", "c": "a", "d": "a"}


def test_an_original_without_licence_is_passed_over(home: Path) -> None:
    land_three_days()
    store.write("licences", DAY, [licence(n, o, DAY) for n, o in enumerate(("bao_b", "trang_c", "trang_d"))])
    classify_days(DAYS)
    earliest = {
        r["reprint_article_id"]: r["original_article_id"]
        for r in store.read("reprints").to_pylist()
        if r["is_earliest_original"]
    }
    assert earliest == {"c": "b", "d": "b"}


def test_a_changed_earlier_day_is_seen_by_later_days(home: Path) -> None:
    land(DAYS[1], [landing_row("c", "trang_c", words(2), DAYS[1], 3)])
    classify_days([DAYS[1]])
    assert store.read("reprints").num_rows == 0
    land(DAYS[0], [landing_row("b", "bao_b", words(2), DAYS[0], 3)])
    classify_days([DAYS[0]])
    assert store.read("reprints", [DAYS[1]])["original_article_id"].to_pylist() == ["b"]


def test_the_fingerprints_on_disk_may_be_deleted(home: Path) -> None:
    land_three_days()
    classify_days(DAYS)
    before = stored()
    for path in (home / "fingerprints").iterdir():
        path.write_bytes(b"damaged") if path.stem.endswith("15") else path.unlink()
    classify_days(DAYS)
    assert stored() == before


def test_two_outlets_printing_one_release_share_an_origin(home: Path) -> None:
    text = words(5)
    store.write("releases", DAY, [release(1, text, datetime(2026, 10, 15, 1, tzinfo=UTC), DAY)])
    land(DAY, [landing_row("a", "bao_a", text, DAY, 3), landing_row("b", "bao_b", text, DAY, 5)])
    classify_days([DAY])
    row = store.read("reprints").to_pylist()[0]
    assert (row["shared_origin"], row["is_earliest_original"]) == ("tt-1", False)
    assert store.read("release_carriers")["delay_minutes"].to_pylist() == [120.0, 240.0]


def test_whether_the_credit_names_the_original_is_kept(home: Path) -> None:
    land(DAY, [landing_row("a", "bao_a", words(1), DAY, 3), landing_row("b", "trang_b", words(1), DAY, 5)])
    profile = {"outlet_id": "bao_a", "outlet_name": "Báo A", "kind": "newspaper", "domains": "a.example.vn"}
    sure = {"profile_sha256": "0", "is_verified": False, "is_followed": True, "day": DAY}
    store.write("outlet_profiles", DAY, [{**profile, **sure}])
    seen = {"capture_id": "c_b", "outlet_id": "trang_b", "article_id": "b", "scope": "article", "place": "seen"}
    what = {"observation": "credited_agency", "value": "Theo Báo A", "is_present": True, "day": DAY}
    store.write(
        "observations", DAY, [{**seen, **what, "captured_at": datetime(2026, 10, 15, 9, tzinfo=UTC)}], "trang_b"
    )
    classify_days([DAY])
    assert store.read("reprints")["credit_names_original"].to_pylist() == [True]
    assert credited_agencies(DAY) == Credits().of([DAY]) == {"b": "Theo Báo A"}


def test_empty_short_foreign_and_undated_articles_keep_their_day(home: Path) -> None:
    texts = ["", "một", "The committee met again on Monday to talk about the budget of the school.", "nước " * 200_000]
    land(DAY, [landing_row(f"a{n}", "bao_a", text, DAY, None) for n, text in enumerate(texts)])
    land(DAY, [landing_row(f"b{n}", "bao_b", text, DAY, None) for n, text in enumerate(texts)])
    counts = classify_days([DAY])
    assert counts["article_topics"] == 8
    directions = {row["direction"] for row in store.read("reprints").to_pylist()}
    assert directions == {"unknown"}


def test_a_day_without_articles_is_written_empty(home: Path) -> None:
    assert classify_days([date(2026, 1, 1)])["articles"] == 0
    assert store.days("article_topics") == [date(2026, 1, 1)]


def test_equal_and_missing_times_leave_the_direction_unknown_and_no_delay(home: Path) -> None:
    land(DAY, [landing_row("a", "bao_a", words(1), DAY, 3), landing_row("b", "bao_b", words(1), DAY, 3)])
    land(DAYS[1], [landing_row("c", "bao_c", words(1), DAYS[1], None)])
    classify_days(DAYS[:2])
    rows = store.read("reprints").to_pylist()
    assert {(row["original_article_id"], row["reprint_article_id"]) for row in rows} == {
        ("a", "b"),
        ("a", "c"),
        ("b", "c"),
    }
    assert {(row["direction"], row["delay_minutes_min"], row["is_earliest_original"]) for row in rows} == {
        ("unknown", None, False)
    }


def test_pages_of_boilerplate_alone_are_kept_and_reprint_nobody(home: Path) -> None:
    footer = words(99, 60)
    land(DAY, [landing_row(f"a{number:02}", "bao_a", footer, DAY, 3) for number in range(BOILERPLATE_ARTICLES)])
    land(DAYS[1], [landing_row("b", "bao_b", f"{words(5)} {footer}", DAYS[1], 3)])
    counts = classify_days(DAYS[:2])
    assert (counts["article_topics"], counts["reprints"]) == (BOILERPLATE_ARTICLES + 1, 0)


def test_a_text_of_a_crowd_is_nobodys_reprint_and_what_was_not_read_is_said(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suspect_limit, "SUSPECTS_A_TEXT", 1)
    store.write("licences", DAY, [licence(number, f"bao_{number}", DAY) for number in range(5)])
    land(DAY, [landing_row(f"a{number}", f"bao_{number}", words(1), DAY, number) for number in range(5)])
    counts = classify_days([DAY])
    rows = store.read("reprints", [DAY]).to_pylist()
    assert counts["reprints"] + counts["reprint_pairs_unread"] == 5 * 4 // 2
    assert counts["reprint_pairs_unread"] > 0
    assert {(row["shared_origin"], row["is_earliest_original"]) for row in rows} == {("crowded_text", False)}
