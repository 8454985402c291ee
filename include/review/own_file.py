"""An outlet's own file, on its request: every matter with its evidence, notices, replies and states, as plain text.

It holds what the department holds of the outlet and nothing of anybody else: no reviewer's name, no other outlet.
"""

from collections.abc import Callable
from datetime import date, datetime

from include.ledger.entries import Entry
from include.ledger.kinds import EntryKind
from include.periods.days import local_day
from include.review import cases
from include.review.board import Board
from include.review.cases import Finding, Matter
from include.review.causes import CAUSE, observed
from include.review.dossier import MatterRecord
from include.review.states import MatterState, state_of
from include.warehouse.disclaimer import NOT_EVIDENCE

Cite = Callable[[str | None, str | None, date], str]
Words = Callable[[MatterState], str]
Said = Callable[[Entry], str]
SHOWN = {
    EntryKind.NOTICE_SENT: "gửi thông báo",
    EntryKind.NOTICE_DELIVERED: "ghi nhận đơn vị đã nhận thông báo",
    EntryKind.NOTICE_BOUNCED: "thông báo không tới được đơn vị",
    EntryKind.REPLY_EXTENDED: "gia hạn thời gian tổng hợp ý kiến",
    EntryKind.REPLY: "ý kiến của đơn vị",
    EntryKind.REPLY_CORRECTED: "ý kiến của đơn vị, ghi lại",
    EntryKind.REPLY_WITHDRAWN: "đơn vị rút ý kiến",
    EntryKind.DECISION: "quyết định của người rà soát",
    EntryKind.APPEAL_RECEIVED: "khiếu nại của đơn vị",
    EntryKind.APPEAL_ANSWERED: "trả lời khiếu nại",
    EntryKind.NAMING_RELEASED: "cho phép nêu tên trong báo cáo",
    EntryKind.CORRECTION_RELEASED: "cải chính gửi các nơi đã nhận báo cáo",
    EntryKind.RETESTED: "kiểm tra lại",
}


def own_file(outlet_id: str, known: Board, at: datetime, cite: Cite, words: Words, said: Said) -> str:
    """Return an outlet's file as text; empty where the department holds no matter of it.

    Args:
        outlet_id: The outlet.
        known: What people have recorded.
        at: Instant of the file.
        cite: How a legal basis is cited.
        words: What a state is called.
        said: What a step says: a decision with its reason, a reply, days, what a retest saw.
    """
    own = [found for found in cases.matters() if found.outlet_id == outlet_id]
    if not own:
        return ""
    parts = [
        _matter(number, found, known.record(outlet_id, found.matter_id), at, cite, words, said)
        for number, found in enumerate(own, start=1)
    ]
    head = f"Hồ sơ của {own[0].outlet_name}, lập ngày {local_day(at):%d/%m/%Y}\n{len(own)} vụ việc"
    return "\n\n".join([head, *parts, NOT_EVIDENCE]) + "\n"


def _matter(
    number: int, found: Matter, record: MatterRecord, at: datetime, cite: Cite, words: Words, said: Said
) -> str:
    """Return one matter with its evidence and what happened to it."""
    findings = cases.findings_of(found.matter_id)
    last = "" if found.last_day == found.first_day else f" – {found.last_day:%d/%m/%Y}"
    lines = [
        f"{number}. {found.title_vi} ({found.first_day:%d/%m/%Y}{last})",
        f"   Trạng thái: {words(state_of(record, at))}",
        f"   Điều ghi nhận: {CAUSE.get(found.cause, CAUSE[''])}",
    ]
    if findings:
        first = findings[0]
        lines.append(f"   Căn cứ: {cite(first.instrument, first.provision, first.finding_date)}")
    lines += [_evidence(one) for one in findings]
    lines += [_entry(entry, said(entry)) for entry in record.entries if entry.kind in SHOWN]
    return "\n".join(lines)


def _evidence(one: Finding) -> str:
    """Return one piece of evidence."""
    parts = [
        f"   - {one.finding_date:%d/%m/%Y}: {one.evidence_url or 'theo sổ quản lý'}",
        f"“{one.excerpt}”" if one.excerpt else "",
        f"cụ thể: {observed(one.observed_value)}" if one.observed_value else "",
        f"mã băm bản lưu: {one.page_sha256}" if one.page_sha256 else "",
    ]
    return "; ".join(part for part in parts if part)


def _entry(entry: Entry, said: str) -> str:
    """Return one step, without the person who took it."""
    done = f"   * {local_day(entry.recorded_at):%d/%m/%Y} {SHOWN[EntryKind(entry.kind)]}"
    return f"{done}: {said}" if said else done
