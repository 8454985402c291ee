"""Sends an approved report to each recipient of the register, once.

Per recipient the ledger first says that a mail is about to leave (claimed), then that the server took it (sent) or
did not (refused). The mail's own record (include.mailing.outbox) says the same without the ledger. A claim with
neither is uncertain: it is sent again only where the settings allow it, under the same Message-ID; otherwise it is left
to people.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from include.errors import DeliveryError, RefusedError, ReportError
from include.ledger.entries import Entry, append, append_if, entries
from include.ledger.kinds import EntryKind
from include.ledger.verification import RunningProof, require_sound
from include.locks import locked
from include.mailing import outbox
from include.mailing.message_bytes import flat
from include.mailing.recipients import Recipient
from include.mailing.smtp import Connection, mail_server, send_mail
from include.periods.days import local_day
from include.periods.report_period import ReportPeriod
from include.reporting.approve import approval_of, approved_files, require_decided, subject_of
from include.reporting.compose import Snapshot, read_snapshot
from include.reporting.deliveries import ACTOR, Copy, Delivery
from include.reporting.delivery_states import recipients_of
from include.reporting.differences import figure_differences
from include.reporting.kept import kept_snapshot
from include.reporting.render.mail import UNSIGNED, compose_mail
from include.reporting.shelf import issued_of, signed_copy
from include.setting_values import is_mail_address
from include.settings import settings
from include.text import has_words

log = logging.getLogger(__name__)
SETTLED = {EntryKind.DELIVERY_SENT.value: "already_sent", EntryKind.DELIVERY_BOUNCED.value: "bounced"}
OUTCOMES = ("sent", "already_sent", "uncertain", "refused", "bounced", "queued")
DOUBTS_IN_A_ROW = 3
"""After so many mails in a row that the server neither took nor refused, no more are tried: a person settles each."""


@dataclass(frozen=True)
class CopyChoice:
    """A person's choice to mail another copy than the settings name, and why."""

    copy: Copy
    reason: str
    actor: str


@dataclass(frozen=True)
class _Sending:
    """What every mail of one delivery carries: the files, what is said of their signature, who chose the copy, when.

    ``at`` is the instant of sending where it is not each mail's own. ``ledger`` is proven once for all of them, and for
    each only what was added: its length would else be paid for each.
    ``kept`` reads an earlier report that this one replaces, once for all who have it.
    """

    copy: Copy
    files: dict[str, bytes]
    says: str
    choice: CopyChoice | None
    ledger: RunningProof
    at: datetime | None = None
    kept: Callable[[str], Snapshot | None] = field(default_factory=lambda: cache(kept_snapshot))

    @property
    def chosen(self) -> dict[str, str]:
        """What entries record of a person's choice; nothing where the settings chose."""
        if self.choice is None:
            return {}
        return {"chosen_by": self.choice.actor, "chosen_because": self.choice.reason.strip()}


def _sending(snapshot: Snapshot, choice: CopyChoice | None, at: datetime | None) -> _Sending:
    """Return what is mailed: the approved files, in the signed copy with the signed PDF in place of the approved one.

    Raises:
        ReportError: Nobody approved it, a person's choice has no reason, or the signed file is wanted and not there.
    """
    ledger = RunningProof()
    files = approved_files(snapshot, is_ledger_proven=True)
    if choice is not None and not has_words(choice.reason):
        raise ReportError("The other copy is mailed by a person's choice.", hint="Say why: --reason TEXT.")
    copy = Copy(settings().mailed_copy) if choice is None else choice.copy
    if copy == Copy.REFERENCE:
        found = issued_of(snapshot.content_hash)
        says = UNSIGNED if found is None else f"{UNSIGNED} Văn bản đã ban hành: {found.says}."
        return _Sending(copy, files, says, choice, ledger, at)
    issued, body = signed_copy(snapshot)
    signed = {name: body if name.endswith(".pdf") else kept for name, kept in files.items()}
    return _Sending(copy, signed, f"Tệp PDF là văn bản đã ban hành: {issued.says}.", choice, ledger, at)


