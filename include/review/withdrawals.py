"""Our own error: every open matter that rests on a faulty reading is closed at once, as an error of the system."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from include.errors import ActRefusedError
from include.ledger.kinds import EntryKind
from include.review import cases
from include.review.acts import Act, Person, Refusal, check_act
from include.review.board import board
from include.review.cases import Finding, Matter
from include.review.decisions import open_matter
from include.review.dossier import Dossier, MatterRecord, add_entry
from include.review.letters import withdrawal_letter
from include.review.states import CLOSED_BY
from include.warehouse.published import rows

RESTING = """
    select distinct belongs.matter_id
    from fct_matter_findings as belongs
    inner join fct_findings as findings on belongs.finding_id = findings.finding_id
    where cast(findings.extractor_version as text) = ? and ? in ('', findings.rule_id)
"""


@dataclass(frozen=True)
class Withdrawn:
    """A matter that was closed, and the letter to its outlet where a notice had left."""

    matter: Matter
    letter: str


def withdraw_reading(
    extractor_version: str, reason: str, who: Person, at: datetime, *, rule_id: str = ""
) -> list[Withdrawn]:
    """Close every open matter with a finding of a faulty reading; again, it closes what is left.

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
    if not reason.strip():
        raise ActRefusedError("No reason is given.", code=Refusal.TEXT_EMPTY, hint="Say what was read wrongly.")
    known = board()
    wanted = {row["matter_id"] for row in rows(RESTING, [extractor_version, rule_id])}
    found = [one for one in cases.matters() if one.matter_id in wanted]
    records = {one.matter_id: known.record(one.outlet_id, one.matter_id) for one in found}
    return [
        _close(one, records[one.matter_id], cases.findings_of(one.matter_id), f"{extractor_version}: {reason}", who, at)
        for one in found
        if records[one.matter_id].decision() not in CLOSED_BY
    ]


def _close(
    matter: Matter, record: MatterRecord, findings: Sequence[Finding], reason: str, who: Person, at: datetime
) -> Withdrawn:
    """Close one matter as an error of the system."""
    facts = cases.facts_of(matter, findings)
    open_matter(facts, who, at)

    def check(_: Dossier) -> None:
        """The role was checked; a matter closed meanwhile stays closed all the same."""

    payload = {
        "matters": matter.matter_id,
        "decision": "withdraw",
        "reason_code": "reading_wrong",
        "reason": reason,
        "findings": " ".join(facts.finding_ids),
        "stage": "system",
    }
    add_entry(check, EntryKind.DECISION, matter.outlet_id, payload, who.name, at)
    numbers = [str(entry.payload["number"]) for entry in record.all(EntryKind.NOTICE_SENT)]
    return Withdrawn(matter, withdrawal_letter(matter.outlet_name, numbers) if numbers else "")
