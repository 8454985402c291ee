"""Decisions on matters: recorded with their reason, never changed, undone only by a later one.

A decision never alters a verdict. The state of a matter is what its newest decision says, and its findings follow.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from include.errors import ActRefusedError
from include.ledger.entries import Entry
from include.ledger.kinds import EntryKind
from include.periods.days import local_day
from include.review.acts import Act, Person, Refusal, check_act
from include.review.dossier import Dossier, MatterRecord, add_entry, dossier_of
from include.review.reasons import check_reason, check_text
from include.text import has_words

CLAIM_LASTS = timedelta(hours=8)  # a working day: a matter that was forgotten returns to the queue over night


class Decision(StrEnum):
    """A reviewer's decision on a matter."""

    CONFIRM = "confirm"
    DISMISS = "dismiss"
    REFER = "refer"
    REMEDIED = "remedied"
    INSUFFICIENT = "insufficient"
    REOPEN = "reopen"


class FindingState(StrEnum):
    """What a finding is, by the newest decision on its matter."""

    CANDIDATE = "candidate"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    REFERRED = "referred"
    REMEDIED = "remedied"
    INSUFFICIENT = "insufficient"
    WITHDRAWN = "withdrawn"


STATE_AFTER = {
    "confirm": FindingState.CONFIRMED,
    "dismiss": FindingState.DISMISSED,
    "refer": FindingState.REFERRED,
    "remedied": FindingState.REMEDIED,
    "insufficient": FindingState.INSUFFICIENT,
    "withdraw": FindingState.WITHDRAWN,
    "reopen": FindingState.CANDIDATE,
}
CLOSING = frozenset({"dismiss", "refer", "remedied", "insufficient", "withdraw"})


@dataclass(frozen=True)
class MatterFacts:
    """What the published copy says of a matter when somebody acts on it; kept with the first act."""

    matter_id: str
    outlet_id: str
    rule_id: str
    rule_version_id: str
    cause: str
    strength: str
    jurisdiction: str
    first_day: date
    last_day: date
    finding_ids: tuple[str, ...] = ()
    page_sha256s: tuple[str, ...] = ()
    extractor_versions: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """What a form carries of the evidence it was shown with: another one once a build has changed any of it."""
        shown = (self.rule_version_id, self.strength, self.jurisdiction, *sorted(self.finding_ids), *self.page_sha256s)
        return hashlib.sha256("|".join(shown).encode()).hexdigest()[:16]


def stage_of(record: MatterRecord, day: date) -> str:
    """Return ``final`` once the outlet has replied or its time has passed, else ``first``."""
    due = record.reply_due_on()
    return "final" if due is not None and (record.replies() or day > due) else "first"


def open_matter(facts: MatterFacts, who: Person, at: datetime) -> None:
    """Record what a matter is before the first act on it; does nothing when that is recorded."""

    class _KnownError(Exception):
        """Nothing is to be written."""

    def check(dossier: Dossier) -> None:
        if dossier.matter(facts.matter_id).newest(EntryKind.MATTER_OPENED) is not None:
            raise _KnownError

    payload = {
        "matters": facts.matter_id,
        "rule_id": facts.rule_id,
        "rule_version_id": facts.rule_version_id,
        "cause": facts.cause,
        "strength": facts.strength,
        "jurisdiction": facts.jurisdiction,
        "first_day": facts.first_day,
        "last_day": facts.last_day,
        "extractor_versions": " ".join(facts.extractor_versions),
    }
    try:
        add_entry(check, EntryKind.MATTER_OPENED, facts.outlet_id, payload, who.name, at)
    except _KnownError:
        return


def claim(
    facts: MatterFacts,
    who: Person,
    at: datetime,
    *,
    is_next: bool = True,
    reason: str = "",
    lasts: timedelta = CLAIM_LASTS,
) -> Entry:
    """Claim a matter for some hours; claiming it out of order needs a reason.

    Raises:
        ActRefusedError: Somebody else has claimed it, the person is recused or may not, or the reason is missing.
    """
    if not is_next and not has_words(reason):
        raise ActRefusedError("Older matters wait.", code=Refusal.OUT_OF_ORDER, hint="Say why this one comes first.")
    check_act(Act.CLAIM, who)
    open_matter(facts, who, at)

    def check(dossier: Dossier) -> None:
        _check_free(dossier.matter(facts.matter_id), who, at)

    payload = {"matters": facts.matter_id, "until": at + lasts, "reason": reason.strip()}
    return add_entry(check, EntryKind.MATTER_CLAIMED, facts.outlet_id, payload, who.name, at)


def give_back(facts: MatterFacts, who: Person, at: datetime) -> Entry:
    """Give a matter back to the queue.

    Raises:
        ActRefusedError: The person has not claimed it.
    """

    def check(dossier: Dossier) -> None:
        _check_claimed(dossier.matter(facts.matter_id), who, at)

    return add_entry(check, EntryKind.MATTER_RELEASED, facts.outlet_id, {"matters": facts.matter_id}, who.name, at)


def recuse(facts: MatterFacts, who: Person, at: datetime) -> Entry:
    """Record that somebody will not act on a matter, and give it back if they claimed it; they never decide it."""
    check_act(Act.RECUSE, who)
    open_matter(facts, who, at)
    if dossier_of(facts.outlet_id).matter(facts.matter_id).claimed_by(at) == who.name:
        give_back(facts, who, at)

    def check(_: Dossier) -> None:
        """Allow it in any state of the dossier."""

    return add_entry(check, EntryKind.RECUSAL, facts.outlet_id, {"matters": facts.matter_id}, who.name, at)


