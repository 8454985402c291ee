"""Units named in sentences labelled by hand, and the measure of it."""

from datetime import UTC, date, datetime

import pytest

from benchmarks.places import Sentence, measure, sentences
from include.classification.places.gazetteer import units
from include.classification.places.recognition import place_rows, recognise
from tests.include.classification.landed import article

AFTER, BEFORE = date(2025, 7, 1), date(2025, 6, 30)


def named(text: str, day: date = AFTER) -> list[str]:
    return [mention.unit_id for mention in recognise(text, day)]


def test_the_labels_name_units_that_exist_on_their_day() -> None:
    for sentence in sentences():
        existing = {unit.unit_id for unit in units() if unit.exists_on(sentence.day)}
        assert sentence.unit_ids <= existing, sentence


def test_at_least_three_hundred_sentences_reach_the_marks() -> None:
    figures = measure(sentences())
    assert figures.sentences >= 300
    assert figures.precision >= 0.97
    assert figures.recall >= 0.95


def test_a_sentence_carries_its_day_and_labels() -> None:
    assert sentences()[0] == Sentence(date(2026, 10, 20), frozenset({"phuong_hoan_kiem"}), sentences()[0].text)


@pytest.mark.parametrize(
    ("day", "found"), [(BEFORE, ["quan_dong_da"]), (AFTER, ["phuong_dong_da"])], ids=["last day of districts", "first"]
)
def test_a_unit_is_found_on_the_days_it_existed(day: date, found: list[str]) -> None:
    assert named("UBND quận Đống Đa và UBND phường Đống Đa cùng họp.", day) == found


def test_offsets_point_at_the_name() -> None:
    text = "Phường Yên Hoà họp."
    found = recognise(text, AFTER)[0]
    assert text[found.start : found.end] == "Yên Hoà"


def test_nothing_is_found_in_nothing() -> None:
    assert named("") == []
    assert named("phường") == []
    assert recognise("Phường Láng", date(1900, 1, 1)) == []


def test_a_megabyte_of_names_is_read() -> None:
    assert len(named("Phường Láng, " * 80_000)) >= 1


def test_rows_count_mentions_and_leave_undated_articles_out() -> None:
    at = datetime(2026, 10, 15, 3, tzinfo=UTC)
    rows = place_rows(
        [article("a", "bao_a", "Phường Láng sạch. Tại phường Láng có hội.", at), article("b", "b", "Láng")]
    )
    assert [(row["article_id"], row["unit_id"], row["mentions"]) for row in rows] == [("a", "phuong_lang", 2)]
    assert "Láng" in rows[0]["snippet"] and rows[0]["classifier_version"].startswith("gazetteer-")
