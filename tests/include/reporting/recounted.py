"""Counts every figure that a report prints again, over the rows of the marts, in plain Python and by its printed name.

Nothing here reads the declaration of figures or asks a database: what both say is counted twice.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from typing import Any

Row = dict[str, Any]
Rows = dict[str, list[Row]]
Counted = dict[str, float | str | None]
PERIOD, START, END = "2026-11", "2026-10-15", "2026-11-15"
HANOI = timezone(timedelta(hours=7))
MEASURES = ("domain", "part_of_city", "organisation", "rating", "channels", "ipv6")
STATES = {
    "seen": "đã thấy", "not_seen": "chưa thấy", "unread": "không đọc được",
    "needs_review": "cần xem xét", "not_observed": "không quan sát được", "not_applicable": "không thuộc diện",
}  # fmt: skip


def _is_within(day: str | None) -> bool:
    return day is not None and START <= day < END


def _of_period(rows: Rows, mart: str) -> list[Row]:
    return [row for row in rows[mart] if row.get("period_id", PERIOD) == PERIOD]


def _total(found: Iterable[Row], column: str) -> float:
    return float(sum(row.get(column) or 0 for row in found))


def _share(part: float, whole: float) -> float | None:
    return round(part / whole, 6) if whole else None


def _coverage(rows: Rows) -> Counted:
    """I: what was followed, and how much of it was seen."""
    found = _of_period(rows, "rpt_coverage")
    columns = {
        "Đơn vị được theo dõi": "outlets",
        "Lượt đơn vị - ngày được theo dõi": "outlet_days",
        "Tin, bài trên các danh mục do đơn vị công bố": "discovered",
        "Tin, bài tiếp nhận": "landed",
        "Tin, bài đạt kiểm tra chất lượng dữ liệu": "admitted",
        "Tin, bài được tách riêng để kiểm tra lại": "quarantined",
        "Tin, bài chưa thu thập được": "failed",
    }
    causes = _of_period(rows, "rpt_coverage_causes")
    seen = sum(row["observed_share"] * row["outlet_days"] for row in found)
    return {label: _total(found, column) for label, column in columns.items()} | {
        "Đơn vị do Thành phố cấp phép được theo dõi": _total(
            (row for row in found if row["jurisdiction"] == "city"), "outlets"
        ),
        "Tỷ lệ quan sát được bình quân": _share(seen, _total(found, "outlet_days")),
        "Đơn vị chịu nguyên nhân không quan sát được phổ biến nhất": max(row["outlets"] for row in causes),
        "Số nguyên nhân không quan sát được": len(causes),
    }


def _week(rows: Rows) -> Counted:
    """What the digest for data engineers counts by day."""
    days = [row for row in rows["fct_coverage"] if _is_within(row["day"])]
    aside = [row for row in rows["fct_quarantine"] if _is_within(row["first_landed_on"])]
    return {
        "Lượt đơn vị - ngày đã thu thập": len(days),
        "Tin, bài tiếp nhận theo ngày thu thập": _total(days, "landed"),
        "Tin, bài chưa thu thập được theo ngày thu thập": _total(days, "failed"),
        "Lượt đơn vị - ngày chưa quan sát đủ": sum(row.get("main_cause") is not None for row in days),
        "Bản ghi được tách riêng để kiểm tra lại": len(aside),
        "Bản ghi được tách riêng còn chờ xử lý": sum(row["state"] == "open" for row in aside),
    }


def _is_city_duty(row: Row) -> bool:
    return bool(row["jurisdiction"] == "city" and row["strength"] == "duty")


def _balances(events: Iterable[Row], before: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for event in events:
        if event["event_on"] < before:
            found[event["matter_id"]] += event["change"]
    return found


def _events(rows: Rows) -> Counted:
    """II: what happened to matters of duties at the city's outlets in the period."""
    known = {row["matter_id"]: row for row in rows["fct_matters"] if _is_city_duty(row)}
    found = [e for e in rows["fct_matter_events"] if e["matter_id"] in known and _is_within(e["event_on"])]

    def of(*names: str) -> list[str]:
        return [e["matter_id"] for e in found if e["event"] in names]

    def outlets(ids: Iterable[str]) -> int:
        return len({known[one]["outlet_id"] for one in ids})

    closed = [e["matter_id"] for e in found if e["change"] < 0]
    return {
        "Vụ việc mới": len(of("new")),
        "Vụ việc mở lại": len(of("reopened")),
        "Vụ việc tách ra": len(of("split")),
        "Vụ việc loại bỏ sau rà soát": len(of("dismissed", "insufficient")),
        "Vụ việc đã khắc phục": len(of("remedied")),
        "Vụ việc chuyển cơ quan có thẩm quyền": len(of("referred")),
        "Vụ việc rút lại, nhập vào vụ việc khác": len(of("withdrawn", "vanished", "merged")),
        "Vụ việc đã kết thúc": len(closed),
        "Vụ việc được xác nhận bằng quyết định trong kỳ": len(set(of("confirmed"))),
        "Đơn vị có vụ việc mới": outlets(of("new")),
        "Đơn vị có vụ việc đã kết thúc": outlets(closed),
        "Đơn vị có vụ việc được xác nhận": outlets(of("confirmed")),
    }