def _replacement(snapshot: Snapshot, known: Sequence[Entry], sending: _Sending) -> tuple[list[str], str]:
    """Return the figures that differ from the content this recipient was sent last, and why it is replaced.

    Both are empty where nothing was sent before. The reason is that of whoever had it composed again, else of whoever
    approved it.
    """
    sent = [e.payload["content_hash"] for e in known if e.kind == EntryKind.DELIVERY_SENT]
    earlier = sending.kept(sent[-1]) if sent and sent[-1] != snapshot.content_hash else None
    if earlier is None:
        return [], ""
    again = [
        one
        for one in entries(EntryKind.REPORT_RECOMPOSED, subject_of(snapshot))
        if one.payload["replaced_by"] == snapshot.content_hash
    ]
    said = again[-1] if again else approval_of(snapshot)
    reason = " ".join(str(said.payload["reason"]).split()) if said else ""
    return figure_differences(earlier.content, snapshot.content), reason


def _send(delivery: Delivery, sending: _Sending, connection: Connection) -> str:
    """Send one report to one recipient and return the outcome."""
    known = entries(subject_id=delivery.subject_id)
    r = delivery.recipient
    if not is_mail_address(r.work_address):  # of a register that was landed before they were checked
        log.error("%s has the mail address %r, which is not valid", r.recipient_id, r.work_address)
        return "refused"
    changes, reason = _replacement(delivery.snapshot, known, sending)
    marked = delivery.snapshot.content.model_copy(update={"ledger": str(sending.ledger.mark())})
    message = compose_mail(
        marked,
        sending.files,
        (r.recipient_id, r.role, r.work_address),
        settings().mail_sender,
        delivery.revision(known),
        changes=changes,
        reason=reason,
        at=sending.at or datetime.now(UTC),
        copy=(sending.copy == Copy.SIGNED, sending.says),
    )
    outbox.prove(message, after := delivery.after(known))
    payload, claim = delivery.payload, {**delivery.payload, **sending.chosen}
    may, at = delivery.may_leave, sending.at
    if append_if(may, EntryKind.DELIVERY_CLAIMED, delivery.subject_id, claim, ACTOR, at) is None:
        return SETTLED.get(str(delivery.last_step(entries(subject_id=delivery.subject_id))), "uncertain")
    outbox.note_claimed(message, written := flat(message))
    try:
        send_mail(connection, message, written)
    except RefusedError as error:
        append(EntryKind.DELIVERY_REFUSED, delivery.subject_id, {**payload, "reason": str(error)}, ACTOR, at)
        outbox.forget(delivery.message_id)
        log.error("%s", error)
        return "refused"
    except DeliveryError as error:
        log.error("%s", error)
        return "uncertain"
    outbox.note_sent(delivery.message_id, after)
    append(EntryKind.DELIVERY_SENT, delivery.subject_id, payload, ACTOR, at)
    return "sent"


@contextmanager
def _delivery_lock(snapshot: Snapshot) -> Iterator[None]:
    """Lock the delivery of a report, so that a second one waits until the first is done."""
    content = snapshot.content  # by what it is, never by the path that led to it
    with locked(settings().reports / content.report_id / content.period_id / "delivery.lock"):
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
    found = recipients_of(snapshot)
    if not found:
        raise ReportError(
            f"The register of recipients names nobody for {subject_of(snapshot)}.", hint="Fill and land the register."
        )
    return found


