"""Labelled facts: what people decided of what the readers read, for whoever measures or improves the readers.

A row holds a fact, its excerpt and the label that people gave it; nobody who decided, no outlet and no address.
"""

from collections.abc import Iterator
from typing import Any

from include.ledger.entries import entries
from include.ledger.kinds import EntryKind
from include.review.samples import Seen, items
from include.warehouse.published import rows

LABEL = {
    "confirmed": Seen.NOT_MET,
    "remedied": Seen.NOT_MET,
    "referred": Seen.NOT_MET,
    "dismissed": Seen.MET,
    "withdrawn": Seen.MET,
}
DECIDED = """
    select
        finding_id, rule_id, rule_version_id, cause, observed_value, unit, excerpt, threshold, extractor_version,
        page_sha256, state, finding_date
    from fct_findings
    where state in ('confirmed', 'remedied', 'referred', 'dismissed', 'withdrawn')
    order by finding_date, finding_id
"""
SAMPLED = """
    select finding_id, rule_version_id, cause, observed_value, unit, excerpt, threshold, extractor_version, page_sha256
    from fct_findings where finding_id = ?
"""


def labelled() -> Iterator[dict[str, Any]]:
    """Yield every fact that people have labelled: by a decision on its matter, or in the blind sample."""
    for row in rows(DECIDED):
        yield {**row, "label": LABEL[row.pop("state")].value, "from": "decision", "probability": None}
    chances = {entry.payload["item"]: entry.payload["probability"] for entry in entries(EntryKind.SAMPLE_DRAWN)}
    for asked in items().values():
        said = [str(entry.payload["answer"]) for entry in asked.answers]
        agreed = next((one for one in said if said.count(one) > 1), None)
        if agreed is None:
            continue
        found = rows(SAMPLED, [asked.finding_id]) if asked.finding_id else []
        known = {"rule_id": asked.rule_id, "finding_date": asked.day, "probability": chances[asked.item]}
        yield {**(found[0] if found else {}), **known, "label": agreed, "from": "sample"}
