"""The answers of the worked queries on the law, the calendar and the city's own offices."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from include.periods.days import days_between
from include.periods.report_period import ReportPeriod
from include.periods.working_days import add_working_days, is_working_day, working_days_between
from include.sample_city import expected
from include.sample_city.declaration import DAYS
from tests.system.worked import (
    NOVEMBER,
    Row,
    answers,
    answers_due,
    instant,
    register,
    seed,
)


@answers("Which rules apply to aggregators today, on what basis?")
def rules_of_aggregators(rows: list[Row]) -> tuple[Any, Any]:
    """Compare with the catalogue."""
    names = ("rule_id", "instrument", "provision", "basis", "confidence", "unit")
    wanted = [
        tuple(row[name] or None for name in names)
        for row in seed("rule_versions")
        if "aggregator" in row["kinds"].split() and not row["effective_to"]
    ]
    return sorted(map(str, ([tuple(row[name] for name in names) for row in rows]))), sorted(map(str, wanted))


@answers("How did the text behind one rule change?")
def text_of_a_rule(rows: list[Row]) -> tuple[Any, Any]:
    """Compare with the catalogue's versions."""
    wanted = [
        (row["effective_from"], row["effective_to"] or "None", row["instrument"], float(row["threshold"]), row["unit"])
        for row in seed("rule_versions")
        if row["rule_id"] == "reprint_delay"
    ]
    names = ("effective_from", "effective_to")
    found = [(*(str(r[name]) for name in names), r["instrument"], r["threshold"], r["unit"]) for r in rows]
    return found, sorted(wanted)


@answers("How do the city's units keep their deadlines towards the press?")
def deadlines_kept(rows: list[Row]) -> tuple[Any, Any]:
    """Compare what was in time and what was late of the period's lists, matters, conferences and answers."""
    lists = [(instant(one["assigned_at"]), one.get("posted_at")) for one in register("spokesperson_lists")]
    urgent = [(instant(one["received_at"]), one.get("informed_at")) for one in register("urgent_matters")]
    held = sorted(one["held_on"] for one in register("press_conferences") if one["kind"] == "regular")
    answered = [(due, one.get("answered_on")) for one, due in answers_due() if NOVEMBER.contains(due)]
    three_months_on = held[0].replace(month=held[0].month + 3)
    wanted = {
        **{
            title: Counter(
                "in_time" if instant(done) <= since + timedelta(hours=24) else "late" for since, done in found if done
            )
            for title, found in {"Đăng thông tin người phát ngôn": lists, "Cung cấp thông tin ban đầu": urgent}.items()
        },
        "Tổ chức họp báo của Thành phố": Counter(["in_time" if held[1] <= three_months_on else "late"]),
        "Trả lời báo chí": Counter("in_time" if done <= due else "late" for due, done in answered if done),
    }
    of_month = [row for row in rows if row["period_id"] == NOVEMBER.period_id and row["title_vi"] in wanted]
    found = {row["title_vi"]: Counter(in_time=row["in_time"], late=row["late"]) for row in of_month}
    return found, wanted


@answers("Which checks are known to be right how often?")
@answers("What was decided, and what did the outlets reply?")
@answers("Which rules, versions and outlets were switched or altered, and when?")
def nothing_yet(rows: list[Row]) -> tuple[Any, Any]:
    """Compare with nothing: nobody has decided, and nobody has switched anything."""
    return rows, []


@answers("Which answers to the press are late or overdue, against which limit?")
def late_answers(rows: list[Row]) -> tuple[Any, Any]:
    """Compare with the register."""
    wanted = [
        (one["request_id"], "late" if one.get("answered_on") else "overdue", due)
        for one, due in answers_due()
        if one.get("answered_on", DAYS[-1]) > due
    ]
    return [(row["request_id"], row["state"], row["due_on"]) for row in rows], wanted


@answers("How many working days has each monthly period, and how many were judged?")
def working_days(rows: list[Row]) -> tuple[Any, Any]:
    """Compare with the calendar and with the days that the city is collected on."""
    periods = [ReportPeriod.parse(text) for text in ("2026-10", "2026-11", "2026-12")]
    wanted = [
        (
            one.period_id,
            sum(is_working_day(day) for day in days_between(one.start, one.last_day)),
            sum(one.contains(day) for day in DAYS),
        )
        for one in periods
    ]
    return [tuple(row.values()) for row in rows], wanted


@answers("How many working days lie between two days?")
def between(rows: list[Row]) -> tuple[Any, Any]:
    """Compare with the calendar: the first Day of Culture lies between."""
    return [tuple(row.values()) for row in rows], [(working_days_between(date(2026, 11, 16), date(2026, 12, 1)),)]


