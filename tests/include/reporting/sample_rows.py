"""Rows as the report marts give them, for a month of a small city press."""

from typing import Any

from tests.include.reporting.marts import query_of

RULES = {
    "home_page_identity": "Thông tin trên trang chủ",
    "licence_held": "Giấy phép hoạt động",
    "reprint_delay": "Thời gian đăng lại",
    "source_credit": "Ghi nguồn tin",
}


def _matter(number: int, outlet: str, rule: str, first: str, last: str, **more: Any) -> dict[str, Any]:
    """Return one matter of an outlet licensed by the city, of a duty unless said otherwise."""
    return {
        "matter_id": f"m{number}", "outlet_id": outlet, "rule_id": rule, "rule_version_id": f"{rule}@2024-12-25",
        "strength": "duty", "jurisdiction": "city", "cause": "", "state": "waiting", "days": 20, "is_open": True,
        "first_day": first, "last_day": last, "opened_on": first, **more,
    }  # fmt: skip


def _event(number: int, event: str, change: int, day: str, sequence: int = 0, **more: Any) -> dict[str, Any]:
    """Return one beginning, confirmation or end of a matter."""
    return {"matter_id": f"m{number}", "event": event, "change": change, "event_on": day, "sequence": sequence,
            "jurisdiction": "city", "strength": "duty", **more}  # fmt: skip


