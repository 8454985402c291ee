"""Once its retention has passed, of an outlet's day its index and the excerpts remain."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from include.archive.facts import Capture
from include.archive.index import read_index, warc_path
from include.archive.reader import read
from include.archive.retention import (
    excerpts,
    excerpts_path,
    expiry,
    forget,
    has_passed,
    last_received,
    remove_answers,
    write_excerpts,
)
from include.archive.writer import open_day
from include.errors import ArchiveError

DAY = date(2026, 10, 15)
NOW = datetime(2026, 10, 15, 5, tzinfo=UTC)


@pytest.fixture
def captures(home: Path) -> list[Capture]:
    with open_day("bao_a", DAY) as writer:
        return [
            writer.keep(
                f"id-{number}", "article", f"http://a.vn/{number}", final_url=f"http://a.vn/{number}",
                status=(200, "OK"), headers=[], received=b"page", body=b"page", captured_at=NOW,
                fetched_at=NOW.replace(hour=5 + number), is_from_archive=False,
            )
            for number in (1, 2)
        ]  # fmt: skip


def test_the_excerpts_take_the_place_of_the_answers(captures: list[Capture]) -> None:
    assert not has_passed("bao_a", DAY)
    size = warc_path("bao_a", DAY).stat().st_size
    write_excerpts("bao_a", DAY, {"id-2": ["một đoạn"], "id-of-another-day": ["x"]})
    remove_answers("bao_a", DAY)
    assert has_passed("bao_a", DAY)
    assert excerpts("bao_a", DAY) == {"id-2": ["một đoạn"]}
    found = expiry("bao_a", DAY)
    assert (found.captures, found.kept, found.bytes_removed) == (2, 1, size)
    assert not warc_path("bao_a", DAY).exists()
    assert [c.capture_id for c in read_index("bao_a", DAY).captures] == ["id-1", "id-2"]


def test_reading_such_a_page_says_that_its_bytes_have_passed_retention(captures: list[Capture]) -> None:
    write_excerpts("bao_a", DAY, {})
    with pytest.raises(ArchiveError, match="passed their retention"):
        read(captures[0])


def test_answers_are_never_removed_before_the_excerpts_are_written(captures: list[Capture]) -> None:
    with pytest.raises(ArchiveError, match="no excerpts"):
        remove_answers("bao_a", DAY)
    assert read(captures[0]).body == b"page"


def test_excerpts_once_written_are_not_written_again(captures: list[Capture]) -> None:
    write_excerpts("bao_a", DAY, {"id-1": ["đoạn"]})
    write_excerpts("bao_a", DAY, {})
    assert excerpts("bao_a", DAY) == {"id-1": ["đoạn"]}


def test_a_lawful_erasure_reaches_the_excerpts(captures: list[Capture]) -> None:
    write_excerpts("bao_a", DAY, {"id-1": ["đoạn"], "id-2": ["khác"]})
    forget("bao_a", DAY, {"id-1"})
    assert excerpts("bao_a", DAY) == {"id-2": ["khác"]}
    assert excerpts_path("bao_a", DAY).read_text("utf-8").count("\n") == 2


def test_the_retention_counts_from_the_last_answer_received(captures: list[Capture]) -> None:
    assert last_received(read_index("bao_a", DAY)) == NOW.replace(hour=7)
    assert last_received(read_index("bao_b", DAY)) is None
