"""Series of an outlet's own: text that its earlier items have too, so that it was not taken from another outlet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from include.classification.reprints.direction import Published, delay
from include.classification.reprints.passages import Passage

SERIES_SHARE_MINIMUM = 0.5
Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class OwnItem:
    """An item of the same outlet that shares text with an article.

    Attributes:
        published: When the item was.
        spans: What of the article stands in it: offsets in the article's text, ascending, end excluded.
    """

    published: Published
    spans: tuple[tuple[int, int], ...]


def covered_share(spans: Spans, by: Spans) -> float:
    """Return the share of some spans' characters that lie in others; both ascending and apart."""
    whole = sum(end - start for start, end in spans)
    shared, first = 0, 0
    for start, end in spans:
        while first < len(by) and by[first][1] <= start:
            first += 1
        number = first
        while number < len(by) and by[number][0] < end:
            shared += min(end, by[number][1]) - max(start, by[number][0])
            number += 1
    return shared / whole if whole else 0.0


def left_spans(passages: Sequence[Passage]) -> tuple[tuple[int, int], ...]:
    """Return what of the left text some passages cover."""
    return joined((passage.left_start, passage.left_end) for passage in passages)


def right_spans(passages: Sequence[Passage]) -> tuple[tuple[int, int], ...]:
    """Return what of the right text some passages cover."""
    return joined((passage.right_start, passage.right_end) for passage in passages)


def joined(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return spans ascending, those that touch or overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def is_of_series(spans: Spans, original: Published, own: Iterable[OwnItem]) -> bool:
    """Return whether most of what an article shares with an original stands in an item of its own, older than both.

    Args:
        spans: What of the article stands in the original.
        original: When that was published.
        own: Items of the article's outlet that share text with it.
    """
    for item in own:
        ahead = delay(item.published, original)
        if ahead is not None and ahead.is_known and covered_share(spans, item.spans) >= SERIES_SHARE_MINIMUM:
            return True
    return False
