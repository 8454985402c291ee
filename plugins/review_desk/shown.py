"""The desk's pages that are read: the queue, a matter, a finding, an outlet's notices."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fastapi import HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from include.archive.facts import Capture
from include.ledger.entries import Entry
from include.periods.days import local_day
from include.review import cases, context, questions, screenshots
from include.review.acts import Person
from include.review.archived_pages import capture_of, inert_page
from include.review.board import board
from include.review.cases import Finding
from include.review.contacts import contact_of
from include.review.decisions import stage_of
from include.review.dossier import Dossier, NoticeRecord
from include.review.naming import is_named_and_cleared, waits_for_correction
from include.review.notices import reminder_days
from include.review.queue import UNDECIDED, queue
from include.review.states import MatterState, state_of
from include.review.views import log_view
from include.review.withdrawals import taken_back
from review_desk import pictures
from review_desk.offers import offers
from review_desk.rendering import page, there
from review_desk.reviewers import EvidenceReader, Reader

PAGE_LENGTH = 50
BOTH = ("earlier", "latest")
NO_PICTURE = "Không có ảnh chụp màn hình của bản lưu này: máy chủ không dựng được một cách an toàn hoặc kịp thời."
ARCHIVED = {"Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'self'; form-action 'none'"}


@dataclass(frozen=True)
class Chosen:
    """What the queue is narrowed to."""

    state: str = "undecided"
    strength: str = ""
    jurisdiction: str = ""
    kind: str = ""
    rule: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """The values that a matter's fields are to have; empty ones ask for nothing."""
        return {"strength": self.strength, "jurisdiction": self.jurisdiction, "kind": self.kind, "rule_id": self.rule}

    def includes(self, state: MatterState) -> bool:
        """Return whether a state is asked for."""
        if self.state == "undecided":
            return state in UNDECIDED
        if self.state == "open":
            return state.is_open
        return self.state in ("all", state.value)


def now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


