"""Articles made for one test."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

Article = Callable[..., dict[str, Any]]
TEXT = "Ủy ban nhân dân Thành phố yêu cầu các đơn vị hoàn thành việc rà soát trước ngày mười lăm hằng tháng. " * 3


@pytest.fixture
def article() -> Callable[..., dict[str, Any]]:
    """Give a function that returns one good landed article, changed as asked; the length follows the text."""

    def row(number: int, **changed: Any) -> dict[str, Any]:
        address = f"http://thanglong.example.vn/bai-{number}.html"
        made = {
            "article_id": f"a{number}", "capture_id": f"c{number}", "outlet_id": "bao_a", "url": address,
            "canonical_url": address, "title": f"Bài số {number}", "text": TEXT, "text_sha256": f"{number:064x}",
            "extractor": "trafilatura", "has_byline": True, "day": date(2026, 11, 3),
            "published_date": date(2026, 11, 3), "published_at": datetime(2026, 11, 3, 1, number % 60, tzinfo=UTC),
        } | changed  # fmt: skip
        return {"text_characters": len(made["text"] or "")} | made

    return row
