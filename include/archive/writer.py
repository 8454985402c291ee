"""Appends answers and misses to the archive, so that a kill at any moment loses at most the record being written.

The record is written first, its index line after it. What follows the last indexed record is cut off by the next
writer. Both are flushed to the disk once a second and at the end, the records before the lines: a power cut loses what
was written since, and lines whose records it took are cut off too, so that those pages are asked for again.
"""

import hashlib
import os
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from include.archive.facts import Capture, Interval, Line, Miss, Scope, Unchanged, from_line, to_line
from include.archive.index import DayIndex, index_path, read_index, warc_path, whole_lines
from include.atomic import sync_folder
from include.errors import ArchiveError, StoreBusyError
from include.locks import locked
from include.settings import settings

Headers = Sequence[tuple[str, str]]
SYNC_SECONDS = 1.0  # real outlets answer more slowly, so every record is on the disk before the next one comes
LEVEL = 3  # of gzip: on 37 real pages 9, warcio's own, takes 3.6 times the processor time; 3 takes 13 % more bytes
_GZIP = 31  # zlib's window bits: 16 + 15, one gzip member a record
FRAMING = {"transfer-encoding", "connection", "keep-alive"}  # of the connection, not of the body that is stored


@contextmanager
def outlet_lock(outlet_id: str, wait_seconds: float = 0) -> Iterator[None]:
    """Hold an outlet's part of the archive: one writer at a time.

    Raises:
        StoreBusyError: Another process holds it longer than the caller waits.
    """
    busy = StoreBusyError(f"Another process is writing the archive of {outlet_id}.", hint="Wait until it has ended.")
    with locked(settings().archive / outlet_id / ".lock", busy, wait_seconds):
        yield


class DayWriter:
    """Appends to one outlet's day; made by :func:`open_day`, which holds the outlet's lock."""

    def __init__(self, outlet_id: str, day: date, warc: BinaryIO, lines: BinaryIO, index: DayIndex) -> None:
        """Append to both files, which open_day has opened and cut."""
        self.outlet_id = outlet_id
        self.day = day
        self.index = index
        self._warc = warc
        self._lines = lines
        self._synced_at = 0.0

    def keep(
        self,
        capture_id: str,
        scope: Scope,
        url: str,
        *,
        final_url: str,
        status: tuple[int, str],
        headers: Headers,
        received: bytes,
        body: bytes,
        captured_at: datetime,
        fetched_at: datetime,
        is_from_archive: bool,
        answer_milliseconds: int | None = None,
        has_ipv6: bool | None = None,
    ) -> Capture:
        """Append one answer and return its capture.

        Args:
            capture_id: Stable id.
            scope: What the page is for us.
            url: Address that was asked.
            final_url: Address that answered.
            status: Code and reason.
            headers: As received.
            received: Body as received, in its content coding.
            body: The same body without its coding.
            captured_at: Instant the content stands for.
            fetched_at: Instant of the request.
            is_from_archive: Whether a Memento archive answered for a past day.
            answer_milliseconds: Time to the first byte, where it was measured.
            has_ipv6: Whether the name has an IPv6 address, where it was looked up.
        """
        offset = self._warc.tell()
        self._write_record(final_url, status, headers, received, captured_at)
        by_name = {name.lower(): value for name, value in headers}
        capture = Capture(
            capture_id, self.outlet_id, self.day, scope, url, final_url, status[0],
            by_name.get("content-type", ""), hashlib.sha256(body).hexdigest(), len(body),
            str(warc_path(self.outlet_id, self.day).relative_to(settings().archive)), offset,
            self._warc.tell() - offset, is_from_archive, captured_at, fetched_at,
            by_name.get("etag", ""), by_name.get("last-modified", ""), answer_milliseconds, has_ipv6,
        )  # fmt: skip
        self._add(capture)
        return capture

    def miss(
        self,
        scope: Scope,
        url: str,
        *,
        cause: str,
        detail: str,
        is_our_failure: bool,
        fetched_at: datetime,
        http_status: int | None = None,
    ) -> Miss:
        """Append that a request failed, and why."""
        found = Miss(self.outlet_id, self.day, scope, url, cause, detail, is_our_failure, http_status, fetched_at)
        self._add(found)
        return found

    def unchanged(
        self, scope: Scope, url: str, *, is_whole: bool, fetched_at: datetime, captured_at: datetime | None = None
    ) -> None:
        """Append that an address was requested again and its page had not changed."""
        self._add(Unchanged(self.outlet_id, self.day, scope, url, is_whole, fetched_at, captured_at))

    def ask_for(self, from_day: date, to_day: date, asked_at: datetime) -> Interval:
        """Append that the articles of a past interval are asked for on this day; once however often it is asked."""
        known = (i for i in self.index.intervals if (i.from_day, i.to_day) == (from_day, to_day))
        found = next(known, None) or Interval(self.outlet_id, self.day, from_day, to_day, asked_at)
        if found not in self.index.intervals:
            self._add(found)
        return found

    def sync(self) -> None:
        """Flush what was written to the disk, the records before the lines that name them."""
        _sync(self._warc)
        _sync(self._lines)
        self._synced_at = time.monotonic()

    def _write_record(
        self, url: str, status: tuple[int, str], headers: Headers, received: bytes, captured_at: datetime
    ) -> None:
        """Append one response record."""
        kept = [(name, value) for name, value in headers if name.lower() not in FRAMING]
        # a reason may be any bytes; a record's status line holds ASCII, and one line of it
        reason = "".join(letter if " " <= letter <= "~" else "?" for letter in status[1])
        line = f"{status[0]} {reason}".strip()
        plain = BytesIO()
        records = WARCWriter(plain, gzip=False)
        record = records.create_warc_record(
            url,
            "response",
            payload=BytesIO(received),
            http_headers=StatusAndHeaders(line, kept, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": captured_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")},
        )
        records.write_record(record)
        self._warc.write(zlib.compress(plain.getbuffer(), LEVEL, _GZIP))
        self._warc.flush()

    def _add(self, fact: Line) -> None:
        """Append a fact's line to the index; only then does the fact exist."""
        self._lines.write(to_line(fact).encode() + b"\n")
        self._lines.flush()
        self.index.add(fact)
        if time.monotonic() - self._synced_at >= SYNC_SECONDS:
            self.sync()


