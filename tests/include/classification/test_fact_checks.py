"""Candidates for published fact-checks."""

import json
from datetime import date
from pathlib import Path

from include.classification.admitted import AdmittedDay
from include.classification.fact_checks import CANDIDATES, FactCheck, fact_checks, match_rows
from include.landing import store
from tests.include.classification.landed import DAY, article, landed_day, register_row, words

CLAIM = "Thành phố dừng cấp nước toàn bộ nội đô trong ba ngày"


def test_an_article_that_speaks_of_the_claim_is_a_candidate_and_others_are_not(home: Path) -> None:
    articles = [article(f"a{n}", "bao_a", words(n)) for n in range(20)]
    speaking = article("z", "bao_b", f"Sở bác bỏ tin {CLAIM.lower()}. {words(50, 40)}")
    rows = match_rows([FactCheck("xm-1", CLAIM)], landed_day([*articles, speaking]))
    assert [(row["article_id"], row["rank"], row["confidence"]) for row in rows] == [("z", 1, 1.0)]


def test_a_candidate_explains_itself_by_the_words_it_has_and_lacks(home: Path) -> None:
    articles = [article("a", "bao_a", "Sở nói không dừng cấp nước nội đô trong ba ngày"), article("b", "b", words(1))]
    explained = json.loads(match_rows([FactCheck("xm-1", CLAIM)], landed_day(articles))[0]["explanation"])
    assert {"dừng", "nước"} <= set(explained["found"])
    assert "bộ" in explained["missing"]


def test_only_a_few_candidates_are_kept_best_first(home: Path) -> None:
    articles = [article(f"a{n}", "bao_a", CLAIM + " " + words(n, 10 + n)) for n in range(12)]
    rows = match_rows([FactCheck("xm-1", CLAIM)], landed_day(articles))
    assert [row["rank"] for row in rows] == list(range(1, CANDIDATES + 1))
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)


def test_without_claims_or_articles_there_is_nothing(home: Path) -> None:
    assert match_rows([], landed_day([article("a", "b", CLAIM)])) == []
    assert match_rows([FactCheck("xm-1", CLAIM)], AdmittedDay(date(2026, 10, 1))) == []


def test_the_newest_register_counts(home: Path) -> None:
    row = {
        **register_row(1, DAY),
        "fact_check_id": "xm-1",
        "fact_checker": "Trung tâm",
        "claim": CLAIM,
        "address": "http://x.example.vn/1",
        "archived_address": "http://y.example.vn/1",
        "published_on": DAY,
    }
    store.write("fact_checks", DAY, [row])
    assert fact_checks() == [FactCheck("xm-1", CLAIM)]
