"""Archived bytes are proved before anyone reads them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from include.archive.facts import Capture
from include.archive.index import warc_path
from include.archive.reader import read
from include.archive.writer import open_day
from include.errors import ArchiveError

DAY = date(2026, 10, 15)
NOW = datetime(2026, 10, 15, 5, tzinfo=UTC)


@pytest.fixture
def capture(home: Path) -> Capture:
    with open_day("bao_a", DAY) as writer:
        return writer.keep(
            "id", "home_page", "http://a.vn/", final_url="http://a.vn/", status=(200, "OK"), headers=[],
            received=b"one", body=b"one", captured_at=NOW, fetched_at=NOW, is_from_archive=False,
        )  # fmt: skip


def test_a_body_that_differs_from_its_index_is_refused(capture: Capture) -> None:
    with pytest.raises(ArchiveError, match="not what was archived"):
        read(replace(capture, body_sha256="0" * 64))


def test_a_record_that_is_not_there_is_named(capture: Capture) -> None:
    with pytest.raises(ArchiveError, match=r"no record of http://a\.vn/"):
        read(replace(capture, warc_offset=capture.warc_bytes))


def test_a_missing_file_is_named(capture: Capture) -> None:
    warc_path("bao_a", DAY).unlink()
    with pytest.raises(ArchiveError, match="bao_a"):
        read(capture)


def test_a_damaged_file_is_refused(capture: Capture) -> None:
    path = warc_path("bao_a", DAY)
    path.write_bytes(path.read_bytes()[: capture.warc_bytes // 2])
    with pytest.raises(ArchiveError, match="bao_a"):
        read(capture)
