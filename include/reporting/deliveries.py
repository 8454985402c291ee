"""What the ledger and the mail's own record know of one report on its way to one recipient."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from include.errors import ReportError
from include.ledger.entries import Entry, append, append_if, entries
from include.ledger.kinds import EntryKind
from include.mailing import outbox
from include.mailing.outbox import MailState
from include.mailing.recipients import Recipient
from include.reporting.approve import subject_of
from include.reporting.compose import SNAPSHOT, Snapshot, read_snapshot
from include.reporting.kept import kept_snapshots
from include.reporting.render.mail import message_id
from include.settings import settings
from include.text import has_words

ACTOR = "include.reporting.deliver"
STEPS = frozenset(
    {
        EntryKind.DELIVERY_CLAIMED,
        EntryKind.DELIVERY_SENT,
        EntryKind.DELIVERY_REFUSED,
        EntryKind.DELIVERY_BOUNCED,
    }
)
FOR_PEOPLE = (EntryKind.DELIVERY_CLAIMED, EntryKind.DELIVERY_BOUNCED)
"""What only a person can settle: nobody knows whether it arrived, or it came back."""


class Copy(StrEnum):
    """Which PDF of a report a mail carries."""

    REFERENCE = "reference"
    SIGNED = "signed"


@dataclass(frozen=True)
class Delivery:
    """One report on its way to one recipient."""

    snapshot: Snapshot
    recipient: Recipient
    copy: Copy = Copy.REFERENCE

    @property
    def subject_id(self) -> str:
        """What its ledger entries are about: report, period, recipient."""
        return f"{subject_of(self.snapshot)}/{self.recipient.recipient_id}"

    @property
    def message_id(self) -> str:
        """The Message-ID that this copy of this content to this recipient always has."""
        is_signed = self.copy == Copy.SIGNED
        return message_id(
            self.snapshot.content, self.recipient.recipient_id, settings().mail_sender, is_signed=is_signed
        )

    @property
    def payload(self) -> dict[str, Any]:
        """What each of its entries records; a reference copy is recorded as mails were before there was another."""
        of_mail = {"content_hash": self.snapshot.content_hash, "message_id": self.message_id}
        if named := self.snapshot.content.named:  # so that whoever is cleared later is corrected to whoever got this
            of_mail["named"] = " ".join(sorted(named))
        return of_mail if self.copy == Copy.REFERENCE else {**of_mail, "copy": self.copy.value}

    def newest(self, known: Sequence[Entry], kinds: frozenset[EntryKind] = STEPS) -> Entry | None:
        """Return the newest entry of some kinds on this copy of this content."""
        mine = (self.snapshot.content_hash, self.copy)
        return next(
            (
                entry
                for entry in reversed(known)
                if entry.kind in kinds
                and (entry.payload["content_hash"], entry.payload.get("copy", Copy.REFERENCE)) == mine
            ),
            None,
        )

    def after(self, known: Sequence[Entry]) -> int:
        """Return the newest entry that let this content leave once more; 0 before there is one."""
        refused = self.newest(known, frozenset({EntryKind.DELIVERY_REFUSED}))
        return refused.sequence if refused else 0

    def last_step(self, known: Sequence[Entry]) -> str | None:
        """Return the kind of the newest entry on this content; where there is none, what the mail's record says."""
        if newest := self.newest(known):
            return newest.kind
        is_known = outbox.state_of(self.message_id) != MailState.UNKNOWN
        return EntryKind.DELIVERY_CLAIMED.value if is_known else None

    def reconcile(self, at: datetime | None = None) -> str | None:
        """Record that the mail was sent where the mail's own record says so and the ledger does not.

        Args:
            at: Instant of the entry; now when left out.

        Returns:
            The last step that is then known; see :meth:`last_step`.
        """
        known = entries(subject_id=self.subject_id)
        last, state = self.last_step(known), outbox.state_of(self.message_id, self.after(known))
        if last == EntryKind.DELIVERY_CLAIMED and state == MailState.SENT:
            append(EntryKind.DELIVERY_SENT, self.subject_id, {**self.payload, "known_from": "outbox"}, ACTOR, at)
            return EntryKind.DELIVERY_SENT.value
        return last

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

    def is_for_people(self, known: Sequence[Entry]) -> bool:
        """Return whether only a person can settle it."""
        return self.last_step(known) in FOR_PEOPLE


def settle(folder: str | Path, recipient_id: str, reason: str, actor: str, *, has_arrived: bool) -> Entry:
    """Record what a person found out about a mail in doubt or sent back; a lost one may be sent again.

    Raises:
        ReportError: The mail is not in doubt, or the reason is empty.
    """
    snapshot = read_snapshot(Path(folder))
    if not has_words(reason):
        raise ReportError(f"The settlement for {recipient_id} has no reason.", hint="Say how it is known.")
    kind = EntryKind.DELIVERY_SENT if has_arrived else EntryKind.DELIVERY_REFUSED
    for copy in Copy:
        delivery = Delivery(snapshot, Recipient(recipient_id, "", ""), copy)
        payload = {**delivery.payload, "reason": reason.strip()}
        written = append_if(delivery.is_for_people, kind, delivery.subject_id, payload, actor)
        if written is not None:
            if not has_arrived:
                outbox.forget(delivery.message_id)
            return written
    raise ReportError(f"No mail to {recipient_id} is in doubt.", hint="Read the log: press decisions list.")


def folder_in_doubt(report: str, period: str, recipient_id: str) -> Path:
    """Return the snapshot of which a mail to a recipient is in doubt or came back.

    Args:
        report: A declared report, or the snapshot's folder itself.
        period: The period, where a report is named.
        recipient_id: Id in the register of recipients.

    Raises:
        ReportError: There is none.
    """
    if (Path(report) / SNAPSHOT).exists():
        return Path(report)
    recipient = Recipient(recipient_id, "", "")
    for snapshot in kept_snapshots():
        if (snapshot.content.report_id, snapshot.content.period_id) == (report, period):
            of_copies = [Delivery(snapshot, recipient, copy) for copy in Copy]
            if any(one.is_for_people(entries(subject_id=one.subject_id)) for one in of_copies):
                return snapshot.folder
    raise ReportError(
        f"No mail of {report} {period} to {recipient_id} is in doubt.", hint="Read the states: press report deliveries."
    )
