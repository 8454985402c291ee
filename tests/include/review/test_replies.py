"""An outlet's reply is kept as it was given."""

from datetime import date
from pathlib import Path

import pytest

from include.errors import DeclarationError
from include.review.replies import record, replies_to
from include.settings import settings


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PRESS_HOME", str(tmp_path))
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_replies_stand_in_the_order_in_which_they_came() -> None:
    record("finding-1", "Chúng tôi đã bổ sung.", date(2026, 11, 20), "văn thư")
    record("finding-1", "Xin gửi kèm ảnh.", date(2026, 11, 21), "văn thư")
    assert [entry.payload["text"] for entry in replies_to("finding-1")] == ["Chúng tôi đã bổ sung.", "Xin gửi kèm ảnh."]
    assert replies_to("finding-1")[0].payload["received_on"] == "2026-11-20"


def test_an_empty_reply_is_refused() -> None:
    with pytest.raises(DeclarationError, match="empty"):
        record("finding-1", " ", date(2026, 11, 20), "văn thư")
