"""The desk's forms: each is one act, checked against the ledger, and ends in a redirect or in what was typed."""

from collections.abc import Callable
from datetime import date
from typing import Annotated

from fastapi import BackgroundTasks, File, Form, Request, UploadFile
from fastapi.responses import Response

from include.errors import ActRefusedError
from include.ledger.sealed_files import keep
from include.reporting.legal_basis import cite
from include.review import cases, naming, notices, questions, replies
from include.review.acts import Person
from include.review.board import board
from include.review.decisions import Judgement, MatterFacts, claim, decide, give_back, recuse
from include.review.letters import notice_letter
from review_desk.hand_over import hand_over
from review_desk.rendering import back, there
from review_desk.reviewers import Actor
from review_desk.shown import matter_page, now, outlet_page, questions_page
from review_desk.wording import refusal

Text = Annotated[str, Form(max_length=1_100_000)]
Short = Annotated[str, Form(max_length=500)]
CONFLICT = 409


def _facts(matter_id: str) -> MatterFacts:
    """Return what is known of a matter of the current copy."""
    found = there(cases.matter(matter_id))
    return cases.facts_of(found, cases.findings_of(matter_id))


def _act_on_matter(
    request: Request,
    matter_id: str,
    who: Person,
    later: BackgroundTasks,
    act: Callable[[MatterFacts], object],
    done: str,
    **typed: str,
) -> Response:
    """Do one act on a matter; when it is refused, show the page again with what was typed and the reason."""
    try:
        act(_facts(matter_id))
    except ActRefusedError as error:
        return matter_page(request, matter_id, who, CONFLICT, problem=refusal(error), typed=typed)
    later.add_task(hand_over, 1)
    return back(request, f"/matters/{matter_id}?done={done}", later)


def claim_matter(
    request: Request, matter_id: str, who: Actor, later: BackgroundTasks, is_next: Short = "", reason: Text = ""
) -> Response:
    """Take a matter."""

    def act(facts: MatterFacts) -> object:
        return claim(facts, who, now(), is_next=is_next == "yes", reason=reason)

    return _act_on_matter(request, matter_id, who, later, act, "claimed", claim_reason=reason)


def give_matter_back(request: Request, matter_id: str, who: Actor, later: BackgroundTasks) -> Response:
    """Give a matter back to the queue."""
    return _act_on_matter(request, matter_id, who, later, lambda facts: give_back(facts, who, now()), "given_back")


def recuse_from_matter(request: Request, matter_id: str, who: Actor, later: BackgroundTasks) -> Response:
    """Record that somebody will not act on a matter."""
    return _act_on_matter(request, matter_id, who, later, lambda facts: recuse(facts, who, now()), "recused")


