"""A recorded decision emits the event that the build of the warehouse follows."""

from include.local_stack.airflow_api import AirflowApi
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


def test_the_demonstration_emits_an_event_that_is_one_of_its_asset(server: Server) -> None:
    passwords = server.home / "simple_auth_manager_passwords.json.generated"
    api = AirflowApi(server.address, passwords, "quan_tri")
    emitted = api.emit_asset_event("decisions_recorded", {"days": [], "counts": {"decisions": 3}})
    found = {event["id"]: event for event in api.asset_events("2020-01-01T00:00:00+00:00")}
    assert found[emitted]["name"] == "decisions_recorded"
    assert found[emitted]["extra"]["days"] == []
    assert "created_dagruns" in found[emitted]
