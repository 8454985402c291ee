"""A small trained model for the tests of topics."""

import random
from dataclasses import replace
from functools import cache

from include.classification.topics.model import TopicModel
from include.classification.topics.training import Example, train

WORDS = {
    "thể thao": ["bóng", "đá", "trận", "đấu", "sân", "cầu", "thủ", "giải"],
    "sức khỏe": ["bệnh", "viện", "bác", "sĩ", "thuốc", "khám", "tiêm", "vắc"],
    "kinh tế": ["vốn", "giá", "thị", "trường", "ngân", "hàng", "lãi", "suất"],
}


def examples(count: int = 240) -> list[Example]:
    """Return a number of labelled articles, the same every time."""
    chance = random.Random(3)  # noqa: S311
    labels = sorted(WORDS)
    return [
        Example(
            f"a{number}",
            labels[number % len(labels)],
            " ".join(chance.choice([*WORDS[labels[number % len(labels)]], "hôm", "nay", "tại"]) for _ in range(40)),
        )
        for number in range(count)
    ]


@cache
def small_model() -> TopicModel:
    """Return a model trained on the examples."""
    return train(examples(), {"name": "ví dụ"})


def eager_model() -> TopicModel:
    """Return the same model, sure from even chances on."""
    return replace(small_model(), sure_from=0.5)
