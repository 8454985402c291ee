"""A build that finds nothing of a matter any more takes back nothing that people decided, and names nobody by it."""

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from include.ledger.kinds import EntryKind
from include.review import dossier
from include.review.states import state_of
from tests.support.compiled import CompiledModels
from tests.support.naming_histories import (
    NAME,
    OUTLET,
    Log,
    given_tables,
    marts_of,
    named,
    play,
    rules_of,
    steps,
    straight,
)
from tests.support.reviewed import BINH


def events_of(rows: list[dict[str, Any]]) -> list[tuple[int, str, date]]:
    """Return what people did, in its order."""
    return sorted((row["sequence"], row["event"], row["event_on"]) for row in rows)


def rebuilt(models: CompiledModels, log: Log, at: datetime, grain: str = "article") -> dict[str, list[dict[str, Any]]]:
    """Return the marts of a build that finds nothing of the matter any more."""
    tables = given_tables(log, "city", "duty", at) | {"marts.dim_rules": rules_of(grain)}
    tables["candidates.fct_verdicts"] = tables["candidates.fct_verdicts"].slice(0, 0)
    return marts_of(models, tables)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.one_of(straight(), st.lists(st.tuples(st.integers(0, 12), steps()), max_size=8)))
def test_a_build_that_loses_the_findings_changes_nothing_that_people_decided(
    models: CompiledModels, log: Log, acts: list[Any]
) -> None:
    history = play(log, acts, "city", "duty")
    record = dossier.dossier_of(OUTLET).matter("m1")
    found = rebuilt(models, log, history.at)
    is_kept = record.decision() != "" or record.newest(EntryKind.NOTICE_SENT) is not None
    if record.newest(EntryKind.MATTER_OPENED) is None:
        assert found["fct_matters"] == [], "nobody had acted on it"
        return
    (matter,) = found["fct_matters"]
    assert not matter["is_nameable"], "nobody is named by what no build finds and no retest saw put right"
    if log.kept and any(entry.payload.get("notice") == "forged" for entry in log.kept):
        return
    assert matter["state"] == (state_of(record, history.at).value if is_kept else "vanished")
    if is_kept:
        before = marts_of(models, given_tables(log, "city", "duty", history.at))["fct_matter_events"]
        assert events_of(found["fct_matter_events"]) == events_of(before)


def test_what_its_outlet_put_right_stays_named_once_a_retest_has_seen_it(models: CompiledModels, log: Log) -> None:
    history = named(log)
    payload = {"matters": "m1", "due_on": "2026-11-30", "outcome": "remedied", "met_since": "2026-11-29"}
    log.append_if(lambda _: True, "retested", f"matters/{OUTLET}", payload, "retest", history.at)
    found = rebuilt(models, log, history.at)
    (matter,) = found["fct_matters"]
    assert (matter["state"], matter["is_nameable"], matter["met_since"]) == ("confirmed", True, date(2026, 11, 29))
    (row,) = found["rpt_named_matters"]
    assert (row["outlet_name"], row["met_since"]) == (NAME, date(2026, 11, 29))
    assert rebuilt(models, log, history.at, "home_page")["rpt_named_matters"] == [], "a past day is lost by our reading"


def test_a_lost_finding_corrects_nothing_until_a_person_says_that_it_was_our_error(
    models: CompiledModels, log: Log
) -> None:
    history = named(log)
    log.append_if(lambda _: True, "delivery_sent", "monthly_compliance/2026-12/x", {"named": "m1"}, "m", history.at)
    found = rebuilt(models, log, history.at)
    assert (found["fct_matters"][0]["state"], found["rpt_corrections"]) == ("confirmed", [])
    history.at += timedelta(days=1)
    history.decide(BINH, "dismiss")
    found = rebuilt(models, log, history.at)
    assert [row["decision"] for row in found["rpt_corrections"]] == ["dismiss"]
    assert {row["event"] for row in found["fct_matter_events"]} == {"new", "confirmed", "dismissed"}