def _open(rows: Rows) -> Counted:
    """II: which matters are open at the beginning and at the end, and what they wait for."""
    events = rows["fct_matter_events"]
    mine = [row for row in rows["fct_matters"] if _is_city_duty(row)]
    at_start, at_end = _balances(events, START), _balances(events, END)
    still = [row for row in mine if at_end[row["matter_id"]] > 0]
    confirmed = {e["matter_id"] for e in events if e["event"] == "confirmed" and e["event_on"] < END}
    answered = [row for row in mine if _is_within(row.get("first_reply_on"))]
    undecided = [row for row in still if (row.get("reviewed_on") or END) >= END]
    heard = [row for row in still if (row.get("reply_due_on") or END) < END and row["matter_id"] not in confirmed]
    return {
        "Vụ việc đang mở đầu kỳ": sum(at_start[row["matter_id"]] > 0 for row in mine),
        "Vụ việc đang mở cuối kỳ": len(still),
        "Đơn vị có vụ việc đang mở cuối kỳ": len({row["outlet_id"] for row in still}),
        "Vụ việc có ý kiến của đơn vị": len(answered),
        "Đơn vị có ý kiến": len({row["outlet_id"] for row in answered}),
        "Vụ việc chưa có quyết định": len(undecided),
        "Vụ việc chưa có quyết định cũ nhất ghi nhận từ": min(row["opened_on"] for row in undecided),
        "Vụ việc đã hết thời hạn phản hồi, chờ quyết định lại": len(heard),
    }


def _beside(rows: Rows) -> Counted:
    """II: what stands beside the city's matters: advice, ministries, signals, names, corrections, deadlines."""
    seen = [
        row
        for row in rows["fct_matters"]
        if row["first_day"] < END and row["last_day"] >= START and row["state"] not in ("merged", "vanished")
    ]
    due = [
        row
        for row in rows["rpt_deadlines"]
        if not row["is_of_outlet"] and not row["is_voluntary"] and (row["done_on"] or END) >= END
    ]
    statuses: dict[tuple[str, str], set[str]] = {}
    for row in _of_period(rows, "rpt_verdicts"):
        if row["status"] != "not_applicable":
            statuses.setdefault((row["title_vi"], row["jurisdiction"]), set()).add(row["status"])
    return {
        "Nội dung tham khảo ghi nhận trong kỳ (không tính là chưa đáp ứng)": sum(
            (row["jurisdiction"], row["strength"]) == ("city", "advisory") for row in seen
        ),
        "Vụ việc của đơn vị do bộ, ngành cấp phép (tham chiếu)": sum(
            (row["jurisdiction"], row["strength"]) == ("ministry", "duty") for row in seen
        ),
        "Nội dung quy định không đánh giá được": sum(
            where == "city" and found == {"not_observed"} for (_, where), found in statuses.items()
        ),
        "Dấu hiệu hình thức theo Quyết định 1418/QĐ-BTTTT": _total(
            (
                row
                for row in _of_period(rows, "rpt_candidates")
                if (row["jurisdiction"], row["strength"]) == ("city", "signal")
            ),
            "candidates",
        ),
        "Vụ việc được nêu tên đơn vị trong kỳ": len(_of_period(rows, "rpt_named_matters")),
        "Nội dung được cải chính": len(_of_period(rows, "rpt_corrections")),
        "Thời hạn sắp tới của cơ quan, đơn vị": sum(row["due_on"] >= END for row in due),
        "Việc đã quá hạn trong kỳ chưa thực hiện": sum(_is_within(row["due_on"]) for row in due),
        "Việc đã quá hạn trong kỳ chưa thực hiện: xác nhận sổ quản lý đầy đủ": sum(
            _is_within(row["due_on"]) and row["deadline_kind"] == "attestation" for row in due
        ),
    }


def _local_day(instant: str) -> str:
    return datetime.fromisoformat(instant).astimezone(HANOI).date().isoformat()


