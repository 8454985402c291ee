"""Chains of reprints: of all originals of one reprint, the earliest licensed one, and the source both may print.

Resolved over every partition whose window touches the days in hand, so the order of days never changes the outcome.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from include.classification.lists import Agreements, Licences
from include.classification.reprints.window import WINDOW_DAYS
from include.landing import store
from include.periods.days import local_day

TABLE = "reprints"


def _day_of(instant: datetime | None) -> date | None:
    """Return the local day of an instant, if there is one."""
    return local_day(instant) if instant else None


def _rank(row: dict[str, Any]) -> tuple[str, str]:
    """Order originals by time, unknown times last, ids breaking ties."""
    at = row["original_published_at"]
    return (at.isoformat() if at else "~", row["original_article_id"])


def _is_true_original(row: dict[str, Any], licences: Licences) -> bool:
    """Return whether a row's original may be the one that was reprinted."""
    held = licences.covers(row["original_outlet_id"], _day_of(row["original_published_at"]))
    return row["direction"] == "known" and held


def resolve(rows: Sequence[dict[str, Any]], licences: Licences, agreements: Agreements) -> list[dict[str, Any]]:
    """Return the rows with the earliest licensed original of each reprint marked, and sources by agreement named.

    Args:
        rows: Rows of reprints, of every partition that could hold an original of the same reprints.
        licences: Who held a licence when.
        agreements: Whose articles an outlet may print.
    """
    by_reprint: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_reprint.setdefault(row["reprint_article_id"], []).append(row)
    resolved = []
    for row in rows:
        siblings = by_reprint[row["reprint_article_id"]]
        is_by_agreement = row["shared_origin"] in {other["original_article_id"] for other in siblings}
        found = None if is_by_agreement else row["shared_origin"]
        origin = found or _agreed_source(row, siblings, by_reprint, agreements)
        resolved.append({**row, "shared_origin": origin, "is_earliest_original": False})
    for reprint in sorted(by_reprint):
        here = [row for row in resolved if row["reprint_article_id"] == reprint]
        true = [row for row in here if not row["shared_origin"] and _is_true_original(row, licences)]
        if true:
            min(true, key=_rank)["is_earliest_original"] = True
    return resolved


def _agreed_source(
    row: dict[str, Any],
    siblings: Sequence[dict[str, Any]],
    by_reprint: dict[str, list[dict[str, Any]]],
    agreements: Agreements,
) -> str | None:
    """Return the earlier article that both print and that the reprinting outlet may print by agreement."""
    of_original = {other["original_article_id"] for other in by_reprint.get(row["original_article_id"], [])}
    for other in sorted(siblings, key=_rank):
        if other["original_article_id"] in of_original and other["direction"] == "known":
            day = _day_of(other["original_published_at"])
            if agreements.allow(row["reprint_outlet_id"], other["original_outlet_id"], day):
                return str(other["original_article_id"])
    return None


def _is_near(day: date, touched: Sequence[date], windows: int) -> bool:
    """Return whether a day lies within so many windows of one of the days touched."""
    return any(abs(day - other) <= timedelta(days=WINDOW_DAYS * windows) for other in touched)


def resolve_days(days: Iterable[date], licences: Licences, agreements: Agreements) -> int:
    """Resolve the chains of every stored partition near some days; returns how many partitions changed."""
    touched = list(days)
    stored = {d: store.read(TABLE, [d]).to_pylist() for d in store.days(TABLE) if _is_near(d, touched, 3)}
    resolved: dict[date, list[dict[str, Any]]] = {day: [] for day in stored}
    for row in resolve([row for rows in stored.values() for row in rows], licences, agreements):
        resolved[row["day"]].append(row)
    changed = [d for d, rows in resolved.items() if rows != stored[d] and _is_near(d, touched, 1)]
    for day in changed:
        store.write(TABLE, day, resolved[day])
    return len(changed)
