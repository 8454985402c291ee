"""An outlet's dossier: every act of the review desk on its matters, folded from the ledger in their order.

All acts on one outlet share one subject of the ledger, so that each is checked against the whole dossier while other
writers wait. A dossier is only read here; the modules that add to it check what may be added.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from include.ledger.entries import Entry, append_if, entries
from include.ledger.kinds import EntryKind

SUBJECT = "matters/"
UNKNOWN = "unknown"  # whose dossier holds messages from unknown senders: they wait for every outlet
REVIEW_KINDS = frozenset(
    kind.value
    for kind in EntryKind
    if kind.value.startswith(("matter_", "notice_", "reply", "message_", "appeal_"))
    or kind
    in (
        EntryKind.DECISION,
        EntryKind.RECUSAL,
        EntryKind.NAMING_RELEASED,
        EntryKind.CORRECTION_RELEASED,
        EntryKind.RETEST_ASKED,
        EntryKind.RETESTED,
        EntryKind.QUESTION_ANSWERED,
    )
)


@dataclass
class MatterRecord:
    """What the ledger holds of one matter: its entries by kind, oldest first."""

    matter_id: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def last_sequence(self) -> int:
        """Number of the newest entry on the matter; 0 when there is none."""
        return self.entries[-1].sequence if self.entries else 0

    def all(self, *kinds: EntryKind) -> list[Entry]:
        """Return the entries of some kinds, oldest first."""
        return [entry for entry in self.entries if entry.kind in kinds]

    def newest(self, *kinds: EntryKind) -> Entry | None:
        """Return the newest entry of some kinds, or None."""
        return next((entry for entry in reversed(self.entries) if entry.kind in kinds), None)

    def claimed_by(self, at: datetime) -> str:
        """Return who has claimed the matter at an instant; empty when nobody has."""
        claim = self.newest(EntryKind.MATTER_CLAIMED, EntryKind.MATTER_RELEASED)
        if claim is None or claim.kind == EntryKind.MATTER_RELEASED:
            return ""
        return claim.actor if datetime.fromisoformat(claim.payload["until"]) > at else ""

    def recused(self) -> set[str]:
        """Return who will not act on it."""
        return {entry.actor for entry in self.all(EntryKind.RECUSAL)}

    def deciders(self) -> set[str]:
        """Return who has decided it, at any time."""
        return {entry.actor for entry in self.all(EntryKind.DECISION)}

    def decision(self) -> str:
        """Return the newest decision; empty when there is none or it was reopened."""
        newest = self.newest(EntryKind.DECISION)
        return "" if newest is None or newest.payload["decision"] == "reopen" else str(newest.payload["decision"])

    def delivered(self) -> Entry | None:
        """Return the delivery that runs the time to reply; none after a bounce that followed it."""
        newest = self.newest(EntryKind.NOTICE_DELIVERED, EntryKind.NOTICE_BOUNCED)
        return newest if newest is not None and newest.kind == EntryKind.NOTICE_DELIVERED else None

    def reply_due_on(self) -> date | None:
        """Return the last day to reply, with its extension; none while the time does not run."""
        delivered = self.delivered()
        if delivered is None:
            return None
        later = [e for e in self.all(EntryKind.REPLY_EXTENDED) if e.sequence > delivered.sequence]
        return max(date.fromisoformat(entry.payload["due_on"]) for entry in (delivered, *later))

    def replies(self) -> list[Entry]:
        """Return the replies as they stand: corrected ones as corrected, withdrawn ones left out."""
        gone = {e.payload["reply"] for e in self.all(EntryKind.REPLY_WITHDRAWN, EntryKind.REPLY_CORRECTED)}
        return [e for e in self.all(EntryKind.REPLY, EntryKind.REPLY_CORRECTED) if e.sequence not in gone]

    def has_unheard_reply(self) -> bool:
        """Return whether a reply that came in time was recorded after the newest decision: nobody has weighed it."""
        decided = self.newest(EntryKind.DECISION)
        return decided is not None and self._newest_timely_reply() > decided.sequence

    def decided_unheard(self) -> set[str]:
        """Return who decided before the outlet was heard, or before the newest reply of it that came in time."""
        newest = self._newest_timely_reply()
        decided = self.all(EntryKind.DECISION)
        return {one.actor for one in decided if one.payload.get("stage") == "first" or one.sequence < newest}

    def _newest_timely_reply(self) -> int:
        """Return the number of the newest standing reply that came while the time to reply ran; 0 without one."""
        due = self.reply_due_on()
        timely = [one for one in self.replies() if due and date.fromisoformat(one.payload["received_on"]) <= due]
        return max((one.sequence for one in timely), default=0)

    def is_misread(self) -> bool:
        """Return whether the newest retest says that we had misread the noticed page."""
        newest = self.newest(EntryKind.RETESTED)
        return newest is not None and newest.payload.get("outcome") == "misread"

    def has_open_appeal(self) -> bool:
        """Return whether an appeal waits for its answer."""
        newest = self.newest(EntryKind.APPEAL_RECEIVED, EntryKind.APPEAL_ANSWERED)
        return newest is not None and newest.kind == EntryKind.APPEAL_RECEIVED


@dataclass
class NoticeRecord:
    """What the ledger holds of one notice."""

    notice_id: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def matter_ids(self) -> tuple[str, ...]:
        """The matters that the notice speaks of."""
        return tuple(str(self.entries[0].payload["matters"]).split())

    @property
    def stage(self) -> str:
        """The newest step: the kind of the last entry, extensions left aside."""
        return next(entry.kind for entry in reversed(self.entries) if entry.kind != EntryKind.REPLY_EXTENDED)

    def newest(self, kind: EntryKind) -> Entry | None:
        """Return the newest entry of a kind, or None."""
        return next((entry for entry in reversed(self.entries) if entry.kind == kind), None)


def matters_of(entry: Entry) -> list[str]:
    """Return the matters that an act of the desk concerns."""
    return str(entry.payload.get("matters", "")).split() if entry.kind in REVIEW_KINDS else []


@dataclass
class Dossier:
    """Everything the ledger holds of one outlet's matters.

    The board's dossiers grow while pages read them: whoever walks through one of these walks through a list of it.
    """

    outlet_id: str
    matters: dict[str, MatterRecord] = field(default_factory=dict)
    notices: dict[str, NoticeRecord] = field(default_factory=dict)
    messages: dict[str, Entry | None] = field(default_factory=dict)
    answers: dict[str, Entry] = field(default_factory=dict)

    def matter(self, matter_id: str) -> MatterRecord:
        """Return the record of a matter; an empty one when nobody has acted on it."""
        return self.matters.get(matter_id) or MatterRecord(matter_id)

    def add(self, entry: Entry) -> None:
        """Add one more entry of the outlet, in the ledger's order."""
        if entry.kind not in REVIEW_KINDS:
            return
        for matter_id in matters_of(entry):
            self.matters.setdefault(matter_id, MatterRecord(matter_id)).entries.append(entry)
        if notice_id := str(entry.payload.get("notice", "")):
            self.notices.setdefault(notice_id, NoticeRecord(notice_id)).entries.append(entry)
        if entry.kind == EntryKind.MESSAGE_RECEIVED:
            self.messages.setdefault(str(entry.payload["message"]), entry)
        elif entry.kind == EntryKind.MESSAGE_HANDLED:
            self.messages[str(entry.payload["message"])] = None
        elif entry.kind == EntryKind.QUESTION_ANSWERED:
            self.answers[str(entry.payload["question"])] = entry

    def open_messages(self) -> list[Entry]:
        """Return the messages that nobody has entered or set aside."""
        return [entry for entry in list(self.messages.values()) if entry is not None]

    def open_notice_of(self, matter_id: str) -> NoticeRecord | None:
        """Return the notice that a matter stands in, or None."""
        return next((n for n in reversed(list(self.notices.values())) if matter_id in n.matter_ids), None)


