"""Claims: the right passage among 21,000, beside TF-IDF over words and pairs.

Reads ../shared/data/claims and fills up with ../shared/data/topics; without them there is nothing to measure.
"""

import time
from typing import Any

import numpy as np

from benchmarks.lines import DATA, read_lines_xz

PASSAGES = 21_000
_WORD = r"\w+"


def _shares(found: list[list[int]], truth: list[int]) -> tuple[float, float]:
    """Return how often the right passage comes first, and among the first five."""
    first = np.mean([hits[:1] == [right] for hits, right in zip(found, truth, strict=True)])
    five = np.mean([right in hits[:5] for hits, right in zip(found, truth, strict=True)])
    return float(first), float(five)


def _peer(passages: list[str], claims: list[str]) -> tuple[list[list[int]], float]:
    """Return what scikit-learn's TF-IDF finds, and claims per cpu-second."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    read = TfidfVectorizer(ngram_range=(1, 2), token_pattern=_WORD, sublinear_tf=True)
    index = read.fit_transform(passages).T.tocsr()
    began = time.process_time()
    scores = (read.transform(claims) @ index).tocsr()
    found = []
    for row in range(len(claims)):
        here = slice(scores.indptr[row], scores.indptr[row + 1])
        best = np.argsort(-scores.data[here], kind="stable")[:5]
        found.append(scores.indices[here][best].tolist())
    return found, len(claims) / (time.process_time() - began)


def run() -> list[dict[str, Any]]:
    """Return recall and speed of the retrieval."""
    from include.classification.retrieval import build, search

    if not (DATA / "claims").exists():
        print(f"claims: {DATA} is absent")
        return []
    evidence = read_lines_xz(DATA / "claims" / "vihallu_evidence.jsonl.xz")
    claims = read_lines_xz(DATA / "claims" / "vihallu_claims.jsonl.xz")
    news = [row["text"] for row in read_lines_xz(DATA / "topics" / "vntc10_train.jsonl.xz")[: PASSAGES - len(evidence)]]
    passages = [*(row["text"] for row in evidence), *news]
    numbers = {row["evidence_id"]: number for number, row in enumerate(evidence)}
    truth = [numbers[row["evidence_id"]] for row in claims]
    asked = [row["claim"] for row in claims]
    index = build(passages)
    began = time.process_time()
    hits = search(index, asked, 5)
    speed = len(asked) / (time.process_time() - began)
    first, five = _shares([[hit.passage for hit in found] for found in hits], truth)
    peer_found, peer_speed = _peer(passages, asked)
    peer_first, peer_five = _shares(peer_found, truth)
    return [
        {"what": "claims, R@1", "value": first, "peer_value": peer_first, "mark": 0.94, "unit": "share"},
        {"what": "claims, R@5", "value": five, "peer_value": peer_five, "mark": 0.972, "unit": "share"},
        {"what": "claims, queries", "value": round(speed), "peer_value": round(peer_speed),
         "ratio": round(speed / peer_speed, 2), "unit": "per cpu-second", "mark": "ratio 0.9"},
    ]  # fmt: skip
