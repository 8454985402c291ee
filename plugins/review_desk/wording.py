"""The desk's Vietnamese: words for every code, unit, field and error that can reach a page, and formats of days."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from include.addresses import AddressError, read_address
from include.errors import ActRefusedError, PressError, StoreBusyError
from include.ledger.entries import Entry
from include.ledger.kinds import EntryKind
from include.reporting.wording import KIND as KIND  # for the pages
from include.reporting.wording import MATTER_STATE
from include.reporting.wording import STATUS as STATUS  # for the pages
from include.review import reply_mailbox, retests
from include.review.acts import Person, Refusal, Role
from include.review.causes import CAUSE as CAUSE  # for the pages
from include.review.causes import FACT as FACT
from include.review.causes import PLACE as PLACE
from include.review.causes import observed as say_observed
from include.review.questions import Answered
from include.review.reasons import Reason
from include.review.retests import RetestOutcome
from include.review.samples import Seen
from include.review.tasks import TaskKind

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
STATE = MATTER_STATE
DECISION = {
    "confirm": "Xác nhận có dấu hiệu",
    "dismiss": "Loại bỏ",
    "refer": "Chuyển cơ quan cấp phép",
    "remedied": "Ghi nhận đã khắc phục",
    "insufficient": "Chưa đủ căn cứ",
    "reopen": "Mở lại để xem xét",
    "withdraw": "Rút: lỗi của hệ thống",
}
REASON = {
    Reason.SEEN_ON_CAPTURES: "Bản chụp cho thấy đúng như ghi nhận",
    Reason.SHOWN_ELSEWHERE: "Thông tin có ở chỗ khác trên trang",
    Reason.READING_WRONG: "Hệ thống đọc sai",
    Reason.NOT_CONCERNED: "Quy định không áp dụng cho trường hợp này",
    Reason.PUT_RIGHT: "Đơn vị đã khắc phục",
    Reason.OUTLET_EXPLAINED: "Ý kiến của đơn vị đã làm rõ",
    Reason.OTHER_AUTHORITY: "Thuộc thẩm quyền cơ quan khác",
    Reason.EVIDENCE_THIN: "Bằng chứng chưa đủ để quyết định",
    Reason.NEW_FACTS: "Có thông tin mới",
}
STRENGTH = {"duty": "nghĩa vụ", "advisory": "tham khảo"}
JURISDICTION = {"city": "Thành phố cấp phép", "ministry": "Bộ, ngành cấp phép", "unknown": "chưa rõ cơ quan cấp phép"}
UNIT = {
    "minutes": "phút",
    "hours": "giờ",
    "days": "ngày",
    "working_days": "ngày làm việc",
    "years": "năm",
    "sources": "nguồn tin",
    "share": "tỷ lệ",
    "times": "lần",
    "rounds": "lượt",
    "agencies": "cơ quan báo chí",
    "months": "tháng",
    "day_of_january": "tháng 01 (ngày)",
}
ANSWER = {
    Answered.SHOWN: "Trang có hiển thị",
    Answered.NOT_SHOWN: "Đã đọc đúng chỗ, không hiển thị",
    Answered.UNREADABLE: "Không đọc được, chuyển kỹ sư",
}
SEEN = {
    Seen.MET: "Không thấy dấu hiệu chưa đáp ứng (đáp ứng, hoặc quy định không áp dụng ở đây)",
    Seen.NOT_MET: "Thấy dấu hiệu chưa đáp ứng",
    Seen.CANNOT_TELL: "Không đủ để nói",
}
WAY = {
    "post": "Bưu điện",
    "email": "Thư điện tử",
    "hand": "Giao trực tiếp",
    "document_system": "Trục văn bản điện tử",
}
PROOF = {"receipt": "Có giấy báo nhận ghi ngày", "accepted": "Máy chủ đã nhận, ba ngày không bị trả lại"}
STAGE = {
    EntryKind.NOTICE_DRAFTED: "bản thảo, chờ người phụ trách duyệt",
    EntryKind.NOTICE_RELEASED: "đã duyệt, chờ ký số và gửi",
    EntryKind.NOTICE_SENT: "đã gửi, chờ ghi nhận đã nhận",
    EntryKind.NOTICE_DELIVERED: "đơn vị đã nhận, đang trong hạn trả lời",
    EntryKind.NOTICE_BOUNCED: "không tới được đơn vị",
}
TASK = {
    TaskKind.HANDLE_MESSAGE: "Nhập hoặc xếp lại thư của đơn vị",
    TaskKind.RELEASE_NOTICE: "Duyệt gửi thông báo",
    TaskKind.SEND_NOTICE: "Đánh số, ký, gửi và ghi nhận việc gửi",
    TaskKind.RECORD_DELIVERY: "Ghi nhận đơn vị đã nhận thông báo",
    TaskKind.DRAFT_AGAIN: "Thông báo không tới được: soạn lại hoặc tìm địa chỉ khác",
    TaskKind.REMIND: "Gửi văn bản nhắc thời hạn tổng hợp ý kiến",
    TaskKind.DECIDE_AGAIN: "Người khác quyết định lại sau ý kiến hoặc hết hạn",
    TaskKind.RELEASE_NAMING: "Xem xét việc nêu tên đơn vị",
    TaskKind.ANSWER_APPEAL: "Trả lời khiếu nại",
    TaskKind.RELEASE_CORRECTION: "Duyệt gửi cải chính",
    TaskKind.EVIDENCE_GONE: "Căn cứ không còn trong số liệu mới: đơn vị đã khắc phục hay hệ thống đọc sai",
}
RETEST = {
    RetestOutcome.REMEDIED: "đã khắc phục",
    RetestOutcome.NOT_REMEDIED: "chưa khắc phục",
    RetestOutcome.NOT_CHECKABLE: "không kiểm tra được",
    RetestOutcome.MISREAD: "lỗi của hệ thống: bản chụp đã thông báo, đọc lại hôm nay, đã có nội dung này",
}
ENTRY = {
    EntryKind.MATTER_OPENED: "Mở hồ sơ vụ việc",
    EntryKind.MATTER_CLAIMED: "Nhận vụ việc",
    EntryKind.MATTER_RELEASED: "Trả lại vụ việc",
    EntryKind.RECUSAL: "Từ chối rà soát vụ việc này",
    EntryKind.DECISION: "Quyết định",
    EntryKind.NOTICE_DRAFTED: "Soạn thông báo",
    EntryKind.NOTICE_RELEASED: "Duyệt gửi thông báo",
    EntryKind.NOTICE_SENT: "Gửi thông báo",
    EntryKind.NOTICE_DELIVERED: "Đơn vị đã nhận thông báo",
    EntryKind.NOTICE_BOUNCED: "Thông báo không tới được đơn vị",
    EntryKind.REPLY_EXTENDED: "Gia hạn trả lời",
    EntryKind.REPLY: "Ý kiến của đơn vị",
    EntryKind.REPLY_CORRECTED: "Ghi lại ý kiến của đơn vị",
    EntryKind.REPLY_WITHDRAWN: "Đơn vị rút ý kiến",
    EntryKind.NAMING_RELEASED: "Cho phép nêu tên đơn vị",
    EntryKind.CORRECTION_RELEASED: "Duyệt gửi cải chính",
    EntryKind.APPEAL_RECEIVED: "Nhận khiếu nại",
    EntryKind.APPEAL_ANSWERED: "Trả lời khiếu nại",
    EntryKind.RETEST_ASKED: "Thu thập lại trang để kiểm tra",
    EntryKind.RETESTED: "Kiểm tra lại",
    EntryKind.QUESTION_ANSWERED: "Trả lời câu hỏi cần xem xét",
}
REFUSAL = {
    Refusal.ROLE: "Tài khoản này không có quyền làm việc đó.",
    Refusal.DECIDED_BEFORE: "Người đã quyết định vụ việc này không làm bước này; cần một người khác.",
    Refusal.RECUSED: "Bạn đã từ chối rà soát vụ việc này nên không làm bước này; cần một người khác.",
    Refusal.STALE: "Trong lúc bạn xem, người khác đã ghi thêm vào vụ việc. Nội dung bạn nhập vẫn còn bên dưới; "
    "hãy đọc phần Quá trình rồi gửi lại.",
    Refusal.CHANGED: "Số liệu vừa được dựng lại: bằng chứng hoặc phiên bản quy tắc của vụ việc này đã khác lúc bạn mở. "
    "Nội dung bạn nhập vẫn còn bên dưới; hãy xem lại bằng chứng rồi gửi lại.",
    Refusal.CLAIMED_BY_OTHER: "Người khác đang giữ vụ việc này.",
    Refusal.NOT_CLAIMED: "Cần nhận vụ việc trước khi quyết định, hoặc thời gian giữ đã hết.",
    Refusal.OUT_OF_ORDER: "Còn vụ việc cũ hơn đang chờ. Hãy ghi lý do xem vụ việc này trước.",
    Refusal.UNKNOWN_DECISION: "Hãy chọn một quyết định trong danh sách.",
    Refusal.UNKNOWN_REASON: "Hãy chọn một lý do trong danh sách.",
    Refusal.REASON_SHORT: "Lý do cần ít nhất mười từ khác nhau, nói rõ đã thấy gì ở vụ việc này.",
    Refusal.REASON_LONG: "Lý do dài quá 8.000 ký tự.",
    Refusal.REASON_REPEATED: "Lý do này trùng với một trong ba lý do gần nhất của bạn. "
    "Hãy nói rõ điều riêng của vụ việc này.",
    Refusal.NO_CHANGE: "Vụ việc đã ở trạng thái đó.",
    Refusal.CLOSED: "Vụ việc đã đóng. Muốn quyết định khác, hãy mở lại trước.",
    Refusal.NEEDS_SECOND_PERSON: "Chuyển cơ quan cấp phép cần hai người: một người khác phải xác nhận trước.",
    Refusal.NOT_CITY: "Đơn vị không do Thành phố cấp phép: không gửi thông báo, không nêu tên; "
    "chỉ chuyển cơ quan cấp phép.",
    Refusal.AUTHORITY_UNKNOWN: "Chưa xác định được cơ quan cấp phép của đơn vị vào ngày ghi nhận: không chuyển, không "
    "nêu tên. Hãy bổ sung sổ giấy phép.",
    Refusal.NOT_DUTY: "Nội dung tham khảo không gửi thông báo và không nêu tên đơn vị.",
    Refusal.NOT_CONFIRMED: "Vụ việc chưa được xác nhận ở bước cần thiết.",
    Refusal.NO_CONTACT: "Không có địa chỉ liên hệ của đơn vị: cần thư điện tử công vụ hoặc địa chỉ bưu chính.",
    Refusal.IN_NOTICE: "Vụ việc đã nằm trong một thông báo.",
    Refusal.WRONG_STEP: "Chưa tới bước này, hoặc bước này đã xong.",
    Refusal.BAD_DAY: "Ngày không hợp lệ: trước bước liền trước, sau hôm nay, hoặc ngoài khoảng cho phép.",
    Refusal.TOO_EARLY: "Chưa hết hạn trả lời của đơn vị.",
    Refusal.NEEDS_RECEIPT: "Thư giấy cần giấy báo nhận hoặc ký nhận có ghi ngày; “máy chủ đã nhận” chỉ dùng cho thư "
    "điện tử và hệ thống quản lý văn bản.",
    Refusal.TEXT_EMPTY: "Còn ô bắt buộc chưa nhập, hoặc nội dung quá dài.",
    Refusal.OPEN_MESSAGES: "Còn thư của đơn vị chưa được nhập hoặc xếp lại kèm lý do.",
    Refusal.OPEN_APPEAL: "Đang có khiếu nại chưa trả lời.",
    Refusal.MISREAD: "Lần kiểm tra lại cho thấy hệ thống đã đọc sai bản chụp: cần rút lại, không nêu tên đơn vị.",
    Refusal.EXTENDED_BEFORE: "Thời hạn đã được gia hạn một lần.",
    Refusal.RECORDED_BEFORE: "Quyết định này của bạn đã được ghi ở lần gửi trước; lần này không ghi thêm gì.",
    Refusal.NOT_FOUND: "Không tìm thấy nội dung được chọn.",
}
DONE = {
    "claimed": "Đã nhận vụ việc.",
    "given_back": "Đã trả lại vụ việc.",
    "recused": "Đã ghi nhận bạn không rà soát vụ việc này.",
    "decided": "Đã ghi quyết định vào sổ. Số liệu sẽ được tính lại trong ít phút.",
    "naming_released": "Đã cho phép nêu tên đơn vị.",
    "correction_released": "Đã duyệt gửi cải chính; thư tới mọi nơi đã nhận báo cáo nêu tên trong giờ làm việc.",
    "appeal": "Đã ghi vào sổ.",
    "drafted": "Đã soạn thông báo.",
    "released": "Đã duyệt gửi thông báo.",
    "sent": "Đã ghi nhận việc gửi.",
    "delivered": "Đã ghi nhận đơn vị nhận thông báo; hạn trả lời bắt đầu tính.",
    "bounced": "Đã ghi nhận thông báo không tới được đơn vị.",
    "extended": "Đã gia hạn trả lời.",
    "replied": "Đã ghi ý kiến của đơn vị.",
    "reply_corrected": "Đã ghi lại ý kiến của đơn vị; bản ghi trước vẫn còn trong sổ.",
    "reply_withdrawn": "Đã ghi nhận đơn vị rút ý kiến; bản ghi trước vẫn còn trong sổ.",
    "handled": "Đã ghi việc xử lý thư.",
    "answered": "Đã ghi câu trả lời.",
    "sampled": "Đã ghi điều bạn thấy. Ý kiến của người xem kia không được cho biết.",
}


RETEST_KINDS = frozenset({EntryKind.RETEST_ASKED, EntryKind.RETESTED})
MACHINES = frozenset({retests.ACTOR, reply_mailbox.ACTOR})
SYSTEM = "hệ thống"
ROLE = {Role.READER: "chỉ đọc", Role.REVIEWER: "người rà soát", Role.CHIEF: "người phụ trách"}
SAVED = "Đã ghi vào sổ."
ABSENT = "Không thấy thông tin phải có."


def roles(who: Person) -> str:
    """Return somebody's roles in Vietnamese."""
    labels = [label for role, label in ROLE.items() if role in who.roles and role is not Role.READER]
    return ", ".join(labels) or ROLE[Role.READER]