def subject_of(outlet_id: str) -> str:
    """Return the ledger's subject for the matters of an outlet."""
    return f"{SUBJECT}{outlet_id}"


def fold(outlet_id: str, known: Iterable[Entry]) -> Dossier:
    """Return the dossier that follows from entries in their order."""
    dossier = Dossier(outlet_id)
    for entry in known:
        dossier.add(entry)
    return dossier


def dossier_of(outlet_id: str) -> Dossier:
    """Read the dossier of an outlet from the ledger."""
    return fold(outlet_id, entries(subject_id=subject_of(outlet_id)))


def add_entry(check: Any, kind: EntryKind, outlet_id: str, payload: dict[str, Any], actor: str, at: datetime) -> Entry:
    """Append one act to an outlet's dossier, checked against the dossier while every other writer waits.

    Args:
        check: Called with the dossier; raises when the act may not be.
        kind: What the act is.
        outlet_id: The outlet.
        payload: What is recorded; ``matters`` holds the ids of the matters it concerns, separated by blanks.
        actor: Who acts, by their sign-in.
        at: Instant of the act.
    """

    def allows(known: Any) -> bool:
        check(fold(outlet_id, known))
        return True

    written = append_if(allows, kind, subject_of(outlet_id), payload, actor, at)
    assert written is not None  # noqa: S101 - the check raises instead of refusing
    return written
