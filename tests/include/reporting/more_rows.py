"""The month's rows and beside them those that no figure may count: of other periods, days, authorities, strengths.

Each figure is then another one as soon as its declaration forgets a condition, shifts a day, or counts a thing twice.
"""

from typing import Any

from tests.include.reporting.sample_rows import ADVICE, MINISTRY, MONTH, NO_SITE, PORTAL, _event, _matter

Rows = dict[str, list[dict[str, Any]]]
OTHER: dict[str, Any] = {"period_id": "2026-10"}
STATES = ("seen", "not_seen", "unread", "needs_review", "not_observed", "not_applicable")
DAY_BEFORE, FIRST, LAST, DAY_AFTER = "2026-10-14", "2026-10-15", "2026-11-14", "2026-11-15"
ENDS = ("dismissed", "insufficient", "remedied", "referred", "withdrawn", "vanished", "merged")


def _ends(first: int) -> Rows:
    """Return matters each of which ended in its own way in the month, and one of each a day too early and too late."""
    matters, events = [], []
    for place, event in enumerate(ENDS):
        for turn, day in enumerate((DAY_BEFORE, FIRST, LAST, DAY_AFTER)):
            number = first + 4 * place + turn
            matters.append(_matter(number, f"trang_{number}", "source_credit", "2026-09-01", "2026-09-02", state=event))
            events += [_event(number, "new", 1, "2026-09-01"), _event(number, event, -1, day, 1)]
    return {"fct_matters": matters, "fct_matter_events": events}


def _others(first: int) -> Rows:
    """Return matters that were opened again or split, are of a ministry or advisory, or lie outside the month."""
    matters = [
        _matter(first, "bao_a", "source_credit", "2026-09-01", "2026-09-02"),
        _matter(first + 1, "bao_a", "source_credit", "2026-09-03", "2026-09-04", reply_due_on=LAST),
        _matter(first + 2, "bao_b", "source_credit", LAST, DAY_AFTER, first_reply_on=DAY_AFTER, reviewed_on=DAY_AFTER),
        _matter(first + 3, "bao_c", "source_credit", DAY_AFTER, DAY_AFTER),
        _matter(first + 4, "bao_d", "source_credit", DAY_BEFORE, DAY_BEFORE, first_reply_on=DAY_BEFORE, **ADVICE),
        _matter(first + 5, "bao_e", "source_credit", DAY_BEFORE, FIRST, first_reply_on=FIRST, **ADVICE),
        _matter(first + 6, "bao_f", "source_credit", DAY_BEFORE, FIRST, first_reply_on=FIRST, reply_due_on=FIRST,
                **MINISTRY),
        _matter(first + 7, "bao_g", "source_credit", DAY_BEFORE, LAST, reply_due_on=DAY_AFTER, **ADVICE,
                state="vanished"),
        _matter(first + 8, "bao_h", "source_credit", FIRST, LAST, first_reply_on=LAST, reply_due_on=LAST,
                reviewed_on=LAST),
        _matter(first + 10, "bao_k", "source_credit", "2026-08-01", DAY_AFTER, first_reply_on=DAY_BEFORE, **ADVICE),
        _matter(first + 11, "bao_l", "source_credit", "2026-08-01", DAY_BEFORE, **MINISTRY),
        _matter(first + 12, "bao_m", "source_credit", "2026-08-02", "2026-08-02", first_reply_on=DAY_BEFORE),
        _matter(first + 13, "bao_n", "source_credit", DAY_AFTER, DAY_AFTER, **ADVICE),
        _matter(first + 14, "bao_o", "source_credit", DAY_AFTER, DAY_AFTER, **MINISTRY),
        _matter(first + 15, "bao_p", "source_credit", DAY_BEFORE, DAY_BEFORE),
        _matter(first + 9, "bao_i", "source_credit", "2026-09-09", LAST, first_reply_on=DAY_AFTER,
                reply_due_on=DAY_AFTER, reviewed_on=DAY_AFTER),
    ]  # fmt: skip
    events = [
        *(_event(first + n, "new", 1, "2026-09-05") for n in range(2)),
        _event(first, "remedied", -1, "2026-09-20", 1), _event(first, "reopened", 1, FIRST, 2),
        _event(first + 1, "split", 1, LAST, 1), _event(first + 1, "confirmed", 0, DAY_AFTER, 2),
        _event(first + 2, "new", 1, LAST), _event(first + 2, "confirmed", 0, DAY_BEFORE, 1),
        _event(first + 3, "new", 1, DAY_AFTER),
        _event(first + 10, "new", 1, "2026-08-01", **ADVICE), _event(first + 11, "new", 1, "2026-08-01", **MINISTRY),
        _event(first + 12, "new", 1, "2026-08-02"), _event(first + 12, "dismissed", -1, DAY_AFTER, 1),
        *(_event(first + 15, event, 1 - 2 * (place % 2), DAY_BEFORE, place)
          for place, event in enumerate(("new", "remedied", "reopened", "withdrawn", "split", "remedied"))),
        *(_event(first + 3, event, 2 * (place % 2 == 0) - 1, DAY_AFTER, place)
          for place, event in enumerate(("remedied", "reopened", "remedied", "split"), start=1)),
        *(_event(first + n, "new", 1, FIRST, **ADVICE) for n in (4, 5, 7)),
        *(_event(first + n, event, -1, LAST, 1, **ADVICE) for n, event in ((4, "remedied"), (5, "dismissed"))),
        *(_event(first + 6, event, change, FIRST, place, **MINISTRY)
          for place, (event, change) in enumerate((("new", 1), ("reopened", 1), ("split", 1), ("confirmed", 0)))),
        *(_event(first + 6, event, -1, LAST, 5 + place, **MINISTRY)
          for place, event in enumerate(("remedied", "referred", "withdrawn"))),
        _event(first + 8, "new", 1, FIRST), _event(first + 8, "confirmed", 0, FIRST, 1),
        _event(first + 8, "confirmed", 0, LAST, 2), _event(first + 9, "new", 1, "2026-09-09"),
    ]  # fmt: skip
    return {"fct_matters": matters, "fct_matter_events": events}


