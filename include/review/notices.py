"""Notices to outlets: drafted here, released by a chief, numbered, signed and sent by a person, and tracked.

The time to reply runs from the day on which delivery was recorded, never from the day of sending. Answering is
voluntary and the date is the department's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from include.errors import ActRefusedError
from include.ledger.entries import Entry
from include.ledger.kinds import EntryKind
from include.periods.days import local_day
from include.periods.working_days import add_working_days, working_days_between
from include.review.acts import Act, Person, Refusal, check_act
from include.review.decisions import MatterFacts
from include.review.dossier import Dossier, NoticeRecord, add_entry, dossier_of
from include.settings import settings

LEAST_WORKING_DAYS = 10  # a limit of the product: longer may be set, shorter never
ACCEPTED_DAYS = 3  # a mail that was taken and has not come back for so long counts as delivered
REMINDED_BEFORE_DAYS = 2
WAYS = frozenset({"post", "email", "hand", "document_system"})
PROOFS = frozenset({"receipt", "accepted"})
BY_SERVER = frozenset({"email", "document_system"})  # of which a server says that it took the letter, or returns it

Places = Mapping[str, Mapping[str, bool]]  # by the address of an article, facts and whether its page showed them


@dataclass(frozen=True)
class Contact:
    """Where an outlet receives notices: a role and addresses of work, nothing else."""

    role: str
    email: str = ""
    postal_address: str = ""


@dataclass(frozen=True)
class Sending:
    """What a person records of a letter that left: its number, days, way, and the hash of the signed file."""

    number: str
    signed_on: date
    sent_on: date
    way: str
    file_sha256: str


def draft(
    matters: Sequence[MatterFacts],
    contact: Contact | None,
    letter: str,
    who: Person,
    at: datetime,
    places: Mapping[str, Places] | None = None,
) -> Entry:
    """Draft one notice to an outlet on some of its matters.

    Args:
        matters: Confirmed duty matters of one outlet that the city licensed.
        contact: Where the outlet receives it.
        letter: The text of the letter.
        who: Who drafts.
        at: Instant of the act.
        places: By matter, the articles that retests will ask for; kept, as a build may lose the findings meanwhile.

    Raises:
        ActRefusedError: A matter may not be noticed, stands in a notice already, or there is no address.
    """
    if not matters:
        raise ActRefusedError("No matter was chosen.", code=Refusal.NOT_FOUND, hint="Choose one at least.")
    if contact is None or not (contact.email or contact.postal_address):
        raise ActRefusedError("The outlet has no address.", code=Refusal.NO_CONTACT, hint="Add one to the register.")
    outlet_id = matters[0].outlet_id
    payload = {
        "matters": " ".join(facts.matter_id for facts in matters),
        "notice": f"{outlet_id}/{at:%Y%m%dT%H%M%S%f}",
        "contact_role": contact.role,
        "contact_email": contact.email,
        "contact_postal_address": contact.postal_address,
        "letter": letter,
        "places": {one: {url: dict(read) for url, read in of.items()} for one, of in (places or {}).items()},
    }

    def check(dossier: Dossier) -> None:
        check_act(Act.DRAFT_NOTICE, who)
        for facts in matters:
            _check_noticeable(dossier, facts, outlet_id)

    return add_entry(check, EntryKind.NOTICE_DRAFTED, outlet_id, payload, who.name, at)


def _check_noticeable(dossier: Dossier, facts: MatterFacts, outlet_id: str) -> None:
    """Refuse a matter that no notice may speak of."""
    if facts.outlet_id != outlet_id:
        raise ActRefusedError("A notice is for one outlet.", code=Refusal.NOT_FOUND, hint="Draft one for each.")
    if facts.jurisdiction != "city":
        raise ActRefusedError("The city did not license it.", code=Refusal.NOT_CITY, hint="Refer the matter.")
    if facts.strength != "duty":
        raise ActRefusedError("The matter only advises.", code=Refusal.NOT_DUTY, hint="Leave it out.")
    if dossier.matter(facts.matter_id).decision() != "confirm":
        raise ActRefusedError("Nobody has confirmed it.", code=Refusal.NOT_CONFIRMED, hint="Decide the matter first.")
    standing = dossier.open_notice_of(facts.matter_id)
    if standing is not None and standing.stage != EntryKind.NOTICE_BOUNCED:
        raise ActRefusedError("It stands in a notice.", code=Refusal.IN_NOTICE, hint="Follow that one.")


def release(outlet_id: str, notice_id: str, who: Person, at: datetime) -> Entry:
    """Release a drafted notice for sending; by a chief who decided none of its matters and is recused from none.

    Raises:
        ActRefusedError: The person may not, or the notice is not a draft.
    """

    def check(dossier: Dossier) -> None:
        notice = _notice(dossier, notice_id, EntryKind.NOTICE_DRAFTED)
        records = [dossier.matter(matter_id) for matter_id in notice.matter_ids]
        deciders = set[str]().union(*(one.deciders() for one in records))
        recused = set[str]().union(*(one.recused() for one in records))
        check_act(Act.RELEASE_NOTICE, who, deciders, recused)

    return _step(check, EntryKind.NOTICE_RELEASED, outlet_id, notice_id, {}, who, at)


def record_sending(outlet_id: str, notice_id: str, sending: Sending, who: Person, at: datetime) -> Entry:
    """Record that a person numbered, signed and sent the letter.

    Raises:
        ActRefusedError: The notice was not released, a field is missing, or a day cannot be.
    """
    today = local_day(at)

    def check(dossier: Dossier) -> None:
        check_act(Act.RECORD_SENDING, who)
        notice = _notice(dossier, notice_id, EntryKind.NOTICE_RELEASED)
        if not sending.number.strip() or sending.way not in WAYS or not sending.file_sha256:
            raise ActRefusedError("Number, way and file are needed.", code=Refusal.TEXT_EMPTY, hint="Fill them in.")
        released = notice.entries[-1].recorded_at
        _check_day(sending.signed_on, local_day(notice.entries[0].recorded_at), today)
        _check_day(sending.sent_on, max(local_day(released), sending.signed_on), today)

    facts = {
        "number": sending.number.strip(),
        "signed_on": sending.signed_on,
        "sent_on": sending.sent_on,
        "way": sending.way,
        "file_sha256": sending.file_sha256,
    }
    return _step(check, EntryKind.NOTICE_SENT, outlet_id, notice_id, facts, who, at)


def record_delivery(outlet_id: str, notice_id: str, delivered_on: date, proof: str, who: Person, at: datetime) -> Entry:
    """Record that the letter reached the outlet: by a dated receipt, or accepted and not returned for three days.

    Only of a mail or a document sent by system is there a server that accepts; paper needs a receipt.

    Raises:
        ActRefusedError: The letter was not sent, or the day cannot be.
    """
    today = local_day(at)
    working_days = max(settings().reply_working_days, LEAST_WORKING_DAYS)

    def check(dossier: Dossier) -> None:
        check_act(Act.RECORD_SENDING, who)
        notice = _notice(dossier, notice_id, EntryKind.NOTICE_SENT)
        if proof not in PROOFS:
            raise ActRefusedError("No proof is named.", code=Refusal.TEXT_EMPTY, hint="Use receipt or accepted.")
        sent = notice.entries[-1].payload
        if proof == "accepted" and sent["way"] not in BY_SERVER:
            raise ActRefusedError(
                "No server took this letter.", code=Refusal.NEEDS_RECEIPT, hint="Wait for a dated receipt."
            )
        sent_on = date.fromisoformat(sent["sent_on"])
        quiet = timedelta(days=ACCEPTED_DAYS if proof == "accepted" else 0)
        _check_day(delivered_on, sent_on + quiet, today)
        facts["due_on"] = add_working_days(delivered_on, working_days)

    facts: dict[str, object] = {"delivered_on": delivered_on, "proof": proof, "working_days": working_days}
    return _step(check, EntryKind.NOTICE_DELIVERED, outlet_id, notice_id, facts, who, at)


def record_bounce(outlet_id: str, notice_id: str, cause: str, who: Person, at: datetime) -> Entry:
    """Record that the letter did not reach the outlet; the time to reply does not run, and a new notice may be drafted.

    Raises:
        ActRefusedError: The letter was not sent.
    """

    def check(dossier: Dossier) -> None:
        check_act(Act.RECORD_SENDING, who)
        _notice(dossier, notice_id, EntryKind.NOTICE_SENT, EntryKind.NOTICE_DELIVERED)

    return _step(check, EntryKind.NOTICE_BOUNCED, outlet_id, notice_id, {"cause_said": cause.strip()}, who, at)


def extend(outlet_id: str, notice_id: str, asked_on: date, working_days: int, who: Person, at: datetime) -> Entry:
    """Give the outlet more time, once, at its request; the new day counts from the old one.

    Raises:
        ActRefusedError: The time does not run, was extended before, has passed, or the days asked make no sense.
    """

    def check(dossier: Dossier) -> None:
        check_act(Act.EXTEND_REPLY, who)
        notice = _notice(dossier, notice_id, EntryKind.NOTICE_DELIVERED)
        due = _due_on(notice)
        if notice.newest(EntryKind.REPLY_EXTENDED) is not None:
            raise ActRefusedError("It was extended.", code=Refusal.EXTENDED_BEFORE, hint="One extension is given.")
        delivered_on = date.fromisoformat(notice.entries[-1].payload["delivered_on"])
        _check_day(asked_on, delivered_on, min(local_day(at), due))
        if not 1 <= working_days <= 2 * LEAST_WORKING_DAYS:
            raise ActRefusedError("That is no extension.", code=Refusal.BAD_DAY, hint="Give 1 to 20 working days.")
        facts["due_on"] = add_working_days(due, working_days)

    facts: dict[str, object] = {"asked_on": asked_on, "working_days": working_days}
    return _step(check, EntryKind.REPLY_EXTENDED, outlet_id, notice_id, facts, who, at)


def reminder_days(notice: NoticeRecord) -> tuple[date, ...]:
    """Return the days on which a draft of a reminder is due: half-way, and two days before the last; none otherwise."""
    if notice.stage != EntryKind.NOTICE_DELIVERED:
        return ()
    delivered = notice.newest(EntryKind.NOTICE_DELIVERED)
    assert delivered is not None  # noqa: S101 - its stage says so
    delivered_on, due = date.fromisoformat(delivered.payload["delivered_on"]), _due_on(notice)
    half = add_working_days(delivered_on, working_days_between(delivered_on, due) // 2)
    return half, due - timedelta(days=REMINDED_BEFORE_DAYS)


def _due_on(notice: NoticeRecord) -> date:
    """Return the last day to reply of a notice whose time runs."""
    newest = notice.newest(EntryKind.REPLY_EXTENDED) or notice.newest(EntryKind.NOTICE_DELIVERED)
    assert newest is not None  # noqa: S101 - asked of delivered notices alone
    return date.fromisoformat(newest.payload["due_on"])


def _notice(dossier: Dossier, notice_id: str, *stages: EntryKind) -> NoticeRecord:
    """Return a notice that stands at one of some steps."""
    notice = dossier.notices.get(notice_id)
    if notice is None:
        raise ActRefusedError(f"There is no notice {notice_id}.", code=Refusal.NOT_FOUND, hint="Look at the outlet.")
    if notice.stage not in stages:
        raise ActRefusedError(
            f"The notice stands at {notice.stage}.", code=Refusal.WRONG_STEP, hint="Do the steps in their order."
        )
    return notice


def _check_day(day: date, first: date, last: date) -> None:
    """Refuse a day that lies outside what is possible."""
    if not first <= day <= last:
        raise ActRefusedError(f"{day} cannot be.", code=Refusal.BAD_DAY, hint=f"Give a day from {first} to {last}.")


def _step(
    check: object, kind: EntryKind, outlet_id: str, notice_id: str, facts: dict[str, object], who: Person, at: datetime
) -> Entry:
    """Append one step of a notice, on all its matters."""
    notice = dossier_of(outlet_id).notices.get(notice_id)
    facts["notice"] = notice_id
    facts["matters"] = " ".join(notice.matter_ids) if notice else ""
    return add_entry(check, kind, outlet_id, facts, who.name, at)
