"""Every failure has a cause, and every form of Retry-After is read."""

import ssl
from datetime import UTC, datetime
from http.client import BadStatusLine

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.fetching.causes import HarvestCause
from include.fetching.failures import cause_of_error, cause_of_status, retry_after

NOW = datetime(2026, 10, 16, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        (404, HarvestCause.NOT_FOUND),
        (410, HarvestCause.GONE),
        (401, HarvestCause.REFUSED),
        (451, HarvestCause.REFUSED),
        (429, HarvestCause.RATE_LIMITED),
        (500, HarvestCause.SERVER_ERROR),
        (599, HarvestCause.SERVER_ERROR),
        (304, HarvestCause.FALSE_NOT_MODIFIED),
        (204, HarvestCause.UNEXPECTED_STATUS),
    ],
)
def test_each_status_has_its_cause(status: int, cause: HarvestCause) -> None:
    assert cause_of_status(status) == cause


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (ssl.SSLCertVerificationError(), HarvestCause.TLS_INVALID),
        (TimeoutError(), HarvestCause.TOO_SLOW),
        (ConnectionResetError(), HarvestCause.CONNECTION_FAILED),
        (BadStatusLine("x"), HarvestCause.MALFORMED),
        (ValueError(), HarvestCause.MALFORMED),
        (KeyError(), HarvestCause.MALFORMED),
    ],
)
def test_the_cause_is_read_from_the_depth_of_an_error(error: Exception, cause: HarvestCause) -> None:
    outer = OSError("outer", error) if not isinstance(error, ValueError | KeyError) else error
    assert cause_of_error(outer) == cause


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Fri, 16 Oct 2026 05:01:00 GMT", 60.0),
        ("Fri, 16 Oct 2026 04:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("٣", None),
    ],
)
def test_retry_after_is_read_in_both_forms(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text(max_size=60))
def test_no_retry_after_breaks_the_collector(value: str) -> None:
    found = retry_after(value, NOW)
    assert found is None or found >= 0
