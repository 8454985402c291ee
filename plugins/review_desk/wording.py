"""The desk's words, and how it writes days and instants."""

from datetime import date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from include.review.decisions import FindingState

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
STATE = {
    FindingState.CANDIDATE: "chờ quyết định",
    FindingState.CONFIRMED: "đã xác nhận",
    FindingState.DISMISSED: "đã loại bỏ",
}
DECISION = {"confirm": "Xác nhận", "dismiss": "Loại bỏ", "reopen": "Mở lại để xem xét"}
STRENGTH = {"duty": "nghĩa vụ", "advisory": "tham khảo"}
JURISDICTION = {"city": "Thành phố cấp phép", "ministry": "Bộ, ngành cấp phép"}
UNIT = {"minutes": "phút", "hours": "giờ", "days": "ngày", "working_days": "ngày làm việc", "years": "năm"}
CAUSE = {
    "domain_not_licensed": "tên miền chưa có trong giấy phép của sổ quản lý",
    "licence_lapsed": "giấy phép đã hết thời hạn theo sổ quản lý",
    "term_too_long": "thời hạn giấy phép dài hơn mức quy định",
    "missing_twice": "không thấy thông tin trong hai lần chụp cách nhau ít nhất 24 giờ",
    "missing_on_item": "không thấy thông tin trên tin, bài qua hai lần xem cách nhau ít nhất 24 giờ",
    "too_early": "đăng lại sớm hơn khoảng cách quy định",
    "agreement_missing": "sổ quản lý chưa có văn bản thỏa thuận với nguồn tin",
    "parts_missing": "nội dung cải chính chưa đủ các phần",
    "not_notified_in_time": "chưa thông báo đúng thời hạn theo sổ quản lý",
    "word_shown": "có từ ngữ thuộc danh mục",
}


def number(value: float) -> str:
    """Write a figure with no more decimals than it has, after a comma."""
    return f"{value:g}".replace(".", ",")


def day(value: date | None) -> str:
    """Write a day as 14/11/2026."""
    return value.strftime("%d/%m/%Y") if value else "–"


def instant(value: datetime | None) -> str:
    """Write an instant in Hanoi's time, to the second."""
    return value.astimezone(ZONE).strftime("%H:%M:%S ngày %d/%m/%Y") if value else "không rõ thời điểm"


def safe_address(value: str | None) -> str:
    """Return an address that a link may lead to, or nothing: what a page showed is never trusted."""
    return value if value and urlsplit(value).scheme in ("http", "https") else ""
