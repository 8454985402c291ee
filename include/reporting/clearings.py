"""Mails the correction of an outlet that a report named and that was cleared since, to everybody who got that report.

A chief releases it at the review desk; that entry holds the words. Each recipient gets it once, however little it
changes. A mail in doubt is sent again under the same Message-ID: a correction twice harms less than none.
"""

import hashlib
import logging
from collections.abc import Iterator
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage

from include.errors import DeliveryError, RefusedError, ReportError
from include.ledger.entries import Entry, append_if, entries
from include.ledger.kinds import EntryKind
from include.ledger.verification import require_sound
from include.locks import locked
from include.mailing import outbox
from include.mailing.message_bytes import flat
from include.mailing.policy import MAIL
from include.mailing.recipients import Recipient, recipients_on
from include.mailing.smtp import mail_server, send_mail
from include.periods.days import local_day
from include.reporting.declaration import report
from include.reporting.delivery_states import recipients_of
from include.reporting.kept import kept_snapshot
from include.reporting.named import concerned
from include.setting_values import is_mail_address
from include.settings import settings

log = logging.getLogger(__name__)
ACTOR = "include.reporting.clearings"
CLEARING = frozenset({"dismiss", "insufficient", "withdraw"})
LETTERHEAD = "monthly_compliance"
SUBJECT = "[Cải chính] Nội dung đã nêu trong báo cáo đã gửi"


def namings_of(matter_id: str) -> list[Entry]:
    """Return the mails of reports that named the outlet of a matter, oldest first, each that may have arrived."""
    refused = {_mail(entry): entry.sequence for entry in entries(EntryKind.DELIVERY_REFUSED)}
    found = {
        _mail(entry): entry
        for kind in (EntryKind.DELIVERY_CLAIMED, EntryKind.DELIVERY_SENT)
        for entry in entries(kind)
        if _names(entry, matter_id)
        # of what was sent a copy may have arrived, whatever became of another copy of it later
        and (kind == EntryKind.DELIVERY_SENT or entry.sequence > refused.get(_mail(entry), 0))
    }
    return sorted(found.values(), key=lambda entry: entry.sequence)


def roles_and_days(matter_id: str, now: datetime) -> tuple[list[str], list[date]]:
    """Return the roles of everybody who was sent a report that named the outlet of a matter, and the days of sending.

    Whom no register knows any more stands by their id.
    """
    found = receivers_of(matter_id, now)
    days = {local_day(entry.recorded_at) for entry in namings_of(matter_id)}
    return [one.role if one else recipient_id for recipient_id, one in found.items()], sorted(days)


def matters_named() -> frozenset[str]:
    """Return the matters of which a report that left named the outlet, as far as the entries say so."""
    kinds = (EntryKind.DELIVERY_SENT, EntryKind.DELIVERY_CLAIMED)
    named = (str(entry.payload.get("named", "")).split() for kind in kinds for entry in entries(kind))
    return frozenset(matter_id for listed in named for matter_id in listed)


def _mail(entry: Entry) -> tuple[str, str]:
    """Return which mail an entry is about."""
    return entry.subject_id, str(entry.payload["content_hash"])


def _names(entry: Entry, matter_id: str) -> bool:
    """Return whether the report that a mail carried names the outlet; entries of earlier versions do not say so."""
    if "named" in entry.payload:
        return matter_id in str(entry.payload["named"]).split()
    snapshot = kept_snapshot(str(entry.payload["content_hash"]))
    return snapshot is not None and matter_id in snapshot.content.named


def mail_corrections(now: datetime) -> dict[str, int]:
    """Mail every correction that a chief released and that still stands to those who have not had it.

    Args:
        now: The present instant.

    Returns:
        Counts of corrections that stand, of mails sent now, and of recipients that had theirs before.

    Raises:
        LedgerError: The ledger is not as it was written.
        DeliveryError: A mail was not taken, or somebody has no address; all others were sent.
    """
    require_sound()
    with locked(settings().home / "corrections.lock"):  # two at once would each find that nobody has had theirs
        counts, failed = _mail_all(now)
    if failed:
        raise DeliveryError(
            f"A correction did not reach {', '.join(sorted(failed))}.",
            hint="Correct their addresses in the register of recipients and land it, or fix the mail server.",
        )
    return counts


