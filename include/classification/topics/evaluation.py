"""How often a topic model is right: accuracy, macro-F1, and the accuracy on the articles it is surest of."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from include.classification.topics.model import TopicModel
from include.classification.topics.prediction import predict
from include.classification.topics.training import Example

SUREST_SHARE = 0.8


def evaluate(model: TopicModel, examples: Sequence[Example]) -> dict[str, Any]:
    """Return the figures of a model on labelled articles; shares from 0 to 1.

    Raises:
        ValueError: There are no examples.
    """
    if not examples:
        raise ValueError("there is no labelled article to evaluate on")
    predictions = predict(model, [example.text for example in examples])
    truth = np.array([example.label for example in examples])
    found = np.array([prediction.label for prediction in predictions])
    confidence = np.array([prediction.confidence for prediction in predictions])
    is_right = truth == found
    surest = np.argsort(-confidence, kind="stable")[: max(1, round(SUREST_SHARE * len(truth)))]
    is_sure = np.array([prediction.is_sure for prediction in predictions])
    by_label = {str(label): _label_figures(truth == label, found == label) for label in np.unique(truth)}
    return {
        "model": model.version,
        "articles": len(truth),
        "accuracy": round(float(is_right.mean()), 4),
        "macro_f1": round(float(np.mean([figures["f1"] for figures in by_label.values()])), 4),
        "accuracy_of_surest_80_percent": round(float(is_right[surest].mean()), 4),
        "sure_share": round(float(is_sure.mean()), 4),
        "accuracy_when_sure": round(float(is_right[is_sure].mean()), 4) if is_sure.any() else None,
        "labels": by_label,
    }


def _label_figures(is_label: NDArray[np.bool_], is_found: NDArray[np.bool_]) -> dict[str, float]:
    """Return precision, recall and F1 of one label."""
    both = float((is_label & is_found).sum())
    precision = both / max(float(is_found.sum()), 1.0)
    recall = both / max(float(is_label.sum()), 1.0)
    f1 = 2 * precision * recall / (precision + recall) if both else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}
