"""What the page of reports says in Vietnamese: how a report stands, and why a user may not approve it."""

from include.reporting import approve as approvals
from include.reporting.compose import Snapshot
from report_approvals.refusals import in_vietnamese

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
    why = approvals.refusal(snapshot, name)
    return in_vietnamese(why) if why else ""
