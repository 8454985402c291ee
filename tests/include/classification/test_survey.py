"""One pass over a day for the terms of claims, against an index of everything."""

import numpy as np
import pytest

from include.classification.retrieval import build, cover
from include.classification.survey import covering, survey
from tests.include.classification.landed import words

CLAIMS = ["Thành phố dừng cấp nước toàn bộ nội đô", "Chợ quê mở hội làng nghề", "x"]
TEXTS = [f"{CLAIMS[n % 2] if n % 5 == 0 else ''} {words(n, 30 + n)}" for n in range(40)]


@pytest.mark.parametrize("size", [1, 7, 40])
def test_what_a_pass_in_slices_covers_is_what_an_index_of_everything_says(size: int) -> None:
    index = build(TEXTS)
    found = survey(CLAIMS, [TEXTS[first : first + size] for first in range(0, len(TEXTS), size)])
    for claim, articles in zip(CLAIMS[:2], covering(found, 0.4, 10), strict=False):
        shares = np.array([cover(index, claim, text).share for text in TEXTS])
        best = sorted(np.flatnonzero(shares >= 0.4).tolist(), key=lambda number: (-shares[number], number))[:10]
        assert articles.tolist() == best
        assert best


def test_a_claim_without_a_known_word_covers_nothing() -> None:
    found = survey(["zzz qqq", ""], [TEXTS])
    assert [articles.tolist() for articles in covering(found, 0.4, 10)] == [[], []]
    assert list(covering(survey([], [TEXTS]), 0.4, 10)) == []
