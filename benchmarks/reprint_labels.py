"""Real pairs that readers labelled: how many of those that count as evidence they call a reprint.

``reprint_labels.jsonl`` holds ids and labels, the texts lie in ../shared/data/republication and ../shared/data/topics.
The first sample, 200 pairs of all containments, was labelled by two readers who saw no score and not each other's
labels; the second, 90 pairs, by the first of them alone; so was the third, 91 pairs: all that were left of what the
shipped threshold takes for evidence, read whole, and some below it. These are texts of 2017 without their outlets. The
fourth, 232 pairs of 2003 to 2006, was read by another reader after the threshold was chosen, long texts in excerpts:
174 of what is found as evidence and 58 of less, whole copies (from .99) left out. Its ids name the outlet, and the 54
pairs within one are none of the product's. A verdict is one reader's word on one pair. It calls the pair a reprint
where the label is ``reprint``, or where the reader answered so of a pair whose text comes from a third
(``called_reprint``); the stricter figure, without those, stands beside it.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.lines import DATA, read_lines_xz
from include.classification.admitted import Article
from include.classification.origins import shared_origins
from include.classification.reprints.acceptance import EVIDENCE_MINIMUM
from include.classification.reprints.matching import Match
from include.classification.reprints.pairs import Pair, find_pairs

LABELS = Path(__file__).parent / "reprint_labels.jsonl"
BANDS = ((0.3, 0.4), (0.4, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 1.01))
TRIED = [hundredth / 100 for hundredth in range(50, 81)]
LATER = 4  # the sample of other texts, read after the threshold was chosen
BAND = 0.1  # above a threshold: what lies higher is easy, and hides what the threshold lets in
MARK = 0.97
_OUTLET = re.compile(r"_\s*(?P<outlet>[A-Z]+)_")  # "XH_TN_ (1851)"
Verdict = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One pair with what its readers said.

    Attributes:
        pair: As the product finds it, or None where it does not.
        is_of_third: Whether the product sees that both print a law or an office's announcement.
    """

    sample: int
    ids: tuple[str, str]
    verdicts: tuple[Verdict, ...]
    pair: Pair | None
    is_of_third: bool

    @property
    def half(self) -> int:
        """The half that the pair falls into."""
        return hashlib.sha256(" ".join(sorted(self.ids)).encode()).digest()[0] & 1

    def counts_from(self, threshold: float) -> bool:
        """Return whether the pair would be evidence under a threshold."""
        return self.pair is not None and not self.is_of_third and self.pair.shared_by_both >= threshold


def is_reprint(verdict: Verdict) -> bool:
    """Return whether a reader labelled a pair as a reprint."""
    return bool(verdict["label"] == "reprint")


def is_called_reprint(verdict: Verdict) -> bool:
    """Return whether a reader would call a pair a reprint, whoever wrote its text."""
    return is_reprint(verdict) or bool(verdict.get("called_reprint"))


def kappa(pairs: Sequence[tuple[object, object]]) -> tuple[float, float]:
    """Return the share of equal answers of two readers, and Cohen's kappa."""
    observed = sum(one == other for one, other in pairs) / len(pairs)
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(ones[answer] * others[answer] for answer in ones) / len(pairs) ** 2
    return observed, (observed - expected) / (1 - expected) if expected < 1 else 1.0


def share(labelled: Iterable[Labelled], says: Callable[[Verdict], bool]) -> float:
    """Return the share of the verdicts on some pairs that say something; 0 where there are none."""
    found = [says(verdict) for one in labelled for verdict in one.verdicts]
    return sum(found) / len(found) if found else 0.0


def chosen(labelled: Sequence[Labelled]) -> float:
    """Return the least threshold from which on the evidence within a tenth above it is called a reprint."""
    best = TRIED[-1]
    for threshold in reversed(TRIED):
        near = [one for one in labelled if one.counts_from(threshold) and not one.counts_from(threshold + BAND)]
        if near and share(near, is_called_reprint) < MARK:
            break
        best = threshold
    return best


def run() -> list[dict[str, Any]]:
    """Return agreement, the shares by containment, and the threshold chosen on each half, measured on the other."""
    if not (DATA / "republication").exists():
        print(f"reprint_labels: {DATA} is absent")
        return []
    said = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    rows = read_lines_xz(DATA / "republication" / "baomoi_articles.jsonl.xz")
    old, pairs = _read({row["id"]: row["text"] for row in rows}, [row for row in said if row["sample"] < LATER])
    later, _ = _read(_topics(), [row for row in said if row["sample"] == LATER])
    return [
        *_agreement(old), *_by_band(old), *_by_half(old), *_on_others(old, later), *_shipped([*old, *later]),
        _evidence_of(pairs),
    ]  # fmt: skip


def _topics() -> dict[str, str]:
    """Return the texts of the fourth sample by their ids, which name the outlet."""
    return {
        f"{part}/{row['label']}/{row['id']}": row["text"]
        for part, name in (("train", "train"), ("test", "dev"))
        for row in read_lines_xz(DATA / "topics" / f"vntc10_{name}.jsonl.xz")
    }