def _information(rows: Rows) -> Counted:
    """II.2–II.4: topics, releases of the city, published fact-checks."""
    topics = _of_period(rows, "rpt_activity")
    unsure = _total((row for row in topics if row["topic"] == "unsure"), "articles")
    releases = [row for row in rows["fct_releases"] if _is_within(_local_day(row["issued_at"]))]
    carried = [row for row in releases if row["kind"] is not None]
    minutes = [row["delay_minutes_min"] for row in carried]
    checks = [row for row in rows["fct_fact_checks"] if _is_within(row["published_on"])]
    return {
        "Tin, bài được phân loại theo chủ đề": _total(topics, "articles"),
        "Tin, bài chưa đủ chắc chắn để phân loại": unsure,
        "Tỷ lệ tin, bài chưa đủ chắc chắn để phân loại": _share(unsure, _total(topics, "articles")),
        "Thông tin chính thức của Thành phố": len({row["release_id"] for row in releases}),
        "Thông tin chính thức được đăng lại": len({row["release_id"] for row in carried}),
        "Tin, bài đăng lại thông tin chính thức": _total(carried, "articles"),
        "Thời gian đến bài đăng lại sớm nhất": round(min(minutes)),
        "Thời gian bình quân đến bài đăng lại đầu tiên của mỗi loại hình": round(sum(minutes) / len(minutes)),
        "Mức đầy đủ bình quân của bài đăng lại đầy đủ nhất": _share(_total(carried, "containment_max"), len(carried)),
        "Xã, phường nêu trong thông tin được bài đăng lại nhắc tới": _share(
            _total(carried, "units_reached"), _total(carried, "units_named")
        ),
        "Kết luận xác minh được công bố": len({row["fact_check_id"] for row in checks}),
        "Tin, bài lặp lại nội dung đã có kết luận xác minh": _total(checks, "repeats"),
        "Tin, bài lặp lại sau ngày công bố kết luận xác minh": _total(checks, "repeats_after"),
        "Tin, bài đưa kết luận xác minh hoặc cải chính": _total(checks, "corrections"),
        "Tin, bài chờ đọc để xác định có liên quan đến kết luận xác minh": _total(checks, "waiting"),
        "Thời gian đến tin đưa kết luận xác minh hoặc cải chính sớm nhất": min(
            row["correction_days_min"] for row in checks
        ),
    }


SUMS = {
    "Yêu cầu của báo chí tiếp nhận": ("rpt_press_requests", "received"),
    "Yêu cầu của báo chí đã trả lời": ("rpt_press_requests", "answered"),
    "Họp báo": ("rpt_press_conferences", "conferences"),
    "Câu hỏi được trả lời tại họp báo": ("rpt_press_conferences", "questions_answered"),
    "Cuộc thanh tra, kiểm tra": ("rpt_inspections", "inspections"),
    "Lớp đào tạo, bồi dưỡng": ("rpt_training", "sessions"),
    "Lượt người tham dự": ("rpt_training", "participants"),
    "Dự toán giao": ("rpt_budget", "allocated_vnd"),
    "Kinh phí đã thực hiện": ("rpt_budget", "executed_vnd"),
    "Báo cáo của đơn vị phối hợp phải nhận": ("rpt_unit_reports", "due"),
    "Báo cáo nhận đúng hạn": ("rpt_unit_reports", "received_in_time"),
    "Báo cáo nhận quá hạn": ("rpt_unit_reports", "received_late"),
    "Báo cáo chưa nhận": ("rpt_unit_reports", "missing"),
}


def _offices(rows: Rows) -> Counted:
    """II.5, II.6, III and V: spokespersons, inspections, the plan, money, units, precision, changes."""
    tasks, budget = _of_period(rows, "rpt_plan_tasks"), _of_period(rows, "rpt_budget")
    precision = _of_period(rows, "rpt_precision")
    return {label: _total(_of_period(rows, mart), column) for label, (mart, column) in SUMS.items()} | {
        "Nhiệm vụ của kế hoạch đang theo dõi": len(tasks),
        "Nhiệm vụ đã hoàn thành": sum(row["status"] == "done" for row in tasks),
        "Tỷ lệ thực hiện dự toán": _share(_total(budget, "executed_vnd"), _total(budget, "allocated_vnd")),
        "Nội dung quy định đã có quyết định rà soát": len(precision),
        "Nội dung quy định đã đo được độ chính xác": sum(row["precision_share"] is not None for row in precision),
        "Thay đổi về nội dung quy định và đơn vị được theo dõi": len(_of_period(rows, "rpt_changes")),
    }


def _portals(rows: Rows) -> Counted:
    """III.2: the portals of units."""
    found = _of_period(rows, "rpt_portals")
    sites = [row for row in found if row["has_site"]]
    states = Counter(row[f"{measure}_state"] for row in sites for measure in MEASURES)
    measured: Counted = {f"Nội dung đo trên trang của đơn vị: {said}": states[one] for one, said in STATES.items()}
    return {
        "Đơn vị của Thành phố có trang riêng": len(sites),
        "Đơn vị của Thành phố không có trang riêng, không thuộc diện": len(found) - len(sites),
        "Tỷ lệ ngày truy cập được trang của đơn vị": _share(_total(sites, "days_reached"), _total(sites, "days")),
        "Lần tạm ngừng trang theo kế hoạch": _total(found, "pauses"),
        "Lần tạm ngừng trang được thông báo trước đúng hạn": _total(found, "pauses_in_time"),
        "Đơn vị được in số liệu đo trang trong kỳ": sum(
            row.get("is_as_sent") is not False for row in _of_period(rows, "rpt_portal_sheets")
        ),
    } | measured


PARTS = (_coverage, _week, _events, _open, _beside, _information, _offices, _portals)


def recount(rows: Rows) -> Counted:
    """Return every figure by the name under which it is printed."""
    found: Counted = {}
    for part in PARTS:
        found |= part(rows)
    return found
