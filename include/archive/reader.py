"""Reads answers back from the archive and proves that they are what was archived."""

import hashlib
import zlib
from dataclasses import dataclass

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from include.archive.decompression import decompress
from include.archive.facts import Capture
from include.archive.retention import excerpts_path, has_passed
from include.errors import ArchiveError
from include.settings import settings


@dataclass(frozen=True, slots=True)
class Page:
    """One archived answer: status, headers as received, and the body without its content coding."""

    http_status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def read(capture: Capture) -> Page:
    """Return the answer of a capture.

    Raises:
        ArchiveError: The record is missing, cut, or its body is not the one that was indexed.
    """
    path = settings().archive / capture.warc_file
    if has_passed(capture.outlet_id, capture.day):
        raise ArchiveError(
            f"{capture.url} of {capture.day.isoformat()}: its bytes have passed their retention.",
            hint=f"What findings rest on stands in {excerpts_path(capture.outlet_id, capture.day).name}.",
        )
    try:
        with path.open("rb") as stream:
            stream.seek(capture.warc_offset)
            record = next(iter(ArchiveIterator(stream)))
            headers = tuple(record.http_headers.headers)
            status = int(record.http_headers.get_statuscode())
            received = record.raw_stream.read()
        coding = next((value for name, value in headers if name.lower() == "content-encoding"), "")
        body = decompress(received, coding, limit=max(capture.body_bytes, 1))
    except (OSError, StopIteration, ValueError, AttributeError, zlib.error, ArchiveLoadFailed) as error:
        raise ArchiveError(
            f"{path}: no record of {capture.url} at byte {capture.warc_offset} ({error}).",
            hint="Restore the file from a backup; until then the page counts as lost.",
        ) from error
    if hashlib.sha256(body).hexdigest() != capture.body_sha256:
        raise ArchiveError(
            f"{path}: the record of {capture.url} at byte {capture.warc_offset} is not what was archived.",
            hint="Restore the file from a backup; until then the page counts as lost.",
        )
    return Page(status, headers, body)
