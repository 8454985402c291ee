"""A person calls what an article does with a claim; who may not, or what nobody proposed, is refused."""

from datetime import date
from pathlib import Path

import pytest

from include.errors import ActRefusedError
from include.landing import store
from include.ledger.entries import entries
from include.review.acts import Person
from include.review.fact_checks import Called, call_pair, pairs
from tests.support.reviewed import AN, AT, days

DAY = date(2026, 11, 14)


@pytest.fixture
def proposed(desk: Path) -> None:
    """Land one fact-check with two candidates, one of them of an article that is gone."""
    origin = {"file_name": "a.csv", "file_sha256": "0" * 64, "sheet": "csv", "row_number": 2, "day": DAY}
    check = {
        "fact_check_id": "xm-1", "fact_checker": "Trung tâm", "claim": "Dừng cấp nước", "label": "untrue",
        "address": "http://x.vn/1", "archived_address": "http://y.vn/1", "published_on": DAY, "register_row_id": "1",
    }  # fmt: skip
    store.write("fact_checks", DAY, [check | origin])
    match = {
        "fact_check_id": "xm-1", "explanation": None, "classifier_version": "1", "score": 1.0, "confidence": 0.9,
        "day": DAY,
    }  # fmt: skip
    store.write("fact_check_matches", DAY, [{**match, "article_id": name, "rank": 1} for name in ("a1", "a2")])


def test_the_last_call_of_a_pair_stands_and_those_that_wait_come_first(proposed: None) -> None:
    call_pair("xm-1", "a1", Called.REPEATS, "Nhắc lại nguyên văn", AN, AT)
    call_pair("xm-1", "a1", Called.REPORTS, "Bài đưa kết luận xác minh", AN, days(1))
    assert [(pair.article_id, pair.called) for pair in pairs()] == [("a2", ""), ("a1", "reports")]
    assert [entry.subject_id for entry in entries("fact_check_called")] == ["xm-1/a1"] * 2


@pytest.mark.parametrize(
    ("article_id", "called", "reason", "who"),
    [
        ("a3", "repeats", "Đã đọc", AN),
        ("a1", "hostile", "Đã đọc", AN),
        ("a1", "repeats", " \u200b\x00 ", AN),
        ("a1", "repeats", "Đã đọc", Person("ai_do", frozenset())),
    ],
    ids=["nobody proposed it", "no such call", "no reason", "no role"],
)
def test_what_may_not_be_called_is_refused(
    proposed: None, article_id: str, called: str, reason: str, who: Person
) -> None:
    with pytest.raises(ActRefusedError):
        call_pair("xm-1", article_id, called, reason, who, AT)
    assert entries("fact_check_called") == []


def test_without_fact_checks_there_are_no_pairs(desk: Path) -> None:
    assert pairs() == []
