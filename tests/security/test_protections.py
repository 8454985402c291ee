"""Each protection that is listed with the test that proves it is there, and so is the test."""

import ast

import pytest

from include.settings import ROOT
from tests.security.take_out import Protection, protections

LISTED = protections()


@pytest.mark.parametrize("one", LISTED, ids=lambda one: one.tried)
def test_a_listed_protection_and_its_test_are_there(one: Protection) -> None:
    text = (ROOT / one.file).read_text(encoding="utf-8")
    assert [part for part in one.parts if part not in text] == [], "correct the table, and see the test fail without it"
    assert one.taken_out(text) != text
    if one.file.endswith(".py"):
        ast.parse(one.taken_out(text))  # a test that fails since nothing can be imported proves nothing
    path, _, name = one.test.partition("::")
    assert not name or f"def {name}(" in (ROOT / path).read_text(encoding="utf-8")