@dataclass(frozen=True)
class Judgement:
    """What somebody decided, and what they were shown when they did.

    Attributes:
        decision: A member of :class:`Decision`.
        reason_code: A member of ``Reason``.
        reason: Their own words.
        seen: Number of the last entry on the matter that the form carried.
        panes: The panes of evidence that were opened.
        version: Fingerprint of the facts that the form was shown with; none where no form was shown.
    """

    decision: str
    reason_code: str
    reason: str
    seen: int
    panes: tuple[str, ...] = ()
    version: str | None = None


def decide(facts: MatterFacts, said: Judgement, who: Person, at: datetime, recent: list[str] | None = None) -> Entry:
    """Record one decision on a matter and all its findings of today.

    Args:
        facts: The matter as the published copy has it.
        said: The decision with its reason.
        who: Who decides.
        at: Instant of the decision.
        recent: The person's last reasons.

    Raises:
        ActRefusedError: The decision may not be; its code says why, and nothing is written.
    """
    if said.decision not in set(Decision):
        raise ActRefusedError(
            f"A matter cannot be {said.decision!r}.", code=Refusal.UNKNOWN_DECISION, hint=f"Use {', '.join(Decision)}."
        )

    def check(dossier: Dossier) -> None:
        record = dossier.matter(facts.matter_id)
        _check_sent_once(record, said, who)
        payload["reason_code"] = check_reason(said.reason_code).value
        payload["reason"] = check_text(said.reason, recent or [])
        _check_decision(record, facts, said, who, at)
        payload["stage"] = stage_of(record, local_day(at))

    payload = {
        "matters": facts.matter_id,
        "decision": said.decision,
        "reason_code": "",
        "reason": "",
        "findings": " ".join(facts.finding_ids),
        "page_sha256s": " ".join(facts.page_sha256s),
        "rule_version_id": facts.rule_version_id,
        "extractor_versions": " ".join(facts.extractor_versions),
        "panes": " ".join(said.panes),
        "stage": "",
    }
    return add_entry(check, EntryKind.DECISION, facts.outlet_id, payload, who.name, at)


def _check_decision(record: MatterRecord, facts: MatterFacts, said: Judgement, who: Person, at: datetime) -> None:
    """Refuse a decision that may not be."""
    stage = stage_of(record, local_day(at))
    before = record.all(EntryKind.DECISION)
    if record.last_sequence != said.seen:
        raise ActRefusedError("The matter has moved on since the form was opened.", code=Refusal.STALE, hint="Read it.")
    if said.version is not None and said.version != facts.fingerprint:
        raise ActRefusedError("A build has changed what was shown.", code=Refusal.CHANGED, hint="Look at it again.")
    act = Act.DECIDE if stage == "first" else Act.DECIDE_AFTER_NOTICE
    check_act(act, who, record.decided_unheard())
    _check_claimed(record, who, at)
    if said.decision == Decision.REOPEN:
        if record.decision() == "":
            raise ActRefusedError("The matter is open.", code=Refusal.NO_CHANGE, hint="Decide it.")
        return
    if record.decision() in CLOSING:
        raise ActRefusedError("The matter is closed.", code=Refusal.CLOSED, hint="Reopen it first.")
    is_said = record.decision() == said.decision and before[-1].payload.get("stage") == stage
    if is_said and not record.has_unheard_reply():
        raise ActRefusedError("That was decided already.", code=Refusal.NO_CHANGE, hint="Read the log first.")
    if said.decision == Decision.REFER:
        _check_second_person(before, facts, who)


def _check_sent_once(record: MatterRecord, said: Judgement, who: Person) -> None:
    """Refuse a form whose first sending is recorded as such: its sender would look for another's words in vain."""
    newest = record.newest(EntryKind.DECISION)
    if newest is None or newest.sequence <= said.seen or newest.actor != who.name:
        return
    kept = (newest.payload["decision"], newest.payload["reason_code"], newest.payload["reason"])
    if kept == (said.decision, said.reason_code, said.reason.strip()):
        raise ActRefusedError("It is recorded.", code=Refusal.RECORDED_BEFORE, hint="Nothing is left to send.")


def _check_second_person(before: list[Entry], facts: MatterFacts, who: Person) -> None:
    """Refuse to refer an outlet whose authority nobody knows, and one of a ministry before two people have decided."""
    if facts.jurisdiction not in ("city", "ministry"):
        raise ActRefusedError(
            "Nobody knows who licensed it on that day.", code=Refusal.AUTHORITY_UNKNOWN, hint="Complete the register."
        )
    confirmed_by = {entry.actor for entry in before if entry.payload["decision"] == Decision.CONFIRM}
    if facts.jurisdiction != "city" and not confirmed_by - {who.name}:
        raise ActRefusedError(
            "A referral needs two people.", code=Refusal.NEEDS_SECOND_PERSON, hint="Have another confirm it first."
        )


def _check_free(record: MatterRecord, who: Person, at: datetime) -> None:
    """Refuse when somebody else has claimed the matter, or the person is recused."""
    claimed_by = record.claimed_by(at)
    if claimed_by and claimed_by != who.name:
        raise ActRefusedError(
            f"{claimed_by} has claimed the matter.", code=Refusal.CLAIMED_BY_OTHER, hint="Take another."
        )
    if who.name in record.recused():
        raise ActRefusedError(f"{who.name} is recused.", code=Refusal.RECUSED, hint="Leave it to another.")


def _check_claimed(record: MatterRecord, who: Person, at: datetime) -> None:
    """Refuse when the person has not claimed the matter."""
    _check_free(record, who, at)
    if record.claimed_by(at) != who.name:
        raise ActRefusedError("The matter is not claimed.", code=Refusal.NOT_CLAIMED, hint="Claim it first.")
