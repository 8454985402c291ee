"""The desk's forms: each is one act, checked against the ledger, and ends in a redirect or in what was typed."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Annotated, Any

from fastapi import BackgroundTasks, Depends, File, Form, Request, UploadFile
from fastapi.responses import Response
from pydantic import AfterValidator

from include.errors import ActRefusedError
from include.ledger.sealed_files import keep
from include.reporting.legal_basis import cite_on
from include.review import cases, naming, notices, questions
from include.review.acts import Person, Refusal
from include.review.board import board
from include.review.decisions import Judgement, MatterFacts, claim, decide, give_back, recuse
from include.review.letters import notice_letter
from include.review.queue import queue
from include.review.retest_places import places_of
from include.review.views import panes_opened
from include.text import clean
from review_desk.asset_events import emit_decisions_recorded
from review_desk.drafts import correction_of
from review_desk.rendering import LONGEST_TYPED, back, there
from review_desk.reviewers import Actor
from review_desk.shown import matter_page, now, outlet_page, questions_page
from review_desk.wording import refusal

Cleaned = Annotated[str, AfterValidator(clean)]
"""What was typed, made safe at the one boundary of text before anything is shown, compared or kept."""
Text = Annotated[Cleaned, Form(max_length=LONGEST_TYPED)]
Short = Annotated[Cleaned, Form(max_length=500)]
Several = Annotated[list[Cleaned] | None, Form(max_length=1000)]
CONFLICT = 409


def _facts(matter_id: str) -> MatterFacts:
    """Return what is known of a matter of the current copy."""
    found = there(cases.matter(matter_id))
    return cases.facts_of(found, cases.findings_of(matter_id))


class _Form:
    """One act of somebody on one thing; FastAPI fills it from the request."""

    path: str
    page: Callable[..., Response]

    def __init__(self, request: Request, subject_id: str, who: Person, later: BackgroundTasks) -> None:
        self.request, self.subject_id, self.who, self.later = request, subject_id, who, later

    def send(self, act: Callable[[], object], done: str, **typed: str) -> Response:
        """Do the act; when it is refused, show the page again with what was typed and the reason."""
        return self._refused(act, typed) or back(
            self.request, f"/{self.path}/{self.subject_id}?done={done}", self.later
        )

    def send_and_keep(self, act: Callable[[], object], done: str, **typed: str) -> Response:
        """Do the act and show the next form with what was typed for it: a redirect would lose it."""
        return self._refused(act, typed) or self._page(done=done, typed=typed)

    def _refused(self, act: Callable[[], object], typed: dict[str, str]) -> Response | None:
        """Do the act; return the page with what was typed when it is refused, nothing when it is done."""
        try:
            act()
        except ActRefusedError as error:
            kept = {} if error.code == Refusal.RECORDED_BEFORE else typed
            return self._page(status=CONFLICT, problem=refusal(error), typed=kept)
        self.later.add_task(emit_decisions_recorded, 1)
        return None

    def _page(self, **shown: Any) -> Response:
        """Render the page of what is acted on; what is done later is done after it, too."""
        answer = type(self).page(self.request, self.subject_id, self.who, **shown)
        answer.background = self.later
        return answer


class MatterForm(_Form):
    """One act of a reviewer on a matter."""

    path, page = "matters", matter_page

    def __init__(self, request: Request, matter_id: str, who: Actor, later: BackgroundTasks) -> None:
        super().__init__(request, matter_id, who, later)

    def facts(self) -> MatterFacts:
        """Return what is known of the matter."""
        return _facts(self.subject_id)


class OutletForm(_Form):
    """One act of a reviewer on an outlet's notices and replies."""

    path, page = "outlets", outlet_page

    def __init__(self, request: Request, outlet_id: str, who: Actor, later: BackgroundTasks) -> None:
        super().__init__(request, outlet_id, who, later)


OnMatter = Annotated[MatterForm, Depends()]
OnOutlet = Annotated[OutletForm, Depends()]


def claim_matter(
    form: OnMatter,
    reason: Text = "",
    kept_decision: Short = "",
    kept_reason_code: Short = "",
    kept_reason: Text = "",
) -> Response:
    """Claim a matter; whether older ones wait is known here and never by the form.

    Words typed before an earlier claim ended are brought along, and nothing is decided with them.
    """
    kept = {"decision": kept_decision, "reason_code": kept_reason_code, "reason": kept_reason}

    def act() -> object:
        is_next = queue(now()).is_next(there(cases.matter(form.subject_id)))
        return claim(form.facts(), form.who, now(), is_next=is_next, reason=reason)

    send = form.send_and_keep if kept_reason else form.send
    return send(act, "claimed", claim_reason=reason, **kept)


def give_matter_back(form: OnMatter) -> Response:
    """Return a matter to the queue."""
    return form.send(lambda: give_back(form.facts(), form.who, now()), "given_back")


def recuse_from_matter(form: OnMatter) -> Response:
    """Record that somebody will not act on a matter."""
    return form.send(lambda: recuse(form.facts(), form.who, now()), "recused")


