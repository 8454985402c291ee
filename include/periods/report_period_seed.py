"""Writes the seed ``report_periods``: every period with its days, so that SQL counts the days Python reports on.

Run ``python -m include.periods.report_period_seed`` after a change of ``report_periods.yml``.
"""

import csv
import io
from collections.abc import Iterator
from typing import get_args

from include.periods.report_period import AD_HOC, PeriodKind, ReportPeriod
from include.settings import ROOT

SEED = ROOT / "dbt_project" / "seeds" / "report_periods.csv"
FIRST_YEAR, LAST_YEAR = 2021, 2028
LEFT_OUT: tuple[PeriodKind, ...] = ("weekly", AD_HOC)
COLUMNS = ("period_id", "kind", "label_vi", "starts_on", "ends_before")


def periods() -> Iterator[ReportPeriod]:
    """Yield every period of every kind that is counted in months, in the seed's years, kind by kind."""
    for kind in get_args(PeriodKind):
        if kind in LEFT_OUT:
            continue
        period = ReportPeriod.of(kind, FIRST_YEAR, 1)
        while period.year <= LAST_YEAR:
            yield period
            period = period.following()


def seed_text() -> str:
    """Return the whole seed as CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((p.period_id, p.kind, p.label_vi, p.start, p.end) for p in periods())
    return stream.getvalue()


if __name__ == "__main__":
    SEED.write_text(seed_text(), encoding="utf-8")
