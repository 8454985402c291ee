"""Topics on the VNTC split: accuracy, surest 80 %, size and speed, beside scikit-learn's hashing (2^18) + SGD.

Reads ../shared/data/topics; without it there is nothing to measure.
"""

import time
from typing import Any

import numpy as np

from benchmarks.lines import DATA, read_lines_xz

TRAIN, DEV = DATA / "topics" / "vntc10_train.jsonl.xz", DATA / "topics" / "vntc10_dev.jsonl.xz"
_WORD = r"\w+"


def _peer(train: list[dict[str, Any]], dev: list[dict[str, Any]]) -> tuple[float, float]:
    """Return accuracy and documents per cpu-second of hashing + SGD, trained on the same articles."""
    from sklearn.feature_extraction.text import HashingVectorizer
    from sklearn.linear_model import SGDClassifier

    read = HashingVectorizer(n_features=1 << 18, ngram_range=(1, 2), token_pattern=_WORD, alternate_sign=False)
    fitted = SGDClassifier(loss="modified_huber", alpha=1e-5, random_state=0)
    fitted.fit(read.transform([row["text"] for row in train]), [row["label"] for row in train])
    began = time.process_time()
    found = fitted.predict(read.transform([row["text"] for row in dev]))
    seconds = time.process_time() - began
    return float(np.mean(found == np.array([row["label"] for row in dev]))), len(dev) / seconds


def run() -> list[dict[str, Any]]:
    """Return the figures of the model that ships."""
    from include.classification.topics.evaluation import evaluate
    from include.classification.topics.prediction import DEFAULT_MODEL, default_model, predict
    from include.classification.topics.training import Example

    if not DEV.exists():
        print(f"topics: {DATA} is absent")
        return []
    train, dev = read_lines_xz(TRAIN), read_lines_xz(DEV)
    model = default_model()
    figures = evaluate(model, [Example(row["id"], row["label"], row["text"]) for row in dev])
    began = time.process_time()
    predict(model, [row["text"] for row in dev])
    speed = len(dev) / (time.process_time() - began)
    peer_accuracy, peer_speed = _peer(train, dev)
    size = sum(path.stat().st_size for path in DEFAULT_MODEL.iterdir()) / 1e6
    peer = "hashing 2^18 + SGD"
    accuracy, surest = figures["accuracy"], figures["accuracy_of_surest_80_percent"]
    return [
        {"what": "topics, accuracy", "value": accuracy, "unit": "share", "peer": peer, "peer_value": peer_accuracy,
         "ratio": accuracy / peer_accuracy, "mark": 0.93},
        {"what": "topics, macro-F1", "value": figures["macro_f1"], "unit": "share", "mark": 0.913},
        {"what": "topics, accuracy of surest 80 %", "value": surest, "unit": "share", "mark": 0.97},
        {"what": "topics, model", "value": round(size, 2), "unit": "MB", "peer": peer, "peer_value": 11.5, "mark": 6},
        {"what": "topics, articles", "value": round(speed), "unit": "per cpu-second", "peer": peer,
         "peer_value": round(peer_speed), "ratio": round(speed / peer_speed, 2), "mark": "ratio 0.9"},
    ]  # fmt: skip
