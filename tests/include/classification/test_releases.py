"""Carriers of official releases."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from include.classification.admitted import admitted
from include.classification.releases import Release, carrier_rows, find_carriers, releases
from include.landing import store
from tests.include.classification.landed import DAY, article, land, landing_row, release, words

ISSUED = datetime(2026, 10, 15, 1, tzinfo=UTC)
OFFICIAL = [Release("tt-1", words(1), ISSUED), Release("tt-2", words(2), ISSUED)]


def test_a_carrier_is_found_with_its_share_and_delay() -> None:
    half = " ".join(words(1).split()[:62])
    carriers = find_carriers(
        OFFICIAL,
        [article("a", "bao_a", f"{half} {words(9)}", ISSUED + timedelta(hours=2)), article("b", "b", words(5))],
    )
    rows = carrier_rows(carriers)
    assert [(row["release_id"], row["article_id"], row["delay_minutes"]) for row in rows] == [("tt-1", "a", 120.0)]
    assert 0.45 < rows[0]["containment"] < 0.55


def test_the_passages_of_a_carrier_stand_in_the_release_word_for_word() -> None:
    text = f"Mở đầu. {words(1)} Hết."
    row = carrier_rows(find_carriers(OFFICIAL, [article("a", "bao_a", text)]))[0]
    parts = [text[part["article_start"] : part["article_end"]] for part in json.loads(row["passages"])]
    assert parts == [words(1).removesuffix(".")]


def test_a_release_that_begins_in_the_lead_is_carried_whole(home: Path) -> None:
    sentences = words(1).split(". ")
    land(DAY, [landing_row("a", "bao_a", ". ".join(sentences[2:]), DAY, 3, summary=". ".join(sentences[:2]) + ".")])
    row = carrier_rows(find_carriers(OFFICIAL, admitted(DAY)))[0]
    text = admitted(DAY)[0].text
    assert row["containment"] == 1.0
    assert [text[p["article_start"] : p["article_end"]] for p in json.loads(row["passages"])] == [
        text.removesuffix(".")
    ]


def test_an_undated_carrier_has_no_delay() -> None:
    assert carrier_rows(find_carriers(OFFICIAL, [article("a", "bao_a", words(2))]))[0]["delay_minutes"] is None


def test_nothing_is_carried_by_nothing() -> None:
    assert find_carriers([], [article("a", "b", words(1))]) == []
    assert find_carriers(OFFICIAL, []) == []
    assert find_carriers([Release("tt-3", "Ngắn quá", ISSUED)], [article("a", "b", "Ngắn quá")]) == []


def test_one_row_a_release_is_read_from_the_newest_register(home: Path) -> None:
    store.write("releases", DAY, [release(1, "cũ", ISSUED, DAY)])
    store.write("releases", DAY + timedelta(days=1), [release(1, "mới", ISSUED, DAY), release(2, "hai", ISSUED, DAY)])
    assert [(found.release_id, found.text) for found in releases()] == [("tt-1", "mới"), ("tt-2", "hai")]
