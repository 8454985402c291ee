"""The catalogue is landed as it stands, entry by entry."""

import json
from datetime import date
from pathlib import Path

from include.landing import store
from include.warehouse.catalogue import land_catalogue

DAY = date(2026, 11, 16)


def test_every_rule_measure_and_version_is_an_entry(home: Path) -> None:
    counted = land_catalogue(DAY)
    rows = store.read("catalogue_entries", days=[DAY]).to_pylist()
    entries = {(row["entry_kind"], row["entry_id"]): row for row in rows}
    assert len(entries) == len(rows) == counted["catalogue_entries"]
    version = entries["measure_version", "press_answer_timely@2026-07-01:press_answer"]
    assert version["subject_id"] == "press_answer_timely"
    assert json.loads(version["content"])["threshold"] == "30"
    assert entries["measure", "press_answer_timely"]["is_on"]
    assert entries["rule", "licence_held"]["is_on"]
    assert not entries["rule", "source_removal"]["is_on"]
