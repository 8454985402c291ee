"""Figures of a model."""

import pytest

from include.classification.topics.evaluation import evaluate
from include.classification.topics.training import Example
from tests.include.classification.topics.examples import examples, small_model


def test_the_figures_agree_with_counting_by_hand() -> None:
    wrong = Example("x", "kinh tế", "bóng đá trận đấu sân cầu thủ giải bóng đá")
    figures = evaluate(small_model(), [*examples(9), wrong])
    assert figures["accuracy"] == 0.9
    assert figures["labels"]["kinh tế"] == {"precision": 1.0, "recall": 0.75, "f1": 0.8571}
    assert figures["labels"]["thể thao"]["precision"] == 0.75
    assert 0 < figures["accuracy_of_surest_80_percent"] <= 1


def test_a_label_the_model_never_saw_counts_as_wrong() -> None:
    assert evaluate(small_model(), [Example("x", "thời tiết", "mưa")])["accuracy"] == 0.0


def test_nothing_to_evaluate_is_refused() -> None:
    with pytest.raises(ValueError, match="no labelled article"):
        evaluate(small_model(), [])
