"""One day of a hundred thousand articles of a thousand outlets: seconds and memory of each stage of classification.

Texts are those of ../shared/data/topics and ../shared/data/republication, each printed twice or thrice, so that there
are tens of thousands of reprints; without them there is nothing to measure. Memory is this process's own peak, beside
which each worker process holds two or three hundred megabytes.
"""

import hashlib
import os
import random
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from benchmarks.lines import DATA, read_lines_xz
from benchmarks.memory import peak_kilobytes

DAY = date(2026, 10, 15)
ARTICLES, OUTLETS = 100_000, 1_000
FILES = ("topics/vntc10_train", "topics/vntc10_dev", "republication/baomoi_articles")
MEMORY_MARK_GB = 1.5


def _texts() -> list[str]:
    """Return the texts in an order of their own."""
    texts = [
        unicodedata.normalize("NFC", row["text"]) for name in FILES for row in read_lines_xz(DATA / f"{name}.jsonl.xz")
    ]
    random.Random(1).shuffle(texts)  # noqa: S311 (no lock)
    return texts


def _row(number: int, outlet_id: str, text: str) -> dict[str, Any]:
    """Return one article as landed."""
    article_id, at = f"a{number:07}", datetime(2026, 10, 15, tzinfo=UTC) + timedelta(minutes=number % 1000)
    url = f"http://{outlet_id}.example.vn/{article_id}"
    return {
        "article_id": article_id,
        "capture_id": f"c{article_id}",
        "outlet_id": outlet_id,
        "url": url,
        "canonical_url": url,
        "title": text[:60],
        "text": text,
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "extractor": "benchmark",
        "text_characters": len(text),
        "has_byline": False,
        "published_uncertainty_minutes": 1.0,
        "published_date": DAY,
        "published_at": at,
        "day": DAY,
    }


def _land() -> None:
    """Land and admit the day, outlet by outlet."""
    from include.landing import store

    texts = _texts()
    for outlet in range(OUTLETS):
        outlet_id = f"outlet_{outlet:04}"
        rows = [_row(n, outlet_id, texts[n % len(texts)]) for n in range(outlet, ARTICLES, OUTLETS)]
        names = ("article_id", "capture_id", "outlet_id", "day")
        store.write("articles", DAY, rows, outlet_id)
        store.write("admissions", DAY, [{**{n: r[n] for n in names}, "status": "admitted"} for r in rows], outlet_id)


def _measured(what: str, work: Callable[[], object]) -> list[dict[str, Any]]:
    """Return seconds and memory of some work."""
    began = time.perf_counter()
    work()
    seconds = round(time.perf_counter() - began, 1)
    print(f"{what}: {seconds} s, {peak_kilobytes() / 1e6:.2f} GB", file=sys.stderr, flush=True)
    memory = round(peak_kilobytes() / 1e6, 2)
    about = f"classification of 100,000, {what}"
    return [
        {"what": about, "value": seconds, "unit": "seconds"},
        {"what": f"{about}, memory so far", "value": memory, "unit": "GB", "mark": MEMORY_MARK_GB},
    ]


def run() -> list[dict[str, Any]]:
    """Return all figures; about six minutes on two quiet cores."""
    if not (DATA / "republication").exists():
        print(f"classification: {DATA} is absent")
        return []
    from include.classification import classify
    from include.settings import settings

    with tempfile.TemporaryDirectory() as home:
        os.environ["PRESS_HOME"] = home
        settings.cache_clear()
        _land()
        rows = [
            row for name in classify.ALONE for row in _measured(name, lambda n=name: classify.classify_alone(DAY, [n]))
        ]
        rows += _measured("reprints", lambda: classify.match_days([DAY]))
        rows += _measured("reprints again", lambda: classify.match_days([DAY]))
    del os.environ["PRESS_HOME"]
    settings.cache_clear()
    return rows