@answers("Which units succeeded those that were merged or abolished?")
def successors(rows: list[Row]) -> tuple[Any, Any]:
    """Compare with the register of units, whose last day counts; the mart names the day after it."""
    names = {one["unit_id"]: one["unit_name"] for one in register("units")}
    wanted = [
        (one["unit_id"], one["unit_name"], one["effective_to"] + timedelta(days=1), names[one["successor_unit_id"]])
        for one in sorted(register("units"), key=lambda one: one["unit_id"])
        if "effective_to" in one
    ]
    return [tuple(row.values()) for row in rows], wanted


@answers("What do the units' sites show at the end of a period?")
def sites(rows: list[Row]) -> tuple[Any, Any]:
    """Compare every measure of every unit that has a site."""
    names = ("domain", "part_of_city", "organisation", "rating", "channels")
    found = {r["unit_id"]: {name: r[f"{name}_state"] for name in names} for r in rows if r["cause"] != "no_site"}
    return found, expected.portals()


@answers("Whose row on portals may be printed, and since when?")
def printable(rows: list[Row]) -> tuple[Any, Any]:
    """Compare with the register of sheets of periods that were measured: ten working days, from the next day on."""
    wanted = {
        (
            one["unit_id"],
            one["sent_on"],
            add_working_days(one["sent_on"], 10) + timedelta(days=1),
            "remark_received_on" in one,
        )
        for one in register("portal_sheets")
        if any(ReportPeriod.parse(one["period"]).contains(day) for day in DAYS)
    }
    return {tuple(row.values()) for row in rows}, wanted


@answers("Which texts began to apply in a month, and whose force is not known?")
def law_changes(rows: list[Row]) -> tuple[Any, Any]:
    """Compare the texts that begin with the catalogue's versions of that period."""
    period = ReportPeriod.parse("2026-07")
    wanted = {
        (row["instrument"], row["provision"] or None)
        for name in ("rule_versions", "measure_versions")
        for row in seed(name)
        if period.contains(date.fromisoformat(row["effective_from"]))
    }
    return {(r["instrument"], r["provision"]) for r in rows if r["change_kind"] == "begins"}, wanted


@answers("What is due in the month, and is it done?")
def due(rows: list[Row]) -> tuple[Any, Any]:
    """Compare replies, corrections and answers owed, units' reports, tasks of the plan and the ends of attestations."""
    days = timedelta(days=2)  # of a daily, from the day on which it received the conclusion or the reply
    papers = [one for one in register("replies_due") if one["medium"] == "daily" and not one["is_refused_in_writing"]]
    mistakes = [one for one in register("corrections_due") if one["medium"] == "daily"]
    owed = [
        *(("reply", one["received_on"] + days, False) for one in papers),
        *(("correction", one["received_on"] + days, "correction_address" in one) for one in mistakes),
        *(("press_answer", day, "answered_on" in one) for one, day in answers_due()),
        *(("unit_report", one["due_on"], "received_on" in one) for one in register("unit_reports")),
        *(
            ("plan_task", one["due_on"], "finished_on" in one)
            for one in register("plan_tasks")
            if "due_on" in one and one["status"] != "beyond_powers"
        ),
        *(("attestation", one["complete_to"], False) for one in register("attestations")),
    ]
    kinds = {one[0] for one in owed}
    month = [row for row in rows if row["deadline_kind"] in kinds]
    found = {(row["deadline_kind"], row["due_on"], row["is_done"]): row["things"] for row in month}
    return found, Counter(one for one in owed if (one[1].year, one[1].month) == (2026, 11))


@answers("Which figures of the spokesperson year can be computed, and what is missing for the others?")
def spokesperson_year(rows: list[Row]) -> tuple[Any, Any]:
    """Compare the six figures of every unit with what its registers hold; the city itself is always one of them."""
    wanted: dict[tuple[str, int], tuple[int, int | None]] = {}
    names = ("press_conferences", "press_briefings", "press_requests", "urgent_matters", "correction_requests")
    city = {one["unit_id"] for one in register("units") if one["kind"] == "city"}
    for unit in city | {one["unit_id"] for name in names for one in register(name)}:
        held, briefed, asked, urgent, wrong = (
            [one for one in register(name) if one["unit_id"] == unit] for name in names
        )
        spoken = [one for one in urgent if "informed_at" in one]
        in_time = [
            one for one in spoken if instant(one["informed_at"]) <= instant(one["received_at"]) + timedelta(hours=24)
        ]
        wanted |= {
            (unit, 1): (len(held), None),
            (unit, 2): (sum(one["times_informed"] for one in briefed), None),
            (unit, 3): (sum("answered_on" in one for one in asked), len(asked)),
            (unit, 4): (len(spoken), len(urgent)),
            (unit, 5): (len(in_time), len(urgent)),
            (unit, 6): (sum("requested_on" in one for one in wrong), len(wrong)),
        }
    return {(row["unit_id"], row["figure_number"]): (row["counted"], row["of_all"]) for row in rows}, wanted
