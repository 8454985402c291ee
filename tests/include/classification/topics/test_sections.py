"""Retraining from sections."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from include.classification.classify import classify_days
from include.classification.topics import sections
from include.classification.topics.sections import (
    FiledArticle,
    challenge,
    filed_articles,
    is_held_out_outlet,
    paired_articles,
    retrain,
    year_before,
)
from tests.include.classification.landed import DAY, land, landing_row, words
from tests.include.classification.topics.examples import examples, small_model

SECTIONS = {"thể thao": "Thể thao", "sức khỏe": "Y tế", "kinh tế": "Kinh tế"}
OUTLETS = [f"bao_{letter}" for letter in "abcdefgh"]


def land_sections(count: int = 400) -> None:
    rows = [
        landing_row(e.article_id, OUTLETS[n % len(OUTLETS)], e.text, DAY, 3, section=SECTIONS[e.label])
        for n, e in enumerate(examples(count))
    ]
    land(DAY, [*rows, landing_row("x", "bao_a", "chuyện lạ", DAY, 3, section="Chuyện lạ")])


def test_only_articles_of_known_sections_serve(home: Path) -> None:
    land_sections()
    filed = filed_articles([DAY])
    assert len(filed) == 400
    assert {one.example.label for one in filed} == {"sport", "health", "economy, business and finance"}


def test_outlets_held_out_are_never_trained_on() -> None:
    assert {is_held_out_outlet(outlet) for outlet in OUTLETS} == {True, False}
    filed = [FiledArticle(OUTLETS[n % len(OUTLETS)], e) for n, e in enumerate(examples())]
    challenger, comparison = challenge(filed, small_model())
    seen = sum(not is_held_out_outlet(one.outlet_id) for one in filed)
    assert challenger.about["articles"] == seen
    assert comparison.articles == len(filed) - seen
    assert set(comparison.held_out_outlets) == {outlet for outlet in OUTLETS if is_held_out_outlet(outlet)}


def test_a_challenger_that_is_no_better_is_not_promoted(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    land_sections()
    monkeypatch.setattr(sections, "ARTICLES_MINIMUM", 50)
    monkeypatch.setattr(sections, "champion", small_model)
    figures = retrain([DAY])
    assert figures["is_promoted"] is False
    assert "better by less" in figures["cause"]
    assert figures["champion_accuracy"] >= figures["challenger_accuracy"]
    assert figures["in_use"] == small_model().version


def test_a_better_challenger_is_promoted(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    land_sections()
    monkeypatch.setattr(sections, "ARTICLES_MINIMUM", 50)
    blind = replace(small_model(), topics=("weather",) * 3)
    monkeypatch.setattr(sections, "champion", lambda: blind)
    figures = retrain([DAY])
    assert figures["is_promoted"] is True
    assert "cause" not in figures
    assert figures["in_use"] != blind.version


def test_too_few_articles_promote_nothing_and_fail_nothing(home: Path) -> None:
    land_sections()
    figures = retrain([DAY])
    assert (figures["articles"], figures["is_promoted"], figures["cause"]) == (400, False, "too few articles")
    assert retrain([])["cause"] == "too few articles"


def test_an_article_with_a_twin_is_no_proof(home: Path) -> None:
    filed = [FiledArticle(OUTLETS[n % len(OUTLETS)], e) for n, e in enumerate(examples())]
    twins = {one.example.article_id for one in filed if is_held_out_outlet(one.outlet_id)}
    _, whole = challenge(filed, small_model())
    _, without = challenge(filed, small_model(), set(sorted(twins)[:10]))
    assert without.articles == whole.articles - 10


def test_both_articles_of_a_reprint_are_known_as_twins(home: Path) -> None:
    land(DAY, [landing_row("a", "bao_a", words(1), DAY, 3), landing_row("b", "bao_b", words(1), DAY, 5)])
    classify_days([DAY])
    assert paired_articles([DAY]) == {"a", "b"}


def test_of_very_many_articles_the_same_ones_are_chosen(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    land_sections()
    monkeypatch.setattr(sections, "ARTICLES_MAXIMUM", 100)
    chosen = filed_articles([DAY])
    assert len(chosen) == 100
    assert chosen == filed_articles([DAY, DAY])


def test_an_article_that_landed_again_serves_once_with_its_latest_section(home: Path) -> None:
    later = DAY + timedelta(days=1)
    land(DAY, [landing_row("a", "bao_a", "một bài", DAY, 3, section="Thể thao")])
    land(later, [landing_row("a", "bao_a", "một bài dài", later, 3, section="Y tế")])
    assert [(one.example.label, one.example.text) for one in filed_articles([DAY, later])] == [
        ("health", "Bài a\nmột bài dài")
    ]


def test_a_year_of_days_is_read_and_no_more(home: Path) -> None:
    for day in (DAY - timedelta(days=365), DAY - timedelta(days=364), DAY, DAY + timedelta(days=1)):
        land(day, [landing_row("a", "bao_a", "một bài", day, 3)])
    assert year_before(DAY) == [DAY - timedelta(days=364), DAY]
