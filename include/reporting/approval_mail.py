"""Mails approvers that a draft waits, reminds them before its last day, and notifies superiors after it; once each.

The register of recipients names who is mailed: ``approval`` and ``approval_escalation`` in place of a report, roles
and work addresses. The mail carries the draft, marked as one, and is answered on the page of reports alone.
"""

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path

from include.errors import DeliveryError
from include.ledger.entries import append, entries
from include.ledger.kinds import EntryKind
from include.mailing.message_bytes import attached_file
from include.mailing.policy import MAIL
from include.mailing.recipients import Recipient, recipients_on
from include.mailing.smtp import mail_server, send_mail
from include.periods.days import local_day
from include.periods.report_period import ReportPeriod
from include.periods.working_days import add_working_days, working_days_between
from include.reporting.approve import ApprovalState, state_of, subject_of
from include.reporting.compose import Snapshot, read_snapshot
from include.reporting.kept import kept_snapshot
from include.reporting.notify import operators
from include.reporting.recompose import current_draft
from include.reporting.render.draft_copy import draft_copy
from include.reporting.render.files import file_bytes
from include.reporting.render.mail import ATTACHMENT_TYPES, SUBJECT_LETTERS, attachment_name
from include.reporting.wording import cell
from include.setting_values import is_mail_address
from include.settings import settings

log = logging.getLogger(__name__)
ACTOR = "issue_reports"
APPROVERS, SUPERIORS = "approval", "approval_escalation"
OPEN = (ApprovalState.WAITING, ApprovalState.WITHDRAWN)


class Step(StrEnum):
    """Why approvers are mailed."""

    ASKED = "asked"
    REMINDED = "reminded"
    ESCALATED = "escalated"


SUBJECTS = {Step.ASKED: "[Chờ duyệt]", Step.REMINDED: "[Nhắc duyệt]", Step.ESCALATED: "[Quá hạn duyệt]"}
OPENINGS = {
    Step.ASKED: "Dự thảo dưới đây đã được lập và chờ duyệt; hạn duyệt là hết ngày {due}.",
    Step.REMINDED: "Dự thảo dưới đây vẫn chờ duyệt; hạn duyệt là hết ngày {due}.",
    Step.ESCALATED: "Dự thảo dưới đây đã quá hạn duyệt (hết ngày {due}) và chưa được duyệt hoặc trả lại.",
}
GUIDE = (
    "Thư tự động. Không duyệt bằng cách trả lời thư này; mở, duyệt hoặc trả lại dự thảo tại mục “Duyệt báo cáo”{at}."
)


@dataclass(frozen=True)
class _Waiting:
    """A draft that waits: what its run composed, what stands in its place now, and when approvers were asked."""

    asked: Snapshot
    standing: Snapshot
    asked_on: date


def due_on(snapshot: Snapshot) -> date:
    """Return the last day on which a report is to be approved, in working days after its period, by the settings."""
    last_day = ReportPeriod.parse(snapshot.content.period_id).last_day
    return add_working_days(last_day, settings().approval_working_days)


def ask_approval(folder: str | Path, now: datetime, place: str = "") -> dict[str, int]:
    """Mail approvers that a draft waits, with the draft; nobody gets a mail twice that the ledger records as sent.

    Args:
        folder: The draft's folder, its files drawn.
        now: The present instant.
        place: Address of the page of reports; empty where it is not known.

    Returns:
        The count of mails sent; none where the register names no approver.

    Raises:
        DeliveryError: The mail server did not take a mail; the next try sends that one alone.
    """
    snapshot = read_snapshot(Path(folder))
    return {"mails": _mail(Step.ASKED, snapshot, snapshot, now, place)}


def remind_approvers(now: datetime, place: str = "") -> dict[str, int]:
    """Remind approvers of drafts whose day is the next working day or today, and tell superiors once it has passed.

    Args:
        now: The present instant.
        place: Address of the page of reports; empty where it is not known.

    Returns:
        Counts of drafts that wait, and of mails by step.

    Raises:
        DeliveryError: The mail server did not take a mail; the next run sends that one alone.
    """
    counts = {"waiting": 0, Step.REMINDED.value: 0, Step.ESCALATED.value: 0}
    problems: list[str] = []
    for one in _waiting():
        counts["waiting"] += 1
        step = step_on(local_day(now), due_on(one.asked), one.asked_on)
        if step is None:
            continue
        try:
            counts[step.value] += _mail(step, one.asked, one.standing, now, place)
        except DeliveryError as error:
            problems.append(str(error))
    if problems:
        raise DeliveryError(" ".join(problems), hint="Correct the register of recipients, or fix the mail server.")
    return counts


