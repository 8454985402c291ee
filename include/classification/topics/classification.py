"""The topics of a day's articles as rows of article_topics."""

import logging
from collections.abc import Sequence
from typing import Any

from include.classification.admitted import Article
from include.classification.topics.model import UNSURE, TopicModel
from include.classification.topics.prediction import explain, predict
from include.classification.topics.promotion import champion
from include.errors import ModelError

log = logging.getLogger(__name__)

UNAVAILABLE = "unavailable"


def topic_rows(articles: Sequence[Article]) -> list[dict[str, Any]]:
    """Return one row an article, without its day.

    A model that cannot be read costs no article and no day: every topic is then unsure, and the log says why.
    """
    try:
        model = champion()
    except ModelError as error:
        log.error("topics are unsure: %s", error)
        return [_unavailable_row(article) for article in articles]
    return _rows(model, articles)


def _rows(model: TopicModel, articles: Sequence[Article]) -> list[dict[str, Any]]:
    """Return one row an article, by a model."""
    texts = [article.whole for article in articles]
    return [
        {
            "article_id": article.article_id,
            "label": found.label if found.is_sure else UNSURE,
            "topic": found.topic,
            "explanation": explain(model, text, found.label),
            "classifier_version": model.version,
            "confidence": found.confidence,
        }
        for article, text, found in zip(articles, texts, predict(model, texts), strict=True)
    ]


def _unavailable_row(article: Article) -> dict[str, Any]:
    """Return the row of an article that no model could read."""
    return {
        "article_id": article.article_id,
        "label": UNSURE,
        "topic": UNSURE,
        "explanation": None,
        "classifier_version": UNAVAILABLE,
        "confidence": 0.0,
    }
