"""How batches are held to their bounds."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from include.validation.bounds import BoundOutcome, check_bounds
from include.validation.suite import BatchBound
from include.validation.volume import History

DAY = date(2026, 11, 10)


class _Known(History):
    """A history whose ordinary day is given."""

    def __init__(self, count: float | None) -> None:
        self._count = count

    def ordinary(self, outlet_id: str | None = None) -> float | None:
        return self._count


def _bound(**facts: Any) -> BatchBound:
    return BatchBound.model_validate({"measure": "rows", "per": "day", "level": "stop", "why": "x", **facts})


def _check(bound: BatchBound, ordinary: float | None = None, quarantined: int = 4) -> list[BoundOutcome]:
    return check_bounds([bound], DAY, {"bao_a": 10, "bao_b": 2}, {"bao_a": quarantined}, _Known(ordinary))


@pytest.mark.parametrize(
    ("facts", "ordinary", "values"),
    [
        ({}, None, [12.0]),
        ({"per": "outlet"}, None, [10.0, 2.0]),
        ({"measure": "quarantined_share"}, None, [4 / 12]),
        ({"measure": "quarantined_share", "per": "outlet"}, None, [0.4, 0.0]),
        ({"measure": "quarantined_share", "at_least_rows": 13}, None, [None]),
        ({"measure": "volume_ratio"}, 24.0, [0.5]),
        ({"measure": "volume_ratio"}, None, [None]),
        ({"measure": "volume_ratio", "at_least_rows": 20}, 24.0, [0.5]),
        ({"measure": "volume_ratio", "at_least_rows": 30}, 24.0, [None]),
    ],
)
def test_each_measure_is_taken(facts: dict[str, Any], ordinary: float | None, values: list[float | None]) -> None:
    assert [outcome.value for outcome in _check(_bound(maximum=1e9, **facts), ordinary)] == values


def test_a_measure_on_its_bound_lies_within() -> None:
    assert _check(_bound(minimum=12, maximum=12))[0].is_within
    assert not _check(_bound(maximum=11))[0].is_within
    assert not _check(_bound(minimum=13))[0].is_within


def test_what_could_not_be_measured_stops_nothing() -> None:
    assert _check(_bound(measure="volume_ratio", minimum=5))[0].is_within


def test_advice_never_stops() -> None:
    (outcome,) = _check(_bound(maximum=1, level="advise"))
    assert not outcome.is_within and not outcome.is_stop


def test_the_sentence_names_day_outlet_measure_and_bounds() -> None:
    outcome = _check(_bound(per="outlet", maximum=5))[0]
    assert outcome.sentence() == "2026-11-10, bao_a: rows is 10, expected at most 5."


def test_an_empty_day_has_no_share(home: Path) -> None:
    (outcome,) = check_bounds([_bound(measure="quarantined_share", maximum=0.1)], DAY, {}, {}, History(DAY, 1, 1))
    assert outcome.value is None
