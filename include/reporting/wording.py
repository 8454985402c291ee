"""The words of the reports: what a code is called in Vietnamese, and how numbers and dates are written.

The wording of statuses is part of the design: nothing is called a breach without an authority's decision.
"""

from collections.abc import Mapping
from datetime import date

from include.reporting.model import CellKind, Value

STATUS = {
    "met": "chưa ghi nhận dấu hiệu",
    "not_met": "có dấu hiệu chưa đáp ứng",
    "not_observed": "không quan sát được",
    "not_applicable": "không thuộc diện",
    "needs_review": "cần xem xét",
}
STRENGTH = {"duty": "nghĩa vụ", "advisory": "tham khảo", "signal": "dấu hiệu hình thức"}
KIND = {
    "newspaper": "Báo điện tử",
    "magazine": "Tạp chí điện tử",
    "aggregator": "Trang thông tin điện tử tổng hợp",
    "social_network": "Mạng xã hội",
    "portal": "Cổng, trang thông tin của cơ quan nhà nước",
}
JURISDICTION = {"city": "Thành phố cấp phép, quản lý", "ministry": "Bộ, ngành cấp phép"}
CAUSE = {
    "register_incomplete": "Sổ quản lý chưa được xác nhận đầy đủ",
    "place_not_read": "Vị trí cần xem chưa đọc được",
    "seen_missing_once": "Mới thấy thiếu trong một lần chụp",
    "robots_forbidden": "Trang không cho phép thu thập tự động (robots.txt)",
    "timeout": "Máy chủ không trả lời kịp",
    "refused": "Máy chủ từ chối kết nối",
    "not_found": "Không tìm thấy trang",
    "server_error": "Máy chủ báo lỗi",
    "too_large": "Nội dung vượt giới hạn dung lượng",
    "not_archived": "Chưa có bản chụp của ngày đó",
}
TASK_STATUS = {
    "not_started": "Chưa thực hiện",
    "in_progress": "Đang thực hiện",
    "done": "Hoàn thành",
    "stopped": "Dừng",
    "beyond_powers": "Vượt thẩm quyền",
}
INSPECTION_OUTCOME = {
    "ongoing": "Đang tiến hành",
    "no_fault": "Không có sai phạm",
    "reminder": "Nhắc nhở",
    "sanction": "Xử phạt theo quyết định của người có thẩm quyền",
    "referred": "Chuyển cơ quan có thẩm quyền",
}
REQUEST_KIND = {
    "press_answer": "Trả lời trên báo chí",
    "forwarded_opinion": "Ý kiến, kiến nghị chuyển đến",
    "complaint_conclusion": "Kết luận khiếu nại, tố cáo",
}
TRAINING_KIND = {
    "training": "Bồi dưỡng nghiệp vụ",
    "code_of_conduct": "Quy tắc ứng xử",
    "dissemination": "Phổ biến pháp luật",
}
NO_FIGURES = "Sổ chưa có số liệu."
NOT_MEASURED = "chưa đo được trên dữ liệu thật"
NOT_BUILT = "không thực hiện – giới hạn thiết kế"


def word(words: Mapping[str, str], code: Value) -> str:
    """Return what a code is called; one without a word is written as it is."""
    return words.get(str(code), str(code)) if code not in (None, "") else "chưa rõ"


def number(value: float | None, decimals: int = 0) -> str:
    """Write a number with a dot between thousands and a comma before decimals."""
    if value is None:
        return "–"
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def percent(share: float | None) -> str:
    """Write a share between 0 and 1 as a percentage with one decimal."""
    return "–" if share is None else f"{number(share * 100, 1)}%"


def day(text: date | str | None) -> str:
    """Write a date as 14/11/2026."""
    if text is None:
        return "–"
    return (date.fromisoformat(text) if isinstance(text, str) else text).strftime("%d/%m/%Y")


def cell(kind: CellKind, value: Value) -> str:
    """Write a table's value as its column asks."""
    if kind == "text" or value is None:
        return "–" if value in (None, "") else str(value)
    if kind == "date":
        return day(str(value)[:10])
    return percent(float(value)) if kind == "percent" else number(float(value))


def change(kind: CellKind, value: float | None, previous: float | None) -> str:
    """Say how a figure differs from the period before."""
    if value is None or previous is None:
        return "kỳ trước chưa có số liệu để so sánh"
    if value == previous:
        return "không thay đổi so với kỳ trước"
    gap = abs(value - previous)
    size = f"{number(gap * 100, 1)} điểm phần trăm" if kind == "percent" else number(gap)
    return f"{'tăng' if value > previous else 'giảm'} {size} so với kỳ trước"