ADVICE: dict[str, Any] = {"strength": "advisory"}
MINISTRY: dict[str, Any] = {"jurisdiction": "ministry"}
# Five matters of duties at the city's outlets: one from before, three new at two outlets, one new and closed at once.
MATTERS = [
    _matter(
        1,
        "trang_mot",
        "home_page_identity",
        "2026-09-20",
        "2026-11-14",
        reviewed_on="2026-10-20",
        delivered_on="2026-10-22",
        reply_due_on="2026-11-05",
        first_reply_on="2026-10-30",
        state="replied",
    ),
    _matter(
        2,
        "trang_mot",
        "source_credit",
        "2026-10-16",
        "2026-10-20",
        state="remedied",
        is_open=False,
        reviewed_on="2026-10-25",
        closed_on="2026-11-10",
    ),
    _matter(3, "trang_hai", "home_page_identity", "2026-10-17", "2026-11-14"),
    _matter(4, "trang_hai", "source_credit", "2026-11-01", "2026-11-03"),
    _matter(5, "trang_ba", "reprint_delay", "2026-11-02", "2026-11-02", **ADVICE),
    _matter(6, "mang_bon", "licence_held", "2026-10-15", "2026-11-14", **MINISTRY),
]
EVENTS = [
    *(
        _event(number, "new", 1, day)
        for number, day in ((1, "2026-09-20"), (2, "2026-10-16"), (3, "2026-10-17"), (4, "2026-11-01"))
    ),
    _event(5, "new", 1, "2026-11-02", **ADVICE),
    _event(6, "new", 1, "2026-10-15", **MINISTRY),
    _event(2, "confirmed", 0, "2026-11-05", 8),
    _event(2, "remedied", -1, "2026-11-10", 9),
]
PORTAL: dict[str, Any] = {
    "unit_id": "phuong_cua_nam", "unit_name": "Phường Cửa Nam", "unit_kind": "ward",
    "domain": "cuanam.hanoi.example.vn",
    "domain_state": "seen", "part_of_city_state": "needs_review", "organisation_state": "seen",
    "rating_state": "not_seen", "channels_state": "not_observed", "ipv6_state": "unread", "cause": None,
    "remark": "Đã bổ sung mục đánh giá từ ngày 20/11/2026.", "days": 31, "days_reached": 30, "pauses": 1,
    "pauses_in_time": 1, "pauses_unclear": 0, "reached_share": 0.968,
    "answer_milliseconds_median": 420.0, "has_site": True,
    "ended_on": None, "sent_on": "2026-10-20", "printable_from": "2026-11-04", "remark_received_on": "2026-10-27",
    "sheet_code": "3f9a07c21be4", "is_as_sent": True,
}  # fmt: skip
NO_SITE: dict[str, Any] = {
    "unit_id": "xa_phu_dong", "unit_name": "Xã Phù Đổng", "unit_kind": "commune", "domain": None, "cause": "no_site",
    "remark": None, "days": 0, "days_reached": 0, "pauses": 0, "pauses_in_time": 0, "pauses_unclear": 0,
    "reached_share": None,
    "answer_milliseconds_median": None, "has_site": False, "sent_on": None, "printable_from": None,
    "remark_received_on": None, "sheet_code": "0b51d3a8f6c2", "is_as_sent": None,
    **{f"{name}_state": "not_applicable"
       for name in ("domain", "part_of_city", "organisation", "rating", "channels", "ipv6")},
}  # fmt: skip
MONTH: dict[str, list[dict[str, Any]]] = {
    "fct_matters": MATTERS,
    "fct_matter_events": EVENTS,
    "fct_coverage": [
        {"outlet_id": outlet, "day": f"2026-{month}-20", "observed_share": share, "discovered": 10, "landed": 9}
        for outlet, share in (("trang_mot", 1.0), ("trang_hai", 0.95), ("trang_ba", 0.4))
        for month in ("09", "10")
    ] + [{"outlet_id": "trang_ba", "day": "2026-11-14", "observed_share": 0.4, "discovered": 0, "landed": 0,
         "failed": 3, "main_cause": "too_slow"}],
    "dim_rules": [{"rule_id": rule_id, "title_vi": title} for rule_id, title in RULES.items()],
    "dim_rule_versions": [
        {"rule_id": rule_id, "rule_version_id": f"{rule_id}@2024-12-25", "instrument": "Nghị định 147/2024/NĐ-CP",
         "provision": "Điều 24 khoản 1", "effective_from": "2024-12-25"}
        for rule_id in RULES
    ],
    "fct_releases": [
        {"release_id": "r1", "kind": "newspaper", "title": "Thông báo nghỉ lễ", "articles": 2, "containment_max": 0.9,
         "delay_minutes_min": 30.0, "units_named": 4, "units_reached": 1, "issued_at": "2026-11-01 01:00:00+00:00"},
    ],
    "fct_fact_checks": [
        {"fact_check_id": "xm1", "label": "untrue", "kind": "newspaper", "repeats": 1, "repeats_after": 0,
         "corrections": 2, "waiting": 1, "correction_days_min": 1, "published_on": "2026-11-02"},
    ],
    "fct_quarantine": [
        {"quarantine_id": "q1", "reason": "text_empty", "state": "open", "first_landed_on": "2026-11-10"},
        {"quarantine_id": "q2", "reason": "text_empty", "state": "released", "first_landed_on": "2026-11-10"},
    ],
    "rpt_outlet_health": [
        {"outlet_id": "trang_ba", "state": "silent", "main_cause": "too_slow", "is_acknowledged": False,
         "last_heard_on": "2026-11-01"},
        {"outlet_id": "trang_mot", "state": "ok", "is_acknowledged": False},
    ],
    "rpt_deadlines": [
        {"deadline_id": "spokesperson_report:2026", "deadline_kind": "spokesperson_report",
         "subject_name": "Ủy ban nhân dân Thành phố", "title_vi": "Báo cáo hằng năm về công tác phát ngôn",
         "is_of_outlet": False, "is_voluntary": False, "due_on": "2026-12-19", "done_on": None},
        {"deadline_id": "press_answer:1", "deadline_kind": "press_answer", "subject_name": "Sở Xây dựng",
         "title_vi": "Trả lời báo chí", "is_of_outlet": False, "is_voluntary": False,
         "due_on": "2026-11-09", "done_on": None},
        {"deadline_id": "attestation:licences", "deadline_kind": "attestation", "subject_name": "licences",
         "title_vi": "Xác nhận sổ đã đầy đủ", "is_of_outlet": False, "is_voluntary": False,
         "due_on": "2026-11-07", "done_on": None},
    ],
    "rpt_coverage": [
        {"jurisdiction": "city", "kind": "aggregator", "outlets": 4, "outlet_days": 124, "discovered": 1240,
         "landed": 900, "admitted": 890, "quarantined": 10, "failed": 6, "observed_share": 0.975},
        {"jurisdiction": "city", "kind": "newspaper", "outlets": 2, "outlet_days": 62, "discovered": 800,
         "landed": 610, "admitted": 605, "quarantined": 5, "failed": 2, "observed_share": 0.99},
        {"jurisdiction": "ministry", "kind": "social_network", "outlets": 3, "outlet_days": 93, "discovered": 93,
         "landed": 90, "admitted": 90, "quarantined": 0, "failed": 0, "observed_share": 0.8},
    ],
    "rpt_coverage_causes": [
        {"cause": "too_slow", "outlets": 1, "outlet_days": 4},
        {"cause": "register_incomplete", "outlets": 2, "outlet_days": 62},
    ],
    "rpt_candidates": [
        {"rule_id": "home_page_identity", "rule_version_id": "home_page_identity@2026-07-01",
         "title_vi": RULES["home_page_identity"], "jurisdiction": "city", "strength": "duty",
         "provision": "Điều 93 khoản 1", "instrument": "Nghị định 174/2026/NĐ-CP", "outlets": 2, "candidates": 34,
         "matters": 2, "confirmed": 0, "dismissed": 0},
        {"rule_id": "reprint_delay", "rule_version_id": "reprint_delay@2024-12-25",
         "title_vi": RULES["reprint_delay"], "jurisdiction": "city", "strength": "advisory", "provision": "",
         "instrument": "Nghị định 147/2024/NĐ-CP", "outlets": 1, "candidates": 3, "matters": 1,
         "confirmed": 0, "dismissed": 0},
        {"rule_id": "licence_held", "rule_version_id": "licence_held@2024-12-25",
         "title_vi": RULES["licence_held"], "jurisdiction": "ministry", "strength": "duty", "provision": "Điều 24(1)",
         "instrument": "Nghị định 147/2024/NĐ-CP", "outlets": 1, "candidates": 1, "matters": 1,
         "confirmed": 0, "dismissed": 0},
    ],
    "rpt_verdicts": [
        {"rule_id": rule_id, "title_vi": title, "jurisdiction": jurisdiction, "strength": "duty", "status": status,
         "verdicts": count, "outlets": 2}
        for rule_id, title in RULES.items()
        for jurisdiction in ("city", "ministry")
        for status, count in (("met", 120), ("not_met", 34), ("not_observed", 12))
    ] + [
        {"rule_id": "ai_label", "title_vi": "Nhãn nội dung do trí tuệ nhân tạo tạo", "jurisdiction": "city",
         "strength": "", "status": "not_applicable", "verdicts": 186, "outlets": 6},
    ],
    "rpt_named_matters": [],
    "rpt_corrections": [],
    "rpt_activity": [
        {"kind": kind, "topic": topic, "articles": count}
        for kind in ("newspaper", "aggregator")
        for topic, count in (("education", 120), ("society", 210), ("unsure", 77))
    ],
    "rpt_classifier_versions": [
        {"classification": name, "classifier_version": "a", "articles": 407} for name in ("reprints", "topics")
    ],
    "rpt_press_requests": [
        {"request_kind": "press_answer", "received": 8, "answered": 7, "waiting": 1},
    ],
    "rpt_press_conferences": [{"kind": "regular", "conferences": 1, "questions_answered": 12}],
    "rpt_measures": [
        {"measure_id": "press_answer_timely", "code": "SPK-05", "title_vi": "Trả lời báo chí", "in_time": 6, "late": 1,
         "overdue": 0, "waiting": 1, "needs_review": 0, "not_observed": 0},
    ],
    "rpt_changes": [
        {"change_id": "1", "subject_kind": "outlet", "subject_id": "bao_cu", "title_vi": "Báo Cũ",
         "change_kind": "switched_off", "changed_on": "2026-11-03"},
        {"change_id": "2", "subject_kind": "rule_version", "subject_id": "source_link@2026-11-10",
         "title_vi": "Liên kết tới nguồn", "change_kind": "added", "changed_on": "2026-11-10"},
    ],
    "rpt_law_changes": [
        {"code": "DOM-02", "version_id": "domain_vn@2026-11-01", "title_vi": "Tên miền quốc gia",
         "concerns": "aggregator", "instrument": "Nghị định 174/2026/NĐ-CP",
         "provision": "Điều 45 khoản 1 điểm d", "change_kind": "begins",
         "in_force": "yes", "read_by_role": "Người lập danh mục quy tắc", "read_where": "S-174",
         "effective_from": "2026-11-01", "effective_to": None, "read_on": "2026-11-27"},
        {"code": "SRC-02", "version_id": "source_link@2019-10-29", "title_vi": "Liên kết tới nguồn",
         "concerns": "aggregator", "instrument": "Công văn ngày 29/10/2019 của Bộ TT&TT", "provision": None,
         "change_kind": "force_unknown", "in_force": "unknown", "read_by_role": None, "read_where": None,
         "effective_from": "2019-10-29", "effective_to": None, "read_on": None},
    ],
    "rpt_portals": [PORTAL, PORTAL | NO_SITE],
    "rpt_portal_sheets": [PORTAL | {"measured_period_id": "2026-10", "measured_label_vi": "tháng 10 năm 2026"}],
    "rpt_inspections": [{"outcome": "reminder", "inspections": 2, "published": 1}],
    "rpt_plan_tasks": [
        {"task_id": "t1", "code": "II.1", "title": "Cập nhật sổ cơ quan báo chí", "status": "in_progress",
         "progress_percent": 60.0, "due_on": "2026-12-15", "difficulty": "Thiếu nhân sự", "proposal": "Thêm người"},
        {"task_id": "t2", "code": "III.1", "title": "Đề nghị ban hành quy định", "status": "beyond_powers",
         "progress_percent": None, "due_on": None, "difficulty": None, "proposal": None},
    ],
    "rpt_plans": [
        {"plan_id": "kh_77_2026", "plan_number": "77/KH-UBND", "title": "Quản lý thông tin trên mạng năm 2026",
         "issuer": "Ủy ban nhân dân Thành phố Hà Nội", "issued_on": "2026-02-10"},
    ],
    "rpt_training": [{"kind": "training", "sessions": 2, "participants": 180}],
    "rpt_budget": [
        {"line_id": "kp_dao_tao", "title": "Đào tạo, bồi dưỡng", "budget_year": 2026, "allocated_vnd": 500000000.0,
         "executed_vnd": 320000000.0, "final_account_vnd": None, "executed_to": "2026-11-14"},
    ],
    "rpt_unit_reports": [
        {"report": "monthly_compliance", "due": 10, "received_in_time": 7, "received_late": 1, "missing": 2},
    ],
    "rpt_precision": [{"rule_id": "source_credit", "title_vi": RULES["source_credit"], "confirmed": 3, "dismissed": 1,
                       "decided_matters": 4,
                       "precision_share": None, "precision_low": None, "precision_high": None,
                       "precision_minimum": 0.8, "advisory_since": None}],
    "rpt_samples": [{"drawn": 40, "answered": 12,
                     "agreement_share": None, "agreement_low": None, "agreement_high": None,
                     "sampled_precision_share": None, "sampled_precision_low": None, "sampled_precision_high": None,
                     "recall_share": None, "recall_low": None, "recall_high": None}],
}  # fmt: skip


ANSWERS: dict[tuple[tuple[int, ...], str], tuple[list[Any], list[dict[str, Any]]]] = {}


def month_query(sql: str) -> list[dict[str, Any]]:
    """Answer as the published copy would: the rows of 2026-11, and matters with their days.

    An answer is kept for as long as the same lists of rows stand in the sample; the lists are kept with it.
    """
    key = (tuple(id(rows) for rows in MONTH.values()), sql)
    if key not in ANSWERS:
        ANSWERS[key] = (list(MONTH.values()), query_of(MONTH)(sql))
    return [dict(row) for row in ANSWERS[key][1]]
