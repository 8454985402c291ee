"""Every row of the threat model names a test that is there."""

import re

import pytest

from include.settings import ROOT

TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TEXT)


def test_every_threat_names_the_test_that_proves_what_stops_it() -> None:
    stops = TEXT.partition("## What stops them")[2].partition("## What is not stopped")[0]
    rows = [line for line in stops.splitlines() if line.startswith("| ") and not line.startswith("| threat ")]
    assert len(rows) >= 40
    assert [row for row in rows if "`tests/" not in row.split(" | ")[-1]] == []


@pytest.mark.parametrize(("path", "name"), sorted(set(NAMED)))
def test_a_test_that_the_threat_model_names_is_there(path: str, name: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    assert not name or f"def {name}(" in text
