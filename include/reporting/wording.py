"""The words of the reports: what a code is called in Vietnamese, and how numbers and dates are written.

The wording of statuses is part of the design: nothing is called a breach without an authority's decision.
"""

from collections.abc import Mapping
from datetime import date

from include.landing.contract import tables
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
JURISDICTION = {"city": "Thành phố cấp phép", "ministry": "Bộ, ngành cấp phép"}
CAUSE = {
    # The outlet's server
    "name_unresolved": "Không phân giải được tên miền",
    "connection_failed": "Không kết nối được máy chủ",
    "tls_invalid": "Chứng thư số của trang không hợp lệ",
    "server_error": "Máy chủ báo lỗi",
    "rate_limited": "Máy chủ giới hạn số lần truy cập",
    "not_found": "Không tìm thấy trang",
    "gone": "Trang đã được gỡ",
    "refused": "Máy chủ từ chối truy cập",
    "unexpected_status": "Máy chủ trả lời ngoài dự kiến",
    "truncated": "Nội dung nhận được bị cắt ngang",
    "malformed": "Nội dung nhận được sai quy cách",
    "false_not_modified": "Máy chủ báo không thay đổi nhưng thực tế có thay đổi",
    "redirect_loop": "Trang chuyển hướng vòng lặp",
    "moved": "Trang đã chuyển sang địa chỉ khác",
    "replaced": "Địa chỉ nay hiện một trang khác",
    "not_that_day": "Không có bản lưu của ngày đó",
    "listing_unreadable": "Danh mục tin, bài không đọc được",
    "robots_unreachable": "Không đọc được tệp robots.txt của trang",
    "robots_forbids": "Trang không cho phép thu thập tự động (robots.txt)",
    # Ours
    "too_large": "Nội dung vượt giới hạn dung lượng của hệ thống",
    "too_slow": "Trang trả lời quá thời gian chờ của hệ thống",
    "header_flood": "Phần đầu thông điệp vượt giới hạn của hệ thống",
    "address_refused": "Địa chỉ không được hệ thống cho phép truy cập",
    "scheme_refused": "Giao thức không được hệ thống cho phép",
    "host_not_served": "Tên miền chưa được khai báo nơi phục vụ",
    "host_given_up": "Hệ thống tạm ngừng hỏi máy chủ sau nhiều lần lỗi",
    "never_asked": "Hệ thống chưa thu thập",
    "left_over": "Để lại cho lượt thu thập bổ sung sau",
    "undated": "Sơ đồ trang không ghi ngày của bài",
    "other_days": "Sơ đồ trang chỉ nêu bài của những ngày khác",
    "dated_earlier": "Danh mục còn nêu bài đăng từ trước thời gian theo dõi",
    "limit_reached": "Đã đạt giới hạn thu thập trong ngày của hệ thống",
    "archive_damaged": "Bản lưu trữ bị hỏng",
    "withdrawn": "Đã rút khỏi lưu trữ theo quy định",
    "reading_failed": "Hệ thống không đọc được nội dung",
    # Of the judging
    "register_incomplete": "Sổ quản lý chưa được xác nhận đầy đủ",
    "date_not_shown": "Bài không thể hiện thời điểm đăng nên chưa xét được",
    "quarantined": "Bản ghi chưa đạt kiểm tra dữ liệu nên chưa xét được",
    "not_admitted_yet": "Bài đã thu thập, chưa kiểm tra dữ liệu xong",
    "place_not_read": "Vị trí cần xem chưa đọc được",
    "place_unread": "Có dòng tại vị trí cần xem mà hệ thống chưa hiểu",
    "original_not_read": "Chưa đọc được bài gốc để biết có ghi tên tác giả hay không",
    "seen_missing_once": "Mới thấy thiếu trong một lần chụp",
    "first_seen_later": "Bài được thu thập bổ sung sau ngày đăng, không đủ căn cứ về ngày đó",
    "not_looked_for": "Hệ thống chưa kiểm tra nội dung này",
    "days_not_observed": "Có ngày trong thời hạn hệ thống chưa quan sát được",
    "not_fetched_again": "Hệ thống chưa kiểm tra lại trang",
    "share_too_low": "Tỷ lệ quan sát thấp hơn mức tối thiểu",
    "unknown": "Chưa rõ nguyên nhân",
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
COLLECTING = {
    "silent": "Không có tin",
    "low": "Ít tin bất thường",
    "high": "Nhiều tin bất thường",
    "texts_shorter": "Nội dung trích xuất ngắn bất thường",
    "texts_longer": "Nội dung trích xuất dài bất thường",
    "dates_missing": "Nhiều tin không đọc được thời điểm đăng",
    "canary_changed": "Trang mẫu nay đọc ra khác",
    "canary_unreadable": "Trang mẫu không đọc được",
    "fixed": "Đã trở lại bình thường",
}
MAIL_STATE = {
    "queued": "chờ gửi",
    "accepted": "máy chủ thư đã nhận",
    "refused": "bị từ chối",
    "bounced": "bị trả lại",
    "late": "chậm chuyển",
    "uncertain": "chưa rõ đã đến hay chưa",
}
MATTER_STATE = {
    "waiting": "chờ xem",
    "claimed": "được giao",
    "reviewed": "có ý kiến rà soát",
    "notice_sent": "đã gửi thông báo",
    "replied": "đơn vị có ý kiến",
    "silent": "hết hạn, không có ý kiến",
    "confirmed": "người rà soát đã xác nhận",
    "appealed": "có khiếu nại",
    "dismissed": "đã loại bỏ",
    "insufficient": "chưa đủ căn cứ",
    "referred": "đã chuyển cơ quan cấp phép",
    "remedied": "đã khắc phục",
    "withdrawn": "đã rút: lỗi của hệ thống",
    "merged": "đã gộp vào vụ việc khác",
    "vanished": "không còn trong số liệu",
}
REQUEST_KIND = {
    "press_answer": "Trả lời trên báo chí",
    "forwarded_opinion": "Ý kiến, kiến nghị chuyển đến",
    "complaint_conclusion": "Kết luận khiếu nại, tố cáo",
}
CHANGE = {
    "added": "Bổ sung",
    "removed": "Bỏ",
    "switched_on": "Bật theo dõi",
    "switched_off": "Tắt theo dõi",
    "altered": "Sửa đổi",
}
CHANGED = {
    "rule": "Nội dung quy định",
    "rule_version": "Phiên bản nội dung quy định",
    "measure": "Chỉ tiêu",
    "measure_version": "Phiên bản chỉ tiêu",
    "outlet": "Đơn vị được theo dõi",
}
TRAINING_KIND = {
    "training": "Bồi dưỡng nghiệp vụ",
    "code_of_conduct": "Quy tắc ứng xử",
    "dissemination": "Phổ biến pháp luật",
}
TOPIC = {
    "arts, culture, entertainment and media": "Văn hóa, nghệ thuật, truyền thông",
    "conflict, war and peace": "Xung đột, hòa bình",
    "crime, law and justice": "Pháp luật, tư pháp",
    "disaster, accident and emergency incident": "Thiên tai, tai nạn, sự cố",
    "economy, business and finance": "Kinh tế, kinh doanh, tài chính",
    "education": "Giáo dục",
    "environment": "Môi trường",
    "health": "Y tế, sức khỏe",
    "human interest": "Đời sống, chuyện người",
    "labour": "Lao động, việc làm",
    "lifestyle and leisure": "Lối sống, giải trí",
    "politics and government": "Chính trị, chính quyền",
    "politics": "Chính trị, chính quyền",
    "religion": "Tín ngưỡng, tôn giáo",
    "science and technology": "Khoa học, công nghệ",
    "society": "Xã hội",
    "sport": "Thể thao",
    "weather": "Thời tiết",
    "unsure": "Chưa đủ chắc chắn để phân loại",
}
NO_FIGURES = "Sổ chưa có số liệu."
NOT_MEASURED = "chưa đo được trên dữ liệu thật"
NOT_BUILT = "không thực hiện – giới hạn thiết kế"


def word(words: Mapping[str, str], code: Value) -> str:
    """Return what a code is called; one without a word is written as it is."""
    return words.get(str(code), str(code)) if code not in (None, "") else "chưa rõ"


def register_title(name: str) -> str:
    """Return what clerks call a register."""
    found = tables().get(name)
    return found.title if found and found.title else name


def number(value: float | None, decimals: int = 0) -> str:
    """Format a number with a dot between thousands and a comma before decimals."""
    if value is None:
        return "–"
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def some(count: float | None, noun: str, *, none: str = "không có") -> str:
    """Return how many of something there are, in words where there is none: "2 vụ việc", "không có vụ việc nào"."""
    return f"{number(count)} {noun}" if count else f"{none} {noun} nào"


def percent(share: float | None) -> str:
    """Format a share between 0 and 1 as a percentage with one decimal."""
    return "–" if share is None else f"{number(share * 100, 1)}%"


def day(text: date | str | None) -> str:
    """Format a date as 14/11/2026."""
    if text is None:
        return "–"
    return (date.fromisoformat(text) if isinstance(text, str) else text).strftime("%d/%m/%Y")


def span(first: date | str, last: date | str) -> str:
    """Format two days as 13/01/2021 – 14/01/2021, and one day as itself."""
    return day(first) if first == last else f"{day(first)}\u00a0– {day(last)}"


def issued_on(text: str) -> str:
    """Format the date of a document as ngày 05 tháng 02 năm 2026: zeros before days under 10 and months 1 and 2."""
    found = date.fromisoformat(text)
    month = f"{found.month:02}" if found.month in (1, 2) else str(found.month)
    return f"ngày {found.day:02} tháng {month} năm {found.year}"


def cell(kind: CellKind, value: Value) -> str:
    """Format a table's value as its column asks."""
    if kind == "text" or value is None:
        return "–" if value in (None, "") else str(value)
    if kind == "date":
        return day(str(value)[:10])
    return percent(float(value)) if kind == "percent" else number(float(value))


def gap(kind: CellKind, value: Value, previous: Value) -> str:
    """Return by how much a figure differs from another."""
    if value is None or previous is None:
        return "chưa có số liệu để so sánh"
    if value == previous:
        return "không thay đổi"
    now, then = float(value), float(previous)
    size = f"{number(abs(now - then) * 100, 1)} điểm phần trăm" if kind == "percent" else number(abs(now - then))
    return f"{'tăng' if now > then else 'giảm'} {size}"


def change(kind: CellKind, value: float | None, previous: float | None) -> str:
    """Return how a figure differs from the period before."""
    if value is None or previous is None:
        return "kỳ trước chưa có số liệu để so sánh"
    return f"{gap(kind, value, previous)} so với kỳ trước"