def decide_matter(
    form: OnMatter,
    seen: Annotated[int, Form()],
    decision: Short = "",
    reason_code: Short = "",
    reason: Text = "",
    version: Short = "",
) -> Response:
    """Record a decision on a matter and all its findings; what was opened before is known here, never by the form."""

    def act() -> object:
        facts = form.facts()
        panes = panes_opened(facts.outlet_id, facts.matter_id, form.who)
        said = Judgement(decision, reason_code, reason, seen, panes, version)
        return decide(facts, said, form.who, now(), board().recent_reasons(form.who.name))

    return form.send(act, "decided", decision=decision, reason_code=reason_code, reason=reason, seen=str(seen))


def release_naming(form: OnMatter) -> Response:
    """Release the name of a matter's outlet."""
    return form.send(lambda: naming.release_naming(form.facts(), form.who, now()), "naming_released")


def release_correction(form: OnMatter) -> Response:
    """Let the correction of a named outlet that was cleared be mailed to everybody who got a report that named it."""

    def act() -> object:
        matter = there(cases.matter(form.subject_id))
        letter = correction_of(matter, board().record(matter.outlet_id, matter.matter_id))
        return naming.release_correction(form.facts(), letter, form.who, now())

    return form.send(act, "correction_released")


def record_appeal(form: OnMatter, step: Short = "", text: Text = "") -> Response:
    """Record an appeal or the answer to it."""
    steps = {"received": naming.receive_appeal, "answered": naming.answer_appeal}
    record = steps.get(step, naming.receive_appeal)
    return form.send(lambda: record(form.facts(), text, form.who, now()), "appeal", appeal=text)


def answer_question(
    request: Request, question_id: str, who: Actor, later: BackgroundTasks, answer: Short = "", text: Text = ""
) -> Response:
    """Record the answer to a question."""
    asked = there(questions.question(question_id))
    try:
        questions.answer(asked, answer, text, who, now())
    except ActRefusedError as error:
        typed = {"question": question_id, "text": text}
        return questions_page(request, who, CONFLICT, problem=refusal(error), typed=typed)
    return back(request, "/questions?done=answered", later)


def draft_notice(
    form: OnOutlet,
    matter_id: Several = None,
    contact_role: Short = "",
    contact_email: Short = "",
    contact_postal_address: Short = "",
) -> Response:
    """Draft a notice on the chosen matters of an outlet."""
    contact = notices.Contact(contact_role.strip(), contact_email.strip(), contact_postal_address.strip())

    def act() -> object:
        chosen = [_facts(one) for one in dict.fromkeys(matter_id or [])]
        shown = [(there(cases.matter(f.matter_id)), cases.findings_of(f.matter_id)) for f in chosen]
        letter = notice_letter(shown, contact, cite_on) if shown else ""
        places = {one.matter_id: places_of(one) for one, _ in shown}
        return notices.draft(chosen, contact, letter, form.who, now(), places)

    return form.send(
        act,
        "drafted",
        contact_role=contact_role,
        contact_email=contact_email,
        contact_postal_address=contact_postal_address,
        matter_id=" ".join(matter_id or []),
    )


def release_notice(form: OnOutlet, notice: Short = "") -> Response:
    """Release a notice for sending."""
    return form.send(lambda: notices.release(form.subject_id, notice, form.who, now()), "released")


def record_sending(
    form: OnOutlet,
    signed_on: Annotated[date, Form()],
    sent_on: Annotated[date, Form()],
    paper: Annotated[UploadFile, File()],
    notice: Short = "",
    number: Short = "",
    way: Short = "",
) -> Response:
    """Record that a person numbered, signed and sent a notice; the signed file is kept sealed beside the ledger."""
    content = paper.file.read()

    def act() -> object:
        sending = notices.Sending(number, signed_on, sent_on, way, keep(content) if content else "")
        return notices.record_sending(form.subject_id, notice, sending, form.who, now())

    typed = {"number": number, "signed_on": signed_on.isoformat(), "sent_on": sent_on.isoformat(), "way": way}
    return form.send(act, "sent", notice=notice, **typed)


def record_delivery(
    form: OnOutlet, delivered_on: Annotated[date, Form()], notice: Short = "", proof: Short = ""
) -> Response:
    """Record that a notice reached the outlet: the time to reply runs."""

    def act() -> object:
        return notices.record_delivery(form.subject_id, notice, delivered_on, proof, form.who, now())

    return form.send(act, "delivered", notice=notice, delivered_on=delivered_on.isoformat(), proof=proof)


def record_bounce(form: OnOutlet, notice: Short = "", cause: Short = "") -> Response:
    """Record that a notice did not reach the outlet."""
    act = partial(notices.record_bounce, form.subject_id, notice, cause, form.who, now())
    return form.send(act, "bounced", notice=notice, cause=cause)


def extend_reply(
    form: OnOutlet, asked_on: Annotated[date, Form()], working_days: Annotated[int, Form()], notice: Short = ""
) -> Response:
    """Extend the outlet's time to reply."""

    def act() -> object:
        return notices.extend(form.subject_id, notice, asked_on, working_days, form.who, now())

    typed = {"asked_on": asked_on.isoformat(), "working_days": str(working_days)}
    return form.send(act, "extended", notice=notice, **typed)
