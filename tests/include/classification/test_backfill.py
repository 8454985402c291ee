"""History follows the classifiers in use: what another version wrote is classified again, and nothing else."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from include.classification.backfill import outdated_days, reclassify, versions_in_use
from include.classification.classify import classify_alone, classify_days
from include.classification.topics.promotion import models_folder, promote, roll_back
from include.errors import ModelError
from include.landing import store
from tests.include.classification.landed import DAY, land, landing_row, words
from tests.include.classification.topics.examples import small_model

DAYS = [DAY + timedelta(days=offset) for offset in range(3)]
TABLES = sorted(versions_in_use())


def rows(table: str) -> list[dict[str, Any]]:
    return store.read(table).to_pylist()


@pytest.fixture
def classified(home: Path) -> list[date]:
    """Land and classify three days, each with an article and its reprint."""
    for number, day in enumerate(DAYS):
        text = f"Tại phường Hoàn Kiếm, {words(number)}"
        land(day, [landing_row(f"a{number}", "bao_a", text, day, 3), landing_row(f"b{number}", "bao_b", text, day, 5)])
    classify_days(DAYS)
    return DAYS


def test_every_row_carries_the_version_in_use(classified: list[date]) -> None:
    for table, version in versions_in_use().items():
        assert {row["classifier_version"] for row in rows(table)} <= {version}, table
    assert rows("article_topics") and rows("article_places") and rows("reprints")


def test_where_all_is_of_the_versions_in_use_nothing_is_classified_again(classified: list[date]) -> None:
    assert reclassify() == {"days": []}


def test_a_promoted_model_classifies_every_day_again_and_names_them(classified: list[date]) -> None:
    promoted = promote(small_model())
    places = rows("article_places")
    assert reclassify() == {"days": [day.isoformat() for day in DAYS], "article_topics": 3}
    assert {row["classifier_version"] for row in rows("article_topics")} == {promoted.version}
    assert rows("article_places") == places


def test_going_back_to_the_model_before_restores_every_row(classified: list[date]) -> None:
    before = rows("article_topics")
    promote(small_model())
    reclassify()
    roll_back()
    reclassify()
    assert rows("article_topics") == before


@pytest.mark.parametrize("table", ["article_topics", "article_places", "reprints"])
def test_each_table_is_brought_up_by_itself(classified: list[date], table: str) -> None:
    before = {name: rows(name) for name in TABLES}
    aged = [{**row, "classifier_version": "earlier"} for row in before[table] if row["day"] == DAYS[1]]
    store.write(table, DAYS[1], aged)
    assert reclassify() == {"days": [day.isoformat() for day in DAYS[:2]], table: 2}
    assert {name: rows(name) for name in TABLES} == before


def test_an_empty_day_before_an_outdated_one_is_outdated_too(home: Path) -> None:
    classify_days([DAYS[0]])
    land(DAYS[1], [landing_row("a", "bao_a", words(1), DAYS[1], 3)])
    classify_days([DAYS[1], DAYS[2]])
    assert outdated_days("article_topics", "another") == DAYS[:2]
    assert outdated_days("article_topics", versions_in_use()["article_topics"]) == []


def test_a_killed_backfill_is_finished_by_the_next(classified: list[date], monkeypatch: pytest.MonkeyPatch) -> None:
    promoted = promote(small_model())
    whole = classify_alone

    def killed(day: date, tables: list[str]) -> dict[str, int]:
        if day == DAYS[1]:
            raise KeyboardInterrupt
        return whole(day, tables)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("include.classification.backfill.classify_alone", killed)
        reclassify()
    assert len({row["classifier_version"] for row in rows("article_topics")}) == 2
    assert reclassify()["days"] == [day.isoformat() for day in DAYS]
    assert {row["classifier_version"] for row in rows("article_topics")} == {promoted.version}


def test_a_damaged_model_rewrites_nothing(classified: list[date]) -> None:
    before = rows("article_topics")
    promoted = promote(small_model())
    (models_folder() / promoted.version / "arrays.npz").write_bytes(b"damaged")
    with pytest.raises(ModelError, match="checksum"):
        reclassify()
    assert rows("article_topics") == before


def test_topics_that_no_model_could_name_are_named_once_it_is_fixed(classified: list[date]) -> None:
    before = rows("article_topics")
    promoted = promote(small_model())
    (models_folder() / promoted.version / "arrays.npz").write_bytes(b"damaged")
    classify_days([DAYS[1]])
    assert {row["classifier_version"] for row in store.read("article_topics", [DAYS[1]]).to_pylist()} == {"unavailable"}
    roll_back()
    reclassify()
    assert rows("article_topics") == before


def test_a_table_that_came_after_its_days_is_written_for_them(classified: list[date]) -> None:
    before = {name: rows(name) for name in TABLES}
    for day in DAYS:
        store.remove("release_places", day)
    assert reclassify() == {"days": [day.isoformat() for day in DAYS], "release_places": 3}
    assert reclassify() == {"days": []}
    assert {name: rows(name) for name in TABLES} == before
