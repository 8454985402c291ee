"""The desk's forms on what an outlet says: its replies, corrected and taken back ones too, and messages that wait."""

from datetime import date
from typing import Annotated

from fastapi import File, Form, UploadFile
from fastapi.responses import Response

from include.ledger.sealed_files import keep
from include.review import replies
from review_desk.acted import OnOutlet, Several, Short, Text
from review_desk.shown import now


def record_reply(
    form: OnOutlet,
    received_on: Annotated[date, Form()],
    matter_id: Several = None,
    text: Text = "",
    receipt_number: Short = "",
    says_put_right: Short = "",
    notice: Short = "",
    papers: Annotated[list[UploadFile] | None, File()] = None,
) -> Response:
    """Record what the outlet answered to the chosen matters, word by word, with the files that came, kept sealed."""

    def act() -> object:
        kept = tuple(keep(content) for paper in papers or [] if (content := paper.file.read()))
        answer = replies.Answer(text, received_on, receipt_number, kept, says_put_right == "yes")
        return replies.record(form.subject_id, list(dict.fromkeys(matter_id or [])), answer, form.who, now())

    typed = {"reply": text, "receipt_number": receipt_number, "received_on": received_on.isoformat()}
    typed |= {"matter_id": " ".join(matter_id or []), "says_put_right": says_put_right}
    return form.send(act, "replied", notice=notice, **typed)


def correct_reply(
    form: OnOutlet,
    reply: Annotated[int, Form()],
    received_on: Annotated[date, Form()],
    text: Text = "",
    receipt_number: Short = "",
    says_put_right: Short = "",
) -> Response:
    """Record a reply as it should have been entered; its files stay as they came."""

    def act() -> object:
        answer = replies.Answer(text, received_on, receipt_number, says_put_right=says_put_right == "yes")
        return replies.correct(form.subject_id, reply, answer, form.who, now())

    typed = {"of_reply": str(reply), "reply": text, "receipt_number": receipt_number}
    typed |= {"received_on": received_on.isoformat(), "says_put_right": says_put_right}
    return form.send(act, "reply_corrected", **typed)


def withdraw_reply(form: OnOutlet, reply: Annotated[int, Form()], reason: Text = "") -> Response:
    """Record that the outlet took a reply back."""

    def act() -> object:
        return replies.withdraw(form.subject_id, reply, reason, form.who, now())

    return form.send(act, "reply_withdrawn", of_reply=str(reply), why=reason)


def handle_message(form: OnOutlet, message: Short = "", outcome: Text = "") -> Response:
    """Record how a message of the reply mailbox was handled."""

    def act() -> object:
        return replies.handle_message(form.subject_id, message, outcome, form.who, now())

    return form.send(act, "handled", message=message, outcome=outcome)
