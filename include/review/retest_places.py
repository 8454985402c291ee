"""The articles that a retest asks for again, and what their pages show since.

An article's place is a page of its own, which no later day's verdict speaks of. Its outlet is asked for the page again;
what the page lacked or showed when it was noticed is compared with what is read of it then. A page that is gone, that
holds another article, or whose place cannot be read says nothing: it is ``not_checkable``, and nobody is asked to
remove anything.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from include.archive.index import archived_days, read_index
from include.landing import store
from include.ledger.entries import Entry
from include.ledger.kinds import EntryKind
from include.outlets import registry
from include.pages.canonical import article_address
from include.periods.days import local_day
from include.review import cases, retests
from include.review.board import Board, board
from include.review.cases import Matter
from include.review.context import facts_read
from include.review.dossier import Dossier, MatterRecord, add_entry
from include.review.rereading import SEEN, Noticed, deciding, facts_asked_for, noticed_at, still_stands, was_misread
from include.review.retests import ACTOR, Retest, RetestOutcome, due_on, record_retest, retest
from include.warehouse.published import rows

WAITED = timedelta(days=7)  # for the day of the answer to be landed; later than that nothing can be said
ARTICLE_GRAIN = "article"
READABLE = ("landed", "unchanged")
ADDRESS = "select canonical_url from fct_articles where article_id = ?"


@dataclass(frozen=True)
class DueRetest:
    """A matter whose articles are to be asked for again: by address, the facts that decide, and how each stood."""

    matter: Matter
    due_on: date
    places: Mapping[str, Mapping[str, bool]]


def due(at: datetime) -> list[DueRetest]:
    """Return the matters on articles whose retest is due and whose pages were not asked for since."""
    known, today = board(), local_day(at)
    wanted = []
    for found in cases.matters():
        record = known.record(found.outlet_id, found.matter_id)
        day = due_on(record, today)
        if day is not None and asked_on(record, day) is None and retests.grain_of(found) == ARTICLE_GRAIN:
            wanted.append(DueRetest(found, day, places_of(found) or places_noticed(record)))
    return wanted


def places_noticed(record: MatterRecord) -> dict[str, dict[str, bool]]:
    """Return the places of a matter as its newest notice kept them: a build may have lost its findings since."""
    drafted = record.newest(EntryKind.NOTICE_DRAFTED)
    return dict((drafted.payload.get("places") or {}).get(record.matter_id, {})) if drafted else {}


def asked_on(record: MatterRecord, due_day: date) -> Entry | None:
    """Return the entry that says that the pages of a retest were asked for; nothing when they were not."""
    asked = record.all(EntryKind.RETEST_ASKED)
    return next((entry for entry in asked if entry.payload["due_on"] == due_day.isoformat()), None)


def places_of(found: Matter) -> dict[str, dict[str, bool]]:
    """Return the addresses of a matter's articles, each with the facts its finding rests on as they were read."""
    asked = facts_asked_for(found.rule_version_id)
    places: dict[str, dict[str, bool]] = {}
    for finding in cases.findings_of(found.matter_id):
        address = rows(ADDRESS, [finding.article_id]) if finding.article_id else []
        if address:
            read = facts_read(finding, finding.capture_id, finding.last_missing_at or finding.captured_at)
            places[address[0]["canonical_url"]] = {
                fact.observation: fact.is_present for fact in deciding(finding, read, asked)
            }
    return places


def addresses(wanted: Iterable[DueRetest]) -> dict[str, list[str]]:
    """Return the addresses to be asked for, by outlet."""
    found: dict[str, list[str]] = {}
    for one in wanted:
        found.setdefault(one.matter.outlet_id, []).extend(one.places)
    return {outlet_id: list(dict.fromkeys(urls)) for outlet_id, urls in found.items() if urls}


def note_asked(wanted: Iterable[DueRetest], at: datetime, outlet_ids: Collection[str]) -> int:
    """Record that the pages of matters were asked for, once each; return how many.

    Args:
        wanted: The matters.
        at: The present instant.
        outlet_ids: The outlets that were asked. The others are asked again by the next run, but for those that are
            no longer followed and matters without a page, of which nothing will be known.
    """
    followed = {profile.outlet_id for profile in registry.followed()}
    return sum(
        _note(one, at)
        for one in wanted
        if one.matter.outlet_id in outlet_ids or one.matter.outlet_id not in followed or not one.places
    )


def _note(one: DueRetest, at: datetime) -> bool:
    """Record that one matter's pages were asked for; return whether nobody had."""

    class _DoneError(Exception):
        """Another process has recorded it."""

    def check(dossier: Dossier) -> None:
        if asked_on(dossier.matter(one.matter.matter_id), one.due_on) is not None:
            raise _DoneError

    places = {url: dict(facts) for url, facts in one.places.items()}
    payload = {"matters": one.matter.matter_id, "due_on": one.due_on, "places": places}
    try:
        add_entry(check, EntryKind.RETEST_ASKED, one.matter.outlet_id, payload, ACTOR, at)
    except _DoneError:
        return False
    return True