def entry(found: Entry) -> str:
    """Return the name of an entry of the log in Vietnamese."""
    if found.kind == EntryKind.DECISION:
        return DECISION[found.payload["decision"]]
    return ENTRY[EntryKind(found.kind)]


def who(found: Entry) -> str:
    """Return who an entry is by: a user name, or the system where a machine recorded it."""
    return SYSTEM if found.actor in MACHINES else found.actor


def said(found: Entry) -> str:
    """Return the readable part of an entry: a reason, a reply, days and numbers."""
    kept = found.payload
    parts = [
        REASON[Reason(kept["reason_code"])] if kept.get("reason_code") in set(Reason) else "",
        str(kept.get("reason") or kept.get("text") or kept.get("cause_said") or ""),
        f"Số {kept['number']}, ký ngày {day(kept['signed_on'])}, gửi ngày {day(kept['sent_on'])}"
        if "number" in kept
        else "",
        f"Nhận ngày {day(kept['delivered_on'])}" if "delivered_on" in kept else "",
        f"Nhận ngày {day(kept['received_on'])}" if "received_on" in kept else "",
        f"Hạn trả lời {day(kept['due_on'])}" if "due_on" in kept and found.kind not in RETEST_KINDS else "",
        RETEST[RetestOutcome(kept["outcome"])] if kept.get("outcome") in set(RetestOutcome) else "",
        f"Đã đáp ứng từ ngày {day(kept['met_since'])}" if kept.get("met_since") else "",
        "Đơn vị cho biết đã khắc phục" if kept.get("says_put_right") else "",
    ]
    return ". ".join(part.rstrip(". ") for part in parts if part)


