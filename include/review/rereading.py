"""Reads the pages that a decision rested on again, by the reader of today: what they show now, they showed then.

A page that was changed a little, read by a reader that was corrected meanwhile, would else seem to have been put right.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from include.archive.facts import Capture
from include.archive.index import archived_days, read_index
from include.archive.reader import read
from include.errors import ArchiveError, ProfileError, ReadingError
from include.ledger.kinds import EntryKind
from include.observing.article import observe_article
from include.observing.home_page import observe_home_page
from include.outlets import registry
from include.pages.canonical import article_address
from include.pages.extraction.article import extract_page
from include.pages.page import open_page
from include.pages.version import EXTRACTOR_VERSION
from include.review import cases
from include.review.cases import Finding, Matter
from include.review.context import FactRead, facts_read
from include.review.dossier import MatterRecord
from include.warehouse.published import rows

SEEN = "seen"
ASKED_FOR = "select asks_for from dim_rule_versions where rule_version_id = ? limit 1"

Groups = tuple[frozenset[str], ...]
"""Facts that a rule's version asks for: of each group one is enough."""


def facts_asked_for(rule_version_id: str) -> Groups:
    """Return the facts of a page that a rule's version rests on; none where it rests on something else."""
    asked = rows(ASKED_FOR, [rule_version_id])
    return tuple(frozenset(group.split("|")) for group in str(asked[0]["asks_for"] or "").split()) if asked else ()


def still_stands(noticed: Mapping[str, bool], now: Mapping[str, bool], asked: Groups) -> bool | None:
    """Return whether a page still shows what was noticed of it; nothing where a place that decides cannot be read.

    Args:
        noticed: The facts that decided, each with whether the page showed it.
        now: Those facts that can be read on it now.
        asked: The groups of which one fact is enough; a fact of no group stands alone.
    """
    alone = tuple(frozenset({name}) for name in noticed if not any(name in group for group in asked))
    stands: list[bool | None] = [now.get(name) for name, was_present in noticed.items() if was_present]
    for group in (*asked, *alone):
        missing = [name for name in group if noticed.get(name) is False]
        if missing and not any(now.get(name) for name in group):
            stands.append(True if all(name in now for name in missing) else None)
    return True if True in stands else None if None in stands or not noticed else False


def deciding(finding: Finding, read: Iterable[FactRead], asked: Groups) -> Iterator[FactRead]:
    """Yield the facts that a finding rests on: what was missing of an absence, what was shown of anything else."""
    is_absence, names = finding.first_missing_at is not None, frozenset().union(*asked)
    return (one for one in read if one.observation in names and one.place == SEEN and one.is_present != is_absence)


@dataclass(frozen=True)
class Noticed:
    """What an act rested on: facts, each with whether the page showed it, the pages by hash, and who read them.

    Attributes:
        outlet_id: The outlet.
        facts: The facts that decided.
        hashes: Hashes of the pages.
        versions: Versions of the readers.
        until: Last day of the captures that count.
        asked: The groups of facts of which one is enough.
        url: Address of the page; empty for any of the outlet.
    """

    outlet_id: str
    facts: Mapping[str, bool]
    hashes: frozenset[str]
    versions: frozenset[str]
    until: date
    asked: Groups = ()
    url: str = ""


def noticed_last(found: Matter) -> Noticed | None:
    """Return what the last finding of a matter rests on; nothing once a build has lost the findings."""
    findings = cases.findings_of(found.matter_id)
    if not findings:
        return None
    last = findings[-1]
    read = facts_read(last, last.capture_id, last.last_missing_at or last.captured_at)
    asked = facts_asked_for(found.rule_version_id)
    decided = deciding(last, read, asked)
    return Noticed(
        found.outlet_id,
        {fact.observation: fact.is_present for fact in decided},
        frozenset({last.page_sha256} if last.page_sha256 else ()),
        frozenset({str(last.extractor_version)}),
        max(last.finding_date, found.last_day),
        asked,
    )


def noticed_at(outlet_id: str, record: MatterRecord, facts: Mapping[str, bool], until: date, url: str) -> Noticed:
    """Return what the decisions on a matter rested on of one page, as they keep it."""
    decided = [entry.payload for entry in record.all(EntryKind.DECISION)]
    hashes, versions = (
        frozenset(word for payload in decided for word in str(payload.get(name, "")).split())
        for name in ("page_sha256s", "extractor_versions")
    )
    rule_versions = [str(payload.get("rule_version_id", "")) for payload in decided]
    asked = facts_asked_for(rule_versions[-1]) if rule_versions else ()
    return Noticed(outlet_id, facts, hashes, versions, until, asked, url)


def was_misread(noticed: Noticed) -> bool | None:
    """Return whether a page that was noticed, read again today, does not show what was noticed of it.

    Returns:
        Nothing where no such page can be read any more and the reader is another than the one that read it.
    """
    read_now = [now for capture in _captures(noticed) if (now := _read_again(capture)) is not None]
    stands = [still_stands(noticed.facts, now, noticed.asked) for now in read_now]
    if False in stands:
        return True
    is_same_reader = bool(noticed.facts) and noticed.versions == {str(EXTRACTOR_VERSION)}
    return False if True in stands or is_same_reader else None


def _captures(noticed: Noticed) -> Iterator[Capture]:
    """Yield one capture of each page that was noticed, the newest first."""
    wanted, address = set(noticed.hashes), article_address(noticed.url)
    for day in reversed(archived_days(noticed.outlet_id)):
        if not wanted:
            return
        for capture in read_index(noticed.outlet_id, day).captures if day <= noticed.until else ():
            is_asked = not noticed.url or address in map(article_address, (capture.url, capture.final_url))
            if capture.body_sha256 in wanted and is_asked:
                wanted.discard(capture.body_sha256)
                yield capture


def _read_again(capture: Capture) -> dict[str, bool] | None:
    """Return which facts the reader of today finds on a capture; nothing where it cannot be read any more."""
    try:
        profile = registry.profile(capture.outlet_id)
        page = open_page(read(capture).body, capture.final_url, capture.content_type, profile.legacy_charset)
        if capture.scope == "home_page":
            facts = observe_home_page(page, profile)
        else:
            names = {name for known in registry.profiles().values() for name in known.credit_names}
            facts = observe_article(page, extract_page(page, profile, capture.day), profile, capture.day, names)
    except (ArchiveError, ProfileError, ReadingError):
        return None
    return {str(one.observation): one.is_present for one in facts if one.is_present or one.place == SEEN}
