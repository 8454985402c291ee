"""An outlet that a report named and that was cleared since is corrected, and no other."""

from datetime import datetime, timedelta
from typing import Any

from tests.support.compiled import CompiledModels
from tests.support.naming_histories import NAME, Log, given_tables, named
from tests.support.reviewed import BINH


def corrections(models: CompiledModels, log: Log, at: datetime) -> list[dict[str, Any]]:
    """Return the corrections that the marts hold at an instant."""
    with models.over(given_tables(log, "city", "duty", at)) as connection:
        return connection.sql("select * from marts.rpt_corrections").to_arrow_table().to_pylist()


def test_an_outlet_that_a_sent_report_named_is_corrected_once_cleared(models: CompiledModels, log: Log) -> None:
    history = named(log)
    history.at += timedelta(days=30)
    subject = "monthly_compliance/2026-12/van_phong"
    log.append_if(lambda _: True, "delivery_sent", subject, {"named": "m0 m1"}, "mail", history.at)
    history.at += timedelta(days=1)
    history.decide(BINH, "dismiss")
    (row,) = corrections(models, log, history.at)
    assert (row["outlet_name"], row["named_in_period"], row["decision"]) == (NAME, "2026-12", "dismiss")


def test_an_outlet_cleared_before_a_report_left_is_not_named_by_a_correction(models: CompiledModels, log: Log) -> None:
    history = named(log)
    history.at += timedelta(days=1)
    history.decide(BINH, "dismiss")
    subject = "monthly_compliance/2026-12/x"
    log.append_if(lambda _: True, "delivery_sent", subject, {"named": "m1"}, "mail", history.at)
    assert corrections(models, log, history.at) == []


def test_a_report_that_named_others_corrects_nobody_it_did_not_name(models: CompiledModels, log: Log) -> None:
    history = named(log)
    for payload in ({}, {"named": ""}, {"named": "m2"}):
        log.append_if(lambda _: True, "delivery_sent", "monthly_compliance/2026-12/x", payload, "mail", history.at)
    history.at += timedelta(days=1)
    history.decide(BINH, "dismiss")
    assert corrections(models, log, history.at) == []


def test_a_matter_cleared_twice_in_a_month_is_corrected_once(models: CompiledModels, log: Log) -> None:
    history = named(log)
    log.append_if(lambda _: True, "report_issued", "weekly/x", {"named": "m1"}, "giang", history.at)
    for decision in ("dismiss", "reopen", "insufficient"):
        history.at += timedelta(minutes=9)
        history.decide(BINH, decision)
    (row,) = corrections(models, log, history.at)
    assert (row["decision"], row["named_in_period"]) == ("insufficient", "x")


def test_a_mail_that_had_left_before_the_clearing_is_corrected_though_its_arrival_was_recorded_after_it(
    models: CompiledModels, log: Log
) -> None:
    history = named(log)
    mail = {"named": "m1", "content_hash": "aa"}
    for subject, outcome in (
        ("monthly_compliance/2026-11/lost", "delivery_refused"),
        ("monthly_compliance/2026-12/x", ""),
    ):
        log.append_if(lambda _: True, "delivery_claimed", subject, mail, "mail", history.at)
        if outcome:
            log.append_if(lambda _: True, outcome, subject, mail, "mail", history.at)
    history.at += timedelta(days=1)
    history.decide(BINH, "dismiss")
    (row,) = corrections(models, log, history.at)
    assert row["named_in_period"] == "2026-12", "not the one of which it is known that it never arrived"
    log.append_if(lambda _: True, "delivery_sent", "monthly_compliance/2026-12/x", mail, "mail", history.at)
    assert len(corrections(models, log, history.at)) == 1
