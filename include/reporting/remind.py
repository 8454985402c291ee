"""Reminds the department's own people of what is due: one mail a recipient and morning, none when nothing is due.

A reminder to an outlet is a draft that a person numbers, signs and sends; nothing leaves for an outlet from here. Once
its day has passed, what an outlet has not done is a finding that nobody has decided: no name stands here from then on.
"""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from typing import Any

from include.errors import DeliveryError
from include.ledger.entries import append, entries
from include.ledger.kinds import EntryKind
from include.mailing.policy import MAIL
from include.mailing.recipients import Recipient, recipients_on
from include.mailing.smtp import mail_server, send_mail
from include.periods.days import local_day
from include.reporting.legal_basis import cite, with_force
from include.reporting.notify import operators
from include.reporting.wording import register_title
from include.setting_values import is_mail_address
from include.settings import settings
from include.warehouse import published
from include.warehouse.disclaimer import NOT_EVIDENCE

log = logging.getLogger(__name__)
ACTOR = "remind_deadlines"
REPORT_KEY = "deadlines"
BOARD = "select * from rpt_deadlines order by due_on, deadline_id"
CATCH_UP_DAYS = 7  # a reminder whose mail did not leave is sent this long after its day, then no more
AT_THE_DESK = "xem tại Bàn rà soát"
HEADINGS = {"overdue": "Đã quá hạn", "today": "Đến hạn hôm nay", "ahead": "Sắp đến hạn", "done": "Đã xong"}
Row = dict[str, Any]


def reminded_on(rows: Sequence[Row], day: date, last: Mapping[str, date] | None = None) -> dict[str, list[Row]]:
    """Return what somebody is reminded of on a day, by heading: what is not done and has a step on that day.

    A step is a number of days before the date that is due, below zero for days after it. One that passed without its
    mail, because no run came or the register got the row later, is caught up on within a week.

    Args:
        rows: Rows of rpt_deadlines.
        day: The local day of the reminder.
        last: The day on which the recipient was last reminded of each thing, by its id.
    """
    found: dict[str, list[Row]] = {}
    for row in rows:
        steps = (row["due_on"] - timedelta(days=int(step)) for step in row["days_before"].split())
        since = max((last or {}).get(row["deadline_id"], date.min), day - timedelta(days=CATCH_UP_DAYS))
        if row["done_on"] is None and any(since < step <= day for step in steps):
            left = (row["due_on"] - day).days
            heading = "overdue" if left < 0 else "today" if left == 0 else "ahead"
            found.setdefault(heading, []).append(row)
    return found


def remind(now: datetime) -> dict[str, Any]:
    """Mail each recipient what is due and what was done since, and note it in the ledger so that it leaves once.

    Args:
        now: The instant of the run.

    Returns:
        Counts of what is due by heading, of mails, and of recipients mailed already that day.

    Raises:
        SettingError: Nothing has been published yet.
        DeliveryError: The mail server failed, or refused an address; the next try sends what did not leave.
    """
    day = local_day(now)
    rows = published.rows(BOARD)
    listed: dict[str, set[str]] = {heading: set() for heading in HEADINGS}
    counts, refused = {"mails": 0, "mailed_already": 0}, list[str]()
    for recipient in _recipients(day):
        before = _mailed_before(recipient)
        if day in before.days:
            counts["mailed_already"] += 1
            continue
        due = reminded_on(rows, day, before.last)
        if done := [row for row in rows if row["done_on"] is not None and row["deadline_id"] in before.open_ids]:
            due["done"] = done
        if due:
            reminded = {heading: [row["deadline_id"] for row in found] for heading, found in due.items()}
            if not _is_taken(recipient, day, due):
                refused.append(recipient.recipient_id)
                continue
            append(EntryKind.DEADLINES_REMINDED, _morning(day, recipient), {"deadlines": reminded}, ACTOR, now)
            counts["mails"] += 1
            for heading, ids in reminded.items():
                listed[heading].update(ids)
    _require_no_refusal(refused)
    return {heading: len(ids) for heading, ids in listed.items()} | counts


def _is_taken(recipient: Recipient, day: date, due: dict[str, list[Row]]) -> bool:
    """Send one recipient's mail; return whether the server took it: a wrong address stops nobody else's mail."""
    try:
        _send(recipient, day, reminder_lines(due))
    except DeliveryError as error:
        log.error("%s", error)
        return False
    return True


def _require_no_refusal(refused: Sequence[str]) -> None:
    """Raise where the mail server refused somebody's mail or failed at it; all others were reminded."""
    if refused:
        raise DeliveryError(
            f"The mail server did not take the reminder for {', '.join(refused)}.",
            hint="Correct their addresses in the register of recipients; the next try asks for them alone.",
        )


@dataclass
class MailedBefore:
    """What a recipient was mailed before.

    Attributes:
        days: Those with a mail.
        last: The day of the last reminder of each deadline, by its id.
        open_ids: Deadlines with a reminder and no mail yet that says they are done.
    """

    days: set[date] = field(default_factory=set)
    last: dict[str, date] = field(default_factory=dict)
    open_ids: set[str] = field(default_factory=set)


