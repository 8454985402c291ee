"""Topics of JSON lines."""

from include.classification.topics.lines import Line, predict_lines, read_examples
from tests.include.classification.topics.examples import eager_model

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