def _of_days() -> Rows:
    """Return rows of marts that are asked by day, of the days before and after the month among them."""
    portals = [PORTAL | {"unit_id": f"u{n}", "has_site": True, "days": 10, "days_reached": n, "pauses": n,
                         "pauses_in_time": 1,
                         **{f"{name}_state": state for name in ("domain", "rating", "ipv6")}}
               for n, state in enumerate(STATES)]  # fmt: skip
    releases = MONTH["fct_releases"][0]
    checks = MONTH["fct_fact_checks"][0]
    due = MONTH["rpt_deadlines"][1]
    return {
        "fct_coverage": [
            {"outlet_id": "trang_x", "day": day, "observed_share": 0.5, "landed": 3, "failed": 2, "main_cause": cause}
            for day in (DAY_BEFORE, FIRST, LAST, DAY_AFTER) for cause in (None, "too_slow")
        ],
        "fct_quarantine": [
            {"quarantine_id": f"{state}{day}", "reason": "text_empty", "state": state, "first_landed_on": day}
            for day in (DAY_BEFORE, FIRST, LAST, DAY_AFTER) for state in ("open", "discarded")
        ],
        "fct_releases": [
            releases | {"release_id": f"r{day}{kind}", "kind": kind, "issued_at": f"{day} 01:00:00+00:00",
                        "articles": 3, "containment_max": 0.5, "delay_minutes_min": minutes, "units_named": 5,
                        "units_reached": 2}
            for day in (DAY_BEFORE, FIRST, LAST, DAY_AFTER)
            for kind, minutes in ((None, 7.0), ("magazine", 20.0 if FIRST <= day <= LAST else 5.0))
        ],
        "fct_fact_checks": [
            checks | {"fact_check_id": f"xm{day}", "published_on": day, "repeats": 2, "repeats_after": 1,
                      "corrections": 3, "waiting": 4, "correction_days_min": 2 if FIRST <= day <= LAST else 0}
            for day in (DAY_BEFORE, FIRST, LAST, DAY_AFTER)
        ],
        "rpt_deadlines": [
            due | {"deadline_id": f"{day}{kind}{more}", "deadline_kind": kind, "due_on": day, **more}
            for day in (DAY_BEFORE, FIRST, LAST, DAY_AFTER)
            for kind in ("press_answer", "attestation")
            for more in ({}, {"is_of_outlet": True}, {"is_voluntary": True}, {"done_on": LAST}, {"done_on": DAY_AFTER})
        ],
        "rpt_portals": [*portals, PORTAL | NO_SITE | {"unit_id": "xa_khac", "days": 9, "days_reached": 1}],
        "rpt_portal_sheets": [PORTAL | {"unit_id": "u_changed", "is_as_sent": False},
                              PORTAL | {"unit_id": "u_unknown", "is_as_sent": None}],
        "rpt_candidates": [
            MONTH["rpt_candidates"][0] | {"strength": strength, "jurisdiction": jurisdiction, "candidates": number}
            for number, (strength, jurisdiction) in enumerate(
                (("signal", "city"), ("signal", "ministry"), ("signal", "city"), ("advisory", "city")), start=5)
        ],
        "rpt_verdicts": [
            {"rule_id": rule, "title_vi": rule, "jurisdiction": where, "strength": "duty", "status": status,
             "verdicts": 9, "outlets": 1}
            for rule, where, status in (("x", "city", "not_observed"), ("x", "city", "not_applicable"),
                                        ("y", "ministry", "not_observed"), ("z", "city", "needs_review"))
        ],
        "rpt_plan_tasks": [MONTH["rpt_plan_tasks"][0] | {"task_id": "t3", "status": "done"}],
        "rpt_precision": [MONTH["rpt_precision"][0] | {"rule_id": "licence_held", "precision_share": 0.9}],
        "rpt_named_matters": [{"matter_id": "m2", "rule_id": "source_credit", "outlet_name": "Trang Một",
                               "title_vi": "Ghi nguồn tin", "days": 3}],
        "rpt_corrections": [{"matter_id": "m9", "outlet_name": "Trang Hai", "title_vi": "Ghi nguồn tin",
                             "decision": "dismiss", "named_in_period": "2026-09", "cleared_on": "2026-11-01"}],
    }  # fmt: skip


def _of_another_period(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of the period before, with other numbers in other proportions."""
    numbers = {name: value for name, value in row.items() if type(value) in (int, float)}
    return row | OTHER | {name: value * (3 + place % 3) for place, (name, value) in enumerate(numbers.items())}


def more_rows() -> Rows:
    """Return every mart of the sample with the rows beside it, and with one row of another period."""
    rows: Rows = {mart: list(held) for mart, held in MONTH.items()}
    for more in (_ends(100), _others(200), _of_days()):
        for mart, held in more.items():
            rows.setdefault(mart, []).extend(held)
    for mart, held in rows.items():
        if mart.startswith("rpt_") and mart != "rpt_deadlines" and held:
            held.extend([_of_another_period(held[0])] * (len(held) + 3))
    return rows
