"""Classifying a day takes as much memory as the day before it, once the window of reprints is full."""

import tracemalloc
from datetime import timedelta
from pathlib import Path
from statistics import median

import pytest

from include.classification.classify import classify_days
from include.classification.reprints.window import WINDOW_DAYS
from tests.include.classification.landed import DAY, land, landing_row, words


@pytest.mark.slow
def test_memory_is_flat_once_the_window_is_full(home: Path) -> None:
    peaks = []
    tracemalloc.start()
    for number in range(WINDOW_DAYS + 12):
        day = DAY + timedelta(days=number)
        texts = [words(100 * number + place) for place in range(10)]
        land(
            day, [landing_row(f"{number:03}{place}", f"bao_{place}", text, day, 3) for place, text in enumerate(texts)]
        )
        tracemalloc.reset_peak()
        classify_days([day])
        peaks.append(tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()
    first, last = median(peaks[WINDOW_DAYS + 1 : WINDOW_DAYS + 6]), median(peaks[-5:])
    assert last <= 1.1 * first, peaks  # the medians: a library may fill a cache of its own on any one day
