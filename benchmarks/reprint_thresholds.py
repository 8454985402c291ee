"""Reprint thresholds chosen on one half of the real and planted sets and measured on the other, then swapped.

Beside ``reprints``, which measures the thresholds as shipped on all of both sets. A half is drawn by the hash of an
article's id (real) or of the article that was edited (planted); a pair belongs to the half of its first article.
"""

import hashlib
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.lines import DATA, read_lines_xz

Thresholds = tuple[float, float, float, float, int]
TRIED: list[Thresholds] = list(
    product((0.25, 0.3, 0.35, 0.4), (0.06, 0.1, 0.15), (0.15, 0.2, 0.3), (0.7, 0.8, 0.9), (9, 11, 13))
)
SHIPPED = TRIED.index((0.3, 0.1, 0.2, 0.8, 11))
OF_REAL = 0.5


@dataclass(frozen=True, slots=True)
class Suspects:
    """Suspected pairs with what acceptance looks at, their truth, and their half.

    Attributes:
        is_wanted: Pairs that have to be found.
        is_right: Pairs that may be found.
        missed: Wanted pairs, by half, that were never suspected.
    """

    measures: NDArray[np.float64]
    is_wanted: NDArray[np.bool_]
    is_right: NDArray[np.bool_]
    halves: NDArray[np.int64]
    missed: NDArray[np.int64]


def _half(name: str) -> int:
    """Return the half that an id falls into."""
    return hashlib.sha256(name.encode()).digest()[0] & 1


def _measure(texts: list[str]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the suspected pairs of texts, and containment, cover, place and stretches of each."""
    from include.classification.reprints import acceptance, candidates
    from include.classification.reprints.shingles import read_both
    from include.classification.reprints.verification import compare, without_boilerplate

    prints, shingles = read_both(texts)
    postings = candidates.index(prints)
    left_out = candidates.crowded(postings, np.full(len(texts), -1))
    suspects = candidates.suspects_within(candidates.without(postings, left_out), len(texts))
    numbers = np.stack([suspects.lefts, suspects.rights], axis=1)
    found = compare(without_boilerplate(shingles, left_out), without_boilerplate(shingles, left_out), numbers)
    covered = np.bincount(found.runs[:, 0], found.runs[:, 3], minlength=len(numbers)) / acceptance._shorter(found)
    return numbers, np.stack(
        [np.maximum(*found.containment()), covered, acceptance._in_place(found), acceptance._stretches(found)], axis=1
    )


def _accepted(measures: NDArray[np.float64], limits: Thresholds) -> NDArray[np.bool_]:
    """Return which pairs some thresholds accept, as ``acceptance.accepted`` does."""
    containment, covered, place, stretches = measures.T
    whole, least, cover, near, spread = limits
    is_reworded = (containment >= least) & (covered >= cover) & (stretches >= spread) & (place >= near)
    return np.asarray((containment >= whole) | is_reworded)


def _shares(found: Suspects, limits: Thresholds, half: int) -> tuple[float, float]:
    """Return recall of what is wanted and precision in one half."""
    here, is_accepted = found.halves == half, _accepted(found.measures, limits)
    wanted = (here & found.is_wanted).sum() + found.missed[half]
    recall = (here & found.is_wanted & is_accepted).sum() / wanted
    return float(recall), float(found.is_right[here & is_accepted].mean())


def _suspects(numbers: NDArray[np.int64], measures: NDArray[np.float64], truth: dict[frozenset[int], bool],
              halves: list[int]) -> Suspects:  # fmt: skip
    """Return the pairs beside the truth: pairs of texts by number, and whether each has to be found."""
    pairs = [frozenset(pair) for pair in numbers.tolist()]
    unseen = [halves[min(pair)] for pair in {pair for pair, wanted in truth.items() if wanted} - set(pairs)]
    return Suspects(
        measures,
        np.array([truth.get(pair, False) for pair in pairs]),
        np.array([pair in truth for pair in pairs]),
        np.array([halves[min(pair)] for pair in pairs]),
        np.bincount(unseen, minlength=2),
    )


def _real() -> Suspects:
    """Return the pairs of real republications; those of containment .5 have to be found."""
    articles = read_lines_xz(DATA / "republication" / "baomoi_articles.jsonl.xz")
    place = {row["id"]: number for number, row in enumerate(articles)}
    labelled = read_lines_xz(DATA / "republication" / "baomoi_pairs.jsonl.xz")
    truth = {frozenset((place[row["a"]], place[row["b"]])): row["containment"] >= OF_REAL for row in labelled}
    return _suspects(*_measure([row["text"] for row in articles]), truth, [_half(row["id"]) for row in articles])


def _planted() -> Suspects:
    """Return the pairs of planted edits among the articles they were made of."""
    rows = {
        f"{part}/{row['label']}/{row['id']}": row["text"]
        for part, name in (("train", "train"), ("test", "dev"))
        for row in read_lines_xz(DATA / "topics" / f"vntc10_{name}.jsonl.xz")
    }
    copies = [row for row in read_lines_xz(DATA / "republication" / "planted_copies.jsonl.xz") if row["source"] in rows]
    place = {name: number for number, name in enumerate(rows)}
    numbers, measures = _measure([*rows.values(), *(row["text"] for row in copies)])
    truth = {frozenset((place[row["source"]], len(rows) + n)): True for n, row in enumerate(copies)}
    of_one = {len(rows) + n: place[row["source"]] for n, row in enumerate(copies)}
    alike = [
        (left, right)
        for (left, right), containment in zip(numbers.tolist(), measures[:, 0].tolist(), strict=True)
        if containment >= 0.3 or of_one.get(left, left) == of_one.get(right, right)
    ]
    truth = {frozenset(pair): False for pair in alike} | truth
    return _suspects(numbers, measures, truth, [*map(_half, rows), *(_half(row["source"]) for row in copies)])


def run() -> list[dict[str, Any]]:
    """Return recall and precision on each half under the thresholds that the other half chose."""
    if not (DATA / "republication").exists():
        print(f"reprint_thresholds: {DATA} is absent")
        return []
    sets = {"real": _real(), "planted": _planted()}
    rows: list[dict[str, Any]] = []
    for half in (0, 1):
        gains = [sum(sum(_shares(found, limits, 1 - half)) for found in sets.values()) for limits in TRIED]
        chosen = TRIED[int(np.argmax(gains))]
        behind = max(gains) - gains[SHIPPED]
        print(f"reprint_thresholds: half {1 - half} chooses {chosen}; there the shipped are {behind:.4f} behind")
        for name, found in sets.items():
            for what, value, shipped in zip(("recall", "precision"), _shares(found, chosen, half),
                                            _shares(found, TRIED[SHIPPED], half), strict=True):  # fmt: skip
                rows.append({"what": f"{name}, {what} on half {half}", "value": round(value, 4), "unit": "share",
                             "peer": "thresholds as shipped", "peer_value": round(shipped, 4)})  # fmt: skip
    return rows
