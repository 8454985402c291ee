"""The archive only grows, survives a kill, and gives back what was put in."""

import gzip
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from include.archive.facts import Capture
from include.archive.index import index_path, read_index, warc_path
from include.archive.reader import read
from include.archive.writer import DayWriter, open_day, outlet_lock
from include.errors import ArchiveError, StoreBusyError

DAY = date(2026, 10, 15)
NOW = datetime(2026, 10, 15, 5, tzinfo=UTC)


def keep(writer: DayWriter, url: str, body: bytes = b"<p>Xin ch\xc3\xa0o</p>", coding: str = "") -> Capture:
    received = gzip.compress(body) if coding == "gzip" else body
    return writer.keep(
        f"id-{url}", "article", url, final_url=url, status=(200, "OK"),
        headers=[("Content-Type", "text/html"), *([("Content-Encoding", coding)] if coding else [])],
        received=received, body=body, captured_at=NOW, fetched_at=NOW, is_from_archive=False,
    )  # fmt: skip


def fail(writer: DayWriter, url: str, cause: str = "server_error") -> None:
    writer.miss("article", url, cause=cause, detail="", is_our_failure=False, fetched_at=NOW)


def test_what_is_kept_can_be_read_back(home: Path) -> None:
    with open_day("bao_a", DAY) as writer:
        captures = [keep(writer, "http://a.vn/1"), keep(writer, "http://a.vn/2", b"x" * 100_000, "gzip")]
    assert [read(capture).body for capture in captures] == ["<p>Xin chào</p>".encode(), b"x" * 100_000]
    assert read(captures[0]).http_status == 200
    assert read_index("bao_a", DAY).captures == captures


def test_a_second_writer_appends(home: Path) -> None:
    for number in range(3):
        with open_day("bao_a", DAY) as writer:
            keep(writer, f"http://a.vn/{number}", str(number).encode())
    found = read_index("bao_a", DAY).captures
    assert [read(capture).body for capture in found] == [b"0", b"1", b"2"]


def test_a_capture_supersedes_an_earlier_miss_and_a_later_miss_stands(home: Path) -> None:
    with open_day("bao_a", DAY) as writer:
        fail(writer, "http://a.vn/1")
        fail(writer, "http://a.vn/2", "not_found")
        keep(writer, "http://a.vn/1")
    index = read_index("bao_a", DAY)
    assert [miss.url for miss in index.misses.values()] == ["http://a.vn/2"]
    assert index.latest("article", "http://a.vn/1") is not None


@given(cut=st.integers(min_value=0, max_value=2000), cut_index=st.booleans())
@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_kill_at_any_byte_loses_at_most_the_record_being_written(home: Path, cut: int, cut_index: bool) -> None:
    for path in (warc_path("bao_a", DAY), index_path("bao_a", DAY)):
        path.unlink(missing_ok=True)
    with open_day("bao_a", DAY) as writer:
        first = keep(writer, "http://a.vn/1", b"one")
    index_before = index_path("bao_a", DAY).read_bytes()
    warc_before = warc_path("bao_a", DAY).stat().st_size
    with open_day("bao_a", DAY) as writer:
        keep(writer, "http://a.vn/2", b"two")
    warc, index = warc_path("bao_a", DAY).read_bytes(), index_path("bao_a", DAY).read_bytes()
    if cut_index:  # killed while the line was written: the record is whole
        index_path("bao_a", DAY).write_bytes(index[: len(index_before) + cut % (len(index) - len(index_before))])
    else:  # killed while the record was written: no line yet
        index_path("bao_a", DAY).write_bytes(index_before)
        warc_path("bao_a", DAY).write_bytes(warc[: warc_before + cut % (len(warc) - warc_before)])
    with open_day("bao_a", DAY) as writer:
        third = keep(writer, "http://a.vn/3", b"three")
    assert read_index("bao_a", DAY).captures == [first, third]
    assert [read(capture).body for capture in (first, third)] == [b"one", b"three"]


def test_answers_without_any_index_are_left_for_people_to_fix(home: Path) -> None:
    with open_day("bao_a", DAY) as writer:
        keep(writer, "http://a.vn/1", b"one")
    answers = warc_path("bao_a", DAY).read_bytes()
    index_path("bao_a", DAY).unlink()
    with pytest.raises(ArchiveError, match="Restore the index from a backup"), open_day("bao_a", DAY):
        pass
    assert warc_path("bao_a", DAY).read_bytes() == answers


def test_a_day_that_was_opened_and_killed_before_any_answer_is_opened_again(home: Path) -> None:
    warc_path("bao_a", DAY).parent.mkdir(parents=True)
    warc_path("bao_a", DAY).touch()
    with open_day("bao_a", DAY) as writer:
        capture = keep(writer, "http://a.vn/1", b"one")
    assert read(capture).body == b"one"


def test_an_outlet_has_one_writer_at_a_time(home: Path) -> None:
    with outlet_lock("bao_a"), pytest.raises(StoreBusyError, match="bao_a"), open_day("bao_a", DAY):
        pass
    with outlet_lock("bao_a"), outlet_lock("bao_b"):
        pass


@pytest.mark.parametrize("left", ["nothing", "zeros"])
def test_a_power_cut_that_took_records_takes_their_lines_too(home: Path, left: str) -> None:
    with open_day("bao_a", DAY) as writer:
        first, second = (keep(writer, f"http://a.vn/{number}", b"x" * 5000) for number in range(2))
        fail(writer, "http://a.vn/3")
    with warc_path("bao_a", DAY).open("r+b") as stream:
        stream.truncate(second.warc_offset)
        if left == "zeros":
            stream.truncate(second.warc_offset + second.warc_bytes)
    with open_day("bao_a", DAY) as writer:
        assert writer.index.captures == [first]
        assert not writer.index.misses
        again = keep(writer, "http://a.vn/1", b"y")
    assert [read(capture).body[:1] for capture in read_index("bao_a", DAY).captures] == [b"x", b"y"]
    assert again.warc_offset == second.warc_offset


def test_a_spoilt_record_is_kept_for_people_to_fix(home: Path) -> None:
    with open_day("bao_a", DAY) as writer:
        capture = keep(writer, "http://a.vn/1")
    with warc_path("bao_a", DAY).open("r+b") as stream:
        stream.write(b"spoilt")
    with open_day("bao_a", DAY) as writer:
        assert writer.index.captures == [capture]


def test_an_interval_is_asked_for_once_and_outlives_the_writer(home: Path) -> None:
    first, last = date(2026, 9, 1), date(2026, 9, 2)
    with open_day("bao_a", DAY) as writer:
        asked = writer.ask_for(first, last, NOW)
        keep(writer, "http://a.vn/1")
    with open_day("bao_a", DAY) as writer:
        assert writer.ask_for(first, last, NOW) == asked
        assert writer.ask_for(first, first, NOW) != asked
    assert [(i.from_day, i.to_day) for i in read_index("bao_a", DAY).intervals] == [(first, last), (first, first)]
