"""What a text is about, how sure that is, by which words."""

import json

from include.classification.topics.model import UNSURE
from include.classification.topics.prediction import default_model, explain, predict
from tests.include.classification.topics.examples import small_model


def test_the_model_that_ships_knows_sport_from_medicine() -> None:
    sport, medicine = predict(
        default_model(),
        [
            "Đội tuyển bóng đá ghi hai bàn thắng trong trận chung kết, huấn luyện viên khen các cầu thủ trên sân.",
            "Bác sĩ khuyên bệnh nhân uống thuốc đều, khám tim mạch và theo dõi huyết áp tại bệnh viện.",
        ],
    )
    assert (sport.label, sport.topic, medicine.topic) == ("The thao", "sport", "health")


def test_a_text_without_words_is_never_sure() -> None:
    for found in predict(default_model(), ["", "  \n"]):
        assert (found.topic, found.confidence, found.is_sure) == (UNSURE, 0.0, False)


def test_foreign_text_and_a_megabyte_are_answered() -> None:
    found = predict(default_model(), ["The committee met again on Monday.", "một", "bóng đá " * 130_000])
    assert [0 <= one.confidence <= 1 for one in found] == [True] * 3


def test_an_unsure_prediction_still_gives_its_label() -> None:
    found = predict(default_model(), ["hôm nay"])[0]
    assert found.label in default_model().labels
    assert (found.topic == UNSURE) == (not found.is_sure)


def test_a_decision_is_explained_by_words_of_the_text() -> None:
    words = [entry["words"] for entry in json.loads(explain(small_model(), "Bóng đá, ngân hàng", "thể thao"))]
    assert words and set(words) <= {"bóng", "đá", "bóng đá", "đá ngân"}
    assert explain(small_model(), "", "thể thao") == "[]"


def test_texts_are_answered_the_same_alone_and_together() -> None:
    texts = ["bóng đá", "khám bệnh", "lãi suất"]
    assert predict(small_model(), texts) == [predict(small_model(), [text])[0] for text in texts]
