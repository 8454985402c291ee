"""A lawful erasure takes the bytes, leaves every other record, and is logged."""

import gzip
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.archive.facts import Capture
from include.archive.index import read_index, warc_path
from include.archive.reader import read
from include.archive.withdrawal import LEAST_MEMBER_BYTES, empty_member, withdraw
from include.archive.writer import DayWriter, open_day
from include.errors import DeclarationError

DAY = date(2026, 10, 15)
NOW = datetime(2026, 10, 15, 5, tzinfo=UTC)


def keep(writer: DayWriter, url: str) -> Capture:
    body = f"the secret of {url}".encode()
    return writer.keep(
        f"id-{url}", "article", url, final_url=url, status=(200, "OK"), headers=[], received=body, body=body,
        captured_at=NOW, fetched_at=NOW, is_from_archive=False,
    )  # fmt: skip


@pytest.fixture
def captures(home: Path) -> list[Capture]:
    with open_day("bao_a", DAY) as writer:
        return [keep(writer, f"http://a.vn/{number}") for number in (1, 2, 3)]


def test_the_bytes_are_gone_and_every_other_record_stays(captures: list[Capture]) -> None:
    withdraw("http://a.vn/2", "Theo yêu cầu xóa hợp pháp", NOW)
    assert [read(captures[number]).body for number in (0, 2)] == [
        b"the secret of http://a.vn/1",
        b"the secret of http://a.vn/3",
    ]
    assert [c.url for c in read_index("bao_a", DAY).captures] == ["http://a.vn/1", "http://a.vn/3"]
    plain = gzip.decompress(warc_path("bao_a", DAY).read_bytes())
    assert b"secret of http://a.vn/1" in plain and b"secret of http://a.vn/2" not in plain


def test_the_file_stays_readable_as_a_whole(captures: list[Capture]) -> None:
    withdraw("http://a.vn/1", "reason", NOW)
    with open_day("bao_a", DAY) as writer:
        keep(writer, "http://a.vn/4")
    with warc_path("bao_a", DAY).open("rb") as stream:
        plain = gzip.GzipFile(fileobj=stream).read()
    assert plain.count(b"WARC-Target-URI") == 3


def test_it_may_be_repeated_after_a_kill(captures: list[Capture]) -> None:
    for _ in range(2):
        assert [c.url for c in withdraw("http://a.vn/2", "reason", NOW)] == ["http://a.vn/2"]


@pytest.mark.parametrize(("url", "reason"), [("http://a.vn/9", "reason"), ("http://a.vn/1", " ")])
def test_without_reason_or_page_nothing_happens(captures: list[Capture], url: str, reason: str) -> None:
    with pytest.raises(DeclarationError):
        withdraw(url, reason, NOW)
    assert len(read_index("bao_a", DAY).captures) == 3


@given(st.integers(min_value=LEAST_MEMBER_BYTES, max_value=5000))
def test_a_place_of_any_length_can_be_filled(length: int) -> None:
    member = empty_member(length)
    assert (len(member), gzip.decompress(member)) == (length, b"")
