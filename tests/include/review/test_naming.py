"""Over drawn histories: nothing that leaves the department names an outlet before its date, or ever when it may not be.

The marts are the real SQL. What may be is worked out a second time, from the entries alone.
"""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from include.periods.days import local_day
from include.reporting import named as reporting_named
from include.reporting.compose import Snapshot
from include.review import dossier
from include.review.states import state_of
from tests.support.compiled import CompiledModels
from tests.support.naming_histories import (
    BELOW_REVIEWER,
    NAME,
    OUTLET,
    History,
    Log,
    given_tables,
    marts_of,
    may_be_named,
    named,
    play,
    reply,
    report_words,
    steps,
    straight,
)
from tests.support.reviewed import AN, BINH, GIANG, HOA, facts


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.one_of(straight(), straight(), st.lists(st.tuples(st.integers(0, 12), steps()), max_size=12)),
    jurisdiction=st.sampled_from(["city", "city", "city", "ministry", None]),
    strength=st.sampled_from(["duty", "duty", "duty", "advisory"]),
    status=st.sampled_from(["not_met", "not_met", "not_met", "needs_review"]),
)
def test_no_outlet_is_named_before_its_date(
    models: CompiledModels, log: Log, acts: list[Any], jurisdiction: str | None, strength: str, status: str
) -> None:
    history = play(log, acts, jurisdiction, strength)
    today = local_day(history.at)
    allowed = status == "not_met" and may_be_named(log, jurisdiction, strength, today)
    found = marts_of(models, given_tables(log, jurisdiction, strength, history.at, status))
    assert any(one["is_nameable"] for one in found["fct_matters"]) == allowed
    assert len(found["fct_matters"]) == 1 or status == "needs_review", "a question to people is no matter"
    if allowed:  # the ledger is asked once more before a report leaves, and never refuses what the marts let be named
        shown = SimpleNamespace(content=SimpleNamespace(named=frozenset({"m1"})), composed_after=10**9)
        assert reporting_named.not_released(cast(Snapshot, shown)) == []
    names = [row for mart in BELOW_REVIEWER for row in found[mart] if NAME in str(row)]
    assert bool(names) == allowed
    assert found["rpt_corrections"] == [], "no report has left that could have named anyone"
    said = {p["period_id"]: report_words(found, p["period_id"]) for p in found["rpt_matters"]}
    naming_periods = {row["period_id"] for row in names}
    assert {period for period, text in said.items() if NAME in text} == naming_periods & set(said)
    check_referral(log, jurisdiction)
    if status == "not_met" and log.kept and not any(entry.payload.get("notice") == "forged" for entry in log.kept):
        state = state_of(dossier.dossier_of(OUTLET).matter("m1"), history.at)
        assert found["fct_matters"][0]["state"] == state.value, "the desk and the marts say the same"


def check_referral(log: Log, jurisdiction: str | None) -> None:
    """Fail where a packet names an outlet whose authority nobody knows, or of a ministry that one person decided on."""
    deciders: set[str] = set()
    for entry in log.entries("decision"):
        if entry.payload["decision"] == "refer":
            assert jurisdiction == "city" or (jurisdiction == "ministry" and deciders - {entry.actor})
        if entry.payload["decision"] == "confirm":
            deciders.add(entry.actor)


def test_after_all_steps_the_outlet_is_named_with_its_reply_and_not_a_day_before(
    models: CompiledModels, log: Log
) -> None:
    history = named(log)
    days = {}
    for entry in list(log.kept):
        with models.over(given_tables(log, "city", "duty", history.at)) as connection:
            days[entry.sequence] = connection.sql("select * from marts.rpt_named_matters").to_arrow_table().to_pylist()
        log.kept.pop()
    assert [sequence for sequence, rows in days.items() if rows] == [min(days)]
    (row,) = days[min(days)]
    assert (row["outlet_name"], row["reply_text"], row["period_id"]) == (NAME, None, "2026-12")


def test_a_delivery_written_past_the_desk_before_its_sending_starts_no_clock(models: CompiledModels, log: Log) -> None:
    history = named(log)
    sent_at = next(e.sequence for e in log.kept if e.kind == "notice_sent")
    for number, entry in enumerate(log.kept):
        if entry.kind == "notice_sent":  # as if it had been sent after all
            log.kept[number] = replace(entry, sequence=len(log.kept) + 1)
    log.kept.sort(key=lambda entry: entry.sequence)
    assert sent_at < log.kept[-1].sequence
    with models.over(given_tables(log, "city", "duty", history.at)) as connection:
        (matter,) = connection.sql("from candidates.fct_matters").to_arrow_table().to_pylist()
    assert (matter["is_nameable"], matter["reply_due_on"]) == (False, None)


def test_a_name_written_past_the_desk_before_its_date_is_shown_nowhere(models: CompiledModels, log: Log) -> None:
    history = History(log, facts())
    history.decide(AN, "confirm")
    history.send(GIANG, "receipt")
    reply(history)
    history.decide(BINH, "confirm")
    history.forge("naming_released", HOA)
    for days, is_nameable in ((0, False), (14, False), (15, True)):
        found = marts_of(models, given_tables(log, "city", "duty", history.at + timedelta(days=days)))
        assert [one["is_nameable"] for one in found["fct_matters"]] == [is_nameable], days


def test_nobody_is_named_by_what_a_retest_found_that_we_had_misread(models: CompiledModels, log: Log) -> None:
    history = named(log)
    payload = {"matters": "m1", "due_on": "2026-11-30", "outcome": "misread"}
    log.append_if(lambda _: True, "retested", f"matters/{OUTLET}", payload, "retest", history.at)
    found = marts_of(models, given_tables(log, "city", "duty", history.at))
    assert (found["fct_matters"][0]["is_nameable"], found["rpt_named_matters"]) == (False, [])
