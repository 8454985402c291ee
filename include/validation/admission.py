"""Turns failed expectations into admissions and quarantined records, and applies people's decisions on them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from include.landing import store
from include.quarantine.actions import QuarantineAction, instant
from include.quarantine.records import QuarantinedRecord, replace_records
from include.validation.expectations import Outcome
from include.validation.suite import RowExpectation

if TYPE_CHECKING:
    import pandas

PAYLOAD = ("url", "canonical_url", "title", "section", "language", "extractor", "published_at", "text_characters")


@dataclass
class OutletDay:
    """Admissions and quarantined records of one outlet's articles of one day."""

    outlet_id: str
    day: date
    admissions: list[dict[str, Any]] = field(default_factory=list)
    records: list[QuarantinedRecord] = field(default_factory=list)

    @property
    def quarantined(self) -> int:
        """Number of articles that are quarantined."""
        return sum(row["status"] == "quarantined" for row in self.admissions)

    def write(self) -> None:
        """Replace admissions and quarantine of this outlet and day; the quarantine first, since admissions name it."""
        replace_records(self.day, self.outlet_id, self.records)
        store.write("admissions", self.day, self.admissions, self.outlet_id)

    def withhold(self) -> None:
        """Remove admissions and quarantine of this outlet and day, so that nothing of it passes."""
        store.remove("admissions", self.day, self.outlet_id)
        store.remove("quarantined_records", self.day, self.outlet_id)


def failures_by_row(outcomes: Sequence[Outcome]) -> dict[int, list[RowExpectation]]:
    """Return the expectations that each row failed, in their declared order."""
    failures: dict[int, list[RowExpectation]] = {}
    for outcome in outcomes:
        for row in outcome.failed:
            failures.setdefault(row, []).append(outcome.expectation)
    return failures


def _shown(value: Any) -> Any:
    """Return a value for evidence and payload: no pandas type, instants in ISO 8601."""
    if value is None or value != value:  # NaN and NaT differ from themselves
        return None
    return value.isoformat() if isinstance(value, datetime | date) else value


def _said(value: Any) -> str:
    """Return a value as the evidence prints it."""
    shown = _shown(value)
    return "nothing" if shown is None else repr(shown)


def _record(row: Mapping[str, Any], failures: Sequence[RowExpectation]) -> QuarantinedRecord:
    """Return one article as a quarantined record; the first failure names it, the evidence holds all."""
    said = "; ".join(f"{e.reason}: expected that {e.sentence}, found {_said(row[e.column])}" for e in failures)
    return QuarantinedRecord(
        record_table="articles",
        record_key=f"{row['article_id']}/{row['capture_id']}",
        reason=failures[0].reason,
        evidence=said,
        payload={name: _shown(row[name]) for name in PAYLOAD},
        owner="data_engineer",
        day=row["day"],
        outlet_id=row["outlet_id"],
    )


def _admission(
    row: Mapping[str, Any], record: QuarantinedRecord | None, actions_by_id: Mapping[str, QuarantineAction]
) -> dict[str, Any]:
    """Return one article's admission, after the decision of a person where there is one."""
    action = actions_by_id.get(record.quarantine_id) if record else None
    passes = record is None or (action is not None and action.action in ("release", "repair"))
    return {
        "article_id": row["article_id"],
        "capture_id": row["capture_id"],
        "outlet_id": row["outlet_id"],
        "status": "admitted" if passes else "quarantined",
        "quarantine_id": None if passes or record is None else record.quarantine_id,
        "repaired_published_at": instant(action.repair.get("published_at", "")) if passes and action else None,
        "day": row["day"],
    }


def decide(
    frame: "pandas.DataFrame",
    failures: Mapping[int, Sequence[RowExpectation]],
    actions_by_id: Mapping[str, QuarantineAction],
    parts: Iterable[tuple[str, date]],
) -> dict[tuple[str, date], OutletDay]:
    """Return admissions and quarantined records of every outlet and day.

    Args:
        frame: Facts of all articles, by position.
        failures: Failed expectations by position.
        actions_by_id: The latest action by quarantine id.
        parts: Every outlet and day that landed, also those with no row.
    """
    decided = {part: OutletDay(*part) for part in parts}
    rows: list[dict[str, Any]] = frame.to_dict("records")  # type: ignore[assignment]
    for position, row in enumerate(rows):
        failed = failures.get(position)
        record = _record(row, failed) if failed else None
        batch = decided[(row["outlet_id"], row["day"])]
        batch.admissions.append(_admission(row, record, actions_by_id))
        if record:
            batch.records.append(record)
    return decided