def judge_places(outlet_id: str, record: MatterRecord, asked: Entry, at: datetime) -> Retest | None:
    """Return what the pages of a retest show since they were asked for; nothing while their day is not landed.

    Put right is a matter whose every page shows it, in bytes that came after its notice. Not put right is one of which
    any page shows that it is not. Where the noticed bytes, read again today, show it already, we had misread them.
    """
    day, places = local_day(asked.recorded_at), asked.payload["places"]
    landed = _landed(outlet_id, day)
    if not landed and at - asked.recorded_at < WAITED:
        return None
    outcomes = set()
    for url, facts in places.items():
        of_page = url if len(places) > 1 else ""
        noticed = noticed_at(outlet_id, record, facts, _noticed_on(record, day), of_page)
        again = _again(landed.get(article_address(url)), noticed, day)
        if again is not None and again.outcome is RetestOutcome.REMEDIED:
            again = _compared(again, noticed)
        outcomes.add(again.outcome if again else RetestOutcome.NOT_CHECKABLE)
    for worst in (RetestOutcome.NOT_REMEDIED, RetestOutcome.MISREAD):
        if worst in outcomes:
            return Retest(worst, day)
    if outcomes == {RetestOutcome.REMEDIED}:
        return Retest(RetestOutcome.REMEDIED, day, day)
    return Retest(RetestOutcome.NOT_CHECKABLE, day if landed else None)


def _noticed_on(record: MatterRecord, day: date) -> date:
    """Return the day on which a matter was noticed; the day of the retest where no notice is known."""
    drafted = record.newest(EntryKind.NOTICE_DRAFTED)
    return local_day(drafted.recorded_at) if drafted else day


def _landed(outlet_id: str, day: date) -> dict[str, str]:
    """Return by address which capture shows each page that was asked for again on a day, once the day is landed.

    A page that could not be read as the same article stands with no capture.
    """
    columns = ["outlet_id", "scope", "address", "outcome", "capture_id"]
    found = store.read("harvests", [day], columns=columns).to_pylist()
    again = [row for row in found if row["outlet_id"] == outlet_id and row["scope"] == "recheck"]
    return {row["address"]: (row["capture_id"] or "") if row["outcome"] in READABLE else "" for row in again}


def _again(capture_id: str | None, noticed: Noticed, day: date) -> Retest | None:
    """Return what one page shows since: whether what was noticed of it still stands; nothing where that is unread."""
    captured = _day_of(noticed.outlet_id, capture_id, day) if capture_id and noticed.facts else None
    if captured is None:
        return None
    days = sorted({captured, captured + timedelta(days=1)})
    columns = ["capture_id", "observation", "place", "is_present"]
    read = [
        row for row in store.read("observations", days, columns=columns).to_pylist() if row["capture_id"] == capture_id
    ]
    now = {row["observation"]: bool(row["is_present"]) for row in read if row["is_present"] or row["place"] == SEEN}
    stands = still_stands(noticed.facts, now, noticed.asked)
    if stands is None:
        return None
    return Retest(RetestOutcome.NOT_REMEDIED if stands else RetestOutcome.REMEDIED, captured)


def _compared(again: Retest, noticed: Noticed) -> Retest | None:
    """Return what it means that a page reads otherwise than it was noticed; nothing where that cannot be known."""
    misread = was_misread(noticed)
    if misread:
        return Retest(RetestOutcome.MISREAD, again.seen_on)
    is_later = again.seen_on is not None and again.seen_on > noticed.until
    return again if misread is False and is_later else None


def _day_of(outlet_id: str, capture_id: str, day: date) -> date | None:
    """Return the day of a capture, the newest first; nothing when the archive has none of that id."""
    earlier: Sequence[date] = [one for one in archived_days(outlet_id) if one <= day]
    for one in reversed(earlier):
        if any(capture.capture_id == capture_id for capture in read_index(outlet_id, one).captures):
            return one
    return None


def retest_due(at: datetime) -> dict[str, int]:
    """Retest every matter whose retest is due by an instant; return how many were due or waited, and were retested."""
    known, today = board(), local_day(at)
    due_now = [
        (found, day)
        for found in cases.matters()
        if (day := due_on(known.record(found.outlet_id, found.matter_id), today)) is not None
        and retests.grain_of(found) != ARTICLE_GRAIN
    ]
    done = [entry for found, day in due_now if (entry := retest(found, day, at)) is not None]
    waiting = list(_waiting(known))
    judged = [entry for one in waiting if (entry := _retest_article(*one, at)) is not None]
    return {"due": len(due_now) + len(waiting), "retested": len(done) + len(judged)}


def _waiting(known: Board) -> Iterator[tuple[str, MatterRecord, Entry]]:
    """Yield the matters whose articles were asked for again and of which nothing was recorded since.

    They are found in the ledger: once its page shows what it lacked, a matter no longer stands in the published copy.
    """
    for dossier in known.dossiers():
        for record in list(dossier.matters.values()):
            asked, seen = record.newest(EntryKind.RETEST_ASKED), record.newest(EntryKind.RETESTED)
            if asked is not None and (seen is None or seen.sequence < asked.sequence):
                yield dossier.outlet_id, record, asked


def _retest_article(outlet_id: str, record: MatterRecord, asked: Entry, at: datetime) -> Entry | None:
    """Record what the pages of a matter show since they were asked for; nothing while that is unknown."""
    seen = judge_places(outlet_id, record, asked, at)
    planned_on = date.fromisoformat(asked.payload["due_on"])
    return record_retest(outlet_id, record.matter_id, planned_on, seen, at) if seen is not None else None
