"""100,000 articles through the gate, beyond the import of Great Expectations."""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from benchmarks.memory import peak_kilobytes

ARTICLES, OUTLETS = 100_000, 200
DAY = date(2026, 11, 14)
SENTENCE = "Ủy ban nhân dân Thành phố yêu cầu các đơn vị hoàn thành việc rà soát trước ngày mười lăm hằng tháng. "


def _article(number: int) -> dict[str, Any]:
    """Return one article of about 2,500 characters; one in 200 lacks its date."""
    published = None if number % 200 == 0 else datetime(2026, 11, 14, 1, number % 60, tzinfo=UTC)
    text = f"Bài số {number}. " + SENTENCE * 25
    address = f"http://trang{number % OUTLETS}.example.vn/bai-{number}.html"
    return {
        "article_id": f"{number:016x}", "capture_id": f"c{number:015x}", "outlet_id": f"trang_{number % OUTLETS}",
        "url": address, "canonical_url": address, "title": f"Tiêu đề của bài số {number}", "text": text,
        "text_sha256": f"{number:064x}", "extractor": "trafilatura", "text_characters": len(text), "has_byline": True,
        "day": DAY, "published_at": published, "published_date": DAY if published else None,
    }  # fmt: skip


def land() -> None:
    """Land the articles."""
    from include.landing import store

    for outlet in range(OUTLETS):
        rows = [_article(number) for number in range(outlet, ARTICLES, OUTLETS)]
        store.write("articles", DAY, rows, f"trang_{outlet}")


def admit() -> dict[str, Any]:
    """Admit them, with the library imported beforehand."""
    started = time.perf_counter()
    import great_expectations  # noqa: F401 (its import is not to be measured)

    imported = time.perf_counter()
    from include.validation.gate import admit_days

    counts = admit_days([DAY])
    seconds = time.perf_counter() - imported
    memory = peak_kilobytes() // 1024
    return {**counts, "import_seconds": imported - started, "seconds": seconds, "memory_mb": memory}


def _child(what: str, home: str) -> dict[str, Any]:
    """Run one step in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.gate", what]
    answer = subprocess.run(command, env={**os.environ, "PRESS_HOME": home}, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return found


def run() -> list[dict[str, Any]]:
    """Return seconds of import and gate, and the gate's memory."""
    with tempfile.TemporaryDirectory() as folder:
        home = str(Path(folder))
        _child("land", home)
        measured = _child("admit", home)
    assert measured["articles"] == ARTICLES and measured["quarantined"] == ARTICLES // 200
    return [
        {
            "what": "100,000 articles through the gate",
            "value": round(measured["seconds"], 1),
            "unit": "s",
            "mark": "≤ 20",
        },
        {"what": "import of Great Expectations", "value": round(measured["import_seconds"], 1), "unit": "s"},
        {"what": "peak memory", "value": measured["memory_mb"], "unit": "MB"},
    ]


if __name__ == "__main__":
    if sys.argv[1] == "land":
        land()
    print(json.dumps({} if sys.argv[1] == "land" else admit()))
