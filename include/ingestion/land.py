"""Builds the landing of one outlet's day from the archive alone: captures, harvests, articles, observations.

The same archive and profile give the same rows, on any computer, at any time, without the network.
"""

from collections import Counter
from dataclasses import fields, replace
from datetime import date
from typing import Any

from include.archive.facts import ARTICLE_SCOPES, Capture, Scope
from include.archive.index import DayIndex, read_index
from include.articles.identity import article_id
from include.fetching.causes import HarvestCause
from include.ingestion.backfill.outcomes import article_outcomes, sitemap_outcomes
from include.ingestion.backfill.past_items import archived_items, backfill_row
from include.ingestion.discovery import FIRST_SIGHT_DAYS, Discovery, Item, declared_listings, discover
from include.ingestion.history import History, add_captures
from include.ingestion.reading import ReadPage, credit_names, read_article, read_home_page
from include.ingestion.versions import Rechecked, VersionReader
from include.landing import store
from include.outlets.profile import Profile
from include.pages.canonical import article_address

Row = dict[str, Any]
# harvests last: it closes the day for readers
TABLES = ("captures", "articles", "article_backfills", "article_revisions", "observations", "harvests")
_ARCHIVE_ONLY = ("etag", "last_modified", "warc_bytes")
_CAPTURE_COLUMNS = tuple(field.name for field in fields(Capture) if field.name not in _ARCHIVE_ONLY)
SPARSE = ("article_backfills", "article_revisions")  # no partition where there is no row


