"""Erases an address from the archive where the law demands it: the bytes go, a record of the erasure stays."""

import os
import struct
from datetime import datetime
from typing import BinaryIO

from include.archive.facts import Capture
from include.archive.index import WITHDRAWN, archived_days, archived_outlets, read_index
from include.archive.retention import forget, has_passed
from include.archive.writer import open_day
from include.errors import DeclarationError
from include.settings import settings
from include.text import has_words

LEAST_MEMBER_BYTES = 21  # head, end of the comment, an empty block, checksum and length


def withdraw(url: str, reason: str, at: datetime) -> list[Capture]:
    """Erase every capture of an address and return what was erased; the caller logs it.

    The index line goes first, the bytes after it: killed in between, calling it again finishes the work. The records'
    places are filled, so that all other records stay where their index says.

    Args:
        url: Address as it was asked, or the one that answered.
        reason: Why; kept for ever.
        at: Instant of the decision.

    Raises:
        DeclarationError: There is no reason, or the archive never held the address.
    """
    if not has_words(reason):
        raise DeclarationError("A withdrawal needs a reason.", hint="Give --reason.")
    erased = [capture for outlet_id in archived_outlets() for capture in _withdraw_of(outlet_id, url, reason, at)]
    if not erased:
        raise DeclarationError(f"The archive holds no page of {url}.", hint="Give the address as it was fetched.")
    return erased


def _withdraw_of(outlet_id: str, url: str, reason: str, at: datetime) -> list[Capture]:
    """Erase an address from one outlet's archive."""
    erased: list[Capture] = []
    for day in archived_days(outlet_id):
        index = read_index(outlet_id, day)
        if not any(url in (capture.url, capture.final_url) for capture in (*index.captures, *index.withdrawn)):
            continue
        with open_day(outlet_id, day, wait_seconds=60) as writer:
            asked = {(c.scope, c.url) for c in writer.index.captures if url in (c.url, c.final_url)}
            for scope, address in sorted(asked):
                writer.miss(
                    scope, address, cause=WITHDRAWN, detail=f"Withdrawn: {reason}", is_our_failure=True, fetched_at=at
                )
            writer.sync()
            withdrawn = [c for c in writer.index.withdrawn if url in (c.url, c.final_url)]
            if has_passed(outlet_id, day):
                forget(outlet_id, day, {capture.capture_id for capture in withdrawn})
            else:
                for capture in withdrawn:
                    _blank(capture)
            erased += withdrawn
    return erased


def _blank(capture: Capture) -> None:
    """Overwrite a record by an empty gzip member of the same length, so that the file stays readable as a whole."""
    with (settings().archive / capture.warc_file).open("r+b") as stream:
        _overwrite(stream, capture.warc_offset, empty_member(capture.warc_bytes))


def _overwrite(stream: BinaryIO, offset: int, content: bytes) -> None:
    """Overwrite bytes and flush them to the disk."""
    stream.seek(offset)
    stream.write(content)
    stream.flush()
    os.fsync(stream.fileno())


def empty_member(length: int) -> bytes:
    """Return a gzip member (RFC 1952) of a given length that holds nothing; its comment fills the place."""
    comment = b"-" * (length - LEAST_MEMBER_BYTES)
    head = b"\x1f\x8b\x08\x10" + struct.pack("<L", 0) + b"\x00\xff"
    return head + comment + b"\x00" + b"\x03\x00" + struct.pack("<LL", 0, 0)