def decide_matter(
    request: Request,
    matter_id: str,
    who: Actor,
    later: BackgroundTasks,
    seen: Annotated[int, Form()],
    decision: Short = "",
    reason_code: Short = "",
    reason: Text = "",
    panes: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Record a decision on a matter and all its findings."""

    def act(facts: MatterFacts) -> object:
        said = Judgement(decision, reason_code, reason, seen, tuple(panes or ()))
        return decide(facts, said, who, now(), board().recent_reasons(who.name))

    typed = {"decision": decision, "reason_code": reason_code, "reason": reason}
    return _act_on_matter(request, matter_id, who, later, act, "decided", **typed)


def release_naming(request: Request, matter_id: str, who: Actor, later: BackgroundTasks) -> Response:
    """Let the outlet of a matter be named."""

    def act(facts: MatterFacts) -> object:
        return naming.release_naming(facts, who, now())

    return _act_on_matter(request, matter_id, who, later, act, "naming_released")


def record_appeal(
    request: Request, matter_id: str, who: Actor, later: BackgroundTasks, step: Short = "", text: Text = ""
) -> Response:
    """Record an appeal or the answer to it."""
    steps = {"received": naming.receive_appeal, "answered": naming.answer_appeal}

    def act(facts: MatterFacts) -> object:
        return steps.get(step, naming.receive_appeal)(facts, text, who, now())

    return _act_on_matter(request, matter_id, who, later, act, "appeal", appeal=text)


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


def _act_on_outlet(
    request: Request,
    outlet_id: str,
    who: Person,
    later: BackgroundTasks,
    act: Callable[[], object],
    done: str,
    **typed: str,
) -> Response:
    """Do one act on an outlet's notices; when it is refused, show the page again with what was typed."""
    try:
        act()
    except ActRefusedError as error:
        return outlet_page(request, outlet_id, who, CONFLICT, problem=refusal(error), typed=typed)
    later.add_task(hand_over, 1)
    return back(request, f"/outlets/{outlet_id}?done={done}", later)


def draft_notice(
    request: Request,
    outlet_id: str,
    who: Actor,
    later: BackgroundTasks,
    matter_id: Annotated[list[str] | None, Form()] = None,
    contact_role: Short = "",
    contact_email: Short = "",
    contact_postal_address: Short = "",
) -> Response:
    """Draft a notice on the chosen matters of an outlet."""
    contact = notices.Contact(contact_role.strip(), contact_email.strip(), contact_postal_address.strip())

    def act() -> object:
        chosen = [_facts(one) for one in dict.fromkeys(matter_id or [])]
        shown = [(there(cases.matter(f.matter_id)), cases.findings_of(f.matter_id)) for f in chosen]
        letter = notice_letter(shown, contact, cite) if shown else ""
        return notices.draft(chosen, contact, letter, who, now())

    typed = {
        "contact_role": contact_role,
        "contact_email": contact_email,
        "contact_postal_address": contact_postal_address,
    }
    return _act_on_outlet(request, outlet_id, who, later, act, "drafted", **typed)


def release_notice(
    request: Request, outlet_id: str, who: Actor, later: BackgroundTasks, notice: Short = ""
) -> Response:
    """Let a notice go out."""
    return _act_on_outlet(
        request, outlet_id, who, later, lambda: notices.release(outlet_id, notice, who, now()), "released"
    )


def record_sending(
    request: Request,
    outlet_id: str,
    who: Actor,
    later: BackgroundTasks,
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
        return notices.record_sending(outlet_id, notice, sending, who, now())

    return _act_on_outlet(request, outlet_id, who, later, act, "sent", number=number)


def record_delivery(
    request: Request,
    outlet_id: str,
    who: Actor,
    later: BackgroundTasks,
    delivered_on: Annotated[date, Form()],
    notice: Short = "",
    proof: Short = "",
) -> Response:
    """Record that a notice reached the outlet: the time to reply runs."""
    return _act_on_outlet(
        request,
        outlet_id,
        who,
        later,
        lambda: notices.record_delivery(outlet_id, notice, delivered_on, proof, who, now()),
        "delivered",
    )


def record_bounce(
    request: Request, outlet_id: str, who: Actor, later: BackgroundTasks, notice: Short = "", cause: Short = ""
) -> Response:
    """Record that a notice did not reach the outlet."""
    return _act_on_outlet(
        request, outlet_id, who, later, lambda: notices.record_bounce(outlet_id, notice, cause, who, now()), "bounced"
    )


def extend_reply(
    request: Request,
    outlet_id: str,
    who: Actor,
    later: BackgroundTasks,
    asked_on: Annotated[date, Form()],
    working_days: Annotated[int, Form()],
    notice: Short = "",
) -> Response:
    """Give the outlet more time to reply."""
    return _act_on_outlet(
        request,
        outlet_id,
        who,
        later,
        lambda: notices.extend(outlet_id, notice, asked_on, working_days, who, now()),
        "extended",
    )


def record_reply(
    request: Request,
    outlet_id: str,
    who: Actor,
    later: BackgroundTasks,
    received_on: Annotated[date, Form()],
    matter_id: Annotated[list[str] | None, Form()] = None,
    text: Text = "",
    receipt_number: Short = "",
) -> Response:
    """Record what the outlet answered to the chosen matters, word by word."""

    def act() -> object:
        answer = replies.Answer(text, received_on, receipt_number)
        return replies.record(outlet_id, list(dict.fromkeys(matter_id or [])), answer, who, now())

    return _act_on_outlet(request, outlet_id, who, later, act, "replied", reply=text, receipt_number=receipt_number)


def handle_message(
    request: Request, outlet_id: str, who: Actor, later: BackgroundTasks, message: Short = "", outcome: Text = ""
) -> Response:
    """Record what became of a message of the reply mailbox."""
    return _act_on_outlet(
        request,
        outlet_id,
        who,
        later,
        lambda: replies.handle_message(outlet_id, message, outcome, who, now()),
        "handled",
        outcome=outcome,
    )