def show_queue(
    request: Request,
    who: Reader,
    state: str = "undecided",
    strength: str = "",
    jurisdiction: str = "",
    kind: str = "",
    rule: str = "",
    part: int = 1,
) -> Response:
    """Show the matters, oldest first, narrowed where asked, a part at a time."""
    chosen = Chosen(state, strength, jurisdiction, kind, rule)
    known = queue(now())
    found = known.find(chosen.includes, chosen.fields)
    parts = max(1, -(-len(found) // PAGE_LENGTH))
    place = min(max(part, 1), parts)
    shown = [known.at(one) for one in found[(place - 1) * PAGE_LENGTH : place * PAGE_LENGTH]]
    counted = {"count": len(found), "part": place, "parts": parts}
    return page("queue.html", request, who, shown=shown, chosen=chosen, rules=known.rules, **counted)


def show_questions(request: Request, who: EvidenceReader, part: int = 1, done: str = "") -> Response:
    """Show what could be either way, oldest first, a part at a time."""
    return questions_page(request, who, part=part, done=done)


def questions_page(request: Request, who: Person, status: int = 200, part: int = 1, **shown: Any) -> Response:
    """Render the questions, with what was typed and the problem where a form was refused."""
    found = questions.open_questions(board())
    parts = max(1, -(-len(found) // PAGE_LENGTH))
    place = min(max(part, 1), parts)
    known = {"count": len(found), "part": place, "parts": parts, "done": ""}
    listed = found[(place - 1) * PAGE_LENGTH : place * PAGE_LENGTH]
    return page("questions.html", request, who, status, shown=listed, **{**known, **shown})


def show_matter(request: Request, matter_id: str, who: EvidenceReader, done: str = "") -> Response:
    """Show one matter with its findings, its way so far, and what may be done next."""
    return matter_page(request, matter_id, who, done=done)


def matter_page(request: Request, matter_id: str, who: Person, status: int = 200, **shown: Any) -> Response:
    """Render a matter, with what was typed and the problem where a form was refused."""
    matter, at = there(cases.matter(matter_id)), now()
    known = board()
    dossier = known.dossier(matter.outlet_id)
    record = dossier.matter(matter_id)
    state = state_of(record, at)
    stage = stage_of(record, local_day(at))
    findings = cases.findings_of(matter_id)
    listed = queue(at, known)
    earlier_id, next_id = listed.beside(matter_id, who.name)
    return page(
        "matter.html",
        request,
        who,
        status,
        matter=matter,
        findings=findings,
        version=cases.facts_of(matter, findings).fingerprint,
        record=record,
        state=state,
        stage=stage,
        offers=offers(matter, record, state, stage, who),
        claimed_by=record.claimed_by(at),
        is_next=listed.is_next(matter),
        earlier_id=earlier_id,
        next_id=next_id,
        notice=dossier.open_notice_of(matter_id),
        messages=dossier.open_messages(),
        before=context.judged_before(matter),
        alike=context.decided_alike(matter, known),
        precision=context.precision_of(matter),
        has_contact=contact_of(matter.outlet_id, local_day(at)) is not None,
        has_correction=bool(is_named_and_cleared(record)),
        waits_for_correction=waits_for_correction(record),
        taken_back=taken_back(matter, record),
        **{"done": "", **shown},
    )


def show_finding(request: Request, finding_id: str, who: EvidenceReader) -> Response:
    """Show one finding with its evidence side by side; that somebody looked at it is logged."""
    finding, matter_id = there(cases.finding(finding_id))
    matter = there(cases.matter(matter_id))
    payload = {"finding": finding_id, "matter": matter_id}
    log_view(matter.outlet_id, payload, who, now())
    pair = cases.pair(finding)
    return page(
        "finding.html",
        request,
        who,
        finding=finding,
        matter=matter,
        pair=pair,
        passages=context.passages(finding, pair),
        picture=pictures.times(context.times(pair), finding.threshold),
        can_draw=not screenshots.obstacle(),
        archived={which for which in BOTH if capture_of(finding, *_capture_at(finding, which)) is not None},
        read={which: context.facts_read(finding, *_capture_at(finding, which)) for which in BOTH},
    )


def _capture_at(finding: Finding, which: str) -> tuple[str | None, datetime | None]:
    """Return id and instant of the earlier or the latest capture that a finding rests on."""
    if which == "earlier":
        return finding.earlier_capture_id, finding.first_missing_at
    return (finding.capture_id, finding.last_missing_at or finding.captured_at) if which == "latest" else (None, None)


def captures_of(finding: Finding) -> list[Capture]:
    """Return the captures that a finding rests on and the archive still holds, the earlier first, each once."""
    found = [capture_of(finding, *_capture_at(finding, which)) for which in BOTH]
    return list({one.capture_id: one for one in found if one is not None}.values())


def show_archived_page(finding_id: str, which: str, who: EvidenceReader) -> Response:
    """Show the archived page behind a finding as inert words, for the frame beside it; the view is logged."""
    finding, matter_id = there(cases.finding(finding_id))
    capture = capture_of(finding, *_capture_at(finding, which))
    if capture is None:
        raise HTTPException(404, "Kho lưu trữ không còn bản chụp này; mã băm của nó vẫn đứng ở trang bằng chứng.")
    payload = {"finding": finding_id, "matter": matter_id, "capture": capture.capture_id}
    log_view(finding.outlet_id, payload, who, now())
    return HTMLResponse(inert_page(capture, finding.excerpt), headers=ARCHIVED)


def show_screenshot(finding_id: str, which: str, who: EvidenceReader) -> Response:
    """Show a picture of the archived page behind a finding, where one can be drawn safely; the view is logged."""
    finding, matter_id = there(cases.finding(finding_id))
    capture = capture_of(finding, *_capture_at(finding, which))
    picture = None if capture is None else screenshots.screenshot(capture)
    if capture is None or picture is None:
        raise HTTPException(404, NO_PICTURE)
    payload = {"finding": finding_id, "matter": matter_id, "capture": capture.capture_id, "shown_as": "picture"}
    log_view(finding.outlet_id, payload, who, now())
    return Response(picture, media_type="image/png", headers=ARCHIVED)


def show_outlet(request: Request, outlet_id: str, who: EvidenceReader, done: str = "") -> Response:
    """Show an outlet's notices, what may be noticed, and the messages that wait."""
    return outlet_page(request, outlet_id, who, done=done)


def outlet_page(request: Request, outlet_id: str, who: Person, status: int = 200, **shown: Any) -> Response:
    """Render an outlet's dossier, with what was typed and the problem where a form was refused."""
    at = now()
    own = queue(at).of_outlet(outlet_id)
    if not own:
        raise HTTPException(404, "Không có đơn vị này trong bản số liệu hiện hành.")
    dossier = board().dossier(outlet_id)
    ready = [one for one in own if one.state == MatterState.REVIEWED and one.matter.strength == "duty"]
    return page(
        "outlet.html",
        request,
        who,
        status,
        outlet=own[0].matter,
        own=own,
        ready=[one for one in ready if dossier.open_notice_of(one.matter.matter_id) is None],
        notices=list(dossier.notices.values()),
        messages=dossier.open_messages(),
        contact=contact_of(outlet_id, local_day(at)),
        reminders={one.notice_id: reminder_days(one) for one in dossier.notices.values()},
        due_on={one.notice_id: dossier.matter(one.matter_ids[0]).reply_due_on() for one in dossier.notices.values()},
        replies={one.notice_id: _replies_to(dossier, one) for one in dossier.notices.values()},
        today=local_day(at),
        **{"done": "", **shown},
    )


def _replies_to(dossier: Dossier, notice: NoticeRecord) -> list[Entry]:
    """Return the standing replies to the matters of a notice, each under the newest notice of its matters alone."""
    found = {
        entry.sequence: entry
        for matter_id in notice.matter_ids
        if dossier.open_notice_of(matter_id) is notice
        for entry in dossier.matter(matter_id).replies()
    }
    return list(found.values())
