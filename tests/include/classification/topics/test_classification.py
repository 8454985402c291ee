"""Topics of a day's articles."""

from pathlib import Path

import pytest

from include.classification.topics import classification
from include.classification.topics.classification import topic_rows
from include.classification.topics.model import TopicModel
from include.errors import ModelError
from tests.include.classification.landed import article
from tests.include.classification.topics.examples import eager_model, small_model


def test_a_sure_and_an_unsure_article_are_told_apart(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classification, "champion", eager_model)
    sure, blank = topic_rows([article("a", "b", "bóng đá trận đấu sân cầu thủ"), article("c", "b", "")])
    assert (sure["label"], sure["topic"]) == ("thể thao", "sport")
    assert (blank["label"], blank["topic"], blank["confidence"]) == ("unsure", "unsure", 0.0)
    assert sure["classifier_version"] == small_model().version


def test_a_model_that_cannot_be_read_costs_no_article(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged() -> TopicModel:
        raise ModelError("arrays.npz is not the file its manifest describes.")

    monkeypatch.setattr(classification, "champion", damaged)
    rows = topic_rows([article("a", "b", "bóng đá")])
    assert [(row["label"], row["classifier_version"]) for row in rows] == [("unsure", "unavailable")]
