"""What the archive holds of an outlet, and what a spoilt index says."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from include.archive.index import archived_days, archived_outlets, index_path, read_index
from include.archive.writer import open_day
from include.errors import ArchiveError

DAY = date(2026, 10, 15)
NOW = datetime(2026, 10, 15, 5, tzinfo=UTC)


def unchanged(outlet_id: str, day: date, url: str = "http://a.vn/") -> None:
    with open_day(outlet_id, day) as writer:
        writer.unchanged("listing", url, is_whole=True, fetched_at=NOW)


def test_days_and_outlets_are_known(home: Path) -> None:
    for outlet_id, day in (("b", DAY), ("a", date(2026, 11, 1)), ("a", DAY)):
        unchanged(outlet_id, day)
    assert archived_outlets() == ["a", "b"]
    assert archived_days("a") == [DAY, date(2026, 11, 1)]
    assert archived_days("c") == []


def test_a_day_nobody_archived_is_empty(home: Path) -> None:
    assert read_index("a", DAY).captures == []


def test_a_line_cut_short_counts_as_unwritten(home: Path) -> None:
    unchanged("a", DAY)
    with index_path("a", DAY).open("ab") as lines:
        lines.write(b'{"fact":"visit","outl')
    assert len(read_index("a", DAY).asked) == 1


def test_a_spoilt_line_within_is_named(home: Path) -> None:
    index_path("a", DAY).parent.mkdir(parents=True)
    index_path("a", DAY).write_text("spoilt\n{}\n", encoding="utf-8")
    with pytest.raises(ArchiveError, match="line 1"):
        read_index("a", DAY)


def test_a_line_may_hold_any_letter(home: Path) -> None:
    unchanged("a", DAY, "http://a.vn/\u2028tiếng-việt")
    assert ("listing", "http://a.vn/\u2028tiếng-việt") in read_index("a", DAY).asked


def test_captures_are_told_apart_by_scope(home: Path) -> None:
    with open_day("a", DAY) as writer:
        for scope in ("article", "backfill_article", "listing"):
            writer.keep(
                scope, scope, f"http://a.vn/{scope}", final_url="u", status=(200, "OK"), headers=[], received=b"x",
                body=b"x", captured_at=NOW, fetched_at=NOW, is_from_archive=False,
            )  # fmt: skip
    index = read_index("a", DAY)
    assert [capture.scope for capture in index.of_scope("article")] == ["article"]
    assert [capture.scope for capture in index.of_scope("article", "backfill_article")] == [
        "article",
        "backfill_article",
    ]
