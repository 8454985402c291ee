"""Feeds: how many fields are read right, and how fast, against feedparser.

The fields are those of feedparser's and gofeed's own test files; the speed is that of clean feeds in the shape of
Vietnamese outlets'. Times are of the processor, medians of several rounds in one run.
"""

import statistics
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from xml.sax.saxutils import escape

from benchmarks.feed_cases import DATA, Case, feedparser_cases, gofeed_cases
from include.pages.listings.listing import Entry, plain
from include.pages.listings.parse import parse_listing

_ITEMS = 100
_ROUNDS = 7


def run() -> list[dict[str, Any]]:
    """Return the rows of this benchmark; nothing where the data is absent."""
    if not DATA.exists():
        return []
    cases = [*feedparser_cases(), *gofeed_cases()]
    raised = count_raised(cases)
    checkable = [case for case in cases if case.field]
    right = sum(is_right(case) for case in checkable)
    ours, theirs = _speed(_read_ours), _speed(_read_feedparser)
    return [
        _row("feed files: unhandled exceptions", raised, "files", "none", 0.0, None, "0"),
        _row(
            "feed fields right",
            round(right / len(checkable), 4),
            f"share of {len(checkable)}",
            "gold",
            1.0,
            None,
            ">= 0.96",
        ),
        _row(
            "clean feeds",
            round(ours),
            "items per cpu-second",
            "feedparser",
            round(theirs),
            round(ours / theirs, 2),
            ">= 5",
        ),
    ]


def count_raised(cases: Iterable[Case]) -> int:
    """Return for how many cases parsing raises anything at all."""
    raised = 0
    for case in cases:
        try:
            parse_listing(case.body, "http://example.com/feed", case.content_type)
        except Exception:  # noqa: BLE001 (counting whatever is raised is the point)
            raised += 1
    return raised


def is_right(case: Case) -> bool:
    """Return whether the field that is known was read; markup and blanks do not count, as fields are plain text."""
    entries = parse_listing(case.body, "", case.content_type).entries
    if len(entries) <= case.index:
        return not case.value
    return same(entries[case.index], case.field, case.value)


def same(entry: Entry, field: str, value: Any) -> bool:
    """Compare one field with what it must be."""
    found = getattr(entry, field)
    if field.endswith("_at"):
        return bool(found == value)
    if field in ("url", "guid"):
        return bool((found or "") == value.strip())
    return _words(found) in (_words(plain(value)), _words(value))


def _words(text: str | None) -> str:
    """Return text without blanks, for comparing."""
    return "".join((text or "").split())


def clean_feed() -> bytes:
    """Return a clean feed in the shape of a Vietnamese outlet's."""
    start = datetime(2026, 11, 1, tzinfo=UTC)
    items = "".join(
        f"<item><title>{escape(f'Hà Nội hoàn thành tuyến đường số {n} trước thời hạn & khánh thành')}</title>"
        f'<description><![CDATA[<a href="https://bao.example.vn/bai-{n}.html"><img src="https://bao.example.vn/{n}.jpg"></a></br>'
        f"Tuyến đường số {n} dài 5 - 6 km nối hai phường, được thông xe sau hai năm thi công.]]></description>"
        f"<pubDate>{format_datetime(start + timedelta(minutes=n))}</pubDate>"
        f"<link>https://bao.example.vn/bai-viet-{n}.html</link><guid>https://bao.example.vn/bai-viet-{n}.html</guid></item>"
        for n in range(_ITEMS)
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Tin mới nhất</title>'
    return f"{head}<link>https://bao.example.vn</link>{items}</channel></rss>".encode()


def _read_ours(body: bytes) -> int:
    """Read a feed with this project."""
    return len(parse_listing(body, "https://bao.example.vn/rss").entries)


def _read_feedparser(body: bytes) -> int:
    """Read a feed with the peer and touch the same fields."""
    import feedparser

    entries = feedparser.parse(body).entries
    return sum(1 for e in entries if e.title and e.link and e.summary and e.published_parsed and e.id)


def _speed(read: Callable[[bytes], int]) -> float:
    """Return items per second of processor time."""
    body = clean_feed()
    times = []
    for number in range(_ROUNDS + 1):
        start = time.process_time()
        count = read(body.replace(b"bai-viet-", f"bai-{number}-".encode()))
        times.append((time.process_time() - start) / count)
    return 1 / statistics.median(times[1:])


def _row(
    what: str, value: float, unit: str, peer: str, peer_value: float, ratio: float | None, mark: str
) -> dict[str, Any]:
    """Return one row of results."""
    return {
        "what": what,
        "value": value,
        "unit": unit,
        "peer": peer,
        "peer_value": peer_value,
        "ratio": ratio,
        "mark": mark,
    }
