"""Topics of texts: features, labels, a day's articles, JSON lines, and the figures of a model."""

from pathlib import Path

import numpy as np
import pytest

from include.classification.topics import classification
from include.classification.topics.classification import topic_rows
from include.classification.topics.evaluation import evaluate
from include.classification.topics.features import BUCKETS, count_buckets, damp
from include.classification.topics.iptc import UNMAPPED, topic_of
from include.classification.topics.lines import Line, predict_lines, read_examples
from include.classification.topics.model import TopicModel
from include.classification.topics.training import Example
from include.errors import ModelError
from tests.include.classification.landed import article
from tests.include.classification.topics.examples import eager_model, examples, small_model


def test_each_syllable_and_each_pair_is_counted() -> None:
    counts = count_buckets(["bóng đá bóng đá", "", "bóng"])
    assert counts.shape == (3, BUCKETS)
    assert sorted(counts[0].data.tolist()) == [1.0, 2.0, 2.0, 2.0]
    assert (counts[1].nnz, counts[2].nnz) == (0, 1)


def test_a_text_counts_the_same_alone_and_among_others() -> None:
    texts = [f"tin {number} hôm nay" for number in range(50)]
    together = count_buckets(texts)
    assert (together[7] != count_buckets([texts[7]])).nnz == 0


def test_no_texts_are_no_rows() -> None:
    assert count_buckets([]).shape == (0, BUCKETS)


def test_repeating_a_word_adds_less_and_less() -> None:
    damped = damp(np.array([1, 2, 3], np.float32))
    assert damped[0] == 1
    assert damped[1] - damped[0] > damped[2] - damped[1] > 0


@pytest.mark.parametrize(
    ("label", "topic"),
    [
        ("The thao", "sport"),
        ("Thể thao", "sport"),
        (" SỨC KHỎE ", "health"),
        ("health", "health"),
        ("Chuyện lạ", UNMAPPED),
    ],
)
def test_a_label_has_its_topic_whatever_its_case(label: str, topic: str) -> None:
    assert topic_of(label) == topic


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


LINES: list[Line] = [
    (1, {"article_id": "a", "title": "Bóng đá", "text": "trận đấu", "label": "thể thao"}, ""),
    (2, None, "not JSON"),
    (3, {"article_id": "b", "text": 7, "label": "x"}, ""),
    (4, {"text": "x", "label": "x"}, ""),
    (5, {"article_id": "c", "text": ""}, ""),
]


def test_every_line_is_answered_in_its_order() -> None:
    rows = list(predict_lines(eager_model(), LINES))
    assert [row.get("article_id", row.get("line")) for row in rows] == ["a", 2, 3, 4, "c"]
    assert set(rows[0]) == {"article_id", "label", "topic", "confidence"}
    assert (rows[0]["label"], rows[0]["topic"]) == ("thể thao", "sport")


def test_examples_need_a_label() -> None:
    examples, errors = read_examples(LINES)
    assert [example.text for example in examples] == ["Bóng đá\ntrận đấu"]
    assert [error["line"] for error in errors] == [2, 3, 4, 5]


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
