"""Retests whether a noticed place has been corrected since: by the verdicts of later captures, never by a person.

A retest falls due when the outlet says that it has put the place right, and some days after the notice. A page that is
gone, or that could not be read, is ``not_checkable`` and never ``remedied``: nobody is asked to remove anything. A
place that the noticed page already shows to the reader of today was ``misread``: that is our error.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from include.ledger.entries import Entry
from include.ledger.kinds import EntryKind
from include.periods.days import local_day
from include.review.cases import Matter
from include.review.dossier import Dossier, MatterRecord, add_entry
from include.review.rereading import facts_asked_for, noticed_last, was_misread
from include.settings import settings
from include.warehouse.published import rows

ACTOR = "retest"
# Rules whose place is the home page or the register, seen every day; articles are asked for again: retest_places.
HOME_PAGE = "home_page"
STANDING_GRAINS = frozenset({HOME_PAGE, "register"})
VERDICTS = """
    select verdicts.verdict_date, verdicts.status
    from fct_verdicts as verdicts
    inner join dim_rules as rules on verdicts.rule_id = rules.rule_id
    where verdicts.outlet_id = ? and verdicts.rule_id = ? and verdicts.verdict_date > ? and verdicts.verdict_date <= ?
    and rules.grain = any(?)
    order by verdicts.verdict_date
"""


class RetestOutcome(StrEnum):
    """What a retest saw."""

    REMEDIED = "remedied"
    NOT_REMEDIED = "not_remedied"
    NOT_CHECKABLE = "not_checkable"
    MISREAD = "misread"


@dataclass(frozen=True)
class Retest:
    """What is known of a place by one day."""

    outcome: RetestOutcome
    seen_on: date | None = None
    met_since: date | None = None


def due_on(record: MatterRecord, today: date) -> date | None:
    """Return the newest day on which a retest of a matter fell due and was not done; nothing when none waits.

    A retest is due on the day after the outlet said that it has put the place right, when every capture is later than
    what it said, and on set days after the notice was sent.
    """
    sent = record.newest(EntryKind.NOTICE_SENT)
    if sent is None:
        return None
    sent_on = date.fromisoformat(sent.payload["sent_on"])
    planned = [sent_on + timedelta(days=count) for count in settings().retest_after_days]
    replied = [e.payload["received_on"] for e in record.replies() if e.payload.get("says_put_right")]
    said = [date.fromisoformat(day) + timedelta(days=1) for day in replied]
    passed = [day for day in (*planned, *said) if day <= today]
    done = {str(entry.payload["due_on"]) for entry in record.all(EntryKind.RETESTED)}
    newest = max(passed, default=None)
    return newest if newest is not None and newest.isoformat() not in done else None


def judge(verdicts: Sequence[tuple[date, str]], planned_on: date) -> Retest | None:
    """Return what the verdicts since a matter's last day say of its place; nothing before the planned day was judged.

    Args:
        verdicts: Day and status, oldest first.
        planned_on: Day on which the retest fell due.
    """
    judged = [(day, status) for day, status in verdicts if day >= planned_on]
    if not judged:
        return None
    seen_on, status = judged[-1]
    if status == "not_met":
        return Retest(RetestOutcome.NOT_REMEDIED, seen_on)
    if status != "met":
        return Retest(RetestOutcome.NOT_CHECKABLE, seen_on)
    since = seen_on
    for day, earlier in reversed(verdicts):
        if earlier == "not_met":
            break
        since = day if earlier == "met" else since
    return Retest(RetestOutcome.REMEDIED, seen_on, since)


def reread(found: Matter, seen: Retest | None) -> Retest | None:
    """Return what a retest saw, once the home pages that were noticed were read again where the place is met since."""
    if seen is None or seen.outcome is not RetestOutcome.REMEDIED or grain_of(found) != HOME_PAGE:
        return seen
    if not facts_asked_for(found.rule_version_id):
        return seen
    noticed = noticed_last(found)
    misread = was_misread(noticed) if noticed else None
    if misread is False:
        return seen
    return Retest(RetestOutcome.MISREAD if misread else RetestOutcome.NOT_CHECKABLE, seen.seen_on)


def retest(found: Matter, planned_on: date, at: datetime) -> Entry | None:
    """Record what is known of a matter's place since a retest fell due, once; nothing while its day is not judged."""
    known = rows(VERDICTS, [found.outlet_id, found.rule_id, found.last_day, local_day(at), list(STANDING_GRAINS)])
    seen = judge([(row["verdict_date"], row["status"]) for row in known], planned_on)
    if not known and grain_of(found) not in STANDING_GRAINS:
        seen = Retest(RetestOutcome.NOT_CHECKABLE)  # a missed deadline stays missed: a person records what was done
    seen = reread(found, seen)
    return record_retest(found.outlet_id, found.matter_id, planned_on, seen, at) if seen is not None else None


def record_retest(outlet_id: str, matter_id: str, planned_on: date, seen: Retest, at: datetime) -> Entry | None:
    """Record what a retest saw, unless another process has."""

    class _DoneError(Exception):
        """Another process has recorded it."""

    def check(dossier: Dossier) -> None:
        done = dossier.matter(matter_id).all(EntryKind.RETESTED)
        if planned_on.isoformat() in {str(entry.payload["due_on"]) for entry in done}:
            raise _DoneError

    payload = {
        "matters": matter_id,
        "due_on": planned_on,
        "outcome": seen.outcome.value,
        "seen_on": seen.seen_on,
        "met_since": seen.met_since,
    }
    try:
        return add_entry(check, EntryKind.RETESTED, outlet_id, payload, ACTOR, at)
    except _DoneError:
        return None


def grain_of(found: Matter) -> str:
    """Return what a matter's rule is about: an article, the home page, a register, a deadline."""
    grain = rows("select grain from dim_rules where rule_id = ?", [found.rule_id])
    return str(grain[0]["grain"]) if grain else ""
