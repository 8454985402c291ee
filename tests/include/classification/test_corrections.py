"""Correction notices and what they correct."""

from datetime import UTC, datetime
from pathlib import Path

from include.classification.admitted import AdmittedDay
from include.classification.corrections import link_rows, title_share
from include.landing import store
from tests.include.classification.landed import DAY, land, landing_row


def notice(value: str) -> list[dict[str, object]]:
    """Land an article, another outlet's of the same title, and a notice that names something."""
    wrong = landing_row("wrong", "bao_a", "x", DAY, 1, title="Sai số về giá nước sạch")
    land(DAY, [wrong, landing_row("n", "bao_a", "y", DAY, 5), {**wrong, "article_id": "other", "outlet_id": "bao_b"}])
    seen = {"capture_id": "c_n", "outlet_id": "bao_a", "article_id": "n", "scope": "article", "place": "seen"}
    what = {"observation": "corrected_article", "value": value, "is_present": True, "day": DAY}
    row = {**seen, **what, "captured_at": datetime(2026, 10, 15, 9, tzinfo=UTC)}
    store.write("observations", DAY, [row], "bao_a")
    return link_rows(DAY, AdmittedDay(DAY))


def test_a_notice_is_linked_by_the_address_it_names(home: Path) -> None:
    rows = notice("http://bao_a.example.vn/wrong")
    assert rows[0]["explanation"] == "http://bao_a.example.vn/wrong"
    assert [(r["corrected_article_id"], r["link_kind"], r["confidence"]) for r in rows] == [("wrong", "address", 1.0)]


def test_a_notice_is_linked_by_a_title_within_its_own_outlet(home: Path) -> None:
    rows = notice("SAI SỐ VỀ GIÁ NƯỚC SẠCH")
    assert [(r["corrected_article_id"], r["link_kind"]) for r in rows] == [("wrong", "title")]


def test_a_notice_that_names_something_else_stays_unlinked(home: Path) -> None:
    assert notice("Một bài khác hẳn") == []


def test_titles_are_compared_by_their_syllables() -> None:
    assert title_share("Giá nước", "giá NƯỚC") == 1.0
    assert title_share("", "") == 0.0