def step_on(day: date, due: date, asked_on: date) -> Step | None:
    """Return which mail a day asks for; none on the day of the first mail, or long before the draft is due."""
    if day > due:
        return Step.ESCALATED
    return Step.REMINDED if day > asked_on and working_days_between(day, due) <= 1 else None


def _waiting() -> Iterator[_Waiting]:
    """Yield the newest draft of each report and period that approvers were asked for and that still waits."""
    newest = {
        entry.subject_id: entry
        for entry in entries(EntryKind.APPROVAL_ASKED)
        if entry.payload["step"] == Step.ASKED.value
    }
    for entry in newest.values():
        asked = kept_snapshot(str(entry.payload["content_hash"]))
        if asked is None:
            continue
        current = read_snapshot(current_draft(asked.folder))
        if state_of(current.folder) in OPEN:
            yield _Waiting(asked, current, local_day(entry.recorded_at))


def _recipients(step: Step, day: date) -> list[Recipient]:
    """Return who is mailed: approvers, and superiors once the day has passed, the operators where none is named."""
    named = recipients_on(APPROVERS, day, with_every_report=False)
    if step == Step.ESCALATED:
        superiors = recipients_on(SUPERIORS, day, with_every_report=False)
        named += superiors or [Recipient(address, "Bộ phận vận hành", address) for address in operators()]
    return [one for one in {one.work_address: one for one in named}.values() if is_mail_address(one.work_address)]


def _mail(step: Step, asked: Snapshot, shown: Snapshot, now: datetime, place: str) -> int:
    """Send one step's mail to everybody who has not had it, and note in the ledger who has."""
    known = entries(EntryKind.APPROVAL_ASKED, subject_of(asked))
    had = {
        one.payload["recipient"]
        for one in known
        if one.payload["content_hash"] == asked.content_hash and one.payload["step"] == step.value
    }
    waiting = [one for one in _recipients(step, local_day(now)) if one.recipient_id not in had]
    refused = []
    for recipient in waiting:
        try:
            with mail_server() as connection:
                send_mail(connection, mail_of(step, shown, recipient, place))
        except DeliveryError as error:
            log.error("%s", error)
            refused.append(recipient.recipient_id)
            continue
        payload = {"content_hash": asked.content_hash, "step": step.value, "recipient": recipient.recipient_id}
        append(EntryKind.APPROVAL_ASKED, subject_of(asked), payload, ACTOR, now)
    if refused:
        raise DeliveryError(
            f"The mail server did not take the mail on {subject_of(asked)} for {', '.join(refused)}.",
            hint="Correct their addresses in the register of recipients, or fix the mail server.",
        )
    return len(waiting)


def mail_of(step: Step, snapshot: Snapshot, recipient: Recipient, place: str = "") -> EmailMessage:
    """Return one approver's mail: what the draft says on page one, until when, where to answer, the draft itself."""
    content = snapshot.content
    message = EmailMessage(policy=MAIL)
    message["Subject"] = f"{SUBJECTS[step]} {content.subject or content.title}"[:SUBJECT_LETTERS].rstrip()
    message["From"], message["To"] = settings().mail_sender, recipient.work_address
    key = f"{snapshot.content_hash}\n{step}\n{recipient.recipient_id}"
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    message["Message-ID"] = f"<approval.{digest}@{settings().mail_sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_text(step, snapshot, recipient, place), cte="base64")
    for name, body in file_bytes(snapshot.folder, content).items():
        if name.endswith(".pdf"):
            message.make_mixed()
            shown = f"Dự thảo {attachment_name(content, '.pdf')}"
            message.attach(attached_file(shown, *ATTACHMENT_TYPES[".pdf"], draft_copy(name, body)))
    return message


def _text(step: Step, snapshot: Snapshot, recipient: Recipient, place: str) -> str:
    """Return the mail's words."""
    content = snapshot.content
    figures = "\n".join(f"- {one.label}: {cell(one.kind, one.value)}" for one in content.headlines)
    at = f": {place}/reports/{snapshot.content_hash}" if place else ""
    parts = (
        f"Kính gửi: {recipient.role}",
        OPENINGS[step].format(due=f"{due_on(snapshot):%d/%m/%Y}"),
        f"{content.type_name} {content.title}\n{content.period_span}",
        content.verdict,
        "\n".join(f"{number}. {line}" for number, line in enumerate(content.summary, start=1)),
        figures,
        GUIDE.format(at=at),
        f"Mã nội dung: {content.content_hash}",
    )
    return "\n\n".join(part for part in parts if part) + "\n"
