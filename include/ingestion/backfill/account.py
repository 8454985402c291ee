"""Summarises a backfill of one outlet: what was found, fetched and left, and how far back its sitemaps go."""

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from include.archive.facts import Capture, Interval
from include.archive.index import DayIndex
from include.fetching.causes import HarvestCause
from include.ingestion.backfill.ages import Age
from include.ingestion.backfill.outcomes import article_outcomes
from include.ingestion.backfill.past_items import PastItems, archived_items
from include.ingestion.discovery import discover
from include.outlets.profile import Profile


class State(StrEnum):
    """Why another run cannot complete an interval."""

    TIME_GATE = "time_gate"
    NO_SITEMAP = "no_sitemap"
    SITEMAP_UNREAD = "sitemap_unread"
    TOO_YOUNG = "too_young"


SENTENCES = {
    State.TIME_GATE: "it answers as of past days: trigger ingest_outlets for those days instead",
    State.NO_SITEMAP: "its profile names no sitemap: press outlets discover URL",
    State.SITEMAP_UNREAD: "none of its sitemaps could be read: press outlets check ID",
    State.TOO_YOUNG: "its sitemaps go back no further than {oldest}",
}


@dataclass(frozen=True, slots=True)
class Account:
    """The figures of one outlet and interval.

    Attributes:
        entries: Distinct entries that the sitemaps date within the interval.
        undated: Entries without a date, so that their day is unknown.
        known: Entries that the archive holds from earlier, or that today's own listings name.
        fetched: Entries archived today for the interval.
        refused: Entries that robots.txt forbids.
        failed: Entries whose request failed.
        left_over: Entries for a further run; ``sitemaps_left`` likewise.
        oldest: Oldest day of any entry of the sitemaps that were read.
    """

    outlet_id: str
    from_day: date
    to_day: date
    state: State | None = None
    entries: int = 0
    undated: int = 0
    known: int = 0
    fetched: int = 0
    refused: int = 0
    failed: int = 0
    left_over: int = 0
    sitemaps: int = 0
    sitemaps_left: int = 0
    oldest: date | None = None

    def row(self) -> dict[str, Any]:
        """Return the figures as plain values, for the asset event and the notice."""
        found = asdict(self)
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}

    def sentence(self) -> str:
        """Return the figures as one line of the log."""
        figures = ", ".join(
            f"{name.replace('_', ' ')} {getattr(self, name)}"
            for name in ("entries", "undated", "known", "fetched", "refused", "failed", "left_over", "sitemaps_left")
        )
        why = f"; {SENTENCES[self.state].format(oldest=self.oldest)}" if self.state else ""
        return f"{self.outlet_id}, {self.from_day} to {self.to_day}: {figures}{why}"


def account(profile: Profile, index: DayIndex, interval: Interval, earlier: dict[str, Capture]) -> Account:
    """Return the figures of one interval, read from the archive of the day on which it was asked for.

    Args:
        profile: The outlet.
        index: What the archive knows of that day.
        interval: The past interval.
        earlier: First captures of earlier days, by canonical address.
    """
    past = archived_items(profile, index, [interval])
    own = {item.address for item in discover(profile, index, interval.day).wanted()}
    outcomes = list(article_outcomes(past, index, own, earlier))
    counts = Counter(one.outcome for one in outcomes)
    causes = Counter(one.cause for one in outcomes)
    walk = past.walk
    oldest = min((sitemap.oldest for sitemap in walk.archived.values() if sitemap.oldest), default=None)
    return Account(
        profile.outlet_id,
        interval.from_day,
        interval.to_day,
        state=_state(past, interval, oldest),
        entries=sum(item.cause is None for item in past.items),
        undated=sum(sitemap.undated for sitemap in walk.archived.values()),
        known=counts["unchanged"] + sum(one.outcome == "duplicate" and one.detail is not None for one in outcomes),
        fetched=counts["landed"],
        refused=causes[HarvestCause.ROBOTS_FORBIDS],
        failed=counts["failed"] - causes[HarvestCause.LEFT_OVER],
        left_over=causes[HarvestCause.LEFT_OVER],
        sitemaps=sum(sitemap.cause is None for sitemap in walk.archived.values()),
        sitemaps_left=sum(("backfill_listing", url) not in index.misses for url in walk.lacking),
        oldest=oldest,
    )


def _state(past: PastItems, interval: Interval, oldest: date | None) -> State | None:
    """Return why the interval is not wholly available; an older sitemap that was skipped shows that it goes back."""
    walk = past.walk
    if all(sitemap.cause is not None for sitemap in walk.archived.values()):
        return State.SITEMAP_UNREAD
    goes_back = walk.lacking or Age.OLDER in walk.skipped.values()
    return State.TOO_YOUNG if oldest and oldest > interval.from_day and not goes_back else None
