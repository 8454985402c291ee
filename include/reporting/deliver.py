"""Sends an approved report to each recipient of the register, once.

Per recipient the ledger first says that a mail is about to leave (claimed), then that the server took it (sent) or
did not (refused). The mail's own record (include.reporting.outbox) says the same without the ledger. A claim with
neither is uncertain: it is sent again only where the settings allow it, under the same Message-ID; otherwise it is left
to people.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from include.errors import DeliveryError, RefusedError, ReportError
from include.ledger.entries import Entry, append, append_if, entries
from include.ledger.kinds import EntryKind
from include.ledger.verification import require_sound
from include.locks import locked
from include.periods.days import local_day
from include.periods.report_period import ReportPeriod
from include.reporting import outbox
from include.reporting.approve import approved_files, subject_of
from include.reporting.compose import Snapshot, read_snapshot
from include.reporting.declaration import report
from include.reporting.kept import kept_snapshot
from include.reporting.outbox import MailState
from include.reporting.recipients import Recipient, recipients_on
from include.reporting.render.mail import compose_mail, message_id
from include.reporting.smtp import Connection, mail_server, send_mail
from include.reporting.wording import cell
from include.setting_values import is_mail_address
from include.settings import settings

log = logging.getLogger(__name__)
ACTOR = "include.reporting.deliver"
STEPS = {EntryKind.DELIVERY_CLAIMED, EntryKind.DELIVERY_SENT, EntryKind.DELIVERY_REFUSED}


@dataclass(frozen=True)
class Delivery:
    """One report on its way to one recipient."""

    snapshot: Snapshot
    recipient: Recipient

    @property
    def subject_id(self) -> str:
        """What its ledger entries are about: report, period, recipient."""
        return f"{subject_of(self.snapshot)}/{self.recipient.recipient_id}"

    @property
    def message_id(self) -> str:
        """The Message-ID that this content to this recipient always has."""
        return message_id(self.snapshot.content, self.recipient.recipient_id, settings().mail_sender)

    def last_step(self, known: Sequence[Entry]) -> str | None:
        """Return the kind of the newest entry on this content; where there is none, what the mail's record says."""
        mine = [e for e in known if e.kind in STEPS and e.payload["content_hash"] == self.snapshot.content_hash]
        if mine:
            return mine[-1].kind
        is_known = outbox.state_of(self.message_id) != MailState.UNKNOWN
        return EntryKind.DELIVERY_CLAIMED.value if is_known else None

    def reconcile(self) -> None:
        """Record that the mail was sent where the mail's own record says so and the ledger does not."""
        is_open = self.last_step(entries(subject_id=self.subject_id)) == EntryKind.DELIVERY_CLAIMED
        if is_open and outbox.state_of(self.message_id) == MailState.SENT:
            payload = {
                "content_hash": self.snapshot.content_hash,
                "message_id": self.message_id,
                "known_from": "outbox",
            }
            append(EntryKind.DELIVERY_SENT, self.subject_id, payload, ACTOR)

    def revision(self, known: Sequence[Entry]) -> int:
        """Return 1, or more where this recipient was sent other contents of the same report before."""
        sent = {e.payload["content_hash"] for e in known if e.kind == EntryKind.DELIVERY_SENT}
        return len(sent - {self.snapshot.content_hash}) + 1

    def may_leave(self, known: Sequence[Entry]) -> bool:
        """Return whether a mail may leave: never sent, and not in doubt unless the settings allow to send again."""
        last = self.last_step(known)
        return last in (None, EntryKind.DELIVERY_REFUSED) or (
            last == EntryKind.DELIVERY_CLAIMED and settings().resend_uncertain
        )


def _changes(snapshot: Snapshot, known: Sequence[Entry]) -> list[str]:
    """Return the figures that differ from the content this recipient was sent last; empty where there was none."""
    sent = [e.payload["content_hash"] for e in known if e.kind == EntryKind.DELIVERY_SENT]
    earlier = kept_snapshot(sent[-1]) if sent and sent[-1] != snapshot.content_hash else None
    if earlier is None:
        return []
    before = {figure.name: figure for figure in earlier.content.figures}
    return [
        f"{one.label}: {cell(one.kind, before[one.name].value)} → {cell(one.kind, one.value)}"
        for one in snapshot.content.figures
        if one.name in before and before[one.name].value != one.value
    ]


def _send(delivery: Delivery, files: dict[str, bytes], connection: Connection) -> str:
    """Send one report to one recipient and return the outcome."""
    known = entries(subject_id=delivery.subject_id)
    r = delivery.recipient
    if not is_mail_address(r.work_address):  # of a register that was landed before they were checked
        log.error("%s has the mail address %r, which is none", r.recipient_id, r.work_address)
        return "refused"
    marked = delivery.snapshot.content.model_copy(update={"ledger": str(require_sound())})  # as it stands now
    message = compose_mail(
        marked,
        files,
        (r.recipient_id, r.role, r.work_address),
        settings().mail_sender,
        delivery.revision(known),
        changes=_changes(delivery.snapshot, known),
        at=datetime.now(UTC),
    )
    payload = {"content_hash": delivery.snapshot.content_hash, "message_id": message["Message-ID"]}
    if append_if(delivery.may_leave, EntryKind.DELIVERY_CLAIMED, delivery.subject_id, payload, ACTOR) is None:
        return "already_sent" if delivery.last_step(known) == EntryKind.DELIVERY_SENT else "uncertain"
    outbox.note_claimed(message)
    try:
        send_mail(connection, message)
    except RefusedError as error:
        append(EntryKind.DELIVERY_REFUSED, delivery.subject_id, {**payload, "reason": str(error)}, ACTOR)
        outbox.forget(delivery.message_id)
        log.error("%s", error)
        return "refused"
    except DeliveryError as error:
        log.error("%s", error)
        return "uncertain"
    outbox.note_sent(delivery.message_id)
    append(EntryKind.DELIVERY_SENT, delivery.subject_id, payload, ACTOR)
    return "sent"