@contextmanager
def open_day(outlet_id: str, day: date, wait_seconds: float = 0) -> Iterator[DayWriter]:
    """Open an outlet's day for appending, after cutting off what a kill left half-written.

    Raises:
        StoreBusyError: Another process writes this outlet's archive.
        ArchiveError: The index cannot be read, or is not there though answers are.
    """
    warc, lines = warc_path(outlet_id, day), index_path(outlet_id, day)
    with outlet_lock(outlet_id, wait_seconds):
        index = read_index(outlet_id, day)
        if _cut_unwritten(warc, lines):
            index = read_index(outlet_id, day)
        is_new = not lines.exists()
        with lines.open("ab") as facts, warc.open("ab") as records:
            if is_new:
                sync_folder(warc.parent)  # before any record: answers never stand without an index
            writer = DayWriter(outlet_id, day, records, facts, index)
            try:
                yield writer
            finally:
                writer.sync()


def settle_day(outlet_id: str, day: date) -> None:
    """Cut off what a kill left half-written, as opening the day for appending would; nothing where nothing is indexed.

    Raises:
        StoreBusyError: Another process writes this outlet's archive.
    """
    if index_path(outlet_id, day).exists():
        with outlet_lock(outlet_id):
            _cut_unwritten(warc_path(outlet_id, day), index_path(outlet_id, day))


def _cut_unwritten(warc: Path, lines: Path) -> bool:
    """Cut both files after the last record that is whole with its index line; return whether lines were lost.

    Raises:
        ArchiveError: There are answers and no index: no kill leaves that, and nothing is cut.
    """
    if not lines.exists():
        if warc.exists() and warc.stat().st_size:
            raise ArchiveError(
                f"{warc} holds answers, and its index {lines.name} is not there.",
                hint="Restore the index from a backup; without one move the answers away to ask the day again.",
            )
        return False
    written = whole = whole_lines(lines)
    if warc.exists():
        captures = [(n, f) for n, f in enumerate(map(from_line, whole)) if isinstance(f, Capture)]
        while captures and not _is_written(warc, captures[-1][1]):
            whole = whole[: captures.pop()[0]]
        os.truncate(warc, max((f.warc_offset + f.warc_bytes for _, f in captures), default=0))
    os.truncate(lines, sum(len(line.encode()) + 1 for line in whole))
    return len(whole) < len(written)


def _is_written(warc: Path, capture: Capture) -> bool:
    """Return whether a capture's record reached the disk: where none did, the file is too short or holds zeros."""
    with warc.open("rb") as stream:
        stream.seek(capture.warc_offset)
        begins = stream.read(2) != b"\0\0"
        return begins and stream.seek(0, os.SEEK_END) >= capture.warc_offset + capture.warc_bytes


def _sync(handle: BinaryIO) -> None:
    """Flush a file to the disk."""
    handle.flush()
    os.fsync(handle.fileno())
