"""Stands in for judging beside: each landed article of this home becomes a verdict that says its title.

Judging by dbt has tests of its own; what is asked here is which landing each side is judged from.
"""

import sys
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq

from include.landing import store
from include.settings import settings
from include.warehouse.beside import VERDICTS


def main(first: date, last: date) -> None:
    """Write the verdicts of some days."""
    rows = [row for row in store.read("articles").to_pylist() if first <= row["day"] <= last]
    verdicts = [
        {"outlet_id": row["outlet_id"], "rule_id": row["article_id"], "rule_version_id": "-", "status": row["title"],
         "strength": "duty", "cause": None, "verdict_date": row["day"]}
        for row in rows
    ]  # fmt: skip
    names = ("outlet_id", "rule_id", "rule_version_id", "status", "strength", "cause")
    shape = pa.schema([*((name, pa.string()) for name in names), ("verdict_date", pa.date32())])
    pq.write_table(pa.Table.from_pylist(verdicts, schema=shape), settings().home / VERDICTS)


if __name__ == "__main__":
    main(date.fromisoformat(sys.argv[2]), date.fromisoformat(sys.argv[3]))
