"""Appends answers and misses to the archive, so that a kill at any moment loses at most the record being written.

The record is written and synced first, its index line after it. What lies behind the last indexed record is cut off by
the next writer.
"""

import fcntl
import hashlib
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from include.archive.facts import Capture, Fact, Miss, Scope, Visit, from_line, to_line
from include.archive.index import DayIndex, index_path, read_index, warc_path, whole_lines
from include.errors import StoreBusyError
from include.settings import settings

Headers = Sequence[tuple[str, str]]
FRAMING = {"transfer-encoding", "connection", "keep-alive"}  # of the connection, not of the body that is stored


@contextmanager
def outlet_lock(outlet_id: str, wait_seconds: float = 0) -> Iterator[None]:
    """Hold an outlet's part of the archive: one writer at a time.

    Raises:
        StoreBusyError: Another process holds it longer than the caller waits.
    """
    folder = settings().archive / outlet_id
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a") as handle:
        deadline = time.monotonic() + wait_seconds
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise StoreBusyError(
                        f"Another process is writing the archive of {outlet_id}.", mend="Wait until it has ended."
                    ) from None
                time.sleep(0.1)
        yield


class DayWriter:
    """Appends to one outlet's day; made by :func:`open_day`, which holds the outlet's lock."""

    def __init__(self, outlet_id: str, day: date, warc: BinaryIO, lines: BinaryIO, index: DayIndex) -> None:
        """Write behind what both files hold already."""
        self.outlet_id = outlet_id
        self.day = day
        self.index = index
        self._warc = warc
        self._lines = lines
        self._records = WARCWriter(warc, gzip=True)

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
        """
        offset = self._warc.tell()
        self._write_record(final_url, status, headers, received, captured_at)
        of = {name.lower(): value for name, value in headers}
        capture = Capture(
            capture_id, self.outlet_id, self.day, scope, url, final_url, status[0],
            of.get("content-type", ""), hashlib.sha256(body).hexdigest(), len(body),
            str(warc_path(self.outlet_id, self.day).relative_to(settings().archive)), offset,
            self._warc.tell() - offset, is_from_archive, captured_at, fetched_at,
            of.get("etag", ""), of.get("last-modified", ""),
        )  # fmt: skip
        self._learn(capture)
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
        """Append that something was asked for and not received."""
        found = Miss(self.outlet_id, self.day, scope, url, cause, detail, is_our_failure, http_status, fetched_at)
        self._learn(found)
        return found

    def visit(self, scope: Scope, url: str, *, is_whole: bool, fetched_at: datetime) -> None:
        """Append that an address was asked and had not changed."""
        self._learn(Visit(self.outlet_id, self.day, scope, url, is_whole, fetched_at))

    def _write_record(
        self, url: str, status: tuple[int, str], headers: Headers, received: bytes, captured_at: datetime
    ) -> None:
        """Append one response record and see it on the disk."""
        kept = [(name, value) for name, value in headers if name.lower() not in FRAMING]
        line = f"{status[0]} {status[1]}".strip()
        record = self._records.create_warc_record(
            url,
            "response",
            payload=BytesIO(received),
            http_headers=StatusAndHeaders(line, kept, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": captured_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")},
        )
        self._records.write_record(record)
        _sync(self._warc)

    def _learn(self, fact: Fact) -> None:
        """Append a fact's line and see it on the disk: from now on it exists."""
        self._lines.write(to_line(fact).encode() + b"\n")
        _sync(self._lines)
        self.index.learn(fact)


@contextmanager
def open_day(outlet_id: str, day: date, wait_seconds: float = 0) -> Iterator[DayWriter]:
    """Open an outlet's day for appending, after cutting off what a kill left half-written.

    Raises:
        StoreBusyError: Another process writes this outlet's archive.
        ArchiveError: The index cannot be read.
    """
    warc, lines = warc_path(outlet_id, day), index_path(outlet_id, day)
    with outlet_lock(outlet_id, wait_seconds):
        index = read_index(outlet_id, day)
        _cut_unwritten(warc, lines)
        with warc.open("ab") as records, lines.open("ab") as facts:
            yield DayWriter(outlet_id, day, records, facts, index)


def _cut_unwritten(warc: Path, lines: Path) -> None:
    """Cut both files behind the last record whose index line is whole."""
    if not lines.exists():
        warc.unlink(missing_ok=True)
        return
    whole = whole_lines(lines)
    os.truncate(lines, sum(len(line.encode()) + 1 for line in whole))
    ends = [f.warc_offset + f.warc_bytes for f in map(from_line, whole) if isinstance(f, Capture)]
    if warc.exists():
        os.truncate(warc, max(ends, default=0))


def _sync(handle: BinaryIO) -> None:
    """Push what was written through to the disk."""
    handle.flush()
    os.fsync(handle.fileno())
