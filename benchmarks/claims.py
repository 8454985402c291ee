"""Claims: the right passage among 21,000, beside TF-IDF over words and pairs.

Reads ../shared/data/claims and fills up with ../shared/data/topics; without them there is nothing to measure. The
weights of the last order were chosen on these claims and the questions they answer, so the figures that count are those
out of fold: for each fifth of the passages the weights are chosen again on the claims and questions of the other four
fifths. Headlines and the articles under them (../shared/data/republication) chose nothing.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.lines import DATA, read_lines_xz

PASSAGES = 21_000
HEADLINES = 1_000
FOLDS = 5
TRIED = [(1.0, stretch, name, length) for stretch, name, length in product(
    (0.0, 0.4, 0.7, 1.0), (0.0, 0.15, 0.3, 0.5), (0.0, -0.05, -0.1, -0.15, -0.2))]  # fmt: skip
_WORD = r"\w+"
_NOWHERE = 9999.0


@dataclass(frozen=True, slots=True)
class Case:
    """Texts to look for, and the number of the passage that each means."""

    asked: list[str]
    truth: list[int]


def _shares(ranks: NDArray[np.float64]) -> tuple[float, float]:
    """Return how often the right passage comes first, and among the first five."""
    return float(np.mean(ranks == 1)), float(np.mean(ranks <= 5))


def _interval(share: float, count: int) -> str:
    """Return Wilson's 95 % interval of a share (Wilson, 1927)."""
    z = 1.96
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * np.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return f"{middle - half:.3f} to {middle + half:.3f}"


def _peer(passages: list[str], case: Case) -> tuple[NDArray[np.float64], float]:
    """Return the ranks by scikit-learn's TF-IDF, as far as the fifth, and texts per cpu-second."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    read = TfidfVectorizer(ngram_range=(1, 2), token_pattern=_WORD, sublinear_tf=True)
    index = read.fit_transform(passages).T.tocsr()
    began = time.process_time()
    scores = (read.transform(case.asked) @ index).tocsr()
    found = []
    for row in range(len(case.asked)):
        here = slice(scores.indptr[row], scores.indptr[row + 1])
        best = np.argsort(-scores.data[here], kind="stable")[:5]
        found.append(scores.indices[here][best].tolist())
    return _ranks(found, case.truth), len(case.asked) / (time.process_time() - began)


def _ranks(found: Sequence[Sequence[int]], truth: Sequence[int]) -> NDArray[np.float64]:
    """Return at which place each right passage was found."""
    return np.array(
        [hits.index(right) + 1 if right in hits else _NOWHERE for hits, right in zip(found, truth, strict=True)]
    )


def _ranks_as_tried(index: Any, case: Case) -> NDArray[np.float64]:
    """Return the place of each right passage under each setting tried: settings by texts."""
    from include.classification.retrieval import candidates

    weights = np.array(TRIED).T
    ranks = np.full((len(TRIED), len(case.asked)), _NOWHERE)
    for number, (found, right) in enumerate(zip(candidates(index, case.asked), case.truth, strict=True)):
        place = np.flatnonzero(found.passages == right)
        if len(place):
            values = found.features @ weights
            ranks[:, number] = 1 + (values > values[place[0]]).sum(axis=0)
    return ranks


def _gain(ranks: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how good a setting is on each text: found among five, first, and near the top."""
    return np.asarray((ranks <= 5) + 0.5 * (ranks == 1) + 0.5 / ranks)


def _out_of_fold(index: Any, claims: Case, questions: Case) -> NDArray[np.float64]:
    """Return the ranks of claims, each under the setting that is best on the other folds; folds are by passage."""
    folds, tried = np.array(claims.truth) % FOLDS, _ranks_as_tried(index, claims)
    gains = _gain(tried) + _gain(_ranks_as_tried(index, questions))
    chosen = [int(np.argmax(gains[:, folds != fold].mean(axis=1))) for fold in range(FOLDS)]
    print(f"claims: chosen by fold {[TRIED[number] for number in chosen]}")
    return tried[np.array(chosen)[folds], np.arange(len(folds))]


def _headlines(news: list[str]) -> tuple[list[str], Case]:
    """Return passages and headlines of articles that no other article resembles, without their headline."""
    articles = read_lines_xz(DATA / "republication" / "baomoi_articles.jsonl.xz")
    pairs = read_lines_xz(DATA / "republication" / "baomoi_pairs.jsonl.xz")
    alike = {pair[side] for pair in pairs for side in ("a", "b")}
    alone = [n for n, row in enumerate(articles) if row["id"] not in alike and len(row["title"].split()) >= 6]
    wanted = alone[:: len(alone) // HEADLINES][:HEADLINES]
    texts = [row["text"].removeprefix(row["title"]) for row in articles]
    return [*texts, *news][:PASSAGES], Case([articles[number]["title"] for number in wanted], wanted)


def _rows(what: str, ranks: NDArray[np.float64], peer: NDArray[np.float64], marks: bool) -> list[dict[str, Any]]:
    """Return the rows of one measurement."""
    named = zip(("R@1", "R@5"), _shares(ranks), _shares(peer), (0.94, 0.972), strict=True)
    return [
        {"what": f"{what}, {name}", "value": round(share, 4), "unit": f"share, {_interval(share, len(ranks))}",
         "peer": "TF-IDF 1-2", "peer_value": round(other, 4), "mark": mark if marks else None}
        for name, share, other, mark in named
    ]  # fmt: skip


def run() -> list[dict[str, Any]]:
    """Return recall and speed of the retrieval."""
    from include.classification.retrieval import build, search

    if not (DATA / "claims").exists():
        print(f"claims: {DATA} is absent")
        return []
    evidence = read_lines_xz(DATA / "claims" / "vihallu_evidence.jsonl.xz")
    lines = read_lines_xz(DATA / "claims" / "vihallu_claims.jsonl.xz")
    news = [row["text"] for row in read_lines_xz(DATA / "topics" / "vntc10_train.jsonl.xz")[:PASSAGES]]
    passages = [*(row["text"] for row in evidence), *news][:PASSAGES]
    numbers = {row["evidence_id"]: number for number, row in enumerate(evidence)}
    truth = [numbers[row["evidence_id"]] for row in lines]
    claims, questions = Case([row["claim"] for row in lines], truth), Case([row["question"] for row in lines], truth)
    index = build(passages)
    began = time.process_time()
    hits = search(index, claims.asked, 5)
    speed = len(hits) / (time.process_time() - began)
    ranks = _ranks([[hit.passage for hit in found] for found in hits], truth)
    peer, peer_speed = _peer(passages, claims)
    pressed, headlines = _headlines(news)
    under = [[hit.passage for hit in found] for found in search(build(pressed), headlines.asked, 5)]
    return [
        *_rows("claims, as shipped", ranks, peer, marks=True),
        *_rows("claims, out of fold", _out_of_fold(index, claims, questions), peer, marks=True),
        *_rows("headlines, unseen", _ranks(under, headlines.truth), _peer(pressed, headlines)[0], marks=False),
        {"what": "claims, queries", "value": round(speed), "peer": "TF-IDF 1-2", "peer_value": round(peer_speed),
         "ratio": round(speed / peer_speed, 2), "unit": "per cpu-second", "mark": "ratio 0.9"},
    ]  # fmt: skip