def _read(texts: dict[str, str], said: Sequence[dict[str, Any]]) -> tuple[list[Labelled], list[Pair]]:
    """Return labelled pairs, and all pairs that the product finds between different outlets.

    Args:
        texts: By id; what names no outlet is of an unknown one.
        said: The lines of the labels.
    """
    ids, words = list(texts), list(texts.values())
    outlets = [named["outlet"] if (named := _OUTLET.search(name)) else None for name in ids]
    pairs = find_pairs(words, outlets)
    by_ids = {frozenset((ids[pair.left], ids[pair.right])): pair for pair in pairs}
    found = [by_ids.get(frozenset(row["articles"])) for row in said]
    thirds = iter(_third_texts(words, [pair for pair in found if pair]))
    labelled = [
        Labelled(
            row["sample"], (row["articles"][0], row["articles"][1]), tuple(row["readers"]), pair,
            next(thirds) if pair else False,
        )
        for row, pair in zip(said, found, strict=True)
    ]  # fmt: skip
    return labelled, pairs


def _evidence_of(pairs: Sequence[Pair]) -> dict[str, Any]:
    """Return a row that says how many of all pairs of half a containment are evidence."""
    half = [pair for pair in pairs if pair.containment >= 0.5]
    value = round(sum(pair.is_evidence for pair in half) / len(half), 3)
    return _row(f"evidence among all {len(half)} pairs of containment >= .5", value)


def _third_texts(texts: Sequence[str], pairs: Sequence[Pair]) -> list[bool]:
    """Return which pairs print a text that shows itself to be a law or an announcement."""

    def article(number: int) -> Article:
        return Article(str(number), "", str(number), "", None, 0.0, None, text=texts[number])

    matches = [Match(article(pair.left), article(pair.right), pair) for pair in pairs]
    return [origin is not None for origin in shared_origins(matches, [])]


def _agreement(labelled: Sequence[Labelled]) -> Iterator[dict[str, Any]]:
    """Yield how far the two readers of the first sample agree."""
    both = [one.verdicts for one in labelled if len(one.verdicts) == 2]
    for what, answer in (
        ("five labels", lambda verdict: verdict["label"]),
        ("a reprint or not", is_reprint),
        ("would be called a reprint or not", is_called_reprint),
    ):
        agreed, corrected = kappa([(answer(one), answer(other)) for one, other in both])
        yield _row(f"two readers on {len(both)} pairs, {what}: agreement", round(agreed, 3))
        yield _row(f"two readers on {len(both)} pairs, {what}: Cohen's kappa", round(corrected, 3), unit="")


def _by_band(labelled: Sequence[Labelled]) -> Iterator[dict[str, Any]]:
    """Yield what the readers say of the first sample, by containment."""
    for low, high in BANDS:
        here = [o for o in labelled if o.sample == 1 and o.pair and low <= o.pair.containment < high]
        yield from _shares(f"containment {low} to {min(high, 1.0)}, {len(here)} pairs", here)


def _by_half(labelled: Sequence[Labelled]) -> Iterator[dict[str, Any]]:
    """Yield, for each half, what the threshold chosen on the other one gives there."""
    for half in (0, 1):
        threshold = chosen([one for one in labelled if one.half != half])
        here = [one for one in labelled if one.half == half and one.counts_from(threshold)]
        yield from _shares(f"half {half}, evidence from {threshold} as chosen on the other, {len(here)} pairs", here)


def _on_others(old: Sequence[Labelled], later: Sequence[Labelled]) -> Iterator[dict[str, Any]]:
    """Yield what the threshold chosen on all texts of 2017 gives on those of other years and outlets."""
    threshold = chosen(old)
    here = [one for one in later if one.counts_from(threshold)]
    yield from _shares(f"sample 4, evidence from {threshold} as chosen on samples 1 to 3, {len(here)} pairs", here)


def _shipped(labelled: Sequence[Labelled]) -> Iterator[dict[str, Any]]:
    """Yield what the threshold as shipped gives on each sample, and on all."""
    for what, samples in (("sample 1", {1}), ("sample 2", {2}), ("sample 3", {3}), ("sample 4", {4}),
                          ("all samples", {1, 2, 3, 4})):  # fmt: skip
        here = [one for one in labelled if one.sample in samples and one.counts_from(EVIDENCE_MINIMUM)]
        yield from _shares(f"{what}, evidence as shipped, {len(here)} pairs", here)


def _shares(what: str, labelled: Sequence[Labelled]) -> Iterator[dict[str, Any]]:
    """Yield both shares of some pairs."""
    mark = MARK if "evidence" in what else None
    yield _row(f"{what}: called a reprint", round(share(labelled, is_called_reprint), 3), mark=mark)
    yield _row(f"{what}: a reprint strictly", round(share(labelled, is_reprint), 3))


def _row(what: str, value: float, unit: str = "share", mark: float | None = None) -> dict[str, Any]:
    """Return one row."""
    return {"what": what, "value": value, "unit": unit, "mark": mark}