def _outcomes(snapshot: Snapshot, recipients: list[Recipient], sending: _Sending) -> dict[str, list[str]]:
    """Send to each recipient in turn and gather the outcome of each.

    Raises:
        ReportError: The report was returned while it was being sent, or something came up against a name in it.
    """
    outcomes: dict[str, list[str]] = {name: [] for name in OUTCOMES}
    waiting = [Delivery(snapshot, recipient, sending.copy) for recipient in recipients]
    left = [(delivery, delivery.reconcile(sending.at) == EntryKind.DELIVERY_SENT) for delivery in waiting]
    outcomes["already_sent"] = [delivery.recipient.recipient_id for delivery, is_done in left if is_done]
    doubts = 0
    for delivery in (one for one, is_done in left if not is_done):
        if doubts == DOUBTS_IN_A_ROW:
            outcomes["queued"].append(delivery.recipient.recipient_id)
            continue
        _require_no_return(snapshot)
        require_decided(snapshot)  # an outlet may be cleared, or answer, while others are being sent
        with mail_server() as connection:  # one each: what breaks at one recipient leaves no other in doubt
            outcomes[outcome := _send(delivery, sending, connection)].append(delivery.recipient.recipient_id)
            if connection.has_begun:
                doubts = doubts + 1 if outcome == "uncertain" else 0
    return outcomes


def _require_no_return(snapshot: Snapshot) -> None:
    """Refuse to send one more mail of a report that an approver returned while others were being sent.

    Raises:
        ReportError: It was returned.
    """
    if approval_of(snapshot) is None:
        raise ReportError(
            f"{subject_of(snapshot)} was returned while it was being sent; no further mail leaves.",
            hint="Read the reason on the page of reports; press report deliveries names who has it.",
        )


def deliver(
    folder: str | Path, today: date | None = None, choice: CopyChoice | None = None, at: datetime | None = None
) -> dict[str, Any]:
    """Send a snapshot to every recipient who has not received it, and return the outcome of each.

    Args:
        folder: The snapshot's folder.
        today: Local day of sending; that of ``at`` when left out.
        choice: A person's choice that a certain copy is mailed; the copy that the settings name when left out.
        at: Instant that the ledger and the mails say; the instant of each when left out.

    Raises:
        LedgerError: The ledger is not as it was written.
        ReportError: It was not approved as it is, names an outlet that may not be named as it does any more, is to be
            mailed signed and is not, it is too early, nobody is to receive it, or a mail is in doubt or came back.
        DeliveryError: The mail server failed, or refused a mail; all others were sent.
    """
    snapshot = read_snapshot(Path(folder))
    with _delivery_lock(snapshot):  # first: a report may be returned while a delivery waits for another one
        sending = _sending(snapshot, choice, at)
        recipients = _recipients(snapshot, today or local_day(at or datetime.now(UTC)))
        outcomes = _outcomes(snapshot, recipients, sending)
    if outcomes["sent"]:
        require_sound()  # an older entry that was changed while mails left is named now, not by the next build
    _require_all_delivered(snapshot, outcomes)
    return {name: len(ids) for name, ids in outcomes.items()}


def _require_all_delivered(snapshot: Snapshot, outcomes: dict[str, list[str]]) -> None:
    """Raise when a recipient did not get the mail, or nobody knows whether they did."""
    if outcomes["uncertain"]:
        names = ", ".join(outcomes["uncertain"])
        queued = f"; {len(outcomes['queued'])} more were not tried" if outcomes["queued"] else ""
        raise ReportError(
            f"Nobody knows whether {subject_of(snapshot)} reached {names}: a run was cut short while sending, or the "
            f"mail server did not say what became of the mail{queued}.",
            hint=f"Ask them, then record it: press report settle {snapshot.content.report_id} --period "
            f"{snapshot.content.period_id} --recipient ID --arrived (or --lost) --reason TEXT.",
        )
    if outcomes["bounced"]:
        raise ReportError(
            f"{subject_of(snapshot)} came back from {', '.join(outcomes['bounced'])}.",
            hint="Correct their addresses in the register of recipients and land it, then let it be sent again: "
            f"press report settle {snapshot.content.report_id} --period {snapshot.content.period_id} "
            "--recipient ID --lost --reason TEXT.",
        )
    if outcomes["refused"]:
        raise DeliveryError(
            f"The mail server refused {subject_of(snapshot)} for {', '.join(outcomes['refused'])}.",
            hint="Correct their addresses in the register of recipients, or fix the mail server.",
        )
