"""Proves that nothing disappeared: the two equations of each outlet's day, who is missing, how much was seen.

discovered = landed + unchanged + duplicate + discarded + failed; landed = admitted + quarantined. Articles of a past
interval that landed beside the day's own are counted in the second equation alone.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from include.errors import ReconciliationError
from include.landing import store
from include.settings import settings

logger = logging.getLogger(__name__)
OUTCOMES = ("landed", "unchanged", "duplicate", "discarded", "failed")
OWN = ("home_page", "listing", "article")  # what was asked again, or for a past interval, is no part of the day
SHOULD_BE_SEEN = ("landed", "unchanged", "failed")
Key = tuple[str, date]


@dataclass(frozen=True, slots=True)
class OutletDay:
    """The counts of one outlet's day.

    ``observed_share`` is, of listings, home page and articles that should have been seen, the share that was.
    ``backfilled`` counts articles of a past interval that landed beside the day's own; they are in no other count but
    that of the admitted and quarantined.
    """

    outlet_id: str
    day: date
    discovered: int
    outcomes: dict[str, int]
    observed_share: float
    main_cause: str | None
    admitted: int | None = None
    quarantined: int | None = None
    backfilled: int = 0

    @property
    def is_covered(self) -> bool:
        """Whether enough was seen for the day to be judged."""
        return self.observed_share >= settings().observed_share_minimum


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The outcome of a run over outlets and days: all that was harvested, and who was expected and not seen."""

    outlet_days: tuple[OutletDay, ...]
    silent: tuple[Key, ...]

    @property
    def shortfalls(self) -> tuple[OutletDay, ...]:
        """The outlet days of which too little was seen."""
        return tuple(found for found in self.outlet_days if not found.is_covered)

    @property
    def is_covered(self) -> bool:
        """Whether every expected outlet day was harvested and seen enough of."""
        return not self.silent and not self.shortfalls

    @property
    def coverage(self) -> float:
        """The share of expected outlet days of which enough was seen; 1 when none was expected."""
        expected = len(self.outlet_days) + len(self.silent)
        return (len(self.outlet_days) - len(self.shortfalls)) / expected if expected else 1.0

    def record(self) -> dict[str, Any]:
        """Return the counts, the silent and the short outlet days, as JSON holds them."""
        return {
            "counts": self.summary(),
            "silent": [{"outlet_id": outlet_id, "day": day.isoformat()} for outlet_id, day in self.silent],
            "short": [
                {
                    "outlet_id": found.outlet_id,
                    "day": found.day.isoformat(),
                    "observed_share": found.observed_share,
                    "main_cause": found.main_cause,
                }
                for found in self.shortfalls
            ],
        }

    def summary(self) -> dict[str, Any]:
        """Return the counts of the run, for logs and asset events."""
        totals: Counter[str] = Counter()
        for found in self.outlet_days:
            totals.update(found.outcomes)
        return {
            "outlet_days": len(self.outlet_days),
            "silent": len(self.silent),
            "short": len(self.shortfalls),
            "coverage": round(self.coverage, 4),
            "discovered": sum(found.discovered for found in self.outlet_days),
            "backfilled": sum(found.backfilled for found in self.outlet_days),
            **{outcome: totals[outcome] for outcome in OUTCOMES},
        }


