"""The chain's hashes follow from content alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.ledger.chain import GENESIS, canonical_json, entry_hash


def test_the_order_of_keys_does_not_matter() -> None:
    assert canonical_json({"b": 1, "a": 2}) == canonical_json({"a": 2, "b": 1}) == '{"a":2,"b":1}'


def test_composed_and_decomposed_letters_are_the_same_text() -> None:
    assert canonical_json("Hà Nội") == canonical_json("Hà Nội")


def test_what_json_does_not_know_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        canonical_json({"a": {1}})


@given(st.text(), st.text())
def test_another_content_or_another_past_gives_another_hash(one: str, other: str) -> None:
    same = canonical_json(one) == canonical_json(other)
    assert (entry_hash(GENESIS, {"x": one}) == entry_hash(GENESIS, {"x": other})) is same
    assert entry_hash(GENESIS, {"x": one}) != entry_hash("1" * 64, {"x": one})
