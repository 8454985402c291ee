"""A recorded decision is handed over to the build of the warehouse."""

import time
from typing import Any

from tests.plugins.review_desk.conftest import Server, Visitor
from tests.plugins.review_desk.test_desk import IDENTITY

ANSWERED_SECONDS = 30.0


def test_decisions_are_handed_over_with_their_count(server: Server) -> None:
    visitor = server.session("ra_soat")
    matter = visitor.matter(IDENTITY)
    chosen = visitor.findings(matter)
    for decision in ("reopen", "confirm", "reopen"):
        visitor.send_form(f"{matter}/decisions", decision=decision, reason="Thử bàn giao", finding_id=chosen)
    events = _handed_over(server, visitor)
    assert events
    assert events[-1]["extra"]["days"] == []
    assert events[-1]["extra"]["counts"]["decisions"] >= 1


def _handed_over(server: Server, visitor: Visitor) -> list[dict[str, Any]]:
    """Return what was handed over; it is, once the page has been answered."""
    token = {"Authorization": f"Bearer {visitor.cookies['_token']}"}
    until = time.monotonic() + ANSWERED_SECONDS
    while True:
        answer = visitor.get(f"{server.address}/api/v2/assets/events", headers=token, timeout=30)
        events = [event for event in answer.json()["asset_events"] if event["name"] == "decisions_recorded"]
        if events or time.monotonic() > until:
            return events
        time.sleep(0.1)
