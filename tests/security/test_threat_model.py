"""Every row of the threat model names a test that is there."""

import re

import pytest

from include.settings import ROOT

TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TEXT)


def test_the_threat_model_names_its_tests() -> None:
    rows = [line for line in TEXT.splitlines() if line.startswith("| ") and "tests/" in line]
    assert len(rows) >= 15


@pytest.mark.parametrize(("path", "name"), sorted(set(NAMED)))
def test_a_test_that_the_threat_model_names_is_there(path: str, name: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    assert not name or f"def {name}(" in text
