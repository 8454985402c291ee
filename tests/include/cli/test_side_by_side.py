"""However many items there are, only a few are held, and the results come in the order of the items."""

from collections.abc import Iterator
from itertools import count, islice

import pytest

from include.cli.side_by_side import AHEAD, BATCH, FEW, in_order

PROCESSES = 2


def taken_one_by_one(taken: list[int]) -> Iterator[int]:
    """Yield numbers without end, and note each that is taken."""
    for number in count():
        taken.append(number)
        yield number


def test_an_endless_manifest_is_taken_only_as_far_as_its_results_are() -> None:
    taken: list[int] = []
    results = in_order(abs, taken_one_by_one(taken), PROCESSES)
    wanted = 5 * FEW
    assert list(islice(results, wanted)) == list(range(wanted))
    results.close()
    assert len(taken) <= wanted + (AHEAD * PROCESSES + 1) * BATCH


@pytest.mark.parametrize("number", [0, 1, FEW - 1, FEW, FEW + BATCH + 1])
def test_results_come_in_the_order_of_their_items(number: int) -> None:
    assert list(in_order(str, range(number), PROCESSES)) == [str(n) for n in range(number)]
