"""What changed from one version of an article to the next: which fields, and how much text; no passage is kept."""

from difflib import SequenceMatcher
from typing import Any

from include.archive.facts import Capture

Row = dict[str, Any]
COMPARED_WORDS = 3_000  # a longer changed stretch counts as replaced whole: difflib is quadratic


def changed_fields(before: Row, after: Row) -> list[str]:
    """Return what differs between two versions; a time counts where both pages show it to the minute."""
    fields = [name for name in ("title", "text") if (before[name] or "") != (after[name] or "")]
    is_moved = before["published_at"] != after["published_at"] and _shows_time(before) and _shows_time(after)
    return [*fields, "published_at"] if is_moved else fields


def _shows_time(row: Row) -> bool:
    """Return whether a page itself gives its time to the minute."""
    return row["published_from"] not in ("feed", "sitemap", "none") and row["published_precision"] in (
        "minute",
        "second",
    )


def characters_changed(before: str, after: str) -> tuple[int, int]:
    """Return how many characters were added and removed, counted by whole words in their place."""
    old, new = before.split(), after.split()
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    if max(len(old), len(new)) > COMPARED_WORDS:
        return _length(new), _length(old)
    added = removed = 0
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            removed += _length(old[a:b])
            added += _length(new[c:d])
    return added, removed


def _length(words: list[str]) -> int:
    """Return the characters of words, without the blanks between them."""
    return sum(map(len, words))


def revision(before: Row, after: Row, previous: Capture, capture: Capture) -> Row:
    """Return the row of one further version."""
    added, removed = characters_changed(before["text"] or "", after["text"] or "")
    return {
        "capture_id": capture.capture_id,
        "article_id": after["article_id"],
        "outlet_id": capture.outlet_id,
        "previous_capture_id": previous.capture_id,
        "changed_fields": " ".join(changed_fields(before, after)),
        "text_sha256": after["text_sha256"],
        "previous_text_sha256": before["text_sha256"],
        "characters_added": added,
        "characters_removed": removed,
        "day": capture.day,
        "previous_captured_at": previous.captured_at,
        "captured_at": capture.captured_at,
    }