@contextmanager
def _alone(snapshot: Snapshot) -> Iterator[None]:
    """Lock the delivery of a report, so that a second one waits until the first is done."""
    with locked(snapshot.folder.parent / "delivery.lock"):
        yield


def _recipients(snapshot: Snapshot, today: date) -> list[Recipient]:
    """Return the recipients, after checking that the report may go out at all.

    Raises:
        ReportError: It is too early, or the register names nobody.
    """
    period = ReportPeriod.parse(snapshot.content.period_id)
    if today < period.issuable_on:
        raise ReportError(
            f"{subject_of(snapshot)} may not be sent before {period.issuable_on}.", hint="Deliver it from that day on."
        )
    found = recipients_on(report(snapshot.content.report_id).recipients, period.issuable_on)
    if not found:
        raise ReportError(
            f"The register of recipients names nobody for {subject_of(snapshot)}.", hint="Fill and land the register."
        )
    return found


def _outcomes(snapshot: Snapshot, recipients: list[Recipient], files: dict[str, bytes]) -> dict[str, list[str]]:
    """Send to each recipient in turn and gather the outcome of each."""
    outcomes: dict[str, list[str]] = {name: [] for name in ("sent", "already_sent", "uncertain", "refused")}
    waiting = [Delivery(snapshot, recipient) for recipient in recipients]
    for delivery in waiting:
        delivery.reconcile()
    done = [d for d in waiting if d.last_step(entries(subject_id=d.subject_id)) == EntryKind.DELIVERY_SENT]
    outcomes["already_sent"] = [d.recipient.recipient_id for d in done]
    if len(done) == len(waiting):
        return outcomes
    for delivery in waiting:
        if delivery not in done:
            with mail_server() as connection:  # one each: what breaks at one recipient leaves no other in doubt
                outcomes[_send(delivery, files, connection)].append(delivery.recipient.recipient_id)
    return outcomes


def deliver(folder: str | Path, today: date | None = None) -> dict[str, Any]:
    """Send a snapshot to every recipient who has not received it, and return the outcome of each.

    Args:
        folder: The snapshot's folder.
        today: Local day of sending; today when left out.

    Raises:
        LedgerError: The ledger is not as it was written.
        ReportError: It was not approved as it is, it is too early, or nobody is to receive it.
        DeliveryError: The mail server failed, refused a mail, or a mail is in doubt; all others were sent.
    """
    snapshot = read_snapshot(Path(folder))
    files = approved_files(snapshot)
    recipients = _recipients(snapshot, today or local_day(datetime.now(UTC)))
    with _alone(snapshot):
        outcomes = _outcomes(snapshot, recipients, files)
    _complain(snapshot, outcomes)
    return {name: len(ids) for name, ids in outcomes.items()}


def _complain(snapshot: Snapshot, outcomes: dict[str, list[str]]) -> None:
    """Raise when a recipient did not get the mail, or nobody knows whether they did."""
    if outcomes["uncertain"]:
        names = ", ".join(outcomes["uncertain"])
        raise ReportError(
            f"Nobody knows whether {subject_of(snapshot)} reached {names}: an earlier run was cut short while sending.",
            hint="Ask them, then record it: press report settle "
            + subject_of(snapshot).replace("/", " --period ")
            + " "
            "--recipient ID --arrived (or --lost) --reason TEXT.",
        )
    if outcomes["refused"]:
        raise DeliveryError(
            f"The mail server refused {subject_of(snapshot)} for {', '.join(outcomes['refused'])}.",
            hint="Correct their addresses in the register of recipients, or fix the mail server.",
        )


def settle(folder: str | Path, recipient_id: str, reason: str, actor: str, *, has_arrived: bool) -> Entry:
    """Record what a person found out about a mail in doubt; a lost one may be sent again.

    Raises:
        ReportError: The mail is not in doubt, or the reason is empty.
    """
    snapshot = read_snapshot(Path(folder))
    delivery = Delivery(snapshot, Recipient(recipient_id, "", ""))
    if not reason.strip():
        raise ReportError(f"The settlement for {recipient_id} has no reason.", hint="Say how it is known.")
    kind = EntryKind.DELIVERY_SENT if has_arrived else EntryKind.DELIVERY_REFUSED
    payload = {"content_hash": snapshot.content_hash, "reason": reason.strip()}
    in_doubt = EntryKind.DELIVERY_CLAIMED
    written = append_if(lambda known: delivery.last_step(known) == in_doubt, kind, delivery.subject_id, payload, actor)
    if written is not None and not has_arrived:
        outbox.forget(delivery.message_id)
    if written is None:
        raise ReportError(f"No mail to {recipient_id} is in doubt.", hint="Read the log: press decisions list.")
    return written
