"""What the page of reports says in Vietnamese: how a report stands, and why a user may not approve it."""

from include.reporting import approve as approvals
from include.reporting.compose import Snapshot

STATES = {
    approvals.ApprovalState.DRAFT: "bản xem trước",
    approvals.ApprovalState.WAITING: "chờ duyệt",
    approvals.ApprovalState.APPROVED: "đã duyệt",
    approvals.ApprovalState.RETURNED: "đã trả lại",
    approvals.ApprovalState.WITHDRAWN: "đã rút lại duyệt",
    approvals.ApprovalState.REPLACED: "đã có bản dựng lại",
}


def why_not(snapshot: Snapshot, name: str) -> str:
    """Return in Vietnamese why a user may not approve a report; empty when they may."""
    if not approvals.refusal(snapshot, name):
        return ""
    if snapshot.content.is_draft:
        return "Đây là bản xem trước của kỳ chưa kết thúc: không duyệt và không gửi được."
    if not approvals.named_approvers():
        return "Cài đặt chưa nêu tài khoản nào được duyệt."
    if name not in approvals.named_approvers():
        return "Tài khoản không có trong danh sách được duyệt của cài đặt."
    if approvals.replaced_by(snapshot):
        return "Dự thảo này đã được dựng lại; bản mới là bản để duyệt."
    return "Tài khoản đã quyết định một nội dung nêu trong báo cáo này."
