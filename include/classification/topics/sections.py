"""Retraining from articles that outlets file in sections: examples, held-out outlets, challenger against champion."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from include.classification.syllables import nfc
from include.classification.topics.iptc import UNMAPPED, topic_of
from include.classification.topics.model import TopicModel
from include.classification.topics.promotion import champion, promote
from include.classification.topics.training import Example, train
from include.landing import store

# Whole outlets are held out: an outlet's style and names would let a model do well on articles of outlets it knows
HELD_OUT_OUTLETS_ONE_IN = 4
GAIN_MINIMUM = 0.005  # of accuracy; less is noise
ARTICLES_MINIMUM = 300  # to train on, and as many to compare on
ARTICLES_MAXIMUM = 50_000
TOPICS_MINIMUM = 2
YEAR_DAYS = 365  # of articles to train on


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
    def why_not(self) -> str | None:
        """Why the challenger is not promoted; None when it is better by more than noise on enough articles."""
        if self.articles < ARTICLES_MINIMUM:
            return f"compared on fewer than {ARTICLES_MINIMUM} articles"
        gain = self.challenger_accuracy - self.champion_accuracy
        return None if gain >= GAIN_MINIMUM else f"better by less than {GAIN_MINIMUM:.3f}"


def year_before(day: date) -> list[date]:
    """Return the days of a year that ends with a day, as far as there are articles of them; ascending."""
    return [known for known in store.days("articles") if day - timedelta(days=YEAR_DAYS) < known <= day]


def _choose(days: Iterable[date]) -> dict[str, tuple[str, date]]:
    """Return topic and latest day of the articles filed under a section that has a topic, up to a limit.

    Which are left out is decided by the hash of their ids, so that the same days give the same articles.
    """
    found: dict[str, tuple[str, date]] = {}
    for day in days:
        rows = store.read("articles", [day], columns=["article_id", "section"]).to_pylist()
        topics = {row["article_id"]: topic_of(row["section"] or "") for row in rows}
        found.update({article_id: (topic, day) for article_id, topic in topics.items() if topic != UNMAPPED})
    chosen = sorted(found, key=lambda article_id: sha256(article_id.encode()).digest())[:ARTICLES_MAXIMUM]
    return {article_id: found[article_id] for article_id in chosen}


def filed_articles(days: Iterable[date]) -> list[FiledArticle]:
    """Return the articles landed on some days whose section has a topic, one an article, ordered by id."""
    asked = sorted(set(days))
    chosen = _choose(asked)
    found = {}
    for day in asked:
        columns = ["article_id", "outlet_id", "title", "text"]
        for row in store.read("articles", [day], columns=columns).to_pylist():
            topic, landed_on = chosen.get(row["article_id"], (UNMAPPED, day))
            if topic != UNMAPPED and landed_on == day and row["text"]:
                text = nfc(f"{row['title'] or ''}\n{row['text']}")
                found[row["article_id"]] = FiledArticle(row["outlet_id"], Example(row["article_id"], topic, text))
    return [filed for _, filed in sorted(found.items())]


def paired_articles(days: Iterable[date]) -> set[str]:
    """Return the articles that reprint or are reprinted: a held-out one may have its twin among those trained on."""
    rows = store.read("reprints", days, columns=["original_article_id", "reprint_article_id"]).to_pylist()
    return {article_id for row in rows for article_id in row.values()}


def is_held_out_outlet(outlet_id: str) -> bool:
    """Return whether an outlet serves comparison alone; decided by its id, the same in every run."""
    return sha256(outlet_id.encode()).digest()[0] % HELD_OUT_OUTLETS_ONE_IN == 0


def _topic_accuracy(model: TopicModel, examples: Sequence[Example]) -> float:
    """Return how often a model's label leads to the topic that the section has."""
    topics = dict(zip(model.labels, model.topics, strict=True))
    chances = model.probabilities([example.text for example in examples])
    found = [topics[model.labels[number]] for number in chances.argmax(axis=1).tolist()]
    right = sum(topic == example.label for topic, example in zip(found, examples, strict=True))
    return right / len(examples) if examples else 0.0


def challenge(
    filed: Sequence[FiledArticle], reigning: TopicModel, paired: Container[str] = frozenset()
) -> tuple[TopicModel, Comparison]:
    """Train a challenger on some outlets and compare it with the champion on the others.

    Args:
        filed: Articles labelled by their sections.
        reigning: The champion.
        paired: Articles that share their text with another; they are not compared on.

    Raises:
        ValueError: The articles give fewer than two topics to train on.
    """
    held_out = [one for one in filed if is_held_out_outlet(one.outlet_id)]
    seen = [one.example for one in filed if not is_held_out_outlet(one.outlet_id)]
    outlets = tuple(sorted({one.outlet_id for one in held_out}))
    challenger = train(seen, {"name": "articles filed in sections", "outlets_never_seen": list(outlets)})
    examples = [one.example for one in held_out if one.example.article_id not in paired]
    accuracies = _topic_accuracy(challenger, examples), _topic_accuracy(reigning, examples)
    return challenger, Comparison(*accuracies, len(examples), outlets)


def _is_enough(filed: Sequence[FiledArticle]) -> bool:
    """Return whether there are topics and articles enough to train on and to compare on."""
    seen = [one for one in filed if not is_held_out_outlet(one.outlet_id)]
    topics = {one.example.label for one in seen}
    return len(topics) >= TOPICS_MINIMUM and min(len(seen), len(filed) - len(seen)) >= ARTICLES_MINIMUM


def retrain(days: Iterable[date]) -> dict[str, Any]:
    """Train from the sections of some days and promote the challenger when it is better; returns the figures.

    Raises:
        ModelError: The champion cannot be read, so that nothing can be compared with it.
    """
    asked = list(days)
    reigning, filed = champion(), filed_articles(asked)
    if not _is_enough(filed):
        return {"articles": len(filed), "is_promoted": False, "in_use": reigning.version, "cause": "too few articles"}
    challenger, comparison = challenge(filed, reigning, paired_articles(asked))
    cause = comparison.why_not
    in_use = reigning if cause else promote(challenger)
    return {
        "challenger_accuracy": round(comparison.challenger_accuracy, 4),
        "champion_accuracy": round(comparison.champion_accuracy, 4),
        "articles": comparison.articles,
        "held_out_outlets": list(comparison.held_out_outlets),
        "is_promoted": cause is None,
        "in_use": in_use.version,
        **({"cause": cause} if cause else {}),
    }
