"""Who may do what at the review desk: acts by role, and the acts barred to whoever decided the matter.

Roles come from the settings and the sign-in, never from data that others can write. Nobody named means nobody may.
"""

import unicodedata
from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum

from include.errors import ActRefusedError
from include.settings import settings


class Role(StrEnum):
    """What somebody is at the desk; one person may be several."""

    READER = "reader"
    REVIEWER = "reviewer"
    CHIEF = "chief"


class Act(StrEnum):
    """Everything that is written to the ledger from the desk."""

    VIEW_EVIDENCE = "view_evidence"
    CLAIM = "claim"
    RECUSE = "recuse"
    DECIDE = "decide"
    DECIDE_AFTER_NOTICE = "decide_after_notice"
    DRAFT_NOTICE = "draft_notice"
    RELEASE_NOTICE = "release_notice"
    RECORD_SENDING = "record_sending"
    EXTEND_REPLY = "extend_reply"
    RECORD_REPLY = "record_reply"
    RECORD_APPEAL = "record_appeal"
    ANSWER_APPEAL = "answer_appeal"
    RELEASE_NAMING = "release_naming"
    RELEASE_CORRECTION = "release_correction"
    ANSWER_QUESTION = "answer_question"
    WITHDRAW_READING = "withdraw_reading"
    CALL_FACT_CHECK = "call_fact_check"
    ANSWER_SAMPLE = "answer_sample"


class Refusal(StrEnum):
    """Why an act is refused; the desk has a sentence for each."""

    ROLE = "role"
    DECIDED_BEFORE = "decided_before"
    RECUSED = "recused"
    STALE = "stale"
    CHANGED = "changed"
    CLAIMED_BY_OTHER = "claimed_by_other"
    NOT_CLAIMED = "not_claimed"
    OUT_OF_ORDER = "out_of_order"
    UNKNOWN_DECISION = "unknown_decision"
    UNKNOWN_REASON = "unknown_reason"
    REASON_SHORT = "reason_short"
    REASON_LONG = "reason_long"
    REASON_REPEATED = "reason_repeated"
    NO_CHANGE = "no_change"
    CLOSED = "closed"
    NEEDS_SECOND_PERSON = "needs_second_person"
    NOT_CITY = "not_city"
    AUTHORITY_UNKNOWN = "authority_unknown"
    NOT_DUTY = "not_duty"
    NOT_CONFIRMED = "not_confirmed"
    NO_CONTACT = "no_contact"
    IN_NOTICE = "in_notice"
    WRONG_STEP = "wrong_step"
    BAD_DAY = "bad_day"
    TOO_EARLY = "too_early"
    NEEDS_RECEIPT = "needs_receipt"
    TEXT_EMPTY = "text_empty"
    OPEN_MESSAGES = "open_messages"
    OPEN_APPEAL = "open_appeal"
    MISREAD = "misread"
    EXTENDED_BEFORE = "extended_before"
    NOT_FOUND = "not_found"
    RECORDED_BEFORE = "recorded_before"


@dataclass(frozen=True)
class ActRule:
    """Which roles may do an act, and whether whoever decided the matter may not.

    Attributes:
        roles: Any of them.
        not_decider: Whether it is for none of the people who decided the matter.
        deciders: How many different people have decided or seen it by then, where that matters.
    """

    roles: frozenset[Role]
    not_decider: bool = False
    deciders: int = 1


_REVIEW = frozenset({Role.REVIEWER})
_CHIEF = frozenset({Role.CHIEF})
_BOTH = _REVIEW | _CHIEF
ACTS: dict[Act, ActRule] = {
    Act.VIEW_EVIDENCE: ActRule(_BOTH),
    Act.CLAIM: ActRule(_BOTH),
    Act.RECUSE: ActRule(_BOTH),
    Act.DECIDE: ActRule(_BOTH),
    Act.DECIDE_AFTER_NOTICE: ActRule(_BOTH, not_decider=True),
    Act.DRAFT_NOTICE: ActRule(_BOTH),
    Act.RELEASE_NOTICE: ActRule(_CHIEF, not_decider=True),
    Act.RECORD_SENDING: ActRule(_BOTH),
    Act.EXTEND_REPLY: ActRule(_BOTH),
    Act.RECORD_REPLY: ActRule(_BOTH),
    Act.RECORD_APPEAL: ActRule(_BOTH),
    Act.ANSWER_APPEAL: ActRule(_CHIEF, not_decider=True, deciders=2),  # before the time to reply, and after it
    Act.RELEASE_NAMING: ActRule(_CHIEF, not_decider=True, deciders=2),
    Act.RELEASE_CORRECTION: ActRule(_CHIEF),
    Act.ANSWER_QUESTION: ActRule(_BOTH),
    Act.WITHDRAW_READING: ActRule(_CHIEF),
    Act.CALL_FACT_CHECK: ActRule(_BOTH),
    Act.ANSWER_SAMPLE: ActRule(_BOTH, not_decider=True, deciders=2),  # whoever decided, and the other who looks
}


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in, with their roles."""

    name: str
    roles: frozenset[Role]

    def may(self, act: Act) -> bool:
        """Return whether one of their roles may do an act."""
        return bool(self.roles & ACTS[act].roles)


def names_in(setting: str) -> frozenset[str]:
    """Return the user names that a setting lists, separated by commas, as the ledger spells them."""
    return frozenset(filter(None, (unicodedata.normalize("NFC", one.strip()) for one in setting.split(","))))


def person(name: str) -> Person:
    """Return somebody with the roles that the settings give to their user name; a reader when they give none."""
    roles, name = {Role.READER}, unicodedata.normalize("NFC", name)  # as the ledger keeps it
    if name in names_in(settings().reviewers):
        roles.add(Role.REVIEWER)
    if name in names_in(settings().approvers):
        roles.add(Role.CHIEF)
    return Person(name, frozenset(roles))


def check_act(act: Act, who: Person, deciders: Set[str] = frozenset(), recused: Set[str] = frozenset()) -> None:
    """Check that somebody may do an act on what others have decided.

    Args:
        act: What they want to do.
        who: Who they are.
        deciders: Whoever has decided the matter.
        recused: Whoever will not act on it.

    Raises:
        ActRefusedError: Their roles do not allow it, they are recused, or they have decided the matter themselves.
    """
    if not who.may(act):
        raise ActRefusedError(f"{who.name} may not {act}.", code=Refusal.ROLE, hint="Ask somebody with that role.")
    if who.name in recused:
        raise ActRefusedError(f"{who.name} is recused.", code=Refusal.RECUSED, hint="Leave it to another.")
    if ACTS[act].not_decider and who.name in deciders:
        raise ActRefusedError(
            f"{who.name} has decided the matter before.", code=Refusal.DECIDED_BEFORE, hint="Leave it to another."
        )


def impossible_acts() -> list[Act]:
    """Return the acts that nobody could do with the people whom the settings name; ``press doctor`` warns of them."""
    people = [person(name) for name in sorted(names_in(f"{settings().reviewers},{settings().approvers}"))]

    def possible(act: Act) -> bool:
        able = [who for who in people if who.may(act)]
        if not ACTS[act].not_decider:
            return bool(able)
        needed = ACTS[act].deciders
        return any(sum(who is not other and other.may(Act.DECIDE) for other in people) >= needed for who in able)

    return [act for act in Act if not possible(act)]
