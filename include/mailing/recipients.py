"""Who receives a report: roles and work addresses from the register of recipients, as it stood on a day."""

from dataclasses import dataclass
from datetime import date

from include.landing import store

EVERY_REPORT = "all"


@dataclass(frozen=True, order=True)
class Recipient:
    """A role with its work address, never a person."""

    recipient_id: str
    role: str
    work_address: str


def recipients_on(report_key: str, day: date, *, with_every_report: bool = True) -> list[Recipient]:
    """Return a report's recipients on a day, in the order of the newest register; first and last day count.

    Args:
        report_key: What the register's column ``report`` says of the report.
        day: Day of issue.
        with_every_report: Whether those who receive every report receive this one too.
    """
    landed = store.days("recipients")
    if not landed:
        return []
    keys = (report_key, EVERY_REPORT) if with_every_report else (report_key,)
    rows = store.read("recipients", days=[landed[-1]]).to_pylist()
    found: dict[str, Recipient] = {}
    for row in sorted(rows, key=lambda row: (row["file_name"], row["row_number"])):
        is_current = row["effective_from"] <= day and (row["effective_to"] is None or day <= row["effective_to"])
        if is_current and row["report"] in keys:
            found.setdefault(row["recipient_id"], Recipient(row["recipient_id"], row["role"], row["work_address"]))
    return list(found.values())