def said_to_outlet(found: Entry) -> str:
    """Return what its own file tells an outlet of a step: a decision by its name, and what else the step says."""
    decision = DECISION.get(str(found.payload.get("decision")), "") if found.kind == EntryKind.DECISION else ""
    return ". ".join(part for part in (decision, said(found)) if part)


def observed(value: str | None) -> str:
    """Return what the system observed; names of facts are said in Vietnamese, everything else stands as it is."""
    return say_observed(value) if value else ABSENT


def number(value: float) -> str:
    """Format a figure with no more decimals than it has, after a comma."""
    return f"{value:g}".replace(".", ",")


def percent(share: float) -> str:
    """Write a share as a whole percentage."""
    return f"{100 * float(share):.0f}%"


def day(value: date | str | None) -> str:
    """Format a day as 14/11/2026."""
    if not value:
        return "–"
    return (date.fromisoformat(value) if isinstance(value, str) else value).strftime("%d/%m/%Y")


def instant(value: datetime | None) -> str:
    """Format an instant in Hanoi's time, to the second."""
    return value.astimezone(ZONE).strftime("%H:%M:%S ngày %d/%m/%Y") if value else "không rõ thời điểm"


def safe_address(value: str | None) -> str:
    """Return an address that a link may lead to, or nothing: what a page showed is never trusted."""
    try:
        return read_address(value).url if value else ""
    except AddressError:
        return ""


def refusal(error: ActRefusedError) -> str:
    """Return in Vietnamese why an act was refused."""
    return REFUSAL[Refusal(error.code)]


def trouble(error: PressError) -> str:
    """Return in Vietnamese why a page or an act is unavailable now; the details are in the log of the operators."""
    if isinstance(error, StoreBusyError):
        return "Sổ quyết định đang bận hoặc không truy cập được. Chưa có gì được ghi; hãy thử lại sau một phút."
    return "Hệ thống chưa sẵn sàng để xem hoặc ghi. Chưa có gì được ghi; hãy báo người vận hành."
