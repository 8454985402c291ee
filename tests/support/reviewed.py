"""People of a review desk, a matter, and the steps that a matter goes through."""

from datetime import UTC, date, datetime, timedelta

from include.review import notices
from include.review.acts import Person, Role
from include.review.decisions import Judgement, MatterFacts, claim, decide, open_matter
from include.review.dossier import MatterRecord, dossier_of

REVIEWERS, CHIEFS = "an,binh,chi", "giang,hoa"
AN, BINH, CHI = (Person(name, frozenset({Role.READER, Role.REVIEWER})) for name in ("an", "binh", "chi"))
GIANG, HOA = (Person(name, frozenset({Role.READER, Role.CHIEF})) for name in ("giang", "hoa"))
READER = Person("doc", frozenset({Role.READER}))
AT = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)  # 10:00 on a Monday in Hanoi
REASON = "Đã xem bản chụp số {0}: chân trang hoàn toàn không ghi tên cơ quan chủ quản như quy định {0}"
CONTACT = notices.Contact("Văn thư", "van-thu@trang.example.vn")


def facts(matter_id: str = "m1", **changed: object) -> MatterFacts:
    """Return a duty matter of an outlet that the city licensed."""
    known: dict[str, object] = {
        "matter_id": matter_id, "outlet_id": "tong_hop", "rule_id": "home_page_identity", "rule_version_id": "v1",
        "cause": "missing_twice", "strength": "duty", "jurisdiction": "city", "first_day": date(2026, 10, 15),
        "last_day": date(2026, 10, 17), "finding_ids": (f"{matter_id}-f1", f"{matter_id}-f2"), "page_sha256s": ("aa",),
    }  # fmt: skip
    return MatterFacts(**(known | changed))  # type: ignore[arg-type]


def record(of: MatterFacts) -> MatterRecord:
    """Return what the ledger holds of a matter."""
    return dossier_of(of.outlet_id).matter(of.matter_id)


def days(count: float) -> datetime:
    """Return an instant some days after the first."""
    return AT + timedelta(days=count)


def said(of: MatterFacts, decision: str, number: int = 1) -> Judgement:
    """Return a decision that rests on the newest entry."""
    return Judgement(decision, "seen_on_captures", REASON.format(number), record(of).last_sequence, ("capture",))


def decided(of: MatterFacts, decision: str, who: Person, at: datetime = AT) -> None:
    """Take a matter and decide it."""
    if record(of).claimed_by(at) != who.name:
        if holder := record(of).claimed_by(at):
            from include.review.decisions import give_back

            give_back(of, Person(holder, who.roles), at)
        claim(of, who, at)
    decide(of, said(of, decision), who, at)


def sent(of: MatterFacts, at: datetime = AT, way: str = "post") -> str:
    """Draft, release and send a notice on a confirmed matter; return its id."""
    open_matter(of, AN, at)
    drafted = notices.draft([of], CONTACT, "Kính gửi", AN, at)
    notice_id = str(drafted.payload["notice"])
    notices.release(of.outlet_id, notice_id, GIANG, at)
    day = (at + timedelta(hours=7)).date()
    sending = notices.Sending("12/SVHTT", day, day, way, "ab" * 32)
    notices.record_sending(of.outlet_id, notice_id, sending, AN, at)
    return notice_id


def delivered(of: MatterFacts, at: datetime = AT) -> str:
    """Send a notice and record on the same day that it was received; return its id."""
    notice_id = sent(of, at)
    notices.record_delivery(of.outlet_id, notice_id, (at + timedelta(hours=7)).date(), "receipt", AN, at)
    return notice_id
