"""Over drawn histories of decisions: a rule only advises from the day its precision fell, for as long as it is low."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.compiled import CompiledModels, compile_models
from tests.support.naming_histories import table

MODELS = ("stg_ledger__entries", "int_review_entries", "int_matters_opened", "int_rule_quality_dated")
FIRST = date(2026, 1, 1)
RIGHT, WRONG = {"confirm", "remedied", "refer"}, {"dismiss", "withdraw"}
DECISIONS = st.sampled_from([*sorted(RIGHT | WRONG), "insufficient", "reopen"])
Drawn = list[tuple[int, int, int, str]]
HISTORY = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 12), DECISIONS), max_size=25)


@pytest.fixture(scope="module")
def quality(tmp_path_factory: pytest.TempPathFactory) -> CompiledModels:
    """Compile what measures rules once."""
    return compile_models(tmp_path_factory.mktemp("compiled"), MODELS)


def given_tables(history: Drawn, minimum: float | None) -> dict[str, pa.Table]:
    """Return the ledger of a history (matter, days later, findings, decision), and the rule's minimum."""
    text, number, instant = pa.string(), pa.int64(), pa.timestamp("us", "UTC")
    opened = [("matter_opened", f"m{n}", {"rule_id": "r"}, FIRST) for n in range(10)]
    day, acts = FIRST, []
    for matter, later, count, decision in history:
        day += timedelta(days=later)
        findings = " ".join(f"m{matter}-{n}" for n in range(count))
        acts.append(("decision", f"m{matter}", {"decision": decision, "findings": findings}, day))
    written = [
        {"sequence": n, "kind": kind, "subject_id": "matters/o", "payload": json.dumps({"matters": matter} | payload),
         "actor": "an", "previous_hash": "", "entry_hash": "",
         "recorded_at": datetime(on.year, on.month, on.day, 3, tzinfo=UTC)}
        for n, (kind, matter, payload, on) in enumerate([*opened, *acts])
    ]  # fmt: skip
    return {
        "landing.ledger_entries": table(written, sequence=number, kind=text, subject_id=text, payload=text, actor=text,
                                        recorded_at=instant, previous_hash=text, entry_hash=text),
        "seeds.rules": table([{"rule_id": "r", "precision_minimum": minimum}], rule_id=text,
                             precision_minimum=pa.float64()),
    }  # fmt: skip


def known_by(history: Drawn, day: date) -> tuple[int, int]:
    """Return how many findings stood right and wrong when a day was over."""
    newest: dict[str, str] = {}
    on = FIRST
    for matter, later, count, decision in history:
        on += timedelta(days=later)
        if on <= day:
            newest |= {f"m{matter}-{n}": decision for n in range(count)}
    return sum(one in RIGHT for one in newest.values()), sum(one in WRONG for one in newest.values())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORY, minimum=st.sampled_from([None, 0.5, 0.8]))
def test_each_day_has_what_was_known_then_and_advises_where_that_was_too_low(
    quality: CompiledModels, history: Drawn, minimum: float | None
) -> None:
    with quality.over(given_tables(history, minimum)) as connection:
        found: list[dict[str, Any]] = (
            connection.sql("from intermediate.int_rule_quality_dated").to_arrow_table().to_pylist()
        )
    since: date | None = None
    for day in (FIRST + timedelta(days=n) for n in range(260)):
        right, wrong = known_by(history, day)
        is_low = minimum is not None and right + wrong >= 30 and right / (right + wrong) < minimum
        since = (since or day) if is_low else None
        standing = [row for row in found if row["from_day"] <= day and (row["to_day"] is None or day < row["to_day"])]
        assert len(standing) <= 1
        for row in standing:
            assert (row["confirmed"], row["dismissed"]) == (right, wrong)
            assert (row["is_under_minimum"], row["under_since"]) == (is_low, since)
        assert standing or (right, wrong) == (0, 0)