def _mailed_before(recipient: Recipient) -> MailedBefore:
    """Return what a recipient was mailed before, from the ledger."""
    found = MailedBefore()
    for entry in entries(EntryKind.DEADLINES_REMINDED):
        morning, _, recipient_id = entry.subject_id.partition("/")
        if recipient_id == recipient.recipient_id:
            day = date.fromisoformat(morning)
            found.days.add(day)
            reminded = entry.payload["deadlines"]
            ids = {deadline for heading, listed in reminded.items() if heading != "done" for deadline in listed}
            found.last |= dict.fromkeys(ids, day)
            found.open_ids = (found.open_ids | ids) - set(reminded.get("done", ()))
    return found


def _morning(day: date, recipient: Recipient) -> str:
    """Return the ledger's subject of one mail."""
    return f"{day}/{recipient.recipient_id}"


def _recipients(day: date) -> list[Recipient]:
    """Return who is reminded: those named for deadlines alone, else the operators; never readers of reports."""
    named = recipients_on(REPORT_KEY, day, with_every_report=False)
    for one in named:  # of a register that was landed before addresses were checked
        if not is_mail_address(one.work_address):
            log.error("%s has the mail address %r, which is not valid", one.recipient_id, one.work_address)
    named = [one for one in named if is_mail_address(one.work_address)]
    return named or [Recipient(address, "Bộ phận vận hành", address) for address in operators()]


def reminder_lines(due: dict[str, list[Row]]) -> list[str]:
    """Return the lines of the mail: what is due by heading, drafts for outlets, and what the data may not claim."""
    lines: list[str] = []
    for heading, title in HEADINGS.items():
        if rows := due.get(heading):
            lines += [title.upper(), *(f"- {_line(row, heading)}" for row in rows), ""]
    drafts = [row for name in ("today", "ahead") for row in due.get(name, ()) if row["is_of_outlet"]]
    if drafts:
        lines += ["DỰ THẢO NHẮC (người có thẩm quyền cho số, ký và gửi; hệ thống không tự gửi)"]
        lines += [f"- {_draft(row)}" for row in drafts] + [""]
    return [*lines, NOT_EVIDENCE, "Hướng dẫn: docs/runbooks/remind_deadlines.md"]


def _line(row: Row, heading: str) -> str:
    """Return the line of one thing due: what, whose, until when, on what basis."""
    basis = _basis(row)
    done = f"; đã xong ngày {row['done_on']:%d/%m/%Y}" if row["done_on"] else ""
    what = f"{row['title_vi']}: {_subject(row, heading)}; hạn {row['due_on']:%d/%m/%Y}{done}"
    return what + (f" ({basis})" if basis else "")


def _subject(row: Row, heading: str) -> str:
    """Return whose or what is due; a register by the title that clerks know.

    A matter's id is made of its outlet's, so that it says whose matter it is as a name would.
    """
    if row["deadline_kind"] == "notice_reply":
        return f"một vụ việc ({AT_THE_DESK})"
    if row["is_of_outlet"] and heading in ("overdue", "done"):
        return f"một đơn vị ({AT_THE_DESK})"
    is_register = row["deadline_kind"] == "attestation"
    return f"sổ “{register_title(row['subject_id'])}”" if is_register else str(row["subject_name"])


def _basis(row: Row) -> str:
    """Return the legal basis, and that its force is not known where nobody has read that it still applies."""
    return with_force(cite(row["instrument"], row["provision"]), is_unknown=row["in_force"] == "unknown")


def _draft(row: Row) -> str:
    """Return the draft of a courteous reminder to an outlet."""
    basis = _basis(row)
    ground = f"Theo {basis.removeprefix('theo ')}, " if basis else ""
    text = f"{ground}nội dung “{row['title_vi'].lower()}” có hạn đến ngày {row['due_on']:%d/%m/%Y}."
    return f"Kính gửi {row['subject_name']}: {text[:1].upper()}{text[1:]} Trân trọng đề nghị Quý đơn vị lưu ý."


def _send(recipient: Recipient, day: date, lines: Sequence[str]) -> None:
    """Send one recipient's mail to the server; its Message-ID depends on recipient, day and text alone."""
    text = "\n".join((f"Kính gửi: {recipient.role}", "", *lines)) + "\n"
    message = EmailMessage(policy=MAIL)
    message["Subject"] = f"[Nhắc việc] Thời hạn ngày {day:%d/%m/%Y}"
    message["From"], message["To"] = settings().mail_sender, recipient.work_address
    digest = hashlib.sha256(f"{recipient.recipient_id}\n{day}\n{text}".encode()).hexdigest()[:32]
    message["Message-ID"] = f"<deadlines.{digest}@{settings().mail_sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="base64")
    with mail_server() as connection:
        send_mail(connection, message)
