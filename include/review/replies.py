"""What an outlet answers, kept word by word on its matters; corrected or withdrawn by further entries, all printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from include.errors import ActRefusedError
from include.ledger.entries import Entry
from include.ledger.kinds import EntryKind
from include.periods.days import local_day
from include.review.acts import Act, Person, Refusal, check_act
from include.review.dossier import Dossier, add_entry
from include.text import has_words

LONGEST = 20_000


@dataclass(frozen=True)
class Answer:
    """What came from the outlet.

    Attributes:
        text: Its words.
        received_on: Local day on which the department received it.
        receipt_number: Number in the department's book of incoming papers.
        attachments: Hashes of the files that came with it, kept sealed beside the ledger.
        says_put_right: Whether the outlet says that it has put the place right: its page is then looked at again.
    """

    text: str
    received_on: date
    receipt_number: str
    attachments: tuple[str, ...] = ()
    says_put_right: bool = False


def record(outlet_id: str, matter_ids: Sequence[str], answer: Answer, who: Person, at: datetime) -> Entry:
    """Record what an outlet answered to some of its matters.

    Raises:
        ActRefusedError: The answer is empty, no notice was sent, or the day lies before the notice or in the future.
    """

    def check(dossier: Dossier) -> None:
        check_act(Act.RECORD_REPLY, who)
        _check_answer(dossier, matter_ids, answer, at)

    return add_entry(check, EntryKind.REPLY, outlet_id, _payload(matter_ids, answer), who.name, at)


def correct(outlet_id: str, reply: int, answer: Answer, who: Person, at: datetime) -> Entry:
    """Record a reply as it should have been entered, with the files that came with it; the first entry stays logged.

    Raises:
        ActRefusedError: There is no such reply, or the answer is refused.
    """

    def check(dossier: Dossier) -> None:
        check_act(Act.RECORD_REPLY, who)
        entered, matter_ids = _standing(dossier, reply)
        payload["matters"] = " ".join(matter_ids)
        payload["attachments"] = " ".join((*str(entered.payload["attachments"]).split(), *answer.attachments))
        _check_answer(dossier, matter_ids, answer, at)

    payload = {**_payload([], answer), "reply": reply}
    return add_entry(check, EntryKind.REPLY_CORRECTED, outlet_id, payload, who.name, at)


def withdraw(outlet_id: str, reply: int, why: str, who: Person, at: datetime) -> Entry:
    """Record that the outlet took a reply back.

    Raises:
        ActRefusedError: There is no such reply, or no reason is given.
    """

    def check(dossier: Dossier) -> None:
        check_act(Act.RECORD_REPLY, who)
        if not has_words(why):
            raise ActRefusedError("No reason is given.", code=Refusal.TEXT_EMPTY, hint="Say how it was taken back.")
        _, matter_ids = _standing(dossier, reply)
        payload["matters"] = " ".join(matter_ids)

    payload: dict[str, Any] = {"matters": "", "reply": reply, "reason": why.strip()}
    return add_entry(check, EntryKind.REPLY_WITHDRAWN, outlet_id, payload, who.name, at)


def receive_message(
    outlet_id: str, message_id: str, received_on: date, actor: str, at: datetime, file_sha256: str = ""
) -> Entry | None:
    """Note that a mail reached the reply mailbox, once; until somebody has handled it, the outlet is not named.

    Args:
        outlet_id: Whose it seems to be; ``unknown`` where nobody can say.
        message_id: Message-ID of the mail, unique among mails.
        received_on: Local day on which it was read.
        actor: What read it.
        at: Instant of the act.
        file_sha256: Hash of the mail, kept sealed beside the ledger.
    """

    class _KnownError(Exception):
        """Nothing is to be written."""

    def check(dossier: Dossier) -> None:
        if message_id in dossier.messages:
            raise _KnownError

    payload = {"message": message_id, "received_on": received_on, "file_sha256": file_sha256}
    try:
        return add_entry(check, EntryKind.MESSAGE_RECEIVED, outlet_id, payload, actor, at)
    except _KnownError:
        return None


def handle_message(outlet_id: str, message_id: str, outcome: str, who: Person, at: datetime) -> Entry:
    """Note that a message was entered as a reply, or set aside, and why.

    Raises:
        ActRefusedError: There is no such message waiting, or no outcome is given.
    """

    def check(dossier: Dossier) -> None:
        check_act(Act.RECORD_REPLY, who)
        if dossier.messages.get(message_id) is None:
            raise ActRefusedError("No such message waits.", code=Refusal.NOT_FOUND, hint="Look at the mailbox.")
        if not has_words(outcome):
            raise ActRefusedError("No outcome is given.", code=Refusal.TEXT_EMPTY, hint="Give the outcome.")

    payload = {"message": message_id, "reason": outcome.strip()}
    return add_entry(check, EntryKind.MESSAGE_HANDLED, outlet_id, payload, who.name, at)


def _payload(matter_ids: Sequence[str], answer: Answer) -> dict[str, Any]:
    """Return what is recorded of an answer."""
    return {
        "matters": " ".join(matter_ids),
        "text": answer.text.strip(),
        "received_on": answer.received_on,
        "receipt_number": answer.receipt_number.strip(),
        "attachments": " ".join(answer.attachments),
        "says_put_right": answer.says_put_right,
    }


def _check_answer(dossier: Dossier, matter_ids: Sequence[str], answer: Answer, at: datetime) -> None:
    """Refuse an answer that cannot be."""
    if not has_words(answer.text) or len(answer.text) > LONGEST or not matter_ids:
        raise ActRefusedError("The reply is empty or too long.", code=Refusal.TEXT_EMPTY, hint="Enter its words.")
    for matter_id in matter_ids:
        sent = dossier.matter(matter_id).newest(EntryKind.NOTICE_SENT)
        if sent is None:
            raise ActRefusedError("No notice was sent.", code=Refusal.WRONG_STEP, hint="Send the notice first.")
        if not date.fromisoformat(sent.payload["sent_on"]) <= answer.received_on <= local_day(at):
            raise ActRefusedError(
                f"{answer.received_on} cannot be.", code=Refusal.BAD_DAY, hint="Give a day from the notice to today."
            )


def _standing(dossier: Dossier, reply: int) -> tuple[Entry, list[str]]:
    """Return a reply that stands, and the matters that it answers."""
    found = [(e, m.matter_id) for m in dossier.matters.values() for e in m.replies() if e.sequence == reply]
    if not found:
        raise ActRefusedError(f"There is no reply {reply}.", code=Refusal.NOT_FOUND, hint="Look at the matter.")
    return found[0][0], [matter_id for _, matter_id in found]
