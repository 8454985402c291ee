"""Predicts the topic of a text, with its confidence and the words that decided."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from include.classification.syllables import ngrams, read_syllables
from include.classification.topics.features import BITS
from include.classification.topics.model import UNSURE, TopicModel, read_model

DEFAULT_MODEL = Path(__file__).parent / "default"
WORDS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Prediction:
    """The predicted topic of a text.

    Attributes:
        label: The likeliest label, as trained, whether or not the model is sure.
        topic: Its IPTC Media Topic, or ``unsure``.
        confidence: Calibrated probability of the label; 0 to 1.
        is_sure: Whether that is enough.
    """

    label: str
    topic: str
    confidence: float
    is_sure: bool


@cache
def default_model() -> TopicModel:
    """Return the model that ships with the program.

    Raises:
        ModelError: Its files are damaged or were changed.
    """
    return read_model(DEFAULT_MODEL)


def predict(model: TopicModel, texts: Sequence[str]) -> list[Prediction]:
    """Return one prediction a text, in their order; a text without syllables is never sure."""
    chances = model.probabilities(texts)
    best = chances.argmax(axis=1).tolist()
    return [
        _prediction(model, label, float(row[label]), is_blank=not text.strip())
        for row, label, text in zip(chances, best, texts, strict=True)
    ]


def _prediction(model: TopicModel, label: int, confidence: float, *, is_blank: bool) -> Prediction:
    """Return the prediction of one text from the label's number and probability."""
    is_sure = confidence >= model.sure_from and not is_blank
    topic = model.topics[label] if is_sure else UNSURE
    return Prediction(model.labels[label], topic, 0.0 if is_blank else round(confidence, 4), is_sure)


def explain(model: TopicModel, text: str, label: str) -> str:
    """Return, as JSON, the syllables that spoke most for a label against the others, and how strongly."""
    vector = model.vectors([text])
    column = model.labels.index(label)
    weights = model.weights[vector.indices].astype(np.float32) * model.scales
    speaks = vector.data * (weights[:, column] - weights.mean(axis=1))
    top = [int(place) for place in np.argsort(-speaks, kind="stable")[:WORDS_SHOWN] if speaks[place] > 0]
    words = _words_of(text, [int(model.buckets[vector.indices[place]]) for place in top])
    shown = [{"words": word, "weight": round(float(speaks[place]), 4)} for place, word in zip(top, words, strict=True)]
    return json.dumps(shown, ensure_ascii=False)


def _words_of(text: str, buckets: Sequence[int]) -> list[str]:
    """Return the first words of a text that fall into each bucket."""
    read = read_syllables([text])
    pairs, firsts = ngrams(read.hashes, read.bounds, 2)
    shift = np.uint64(64 - BITS)
    singles = (read.hashes >> shift).astype(np.int64)
    doubles = (pairs >> shift).astype(np.int64)
    found = []
    for bucket in buckets:
        single, double = np.flatnonzero(singles == bucket), np.flatnonzero(doubles == bucket)
        first = int(single[0]) if len(single) else int(firsts[double[0]])
        last = first if len(single) else first + 1
        found.append(text[int(read.starts[first]) : int(read.ends[last])].lower())
    return found
