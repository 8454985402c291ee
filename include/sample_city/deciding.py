"""Lets the invented department decide the city's matters: by the desk's own acts, on the declared days.

Each declared act is done once: by its instant, kind and person a second run finds it in the ledger and leaves it alone.
An act whose day this computer's clock has not reached, or whose day lies before what the ledger last recorded, is not
done: the ledger is never written out of order. A report waits, and all acts after it, until a build has published what
it names: then the department decides again. Run as ``python -m include.sample_city.deciding`` on a demonstration.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from include.errors import PressError, SettingError
from include.ledger.entries import Entry, entries_from
from include.ledger.kinds import EntryKind
from include.ledger.sealed_files import keep
from include.periods.days import local_day
from include.reporting.legal_basis import cite_on
from include.review import cases, naming, notices, questions, replies, retest_places, withdrawals
from include.review.acts import Person, person
from include.review.board import board
from include.review.cases import Matter
from include.review.contacts import contact_of
from include.review.decisions import Judgement, MatterFacts, claim, decide, give_back, recuse
from include.review.dossier import dossier_of
from include.review.letters import notice_letter
from include.sample_city import reports
from include.sample_city.declaration import read_yaml
from include.sample_city.reports import NotApprovedError, NotPublishedError
from include.settings import settings
from include.warehouse.published import rows

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CLAIM_REASON = "Được phân công theo thứ tự trong danh sách vụ việc của kỳ."
Declared = dict[str, Any]


@dataclass(frozen=True)
class Act:
    """One declared act: who does what at which instant."""

    at: datetime
    who: Person
    kind: EntryKind
    declared: Declared


class _AbsentError(LookupError):
    """What an act speaks of is not in the published copy."""


@cache
def acts() -> tuple[Act, ...]:
    """Return the declared acts, in the order of their instants."""
    declared = read_yaml("decisions.yml")["acts"]
    return tuple(sorted((_act(one) for one in declared), key=lambda act: act.at))


def _act(declared: Declared) -> Act:
    """Read one declared act."""
    at = datetime.strptime(str(declared["at"]), "%Y-%m-%d %H:%M").replace(tzinfo=ZONE).astimezone(UTC)
    return Act(at, person(declared["who"]), RECORDS[declared["act"]][0], declared)


def decide_all(now: datetime) -> dict[str, int]:
    """Do every declared act that was not done and whose time has come.

    Returns:
        Counts of acts that were done now, that were known, whose matter is absent, that were left since their time has
        not come or has passed, and that wait for the next build.

    Raises:
        SettingError: This is no demonstration of the sample city.
        ActRefusedError: The desk refuses a declared act: the declaration is wrong.
        ReportError, DeliveryError: The declared report cannot be issued, or a mail was not taken.
    """
    if settings().hosts_file is None:
        raise SettingError("This installation does not collect the sample city.", hint="Start it with make run.")
    counts = {"done": 0, "known": 0, "absent": 0, "left": 0, "waiting": 0}
    written = entries_from(0)
    done = {(entry.kind, entry.actor, entry.recorded_at) for entry in written}
    newest = max((entry.recorded_at for entry in written), default=None)
    for number, act in enumerate(acts()):
        is_past = newest is not None and newest > act.at
        if _is_done(act, done):
            counts["known"] += 1
        elif act.at > now or (is_past and act.declared["act"] not in MAILED):
            counts["left"] += 1
        else:
            try:
                counts["done" if _do(act, newest) else "left" if is_past else "absent"] += 1
            except NotPublishedError:
                counts["waiting"] = len(acts()) - number
                break
    return counts


def _is_done(act: Act, done: set[tuple[str, str, datetime]]) -> bool:
    """Return whether an act was done: mails when everybody has theirs, everything else when its entry is there."""
    is_mailed = MAILED.get(act.declared["act"])
    return is_mailed(act) if is_mailed else (act.kind, act.who.name, act.at) in done


def _do(act: Act, newest: datetime | None) -> bool:
    """Do one act; return whether what it speaks of is there.

    Args:
        act: The act. Mails that were cut short leave after its instant, where the ledger has gone on since.
        newest: Instant of the newest entry that there was.
    """
    try:
        RECORDS[act.declared["act"]][1](replace(act, at=max(act.at, newest or act.at)))
    except (_AbsentError, NotApprovedError):
        return False
    return True


def _facts(named: list[Any]) -> MatterFacts:
    """Return what is known of the matter that outlet, rule and first day name."""
    found = _matter(named)
    return cases.facts_of(found, cases.findings_of(found.matter_id))


def _matter(named: list[Any]) -> Matter:
    """Return the matter that outlet, rule and first day name."""
    outlet_id, rule_id, first_day = named
    for found in cases.matters():
        if (found.outlet_id, found.rule_id, found.first_day) == (
            outlet_id,
            rule_id,
            date.fromisoformat(str(first_day)),
        ):
            return found
    raise _AbsentError(named)


def _notice(outlet_id: str) -> str:
    """Return the id of the newest notice to an outlet."""
    found = list(dossier_of(outlet_id).notices)
    if not found:
        raise _AbsentError(outlet_id)
    return found[-1]


def _decide(act: Act) -> None:
    """Claim a matter unless its decider has claimed it already, and decide it."""
    facts = _facts(act.declared["matter"])
    record = dossier_of(facts.outlet_id).matter(facts.matter_id)
    if record.claimed_by(act.at) != act.who.name:
        _give_back(facts, record.claimed_by(act.at), act.at)
        claim(facts, act.who, act.at, is_next=False, reason=CLAIM_REASON)
    seen = dossier_of(facts.outlet_id).matter(facts.matter_id).last_sequence
    said = Judgement(act.declared["decision"], act.declared["reason_code"], act.declared["text"], seen, ("capture",))
    decide(facts, said, act.who, act.at, board().recent_reasons(act.who.name))


def _give_back(facts: MatterFacts, claimed_by: str, at: datetime) -> None:
    """Have the reviewer who has claimed a matter give it back."""
    if claimed_by:
        give_back(facts, person(claimed_by), at)


def _draft(act: Act) -> None:
    """Draft a notice on some matters of one outlet, to its address in the register."""
    chosen = [_facts(named) for named in act.declared["matters"]]
    contact = contact_of(chosen[0].outlet_id, local_day(act.at))
    found = [(cases.matter(one.matter_id), cases.findings_of(one.matter_id)) for one in chosen]
    shown = [(matter, findings) for matter, findings in found if matter is not None]
    letter = notice_letter(shown, contact, cite_on) if contact else ""
    places = {matter.matter_id: retest_places.places_of(matter) for matter, _ in shown}
    notices.draft(chosen, contact, letter, act.who, act.at, places)


def _send(act: Act) -> None:
    """Record that the signed letter left; its file is the draft as it was signed."""
    outlet_id = act.declared["outlet"]
    notice_id = _notice(outlet_id)
    letter = str(dossier_of(outlet_id).notices[notice_id].entries[0].payload["letter"])
    signed = f"{letter}\nSố: {act.declared['number']}\n".encode()
    days = (_day(act.declared["signed_on"]), _day(act.declared["sent_on"]))
    sending = notices.Sending(act.declared["number"], *days, act.declared["way"], keep(signed))
    notices.record_sending(outlet_id, notice_id, sending, act.who, act.at)


def _deliver(act: Act) -> None:
    """Record that a letter reached its outlet."""
    outlet_id, on = act.declared["outlet"], _day(act.declared["delivered_on"])
    notices.record_delivery(outlet_id, _notice(outlet_id), on, act.declared["proof"], act.who, act.at)


def _reply(act: Act) -> None:
    """Record what an outlet answered."""
    chosen = [_facts(named) for named in act.declared["matters"]]
    said = act.declared
    put_right = bool(said.get("says_put_right"))
    answer = replies.Answer(said["text"], _day(said["received_on"]), said["receipt_number"], says_put_right=put_right)
    replies.record(chosen[0].outlet_id, [one.matter_id for one in chosen], answer, act.who, act.at)


def _withdraw(act: Act) -> None:
    """Withdraw the findings of a rule whose pages were read wrongly."""
    found = rows("select max(extractor_version) as known from fct_findings where rule_id = ?", [act.declared["rule"]])
    version = found[0]["known"]
    if version is None:
        raise _AbsentError(act.declared["rule"])
    text = act.declared["text"]
    withdrawals.withdraw_reading(str(version), text, act.who, act.at, rule_id=act.declared["rule"])


def _answer(act: Act) -> None:
    """Answer a question."""
    outlet_id, rule_id, first_day = act.declared["question"]
    for one in questions.open_questions(board()):
        if (one.outlet_id, one.rule_id, one.first_day) == (outlet_id, rule_id, _day(first_day)):
            questions.answer(one, act.declared["answer"], act.declared["text"], act.who, act.at)
            return
    raise _AbsentError(rule_id)


def _day(value: object) -> date:
    """Read a day of the declaration."""
    return date.fromisoformat(str(value))


def _on_matter(do: Callable[[MatterFacts, Person, datetime], object]) -> Callable[[Act], object]:
    """Return an act on one matter without further words."""
    return lambda act: do(_facts(act.declared["matter"]), act.who, act.at)


def _with_text(do: Callable[[MatterFacts, str, Person, datetime], object]) -> Callable[[Act], object]:
    """Return an act on one matter with its words."""
    return lambda act: do(_facts(act.declared["matter"]), act.declared["text"], act.who, act.at)


def _claim(facts: MatterFacts, who: Person, at: datetime) -> Entry:
    """Claim a matter."""
    return claim(facts, who, at, is_next=False, reason=CLAIM_REASON)


def _release(act: Act) -> None:
    """Let the newest notice to an outlet go out."""
    notices.release(act.declared["outlet"], _notice(act.declared["outlet"]), act.who, act.at)


def _report(act: Act) -> None:
    """Approve the report that names these matters."""
    named = {_matter(one).matter_id for one in act.declared["names"]}
    reports.approve_report(act.declared, named, act.who, act.at)


def _correct(act: Act) -> None:
    """Release the correction of a matter that a report named."""
    named = act.declared["matter"]
    reports.release_correction(_matter(named), _facts(named), act.who, act.at)


MAILED: dict[str, Callable[[Act], bool]] = {
    "mail_report": lambda act: reports.is_report_mailed(act.declared),
    "mail_corrections": lambda _: reports.are_corrections_mailed(),
}
RECORDS: dict[str, tuple[EntryKind, Callable[[Act], object]]] = {
    "claim": (EntryKind.MATTER_CLAIMED, _on_matter(_claim)),
    "recuse": (EntryKind.RECUSAL, _on_matter(recuse)),
    "decide": (EntryKind.DECISION, _decide),
    "withdraw": (EntryKind.DECISION, _withdraw),
    "answer": (EntryKind.QUESTION_ANSWERED, _answer),
    "draft": (EntryKind.NOTICE_DRAFTED, _draft),
    "release": (EntryKind.NOTICE_RELEASED, _release),
    "send": (EntryKind.NOTICE_SENT, _send),
    "deliver": (EntryKind.NOTICE_DELIVERED, _deliver),
    "reply": (EntryKind.REPLY, _reply),
    "retest": (EntryKind.RETESTED, lambda act: retest_places.retest_due(act.at)),
    "name": (EntryKind.NAMING_RELEASED, _on_matter(naming.release_naming)),
    "appeal": (EntryKind.APPEAL_RECEIVED, _with_text(naming.receive_appeal)),
    "report": (EntryKind.APPROVAL, _report),
    "mail_report": (EntryKind.DELIVERY_SENT, lambda act: reports.mail_report(act.declared, act.at)),
    "correct": (EntryKind.CORRECTION_RELEASED, _correct),
    "mail_corrections": (EntryKind.CORRECTION_SENT, lambda act: reports.mail_corrections(act.at)),
    "answer_appeal": (EntryKind.APPEAL_ANSWERED, _with_text(naming.answer_appeal)),
}


def main() -> int:
    """Decide and print the counts as one line of JSON."""
    try:
        print(json.dumps(decide_all(datetime.now(UTC))))
    except PressError as error:
        print(f"deciding: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
