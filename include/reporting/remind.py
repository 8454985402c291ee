"""Reminds the department's own people of what is due: one mail a recipient and morning, none when nothing is due.

A reminder to an outlet is a draft that a person numbers, signs and sends; nothing leaves for an outlet from here.
"""

import hashlib
import logging
from collections.abc import Sequence
from datetime import date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from include.ledger.entries import append, entries
from include.ledger.kinds import EntryKind
from include.periods.days import local_day
from include.reporting.legal_basis import cite
from include.reporting.notify import operators
from include.reporting.recipients import Recipient, recipients_on
from include.reporting.smtp import mail_server, send_mail
from include.setting_values import is_mail_address
from include.settings import settings
from include.warehouse import published
from include.warehouse.claims import NOT_EVIDENCE

log = logging.getLogger(__name__)
ACTOR = "remind_deadlines"
REPORT_KEY = "deadlines"
BOARD = "select * from rpt_deadlines order by due_on, deadline_id"
HEADINGS = {"overdue": "Đã quá hạn", "today": "Đến hạn hôm nay", "ahead": "Sắp đến hạn", "done": "Đã xong"}
Row = dict[str, Any]


def reminded_on(rows: Sequence[Row], day: date) -> dict[str, list[Row]]:
    """Return what people are reminded of on a day, by heading: what is not done, so many days before its date.

    Args:
        rows: Rows of rpt_deadlines.
        day: The local day of the reminder.
    """
    found: dict[str, list[Row]] = {}
    for row in rows:
        left = (row["due_on"] - day).days
        if row["done_on"] is None and str(left) in row["days_before"].split():
            heading = "overdue" if left < 0 else "today" if left == 0 else "ahead"
            found.setdefault(heading, []).append(row)
    return found


def remind(now: datetime) -> dict[str, Any]:
    """Mail each recipient what is due and what was done since, and note it in the ledger so that it leaves once.

    Args:
        now: The instant of the run.

    Returns:
        Counts of what is due by heading, of mails, and of recipients who had theirs already.

    Raises:
        SettingError: Nothing has been published yet.
        DeliveryError: The mail server failed; the next try sends what did not leave.
    """
    day = local_day(now)
    rows = published.rows(BOARD)
    due = reminded_on(rows, day)
    if done := _done(rows):
        due["done"] = done
    counts: dict[str, Any] = {heading: len(due.get(heading, ())) for heading in HEADINGS} | {"mails": 0, "had": 0}
    if not due:
        return counts
    had = {entry.subject_id for entry in entries(EntryKind.DEADLINES_REMINDED)}
    for recipient in _recipients(day):
        subject = f"{day}/{recipient.recipient_id}"
        if subject in had:
            counts["had"] += 1
            continue
        _send(recipient, day, reminder_lines(due))
        reminded = {name: [row["deadline_id"] for row in listed] for name, listed in due.items()}
        append(EntryKind.DEADLINES_REMINDED, subject, {"deadlines": reminded}, ACTOR, now)
        counts["mails"] += 1
    return counts


def _recipients(day: date) -> list[Recipient]:
    """Return who is reminded: those named for deadlines alone, else the operators; never readers of reports."""
    named = recipients_on(REPORT_KEY, day, with_every_report=False)
    for one in named:  # of a register that was landed before addresses were checked
        if not is_mail_address(one.work_address):
            log.error("%s has the mail address %r, which is none", one.recipient_id, one.work_address)
    named = [one for one in named if is_mail_address(one.work_address)]
    return named or [Recipient(address, "Bộ phận vận hành", address) for address in operators()]


def _done(rows: Sequence[Row]) -> list[Row]:
    """Return what people were reminded of, that a register now shows done, and that no mail has said is done."""
    open_ids: set[str] = set()
    for entry in entries(EntryKind.DEADLINES_REMINDED):
        reminded = entry.payload["deadlines"]
        open_ids |= {deadline for name, ids in reminded.items() if name != "done" for deadline in ids}
        open_ids -= set(reminded.get("done", ()))
    return [row for row in rows if row["done_on"] is not None and row["deadline_id"] in open_ids]


def reminder_lines(due: dict[str, list[Row]]) -> list[str]:
    """Return the lines of the mail: what is due by heading, drafts for outlets, and what the data may not claim."""
    lines: list[str] = []
    for heading, title in HEADINGS.items():
        if rows := due.get(heading):
            lines += [title.upper(), *(f"- {_line(row)}" for row in rows), ""]
    drafts = [row for name in ("overdue", "today", "ahead") for row in due.get(name, ()) if row["is_of_outlet"]]
    if drafts:
        lines += ["DỰ THẢO NHẮC (người có thẩm quyền cho số, ký và gửi; hệ thống không tự gửi)"]
        lines += [f"- {_draft(row)}" for row in drafts] + [""]
    return [*lines, NOT_EVIDENCE, "Hướng dẫn: docs/runbooks/remind_deadlines.md"]


def _line(row: Row) -> str:
    """Return the line of one thing due: what, whose, until when, on what basis."""
    basis = cite(row["instrument"], row["provision"])
    done = f"; đã xong ngày {row['done_on']:%d/%m/%Y}" if row["done_on"] else ""
    return (
        f"{row['title_vi']}: {row['subject_name']}; hạn {row['due_on']:%d/%m/%Y}{done}{f' ({basis})' if basis else ''}"
    )


def _draft(row: Row) -> str:
    """Return the draft of a courteous reminder to an outlet."""
    basis = cite(row["instrument"], row["provision"])
    ground = f"Theo {basis.removeprefix('theo ')}, " if basis else ""
    text = f"{ground}nội dung “{row['title_vi'].lower()}” có hạn đến ngày {row['due_on']:%d/%m/%Y}."
    return f"Kính gửi {row['subject_name']}: {text[:1].upper()}{text[1:]} Trân trọng đề nghị Quý đơn vị lưu ý."


def _send(recipient: Recipient, day: date, lines: Sequence[str]) -> None:
    """Hand one recipient's mail to the server; its Message-ID depends on recipient, day and words alone."""
    text = "\n".join((f"Kính gửi: {recipient.role}", "", *lines)) + "\n"
    message = EmailMessage(policy=SMTP)
    message["Subject"] = f"[Nhắc việc] Thời hạn ngày {day:%d/%m/%Y}"
    message["From"], message["To"] = settings().mail_sender, recipient.work_address
    digest = hashlib.sha256(f"{recipient.recipient_id}\n{day}\n{text}".encode()).hexdigest()[:32]
    message["Message-ID"] = f"<deadlines.{digest}@{settings().mail_sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="base64")
    with mail_server() as connection:
        send_mail(connection, message)
