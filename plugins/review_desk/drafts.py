"""Letters as files in the official form: notices, reminders, corrections, referrals. Nothing here leaves by itself."""

from datetime import UTC, date, datetime

from fastapi import HTTPException
from fastapi.responses import Response

from include.ledger.kinds import EntryKind
from include.periods.days import local_day
from include.reporting.clearings import roles_and_days
from include.reporting.declaration import report
from include.reporting.legal_basis import cite_on
from include.reporting.render.letter import render_letter
from include.review import cases
from include.review.board import board
from include.review.cases import Matter
from include.review.dossier import MatterRecord, NoticeRecord
from include.review.evidence_pack import evidence_pack
from include.review.found_elsewhere import found_elsewhere
from include.review.letters import correction_letter, referral_letter, reminder_letter
from include.review.naming import is_named_and_cleared
from include.review.own_file import own_file
from include.review.queue import queue
from include.review.views import log_view
from include.review.withdrawals import taken_back
from review_desk import wording
from review_desk.rendering import there
from review_desk.reviewers import EvidenceReader
from review_desk.shown import captures_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WACZ = "application/wacz"
LETTERHEAD = "monthly_compliance"
"""The report whose declaration says which department leads on a day."""
ABSENT = "Chưa có gì để soạn văn bản này ở bước hiện tại."
NOTHING_ARCHIVED = "Kho lưu trữ không có trang nào của nội dung này: nó dựa trên sổ quản lý, hoặc đã hết hạn lưu giữ."


def _file(draft: str, drafted_on: date, name: str) -> Response:
    """Answer with a draft as DOCX."""
    content = render_letter(draft, report(LETTERHEAD).lead_on(drafted_on), drafted_on)
    return Response(content, media_type=DOCX, headers={"Content-Disposition": f'attachment; filename="{name}.docx"'})


def draft_of_notice(outlet_id: str, sequence: int, which: str, who: EvidenceReader) -> Response:
    """Serve the notice that was drafted under a number of the ledger, or a reminder of it, as a file to sign."""
    found = [one for one in board().dossier(outlet_id).notices.values() if one.entries[0].sequence == sequence]
    notice = there(found[0] if found else None)
    drafted = notice.entries[0]
    if which == "notice":
        return _file(str(drafted.payload["letter"]), local_day(drafted.recorded_at), f"thong_bao_{sequence}")
    if which == "reminder":
        return _reminder(outlet_id, notice)
    raise HTTPException(404, ABSENT)


def _reminder(outlet_id: str, notice: NoticeRecord) -> Response:
    """Serve the reminder of a notice whose time to reply runs."""
    delivered, sent = notice.newest(EntryKind.NOTICE_DELIVERED), notice.newest(EntryKind.NOTICE_SENT)
    if delivered is None or sent is None or notice.stage != EntryKind.NOTICE_DELIVERED:
        raise HTTPException(404, ABSENT)
    due = (notice.newest(EntryKind.REPLY_EXTENDED) or delivered).payload["due_on"]
    name = queue(datetime.now(UTC)).names.get(outlet_id, outlet_id)
    sent_on = date.fromisoformat(sent.payload["sent_on"])
    letter = reminder_letter(name, str(sent.payload["number"]), sent_on, date.fromisoformat(due))
    return _file(letter, sent_on, f"nhac_{notice.entries[0].sequence}")


def file_of_outlet(outlet_id: str, who: EvidenceReader) -> Response:
    """Serve everything that the department holds of an outlet's matters, as text to send on its request."""
    words = (wording.STATE.__getitem__, wording.said_to_outlet)
    return _text(own_file(outlet_id, board(), datetime.now(UTC), cite_on, *words), "ho_so_don_vi")


def articles_elsewhere(outlet_id: str, who: EvidenceReader) -> Response:
    """Serve the list of an outlet's articles found elsewhere, and of others' at it, to send on its request."""
    return _text(found_elsewhere(outlet_id, datetime.now(UTC)), "bai_o_noi_khac")


def _text(text: str, name: str) -> Response:
    """Answer with a file of plain text; 404 where there is nothing to say."""
    if not text:
        raise HTTPException(404, ABSENT)
    headers = {"Content-Disposition": f'attachment; filename="{name}.txt"'}
    return Response(text, media_type="text/plain; charset=utf-8", headers=headers)


def pack_of_finding(finding_id: str, who: EvidenceReader) -> Response:
    """Serve a finding's evidence as a file that opens without this program; that somebody took it is logged."""
    finding, matter_id = there(cases.finding(finding_id))
    captures = captures_of(finding)
    if not captures:
        raise HTTPException(404, NOTHING_ARCHIVED)
    at = datetime.now(UTC)
    log_view(finding.outlet_id, {"finding": finding_id, "matter": matter_id, "pack": "yes"}, who, at)
    rule = {"Căn cứ": cite_on(finding.instrument, finding.provision, finding.finding_date)}
    if finding.threshold is not None:
        unit = wording.UNIT[finding.unit] if finding.unit else ""
        rule["Mức quy định"] = f"{wording.number(finding.threshold)} {unit}".strip()
    content = evidence_pack(there(cases.matter(matter_id)), finding, captures, rule, at)
    name = f"bang_chung_{finding_id[:12]}.wacz"
    return Response(content, media_type=WACZ, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def draft_of_matter(matter_id: str, which: str, who: EvidenceReader) -> Response:
    """Serve the correction of a named outlet that was cleared, or the referral of a ministry's, as a file to sign."""
    matter = there(cases.matter(matter_id))
    record = board().record(matter.outlet_id, matter_id)
    decided = record.newest(EntryKind.DECISION)
    if decided is None:
        raise HTTPException(404, ABSENT)
    if which == "referral" and record.decision() == "refer":
        letter = referral_letter([(matter, cases.findings_of(matter_id))], cite_on)
        return _file(letter, local_day(decided.recorded_at), f"chuyen_{matter_id[:12]}")
    if which == "correction" and (letter := correction_of(matter, record)):
        return _file(letter, local_day(decided.recorded_at), f"cai_chinh_{matter_id[:12]}")
    if letter := taken_back(matter, record).get(which, ""):
        return _file(letter, local_day(decided.recorded_at), f"rut_{matter_id[:12]}")
    raise HTTPException(404, ABSENT)


def correction_of(matter: Matter, record: MatterRecord) -> str:
    """Return the correction to everybody who was sent a report that named the outlet; empty where nobody was."""
    decided = record.newest(EntryKind.DECISION)
    if decided is None or not is_named_and_cleared(record):
        return ""
    receivers, days = roles_and_days(matter.matter_id, decided.recorded_at)
    if not receivers:
        return ""
    return correction_letter(matter.outlet_name, matter.title_vi, receivers, days, local_day(decided.recorded_at))
