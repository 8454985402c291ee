"""The blind sample at the desk: nothing on its pages tells a place where something was found from any other."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from include.ledger.entries import entries
from include.ledger.kinds import EntryKind
from include.review.samples import items
from include.review.sampling import draw_month
from review_desk import sampled
from review_desk.reviewers import actor, evidence_reader
from tests.include.review.conftest import desk  # noqa: F401 - a fixture
from tests.include.review.test_sampling import NOVEMBER, copy  # noqa: F401 - a fixture
from tests.plugins.review_desk.test_refused import app_of, client  # noqa: F401 - a fixture
from tests.support.reviewed import AN, BINH


@pytest.fixture
def drawn(client: TestClient, copy: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> TestClient:  # noqa: F811
    """Draw October's sample, and sign a reviewer in."""
    monkeypatch.setattr(sampled, "emit_decisions_recorded", lambda count: None)
    app_of(client)[evidence_reader] = app_of(client)[actor] = lambda: AN
    draw_month(NOVEMBER)
    return client


def shape(page: str) -> str:
    """Return a page without its names, days and ids."""
    return re.sub(r"Báo [ab]|ngày [\d/]+|\d\d/\d\d/\d{4}|[0-9a-f]{16}", "", page)


def test_a_place_where_something_was_found_looks_like_any_other_of_its_rule(drawn: TestClient) -> None:
    of_rule = [one for one in items().values() if one.rule_id == "credit"]
    pages = {bool(one.finding_id): drawn.get(f"/samples/{one.item}").text for one in of_rule}
    assert shape(pages[True]) == shape(pages[False])
    assert "Trích" not in pages[True], "the passage of the finding"
    assert len(entries(EntryKind.EVIDENCE_VIEWED)) == len(of_rule), "every view leaves its row"
    assert all("sample" in entry.payload for entry in entries(EntryKind.EVIDENCE_VIEWED))


def test_an_answer_leads_back_and_the_place_no_longer_waits(drawn: TestClient) -> None:
    assert ">40 vị trí chờ ý kiến của bạn" in drawn.get("/samples").text.replace("\n", "")
    item = next(iter(items()))
    answered = drawn.post(f"/samples/{item}", data={"answer": "met", "text": "Đã xem đầu bài."})
    assert (answered.status_code, answered.headers["location"]) == (303, "/samples?done=sampled")
    assert ">39 vị trí chờ" in drawn.get("/samples?done=sampled").text
    assert drawn.get(f"/samples/{item}").status_code == 404
    app_of(drawn)[evidence_reader] = lambda: BINH
    other = drawn.get(f"/samples/{item}").text
    assert "Đã xem đầu bài" not in other
    assert "checked" not in other


def test_an_answer_without_words_is_refused_and_keeps_what_was_chosen(drawn: TestClient) -> None:
    item = next(iter(items()))
    refused = drawn.post(f"/samples/{item}", data={"answer": "not_met", "text": " "})
    assert refused.status_code == 409
    assert re.search(r'value="not_met"[^>]*checked', refused.text)
    assert entries(EntryKind.SAMPLE_ANSWERED) == []
