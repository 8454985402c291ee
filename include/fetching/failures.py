"""Maps a failed request to its cause, and reads how long a server asks us to wait."""

import socket
import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException, IncompleteRead

import requests
from urllib3.exceptions import (
    HTTPError,
    InvalidChunkLength,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)
from urllib3.exceptions import IncompleteRead as CutBody

from include.fetching.causes import HarvestCause

_STATUSES = {
    404: HarvestCause.NOT_FOUND,
    410: HarvestCause.GONE,
    429: HarvestCause.RATE_LIMITED,
    503: HarvestCause.SERVER_ERROR,
}
# The first row that fits decides. Specific errors come before those they are wrapped in: TLS, name resolution and
# timeouts all reach us inside a ConnectionError of requests or a ProtocolError of urllib3.
_ERRORS: list[tuple[tuple[type[BaseException], ...], HarvestCause]] = [
    ((ssl.SSLError, SSLError, requests.exceptions.SSLError), HarvestCause.TLS_INVALID),
    ((NameResolutionError, socket.gaierror), HarvestCause.NAME_UNRESOLVED),
    ((IncompleteRead, CutBody, InvalidChunkLength), HarvestCause.TRUNCATED),
    ((ReadTimeoutError, TimeoutError, requests.Timeout), HarvestCause.TOO_SLOW),
    ((NewConnectionError, ConnectionError), HarvestCause.CONNECTION_FAILED),
    ((HTTPException, UnicodeError), HarvestCause.MALFORMED),
    ((ProtocolError, requests.ConnectionError, OSError), HarvestCause.CONNECTION_FAILED),
    ((HTTPError, requests.RequestException, ValueError), HarvestCause.MALFORMED),
]


def cause_of_status(status: int) -> HarvestCause:
    """Return the cause of an answer whose status is not accepted."""
    if status in _STATUSES:
        return _STATUSES[status]
    if status == 304:
        return HarvestCause.FALSE_NOT_MODIFIED
    if 400 <= status < 500:
        return HarvestCause.REFUSED
    return HarvestCause.SERVER_ERROR if status >= 500 else HarvestCause.UNEXPECTED_STATUS


def cause_of_error(error: BaseException) -> HarvestCause:
    """Return the cause of what the libraries raised, the most specific error of its chain first."""
    links = error_chain(error)
    # http.client raises its limits on headers as plain HTTPException and LineTooLong: only their words differ
    if any("more than 100 headers" in str(link) or "header line" in str(link) for link in links):
        return HarvestCause.HEADER_FLOOD
    for kinds, cause in _ERRORS:
        if any(isinstance(link, kinds) for link in links):
            return cause
    return HarvestCause.MALFORMED


def error_chain(error: BaseException) -> list[BaseException]:
    """Return an error and what caused it, also where urllib3 keeps it as a reason or an argument."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        link = waiting.pop(0)
        if isinstance(link, BaseException) and not any(link is known for known in found):
            found.append(link)
            waiting += [link.__cause__, link.__context__, getattr(link, "reason", None), *link.args]
    return found


def retry_after(value: str, now: datetime) -> float | None:
    """Return the seconds of a Retry-After header, which is a number or an HTTP date; None when it is neither."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])  # more digits than a float holds would be infinity
    try:
        instant = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError):
        return None
    zoned = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return max(0.0, (zoned - now).total_seconds())