def _mail_all(now: datetime) -> tuple[dict[str, int], set[str]]:
    """Mail what stands to those who have not had it; return the counts, and whom a mail did not reach."""
    counts, failed = {"corrections": 0, "mails": 0, "mailed_already": 0}, set[str]()
    for released in standing_corrections():
        counts["corrections"] += 1
        (matter_id,) = concerned(released)
        for recipient_id, recipient in receivers_of(matter_id, now).items():
            if released not in standing_corrections():  # a matter may be confirmed again while mails leave
                break
            outcome = _send(released, recipient_id, recipient, now)
            if outcome in counts:
                counts[outcome] += 1
            else:
                failed.add(recipient_id)
    return counts, failed


def standing_corrections() -> Iterator[Entry]:
    """Yield the released corrections of matters that are cleared still."""
    newest: dict[str, Entry] = {}
    for entry in entries(EntryKind.DECISION):
        newest |= dict.fromkeys(concerned(entry), entry)
    for released in entries(EntryKind.CORRECTION_RELEASED):
        decided = [newest[matter_id] for matter_id in concerned(released) if matter_id in newest]
        if all(one.payload["decision"] in CLEARING and one.sequence < released.sequence for one in decided):
            yield released


def receivers_of(matter_id: str, now: datetime) -> dict[str, Recipient | None]:
    """Return everybody who was sent a report that named the outlet of a matter, by id.

    Each stands as the newest register that knows them has it; None where none does.
    """
    found: dict[str, Recipient | None] = {}
    for sent in namings_of(matter_id):
        report_id, _, recipient_id = sent.subject_id.split("/", 2)
        found[recipient_id] = _recipient(report_id, recipient_id, str(sent.payload["content_hash"]), now)
    return dict(sorted(found.items()))


def _recipient(report_id: str, recipient_id: str, content_hash: str, now: datetime) -> Recipient | None:
    """Return a recipient as the register has it today, else as it was when that report was issued."""
    snapshot = kept_snapshot(content_hash)
    try:
        declared = report(report_id)
        today = recipients_on(declared.recipients, local_day(now), with_every_report=declared.goes_to_all)
    except ReportError:  # no report of that name is issued any more
        today = []
    then = recipients_of(snapshot) if snapshot else []
    return next((one for one in (*today, *then) if one.recipient_id == recipient_id), None)


def _send(released: Entry, recipient_id: str, recipient: Recipient | None, now: datetime) -> str:
    """Send one correction to one recipient, once; return ``mails``, ``mailed_already`` or ``failed``."""
    subject_id = f"correction/{released.sequence}/{recipient_id}"
    if entries(EntryKind.CORRECTION_SENT, subject_id):
        return "mailed_already"
    if recipient is None or not is_mail_address(recipient.work_address):
        log.error("%s was sent a report that is corrected and has no mail address in the register", recipient_id)
        return "failed"
    message = _message(released, recipient, now)
    payload = {"message_id": str(message["Message-ID"]), "matters": released.payload["matters"]}
    if outbox.state_of(payload["message_id"]) != outbox.MailState.SENT:
        outbox.prove(message)
        outbox.note_claimed(message, written := flat(message))
        try:
            with mail_server() as connection:
                send_mail(connection, message, written)
        except (RefusedError, DeliveryError) as error:
            log.error("%s", error)
            return "failed"
        outbox.note_sent(payload["message_id"])
    append_if(lambda known: not known, EntryKind.CORRECTION_SENT, subject_id, payload, ACTOR, now)
    return "mails"


def _message(released: Entry, recipient: Recipient, now: datetime) -> EmailMessage:
    """Write one mail; its Message-ID depends on the correction and the recipient alone."""
    sender = settings().mail_sender
    message = EmailMessage(policy=MAIL)
    message["From"] = Address(report(LETTERHEAD).lead_on(local_day(now)).department, addr_spec=sender)
    message["To"], message["Reply-To"], message["Date"] = recipient.work_address, sender, now
    digest = hashlib.sha256(f"{released.entry_hash}/{recipient.recipient_id}".encode()).hexdigest()[:32]
    message["Message-ID"] = f"<correction.{digest}@{sender.rpartition('@')[2]}>"
    message["Subject"], message["Auto-Submitted"] = SUBJECT, "auto-generated"
    message.set_content(f"{released.payload['letter']}\n", cte="base64")
    return message
