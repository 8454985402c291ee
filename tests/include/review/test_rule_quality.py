"""Over drawn histories of decisions: a rule only advises from the day its precision fell, for as long as it is low.

A matter counts once, whatever its days; the interval holds where all days of a matter are right or wrong together.
"""

import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from math import sqrt
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.compiled import CompiledModels, compile_models
from tests.support.naming_histories import table

MODELS = ("stg_ledger__entries", "int_review_entries", "int_matters_opened", "int_rule_quality_dated",
          "int_rule_quality_measured")  # fmt: skip
NEEDED = 30
FIRST = date(2026, 1, 1)
RIGHT, WRONG = {"confirm", "remedied", "refer"}, {"dismiss", "withdraw"}
DECISIONS = st.sampled_from([*sorted(RIGHT | WRONG), "insufficient", "reopen"])
Drawn = list[tuple[int, int, int, str]]
HISTORY = st.lists(st.tuples(st.integers(0, 39), st.integers(0, 3), st.integers(1, 12), DECISIONS), max_size=90)


@pytest.fixture(scope="module")
def quality(tmp_path_factory: pytest.TempPathFactory) -> CompiledModels:
    """Compile what measures rules once."""
    return compile_models(tmp_path_factory.mktemp("compiled"), MODELS)


def given_tables(history: Drawn, minimum: float | None) -> dict[str, pa.Table]:
    """Return the ledger of a history (matter, days later, findings, decision), and the rule's minimum."""
    text, number, instant = pa.string(), pa.int64(), pa.timestamp("us", "UTC")
    opened = [("matter_opened", f"m{n}", {"rule_id": "r"}, FIRST) for n in range(40)]
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


def known_by(history: Drawn, day: date) -> tuple[int, int, int, float]:
    """Return the findings that stood right and wrong when a day was over, the decided matters and their mean share."""
    newest: dict[tuple[int, int], str] = {}
    on = FIRST
    for matter, later, count, decision in history:
        on += timedelta(days=later)
        if on <= day:
            newest |= {(matter, n): decision for n in range(count)}
    stand = sorted((matter, said in RIGHT) for (matter, _), said in newest.items() if said in RIGHT | WRONG)
    of_matter = [[is_right for _, is_right in days] for _, days in groupby(stand, lambda one: one[0])]
    shares = [sum(days) / len(days) for days in of_matter]
    right = sum(is_right for _, is_right in stand)
    return right, len(stand) - right, len(shares), sum(shares) / len(shares) if shares else 0.0


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
    for day in (FIRST + timedelta(days=n) for n in range(sum(later for _, later, _, _ in history) + 2)):
        right, wrong, matters, share = known_by(history, day)
        is_low = minimum is not None and matters >= NEEDED and share < minimum - 1e-8
        since = (since or day) if is_low else None
        standing = [row for row in found if row["from_day"] <= day and (row["to_day"] is None or day < row["to_day"])]
        assert len(standing) <= 1
        for row in standing:
            assert (row["confirmed"], row["dismissed"], row["decided_matters"]) == (right, wrong, matters)
            assert row["precision_share"] == (pytest.approx(share, abs=1e-8) if matters >= NEEDED else None)
            assert (row["is_under_minimum"], row["under_since"]) == (is_low, since)
        assert standing or (right, wrong) == (0, 0)


def test_the_interval_holds_where_the_days_of_a_matter_are_right_or_wrong_together(quality: CompiledModels) -> None:
    """Three hundred rules, each right in four of five matters, each matter of one day to forty."""
    truth = 0.8
    chance = random.Random(17)  # noqa: S311 - a fixed history, no secret
    rules = {f"r{n}": list(_matters(chance, truth)) for n in range(300)}
    with quality.over(_decided(rules)) as connection:
        rows = connection.sql("from intermediate.int_rule_quality_measured").to_arrow_table().to_pylist()
    held = sum(row["precision_low"] <= truth <= row["precision_high"] for row in rows)
    held_by_days = sum(_holds_by_days(days, truth) for days in rules.values())
    assert held >= 0.93 * len(rows)
    assert held_by_days < 0.7 * len(rows), "days of a matter counted as independent would have given a false interval"


def _matters(chance: random.Random, truth: float) -> Iterator[tuple[bool, int]]:
    """Yield forty matters of a rule: whether it was right, and its days."""
    for _ in range(40):
        yield chance.random() < truth, chance.choice((1, 1, 2, 5, 40))


def _holds_by_days(matters: list[tuple[bool, int]], truth: float) -> bool:
    """Return whether Wilson's interval over days would hold the truth."""
    z, n = 1.96, sum(days for _, days in matters)
    share = sum(days for is_right, days in matters if is_right) / n
    middle, half = share + z * z / (2 * n), z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return middle - half <= truth * (1 + z * z / n) <= middle + half


def _decided(rules: dict[str, list[tuple[bool, int]]]) -> dict[str, pa.Table]:
    """Return the ledger in which each matter of each rule was decided once, with all its days."""
    text, number, instant = pa.string(), pa.int64(), pa.timestamp("us", "UTC")
    acts = []
    for rule, matters in rules.items():
        for n, (is_right, days) in enumerate(matters):
            name = f"{rule}-m{n}"
            findings = " ".join(f"{name}-{day}" for day in range(days))
            acts.append(("matter_opened", {"matters": name, "rule_id": rule}))
            said = "confirm" if is_right else "dismiss"
            acts.append(("decision", {"matters": name, "decision": said, "findings": findings}))
    written = [
        {"sequence": n, "kind": kind, "subject_id": "matters/o", "payload": json.dumps(payload), "actor": "an",
         "previous_hash": "", "entry_hash": "", "recorded_at": datetime(2026, 1, 2, 3, tzinfo=UTC)}
        for n, (kind, payload) in enumerate(acts)
    ]  # fmt: skip
    return {
        "landing.ledger_entries": table(written, sequence=number, kind=text, subject_id=text, payload=text, actor=text,
                                        recorded_at=instant, previous_hash=text, entry_hash=text),
        "seeds.rules": table([{"rule_id": rule, "precision_minimum": 0.8} for rule in rules], rule_id=text,
                             precision_minimum=pa.float64()),
    }  # fmt: skip
