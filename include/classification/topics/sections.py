"""Retraining from articles that outlets file in sections: examples, held-out outlets, challenger against champion."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from include.classification.syllables import nfc
from include.classification.topics.iptc import UNMAPPED, topic_of
from include.classification.topics.model import TopicModel
from include.classification.topics.promotion import champion, promote
from include.classification.topics.training import Example, train
from include.landing import store

HELD_OUT_OUTLETS_ONE_IN = 4
GAIN_MINIMUM = 0.005
ARTICLES_MINIMUM = 300


@dataclass(frozen=True, slots=True)
class FiledArticle:
    """An article that its outlet files under a section, labelled with that section's topic."""

    outlet_id: str
    example: Example


@dataclass(frozen=True, slots=True)
class Comparison:
    """How often challenger and champion name the topic of articles of outlets that the challenger never saw."""

    challenger_accuracy: float
    champion_accuracy: float
    articles: int
    held_out_outlets: tuple[str, ...]

    @property
    def is_better(self) -> bool:
        """Whether the challenger is better by more than noise on enough articles."""
        gain = self.challenger_accuracy - self.champion_accuracy
        return self.articles >= ARTICLES_MINIMUM and gain >= GAIN_MINIMUM


def filed_articles(days: Iterable[date]) -> list[FiledArticle]:
    """Return the articles landed on some days whose section has a topic, one an article, ordered by id."""
    rows = store.read("articles", days, columns=["article_id", "outlet_id", "section", "title", "text"]).to_pylist()
    found = {}
    for row in rows:
        topic = topic_of(row["section"] or "")
        if topic != UNMAPPED and row["text"]:
            text = nfc(f"{row['title'] or ''}\n{row['text']}")
            found[row["article_id"]] = FiledArticle(row["outlet_id"], Example(row["article_id"], topic, text))
    return [filed for _, filed in sorted(found.items())]


def is_held_out_outlet(outlet_id: str) -> bool:
    """Tell whether an outlet serves comparison alone; decided by its id, the same in every run."""
    return sha256(outlet_id.encode()).digest()[0] % HELD_OUT_OUTLETS_ONE_IN == 0


def _topic_accuracy(model: TopicModel, examples: Sequence[Example]) -> float:
    """Return how often a model's label leads to the topic that the section has."""
    topics = dict(zip(model.labels, model.topics, strict=True))
    chances = model.probabilities([example.text for example in examples])
    found = [topics[model.labels[number]] for number in chances.argmax(axis=1).tolist()]
    right = sum(topic == example.label for topic, example in zip(found, examples, strict=True))
    return right / len(examples) if examples else 0.0


def challenge(filed: Sequence[FiledArticle], reigning: TopicModel) -> tuple[TopicModel, Comparison]:
    """Train a challenger on some outlets and compare it with the champion on the others.

    Raises:
        ValueError: The articles give fewer than two topics to train on.
    """
    held_out = [one for one in filed if is_held_out_outlet(one.outlet_id)]
    seen = [one.example for one in filed if not is_held_out_outlet(one.outlet_id)]
    outlets = tuple(sorted({one.outlet_id for one in held_out}))
    challenger = train(seen, {"name": "articles filed in sections", "outlets_never_seen": list(outlets)})
    examples = [one.example for one in held_out]
    accuracies = _topic_accuracy(challenger, examples), _topic_accuracy(reigning, examples)
    return challenger, Comparison(*accuracies, len(examples), outlets)


def retrain(days: Iterable[date]) -> dict[str, Any]:
    """Train from the sections of some days and promote the challenger when it is better; returns the figures."""
    challenger, comparison = challenge(filed_articles(days), champion())
    in_use = promote(challenger) if comparison.is_better else champion()
    return {
        "challenger_accuracy": round(comparison.challenger_accuracy, 4),
        "champion_accuracy": round(comparison.champion_accuracy, 4),
        "articles": comparison.articles,
        "held_out_outlets": list(comparison.held_out_outlets),
        "is_promoted": comparison.is_better,
        "in_use": in_use.version,
    }
