"""A recorded decision emits the event that the build of the warehouse follows."""

from tests.plugins.review_desk.conftest import Server
from tests.plugins.review_desk.test_desk import IDENTITY


def test_decisions_are_handed_over_with_their_count(server: Server) -> None:
    visitor = server.session("ra_soat")
    matter = visitor.matter(IDENTITY)
    visitor.take(matter)
    visitor.send_form(f"{matter}/returns")
    events = visitor.handed_over()
    assert events
    assert events[-1]["extra"]["days"] == []
    assert events[-1]["extra"]["counts"]["decisions"] >= 1