class DayLanding:
    """The rows of one outlet's day, gathered from its archive.

    Args:
        profile: The outlet.
        day: The day.
        history: What is known of the articles of earlier days.
    """

    def __init__(self, profile: Profile, day: date, history: History) -> None:
        """Read the day's index and what its listings name."""
        self._profile = profile
        self._day = day
        self._first_captures = history.first_captures
        self._index: DayIndex = read_index(profile.outlet_id, day)
        self._found: Discovery = discover(profile, self._index, day)
        self._names = credit_names()
        self._rechecked = list(VersionReader(profile, history, self._names).read(self._index))
        self._versions = {found.address: found for found in self._rechecked if found.page}
        self._landed: set[str] = set()
        self._charsets: dict[str, str] = {}
        self.rows: dict[str, list[Row]] = {name: [] for name in TABLES}

    def gather(self) -> dict[str, list[Row]]:
        """Return the rows of every table."""
        self._home_page()
        self._listings()
        self._articles()
        self._rechecks()
        self._past()
        for capture in self._index.captures:
            row = {name: getattr(capture, name) for name in _CAPTURE_COLUMNS}
            self.rows["captures"].append({**row, "charset": self._charsets.get(capture.capture_id)})
        return self.rows

    def _home_page(self) -> None:
        """Add the home page of the day and what was seen on it."""
        address = self._profile.home_page
        capture = self._index.latest("home_page", address)
        if capture is None:
            self._failed("home_page", address)
            return
        page = read_home_page(capture, self._profile)
        self._take(page, "home_page", address, capture)

    def _listings(self) -> None:
        """Add every listing that was declared, and those that others point to."""
        nested = {c.url for c in self._index.of_scope("listing")}
        nested |= {url for scope, url in self._index.misses if scope == "listing"}
        declared = declared_listings(self._profile)
        for address in [*declared, *sorted(nested - set(declared))]:
            capture = self._index.latest("listing", address)
            if capture is None:
                self._failed("listing", address)
            elif address in self._found.troubles:
                cause, detail = self._found.troubles[address]
                self._harvest("listing", address, "failed", cause, detail, capture)
            else:
                note = self._found.notes.get(address)
                self._harvest("listing", address, "landed", None, note, capture)

    def _articles(self) -> None:
        """Add every entry of the day's listings, where it ended, and the articles that landed."""
        captured: dict[str, Capture] = {}
        for capture in self._index.of_scope("article"):
            captured[article_address(capture.url)] = capture
        known = dict(self._first_captures)
        add_captures(known, self._index)
        for item in self._found.items:
            if item.cause is not None:
                self._harvest("article", item.address, item.cause.outcome, item.cause, None, None)
            elif item.address in self._versions:
                self._version(self._versions.pop(item.address))
            elif item.address in captured:
                self._article(item, captured[item.address])
            elif item.address in known and ("article", item.url) not in self._index.misses:
                earlier = known[item.address]
                self._harvest("article", item.address, "unchanged", HarvestCause.ALREADY_CAPTURED, None, earlier)
            else:
                self._failed("article", item.address, item.url)
        for listing, number in self._found.older.items():  # one row a listing: sitemaps name tens of thousands
            detail = f"{number} entries dated more than {FIRST_SIGHT_DAYS} days earlier were left."
            self._harvest("article", f"{listing}#older", "discarded", HarvestCause.DATED_EARLIER, detail, None)

    def _rechecks(self) -> None:
        """Add every earlier article that was asked for again, and the further versions that no listing named."""
        for found in list(self._versions.values()):
            self._version(found)
        for found in self._rechecked:
            self._harvest("recheck", found.address, found.outcome, found.cause, found.detail, found.capture)
            self.rows["harvests"][-1]["seen_at"] = found.seen_at
            self.rows["observations"] += found.observations

    def _past(self) -> None:
        """Add the sitemaps and the entries of past intervals that were asked for, and the articles that landed."""
        past = archived_items(self._profile, self._index)
        own = {item.address for item in self._found.wanted()}
        for found in (
            *sitemap_outcomes(past, self._index),
            *article_outcomes(past, self._index, own, self._first_captures),
        ):
            if found.item is None or found.capture is None:
                self._harvest(found.scope, found.address, found.outcome, found.cause, found.detail, found.capture)
                continue
            before = len(self.rows["articles"])
            self._article(found.item, found.capture, found.scope)
            for row in self.rows["articles"][before:]:
                self.rows["article_backfills"].append(backfill_row(row, found.item, past))

    def _version(self, found: Rechecked) -> None:
        """Add a further version of an earlier article."""
        if found.page is not None and found.capture is not None:
            self._take(found.page, "article", found.address, found.capture)
            self.rows["article_revisions"] += [found.revision] if found.revision else []

    def _article(self, item: Item, capture: Capture, scope: Scope = "article") -> None:
        """Add one article that was captured; whatever it was asked for, its page is read as any article's."""
        page = read_article(replace(capture, scope="article"), item, self._profile, self._names)
        identity = page.article["article_id"] if page.article else ""
        if identity and identity in self._landed:
            self._harvest(scope, item.address, "duplicate", HarvestCause.SAME_ADDRESS, None, capture)
            return
        self._landed.add(identity)
        self._take(page, scope, item.address, capture)

    def _take(self, page: ReadPage, scope: str, address: str, capture: Capture) -> None:
        """Add the rows read from a page, or the cause why nothing was read."""
        if page.cause is not None:
            self._harvest(scope, address, page.cause.outcome, page.cause, page.detail, capture)
            return
        self._charsets[capture.capture_id] = page.charset
        if page.article is not None:
            self.rows["articles"].append(page.article)
        self.rows["observations"] += page.observations
        self._harvest(scope, address, "landed", None, None, capture, page.article)

    def _failed(self, scope: Scope, address: str, url: str | None = None) -> None:
        """Add a harvest that failed: what should have been seen and was not."""
        missed = self._index.misses.get((scope, url or address))
        if missed is None:
            self._harvest(scope, address, "failed", HarvestCause.NEVER_ASKED, None, None)
            return
        cause = HarvestCause(missed.cause)
        outcome = cause.outcome if scope == "article" else "failed"
        self._harvest(scope, address, outcome, cause, missed.detail, None)

    def _harvest(
        self,
        scope: str,
        address: str,
        outcome: str,
        cause: HarvestCause | None,
        detail: str | None,
        capture: Capture | None,
        article: Row | None = None,
    ) -> None:
        """Add one row of harvests."""
        identity = article["article_id"] if article else None
        if scope == "recheck" or (scope in ARTICLE_SCOPES and outcome == "unchanged"):
            identity = article_id(self._profile.outlet_id, address)
        self.rows["harvests"].append(
            {
                "outlet_id": self._profile.outlet_id,
                "scope": scope,
                "address": address,
                "outcome": outcome,
                "cause": cause,
                "detail": detail or None,
                "capture_id": capture.capture_id if capture else None,
                "article_id": identity,
                "is_our_failure": outcome == "failed" and cause is not None and cause.is_ours,
                "day": self._day,
                "seen_at": None,
            }
        )


def land_day(profile: Profile, day: date, history: History) -> Counter[str]:
    """Replace the landing of one outlet's day from its archive, and count the outcomes of its articles.

    Args:
        profile: The outlet.
        day: Local day.
        history: Articles of earlier days, so that rechecks are recognised.

    Returns:
        Articles by outcome, with ``discovered``, ``backfilled``, ``captures``, and failed listings and home pages.
    """
    rows = DayLanding(profile, day, history).gather()
    for name in TABLES:
        if rows[name] or name not in SPARSE:
            store.write(name, day, rows[name], profile.outlet_id)
        else:
            store.remove(name, day, profile.outlet_id)
    counts = Counter(row["outcome"] for row in rows["harvests"] if row["scope"] == "article")
    counts["discovered"] = sum(counts.values())
    counts["backfilled"] = len(rows["article_backfills"])
    counts["captures"] = len(rows["captures"])
    counts["listings_failed"] = sum(r["scope"] == "listing" and r["outcome"] == "failed" for r in rows["harvests"])
    counts["home_pages_failed"] = sum(r["scope"] == "home_page" and r["outcome"] == "failed" for r in rows["harvests"])
    return counts
