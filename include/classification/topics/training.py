"""Trains a topic model: choose buckets, fit a linear separator, calibrate on articles held out, keep bytes.

Linear models over syllable pairs saturate near 93.3 % on the VNTC split, so the plainest is taken: a linear
support-vector machine (liblinear), its weights rounded to signed bytes.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from include.classification.topics.features import BUCKETS, count_buckets, damp
from include.classification.topics.iptc import topic_of
from include.classification.topics.model import TopicModel, soften

BUCKETS_KEPT = 250_000
OCCURRENCES_MINIMUM = 3
HELD_OUT_ONE_IN = 8
SURE_ACCURACY = 0.975  # of the held-out articles that a model may call sure
_SLACK_COST = 0.5  # C of scikit-learn's LinearSVC
_SEED = 20210513  # any fixed number: the same articles must give the same model


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled article."""

    article_id: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class _Fit:
    """A fitted separator over chosen buckets, already rounded to bytes."""

    labels: tuple[str, ...]
    buckets: NDArray[np.int32]
    rarity: NDArray[np.float16]
    weights: NDArray[np.int8]
    scales: NDArray[np.float32]
    intercepts: NDArray[np.float32]


def is_held_out(article_id: str) -> bool:
    """Return whether an article serves calibration; decided by its id, the same in every run."""
    return hashlib.sha256(article_id.encode()).digest()[0] % HELD_OUT_ONE_IN == 0


def _weigh(counts: csr_matrix, buckets: NDArray[np.int32], rarity: NDArray[np.float16]) -> csr_matrix:
    """Return rows of length one over the chosen buckets."""
    from sklearn.preprocessing import normalize

    chosen = counts[:, buckets]
    chosen.data = damp(chosen.data) * rarity.astype(np.float32)[chosen.indices]
    return normalize(chosen, copy=False)


def _separate(vectors: csr_matrix, labels: NDArray[np.str_]) -> Any:
    """Fit the linear separator; two labels give one row, mirrored to two."""
    from sklearn.svm import LinearSVC

    fitted = LinearSVC(C=_SLACK_COST, random_state=_SEED, tol=1e-3).fit(vectors, labels)
    if len(fitted.classes_) == 2:
        fitted.coef_ = np.vstack([-fitted.coef_, fitted.coef_])
        fitted.intercept_ = np.concatenate([-fitted.intercept_, fitted.intercept_])
    return fitted


def _fit(counts: csr_matrix, labels: NDArray[np.str_], kept: int) -> _Fit:
    """Fit twice: once over all buckets to see which weigh, once over those."""
    seen = np.bincount(counts.indices, minlength=BUCKETS)
    rarity = (np.log((1 + counts.shape[0]) / (1 + seen)) + 1).astype(np.float16)
    minimum = min(OCCURRENCES_MINIMUM, max(1, counts.shape[0] // 100))
    buckets = np.flatnonzero(seen >= minimum).astype(np.int32)
    if len(buckets) > kept:
        first = _separate(_weigh(counts, buckets, rarity[buckets]), labels)
        # A large weight on a bucket that hardly occurs decides little, so a weight counts by its occurrences too
        importance = np.abs(first.coef_).max(axis=0) * np.sqrt(seen[buckets])
        buckets = buckets[np.sort(np.argsort(-importance, kind="stable")[:kept])]
    fitted = _separate(_weigh(counts, buckets, rarity[buckets]), labels)
    # Eight bits a weight, each label with a scale of its own: the model is a quarter as large as with floats
    scales = np.maximum(np.abs(fitted.coef_).max(axis=1), 1e-12) / 127
    return _Fit(
        labels=tuple(str(label) for label in fitted.classes_),
        buckets=buckets,
        rarity=rarity[buckets],
        weights=np.round(fitted.coef_ / scales[:, None]).astype(np.int8).T.copy(),
        scales=scales.astype(np.float32),
        intercepts=fitted.intercept_.astype(np.float32),
    )


def _model(fit: _Fit, sharpness: float, sure_from: float, about: dict[str, Any]) -> TopicModel:
    """Make a model of a fit."""
    return TopicModel(
        labels=fit.labels,
        topics=tuple(topic_of(label) for label in fit.labels),
        buckets=fit.buckets,
        rarity=fit.rarity,
        weights=fit.weights,
        scales=fit.scales,
        intercepts=fit.intercepts,
        sharpness=sharpness,
        sure_from=sure_from,
        version="unwritten",
        about=about,
    )


def _sharpen(scores: NDArray[np.float32], truth: NDArray[np.int64]) -> float:
    """Return the factor under which the softmax loses least on articles held out (temperature scaling)."""
    factors = np.geomspace(0.5, 20, 80)
    losses = [-np.log(soften(scores * np.float32(f))[np.arange(len(truth)), truth] + 1e-12).mean() for f in factors]
    return round(float(factors[int(np.argmin(losses))]), 4)


def _sure_from(confidence: NDArray[np.float32], is_right: NDArray[np.bool_]) -> float:
    """Return the least confidence from which on the model is as often right as it must be."""
    order = np.argsort(-confidence, kind="stable")
    accuracy = np.cumsum(is_right[order]) / np.arange(1, len(order) + 1)
    # The last place at which the accuracy is reached, not the first: a single mistake at the top would stop it there
    enough = np.flatnonzero(accuracy >= SURE_ACCURACY)
    return round(float(confidence[order[enough[-1]]]), 4) if len(enough) else 1.0


def train(examples: Sequence[Example], about: dict[str, Any] | None = None, kept: int = BUCKETS_KEPT) -> TopicModel:
    """Return a model trained on all examples, calibrated on those held out of a first training.

    Raises:
        ValueError: There are fewer than two labels, or none of them could be held out.
    """
    # In a fixed order: the fit depends on it in the last bits, and the same examples must give the same bytes
    ordered = sorted(examples, key=lambda example: example.article_id)
    labels = np.array([example.label for example in ordered])
    held_out = np.array([is_held_out(example.article_id) for example in ordered], np.bool_)
    if len(set(labels[~held_out])) < 2 or not held_out.any():
        raise ValueError("a model needs at least two labels and some hundred articles")
    counts = count_buckets([example.text for example in ordered])
    trial = _model(_fit(counts[~held_out], labels[~held_out], kept), 1.0, 0.0, {})
    known = np.flatnonzero(held_out & np.isin(labels, trial.labels))
    truth = np.searchsorted(np.array(trial.labels), labels[known])
    scores = trial.scores([ordered[number].text for number in known.tolist()])
    sharpness = _sharpen(scores, truth)
    confidence = soften(scores * np.float32(sharpness))
    is_right = confidence.argmax(axis=1) == truth
    figures = {
        "articles": len(ordered),
        "articles_by_label": {label: int((labels == label).sum()) for label in trial.labels},
        "held_out_articles": len(known),
        "held_out_accuracy": round(float(is_right.mean()), 4),
    }
    return _model(
        _fit(counts, labels, kept),
        sharpness,
        _sure_from(confidence.max(axis=1), is_right),
        {**(about or {}), **figures},
    )
