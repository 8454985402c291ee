"""What a stage has landed is checked against its contract, whoever wrote it."""

from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from include.errors import GateError
from include.landing import store
from include.landing.contract import tables
from include.validation.landed import COLLECTED, check_landed, written_by

DAY = date(2026, 11, 3)
TOPIC = {
    "article_id": "a1", "label": "The thao", "topic": "sport", "classifier_version": "v1", "confidence": 0.9,
    "day": DAY,
}  # fmt: skip


def test_rows_that_fit_are_counted(home: Path) -> None:
    store.write("article_topics", DAY, [TOPIC])
    assert check_landed(written_by("include.classification"), [DAY]) == {"tables": 1, "rows": 1}


def test_a_day_without_rows_passes(home: Path) -> None:
    assert check_landed(COLLECTED, [DAY]) == {"tables": 0, "rows": 0}


def test_a_value_out_of_its_bounds_stops_the_run_and_names_the_table(home: Path) -> None:
    path = store.write("article_topics", DAY, [TOPIC])
    landed = pq.read_table(path)
    position = landed.column_names.index("confidence")
    pq.write_table(landed.set_column(position, landed.schema.field("confidence"), [[1.5]]), path)
    with pytest.raises(GateError, match=r"article_topics: 1 rows fail: confidence .*at most 1"):
        check_landed(["article_topics"], [DAY])


def test_a_repeated_key_stops_the_run(home: Path) -> None:
    store.write("article_topics", DAY, [TOPIC])
    path = store.write("article_topics", DAY, [TOPIC])
    pq.write_table(pq.read_table(path).take([0, 0]), path)
    with pytest.raises(GateError, match="article_topics: 2 rows fail: article_id is unique with day"):
        check_landed(["article_topics"], [DAY])


def test_an_article_that_is_classified_again_on_a_later_day_is_no_repetition(home: Path) -> None:
    later = DAY + timedelta(days=1)
    store.write("article_topics", DAY, [TOPIC])
    store.write("article_topics", later, [TOPIC | {"day": later}])
    assert check_landed(["article_topics"], [DAY, later]) == {"tables": 1, "rows": 2}


def test_every_landing_table_has_a_suite_and_a_writer_that_is_checked(home: Path) -> None:
    checked = {
        "articles",
        *COLLECTED,
        *written_by("include.registers", "include.classification", "include.outlets", "include.warehouse"),
    }
    made_by_the_check_itself = {"admissions", "quarantined_records"}
    of_our_own_health = {"canary_checks"}
    assert set(tables()) == checked | made_by_the_check_itself | of_our_own_health
