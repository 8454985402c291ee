"""Recognises forms: forecasts, prices, lottery draws, whose sentences are repeated with other figures.

Who copies an article copies its figures; two texts that agree in their words and differ in figure after figure are two
fillings of one form, and neither reprints the other.
"""

import numpy as np
from numpy.typing import NDArray

from include.classification.reprints.letters import Letters
from include.classification.reprints.passages import unroll

FIGURES_MINIMUM = 2
FIGURES_OF_A_LONG_FORM = 4
FIGURES_PER_OTHER_WORD = 2
WHOLE_FORM_MINIMUM = 0.7
MOSTLY_FORM_MINIMUM = 0.6  # from here on a figure a word is enough: "up" turns to "down" beside a price
GAP_SYLLABLES = 24  # between two common runs; a longer gap is other text, not a form's blank


def _gaps(letters: Letters, texts: NDArray[np.int64], runs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return what lies between neighbouring runs of a pair: pair, first syllable left and right, lengths."""
    before, after = runs[:-1], runs[1:]
    left, right = before[:, 1] + before[:, 3], before[:, 2] + before[:, 3]
    sizes = np.stack([after[:, 1] - left, after[:, 2] - right], axis=1)
    is_gap = (before[:, 0] == after[:, 0]) & (sizes >= 1).all(axis=1) & (sizes <= GAP_SYLLABLES).all(axis=1)
    pairs = before[is_gap, 0]
    places = letters.bounds[texts[pairs]] + np.stack([left, right], axis=1)[is_gap]
    return np.concatenate([pairs[:, None], places, sizes[is_gap]], axis=1)


def are_forms(
    letters: Letters, texts: NDArray[np.int64], runs: NDArray[np.int64], mutual: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Return which pairs differ by their figures: by twice as many figures as other words.

    Two figures are enough where both texts are the form and little else; two reports of one event that differ in two
    figures are not, and of those four are needed. Where both texts are mostly the form, four need not be twice as many.

    Args:
        letters: Texts as written.
        mutual: The lesser of the two shares that each pair has in common.
        texts: Two columns: which of them each pair compares.
        runs: Pair, first syllable left, first syllable right, syllables; one row a common run, ordered by pair.
    """
    gaps = _gaps(letters, texts, runs)
    is_even = gaps[:, 3] == gaps[:, 4]
    groups, places = unroll(gaps[is_even, 3])
    lefts, rights = gaps[is_even, 1][groups] + places, gaps[is_even, 2][groups] + places
    pairs = gaps[is_even, 0][groups]
    differs = letters.written[lefts] != letters.written[rights]
    is_figure = letters.are_figures[lefts] & letters.are_figures[rights]
    figures = np.bincount(pairs[differs & is_figure], minlength=len(texts))
    others = np.bincount(pairs[differs & ~is_figure], minlength=len(texts))
    others += np.bincount(gaps[~is_even, 0], minlength=len(texts))
    needed = np.where(mutual >= WHOLE_FORM_MINIMUM, FIGURES_MINIMUM, FIGURES_OF_A_LONG_FORM)
    per_word = np.where(
        (figures >= FIGURES_OF_A_LONG_FORM) & (mutual >= MOSTLY_FORM_MINIMUM), 1, FIGURES_PER_OTHER_WORD
    )
    return np.asarray((figures >= needed) & (figures >= per_word * others))
