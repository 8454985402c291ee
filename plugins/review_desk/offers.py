"""What the page of a matter offers somebody to do: nothing that would be refused once the words were typed."""

from dataclasses import dataclass

from include.ledger.kinds import EntryKind
from include.review.acts import Act, Person, Refusal
from include.review.cases import Matter
from include.review.decisions import CLOSING, Decision
from include.review.dossier import MatterRecord
from include.review.states import MatterState


@dataclass(frozen=True)
class Offers:
    """What somebody may do on a matter as it stands.

    Attributes:
        obstacle: Why this person does not decide it; nothing where they may.
        decisions: The decisions that would change something.
        is_named: Whether a chief has let the outlet be named since the newest decision.
        naming: Whether this person may let it be named.
        appeal: The step of an appeal that is next, for whoever may take it; empty otherwise.
        awaits_chief: Whether an appeal waits for somebody else.
    """

    obstacle: Refusal | None
    decisions: frozenset[str]
    is_named: bool
    naming: bool
    appeal: str
    awaits_chief: bool


def offers(matter: Matter, record: MatterRecord, state: MatterState, stage: str, who: Person) -> Offers:
    """Return what a matter's page offers somebody.

    Args:
        matter: The matter.
        record: What the ledger holds of it.
        state: Where it stands.
        stage: ``first``, or ``final`` once the outlet was heard.
        who: Who reads the page.
    """
    released, decided = record.newest(EntryKind.NAMING_RELEASED), record.newest(EntryKind.DECISION)
    is_named = bool(released and decided and released.sequence > decided.sequence)
    is_free = who.name not in record.deciders() | record.recused()
    may_name = is_free and who.may(Act.RELEASE_NAMING) and (matter.strength, matter.jurisdiction) == ("duty", "city")
    may_answer = is_free and who.may(Act.ANSWER_APPEAL)
    waits, was_sent = record.has_open_appeal(), record.newest(EntryKind.NOTICE_SENT) is not None
    return Offers(
        _obstacle(record, stage, who),
        _decisions(record, stage),
        is_named,
        may_name and state is MatterState.CONFIRMED and not is_named,
        ("answered" if may_answer else "") if waits else ("received" if was_sent else ""),
        waits and not may_answer,
    )


def _obstacle(record: MatterRecord, stage: str, who: Person) -> Refusal | None:
    """Return why somebody does not decide a matter."""
    if who.name in record.recused():
        return Refusal.RECUSED
    return Refusal.DECIDED_BEFORE if stage == "final" and who.name in record.decided_unheard() else None


def _decisions(record: MatterRecord, stage: str) -> frozenset[str]:
    """Return the decisions that would change something: a closed matter is opened again before it is decided."""
    newest, said = record.newest(EntryKind.DECISION), record.decision()
    if said in CLOSING:
        return frozenset({Decision.REOPEN.value})
    is_said = newest is not None and newest.payload.get("stage") == stage and not record.has_unheard_reply()
    left_out = ({said} if is_said else set()) | (set() if said else {Decision.REOPEN.value})
    return frozenset(one.value for one in Decision) - left_out
