"""The declared expectations."""

from pathlib import Path

import pytest

from include.errors import ContractError
from include.landing.contract import tables
from include.quarantine.reasons import QuarantineReason as Reason
from include.validation import suite as module
from include.validation.suite import contract_expectations, suite


@pytest.mark.parametrize("name", sorted(tables()))
def test_every_landing_table_has_a_suite_that_follows_its_contract(name: str) -> None:
    expected = contract_expectations(name)
    required = {e.column for e in expected if e.is_required}
    assert required == {c.name for c in tables()[name].columns if c.is_required}
    first, *others = dict.fromkeys((*tables()[name].key, "day"))
    assert (expected[-1].column, expected[-1].unique_with) == (first, tuple(others))
    assert set(suite(name).rows) >= set(expected)


def test_every_reason_of_articles_is_declared_in_the_order_of_the_reasons() -> None:
    order = list(Reason)
    declared = [row.reason for row in suite("articles").rows]
    assert set(declared) == set(order[: order.index(Reason.OUTSIDE_CONTRACT) + 1])
    assert declared[-1] is Reason.OUTSIDE_CONTRACT


def test_every_bound_says_why() -> None:
    assert all(bound.why and (bound.minimum, bound.maximum) != (None, None) for bound in suite("articles").batches)


def test_an_expectation_is_said_in_words() -> None:
    sentences = {row.sentence for row in suite("articles").rows}
    assert {"title is present", "text_characters is at least 80", "outlet_id is one of the known outlets"} <= sentences


@pytest.mark.parametrize("text", ["table: plans\n", "table: articles\nrows: [{column: x}]\n", "table: [\n"])
def test_a_wrong_declaration_is_refused_with_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    (tmp_path / "articles.yml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(module, "SUITES", tmp_path)
    with pytest.raises(ContractError, match=r"articles\.yml"):
        suite.__wrapped__("articles")
