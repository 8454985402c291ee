"""Releases the name of an outlet: a chief's act, after the time to reply, on a matter that others confirmed again.

Whether a name may stand anywhere is answered by one column alone, ``fct_matters.is_nameable``. What is checked here is
checked there once more, from the ledger and the calendar.
"""

from datetime import datetime

from include.errors import ActRefusedError
from include.ledger.entries import Entry
from include.ledger.kinds import EntryKind
from include.periods.days import local_day
from include.review.acts import Act, Person, Refusal, check_act
from include.review.decisions import MatterFacts
from include.review.dossier import UNKNOWN, Dossier, MatterRecord, add_entry, dossier_of
from include.text import has_words

CLEARING = frozenset({"dismiss", "insufficient", "withdraw"})


def release_naming(facts: MatterFacts, who: Person, at: datetime) -> Entry:
    """Let the outlet be named with its matter and its replies.

    Raises:
        ActRefusedError: The matter may never name anyone, its time has not come, or something stands open.
    """

    def check(dossier: Dossier) -> None:
        record = dossier.matter(facts.matter_id)
        check_act(Act.RELEASE_NAMING, who, record.deciders(), record.recused())
        _check_nameable(record, facts, at)
        if dossier.open_messages() or dossier_of(UNKNOWN).open_messages():
            raise ActRefusedError("A message waits.", code=Refusal.OPEN_MESSAGES, hint="Enter it or set it aside.")

    return add_entry(check, EntryKind.NAMING_RELEASED, facts.outlet_id, {"matters": facts.matter_id}, who.name, at)


def _check_nameable(record: MatterRecord, facts: MatterFacts, at: datetime) -> None:
    """Refuse a matter that may not name its outlet on a day."""
    if facts.jurisdiction != "city":
        raise ActRefusedError("The city did not license it.", code=Refusal.NOT_CITY, hint="Refer the matter.")
    if facts.strength != "duty":
        raise ActRefusedError("The matter only advises.", code=Refusal.NOT_DUTY, hint="It names nobody.")
    due = record.reply_due_on()
    if due is None or local_day(at) <= due:
        raise ActRefusedError("The time to reply runs.", code=Refusal.TOO_EARLY, hint="Wait until it has passed.")
    decision = record.newest(EntryKind.DECISION)
    if decision is None or decision.payload["decision"] != "confirm" or decision.payload["stage"] != "final":
        raise ActRefusedError(
            "It was not confirmed after the time to reply.", code=Refusal.NOT_CONFIRMED, hint="Decide it again."
        )
    if record.has_unheard_reply():
        raise ActRefusedError("A reply came after that.", code=Refusal.NOT_CONFIRMED, hint="Decide it again.")
    if record.has_open_appeal():
        raise ActRefusedError("An appeal waits.", code=Refusal.OPEN_APPEAL, hint="Answer it first.")
    if record.is_misread():
        raise ActRefusedError("We misread its page.", code=Refusal.MISREAD, hint="Withdraw the reading.")


def receive_appeal(facts: MatterFacts, text: str, who: Person, at: datetime) -> Entry:
    """Record that the outlet appealed; nobody is named while an appeal waits.

    Raises:
        ActRefusedError: The appeal is empty, no notice was sent, or one waits already.
    """

    def check(dossier: Dossier) -> None:
        check_act(Act.RECORD_APPEAL, who)
        if not has_words(text):
            raise ActRefusedError("The appeal is empty.", code=Refusal.TEXT_EMPTY, hint="Enter its words.")
        if dossier.matter(facts.matter_id).newest(EntryKind.NOTICE_SENT) is None:
            raise ActRefusedError("No notice was sent.", code=Refusal.WRONG_STEP, hint="There is nothing to appeal.")
        if dossier.matter(facts.matter_id).has_open_appeal():
            raise ActRefusedError("An appeal waits.", code=Refusal.OPEN_APPEAL, hint="Answer it first.")

    payload = {"matters": facts.matter_id, "text": text.strip()}
    return add_entry(check, EntryKind.APPEAL_RECEIVED, facts.outlet_id, payload, who.name, at)


def answer_appeal(facts: MatterFacts, text: str, who: Person, at: datetime) -> Entry:
    """Record how an appeal was answered, by a chief who did not decide the matter.

    Raises:
        ActRefusedError: No appeal waits, or the person may not.
    """

    def check(dossier: Dossier) -> None:
        record = dossier.matter(facts.matter_id)
        check_act(Act.ANSWER_APPEAL, who, record.deciders(), record.recused())
        if not record.has_open_appeal() or not has_words(text):
            raise ActRefusedError("No appeal waits.", code=Refusal.WRONG_STEP, hint="Look at the matter.")

    payload = {"matters": facts.matter_id, "text": text.strip()}
    return add_entry(check, EntryKind.APPEAL_ANSWERED, facts.outlet_id, payload, who.name, at)


def release_correction(facts: MatterFacts, letter: str, who: Person, at: datetime) -> Entry:
    """Let the correction of a named outlet that was cleared be mailed to everybody who got a report that named it.

    Args:
        facts: The matter.
        letter: The words of the correction.
        who: A chief.
        at: Instant of the act.

    Raises:
        ActRefusedError: Nothing was named or cleared, the same was released before, or no report has left.
    """

    def check(dossier: Dossier) -> None:
        record = dossier.matter(facts.matter_id)
        check_act(Act.RELEASE_CORRECTION, who, recused=record.recused())
        if not has_words(letter) or not waits_for_correction(record):
            raise ActRefusedError("There is nothing to correct.", code=Refusal.WRONG_STEP, hint="Look at the matter.")

    payload = {"matters": facts.matter_id, "letter": letter.strip()}
    return add_entry(check, EntryKind.CORRECTION_RELEASED, facts.outlet_id, payload, who.name, at)


def waits_for_correction(record: MatterRecord) -> bool:
    """Return whether a matter was named and cleared, and no correction was released since it was cleared."""
    decided, released = record.newest(EntryKind.DECISION), record.newest(EntryKind.CORRECTION_RELEASED)
    is_released = released is not None and decided is not None and released.sequence > decided.sequence
    return is_named_and_cleared(record) and not is_released


def is_named_and_cleared(record: MatterRecord) -> bool:
    """Return whether a matter whose outlet a chief let be named has been cleared since."""
    return record.newest(EntryKind.NAMING_RELEASED) is not None and record.decision() in CLEARING