def reconcile(outlet_ids: Sequence[str], days: Sequence[date]) -> Reconciliation:
    """Return the counts of each outlet and day, after checking that they agree.

    Args:
        outlet_ids: Outlets that were expected.
        days: Days that were expected.

    Raises:
        ReconciliationError: No outlet was expected, or the counts of an outlet's day contradict each other.
    """
    if not outlet_ids or not days:
        raise ReconciliationError("Nobody was expected: the list of outlets or days is empty.", hint="Check profiles.")
    harvests = _by_outlet_day("harvests", outlet_ids, days, ["outlet_id", "day", "scope", "outcome", "cause"])
    articles = _by_outlet_day("articles", outlet_ids, days, ["outlet_id", "day", "article_id"])
    admissions = _by_outlet_day("admissions", outlet_ids, days, ["outlet_id", "day", "status"])
    admissions = {key: rows for key, rows in admissions.items() if not _is_stale(key)}
    expected = [(outlet_id, day) for outlet_id in outlet_ids for day in days]
    seen = [
        _outlet_day(key, harvests[key], len(articles[key]), admissions.get(key)) for key in expected if key in harvests
    ]
    found = Reconciliation(tuple(seen), tuple(key for key in expected if key not in harvests))
    for outlet_id, day in found.silent:
        logger.warning("%s was expected on %s and not seen", outlet_id, day)
    logger.info("reconciliation: %s", ", ".join(f"{name} {value}" for name, value in found.summary().items()))
    return found


def _by_outlet_day(
    table: str, outlet_ids: Sequence[str], days: Sequence[date], columns: list[str]
) -> dict[Key, list[dict[str, Any]]]:
    """Return a table's rows by outlet and day."""
    grouped: dict[Key, list[dict[str, Any]]] = defaultdict(list)
    for row in store.read(table, days=days, parts=outlet_ids, columns=columns).to_pylist():
        grouped[row["outlet_id"], row["day"]].append(row)
    return grouped


def _is_stale(key: Key) -> bool:
    """Return whether an outlet's day was landed again after it was last admitted, so that its gate is still to come."""
    articles, admissions = (store.find(name, key[1], key[0]) for name in ("articles", "admissions"))
    return articles is not None and admissions is not None and admissions.written_ns < articles.written_ns


def _outlet_day(
    key: Key, harvests: list[dict[str, Any]], articles: int, admissions: list[dict[str, Any]] | None
) -> OutletDay:
    """Return one outlet's day, or raise when its counts contradict each other."""
    backfilled = sum(row["scope"] == "backfill_article" and row["outcome"] == "landed" for row in harvests)
    harvests = [row for row in harvests if row["scope"] in OWN]
    listed = [row for row in harvests if row["scope"] == "article"]
    outcomes = Counter(str(row["outcome"]) for row in listed)
    if set(outcomes) - set(OUTCOMES):
        raise _contradiction(key, f"unknown outcomes {sorted(set(outcomes) - set(OUTCOMES))}")
    if outcomes["landed"] + backfilled != articles:
        raise _contradiction(key, f"{outcomes['landed'] + backfilled} articles were harvested and {articles} landed")
    admitted = quarantined = None
    if admissions is not None:
        statuses = Counter(row["status"] for row in admissions)
        admitted, quarantined = statuses["admitted"], statuses["quarantined"]
        if admitted + quarantined != articles:
            raise _contradiction(key, f"{articles} landed, {admitted} admitted and {quarantined} quarantined")
    counts = {outcome: outcomes[outcome] for outcome in OUTCOMES}
    share, cause = _share(harvests), _main_cause(harvests)
    return OutletDay(*key, len(listed), counts, share, cause, admitted, quarantined, backfilled)


def _share(harvests: Iterable[dict[str, Any]]) -> float:
    """Return the share that was seen of what should have been."""
    outcomes = Counter(row["outcome"] for row in harvests)
    expected = sum(outcomes[outcome] for outcome in SHOULD_BE_SEEN)
    return 1 - outcomes["failed"] / expected if expected else 1.0


def _main_cause(harvests: Iterable[dict[str, Any]]) -> str | None:
    """Return the most frequent cause of failure, the first by name among equals."""
    causes = Counter(str(row["cause"]) for row in harvests if row["outcome"] == "failed")
    return min(causes, key=lambda cause: (-causes[cause], cause)) if causes else None


def _contradiction(key: Key, what: str) -> ReconciliationError:
    """Return the error that names outlet, day and contradiction."""
    return ReconciliationError(
        f"{key[0]} on {key[1].isoformat()}: {what}.", hint="Run the day again; see docs/runbooks/ingest_outlets.md."
    )
