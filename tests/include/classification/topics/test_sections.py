"""Retraining from sections."""

from dataclasses import replace
from pathlib import Path

import pytest

from include.classification.topics import sections
from include.classification.topics.sections import FiledArticle, challenge, filed_articles, is_held_out_outlet, retrain
from tests.include.classification.landed import DAY, land, landing_row
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
    monkeypatch.setattr(sections, "champion", small_model)
    figures = retrain([DAY])
    assert figures["is_promoted"] is False
    assert figures["in_use"] == small_model().version


def test_a_better_challenger_is_promoted(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    land_sections()
    monkeypatch.setattr(sections, "ARTICLES_MINIMUM", 50)
    blind = replace(small_model(), topics=("weather",) * 3)
    monkeypatch.setattr(sections, "champion", lambda: blind)
    figures = retrain([DAY])
    assert figures["is_promoted"] is True
    assert figures["in_use"] != blind.version
