"""Reprint pairs among articles given as JSON lines; what ``press reprints find`` does."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from include.classification.reprints.direction import Published, arrange
from include.classification.reprints.pairs import Pair, find_pairs
from include.classification.reprints.rows import passage_objects
from include.classification.reprints.series import OwnItem, is_of_series, left_spans, right_spans
from include.classification.reprints.written_offsets import as_written
from include.classification.syllables import nfc

Line = tuple[int, dict[str, Any] | None, str]


@dataclass(frozen=True, slots=True)
class Given:
    """One article as given; its text as given too, so that offsets point into what the caller holds."""

    article_id: str
    outlet_id: str | None
    text: str
    published: Published


def _published(value: object) -> Published:
    """Read a publication time; a missing one is no error, one without an offset is."""
    if value in (None, ""):
        return Published(None)
    if not isinstance(value, str):
        raise ValueError("published_at is no text")
    at = datetime.fromisoformat(value)
    if at.tzinfo is None:
        raise ValueError(f"published_at {value} has no offset")
    return Published(at)


def _given(row: dict[str, Any]) -> Given:
    """Read one object."""
    if not isinstance(row.get("article_id"), str) or not row["article_id"]:
        raise ValueError("article_id is missing or no text")
    if not isinstance(row.get("text"), str):
        raise ValueError("text is missing or no text")
    outlet = row.get("outlet_id")
    return Given(row["article_id"], str(outlet) if outlet else None, row["text"], _published(row.get("published_at")))


def read_given(lines: Iterable[Line]) -> tuple[list[Given], list[dict[str, Any]]]:
    """Return the articles ordered by id, and an error for each line that cannot be handled.

    Of two lines with one id the first by content counts, so the order of lines does not matter.
    """
    found: dict[str, tuple[Given, int]] = {}
    errors: list[dict[str, Any]] = []
    for number, row, error in lines:
        if row is None:
            errors.append({"line": number, "error": error})
            continue
        try:
            given = _given(row)
        except ValueError as problem:
            errors.append({"line": number, "error": str(problem)})
            continue
        known = found.get(given.article_id)
        if known is None:
            found[given.article_id] = (given, number)
            continue
        kept, other = sorted([known, (given, number)], key=_content)
        found[given.article_id] = kept
        errors.append({"line": other[1], "error": f"article_id {given.article_id} is given by another line too"})
    return [given for _, (given, _) in sorted(found.items())], errors


def _content(entry: tuple[Given, int]) -> tuple[str, str, str]:
    """Return what orders two lines of one id."""
    given = entry[0]
    return (given.text, given.outlet_id or "", str(given.published.at))


def _row(articles: Sequence[Given], pair: Pair) -> dict[str, Any]:
    """Return one pair as it is written."""
    left, right = articles[pair.left], articles[pair.right]
    left_first, apart = arrange(left.published, right.published)
    is_swapped = left_first is False
    written = as_written(left.text, right.text, pair.passages)
    aligned = sorted(p.swapped() for p in written) if is_swapped else written
    original, reprint = (right, left) if is_swapped else (left, right)
    return {
        "original_id": original.article_id,
        "reprint_id": reprint.article_id,
        "direction": "unknown" if left_first is None else "known",
        "strength": "evidence" if pair.is_evidence else "unclear",
        "containment": round(pair.containment, 4),
        "containment_of_reprint": round(pair.of_left if is_swapped else pair.of_right, 4),
        "containment_of_original": round(pair.of_right if is_swapped else pair.of_left, 4),
        "delay_minutes_min": round(apart.minutes_min, 2) if apart else None,
        "delay_minutes_max": round(apart.minutes_max, 2) if apart else None,
        "passages": passage_objects(aligned),
    }


def _is_own(articles: Sequence[Given], pair: Pair) -> bool:
    """Return whether both articles of a pair are of one outlet."""
    outlet = articles[pair.left].outlet_id
    return outlet is not None and outlet == articles[pair.right].outlet_id


def _own_items(articles: Sequence[Given], pairs: Iterable[Pair]) -> dict[int, list[OwnItem]]:
    """Return the items of its own outlet that each article shares text with, by the article's number."""
    found: dict[int, list[OwnItem]] = {}
    for pair in pairs:
        found.setdefault(pair.left, []).append(OwnItem(articles[pair.right].published, left_spans(pair.passages)))
        found.setdefault(pair.right, []).append(OwnItem(articles[pair.left].published, right_spans(pair.passages)))
    return found


def _without_series(articles: Sequence[Given], pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Yield the pairs of different outlets, save those whose later article continues a series of its own outlet."""
    own = _own_items(articles, (pair for pair in pairs if _is_own(articles, pair)))
    for pair in pairs:
        left, right = articles[pair.left].published, articles[pair.right].published
        is_left_first, _ = arrange(left, right)
        if is_left_first is None:
            is_series = False
        elif is_left_first:
            is_series = is_of_series(right_spans(pair.passages), left, own.get(pair.right, ()))
        else:
            is_series = is_of_series(left_spans(pair.passages), right, own.get(pair.left, ()))
        if not is_series and not _is_own(articles, pair):
            yield pair


def find_in_lines(lines: Iterable[Line]) -> Iterator[dict[str, Any]]:
    """Yield the errors of the lines, then every pair, ordered by original and reprint."""
    articles, errors = read_given(lines)
    yield from sorted(errors, key=lambda error: int(error["line"]))
    texts = [nfc(article.text) for article in articles]
    pairs = find_pairs(texts, [article.outlet_id for article in articles], with_own=True)
    rows = (_row(articles, pair) for pair in _without_series(articles, pairs))
    yield from sorted(rows, key=lambda row: (row["original_id"], row["reprint_id"]))
