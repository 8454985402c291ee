"""Our own error: every matter that rests on a faulty reading is closed at once, as an error of the system.

Also those that people have referred or closed as remedied, and those whose findings a corrected reading has already
lost: what they rested on when somebody acted on them stands in the ledger.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from include.errors import ActRefusedError
from include.ledger.kinds import EntryKind
from include.periods.days import local_day
from include.review import cases
from include.review.acts import Act, Person, Refusal, check_act
from include.review.board import board
from include.review.cases import Finding, Matter
from include.review.decisions import MatterFacts, open_matter
from include.review.dossier import Dossier, MatterRecord, add_entry
from include.review.letters import recall_letter, withdrawal_letter
from include.review.naming import CLEARING
from include.text import has_words
from include.warehouse.published import rows

RESTING = """
    select distinct belongs.matter_id
    from fct_matter_findings as belongs
    inner join fct_findings as findings on belongs.finding_id = findings.finding_id
    where cast(findings.extractor_version as text) = ? and ? in ('', findings.rule_id)
"""
CLOSED_UNCLEARED = frozenset({"refer", "remedied"})
"""Decisions that closed a matter without clearing its outlet: it is opened again first, so that both are counted."""


@dataclass(frozen=True)
class Withdrawn:
    """A matter that was closed, and the letters to be signed.

    Attributes:
        matter: The matter.
        letter: To its outlet, where a notice had left; else empty.
        recall: To the authority that it was referred to; else empty.
    """

    matter: Matter
    letter: str
    recall: str = ""


def withdraw_reading(
    extractor_version: str, reason: str, who: Person, at: datetime, *, rule_id: str = ""
) -> list[Withdrawn]:
    """Close every matter that a faulty reading accuses an outlet by; again, it closes what is left.

    Args:
        extractor_version: Version of the reading.
        reason: What was read wrongly.
        who: A chief.
        at: Instant of the act.
        rule_id: The one rule whose places were read wrongly; empty for every rule.

    Raises:
        ActRefusedError: The person may not, or gives no reason.
    """
    check_act(Act.WITHDRAW_READING, who)
    if not has_words(reason):
        raise ActRefusedError("No reason is given.", code=Refusal.TEXT_EMPTY, hint="Say what was read wrongly.")
    known = board()
    found = {row["matter_id"] for row in rows(RESTING, [extractor_version, rule_id])}
    return [
        _close(one, record, cases.findings_of(one.matter_id), f"{extractor_version}: {reason}", who, at)
        for one in cases.matters()
        if (record := known.record(one.outlet_id, one.matter_id)).decision() not in CLEARING
        and (one.matter_id in found or _rested_on(one, record, extractor_version, rule_id))
    ]


def _rested_on(matter: Matter, record: MatterRecord, extractor_version: str, rule_id: str) -> bool:
    """Return whether a matter whose findings have gone rested on a reading when somebody acted on it."""
    if matter.has_evidence or rule_id not in ("", matter.rule_id):
        return False
    acted = record.all(EntryKind.MATTER_OPENED, EntryKind.DECISION)
    return any(extractor_version in str(entry.payload.get("extractor_versions", "")).split() for entry in acted)


def _close(
    matter: Matter, record: MatterRecord, findings: Sequence[Finding], reason: str, who: Person, at: datetime
) -> Withdrawn:
    """Close one matter as an error of the system."""
    facts = cases.facts_of(matter, findings)
    open_matter(facts, who, at)

    def check(_: Dossier) -> None:
        """The role was checked; a matter closed meanwhile stays closed all the same."""

    if record.decision() in CLOSED_UNCLEARED:
        add_entry(check, EntryKind.DECISION, matter.outlet_id, _payload(facts, "reopen", reason), who.name, at)
    add_entry(check, EntryKind.DECISION, matter.outlet_id, _payload(facts, "withdraw", reason), who.name, at)
    written = letters_of(matter, record)
    return Withdrawn(matter, written["withdrawal"], written["recall"])


def _payload(facts: MatterFacts, decision: str, reason: str) -> dict[str, str]:
    """Return what an entry records of a step of the withdrawal."""
    return {
        "matters": facts.matter_id,
        "decision": decision,
        "reason_code": "reading_wrong",
        "reason": reason,
        "findings": " ".join(facts.finding_ids),
        "stage": "system",
    }


def letters_of(matter: Matter, record: MatterRecord) -> dict[str, str]:
    """Return the drafts that take a matter back: ``withdrawal`` to its outlet, ``recall`` to the authority.

    Empty is the one to an outlet that had no notice, and the one to an authority that it was never referred to.
    """
    numbers = [str(entry.payload["number"]) for entry in record.all(EntryKind.NOTICE_SENT)]
    referred = [one for one in record.all(EntryKind.DECISION) if one.payload["decision"] == "refer"]
    letter = withdrawal_letter(matter.outlet_name, numbers) if numbers else ""
    recall = recall_letter(matter.outlet_name, matter.title_vi, local_day(referred[-1].recorded_at)) if referred else ""
    return {"withdrawal": letter, "recall": recall}


def taken_back(matter: Matter, record: MatterRecord) -> dict[str, str]:
    """Return the drafts that are to be signed of a matter that was withdrawn; none of any other."""
    written = letters_of(matter, record) if record.decision() == "withdraw" else {}
    return {which: letter for which, letter in written.items() if letter}
