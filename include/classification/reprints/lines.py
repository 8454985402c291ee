"""Reprint pairs among articles given as JSON lines; what ``press reprints find`` does."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from include.classification.reprints.direction import Published
from include.classification.reprints.pairs import Pair, find_pairs
from include.classification.reprints.rows import arrange, passage_objects
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
    """Read a publication time; none is no error, one without offset is."""
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
    is_turned = left_first is False
    written = as_written(left.text, right.text, pair.passages)
    aligned = sorted(p.turned() for p in written) if is_turned else written
    original, reprint = (right, left) if is_turned else (left, right)
    return {
        "original_id": original.article_id,
        "reprint_id": reprint.article_id,
        "direction": "unknown" if left_first is None else "known",
        "containment": round(pair.containment, 4),
        "containment_of_reprint": round(pair.of_left if is_turned else pair.of_right, 4),
        "containment_of_original": round(pair.of_right if is_turned else pair.of_left, 4),
        "delay_minutes_min": round(apart.minutes_min, 2) if apart else None,
        "delay_minutes_max": round(apart.minutes_max, 2) if apart else None,
        "passages": passage_objects(aligned),
    }


def find_in_lines(lines: Iterable[Line]) -> Iterator[dict[str, Any]]:
    """Yield the errors of the lines, then every pair, ordered by original and reprint."""
    articles, errors = read_given(lines)
    yield from sorted(errors, key=lambda error: int(error["line"]))
    texts = [nfc(article.text) for article in articles]
    pairs = find_pairs(texts, [article.outlet_id for article in articles])
    rows = (_row(articles, pair) for pair in pairs)
    yield from sorted(rows, key=lambda row: (row["original_id"], row["reprint_id"]))
